"""Ranks search results as evidence for one question.

Search scores likeness; a question asks for something. Evidence adds to the fused score whether a passage holds the
kind of answer asked for (an amount, a duration, a list) and how many of the question's words its context supports.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache

import numpy as np

from assistant.asked import Asked, GuideFacts
from assistant.concepts import concepts_asked, concepts_said
from assistant.context import home_of, names_of, subject_terms
from assistant.evidence import Evidence, Weighed
from assistant.fits import kinds_fit
from assistant.guide_columns import GuideColumns
from assistant.named_steps import step_named
from assistant.passage_facts import PassageFacts
from assistant.question import Question
from assistant.settling import settled
from assistant.signals import Searched, signals_of
from assistant.support import stems
from corpus.guide import Guide, Place
from index.found import SearchResult
from index.search import Index

_SUBJECT_WEIGHT = 0.15  # of a word that names the guide's own subject: every passage is about that
_TOLD_WEIGHT = 0.35  # of a word outside the clauses that ask
_SAYS_LITTLE = 3  # content words of a follow-up up to which what it leaves unsaid is looked for where one was


class EvidenceRanker:
    """Ranks search results as evidence; keeps what is known of every passage."""

    def __init__(self, index: Index) -> None:
        """Read every passage once."""
        self._index = index
        facts: dict[str, list[PassageFacts]] = {guide: [] for guide in index.guides}
        for passage in index.passages.values():
            facts[passage.guide].append(PassageFacts.of(index.guides[passage.guide], passage))
        self.weights = lru_cache(maxsize=256)(self._weights)  # the gate asks for them again
        self._guides = {guide: _guide_facts(index.guides[guide], found) for guide, found in facts.items()}

    def rank(self, question: Question, result: SearchResult, before: Sequence[Place] = ()) -> tuple[Evidence, ...]:
        """All passages of the result as evidence, best first; ids break ties.

        `before` is what the answer before quoted: a follow-up that says little mostly stays in that section.
        """
        similar = {word.lower(): place for place, word in enumerate(result.words)}
        stays = before if len(question.content) <= _SAYS_LITTLE and question.step is None else ()
        by_guide: dict[str, list[int]] = {}
        for place, passage in enumerate(result.found):
            by_guide.setdefault(passage.guide, []).append(place)
        found: list[Evidence] = []
        for guide, places in by_guide.items():
            asked = self._asked(question, self._index.guides[guide], similar)
            sections = {self._index.guides[guide].section_at(place[1]) for place in stays if place[0] == guide}
            found += _as_evidence(asked, result, places, sections)
        found.sort(key=lambda evidence: (-evidence.score, evidence.passage.id))
        return settled(question, found)

    def _weights(self, question: Question, guide: Guide) -> tuple[float, ...]:
        """How much each content word counts: its idf, little where it only names what the whole guide is about.

        What a visitor only tells of himself counts less than what he asks.
        """
        subject = self._guides[guide.id].subject
        return tuple(
            self._index.idf(word)
            * (_SUBJECT_WEIGHT if stems(word) <= subject else 1.0)
            * (1.0 if word in question.asked else _TOLD_WEIGHT)
            for word in question.content
        )

    def _asked(self, question: Question, guide: Guide, similar: Mapping[str, int]) -> Asked:
        return Asked.of(
            question,
            self._guides[guide.id],
            weights=self.weights(question, guide),
            similar=similar,
            named=step_named(question, guide),
            concepts=concepts_asked(question.folded),
        )


def _guide_facts(guide: Guide, facts: Sequence[PassageFacts]) -> GuideFacts:
    subject = subject_terms(guide)
    return GuideFacts(
        guide=guide,
        columns=GuideColumns.of(facts),
        subject=subject,
        home=home_of(guide),
        names=names_of(guide) - subject,
        rarity=_rarity_of_concepts(facts),
    )


def _rarity_of_concepts(facts: Sequence[PassageFacts]) -> dict[str, float]:
    """How rare each concept is among a guide's passages by their own words, from 0 in all of them to 1 in one."""
    counts = Counter(name for one in facts for name in concepts_said(one.passage.text))
    return {name: 1.0 - math.log(count) / math.log(max(2, len(facts))) for name, count in counts.items()}


def _as_evidence(asked: Asked, result: SearchResult, places: Sequence[int], before: Set[int]) -> list[Evidence]:
    """A guide's passages as evidence, by their places in the result.

    `before` are the sections that the answer before quoted from.
    """
    about, columns = asked.about, asked.about.columns
    rows = np.asarray([columns.row_of[result.found[place].id] for place in places], dtype=np.int64)
    fits = kinds_fit(asked.question, columns)
    searched = Searched.of(result, places, rows, n=len(columns))
    support = asked.support(searched.similarities)
    signals = dict(signals_of(asked, searched, result.anticipated, support=support, fits=fits))
    if before:
        signals["before"] = np.isin(columns.sections, list(before))
    weighed = Weighed(columns=columns, result=result, signals=signals, support=support)
    return [
        Evidence(
            passage=result.found[place],
            guide=about.guide,
            weighed=weighed,
            row=row,
            place=place,
            score=score,
            kind_fits=fit,
        )
        for place, row, score, fit in zip(
            places, rows.tolist(), weighed.scores[rows].tolist(), fits[rows].tolist(), strict=True
        )
    ]
