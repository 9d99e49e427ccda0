"""Chinese text on a terminal: widths in columns, wrapping, and sentences with their figures underlined.

A column is half a Chinese character. Ambiguous characters (“ ” × ÷ …) are counted as two, which some consoles give
them, so that no line is ever too long; nothing that must align is put after one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, groupby
from unicodedata import category, combining, east_asian_width

STOPS = "，,、：:；;。！？"
CLOSING = set(STOPS + "”’）)")  # what must not begin a line
GAP = "..."
LONG = 100  # characters without a stop after which a clause is cut all the same
BIDIRECTIONAL = range(0x202A, 0x202F)  # they turn the rest of a line around


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `start` to `end` of a text that a finding is about. `suspect`: the figure that is likely wrong."""

    start: int
    end: int
    label: str
    suspect: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """How wide the terminal is and whether it takes colours."""

    width: int = 92
    colour: bool = False

    def paint(self, text: str, code: str) -> str:
        """Text in the colour of an SGR code, or as it is."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


@dataclass(frozen=True, slots=True)
class _Glyph:
    """One character shown, and which character of the text it is (None: put there by us)."""

    char: str
    index: int | None


def columns(text: str) -> int:
    """How many columns a text takes."""
    return sum(_columns(c) for c in text)


@cache
def _columns(char: str) -> int:
    if combining(char) or category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(char) in "WFA" else 1


def printable(text: str) -> str:
    """The text with every control character a blank: a report must not steer the terminal. Length is kept."""
    if text.isprintable():  # in Python's own sense, which is narrower
        return text
    return "".join(c if _is_harmless(c) else " " for c in text)


@cache
def _is_harmless(char: str) -> bool:
    code = ord(char)
    no_character = code & 0xFFFE == 0xFFFE  # noqa: PLR2004 - the last two of every plane; XML does not take them
    return category(char) not in {"Cc", "Cs", "Zl", "Zp"} and code not in BIDIRECTIONAL and not no_character


def clip(text: str, width: int) -> str:
    """The text cut to so many columns, with `...` where something is gone."""
    if columns(text) <= width:
        return text
    kept = ""
    for char in text:
        if columns(kept + char) > width - len(GAP):
            break
        kept += char
    return kept + GAP


def spread(left: str, right: str, width: int) -> str:
    """Two texts at the two ends of a line; the right one is left out where there is no room."""
    room = width - columns(left) - columns(right)
    return f"{left}{' ' * room}{right}" if room > 1 else left


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most so many columns, broken after a stop, else a blank, where there is one in the second half."""
    lines: list[str] = []
    rest = text
    while columns(rest) > width:
        cut = _break(rest, _fitting(rest, width))
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*lines, rest]


