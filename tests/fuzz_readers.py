"""Mutated files through the readers: `python tests/fuzz_readers.py COUNT FILE...`.

Every mutant must come to a Document whose spans slice to their text, or to a ReadError, and neither may take long.
Prints what they came to and the slowest; exit status 1 with the mutant saved beside if anything else happens.
"""

from __future__ import annotations

import io
import random
import sys
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

from gouji.errors import ReadError
from gouji.readers import Limits, ocr, office, read

LONGEST = 20  # seconds
INTERESTING = (b"\x00", b"\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\xff", b"\x80\x00\x00\x00", b"-1", b"99999999999")


def mutant(data: bytes, other: bytes, dice: random.Random) -> bytes:
    """A few changes: bytes, pieces cut, doubled, moved or taken from another file, the end torn off."""
    out = bytearray(data)
    for _ in range(dice.choice((1, 2, 4, 16, 64))):
        at = dice.randrange(len(out)) if out else 0
        size = dice.choice((1, 4, 32, 512))
        match dice.randrange(7):
            case 0 | 1:
                out[at : at + 1] = bytes([dice.randrange(256)])
            case 2:
                out[at : at + 4] = dice.choice(INTERESTING)
            case 3:
                del out[at : at + size]
            case 4:
                out[at:at] = out[at : at + size] * dice.choice((1, 1, 1, 50))
            case 5:
                start = dice.randrange(len(other))
                out[at : at + size] = other[start : start + size]
            case _:
                if dice.random() < 0.1:
                    del out[at:]
    return bytes(out)


def repacked(data: bytes, other: bytes, dice: random.Random) -> bytes:
    """A zip with one member changed, so that the change is met behind the unpacking."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = dice.choice([m for m in old.namelist() if m.endswith(".xml")])
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, mutant(content, content, dice) if name == chosen and content else content)
    return mutant(buffer.getvalue(), other, dice) if dice.random() < 0.1 else buffer.getvalue()


def main(count: int, paths: list[Path]) -> int:
    """The exit status."""
    office.program = lambda: None  # the converter is a program of its own, ended when it takes too long
    ocr.is_installed = lambda: False
    dice = random.Random(count)  # noqa: S311 - the same mutants every time
    seeds = [path.read_bytes() for path in paths]
    came_to: Counter[str] = Counter()
    slowest = (0.0, -1)
    for number in range(count):
        which = dice.randrange(len(seeds))
        packed = zipfile.is_zipfile(io.BytesIO(seeds[which])) and dice.random() < 0.8
        data = (repacked if packed else mutant)(seeds[which], dice.choice(seeds), dice)
        path = Path(f"/tmp/gouji-mutant-{paths[0].suffix[1:]}{paths[which].suffix}")  # noqa: S108 - kept if it tells
        path.write_bytes(data)
        begun = time.monotonic()
        try:
            document = read(path, Limits(seconds=LONGEST))
            assert all(document.text[b.span.start : b.span.end] == document.quote(b.span) for b in document.blocks)
            came_to["document"] += 1
        except ReadError as told:
            came_to[told.reason[:24]] += 1
        except BaseException:  # noqa: BLE001 - a crash is what is looked for
            traceback.print_exc()
            sys.stdout.write(f"mutant {number} kept as {path}\n")
            return 1
        slowest = max(slowest, (time.monotonic() - begun, number))
        if time.monotonic() - begun > LONGEST:
            sys.stdout.write(f"mutant {number} took {time.monotonic() - begun:.1f} s, kept as {path}\n")
            return 1
    sys.stdout.write(f"{count} mutants of {', '.join(p.name for p in paths)}; slowest {slowest[0]:.2f} s\n")
    for what, times in came_to.most_common():
        sys.stdout.write(f"{times:7d}  {what}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]), [Path(one) for one in sys.argv[2:]]))
