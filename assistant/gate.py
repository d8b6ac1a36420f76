"""Decides whether the guide covers a question, before any answerer runs.

Certain near misses (another place, another role, another year) are declined outright; everything else is weighed by a
logistic function of how well the best evidence supports the question's words, what the reader makes of it, and how
near the question is to anticipated ones. The weights are data, fitted by `python -m evals calibrate`; nothing here
knows any guide.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from assistant.answer import Reason
from assistant.answerers.column_totals import answer_column_total
from assistant.answerers.filtered_rows import with_the_amount
from assistant.answerers.worked_out import answer_worked_out, names_the_series
from assistant.evidence import Evidence, pooled
from assistant.figure_misses import wants_another_kind
from assistant.language import load_language
from assistant.near_misses import NearMiss, near_miss
from assistant.question import DONE_WITH_A_THING, Question
from assistant.ranking import EvidenceRanker
from corpus.guide import Table
from index.anticipated import Nearest, NearQuestion
from index.search import Index

WEIGHTS_FILE = Path(__file__).with_name("gate.json")
VERSION = 1  # of the weights file's form
_SAME_QUESTION = 0.88  # similarity from which an anticipated question is taken to be the one asked
_CLEARLY = 0.04  # how much nearer than every covered one it has to be
_TABLED = 0.6  # confidence at least, where a table gives the figure and supports all that is asked
_FULLY = 0.9  # support that is whole
_READ_OF_A_TABLE = 0.1  # the reader's probability from which it may only have misjudged a table
_EXPECTS_MOST = 3.0  # covered questions to a passage from which a question unlike all of them tells something
_HARDLY = 0.1  # coverage that is none
_FOREIGN = 0.35  # knowledge and coverage under which a question hardly speaks of the guide
_EXPECTED_THERE = 0.3  # signal of the best evidence, of one in [0, 1]
_SURELY_EXPECTED = 1.25  # covered and place together, of about 1 each
_EXPECTED = 0.65  # of the expected questions, from where they speak for the reader
_READ_AT_ALL = 0.2  # the reader's probability from which a question is hardly outside the guide altogether
_WORKED_OUT = 0.75  # confidence at least, where the guide's numbered parts give the count, order or total asked for
_OF_NEAR_MISS = 0.03  # confidence that a certain near miss is covered


@dataclass(frozen=True, kw_only=True)
class Features:
    """What the confidence is computed from, each in [0, 1]."""

    score: float  # fused search score of the best evidence
    evidence: float  # ranking score of the best evidence, in thirds
    coverage: float  # support of the question's words by the best evidence, weighted by idf
    worst: float  # support of the worst-supported word
    known: float  # share of the question's words that occur in the guides
    foreign: float  # no word asked is foreign: 1; one word neither in the guides nor like the evidence: 0.5; more: 0
    other_kind: float  # 1 where a figure or time is asked for and the best evidence holds none
    near_miss: float  # 1 where a likely family of near misses fits
    read: float  # the reader's best probability that a passage answers
    expected: float  # by all anticipated questions together: 1 like the covered, 0 like the uncovered ones, 0.5 neither


@dataclass(frozen=True, kw_only=True)
class Weights:
    """A logistic function over features; a feature without a weight does not count."""

    intercept: float
    weights: Mapping[str, float]

    def contributions(self, features: Features) -> dict[str, float]:
        """What each feature adds to the sum that the probability is made from; above 0 speaks for covered."""
        return {name: weight * getattr(features, name) for name, weight in self.weights.items()}

    def probability(self, features: Features) -> float:
        """The probability in [0, 1] that a question with these features is covered."""
        z = self.intercept + sum(self.contributions(features).values())
        return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, z))))


class Rule(StrEnum):
    """What decided instead of the weighed features, or moved the confidence after them."""

    NOTHING_FOUND = "nothing_found"  # decided: no passage at all
    NEAR_MISS = "near_miss"  # decided: a certain near miss
    EXPECTED_UNCOVERED = "expected_uncovered"  # decided: the owner expects the question and says it is not covered
    WORKED_OUT = "worked_out"  # raised: numbered parts give the count, order or total
    TABLED = "tabled"  # raised: a table gives the figure
    NOTHING_KNOWN = "nothing_known"  # lowered: no word of the question is in the guides
    UNANSWERED = "unanswered"  # lowered: let through, and no evidence answers it after all


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the gate decided, and from what. `reason` is set exactly when the question is not covered."""

    confidence: float  # probability in [0, 1] that the guide covers the question
    reason: Reason | None
    features: Features | None  # None where a rule decided
    weights: Weights | None = None  # what the features were weighed with; None where a rule decided
    threshold: float | None = None  # the confidence from which a question counts as covered
    rules: tuple[Rule, ...] = ()  # in the order in which they were applied

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

    def judge(self, question: Question, evidence: Sequence[Evidence], anticipated: Nearest) -> Verdict:
        """Whether the best evidence covers the question; `evidence` is best first and may be empty."""
        if not evidence:
            return self._ruled(Rule.NOTHING_FOUND, 0.0, Reason.NOT_IN_GUIDE)
        missed = near_miss(question, evidence, self._index)
        if missed and missed.certain and not _is_expected(missed, evidence[0], anticipated):
            return self._ruled(Rule.NEAR_MISS, _OF_NEAR_MISS, missed.reason)
        if _expected_uncovered(anticipated):
            reason = missed.reason if missed else Reason.NOT_IN_GUIDE
            return self._ruled(Rule.EXPECTED_UNCOVERED, _OF_NEAR_MISS, reason)
        features = self.features(question, evidence, anticipated, near_miss=missed is not None)
        weights = gate_weights(anticipated=self._expects_most(evidence[0].guide.id, anticipated))
        confidence = weights.probability(features)
        rules: list[Rule] = []
        if missed is None and (
            _in_a_table(question, evidence[0], features)
            or with_the_amount(question, evidence) is not None
            or answer_column_total(question, evidence) is not None
        ):
            confidence = max(confidence, _TABLED)
            rules.append(Rule.TABLED)
        hardly = features.known == 0.0 and features.coverage < _HARDLY
        told = features.expected >= _EXPECTED and evidence[0].signal("expected") >= _EXPECTED_THERE
        if hardly and not told:  # the reader alone is no witness, nor what is expected elsewhere
            confidence = min(confidence, self._threshold / 2)
            rules.append(Rule.NOTHING_KNOWN)
        if missed is None and _of_parts(question, evidence[0]) and answer_worked_out(question, evidence):
            confidence = max(confidence, _WORKED_OUT)
            rules.append(Rule.WORKED_OUT)
        unknown = _is_foreign(features) and features.read < _READ_AT_ALL
        reason = missed.reason if missed else Reason.OFF_TOPIC if unknown else Reason.NOT_IN_GUIDE
        return Verdict(
            confidence=confidence,
            reason=None if confidence >= self._threshold else reason,
            features=features,
            weights=weights,
            threshold=self._threshold,
            rules=tuple(rules),
        )

    def declines_anyway(self, question: Question, evidence: Sequence[Evidence], anticipated: Nearest) -> bool:
        """Whether it declines, and for which reason too, is settled when the reader is taken to be sure of `evidence`.

        Only where the guide's owner expected most questions: without them, reading often brings another passage to the
        front. What nothing in the guide speaks of is still read, to tell whether the question is on the career at all.
        """
        if not self._expects_most(evidence[0].guide.id, anticipated):
            return False
        verdict = self.judge(question, evidence, anticipated)
        return not verdict.covered and not (verdict.features and _is_foreign(verdict.features))

    def _expects_most(self, guide: str, anticipated: Nearest) -> bool:
        """Whether a guide's owner expected most questions: unlikeness to all of them tells something then."""
        return bool(anticipated.covered) and self._index.expected_of(guide) >= _EXPECTS_MOST

    def _ruled(self, rule: Rule, confidence: float, reason: Reason) -> Verdict:
        """What a rule decides without weighing."""
        return Verdict(confidence=confidence, reason=reason, features=None, threshold=self._threshold, rules=(rule,))

    def unanswered(self, verdict: Verdict) -> Verdict:
        """The verdict on a question that was let through and that no evidence answers after all."""
        confidence = min(verdict.confidence, self._threshold / 2)
        return replace(verdict, confidence=confidence, rules=(*verdict.rules, Rule.UNANSWERED))

    def features(
        self, question: Question, evidence: Sequence[Evidence], anticipated: Nearest, *, near_miss: bool
    ) -> Features:
        """The features of the best evidence for a question."""
        best = evidence[0]
        weights = self._ranker.weights(question, best.guide)
        total = sum(weights)
        together = pooled(evidence, rows=question.asks("comparison"))
        support = [max(item.support[place] for item in together) for place in range(len(question.content))]
        by_word = dict(zip(question.content, support, strict=True))
        foreign = [word for word in question.asked if by_word[word] < 0.3 and not self._knows(word, best.guide.id)]
        return Features(
            score=max(0.0, min(1.0, best.scored.score)),
            evidence=max(0.0, min(1.0, best.score_alone / 3)),
            coverage=sum(w * s for w, s in zip(weights, support, strict=True)) / total if total else 0.5,
            worst=min((by_word[word] for word in question.asked - DONE_WITH_A_THING), default=0.5),
            known=(
                sum(self._knows(word, best.guide.id) for word in question.asked) / len(question.asked)
                if question.asked
                else 0.5
            ),
            foreign=1.0 - 0.5 * min(2, len(foreign)),
            other_kind=float(wants_another_kind(question, best)),
            near_miss=float(near_miss),
            read=max(item.read for item in evidence),
            expected=_expected(anticipated, best.guide.id),
        )

    def _knows(self, word: str, guide: str) -> bool:
        """Whether a guide holds the word or another word for the same thing."""
        same = load_language().groups.get(word, frozenset())
        return self._index.knows(word, guide) or any(self._index.knows(other, guide) for other in same)


