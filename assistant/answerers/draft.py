"""A draft answer: text with marks, and the quotes behind them.

Every answerer makes one and the grounding check reads it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from assistant.answer import MARK_FORM, AnswererName, renumbered, without_marks
from assistant.evidence import Evidence
from assistant.question import Question
from corpus.guide import Guide, Section, Span

MAX_WORDS = 55  # of an answer about one fact, the lead line and marks included
BOTH = "The guide gives more than one figure:"  # above the lines of two places that give two figures for one thing
_FACT_LINE = re.compile(rf"(?:- )?(?P<name>[^*]+): \*\*(?P<value>[^*]+)\*\*(?: ?{MARK_FORM})+")


@dataclass(frozen=True, kw_only=True)
class Quote:
    """A slice of a guide that a draft cites; `span.text` is the guide's own characters."""

    guide: Guide
    section: Section
    span: Span
    header: Span | None = None  # the header row that a quoted table row is read under


class Operation(StrEnum):
    """How an answer that the guide does not state as such follows from its quotes."""

    COUNT_QUOTES = "count_quotes"  # how many sections are quoted
    COUNT_ITEMS = "count_items"  # how many items the quoted list has
    COUNT_ROWS = "count_rows"  # how many rows the quoted table has below its header
    COUNT_NAMES = "count_names"  # how many names the quoted cells or label lines list
    SUM_DURATIONS = "sum_durations"  # the quoted durations added up, those that run alongside left out
    SUM_CELLS = "sum_cells"  # the figures of one column of the quoted rows added up
    ORDER = "order"  # which of the quoted sections comes where
    COMPARE = "compare"  # quoted rows side by side, or the one of them with the highest or lowest figure
    DIFFERENCE = "difference"  # by how much an amount of one quoted row is more than one of the other
    CONVERT = "convert"  # the quoted time or pay in another unit


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Figures that were compared, as they stand in the quotes, and those taken as the highest or lowest of them."""

    kind: str  # "amount" or "duration"
    most: bool  # whether the highest was taken
    figures: tuple[Span, ...]
    taken: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class Working:
    """What was done, for the grounding check to do again, and `how` in words for the reader."""

    operation: Operation
    how: str
    into: str | None = None  # the unit or period that a time or pay was turned into, or "4 years" that money is for
    compared: tuple[Compared, ...] = ()  # of a comparison that takes the highest or lowest: one for each column


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An answer before it is checked: mark [n] in `text` is `quotes[n - 1]`."""

    text: str
    quotes: tuple[Quote, ...]
    working: Working | None = None  # None where the guide states the answer
    answerer: AnswererName = AnswererName.EXTRACTIVE
    asked: str = ""  # the question, for checks of a model's yes and no; empty where it is not known
    verbatim: bool = False  # whether the words are the guide's although a model chose them


@dataclass(frozen=True)
class Refusal:
    """A chat model's own word that the evidence does not answer the question; it is final."""


class Watch(Protocol):
    """Who waits for an answer: may leave, and may be shown what is there of it already."""

    def is_left(self) -> bool:
        """Whether nobody waits any more."""
        ...

    def show(self, draft: Draft) -> None:
        """Take the beginning of the answer, already checked; each one holds all before it."""
        ...


class _Nobody:
    def is_left(self) -> bool:
        return False

    def show(self, draft: Draft) -> None:
        pass


UNWATCHED: Watch = _Nobody()


class Answerer(Protocol):
    """Words an answer from evidence, citing only that; runs only after the gate has let the question through."""

    def answer(self, question: Question, evidence: Sequence[Evidence]) -> Draft | Refusal | None:
        """A draft, or None when this evidence holds no answer. `evidence` is best first and not empty."""
        ...


@runtime_checkable
class WatchedAnswerer(Protocol):
    """An answerer that takes its time: it shows what it has on the way, and stops when nobody waits."""

    def answer_watched(self, question: Question, evidence: Sequence[Evidence], watch: Watch) -> Draft | Refusal | None:
        """As `Answerer.answer`."""
        ...


class Notes:
    """Numbers quotes as a text is written: each different slice gets the next mark, a repeated one its old mark."""

    def __init__(self) -> None:
        """Begin with no quote."""
        self._quotes: dict[tuple[str, int, int], Quote] = {}

    def cite(self, quote: Quote) -> str:
        """The mark for a quote, such as "[1]"."""
        return f"[{self.number(quote)}]"

    def number(self, quote: Quote) -> int:
        """The citation number of a quote, from 1."""
        key = (quote.guide.id, quote.span.start, quote.span.end)
        self._quotes.setdefault(key, quote)
        return list(self._quotes).index(key) + 1

    def draft(self, text: str, *, working: Working | None = None) -> Draft:
        """The finished draft, with every quote cited so far."""
        return Draft(text=text, quotes=tuple(self._quotes.values()), working=working)


@dataclass(frozen=True, kw_only=True)
class FactLine:
    """A line of an answer that names something and gives its value in bold: a row, a label line, an item of a list."""

    name: str
    value: str


def fact_lines(text: str) -> tuple[FactLine, ...]:
    """The lines of an answer that give a value in bold under a name; empty where a bold line has another form."""
    bold = [line for line in text.split("\n") if "**" in line]
    found = [match for line in bold if (match := _FACT_LINE.fullmatch(line))]
    return tuple(FactLine(name=m["name"], value=m["value"]) for m in found) if len(found) == len(bold) else ()


def readable(markdown: str) -> str:
    """Guide text as it is read: no emphasis marks, links by their words, one line, single spaces."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    text = re.sub(r"(\*\*|__)(.+?)\1", r"\2", text)
    text = re.sub(
        r"(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)([^_\n]+)(?<=\S)_(?!\w)",
        lambda m: m[1] or m[2],
        text,
    )
    text = re.sub(r"\s+", " ", text.replace("`", "").replace("\\|", "|")).strip()
    return re.sub(r"^\*{1,3}(?=\w)(?!.*\*)|(?<=[\w.!?])\*{1,3}$", "", text)  # a mark whose other half a cut took away


def quote_in(evidence: Evidence, span: Span) -> Quote:
    """A span of the guide and section that evidence stands in, as a quote."""
    return Quote(guide=evidence.guide, section=evidence.section, span=span)


def quote_of(evidence: Evidence) -> Quote:
    """The passage that evidence is, as a quote."""
    passage = evidence.passage
    return quote_in(evidence, Span(start=passage.start, end=passage.end, text=passage.text))


def heading_label(section: Section) -> str:
    """The section's own heading as it is read, or an empty string."""
    return readable(section.path[-1]) if section.path else ""


def word_count(text: str) -> int:
    """Words of a text, marks left out."""
    return len(without_marks(text).split())


def counted_on(text: str, by: int) -> str:
    """A text whose marks are counted on, since it stands below another that has `by` quotes."""
    return renumbered(text, lambda number: number + by)
