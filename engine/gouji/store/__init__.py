"""A folder that keeps what sweeps found: who handed in what, what was read from it and what contradicts what.

    STORE/
    ├── state.sqlite      runs, checks, documents, roster, waivers (transactional; see tables.py)
    ├── lock.sqlite       held by the one sweep that may write
    └── parts/NAME/       facts.parquet, findings.parquet …, written aside, renamed whole, never changed

A part counts once a committed row of `checks` or `runs` names it; what a sweep that died left beside those is ignored.
"""

from __future__ import annotations

from gouji.store.opening import Busy, Store, StoreError, opened, writing
from gouji.store.querying import Table, ask

__all__ = ["Busy", "Store", "StoreError", "Table", "ask", "opened", "writing"]
