"""A question as it is put to one guide: what its words mean there and count, which names and topics it asks for.

Worked out once, and then held against all passages of the guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assistant.concepts import AskedConcept
from assistant.context import is_step, without_initials_at_places
from assistant.guide_columns import Column, Flags, GuideColumns, Held
from assistant.kin import negations
from assistant.language import load_language
from assistant.named_steps import NamedStep
from assistant.question import Question
from assistant.support import parts_of, same_thing, stems
from assistant.topics import topics_asked, words_of_topics
from corpus.guide import Guide

_CONCEPT_SUPPORT = 0.9  # of a word by a passage that says what it asks for in other words
_ASKS_SOURCE = re.compile(r"\b(?:source|sources|based|data|figures|reliable|trust|taken|survey|from where)\b")
_YEARS = frozenset({"year", "years", "yrs", "experience", "experienced", "exp"})  # said of how long one has worked,
_OF_YEARS = frozenset({"year", "yr", "experi"})  # they mean the same
_DOING = frozenset({"learn", "study", "know", "use", "read", "build", "prepare", "practise", "practice", "cover"})


@dataclass(frozen=True, kw_only=True)
class GuideFacts:
    """A guide as questions are held against it, the same for every question."""

    guide: Guide
    columns: GuideColumns
    subject: frozenset[str]  # stems that name what the guide is about
    home: str | None  # the place that it is about
    names: Set[str]  # its proper names, without those of its subject
    rarity: Mapping[str, float]  # of each concept in it, in [0, 1]


@dataclass(frozen=True, kw_only=True)
class Word:
    """A content word of a question: how much it counts, and the stems of it and of other words for the same thing."""

    text: str
    weight: float
    meant: frozenset[str]
    parts: frozenset[str]  # of a compound, which all together stand for it
    given: bool  # names the guide's subject or its home, which every passage is about
    place: int | None  # among the words that search compared, if it is one of them

    def stands_in(self, texts: Held) -> Flags:
        """Which texts say the word, all its parts, or another word for the same thing."""
        flags = texts.any_of(self.meant)
        return flags | texts.all_of(self.parts) if self.parts else flags


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as it is put to one guide."""

    question: Question
    about: GuideFacts
    words: tuple[Word, ...]
    named: NamedStep | None
    names: tuple[frozenset[str], ...]  # stems of each proper name of the guide that is asked about
    listed: tuple[frozenset[str], ...]  # stems of each word that a list asked for could be announced by
    places: frozenset[str]  # asked about, by the first of their names
    concepts: Sequence[AskedConcept]
    topics: frozenset[str]  # that are asked about with nothing beside them
    topic_words: Mapping[str, frozenset[str]]  # of the question, by which it asks for each of them
    asks_source: bool
    about_more: bool  # than the guide's subject

    @classmethod
    def of(
        cls,
        question: Question,
        about: GuideFacts,
        *,
        weights: Sequence[float],
        similar: Mapping[str, int],
        named: NamedStep | None,
        concepts: Sequence[AskedConcept],
    ) -> Asked:
        """Work out what need not be worked out for every passage anew."""
        place_of = load_language().place_of
        topics = frozenset() if named else _topics_asked(question, about)
        return cls(
            question=question,
            about=about,
            words=tuple(
                Word(
                    text=word,
                    weight=weight,
                    parts=parts_of(word),
                    meant=same_thing(word) | (_OF_YEARS if word in _YEARS and question.experience else frozenset()),
                    given=stems(word) <= about.subject or (word in place_of and place_of[word] == about.home),
                    place=similar.get(word),
                )
                for word, weight in zip(question.content, weights, strict=True)
            ),
            named=named,
            names=tuple(same_thing(word) for word in question.asked if word in about.names),
            listed=tuple(stems(word) for word in question.asked_plainly - _DOING) if question.asks("list") else (),
            places=_places_asked(question, about),
            concepts=concepts,
            topics=topics,
            topic_words=words_of_topics(question, topics),
            asks_source=bool(_ASKS_SOURCE.search(question.folded)),
            about_more=any(not stems(word) <= about.subject for word in question.content),
        )

    def support(self, similarities: Column) -> Column:
        """How far each passage's context supports each content word, in [0, 1], as (n, words).

        Args:
            similarities: of each passage to each word that search compared (n, words compared).
        """
        columns = self.about.columns
        naming = self.named.words if self.named else frozenset()
        inside = columns.in_step(self.named.number) if self.named else None
        meant = self._meant_in_other_words()
        support = np.zeros((len(columns), len(self.words)))
        for at, word in enumerate(self.words):
            if word.given:
                support[:, at] = 1.0
                continue
            if word.place is not None:
                support[:, at] = similarity_support(similarities[:, word.place])
            if word.text in meant:
                spoken_of = meant[word.text]
                support[spoken_of, at] = np.maximum(support[spoken_of, at], _CONCEPT_SUPPORT)
            support[word.stands_in(columns.context), at] = 1.0
            if inside is not None and word.text in naming:
                support[inside, at] = 1.0
        for one, other in self._opposites:
            support[:, one] = support[:, other] = np.maximum(support[:, one], support[:, other])
        return support

    @cached_property
    def _opposites(self) -> tuple[tuple[int, int], ...]:
        """The places of words put to the choice of which a text says one or the other: "paid or unpaid"."""
        folded, words = self.question.folded, self.question.content
        if " or " not in folded:
            return ()
        pairs = ((one, other) for one in range(len(words)) for other in range(len(words)) if one != other)
        return tuple(
            (one, other)
            for one, other in pairs
            if words[other] in negations(words[one]) and f"{words[one]} or {words[other]}" in folded
        )

    def _meant_in_other_words(self) -> Mapping[str, Flags]:
        """For words that ask for a concept or topic, which passages speak of it."""
        columns, found = self.about.columns, dict[str, Flags]()
        spoken_of = [(one.words, columns.concepts.any_of((one.concept.name,))) for one in self.concepts]
        for name, words in self.topic_words.items():
            spoken_of.append((words, columns.heading_topics.any_of((name,)) | columns.topics.any_of((name,))))
        for words, flags in spoken_of:
            for word in words:
                found[word] = found[word] | flags if word in found else flags
        return found

    def share(self, support: Iterable[Column | Flags]) -> Column:
        """The mean support (n,) by the words' weights, from the support of each word; 0.5 where no word counts."""
        total = sum(word.weight for word in self.words)
        if not total:
            return np.full(len(self.about.columns), 0.5)
        shares = np.zeros(len(self.about.columns))
        for word, column in zip(self.words, support, strict=True):
            shares += word.weight * column
        return shares / total

    def share_in(self, texts: Held) -> Column:
        """The share (n,) of the words, by weight, that stand in texts as such or by another word for the same."""
        return self.share(word.stands_in(texts) for word in self.words)


def similarity_support(similarities: Column) -> Column:
    """Token similarities as support: cosines under 0.45 are chance for MiniLM's token vectors, 0.8 is near identity."""
    return np.asarray(np.clip((similarities - 0.45) / 0.35, 0.0, 1.0) * 0.9)


def _places_asked(question: Question, about: GuideFacts) -> frozenset[str]:
    """The places asked about, each by its one name, with the regions that they lie in."""
    language = load_language()
    said = without_initials_at_places(question.folded, about.guide).split()
    named = {word for word in question.places if word.split("-")[-1] in said}
    if len({language.place_of[word] for word in named}) > 1 and not question.asks("comparison"):
        # "Indian nurses in the UK" are asked about in the UK
        named = {word for word in named if language.place_of[word] != about.home}
    return frozenset(language.place_of[name] for word in named for name in language.places[word])


def _topics_asked(question: Question, about: GuideFacts) -> frozenset[str]:
    """The topics asked for alone; not the way in where a guide numbers its steps, for these are the answer then."""
    asked = topics_asked(question, about.guide, whatever_told=True)
    return asked - {"the way in"} if sum(map(is_step, about.guide.sections)) > 1 else asked
