"""The kinds of reports, and what people call them. By itself, so that a command line can name them without a wait."""

from __future__ import annotations

from collections.abc import Mapping

REPORT_KINDS: Mapping[str, str] = {
    "department_whole": "部门整体",
    "project": "项目",
    "transfer_payment": "转移支付",
    "final_accounts_disclosure": "决算公开",
}
WHOLE_KINDS = frozenset({"department_whole", "final_accounts_disclosure"})  # on a unit itself: one a year


def report_kind(named: str) -> str:
    """A kind of report by either of its names; empty if it is none."""
    return next((kind for kind, name in REPORT_KINDS.items() if named in (kind, name)), "")
