"""The samples as Word files: the sentences of the plain text in real Word structure.

Headings get heading styles and their numbers from Word's lists, and so do numbered items; nothing else changes.
`pytest tests/test_samples.py --update-golden` writes them.
"""

from __future__ import annotations

import re
from pathlib import Path

from docx_maker import Xml, make_docx, p

HEADINGS, DOTTED, LISTED = 1, 2, 3  # the ids of Word's lists
LISTS = {
    HEADINGS: (("chineseCounting", "%1、"), ("chineseCounting", "（%2）")),
    DOTTED: (("decimal", "%1. "),),
    LISTED: (("decimal", "%1、"),),
}
CHINESE = re.compile(r"(?P<top>[一二三四五六七八九十]+、)|（[一二三四五六七八九十]+）")
ITEM = re.compile(r"(?P<number>\d+)(?P<stop>\. |、)")
LONGEST_HEADING = 20  # characters; a longer paragraph with a label is a sentence


def write_document(text: Path, target: Path) -> Path:
    """Write the .docx of a plain-text sample."""
    blocks: list[Xml] = []
    restarts: dict[int, int] = {}  # items that begin with 1 again → the list they are of
    using = 0
    for line in text.read_text("utf-8").rstrip("\n").split("\n"):
        heading, item = CHINESE.match(line), ITEM.match(line)
        if heading:
            rest, depth = line[heading.end() :], 0 if heading["top"] else 1
            level = depth + 1 if len(rest) <= LONGEST_HEADING and not rest.endswith("。") else 0
            blocks.append(p(rest, level=level, listed=(HEADINGS, depth)))
        elif item:
            if item["number"] == "1":
                using = 4 + len(restarts)
                restarts[using] = DOTTED if item["stop"] == ". " else LISTED
            blocks.append(p(line[item.end() :], listed=(using, 0)))
        else:
            blocks.append(p(line))
    return make_docx(target, blocks, lists=LISTS, restarts=restarts)
