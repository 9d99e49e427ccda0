"""Rich text (.rtf): paragraphs with the list labels that it holds as text, tables, notes, headers, text boxes."""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from gouji.document import BlockKind, Document
from gouji.errors import ReadError
from gouji.readers.blocks import Blocks
from gouji.readers.docx_text import HIDDEN, REVISED, SYMBOLS, UNKNOWN
from gouji.readers.rows import Written, joined
from gouji.readers.rtf_stories import Story, add_story, define_row, end_row
from gouji.readers.rtf_tokens import CHARSETS, Token, code_page, tokens
from gouji.readers.signature import SAVE_AS
from gouji.readers.source import Limits, megabytes

SIGNS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": "\u3000",
    "enspace": " ",
    "qmspace": " ",
}
MARKS = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}"}
# What is no part of the printed text. A group that begins with \* is none either unless it is named below.
SKIPPED = frozenset(
    (
        *("colortbl", "info", "pict", "object", "fldinst", "listtable", "listoverridetable", "revtbl", "rsidtbl"),
        *("generator", "themedata", "atnid", "atnauthor", "annotation", "bkmkstart", "bkmkend", "nonesttables"),
        *("shprslt", "xe", "tc", "txe", "rxe", "sp", "nonshppict", "ftnsep", "ftnsepc", "aftnsep"),
    )
)
STORIES: dict[str, BlockKind] = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
    "footnote": "footnote",
    "shptxt": "textbox",
}
ORDER: tuple[BlockKind, ...] = ("paragraph", "header", "footer", "footnote", "textbox")
LABELS = frozenset({"listtext", "pntext"})
KNOWN_STARRED = frozenset({*STORIES, *LABELS, "shpinst"})
SYMBOL_SET = 2
DEEPEST = 1000  # groups within groups
HINTS = {REVISED: "文中有未接受的修订，已按全部接受后的文字读取", HIDDEN: "文中有隐藏文字，没有读取"}


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside a group."""

    story: Story
    into: str = "text"  # text, label, skipped, fonts or styles
    font: int = 0
    unseen: str = ""  # why the text is not printed
    alternatives: int = 1  # characters behind a \\u that stand for it in older programs


@dataclass(slots=True)
class _Reading:
    """What is known and met so far. Bytes wait in `pending` until their code page no longer holds."""

    state: _State
    stack: list[_State] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    page: str = "cp1252"
    fonts: dict[int, tuple[str, str]] = field(default_factory=dict)  # number → code page, name
    levels: dict[int, int] = field(default_factory=dict)  # style → heading level
    style: int = 0
    level: int | None = None  # the paragraph's own
    in_table: bool = False
    pending: bytes = b""
    to_skip: int = 0
    starred: bool = False
    defined: int = 0  # the font or style being defined
    met: Counter[str] = field(default_factory=Counter)


def read(path: Path, data: bytes, limits: Limits) -> Document:
    """An .rtf as a Document; ReadError if it holds no text or too much."""
    body = Story("paragraph")
    reading = _Reading(_State(body), stories=[body])
    for token in tokens(data):
        _take(token, reading)
        if len(reading.stack) > DEEPEST:
            raise ReadError(path, f"文件的嵌套层数过多，无法读取。{SAVE_AS}")
    _flush(reading)
    _end_paragraph(reading)
    made = Blocks()
    told: set[str] = set()
    for story in sorted(reading.stories, key=lambda one: ORDER.index(one.kind)):
        add_story(story, made, told)
    if not made.hold_text():
        raise ReadError(path, f"RTF 文件里没有文字，或者文字已损坏。{SAVE_AS}")
    if made.end > limits.text:
        raise ReadError(path, f"文字超过 {megabytes(limits.text)}，不像是一份报告。请拆开后再检查")
    return made.document(path, "rtf", (HINTS[what] for what in reading.met))


def _take(token: Token, reading: _Reading) -> None:
    if token.kind == "text":
        _bytes(token.raw, reading)
        return
    if token.kind == "sign" and reading.to_skip:  # an escaped character that stands for the one before
        reading.to_skip -= 1
        return
    _flush(reading)
    if token.kind == "brace":
        reading.to_skip = 0
        if token.value == "{":
            reading.stack.append(reading.state)
        elif reading.stack:
            _leave(reading)
    elif token.kind == "sign":
        if token.value == "*":
            reading.starred = True
        elif token.value in "\r\n":
            _end_paragraph(reading)
        else:
            _write(MARKS.get(token.value, ""), reading)
    else:
        _word(token.value, token.number, reading)


def _leave(reading: _Reading) -> None:
    """A group ends: a story that it held ends its last paragraph."""
    story, before = reading.state.story, reading.stack.pop()
    if story is not before.story:
        _end_paragraph(reading)
        reading.in_table = False
    reading.state = before


def _bytes(raw: bytes, reading: _Reading) -> None:
    skipped = min(reading.to_skip, len(raw))
    reading.to_skip -= skipped
    reading.pending += raw[skipped:]


def _flush(reading: _Reading) -> None:
    """Decode the bytes so far. A font of the Latin set in a Chinese file may hold Chinese all the same."""
    if not reading.pending:
        return
    raw, reading.pending = reading.pending, b""
    page, _ = reading.fonts.get(reading.state.font, (reading.page, ""))
    if page == "cp1252":
        page = reading.page
    _write(raw.decode(page, "replace"), reading)


def _write(text: str, reading: _Reading) -> None:
    state = reading.state
    if state.into == "fonts":
        page, name = reading.fonts.get(reading.defined, (reading.page, ""))
        reading.fonts[reading.defined] = page, name + text
    elif state.into == "label":
        state.story.label.append(text)
    elif state.into == "text" and text:
        if state.unseen:
            reading.met[state.unseen] += 1
        else:
            state.story.text.append(text)


def _word(word: str, number: int | None, reading: _Reading) -> None:
    state, starred = reading.state, reading.starred
    reading.starred = False
    if word in SKIPPED or (starred and word not in KNOWN_STARRED):
        reading.state = replace(state, into="skipped")
    elif word in STORIES and state.into == "text":
        story = Story(STORIES[word])
        reading.stories.append(story)
        reading.state = replace(state, story=story)
        reading.in_table = False
    elif word in LABELS and state.into == "text":
        state.story.label.clear()
        reading.state = replace(state, into="label")
    elif word in ("fonttbl", "stylesheet"):
        reading.state = replace(state, into="fonts" if word == "fonttbl" else "styles")
    elif word == "u" and number is not None:
        _unicode(number, reading)
    elif word in SIGNS:
        _write(SIGNS[word], reading)
    elif word == "ansicpg":
        reading.page = _sound(code_page(number))
    elif state.into == "text":
        _layout(word, number, reading)
        _look(word, number, reading)
    else:
        _definition(word, number, reading)


def _unicode(number: int, reading: _Reading) -> None:
    char = chr(number % 0x10000)
    if "\ue000" <= char < "\uf900":
        _, name = reading.fonts.get(reading.state.font, ("", ""))
        char = SYMBOLS.get(name.rstrip(";").strip().lower(), {}).get(ord(char) & 0xFF, UNKNOWN)
    _write(char, reading)
    reading.to_skip = reading.state.alternatives


def _definition(word: str, number: int | None, reading: _Reading) -> None:
    """Inside the font table or the style sheet."""
    into = reading.state.into
    if (into == "fonts" and word == "f") or (into == "styles" and word == "s"):
        reading.defined = number or 0
    elif into == "fonts" and word == "fcharset":
        page = reading.page if number in (1, SYMBOL_SET) else CHARSETS.get(number or 0, reading.page)
        reading.fonts[reading.defined] = page, ""
    elif into == "styles" and word == "outlinelevel":
        reading.levels[reading.defined] = (number or 0) + 1


def _look(word: str, number: int | None, reading: _Reading) -> None:
    """What changes how the text that follows is read."""
    state = reading.state
    if word == "f":
        reading.state = replace(state, font=number or 0)
    elif word == "uc":
        reading.state = replace(state, alternatives=max(number or 0, 0))
    elif word == "plain":
        reading.state = replace(state, unseen="")
    elif word in ("v", "deleted"):
        reading.state = replace(state, unseen="" if number == 0 else HIDDEN if word == "v" else REVISED)


def _layout(word: str, number: int | None, reading: _Reading) -> None:
    """Paragraphs and their properties; where a cell or a row ends."""
    story = reading.state.story
    if word in ("par", "sect", "page", "nestcell"):
        _end_paragraph(reading)
    elif word == "pard":
        reading.style, reading.level, reading.in_table = 0, None, False
    elif word == "intbl":
        reading.in_table = True
    elif word == "s":
        reading.style = number or 0
    elif word == "outlinelevel":
        reading.level = (number or 0) + 1
    elif word == "cell":
        _end_cell(story, reading)
    elif word == "row":
        end_row(story)
    else:
        define_row(word, number, story)


def _end_cell(story: Story, reading: _Reading) -> None:
    reading.in_table = True
    _end_paragraph(reading)
    story.cells.append(joined(story.lines))
    story.lines = []


def _end_paragraph(reading: _Reading) -> None:
    """A paragraph of the story, or a line of the cell at work."""
    story = reading.state.story
    text = "".join(story.text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    level = reading.levels.get(reading.style, 0) if reading.level is None else reading.level
    one = Written(text, "".join(story.label).strip(), level if level <= 9 else 0)  # noqa: PLR2004 - headings have nine
    story.text, story.label = [], []
    if reading.in_table:
        story.lines.append(one)
    elif text or story.kind == "paragraph":
        story.done.append(one)


def _sound(page: str) -> str:
    """The code page, if Python knows it."""
    try:
        codecs.lookup(page)
    except LookupError:
        return "cp1252"
    return page
