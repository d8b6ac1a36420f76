"""Does the assistant know what it does not know? Cases and predictions go in, counts and curves come out.

A question is covered if its case expects an answer. Questions to clarify and small talk have a row in the confusion
matrix and no part in anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from evals.cases import Case
from evals.metrics import judge
from evals.prediction import Prediction
from evals.statistics import clopper_pearson_upper

BINS = 10
OUTCOMES = ("answered", "declined", "clarify", "smalltalk")
COVERED, UNNAMED = "covered", "other uncovered"
TAXONOMY = {  # tag of an uncovered case -> class; the first tag that names one counts
    "advice": "personal advice",
    "employer": "named employer",
    "explain": "explain a term",
    "explain-term": "explain a term",
    "false-premise": "false premise",
    "gibberish": "gibberish",
    "how-to": "how-to",
    "injection": "injection",
    "named-employer": "named employer",
    "off-topic": "off-topic",
    "other-career": "other career",
    "other-institute": "another institute",
    "other-place": "other place",
    "other-role": "other role",
    "other-year": "other year",
    "personal-advice": "personal advice",
    "provider": "provider attribute",
    "provider-attribute": "provider attribute",
    "year": "other year",
}


@dataclass(frozen=True, kw_only=True)
class FalseAnswers:
    """Uncovered questions that were answered."""

    wrong: int
    of: int
    rate: float | None  # in [0, 1]; None without uncovered questions
    upper: float | None  # one-sided 95 % Clopper-Pearson bound; it takes questions for independent


@dataclass(frozen=True, kw_only=True)
class ReliabilityBin:
    """The questions whose confidence is in (low, high]; 0 is in the first bin."""

    low: float
    high: float
    mean_confidence: float | None  # None for an empty bin
    share_covered: float | None
    n: int


@dataclass(frozen=True, kw_only=True)
class ForcedAnswer:
    """One question answered with the gate forced open."""

    confidence: float  # in [0, 1]
    wrong: bool  # any answer to an uncovered question is


def taxonomy_class(case: Case) -> str:
    """The row of a case in the confusion matrix: its class if uncovered, else "covered", "clarify" or "smalltalk"."""
    if case.expect != "declined":
        return COVERED if case.expect == "answered" else case.expect
    return next((TAXONOMY[tag] for tag in case.tags if tag in TAXONOMY), UNNAMED)


def confusion(pairs: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """Outcomes counted by class, from (class, outcome) pairs; "covered" first, a crash counted as "crashed".

    A class without cases has no row. Kohavi and Provost, Glossary of Terms, Machine Learning 30, 1998.
    """
    rows: dict[str, dict[str, int]] = {}
    for name, outcome in pairs:
        row = rows.setdefault(name, dict.fromkeys(OUTCOMES, 0))
        row[outcome] = row.get(outcome, 0) + 1
    return {name: rows[name] for name in sorted(rows, key=lambda name: (name != COVERED, name))}


def false_answers(outcomes: Sequence[str]) -> FalseAnswers:
    """How many uncovered questions were answered, from their outcomes; rate and bound are None without any.

    Clopper and Pearson, Biometrika 26, 1934.
    """
    wrong, of = sum(outcome == "answered" for outcome in outcomes), len(outcomes)
    return FalseAnswers(wrong=wrong, of=of, rate=wrong / of if of else None, upper=clopper_pearson_upper(wrong, of))


def selective_risks(answers: Sequence[ForcedAnswer]) -> list[float]:
    """Share wrong among the i most confident answers, for i from 1 to all; answers of one confidence count evenly.

    So the result does not depend on the order of ties. Empty without answers. El-Yaniv and Wiener, On the Foundations
    of Noise-free Selective Classification, JMLR 11, 2010.
    """
    levels: dict[float, list[bool]] = {}
    for answer in answers:
        levels.setdefault(answer.confidence, []).append(answer.wrong)
    risks: list[float] = []
    wrong = 0
    for confidence in sorted(levels, reverse=True):
        here, before = levels[confidence], len(risks)
        share = sum(here) / len(here)
        risks += [(wrong + share * more) / (before + more) for more in range(1, len(here) + 1)]
        wrong += sum(here)
    return risks


def risk_coverage(answers: Sequence[ForcedAnswer], questions: int | None = None) -> list[tuple[float, float]]:
    """The curve as (coverage, risk), one point for each threshold that confidence allows; empty without answers.

    Args:
        answers: the forced answers.
        questions: of which coverage is a share; more than the answers where some questions got none. By default all.
    """
    risks = selective_risks(answers)
    descending = sorted((answer.confidence for answer in answers), reverse=True)
    last = [i for i, value in enumerate(descending, 1) if i == len(descending) or descending[i] != value]
    return [(i / (questions or len(answers)), risks[i - 1]) for i in last]


def area_under_risk(answers: Sequence[ForcedAnswer]) -> float | None:
    """AURC: the mean of the selective risks, in [0, 1], 0 is best; None without answers.

    Geifman, Uziel and El-Yaniv, Bias-Reduced Uncertainty Estimation for Deep Neural Classifiers, ICLR 2019.
    """
    risks = selective_risks(answers)
    return sum(risks) / len(risks) if risks else None


def brier_score(confidences: Sequence[float], covered: Sequence[bool]) -> float | None:
    """Mean squared distance of confidence from 1 where covered and 0 where not, in [0, 1]; None without questions.

    Brier, Verification of Forecasts Expressed in Terms of Probability, Monthly Weather Review 78, 1950, in the halved
    form that is usual for two classes.
    """
    _check_lengths(confidences, covered)
    if not confidences:
        return None
    return float(np.mean((np.asarray(confidences, dtype=float) - np.asarray(covered, dtype=float)) ** 2))


def reliability(confidences: Sequence[float], covered: Sequence[bool]) -> list[ReliabilityBin]:
    """Ten equal-width bins of confidence with the share covered in each; empty bins have no mean and no share.

    Niculescu-Mizil and Caruana, Predicting Good Probabilities with Supervised Learning, ICML 2005.
    """
    _check_lengths(confidences, covered)
    values, truth = np.asarray(confidences, dtype=float), np.asarray(covered, dtype=float)
    # Compared with the edges themselves, since a product with 10 can land on the other side of a whole number.
    place = np.digitize(values, [edge / BINS for edge in range(1, BINS)], right=True)
    bins = []
    for number in range(BINS):
        chosen = place == number
        count = int(chosen.sum())
        bins.append(
            ReliabilityBin(
                low=number / BINS,
                high=(number + 1) / BINS,
                mean_confidence=float(values[chosen].mean()) if count else None,
                share_covered=float(truth[chosen].mean()) if count else None,
                n=count,
            )
        )
    return bins


def calibration_error(confidences: Sequence[float], covered: Sequence[bool]) -> float | None:
    """Mean distance of confidence from the share covered over ten bins, by size, in [0, 1]; None without questions.

    Expected calibration error: Guo et al., On Calibration of Modern Neural Networks, ICML 2017.
    """
    gaps = [
        bin_.n * abs(bin_.mean_confidence - bin_.share_covered)
        for bin_ in reliability(confidences, covered)
        if bin_.mean_confidence is not None and bin_.share_covered is not None
    ]
    return sum(gaps) / len(confidences) if gaps else None


def forced_answer(case: Case, prediction: Prediction) -> ForcedAnswer | None:
    """What forcing the gate open gave; None where nothing was searched, no answer came, or the case is neither kind."""
    forced, gate = prediction.forced, prediction.gate
    if case.expect not in ("answered", "declined") or forced is None or gate is None:
        return None
    if forced["outcome"] != "answered":
        return None
    return ForcedAnswer(confidence=gate.confidence, wrong=case.expect == "declined" or not judge(case, forced).right)


def declining_totals(pairs: Sequence[tuple[Case, Prediction]]) -> dict[str, Any]:
    """All of this module over the cases of one split, as totals.json holds it; floats are not rounded."""
    outcomes = [(case, str(p.answer["outcome"]) if p.answer else "crashed") for case, p in pairs]
    judged = [(case, prediction) for case, prediction in pairs if case.expect in ("answered", "declined")]
    forced = [answer for case, prediction in judged if (answer := forced_answer(case, prediction)) is not None]
    stated = [
        (float(prediction.answer["confidence"]), case.expect == "answered")
        for case, prediction in judged
        if prediction.answer and prediction.answer["confidence"] is not None
    ]
    confidences, covered = [value for value, _ in stated], [truth for _, truth in stated]
    return {
        "confusion": confusion((taxonomy_class(case), outcome) for case, outcome in outcomes),
        "false_answers": asdict(false_answers([got for case, got in outcomes if case.expect == "declined"])),
        "risk_coverage": [list(point) for point in risk_coverage(forced, len(judged))],
        "aurc": area_under_risk(forced),
        "brier": brier_score(confidences, covered),
        "calibration_error": calibration_error(confidences, covered),
        "reliability": [asdict(bin_) for bin_ in reliability(confidences, covered)],
    }


def _check_lengths(confidences: Sequence[float], covered: Sequence[bool]) -> None:
    if len(confidences) != len(covered):
        raise ValueError(f"There must be one truth a confidence, got {len(covered)} for {len(confidences)}.")
