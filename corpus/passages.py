"""Blocks to passages: what is indexed, and what search returns.

Every passage is an exact slice of its guide (`guide.text[start:end] == text`). Leaves (heading, sentence, item, row,
label, question) each stand once; parents (list, table, faq) hold the whole that a leaf belongs to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.guide import FaqPair, Guide, Label, ListBlock, Paragraph, Row, Section, Span, Table
from corpus.wording import clean_words


class PassageKind(StrEnum):
    """What a passage is a slice of."""

    HEADING = "heading"  # a section's heading line, without marks
    SENTENCE = "sentence"  # one sentence of a paragraph or of a FAQ answer's paragraph
    ITEM = "item"  # one list item
    LIST = "list"  # a whole list with its lead-in
    ROW = "row"  # one table row
    TABLE = "table"  # a whole table
    LABEL = "label"  # a label line
    FAQ = "faq"  # a whole FAQ pair; its indexed text is the question alone


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A slice of one guide that can answer a question.

    `indexed` is the text that is embedded and searched: heading path, then the content, with a row written out as
    "header: value; header: value". `section` and `block` are positions: `guide.sections[section].blocks[block]`;
    `block` is None for a heading. `answer_block` is the position inside a FAQ pair's answer blocks, else None.
    `part` is the number of the sentence, item or row inside its block, None for a whole block or a heading.
    """

    id: str
    guide: str
    kind: PassageKind
    path: tuple[str, ...]
    section: int
    block: int | None
    answer_block: int | None
    part: int | None
    start: int
    end: int
    text: str
    indexed: str


def guide_passages(guide: Guide) -> tuple[Passage, ...]:
    """All passages of a guide in reading order, parents before their leaves; ids come from content and are unique."""
    passages = _Passages(guide.id)
    for number, section in enumerate(guide.sections):
        passages.add_section(number, section)
    return tuple(passages.made)


class _Passages:
    def __init__(self, guide_id: str) -> None:
        self.made: list[Passage] = []
        self._guide_id = guide_id
        self._seen: dict[tuple[str, ...], int] = {}
        self._section = 0
        self._path: tuple[str, ...] = ()

    def add_section(self, number: int, section: Section) -> None:
        self._section, self._path = number, section.path
        if section.heading:
            words = " > ".join(section.path) or section.heading.text
            self._add(PassageKind.HEADING, section.heading, indexed=clean_words(words))
        for position, block in enumerate(section.blocks):
            if not isinstance(block, FaqPair):
                self._add_block(block, position, None, self._path)
                continue
            question = clean_words(block.question.text)
            self._add(PassageKind.FAQ, block.span, block=position, indexed=question)
            for answer_position, answer in enumerate(block.answer):
                self._add_block(answer, position, answer_position, (*self._path, block.question.text))

    def _add_block(
        self, block: Paragraph | ListBlock | Table | Label, position: int, answer: int | None, place: Sequence[str]
    ) -> None:
        """The passages of one block; `place` is what stands before the content in the indexed text."""

        def add(kind: PassageKind, span: Span, content: str, part: int | None = None) -> None:
            indexed = _placed(place, content)
            self._add(kind, span, block=position, answer=answer, part=part, indexed=indexed)

        match block:
            case Paragraph():
                for part, sentence in enumerate(block.sentences):
                    add(PassageKind.SENTENCE, sentence, sentence.text, part)
            case Label():
                add(PassageKind.LABEL, block.span, block.span.text)
            case ListBlock():
                lead_in = f"{block.lead_in.text} " if block.lead_in else ""
                add(PassageKind.LIST, block.span, lead_in + "; ".join(item.text for item in block.items))
                for part, item in enumerate(block.items):
                    add(PassageKind.ITEM, item, lead_in + item.text, part)
            case Table():
                first_column = [row.cells[0].text for row in block.rows]
                add(PassageKind.TABLE, block.span, "; ".join([*_texts(block.header), *first_column]))
                for part, row in enumerate(block.rows):
                    add(PassageKind.ROW, row.span, _verbalised(block.header, row), part)

    def _add(
        self,
        kind: PassageKind,
        span: Span,
        *,
        indexed: str,
        block: int | None = None,
        answer: int | None = None,
        part: int | None = None,
    ) -> None:
        self.made.append(
            Passage(
                id=self._id(kind, span.text),
                guide=self._guide_id,
                kind=kind,
                path=self._path,
                section=self._section,
                block=block,
                answer_block=answer,
                part=part,
                start=span.start,
                end=span.end,
                text=span.text,
                indexed=indexed,
            )
        )

    def _id(self, kind: PassageKind, text: str) -> str:
        # Only repeats carry a number, so that an edit elsewhere in the guide leaves the other ids as they are.
        content = (kind.value, *self._path, text)
        count = self._seen[content] = self._seen.get(content, 0) + 1
        parts = content if count == 1 else (*content, str(count))
        digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
        return f"{self._guide_id}#{digest[:12]}"


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]


def _verbalised(header: Row, row: Row) -> str:
    """The cells of a row with the header of each: "Level: Fresher; Salary: 4 LPA"; empty cells are left out."""
    pairs = zip(_texts(header), _texts(row), strict=True)
    return "; ".join(f"{name}: {value}" if name else value for name, value in pairs if value)


def _placed(place: Sequence[str], content: str) -> str:
    words = clean_words(content)
    return f"{clean_words(' > '.join(place))}: {words}" if place else words
