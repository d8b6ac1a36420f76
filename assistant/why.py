"""Why a turn ended as it did, as JSON for people: made from what the turn left behind; nothing is asked again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.answer import Answer, Outcome, Reason
from assistant.contract import passage_record
from assistant.evidence import Evidence, ranking_weights
from assistant.gate import Rule, Verdict
from assistant.turn import Turn
from index.anticipated import NearQuestion

PASSAGES = 20  # shown of a turn's evidence

FEATURES = {  # in the order in which they are shown
    "read": "The reader thinks that a passage answers",
    "evidence": "Ranking score of the best passage (a third of it)",
    "score": "Search score of the best passage",
    "coverage": "Words of the question that the best passages support, rare words counting more",
    "worst": "Support of the question's worst-supported word",
    "known": "Words of the question that stand in the guides",
    "foreign": "No word is foreign to guides and passages (1: none, 0.5: one, 0: more)",
    "other_kind": "A figure or time is asked for, and the best passage holds none",
    "near_miss": "It looks like a near miss",
    "expected": "What the expected questions say together (1: covered, 0: not, 0.5: unlike all)",
}
RULES = {
    Rule.NOTHING_FOUND: "No passage was found.",
    Rule.NEAR_MISS: "A rule for near misses decided; nothing was weighed.",
    Rule.EXPECTED_UNCOVERED: "The guide's owner expects this question and says that the guide does not cover it.",
    Rule.WORKED_OUT: "Numbered parts of the guide give what is asked of them: at least 0.75.",
    Rule.TABLED: "A table gives the figure and supports every word: at least 0.60.",
    Rule.NOTHING_KNOWN: "No word of the question is in the guides: at most half of the threshold.",
    Rule.UNANSWERED: "It was let through, but no passage answers it: at most half of the threshold.",
}
REASONS = {
    Reason.NOT_IN_GUIDE: "the guide does not say it",
    Reason.OFF_TOPIC: "it is about something else than the guide",
    Reason.OTHER_PLACE: "it asks about a place that the guide does not speak of",
    Reason.OTHER_ROLE: "it asks about another career or role",
    Reason.OTHER_YEAR: "it asks about a year that the guide does not speak of",
    Reason.PROVIDER_DETAIL: "it asks for a detail of an institute or course",
    Reason.ONLY_MENTIONED: "the guide mentions it without explaining it",
    Reason.UNREADABLE: "its script or language cannot be read",
    Reason.TOO_LONG: "the message is too long",
}


def why_record(turn: Turn) -> dict[str, Any]:
    """The reason in one sentence, the gate's sum, and the nearest expected questions."""
    verdict = turn.verdict
    anticipated = turn.result.anticipated if turn.result else None
    return {
        "summary": _summary(turn),
        "read_as": turn.asked,
        "confidence": _rounded(verdict.confidence) if verdict else None,
        "threshold": verdict.threshold if verdict else None,
        "rules": [RULES[rule] for rule in verdict.rules] if verdict else [],
        "sum": _sum(verdict) if verdict else None,
        "expected": {
            "covered": [_near(near) for near in anticipated.covered[:3]] if anticipated else [],
            "uncovered": [_near(near) for near in anticipated.uncovered[:3]] if anticipated else [],
        },
        "answerer": str(turn.answer.answerer) if turn.answer.outcome is Outcome.ANSWERED else None,
        "timings_ms": {name: round(value, 1) for name, value in turn.answer.timings_ms.items()},
    }


def passage_records(turn: Turn) -> list[dict[str, Any]]:
    """The passages as the answerer was given them, best first, each with all channels and what its rank is made of."""
    return [_passage(place, evidence, turn.answer) for place, evidence in enumerate(turn.evidence[:PASSAGES], 1)]


def _summary(turn: Turn) -> str:
    answer, verdict = turn.answer, turn.verdict
    if answer.outcome is Outcome.SMALLTALK:
        return "Small talk: nothing was looked up."
    if answer.outcome is Outcome.CLARIFY:
        if turn.found:
            return "Asked back: several guides fit equally well."
        return "Asked back: the message alone is too vague to look anything up."
    told = REASONS[answer.reason] if answer.reason else ""
    if verdict is None or verdict.threshold is None:
        return f"Declined before the search: {told}."
    sure = f"{verdict.confidence:.2f}"
    if answer.outcome is Outcome.ANSWERED:
        return f"Answered: the confidence {sure} reaches the threshold {verdict.threshold:.2f}."
    if Rule.UNANSWERED in verdict.rules:
        return f"Declined: let through, but no passage gives what is asked for; {told}."
    if verdict.features is None:
        return f"Declined by a rule: {told}."
    return f"Declined: the confidence {sure} is below the threshold {verdict.threshold:.2f}; {told}."


def _sum(verdict: Verdict) -> dict[str, Any] | None:
    """The logistic function's parts: intercept and contributions add up to the logit of `probability`."""
    if verdict.features is None or verdict.weights is None:
        return None
    adds = verdict.weights.contributions(verdict.features)
    return {
        "intercept": verdict.weights.intercept,
        "features": [
            {
                "name": name,
                "says": says,
                "value": _rounded(getattr(verdict.features, name)),
                "weight": verdict.weights.weights[name],
                "adds": _rounded(adds[name]),
            }
            for name, says in FEATURES.items()
            if name in adds
        ],
        "logit": _rounded(verdict.weights.intercept + sum(adds.values())),
        "probability": _rounded(verdict.weights.probability(verdict.features)),
    }


def _passage(place: int, evidence: Evidence, answer: Answer) -> dict[str, Any]:
    passage, weights = evidence.passage, ranking_weights()
    cited = [
        citation.number
        for citation in answer.citations
        if citation.guide == passage.guide and citation.start < passage.end and passage.start < citation.end
    ]
    return {
        **passage_record(evidence.scored),
        "rank": place,
        "found_at": evidence.scored.rank,
        "guide_title": evidence.guide.title,
        "url": f"/guide/{passage.guide}#{evidence.section.anchor}",
        "cited": cited,
        "read": _rounded(evidence.read) if evidence.read else None,
        "ranking": _rounded(evidence.score),
        "signals": _signals(evidence.signals, weights),
    }


def _signals(signals: Mapping[str, float], weights: Mapping[str, float]) -> list[dict[str, Any]]:
    """What moved a passage's rank, the strongest first."""
    found = [
        {"name": name, "value": _rounded(value), "adds": _rounded(weights.get(name, 0.0) * value)}
        for name, value in signals.items()
        if weights.get(name, 0.0) * value
    ]
    return sorted(found, key=lambda one: (-abs(one["adds"]), one["name"]))


def _near(near: NearQuestion) -> dict[str, Any]:
    said = near.topic.say if near.topic else None
    return {"question": near.question, "similarity": _rounded(near.similarity), "say": said}


def _rounded(value: float) -> float:
    return round(value, 4)
