"""The stories of an .rtf: its body, notes, headers and text boxes, with their paragraphs and table rows at work."""

from __future__ import annotations

from dataclasses import dataclass, field

from gouji.document import BlockKind
from gouji.readers.blocks import Blocks
from gouji.readers.rows import Row, Written, add_table


@dataclass(slots=True)
class Story:
    """The body, a note, a header or a text box: what is finished, and the paragraph, cell and row at work."""

    kind: BlockKind
    done: list[Written | list[Row]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    lines: list[Written] = field(default_factory=list)
    cells: list[Written] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    merged: list[bool] = field(default_factory=list)
    goes_on: bool = False


def define_row(word: str, number: int | None, story: Story) -> None:
    """Take in a word of a row's definition: where its cells end, and which go on from the left or above."""
    if word == "trowd":
        story.edges, story.merged, story.goes_on = [0], [], False
    elif word in ("clmrg", "clvmrg"):
        story.goes_on = True
    elif word == "cellx":
        story.edges.append(number or 0)
        story.merged.append(story.goes_on)
        story.goes_on = False


def end_row(story: Story) -> None:
    """The cells so far are a row, of the table at work or of a new one."""
    if not story.cells:
        return
    row = Row(tuple(story.cells), tuple(story.edges), tuple(story.merged))
    story.cells = []
    last = story.done[-1] if story.done else None
    if isinstance(last, list):
        last.append(row)
    else:
        story.done.append([row])


def add_story(story: Story, made: Blocks, told: set[str]) -> None:
    """A story's blocks; headers of every section say the same and are added once."""
    for one in story.done:
        if isinstance(one, list):
            add_table(one, story.kind, made)
        elif story.kind not in ("header", "footer") or one.text not in told:
            told.add(one.text)
            made.add(one.text, story.kind, one.label, one.level)
