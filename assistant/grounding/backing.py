"""What supports a sentence: the quotes that it cites, cut into the guide's own units, each under what it is read under.

A unit is the smallest piece that says one thing: a sentence, a list item, a label line, a table row. What stands above
it (header row, lead-in, section path, FAQ question) supports it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answerers.draft import Quote
from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.text import is_capital, plain, said_as, senses, words
from assistant.support import stems
from corpus.guide import Block, FaqPair, Guide, Label, ListBlock, Paragraph, Row, Section, Span, Table


@dataclass(frozen=True, eq=False)
class Unit:
    """One piece of a quote, as plain text."""

    text: str
    above: str  # what it is read under, a line each
    row: Row | None = None
    table: Table | None = None
    asks: bool = False  # a question of the guide: it names its subject and states nothing
    behind: str = ""  # what its opening "it" or "they" may stand for

    @property
    def spoken(self) -> str:
        """The unit as running text: of a row, a line for each cell, read under its header."""
        if self.row is None or self.table is None:
            return self.text
        return _spoken(self.row, self.table)

    @property
    def whole(self) -> str:
        """The unit with what stands above it."""
        return f"{self.above}\n{self.text}"


@dataclass(frozen=True, eq=False)
class Backing:
    """All that the quotes of one sentence say."""

    quotes: tuple[Quote, ...]
    units: tuple[Unit, ...]
    text: str  # everything, a line each
    stems: frozenset[str]
    amounts: tuple[Amount, ...]

    @property
    def named_before(self) -> frozenset[str]:
        """The stems of what its pronouns stand for: it may be named, and nothing else rests on it."""
        return frozenset(one for unit in self.units if unit.behind for one in _stems_of(unit.behind))

    def says(self, word: str) -> bool:
        """Whether the quotes have a word or another word for the same thing."""
        return not senses(word).isdisjoint(self.stems) or bool((form := said_as(word)) and form.search(self.text))

    @property
    def guide(self) -> Guide:
        """The guide of the first quote."""
        return self.quotes[0].guide


def backing_of(quotes: Sequence[Quote]) -> Backing:
    """What the quotes (at least one) say together."""
    units = tuple(unit for quote in quotes for unit in _units_of(quote))
    lines = list(dict.fromkeys(line for unit in units for line in unit.whole.split("\n")))
    text = "\n".join(lines)
    return Backing(
        quotes=tuple(quotes),
        units=units,
        text=text,
        stems=frozenset(stem for line in lines for stem in _stems_of(line)),
        amounts=tuple(amount for line in lines for amount in amounts(line)),
    )


@lru_cache(maxsize=16_384)
def _stems_of(line: str) -> frozenset[str]:
    """All stems of a line, its words' and its compounds' parts'."""
    found = stems(line) | frozenset(stem for word in words(line) for stem in stems(word.lower))
    return found | frozenset(stem for word in words(line) if "." in word.text for stem in stems(_undotted(word.lower)))


def _undotted(word: str) -> str:
    return word.replace(".", "")  # "B.Ed." is "BEd" too


def _spoken(row: Row, table: Table) -> str:
    label, *values = (plain(cell.text) for cell in row.cells)
    headers = [plain(cell.text) for cell in table.header.cells[1:]]
    lines = [f"{header}: {value}" for header, value in zip(headers, values, strict=True) if value]
    lines = [re.sub(r": yes\b", "", line, flags=re.I) for line in lines]
    return "\n".join([label, *lines])


def _units_of(quote: Quote) -> tuple[Unit, ...]:
    header = quote.header.text if quote.header else ""
    return _units_at(quote.guide, quote.section.path, quote.span.start, quote.span.end, quote.span.text, header)


@lru_cache(maxsize=4_096)
def _units_at(guide: Guide, path: tuple[str, ...], start: int, end: int, text: str, header: str) -> tuple[Unit, ...]:
    above = "\n".join(plain(part) for part in (*path, header) if part)
    found: list[Unit] = []
    for section, block in _blocks_of(guide):
        if block.span.start < end and start < block.span.end:
            here = above or "\n".join(map(plain, section.path))
            found += _block_units(block, start, end, here)
    if not found:
        found = [Unit(text=plain(line), above=above) for line in text.split("\n") if line.strip()]
    return tuple(found)


@lru_cache(maxsize=64)
def _blocks_of(guide: Guide) -> tuple[tuple[Section, Block], ...]:
    return tuple((section, block) for section in guide.sections for block in section.blocks)


_POINTS_BACK = re.compile(
    r"\W*(?:it|its|they|their|he|she|his|her|this|these|those|that|both|each|the (?:first|second|last|other|same))\b"
    r"|\W*(?:[\w'-]+\W+){1,6}?(?:he|she|they)\b",
    re.I,
)
_BACK_AT_MOST = 3  # sentences
_OPENING = 4  # words


def _behind(texts: Sequence[str], place: int) -> str:
    """What the pronoun that opens a sentence may stand for: what an earlier one opens with, and its names."""
    start = place
    while start and place - start < _BACK_AT_MOST and _POINTS_BACK.match(texts[start]):
        start -= 1
    if start == place:
        return ""
    earlier = words(texts[start])
    return " ".join(word.text for at, word in enumerate(earlier) if at < _OPENING or is_capital(word))


_ASKS = re.compile(r"\?\s*\Z|\AI(?:'m| am| have| cannot| can't| do| want) ")  # a visitor's words in a guide


def _block_units(block: Block, start: int, end: int, above: str) -> Iterator[Unit]:
    def inside(span: Span) -> bool:
        return span.start < end and start < span.end

    match block:
        case Paragraph():
            texts = [plain(sentence.text) for sentence in block.sentences]
            under = above
            for place, (sentence, text) in enumerate(zip(block.sentences, texts, strict=True)):
                asks = bool(_ASKS.search(text))
                if inside(sentence):
                    yield Unit(text=text, above=under, asks=asks, behind=_behind(texts, place))
                under = f"{above}\n{text}" if asks else under  # its answer is read under a question
        case Label():
            first, *others = block.sentences or (block.value,)
            name = plain(block.name.text)
            yield Unit(text=f"{name}: {plain(first.text)}", above=above)
            yield from (Unit(text=plain(other.text), above=f"{above}\n{name}") for other in others)
        case ListBlock():
            lead_in = plain(block.lead_in.text) if block.lead_in else ""
            if lead_in and inside(block.lead_in):  # type: ignore[arg-type]
                yield Unit(text=lead_in, above=above)
            under = f"{above}\n{lead_in}" if lead_in else above
            yield from (Unit(text=plain(item.text), above=under) for item in block.items if inside(item))
        case Table():
            header = plain(block.header.span.text)
            under = f"{above}\n{header}"
            yield from (
                Unit(text=plain(row.span.text), above=under, row=row, table=block)
                for row in block.rows
                if inside(row.span)
            )
        case FaqPair():
            question = plain(block.question.text)
            if inside(block.question):
                yield Unit(text=question, above=above, asks=True)
            for part in block.answer:
                yield from _block_units(part, start, end, f"{above}\n{question}")
