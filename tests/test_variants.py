"""Ways of asking: each counted by itself, with the gate forced open beside it, and far questions told by cosine."""

from __future__ import annotations

from typing import Any

import pytest

from evals.cases import Case
from evals.prediction import Nearness, Prediction
from evals.score import verdict_of
from evals.variants import CONVERSATION, FAR_NAME, UNSEEN_NAME, robustness, unseen_topics, variants


def verdict(name: str, *, right: bool, opened: bool | None = None, **changed: Any) -> dict[str, Any]:
    plain = {
        "id": name,
        "fact_id": name,
        "expect": "answered",
        "tags": ["plain"],
        "history": [],
        "right": right,
        "right_gate_open": right if opened is None else opened,
        "nearness": {"anticipated": 0.9, "known": None},
    }
    return plain | changed


VERDICTS = [
    verdict("one", right=True),
    verdict("one-typo", right=False, opened=True, fact_id="one", tags=["typo"]),
    verdict("two-typo", right=True, tags=["typo"], nearness={"anticipated": 0.7999, "known": None}),
    verdict("three", right=False, tags=["followup"], history=["hello"], nearness={"anticipated": 0.8, "known": None}),
    verdict("four", right=False, expect="clarify"),
]


def test_each_way_of_asking_counts_its_cases_as_answered_and_with_the_gate_open() -> None:
    ways = variants(VERDICTS)["answered"]

    counted = {
        name: (way["cases"], way["right"]["value"], way["right_gate_open"]["value"]) for name, way in ways.items()
    }
    assert counted == {
        "all": (4, 0.5, 0.75),
        "plain": (1, 1.0, 1.0),
        "typo": (2, 0.5, 1.0),
        CONVERSATION: (1, 0.0, 0.0),
        FAR_NAME: (1, 1.0, 1.0),  # 0.8 is not below it
    }
    assert list(variants(VERDICTS)) == ["answered"]


def test_an_uncovered_question_has_no_right_answer_with_the_gate_open() -> None:
    far = {"anticipated": 0.1, "known": 0.2}
    uncovered = [
        verdict("visa", right=True, expect="declined", nearness=far) | {"right_gate_open": None},
        verdict("fees", right=False, expect="declined", nearness=far | {"known": 0.6}) | {"right_gate_open": None},
    ]

    ways = variants(uncovered)["declined"]

    assert {name: (way["cases"], way["right"]["value"]) for name, way in ways.items()} == {
        "all": (2, 0.5),
        "plain": (2, 0.5),
        FAR_NAME: (2, 0.5),
        UNSEEN_NAME: (1, 1.0),
    }
    assert {name: way["right_gate_open"] for name, way in ways.items()} == dict.fromkeys(ways)


def test_a_topic_is_unseen_only_if_all_its_questions_are_far() -> None:
    known = {"a": 0.1, "b": 0.5, "c": 0.49, "d": None}

    assert unseen_topics(known, {"a": "visa", "b": "visa", "c": "fees", "d": "dress"}) == {"fees"}


def test_guides_without_anticipated_questions_have_nothing_far_from_them() -> None:
    bare = [verdict("one", right=True, nearness={"anticipated": None, "known": None})]

    assert list(variants(bare)["answered"]) == ["all", "plain"]


def test_a_style_is_compared_with_the_plain_form_of_the_same_fact_alone() -> None:
    found = robustness(VERDICTS)

    assert list(found) == ["typo"]
    assert (found["typo"]["n"], found["typo"]["plain"], found["typo"]["variant"]) == (1, 1.0, 0.0)
    assert found["typo"]["drop"]["value"] == 1.0


@pytest.mark.parametrize(
    ("expect", "forced", "opened"),
    [
        ("answered", "Ash. [1]", True),
        ("answered", "Oak. [1]", False),
        ("answered", None, False),
        ("declined", None, None),
    ],
)
def test_a_verdict_says_whether_the_gate_open_would_have_been_right(
    expect: str, forced: str | None, opened: bool | None
) -> None:
    facts = {"facts": [["ash"]]} if expect == "answered" else {}
    record = {"id": "a", "question": "which oar", "expect": expect, "fact_id": "a", "source": "a test", **facts}
    declined = {"outcome": "declined", "text": "No.", "citations": [], "confidence": 0.2}
    prediction = Prediction(
        id="a",
        answer=declined,
        forced=declined | {"outcome": "answered", "text": forced} if forced else None,
        nearness=Nearness(anticipated=0.25),
    )

    made = verdict_of("own guide", Case.model_validate(record), prediction)

    assert made["right_gate_open"] is opened
    assert made["nearness"] == {"anticipated": 0.25, "known": None}
