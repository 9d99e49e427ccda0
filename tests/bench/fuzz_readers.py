"""Damaged files by the thousand: `fuzz_readers.py COUNT FILE…`; each must end in a document or a sentence.

Bytes are changed, moved, cut and repeated; of a zip, also the parts inside, packed again so that the damage gets past
the checksums. Anything but a Document whose spans slice to its text, or a ReadError, is printed and counted; so is what
takes longer than SLOW seconds.
"""

# ruff: noqa: T201, S311 - it reports on the terminal; the same mutants every time

from __future__ import annotations

import io
import random
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from gouji.errors import ReadError
from gouji.readers import Limits, ocr, office, read, reports_in

SLOW = 5
NUMBERS = (b"\x00\x00\x00\x80", b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff", b"-1", b"99999999999")  # sizes and counts
LIMITS = Limits(seconds=20)


def damaged(data: bytes, dice: random.Random) -> bytes:
    """A few bytes and a number changed, a stretch cut out or repeated, or the end cut off."""
    made = bytearray(data)
    number = dice.choice((b"", *NUMBERS))
    at = dice.randrange(len(made))
    made[at : at + len(number)] = number
    for _ in range(dice.choice((1, 3, 10, 40))):
        made[dice.randrange(len(made))] = dice.choice((0, 255, 60, 62, 34, dice.randrange(256)))
    at, to = sorted(dice.randrange(len(made)) for _ in range(2))
    how = dice.random()
    if how < 0.15:
        return bytes(made[:at])
    if how < 0.3:
        return bytes(made[:at] + made[at:to][:2000] * 2 + made[to:])
    return bytes(made[:at] + made[to:]) if how < 0.4 else bytes(made)


def mutant(data: bytes, dice: random.Random) -> bytes:
    """The file damaged, or, of a zip, one or two of its parts."""
    if not data.startswith(b"PK") or dice.random() < 0.3:
        return damaged(data, dice)
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    names = source.namelist()
    hit = {dice.choice(names), dice.choice(names)}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            content = source.read(name)
            archive.writestr(name, damaged(content, dice) if name in hit and content else content)
    return target.getvalue()


def main(count: int, files: list[Path]) -> int:
    """The number of failures."""
    office.program = lambda: None  # the converter is a program of its own, ended when it takes too long
    ocr.is_installed = lambda: False
    failures = 0
    for file in files:
        whole, dice = file.read_bytes(), random.Random(file.name)
        read_, refused, slowest = 0, 0, 0.0
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / file.name
            for n in range(count):
                path.write_bytes(mutant(whole, dice) or b"x")
                began = time.perf_counter()
                try:
                    made = [read(one, LIMITS) for one in reports_in(path, LIMITS)]
                    sound = all(d.text == "\n".join(d.quote(b.span) for b in d.blocks) for d in made)
                    read_ += 1
                except ReadError as told:
                    sound, refused = "请" in told.reason, refused + 1
                except Exception as fault:  # noqa: BLE001 - what this looks for
                    sound = False
                    print(f"{file.name} #{n}: {fault!r}")
                taken = time.perf_counter() - began
                slowest = max(slowest, taken)
                if not sound or taken > SLOW:
                    failures += 1
                    print(f"{file.name} #{n}: sound={sound} {taken:.1f} s")
        print(f"{file.name}: {count} mutants, {read_} read, {refused} refused, slowest {slowest:.2f} s", flush=True)
    return failures


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), [Path(name) for name in sys.argv[2:]])))
