"""What is measured about declining: by hand, and against scikit-learn."""

from __future__ import annotations

import random
from typing import Any

import pytest
from sklearn.metrics import brier_score_loss

from evals.cases import Case
from evals.declining import (
    UNNAMED,
    ForcedAnswer,
    area_under_risk,
    brier_score,
    calibration_error,
    confusion,
    declining_totals,
    false_answers,
    reliability,
    risk_coverage,
    selective_risks,
    taxonomy_class,
)
from evals.prediction import GateRecord, Prediction
from evals.suites import own_suites


def case_for_test(name: str, expect: str, *tags: str) -> Case:
    record = {"id": name, "question": "which oar", "expect": expect, "tags": tags, "fact_id": name, "source": "a test"}
    return Case.model_validate(record | ({"facts": [["ash"]]} if expect == "answered" else {}))


def answer_for_test(outcome: str, confidence: float | None, text: str = "Ash [1]") -> dict[str, Any]:
    return {"outcome": outcome, "text": text, "citations": [], "confidence": confidence}


def prediction_for_test(name: str, outcome: str, confidence: float, forced: str | None = "Ash [1]") -> Prediction:
    return Prediction(
        id=name,
        answer=answer_for_test(outcome, confidence),
        gate=GateRecord(confidence=confidence, reason=None, features=None),
        forced=None if forced is None else answer_for_test("answered", confidence, forced),
    )


def forced(*pairs: tuple[float, bool]) -> list[ForcedAnswer]:
    return [ForcedAnswer(confidence=confidence, wrong=wrong) for confidence, wrong in pairs]


def test_the_brier_score_agrees_with_scikit_learn() -> None:
    dice = random.Random(2)
    for _ in range(20):
        confidences = [dice.random() for _ in range(50)]
        covered = [dice.random() < 0.6 for _ in range(50)]
        assert brier_score(confidences, covered) == pytest.approx(brier_score_loss(covered, confidences), abs=1e-9)


def test_the_calibration_error_worked_by_hand() -> None:
    # (0.2, 0.3]: 0.25 and 0.3, one of two covered: |0.275 - 0.5|; (0.9, 1]: 0.95 twice, all covered: |0.95 - 1|.
    confidences, covered = [0.25, 0.3, 0.95, 0.95], [True, False, True, True]
    assert calibration_error(confidences, covered) == pytest.approx((2 * 0.225 + 2 * 0.05) / 4, abs=1e-9)


def test_a_confidence_on_an_edge_belongs_to_the_bin_below() -> None:
    edges = [number / 10 for number in range(11)]
    assert [bin_.n for bin_ in reliability(edges, [True] * 11)] == [2] + [1] * 9


def test_an_empty_bin_has_no_mean_and_no_share() -> None:
    bins = reliability([0.95], [False])
    assert [(bin_.mean_confidence, bin_.share_covered) for bin_ in bins[:9]] == [(None, None)] * 9
    assert (bins[9].mean_confidence, bins[9].share_covered, bins[9].n) == (0.95, 0.0, 1)
    assert (bins[9].low, bins[9].high) == (0.9, 1.0)


def test_nothing_to_measure_gives_none() -> None:
    assert brier_score([], []) is None
    assert calibration_error([], []) is None
    assert area_under_risk([]) is None
    assert risk_coverage([]) == []
    none = false_answers([])
    assert (none.of, none.rate, none.upper) == (0, None, None)


def test_confidences_without_a_truth_each_are_refused() -> None:
    for metric in (brier_score, calibration_error, reliability):
        with pytest.raises(ValueError, match="got 1 for 2"):
            metric([0.1, 0.2], [True])


def test_the_risk_coverage_curve_worked_by_hand() -> None:
    answers = forced((0.4, True), (0.9, False), (0.6, False), (0.8, True))
    assert risk_coverage(answers) == [(0.25, 0.0), (0.5, 0.5), (0.75, 1 / 3), (1.0, 0.5)]
    assert area_under_risk(answers) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4, abs=1e-9)


