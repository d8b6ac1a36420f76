"""What a question is about, as the phrase it was written with: "the AIIMS exam", "step 4", "TensorFlow or PyTorch".

A question goes in; spans of its written words come out. Which of them the guide knows decides where there are several.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

from assistant.families import Family, Member, Shape, best_member, matched, unit
from assistant.language import fold, load_language, read_data
from assistant.question import Question, named_words, read_question
from corpus.layout import PART_NOUNS

_JOINING = frozenset(
    {"of", "in", "for", "the", "a", "an", "and", "or", "vs", "versus", "to", "with", "at", "on", "from", "&"}
)
_IS_BEFORE = re.compile(r"(?:is|are|was) .* (?:before|after|than) ")
_BETWEEN = re.compile(r"\b(?:difference|between|compare|comparing|both|than|better)\b")
_ARTICLES = frozenset({"the", "a", "an"})
_WEIGHED = ("or", "vs", "versus", "ya")


PART_WORDS = frozenset((*PART_NOUNS, "level"))  # nouns for the numbered parts of a guide, in a conversation about it


@cache
def conversation_data(name: str) -> frozenset[str]:
    """A list of words of `language/conversation.toml`."""
    return frozenset(read_data("conversation.toml")[name].split())


@cache
def series_pattern() -> str:
    """A pattern for the nouns that numbered parts of a guide go by."""
    return "|".join(sorted(PART_WORDS))


Part = tuple[int, str]  # a numbered part of a guide: its number, and the noun that it goes by


def _nowhere() -> Part | None:
    return None


class Listed(NamedTuple):
    """The names of a list's items, or of a table's rows."""

    names: tuple[str, ...] = ()
    of_table: bool = False


@dataclass(frozen=True, kw_only=True)
class Said:
    """A question of the conversation, standing alone, with the places of its words.

    `carried` is what it goes on to talk about, where it only asks something else of what the questions before were
    about; `answered_in` looks up the numbered part in which the last answer stands, `answered_with` the names of the
    items of the one list that its own answer quotes.
    """

    text: str
    question: Question
    shape: Shape
    carried: str | None = None
    answered_in: Callable[[], Part | None] = field(default=_nowhere, compare=False, repr=False)
    answered_with: Callable[[], Listed] = field(default=Listed, compare=False, repr=False)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words as written, without the punctuation around them."""
        return tuple(word for word in (raw.strip(".,?!;:()\"“”'’") for raw in self.text.split()) if fold(word))

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The words for matching, one for each of `words`."""
        return tuple(fold(word).strip(".-/&") for word in self.words)

    @cached_property
    def place_spans(self) -> tuple[tuple[int, int], ...]:
        """Where places are named, (first, one after the last) word."""
        return places_in(self.keys, self.question)

    @cached_property
    def place_keys(self) -> frozenset[str]:
        """The keys that name places."""
        return frozenset(self.keys[at] for span in self.place_spans for at in range(*span))

    @cached_property
    def step_span(self) -> tuple[int, int] | None:
        """Where a numbered part is named ("step 3"), if it is."""
        for at, (word, number) in enumerate(zip(self.keys, self.keys[1:], strict=False)):
            if word.removesuffix("s") in PART_NOUNS and re.fullmatch(r"\d{1,2}", number):
                return at, at + 2
        return None

    @cached_property
    def chunks(self) -> tuple[tuple[int, int], ...]:
        """Where something is named, without places and numbered parts; one span for "deployment in the tech stack"."""
        named = frozenset(word for part in named_words(self.question) for word in (part, part.strip("-")))
        taken = {at for start, end in self.place_spans for at in range(start, end)}
        if self.step_span:
            taken |= set(range(*self.step_span))
        marks = [at for at, key in enumerate(self.keys) if key in named and at not in taken]
        spans: list[tuple[int, int]] = []
        for at in marks:
            between = self.keys[spans[-1][1] : at] if spans else ()
            if spans and len(between) <= 2 and all(word in _JOINING or word.isdigit() for word in between):
                spans[-1] = (spans[-1][0], at + 1)
            else:
                spans.append((at, at + 1))
        return tuple(self._whole(start, end, taken) for start, end in spans)

    def _whole(self, start: int, end: int, taken: set[int]) -> tuple[int, int]:
        """A span with the words in front that belong to a name of the guide, and a number or plain noun behind."""
        units = frozenset().union(*(member.units for _, member in self.members))
        while (
            start and start - 1 not in taken and self.keys[start - 1] in units and self.keys[start - 1] not in _JOINING
        ):
            start -= 1
        tails = PART_WORDS | {"role", "job", "exam", "test", "course", "table", "school"}
        while end < len(self.keys) and end not in taken and (self.keys[end].isdigit() or self.keys[end] in tails):
            end += 1
        while end - start > 1 and self.keys[start] in conversation_data("verbs"):
            start += 1
            while end - start > 1 and self.keys[start] in _JOINING:
                start += 1
        return start, end

    @cached_property
    def members(self) -> tuple[tuple[Family, Member], ...]:
        """What the question names of the guides' tables, lists and headings, the most fully named first."""
        named = [word for word in self.keys if word in set(self.question.content) or word.isdigit() or word in _TELLING]
        named = [word for word in named if word not in self.question.attribute_words]
        found: list[tuple[float, int, Family, Member]] = []
        for place, family in enumerate(self.shape.families):
            for member in family:
                every = set(matched(named, member))
                if any(not word.isdigit() and word not in _TELLING for word in every):
                    share = len(every) / max(1, len(member.units))
                    found.append((len(every) + share, -place, family, member))
        found.sort(key=lambda item: item[:2], reverse=True)
        return tuple((family, member) for _, _, family, member in found)

    @cached_property
    def part(self) -> Member | None:
        """The numbered part of the guide that the question is about, by its number or by words of its heading."""
        if self.question.step is not None:
            return next((member for member in self.shape.numbered if member.number == self.question.step), None)
        named = next((member for _, member in self.members if member.number is not None), None)
        return named or best_member(self.question.content, self.shape.numbered, loosely=True)

    @cached_property
    def focus(self) -> str | None:
        """What "it" means after this question, as it was written; None if the question names nothing."""
        if self.carried:
            return self.carried
        if self.step_span:
            return self._written(*self.step_span)
        if self.question.asks("organisation"):
            return "the companies"
        if not self.chunks:
            return None
        chunks = self._without_what_is_asked()
        if _IS_BEFORE.match(self.question.folded):
            chunks = chunks[:1]  # "is X needed before Y?" is about X
        if not chunks:
            return None
        chunks = [span for span in chunks if not _TIMES.issuperset(self.keys[slice(*span)])] or chunks
        known = [span for span in chunks if self._is_known(span)] or chunks
        spans = [span for span in known if any(unit(key) not in self._columns for key in self.keys[slice(*span)])]
        spans = spans or known
        if len(spans) > 1 and not self._stand_together(spans):
            return None  # words from here and there are the name of nothing
        return " ".join(self._written(*self._without_columns(*span)) for span in spans)

    def _stand_together(self, spans: Sequence[tuple[int, int]]) -> bool:
        """Whether little stands between one of these spans and the next."""
        return all(start - end <= 1 for (_, end), (start, _) in zip(spans, spans[1:], strict=False))

    def _without_what_is_asked(self) -> list[tuple[int, int]]:
        """The spans without what is counted: "how many papers does X have" is about X."""
        verbs = conversation_data("verbs")
        named = [span for span in self.chunks if span[1] - span[0] > 1 or self.keys[span[0]] not in verbs]
        if not named:
            return []
        (start, end), *others = named
        if start and self.keys[start - 1] in {"what", "which"} and self._is_degree_of(start, end):
            return [(start + 2, end), *others]
        if not start or self.keys[start - 1] not in {"many", "much"}:
            return named
        inside = next((at for at in range(start + 1, end - 1) if self.keys[at] in {"in", "of", "for"}), None)
        if inside is not None:
            return [(inside + 1, end), *others]
        return others or named

    def _is_degree_of(self, start: int, end: int) -> bool:
        """Whether a span asks how far a thing goes: "what level of Welsh" is about Welsh."""
        return end - start > 2 and self.keys[start] in conversation_data("degrees") and self.keys[start + 1] == "of"

    def _without_columns(self, start: int, end: int) -> tuple[int, int]:
        """A span without the column's name beside a row's ("morning shift timing" is about the morning shift)."""
        columns = self._columns
        if any(unit(key) not in columns for key in self.keys[start:end]):
            while unit(self.keys[end - 1]) in columns:
                end -= 1
            while unit(self.keys[start]) in columns or self.keys[start] in _JOINING:
                start += 1
        return start, end

    @cached_property
    def _columns(self) -> frozenset[str]:
        """The names of the columns beside the rows that the question may name."""
        names = frozenset().union(*(member.units for _, member in self.members[:1]))
        return frozenset().union(*(member.headers for _, member in self.members if member.headers)) - names

    def _is_known(self, span: tuple[int, int]) -> bool:
        return any(matched(self.keys[slice(*span)], member) for _, member in self.members[:3])

    def _written(self, start: int, end: int) -> str:
        return " ".join(self.words[start:end])

    @cached_property
    def places(self) -> str:
        """The places named, as written."""
        return " ".join(self._written(*span) for span in self.place_spans)

    @cached_property
    def without_places(self) -> str:
        """The question as written, without the places and the word before each that leads to it."""
        words, keys = list(self.words), list(self.keys)
        for start, end in reversed(self.place_spans):
            del words[start - (start > 0 and keys[start - 1] in _TO_A_PLACE) : end]
        return " ".join(words)

    @cached_property
    def alternatives(self) -> tuple[str, str] | None:
        """The two things that the question weighs ("X or Y", "difference between X and Y"), as written."""
        joined = (*_WEIGHED, "and", "than") if _BETWEEN.search(self.question.folded) else _WEIGHED
        for start, end in self.chunks:
            for at in range(start + 1, end - 1):
                if self.keys[at] in joined:
                    second = at + 1 + (self.keys[at + 1] in _ARTICLES)
                    return self._written(start, at), self._written(second, end)
        return None


_TO_A_PLACE = frozenset({"in", "at", "for", "from", "to", "of", "near"})
_TIMES = frozenset(["hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years", "time"])
_TELLING = frozenset({"new", "first", "second", "last"})  # generic words that tell rows of a table apart


def places_in(keys: Sequence[str], question: Question) -> tuple[tuple[int, int], ...]:
    """Where words name places; "us" only where the question does not use it as a pronoun."""
    known: Mapping[str, frozenset[str]] = load_language().places
    pronoun = "us" in keys and "us" not in question.places and not re.search(r"\bU\.?S\b", question.text)
    spans: list[tuple[int, int]] = []
    for at, key in enumerate(keys):
        if at + 1 < len(keys) and f"{key}-{keys[at + 1]}" in known:
            spans.append((at, at + 2))
        elif key in known and not (key == "us" and pronoun) and not (spans and spans[-1][1] > at):
            spans.append((at, at + 1))
    return tuple(spans)


def said(text: str, shape: Shape) -> Said:
    """A standalone question, ready to be asked what it is about."""
    return Said(text=text, question=read_question(text), shape=shape)
