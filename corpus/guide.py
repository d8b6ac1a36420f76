"""The parsed guide: sections in reading order, each with its blocks, all tied to characters of the file.

The one rule: every `Span` is a slice of `Guide.text`, and `Guide.text` is the file decoded as UTF-8 with its line
ends as `Path.read_text` gives them. So `guide.text[span.start:span.end]` is always exactly what the file says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, kw_only=True)
class Span:
    """Characters `start` (from 0) to `end` (exclusive) of a guide's text, and those characters."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        """Refuse a span whose length is not that of its text."""
        if self.start < 0 or self.end - self.start != len(self.text):
            raise ValueError(f"A span of {len(self.text)} characters cannot run from {self.start} to {self.end}.")


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Running text. `span` is the whole paragraph; `sentences` are its sentences, in order, without the gaps."""

    span: Span
    sentences: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class ListBlock:
    """A bulleted or numbered list with the line that introduces it.

    `lead_in` is that line with its colon ("Topics to cover:"), or None. `items` are the items without bullet or number;
    an item of a nested list is an item of its own. `span` runs from the lead-in (or the first bullet) to the last item.
    """

    span: Span
    lead_in: Span | None
    items: tuple[Span, ...]
    ordered: bool


@dataclass(frozen=True, kw_only=True)
class Row:
    """One table row: `span` is the row's whole line, `cells` are its cells without bars and outer spaces."""

    span: Span
    cells: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: its header row and its body rows, all with the same number of cells. A separator row is no row."""

    span: Span
    header: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Label:
    """A `Label: value` line, such as `Estimated time: 4–8 weeks`. `span` is the line; `name` has no colon or emphasis.

    `sentences` are the sentences of the value, in order.
    """

    span: Span
    name: Span
    value: Span
    sentences: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class FaqPair:
    """A question of the guide and the blocks that answer it. `question` has no heading marks or emphasis."""

    span: Span
    question: Span
    answer: tuple[Paragraph | ListBlock | Table | Label, ...]


Block: TypeAlias = Paragraph | ListBlock | Table | Label | FaqPair


@dataclass(frozen=True, kw_only=True)
class Section:
    """One heading and what stands under it, up to the next heading of any level.

    `heading` is None only for text before the first heading. `path` holds the titles of the headings above and of this
    one, outermost first, without the guide's title; it is empty where `heading` is None or is the guide's title.
    `anchor` is unique in its guide (`salary-in-india`). `number` is the step, phase or chapter number that the heading
    states ("Step 3 — ...", "3. ..."), else None. `level` is 1 for the outermost sections.
    """

    heading: Span | None
    path: tuple[str, ...]
    anchor: str
    level: int
    number: int | None
    blocks: tuple[Block, ...]


Place = tuple[str, int, int]  # a guide's id, and characters from start to end of its text


@dataclass(frozen=True, kw_only=True)
class Guide:
    """A published text: its id (the file's stem), title, whole text and sections in reading order."""

    id: str
    title: str
    text: str
    sections: tuple[Section, ...]

    def __hash__(self) -> int:
        """That of the text, which Python computes once; what is remembered of a guide is looked up all the time."""
        return hash(self.text)

    def section_at(self, place: int) -> int:
        """Which of the sections, from 0, holds the character at `place` of the text."""
        starts = (section.heading or section.blocks[0].span for section in self.sections)
        return max(0, sum(span.start <= place for span in starts) - 1)
