"""What makes an answer right, each way to be wrong, and where a miss was lost."""

from __future__ import annotations

import pytest
from case_sample import CASE

from evals.metrics import answer_words, cites_evidence, holds, judge
from evals.prediction import Prediction
from evals.score import diagnosis

QUOTE = {"quote": "| Fresher (0–1 year) | ₹4–8 LPA |", "section": ["Salary"]}


def answer_of(text: str = "Salary for Fresher: **₹4–8 LPA** [1]", outcome: str = "answered") -> dict[str, object]:
    return {"outcome": outcome, "text": text, "citations": [QUOTE] if outcome == "answered" else []}


def test_a_right_answer_is_right() -> None:
    verdict = judge(CASE, answer_of())

    assert (verdict.right, verdict.reason) == (True, "")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (answer_of("₹14–8 LPA [1]"), "lacks ₹4–8 LPA or 4-8 lakh"),
        (answer_of("₹4–8 LPA, and ₹25–45 LPA for seniors [1]"), "holds the forbidden ₹25–45"),
        (answer_of("word " * 39 + "₹4–8 LPA [1]"), "lacks ₹4–8 LPA or 4-8 lakh"),
        (answer_of("₹4–8 LPA [1]" + " word" * 60), "62 words, over 60"),
        ({**answer_of(), "citations": [{"quote": "x", "section": []}]}, "cites none of the evidence"),
        (answer_of("No.", "declined"), "declined instead of answered"),
    ],
)
def test_each_way_to_be_wrong_is_named(answer: dict[str, object], reason: str) -> None:
    verdict = judge(CASE, answer)

    assert not verdict.right
    assert verdict.reason == reason


def test_a_decline_may_repeat_the_questions_figures_and_no_others() -> None:
    case = CASE.model_copy(update={"expect": "declined", "question": "pay in 2030?", "facts": (), "evidence": ()})

    assert judge(case, answer_of("Nothing on 2030.", "declined")).right
    assert judge(case, answer_of("About 8 LPA.", "declined")).reason == "a decline with the figure 8"


@pytest.mark.parametrize(
    ("text", "fact", "held"),
    [
        ("₹4–8 LPA", "8 LPA", False),
        ("on GitHub", "git", False),
        ("Git, GitHub", "git", True),
        ("₹4‑8 lpa", "₹4–8 LPA", True),
        ("65,000+ students", "65,000", True),
        ("65,000", "65", False),
        ("14–18 months", "4–18 months", False),
        ("“Bayes’ theorem”", "bayes' theorem", True),
        ("about 3.5 hours", "5 hours", False),
        ("takes 12 weeks", "re:1[0-9] weeks", True),
    ],
)
def test_facts_match_whole_tokens(text: str, fact: str, held: bool) -> None:
    assert holds(text, fact) is held


def test_evidence_may_stand_in_the_quote_or_in_its_section() -> None:
    assert cites_evidence(["Fresher (0-1 year)"], [QUOTE])
    assert cites_evidence(["salary"], [QUOTE])
    assert not cites_evidence(["Senior"], [QUOTE])


def test_marks_and_table_rules_are_no_words_of_an_answer() -> None:
    assert answer_words("| A | B |\n| --- | --- |\n| **c** d [12] |") == ["A", "B", "c", "d"]


@pytest.mark.parametrize(
    ("expect", "outcome", "history", "place"),
    [
        ("declined", "answered", (), "gate"),
        ("clarify", "declined", (), "reading"),
        ("answered", "clarify", (), "reading"),
        ("answered", "declined", (), "retrieval"),
        ("answered", "answered", ("before",), "reading"),
    ],
)
def test_where_a_miss_was_lost_is_told(expect: str, outcome: str, history: tuple[str, ...], place: str) -> None:
    covered = {} if expect == "answered" else {"facts": (), "evidence": ()}
    case = CASE.model_copy(update={"expect": expect, "history": history, **covered})

    assert diagnosis(case, Prediction(id="a", answer=answer_of("Nothing.", outcome))) == place
