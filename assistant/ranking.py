"""Ranks search results as evidence for one question.

Search scores likeness; a question asks for something. Evidence adds to the fused score whether a passage holds the
kind of answer asked for (an amount, a duration, a list) and how many of the question's words its context supports.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set

from assistant.concepts import concepts_asked, concepts_said
from assistant.context import home_of, names_of, subject_terms
from assistant.evidence import Evidence
from assistant.fits import kind_fits
from assistant.named_steps import step_named
from assistant.passage_facts import PassageFacts
from assistant.question import Question
from assistant.settling import settled
from assistant.signals import Asked, GuideFacts, signals_of
from assistant.support import stems
from corpus.guide import Guide, Place
from index.anticipated import Nearest
from index.search import Index, ScoredPassage, SearchResult

_SUBJECT_WEIGHT = 0.15  # of a word that names the guide's own subject: every passage is about that
_TOLD_WEIGHT = 0.35  # of a word outside the clauses that ask
_SAYS_LITTLE = 3  # content words of a follow-up up to which what it leaves unsaid is looked for where one was


class EvidenceRanker:
    """Ranks search results as evidence; keeps what is known of every passage."""

    def __init__(self, index: Index) -> None:
        """Read every passage once."""
        self._index = index
        self._facts = {
            passage.id: PassageFacts.of(index.guides[passage.guide], passage) for passage in index.passages.values()
        }
        self._guides = {guide.id: self._guide_facts(guide) for guide in index.guides.values()}

    def rank(self, question: Question, result: SearchResult, before: Sequence[Place] = ()) -> tuple[Evidence, ...]:
        """All passages of the result as evidence, best first; ids break ties.

        `before` is what the answer before quoted: a follow-up that says little mostly stays in that section.
        """
        similar = {word.lower(): place for place, word in enumerate(result.words)}
        found_in = {scored.passage.guide for scored in result.passages}
        asked = {guide: self._asked(question, self._index.guides[guide], similar) for guide in found_in}
        stays = before if len(question.content) <= _SAYS_LITTLE and question.step is None else ()
        sections = {(place[0], self._index.guides[place[0]].section_at(place[1])) for place in stays}
        found = [
            self._evidence(asked[scored.passage.guide], scored, result.anticipated, sections)
            for scored in result.passages
        ]
        found.sort(key=lambda evidence: (-evidence.score, evidence.passage.id))
        return settled(question, found)

    def weights(self, question: Question, guide: Guide) -> list[float]:
        """How much each content word counts: its idf, little where it only names what the whole guide is about.

        What a visitor only tells of himself counts less than what he asks.
        """
        subject = self._guides[guide.id].subject
        return [
            self._index.idf(word)
            * (_SUBJECT_WEIGHT if stems(word) <= subject else 1.0)
            * (1.0 if word in question.asked else _TOLD_WEIGHT)
            for word in question.content
        ]

    def _asked(self, question: Question, guide: Guide, similar: Mapping[str, int]) -> Asked:
        return Asked.of(
            question,
            self._guides[guide.id],
            weights=self.weights(question, guide),
            similar=similar,
            named=step_named(question, guide),
            concepts=concepts_asked(question.folded),
        )

    def _guide_facts(self, guide: Guide) -> GuideFacts:
        subject = subject_terms(guide)
        return GuideFacts(
            guide=guide,
            subject=subject,
            home=home_of(guide),
            names=names_of(guide) - subject,
            rarity=self._rarity_of_concepts(guide.id),
        )

    def _evidence(
        self, asked: Asked, scored: ScoredPassage, anticipated: Nearest, before: Set[tuple[str, int]]
    ) -> Evidence:
        facts = self._facts[scored.passage.id]
        support = asked.support(facts, scored)
        fits = kind_fits(asked.question, facts.guide, facts.passage)
        stays = {"before": 1.0} if (facts.guide.id, facts.passage.section) in before else {}
        return Evidence(
            scored=scored,
            guide=facts.guide,
            signals=signals_of(asked, facts, scored, anticipated, support=support, fits=fits) | stays,
            kind_fits=fits,
            support=support,
            context=facts.context,
        )

    def _rarity_of_concepts(self, guide: str) -> dict[str, float]:
        """How rare each concept is among a guide's passages by their own words, from 0 in all of them to 1 in one."""
        own = [concepts_said(facts.passage.text) for facts in self._facts.values() if facts.guide.id == guide]
        counts = Counter(name for names in own for name in names)
        return {name: 1.0 - math.log(count) / math.log(max(2, len(own))) for name, count in counts.items()}
