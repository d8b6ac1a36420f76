"""Search results ranked as evidence for one question: what fits the kind of answer and the place asked about.

Search scores likeness; a question asks for something. Evidence adds to the fused score whether a passage holds the
kind of answer asked for (an amount, a duration, a list) and how many of the question's words its context supports.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.context import (
    block_of,
    context_text,
    faq_of,
    home_of,
    label_of,
    names_of,
    place_words,
    stands_in,
    subject_terms,
)
from assistant.fits import kind_fits
from assistant.language import load_language
from assistant.question import Question
from assistant.support import lexical_support, stems
from corpus.guide import Block, Guide, Section
from corpus.passages import Passage, PassageKind
from index.search import Index, ScoredPassage, SearchResult

_KIND_WEIGHT = 0.22  # what holding the asked kind of answer adds to a fused score in [0, 1]
_FIGURE_WEIGHT = 0.3  # the same where a figure is asked for: nothing else can answer
_SUPPORT_WEIGHT = 0.9  # what full support of the question's words adds
_NAMES_WEIGHT = 0.25  # what holding the names of the guide that are asked about adds
_NAMED_WEIGHT = 0.25  # what a row label or label name that stands in the question as it is adds
_PLACE_WEIGHT = 0.35  # for being about the place asked; against being about another than the guide's, when none is
_SAME_FORM_WEIGHT = 0.15  # what a yes/no question of the guide's FAQ adds to a yes/no question
_SUBJECT_WEIGHT = 0.15  # of a word that names the guide's own subject: every passage is about that
_STEP_WEIGHT = 0.6  # what standing in the numbered section asked about adds; a named step leaves little doubt

_YES_NO_QUESTION = re.compile(r"^(?:is|are|do|does|can|could|should|will|would|must|has|have)\b", re.I)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One passage as evidence. `score` is higher for better and has no fixed range; `support` is per content word."""

    scored: ScoredPassage
    guide: Guide
    score: float
    kind_fits: bool  # holds the kind of answer asked for; True where the question asks for no particular kind
    support: tuple[float, ...]  # in [0, 1], one for each of `Question.content`
    context: frozenset[str]  # stems of the passage with its headings, header row, lead-in and question

    @property
    def passage(self) -> Passage:
        """The passage itself."""
        return self.scored.passage

    @cached_property
    def section(self) -> Section:
        """The section the passage stands in."""
        return self.guide.sections[self.passage.section]

    @cached_property
    def block(self) -> Block | None:
        """The innermost block the passage is or is part of; None for a heading."""
        return block_of(self.guide, self.passage)


class EvidenceRanker:
    """Ranks search results as evidence; keeps the stems of every passage's context."""

    def __init__(self, index: Index) -> None:
        """Read every passage's context once."""
        self._index = index
        self._contexts = {
            passage.id: stems(context_text(index.guides[passage.guide], passage)) for passage in index.passages.values()
        }

        self._homes = {guide.id: home_of(guide) for guide in index.guides.values()}
        self._names = {guide.id: names_of(guide) - subject_terms(guide) for guide in index.guides.values()}
        self._subjects = {guide.id: subject_terms(guide) for guide in index.guides.values()}

    def rank(self, question: Question, result: SearchResult) -> tuple[Evidence, ...]:
        """All passages of the result as evidence, best first; ids break ties."""
        similar = {word.lower(): place for place, word in enumerate(result.words)}
        weights = {guide: self.weights(question, self._index.guides[guide]) for guide in self._index.guides}
        found = [self._evidence(question, scored, similar, weights[scored.passage.guide]) for scored in result.passages]
        found.sort(key=lambda evidence: (-evidence.score, evidence.passage.id))
        return tuple(_figures_before_equals(question, found))

    def weights(self, question: Question, guide: Guide) -> list[float]:
        """How much each content word counts: its idf, little where it only names what the whole guide is about."""
        subject = self._subjects[guide.id]
        return [
            self._index.idf(word) * (_SUBJECT_WEIGHT if stems(word) <= subject else 1.0) for word in question.content
        ]

    def _evidence(
        self, question: Question, scored: ScoredPassage, similar: dict[str, int], weights: Sequence[float]
    ) -> Evidence:
        passage = scored.passage
        guide = self._index.guides[passage.guide]
        context = self._contexts[passage.id]
        support = tuple(
            1.0
            if stems(word) <= self._subjects[guide.id]
            else max(lexical_support(word, context), _similarity_support(word, scored, similar))
            for word in question.content
        )
        fits = kind_fits(question, guide, passage)
        supported = sum(w * s for w, s in zip(weights, support, strict=True)) / sum(weights) if sum(weights) else 0.5
        kind_weight = _FIGURE_WEIGHT if question.kind in ("amount", "duration") else _KIND_WEIGHT
        score = scored.score + _SUPPORT_WEIGHT * supported + kind_weight * (fits and bool(question.kinds))
        if question.step is not None:
            score += _STEP_WEIGHT * (guide.sections[passage.section].number == question.step)
        if fits and (label := label_of(block_of(guide, passage), passage)):
            score += _NAMED_WEIGHT * (stands_in(label, question) and not stems(label) <= self._subjects[guide.id])
        score += self._place_score(question, passage, guide)
        if named := [word for word in question.asked if word in self._names[guide.id]]:
            score += _NAMES_WEIGHT * sum(lexical_support(word, context) for word in named) / len(named)
        if question.yes_no and not question.kinds and passage.kind in (PassageKind.ROW, PassageKind.TABLE):
            score -= _SAME_FORM_WEIGHT
        pair = faq_of(guide, passage)
        if question.yes_no and pair and passage.kind is PassageKind.FAQ and _YES_NO_QUESTION.match(pair.question.text):
            score += _SAME_FORM_WEIGHT
        return Evidence(scored=scored, guide=guide, score=score, kind_fits=fits, support=support, context=context)

    def _place_score(self, question: Question, passage: Passage, guide: Guide) -> float:
        """More for a passage about the place asked; if none is, less for one about another than the guide's own."""
        asked = {min(load_language().places[word]) for word in question.places}
        named = [min(load_language().places[word]) for word in place_words(" ".join([passage.text, *passage.path]))]
        if asked:
            return _PLACE_WEIGHT * bool(asked & set(named))
        if not named or not question.asks("amount", "duration"):
            return 0.0
        return -_PLACE_WEIGHT * (Counter(named).most_common(1)[0][0] != self._homes[guide.id])


def _similarity_support(word: str, scored: ScoredPassage, similar: dict[str, int]) -> float:
    """Token similarity as support: cosines under 0.45 are chance for MiniLM's token vectors, 0.8 is near identity."""
    place = similar.get(word)
    if place is None:
        return 0.0
    return min(1.0, max(0.0, (scored.word_similarities[place] - 0.45) / 0.35)) * 0.9


def _figures_before_equals(question: Question, found: list[Evidence]) -> list[Evidence]:
    """Where a figure is asked for, the best passage that holds one comes before passages of no better support."""
    if question.kind not in ("amount", "duration") or question.yes_no or not found or found[0].kind_fits:
        return found
    needed = sum(found[0].support)
    first = next((item for item in found if item.kind_fits and sum(item.support) >= needed), None)
    return found if first is None else [first, *(item for item in found if item is not first)]
