"""What every runner of the race tells, as its last line: where imports ended, and the keys it found wrong, by kind."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Mapping


def started() -> float:
    """CPU seconds of the process so far: to be asked when everything is imported, and no fact read yet."""
    return time.process_time()


def tell(start: float, engine: str, found: Mapping[str, Iterable[str]], **more: object) -> None:
    """Print it; of a kind that a runner has no means for, it names none at all."""
    kinds = {kind: sorted(keys) for kind, keys in found.items()}
    sys.stdout.write("\n" + json.dumps({"start": start, "engine": engine, "found": kinds, **more}) + "\n")