def test_ties_make_one_point_and_count_evenly_in_any_order() -> None:
    answers = forced((0.9, False), (0.5, True), (0.5, False))
    assert risk_coverage(answers) == [(1 / 3, 0.0), (1.0, 1 / 3)]
    assert selective_risks(answers) == pytest.approx([0.0, 0.25, 1 / 3])
    assert selective_risks(answers[::-1]) == selective_risks(answers)


def test_the_area_is_least_where_wrong_answers_are_least_sure() -> None:
    best = area_under_risk(forced((0.9, False), (0.8, False), (0.2, True)))
    worst = area_under_risk(forced((0.2, False), (0.3, False), (0.9, True)))
    assert best == pytest.approx(1 / 9)
    assert worst == pytest.approx((1 + 1 / 2 + 1 / 3) / 3)


def test_coverage_is_a_share_of_all_questions_where_some_got_no_answer() -> None:
    assert risk_coverage(forced((0.9, False)), 4) == [(0.25, 0.0)]


def test_false_answers_are_counted_with_their_exact_bound() -> None:
    found = false_answers(["declined"] * 99 + ["clarify"])
    assert (found.wrong, found.rate) == (0, 0.0)
    assert found.upper == pytest.approx(1 - 0.05 ** (1 / 100), abs=1e-9)
    assert false_answers(["answered", "declined"]).rate == 0.5


def test_the_confusion_matrix_counts_outcomes_by_class_with_covered_first() -> None:
    rows = confusion([("gibberish", "declined"), ("covered", "answered"), ("covered", "crashed")])
    assert list(rows) == ["covered", "gibberish"]
    assert rows["covered"] == {"answered": 1, "declined": 0, "clarify": 0, "smalltalk": 0, "crashed": 1}
    assert rows["gibberish"]["declined"] == 1


def test_a_case_belongs_to_the_class_of_its_first_taxonomy_tag() -> None:
    assert taxonomy_class(case_for_test("a", "declined", "plain", "year", "salary")) == "other year"
    assert taxonomy_class(case_for_test("a", "declined", "plain")) == UNNAMED
    assert taxonomy_class(case_for_test("a", "answered", "year")) == "covered"
    assert taxonomy_class(case_for_test("a", "clarify", "vague")) == "clarify"


def test_every_uncovered_case_that_is_measured_on_has_a_class() -> None:
    cases = [case for suite in own_suites() for case in suite.cases]  # practice guides are only learned from
    assert sum(case.expect == "declined" for case in cases) > 100
    assert [case.id for case in cases if taxonomy_class(case) == UNNAMED] == []


def test_the_totals_of_a_split_take_each_case_where_it_belongs() -> None:
    pairs = [
        (case_for_test("right", "answered"), prediction_for_test("right", "answered", 0.9)),
        (case_for_test("refused", "answered"), prediction_for_test("refused", "declined", 0.4, "Oak [1]")),
        (case_for_test("false", "declined", "gibberish"), prediction_for_test("false", "answered", 0.6)),
        (case_for_test("rule", "declined", "year"), prediction_for_test("rule", "declined", 0.1, None)),
        (case_for_test("vague", "clarify"), prediction_for_test("vague", "clarify", 0.5)),
        (case_for_test("crash", "answered"), Prediction(id="crash", answer=None, error="it broke")),
    ]
    totals = declining_totals(pairs)
    assert totals["confusion"]["covered"] == {"answered": 1, "declined": 1, "clarify": 0, "smalltalk": 0, "crashed": 1}
    assert totals["false_answers"]["wrong"] == 1
    assert totals["false_answers"]["of"] == 2
    assert totals["risk_coverage"] == [[0.2, 0.0], [0.4, 0.5], [0.6, pytest.approx(2 / 3)]]
    assert totals["aurc"] == pytest.approx((0 + 1 / 2 + 2 / 3) / 3)
    assert totals["brier"] == pytest.approx((0.1**2 + 0.6**2 + 0.6**2 + 0.1**2) / 4)
    assert sum(bin_["n"] for bin_ in totals["reliability"]) == 4


def test_the_totals_of_no_cases_hold_none_and_not_zero() -> None:
    totals = declining_totals([])
    assert [totals[name] for name in ("aurc", "brier", "calibration_error")] == [None] * 3
    assert totals["false_answers"] == {"wrong": 0, "of": 0, "rate": None, "upper": None}
