"""The passages of a guide as columns: a question is held against all of them at once, and not one by one.

Rows are the guide's passages in reading order; flags (n,) say of which of them something holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.announced_kinds import enumerates, kinds_announced
from assistant.context import step_over
from assistant.given_figures import (
    figures_beside_validity,
    figures_in,
    gives_figures_alone,
    is_share_of_pay,
    money_of,
)
from assistant.passage_facts import PassageFacts
from assistant.support import parts_of, same_thing, stems
from corpus.passages import PassageKind

Flags = NDArray[np.bool_]
Column = NDArray[np.float64]

_PARENTS = (PassageKind.TABLE, PassageKind.LIST, PassageKind.FAQ)
_NO_STEP = -1


class Held:
    """Which of n rows hold each of some words, names or places."""

    def __init__(self, rows: Sequence[Set[str]]) -> None:
        """Turn the sets of the rows round."""
        self._n = len(rows)
        found: dict[str, list[int]] = {}
        for row, words in enumerate(rows):
            for word in words:
                found.setdefault(word, []).append(row)
        self._rows = {word: np.asarray(places, dtype=np.int64) for word, places in found.items()}

    @classmethod
    def of_names(cls, names: Sequence[str | None]) -> Held:
        """Of rows that have one name each, or none."""
        return cls([frozenset() if name is None else {name} for name in names])

    def any_of(self, words: Iterable[str]) -> Flags:
        """The rows that hold one of the words or more."""
        flags = np.zeros(self._n, dtype=np.bool_)
        for word in words:
            if (rows := self._rows.get(word)) is not None:
                flags[rows] = True
        return flags

    def all_of(self, words: Iterable[str]) -> Flags:
        """The rows that hold every one of the words; all rows where there are none."""
        flags = np.ones(self._n, dtype=np.bool_)
        for word in words:
            flags &= self.any_of((word,))
        return flags

    def saying_all(self, words: Iterable[str]) -> Flags:
        """The rows that say every one of the words, as `support.stands_for` has it; all rows where there are none."""
        flags = np.ones(self._n, dtype=np.bool_)
        for word in words:
            parts = parts_of(word)
            flags &= self.any_of(same_thing(word)) | self.all_of(parts) if parts else self.any_of(same_thing(word))
        return flags


@dataclass(frozen=True, kw_only=True)
class GuideColumns:
    """What `PassageFacts` says of each passage of one guide, column by column."""

    facts: tuple[PassageFacts, ...]
    row_of: Mapping[str, int]  # by the passage's id
    kinds: Mapping[PassageKind, Flags]
    is_parent: Flags
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    steps: NDArray[np.int64]  # numbers of the steps that they stand in, -1 for none
    context: Held
    own: Held
    concepts: Held
    heading_topics: Held
    topics: Held
    places: Held  # that they or their headings name
    place: Held  # that they name most often
    has_place: Flags
    place_with_headings: Held
    has_place_with_headings: Flags
    names_source: Flags
    sections: NDArray[np.int64]
    labels: Mapping[str, NDArray[np.int64]]  # the rows of each row label or label name
    lead_ins: Held
    lists_alike: Column  # how many lists have the introduction that a whole list has; 0 for all that is none with one
    faq_questions: Held
    is_faq: Flags
    is_faq_yes_no: Flags

    @classmethod
    def of(cls, facts: Sequence[PassageFacts]) -> GuideColumns:
        """The columns of a guide's passages, in reading order."""
        steps = [step_over(one.guide, one.passage.section).number for one in facts]

        def held(words: Callable[[PassageFacts], Set[str]]) -> Held:
            return Held([words(one) for one in facts])

        def named(name: Callable[[PassageFacts], str | None]) -> tuple[Held, Flags]:
            names = [name(one) for one in facts]
            return Held.of_names(names), _flags(one is not None for one in names)

        labels: dict[str, list[int]] = {}
        for row, one in enumerate(facts):
            if one.label:
                labels.setdefault(one.label, []).append(row)
        place, has_place = named(lambda one: one.place)
        place_with_headings, has_place_with_headings = named(lambda one: one.place_with_headings)
        return cls(
            facts=tuple(facts),
            row_of={one.passage.id: row for row, one in enumerate(facts)},
            kinds={kind: _flags(one.passage.kind is kind for one in facts) for kind in PassageKind},
            is_parent=_flags(one.passage.kind in _PARENTS for one in facts),
            starts=np.asarray([one.passage.start for one in facts], dtype=np.int64),
            ends=np.asarray([one.passage.end for one in facts], dtype=np.int64),
            steps=np.asarray([_NO_STEP if number is None else number for number in steps], dtype=np.int64),
            context=held(lambda one: one.context),
            own=held(lambda one: one.own),
            concepts=held(lambda one: one.said),
            heading_topics=held(lambda one: one.heading_topics),
            topics=held(lambda one: one.topics),
            places=held(lambda one: one.places | one.places_above),
            place=place,
            has_place=has_place,
            place_with_headings=place_with_headings,
            has_place_with_headings=has_place_with_headings,
            names_source=_flags(one.names_source for one in facts),
            sections=np.asarray([one.passage.section for one in facts], dtype=np.int64),
            labels={label: np.asarray(rows, dtype=np.int64) for label, rows in labels.items()},
            lead_ins=held(lambda one: one.lead_in or frozenset()),
            lists_alike=np.asarray([0.0 if one.lead_in is None else one.alike for one in facts], dtype=np.float64),
            faq_questions=held(lambda one: one.faq_question or frozenset()),
            is_faq=_flags(one.faq_question is not None for one in facts),
            is_faq_yes_no=_flags(one.faq_yes_no for one in facts),
        )

    # What only some kinds of questions want is read when the first one does.

    @cached_property
    def figures(self) -> Held:
        """The kinds of figures that they give as values."""
        return Held([figures_in(one.guide, one.passage) for one in self.facts])

    @cached_property
    def figures_beside_validity(self) -> Held:
        """The same without the times that say how long a thing is valid."""
        return Held([figures_beside_validity(one.guide, one.passage) for one in self.facts])

    @cached_property
    def money(self) -> Held:
        """Whether they speak of "pay" alone or of "cost" alone."""
        return Held.of_names([money_of(one.guide, one.passage) for one in self.facts])

    @cached_property
    def is_share_of_pay(self) -> Flags:
        """Which are rows that give pay as a share."""
        return _flags(is_share_of_pay(one.guide, one.passage) for one in self.facts)

    @cached_property
    def announced(self) -> Held:
        """The kinds of answer whose name they stand under."""
        return Held([kinds_announced(one.guide, one.passage) for one in self.facts])

    @cached_property
    def indexed(self) -> Held:
        """The stems of what is searched, headings and head rows with it."""
        return Held([stems(one.passage.indexed) for one in self.facts])

    @cached_property
    def enumerates(self) -> Flags:
        """Which are lists, or name several things one after the other."""
        return _flags(enumerates(one.passage) for one in self.facts)

    @cached_property
    def subjects(self) -> Held:
        """The stems of what they are about."""
        return Held([stems(one.subject or "") for one in self.facts])

    @cached_property
    def has_subject(self) -> Flags:
        """Which are about something that can be told, and tell more than a figure of it."""
        return _flags(one.subject is not None and not gives_figures_alone(one.guide, one.passage) for one in self.facts)

    def __len__(self) -> int:
        """How many passages."""
        return len(self.facts)

    def in_step(self, number: int) -> Flags:
        """The rows in the step of that number."""
        return np.asarray(self.steps == number, dtype=np.bool_)

    def beside_step(self, number: int) -> Flags:
        """The rows in another step than that of the number."""
        return np.asarray((self.steps != number) & (self.steps != _NO_STEP), dtype=np.bool_)


def _flags(values: Iterable[bool]) -> Flags:
    return np.fromiter(values, dtype=np.bool_)
