"""Decides whether the guide covers a question, before any answerer runs.

Rules name families of near misses (another place, another role, what only the institute can say, a term that is only
mentioned); what no rule catches is weighed by a logistic function of how well the best evidence supports the question's
words. Nothing here knows any guide.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Reason
from assistant.context import names_of, subject_terms
from assistant.evidence import Evidence, EvidenceRanker
from assistant.language import load_language
from assistant.near_misses import kin, near_miss
from assistant.question import Question
from assistant.support import lexical_support, stems
from corpus.guide import Label
from corpus.passages import PassageKind
from index.search import Index

# Fitted on the dev cases of two guides by logistic regression. The intercept is moved so that 0.5 lies between the
# threshold that answers most and the one that the truth score of held-out folds likes best; `evals calibrate` prints
# both. Features are all in [0, 1], see `Features`.
INTERCEPT = -3.3
WEIGHTS = {"score": 1.31, "coverage": 1.24, "worst": 1.23, "known": 0.74, "foreign": 2.49}


@dataclass(frozen=True, kw_only=True)
class Features:
    """What the confidence is computed from, each in [0, 1]; higher speaks for covered."""

    score: float  # fused search score of the best evidence
    coverage: float  # support of the question's words by the best evidence, weighted by idf
    worst: float  # support of the worst-supported word
    known: float  # share of the question's words that occur in the guides
    foreign: float  # no word asked is foreign: 1; one word neither in the guides nor like the evidence: 0.5; more: 0


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the gate decided. `reason` is set exactly when the question is not covered."""

    confidence: float  # probability in [0, 1] that the guide covers the question
    reason: Reason | None
    features: Features | None  # None where a rule decided

    @property
    def covered(self) -> bool:
        """Whether an answerer may run."""
        return self.reason is None


class Gate:
    """Judges questions against the evidence found for them."""

    def __init__(self, index: Index, ranker: EvidenceRanker, *, threshold: float) -> None:
        """Judge against `threshold`, a confidence in [0, 1]."""
        self._index = index
        self._ranker = ranker
        self._threshold = threshold
        self._names = {guide.id: names_of(guide) for guide in index.guides.values()}

    def judge(self, question: Question, evidence: Sequence[Evidence]) -> Verdict:
        """Whether the best evidence covers the question; `evidence` is best first and may be empty."""
        if not evidence:
            return Verdict(confidence=0.0, reason=Reason.NOT_IN_GUIDE, features=None)
        if reason := near_miss(question, evidence, self._index) or self._unsupported_name(question, evidence):
            return Verdict(confidence=0.03, reason=reason, features=None)
        features = self.features(question, evidence)
        confidence = probability(features)
        if confidence >= self._threshold:
            return Verdict(confidence=confidence, reason=None, features=features)
        unknown = features.known < 0.35 and features.coverage < 0.35
        return Verdict(
            confidence=confidence, reason=Reason.OFF_TOPIC if unknown else Reason.NOT_IN_GUIDE, features=features
        )

    def _unsupported_name(self, question: Question, evidence: Sequence[Evidence]) -> Reason | None:
        """A decline if the question names something the guides name, and the best evidence does not hold that name."""
        best = evidence[0]
        said = frozenset().union(*(item.context for item in _pool(best, evidence)))
        names, subject = self._names[best.guide.id], subject_terms(best.guide)
        named = any(
            word in names and not stems(word) <= subject and not lexical_support(word, said) and not kin(word, said)
            for word in question.asked
        )
        return Reason.NOT_IN_GUIDE if named or self._asks_more_of_a_listed_name(question, best) else None

    def _asks_more_of_a_listed_name(self, question: Question, best: Evidence) -> bool:
        """Whether the best evidence only lists a name that is asked about, and another word asked has no support."""
        if not isinstance(best.block, Label) or best.block.value.text.count(",") < 1:
            return False
        value = stems(best.block.value.text)
        names = self._names[best.guide.id]
        listed = {word for word in question.asked if word in names and stems(word) <= value}
        support = dict(zip(question.content, best.support, strict=True))
        return bool(listed) and any(support[word] < 0.5 for word in question.asked - listed)

    def _knows(self, word: str) -> bool:
        """Whether the guides hold the word or another word for the same thing."""
        same = load_language().groups.get(word, frozenset())
        return self._index.knows(word) or any(self._index.knows(other) for other in same)

    def features(self, question: Question, evidence: Sequence[Evidence]) -> Features:
        """The features of the best evidence for a question."""
        best = evidence[0]
        weights = self._ranker.weights(question, best.guide)
        total = sum(weights)
        pooled = _pooled_support(question, evidence)
        support = dict(zip(question.content, pooled, strict=True))
        foreign = [word for word in question.asked if support[word] < 0.3 and not self._knows(word)]
        return Features(
            score=max(0.0, min(1.0, best.scored.score)),
            coverage=sum(w * s for w, s in zip(weights, pooled, strict=True)) / total if total else 0.5,
            worst=min((support[word] for word in question.asked), default=0.5),
            known=(sum(self._knows(word) for word in question.asked) / len(question.asked) if question.asked else 0.5),
            foreign=1.0 - 0.5 * min(2, len(foreign)),
        )


class OpenGate(Gate):
    """Lets every question through, to see what would have been answered; confidence stays what it is."""

    def judge(self, question: Question, evidence: Sequence[Evidence]) -> Verdict:
        """The gate's confidence, never its decline, except where there is no evidence at all."""
        verdict = super().judge(question, evidence)
        return Verdict(confidence=verdict.confidence, reason=None, features=verdict.features) if evidence else verdict


def probability(features: Features) -> float:
    """Logistic function of the weighted features, in [0, 1]."""
    z = INTERCEPT + sum(weight * getattr(features, name) for name, weight in WEIGHTS.items())
    return 1.0 / (1.0 + math.exp(-z))


def _pooled_support(question: Question, evidence: Sequence[Evidence]) -> list[float]:
    """The support of each content word by the best evidence and what is answered together with it."""
    pool = _pool(evidence[0], evidence)
    return [max(item.support[place] for item in pool) for place in range(len(question.content))]


def _pool(best: Evidence, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best evidence and what stands in the same block or FAQ pair: they are answered from together."""
    return [
        item
        for item in evidence
        if item.guide is best.guide
        and item.passage.section == best.passage.section
        and item.passage.block == best.passage.block
        and best.passage.kind is not PassageKind.ROW
    ] or [best]