def _is_expected(missed: NearMiss, best: Evidence, anticipated: Nearest) -> bool:
    """Whether the guide's owner expects what looks like a near miss, and where the best evidence stands.

    Another place, role or year stays another one, however like a question is to those expected.
    """
    said = anticipated.expected.get(best.guide.id)
    if said is None or missed.reason is not Reason.NOT_IN_GUIDE:
        return False
    return best.is_expected_surely and said.covered + best.signal("expected") >= _SURELY_EXPECTED


def _is_foreign(features: Features) -> bool:
    """Whether hardly a word of the question is the guide's."""
    return features.known < _FOREIGN and features.coverage < _FOREIGN


def _of_parts(question: Question, best: Evidence) -> bool:
    """Whether a count, order or total is asked for, or something of the steps as such: "the longest phase"."""
    if question.kind == "reason":
        return False
    return question.asks("order", "count", "total") or names_the_series(question, best.guide)


def _in_a_table(question: Question, best: Evidence, features: Features) -> bool:
    """Whether a table gives the amount or time asked for, and supports every word: the reader is weak on tables."""
    figure = question.kind in ("amount", "duration") and best.kind_fits and not question.yes_no
    supported = min(features.worst, features.coverage) >= _FULLY and features.read >= _READ_OF_A_TABLE
    return figure and isinstance(best.block, Table) and supported


def _similarity(near: Sequence[NearQuestion]) -> float:
    return max((one.similarity for one in near), default=0.0)


def _expected(anticipated: Nearest, guide: str) -> float:
    """What all anticipated questions of a guide say of the one asked, from -1.5 and 1.5 spread over [0, 1]."""
    said = anticipated.expected.get(guide)
    return 0.5 if said is None else min(1.0, max(0.0, 0.5 + said.covered / 3))


def _expected_uncovered(anticipated: Nearest) -> bool:
    """Whether the question is one that the guide's owner expects and says is not covered."""
    uncovered = _similarity(anticipated.uncovered)
    return uncovered >= _SAME_QUESTION and uncovered - _similarity(anticipated.covered) >= _CLEARLY


@cache
def gate_weights(*, anticipated: bool) -> Weights:
    """The weights in use, for guides with and without anticipated questions."""
    stored = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    assert stored["version"] == VERSION  # package data, never a visitor's
    chosen = stored["with_anticipated" if anticipated else "without_anticipated"]
    return Weights(intercept=chosen["intercept"], weights=chosen["weights"])