def _break(text: str, fits: int) -> int:
    """Where to break a line that has room for `fits` characters: never inside a figure, unless it is as long."""
    late = [cut for cut in range(fits, fits // 2, -1) if cut < len(text)]
    after_stop = (cut for cut in late if _is_stop(text, cut - 1))
    after_blank = (cut for cut in late if text[cut - 1] == " ")
    between = (cut for cut in late if not _in_word(text, cut) and text[cut] not in CLOSING)
    return next(chain(after_stop, after_blank, between), fits)


def _is_stop(text: str, at: int) -> bool:
    """Whether a clause ends with this character: not the comma of 1,531.23, nor one stop before another."""
    after = text[at + 1 : at + 2]
    return text[at] in STOPS and not (text[at] in ",:" and after.isdigit()) and after not in CLOSING


def _fitting(text: str, width: int) -> int:
    used = 0
    for index, char in enumerate(text):
        used += _columns(char)
        if used > width:
            return max(index, 1)
    return len(text)


def underlined(text: str, marks: Sequence[Mark], look: Look, width: int) -> list[str]:
    """The clauses around the marks, each line followed by its underline and the names below it.

    What lies between is replaced by `...`. Where a character of uncertain width comes before a mark, columns cannot be
    trusted: the name is then written behind the figure in 【】.
    """
    text = printable(text)
    marks = sorted(marks, key=lambda m: (m.start, m.end))
    chosen = _chosen(text, marks, width)
    inline = any(east_asian_width(text[i]) == "A" for a, b in chosen for i in range(a, min(b, marks[-1].end)))
    rows = _rows(_pieces(text, chosen, marks if inline else ()), width, marks)
    return [line for row in rows for line in _drawn(row, marks, look, inline=inline)]


def _chosen(text: str, marks: Sequence[Mark], width: int) -> list[tuple[int, int]]:
    """Which stretches of the text to show: the clauses with marks, and their neighbours while there is room."""
    clauses = _clauses(text, marks)
    held = {n for n, (a, b) in enumerate(clauses) if any(m.start < b and a < m.end for m in marks)}
    while len(held) < len(clauses):
        # the nearest clause first, what comes before a figure rather than what comes after
        near = [n for h in sorted(held) for n in (h - 1, h + 1) if 0 <= n < len(clauses) and n not in held]
        taken = next((n for n in near if _shown_columns(text, clauses, held | {n}) <= width), None)
        if taken is None:
            break
        held.add(taken)
    return _runs(clauses, held)


def _clauses(text: str, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """The text cut after its stops, never inside a mark nor between digits (1,531.23)."""
    cuts = [
        i + 1 for i in range(len(text) - 1) if _is_stop(text, i) and not any(m.start < i + 1 < m.end for m in marks)
    ]
    whole = zip([0, *cuts], [*cuts, len(text)], strict=True)
    return [part for a, b in whole for part in _shortened(text, a, b, marks)]


def _shortened(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """A clause without stops for a hundred characters, cut into parts, so that only those near a mark are shown."""
    parts: list[tuple[int, int]] = []
    while end - start > LONG:
        cut = start + LONG // 2
        while cut < end and (_in_word(text, cut) or any(m.start < cut < m.end for m in marks)):
            cut += 1
        parts.append((start, cut))
        start = cut
    return [*parts, (start, end)] if start < end or not parts else parts


def _in_word(text: str, at: int) -> bool:
    """Whether a cut here would part a number or a Latin word."""
    return text[at - 1].isascii() and text[at].isascii() and not (text[at - 1].isspace() or text[at].isspace())


def _runs(clauses: Sequence[tuple[int, int]], held: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in sorted(held):
        start, end = clauses[number]
        if runs and runs[-1][1] == start:
            start = runs.pop()[0]
        runs.append((start, end))
    return runs


def _shown_columns(text: str, clauses: Sequence[tuple[int, int]], held: Iterable[int]) -> int:
    runs = _runs(clauses, held)
    gaps = len(runs) - 1 + (runs[0][0] > 0) + (runs[-1][1] < len(text))
    return sum(columns(text[a:b]) for a, b in runs) + gaps * len(GAP)


def _pieces(text: str, chosen: Sequence[tuple[int, int]], named: Sequence[Mark]) -> list[list[_Glyph]]:
    """The stretches as glyphs, clause by clause, with `...` for the gaps and 【names】 after the marks `named`."""
    pieces: list[list[_Glyph]] = []
    for order, (start, end) in enumerate(chosen):
        if start > 0 or order:
            pieces.append(_ours(GAP))
        for first, last in _clauses(text[start:end], ()):
            piece: list[_Glyph] = []
            for i in range(start + first, start + last):
                piece.append(_Glyph(text[i], i))
                piece += [g for m in named if m.end == i + 1 for g in _ours(f"【{m.label}】")]
            pieces.append(piece)
    if chosen[-1][1] < len(text):
        pieces.append(_ours(GAP))
    return pieces


def _ours(text: str) -> list[_Glyph]:
    return [_Glyph(c, None) for c in text]


def _rows(pieces: Iterable[list[_Glyph]], width: int, marks: Sequence[Mark]) -> list[list[_Glyph]]:
    """Pieces packed into lines; a piece wider than a line is cut, before a mark rather than inside it."""
    rows: list[list[_Glyph]] = [[]]
    for piece in pieces:
        if rows[-1] and _wide(rows[-1]) + _wide(piece) > width:
            rows.append([])
        rest = piece
        while _wide(rest) > width:
            cut = _cut(rest, width, marks)
            rows[-1] += rest[:cut]
            rows.append([])
            rest = rest[cut:]
        rows[-1] += rest
    return [row for row in rows if row]


def _cut(glyphs: Sequence[_Glyph], width: int, marks: Sequence[Mark]) -> int:
    """Where to cut what is wider than a line: before a mark or a name in 【】, never inside one that fits."""
    fits = _fitting("".join(g.char for g in glyphs), width)
    index = glyphs[fits].index
    inside = next((m for m in marks if index is not None and m.start < index < m.end), None)
    begin = next((i for i, g in enumerate(glyphs) if inside and g.index == inside.start), 0)
    if index is None and glyphs[fits].char != "【":
        begin = max((i for i in range(fits) if glyphs[i].index is None and glyphs[i].char == "【"), default=0)
    return begin or fits


def _wide(glyphs: Iterable[_Glyph]) -> int:
    return sum(_columns(g.char) for g in glyphs)


def _drawn(row: Sequence[_Glyph], marks: Sequence[Mark], look: Look, *, inline: bool) -> list[str]:
    """One line of the report, its underline, and as many lines of names as they need not to touch."""
    spots = [(m, [n for n, g in enumerate(row) if g.index is not None and m.start <= g.index < m.end]) for m in marks]
    spots = [(m, at) for m, at in spots if at]
    line = _coloured(row, spots, look)
    if inline or not spots:
        return [line.rstrip()]
    under = [" "] * _wide(row)
    names: list[list[tuple[int, Mark]]] = []
    for mark, at in spots:
        begin, end = _wide(row[: at[0]]), _wide(row[: at[-1] + 1])
        under[begin:end] = ("^" if mark.suspect else "~") * (end - begin)
        if row[at[0]].index == mark.start:
            _seat(names, begin, mark)
    drawn = [line.rstrip(), _two_inks("".join(under).rstrip(), look)]
    return drawn + [_name_line(seats, look) for seats in names]


def _seat(names: list[list[tuple[int, Mark]]], begin: int, mark: Mark) -> None:
    """Put a name under its figure, on the first line of names where it touches no other."""
    for seats in names:
        last, other = seats[-1]
        if last + columns(other.label) < begin:
            seats.append((begin, mark))
            return
    names.append([(begin, mark)])


def _name_line(seats: Sequence[tuple[int, Mark]], look: Look) -> str:
    line, at = "", 0
    for begin, mark in seats:
        line += " " * (begin - at) + look.paint(mark.label, _ink(suspect=mark.suspect))
        at = begin + columns(mark.label)
    return line


def _coloured(row: Sequence[_Glyph], spots: Sequence[tuple[Mark, list[int]]], look: Look) -> str:
    inks = {n: _ink(suspect=mark.suspect) for mark, at in spots for n in at}
    runs = groupby(enumerate(row), key=lambda place: inks.get(place[0], ""))
    return "".join(_inked("".join(g.char for _, g in run), ink, look) for ink, run in runs)


def _inked(text: str, ink: str, look: Look) -> str:
    return look.paint(text, ink) if ink else text


def _two_inks(under: str, look: Look) -> str:
    ink = {"^": _ink(suspect=True), "~": _ink(suspect=False)}
    return "".join(_inked("".join(run), ink.get(sign, ""), look) for sign, run in groupby(under))


def _ink(*, suspect: bool) -> str:
    return "31" if suspect else "36"
