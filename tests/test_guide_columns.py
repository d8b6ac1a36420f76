"""The passages of a guide as columns: which of them hold what, and what stands in which step."""

from __future__ import annotations

import pytest

from assistant.guide_columns import GuideColumns, Held
from assistant.passage_facts import PassageFacts
from corpus.parse import parse_guide
from corpus.passages import PassageKind, guide_passages

TEXT = """# Becoming a potter

## Step 1 — Learn to throw

A course takes six weeks and costs ₹9,000.

## Step 2 — Fire a kiln

Time: 3 months

## Pay

| Level | Monthly pay |
|---|---|
| Helper | ₹12,000 |
| Master | ₹40,000 |
"""
GUIDE = parse_guide("potter", TEXT, form="markdown", source="made up")
COLUMNS = GuideColumns.of([PassageFacts.of(GUIDE, passage) for passage in guide_passages(GUIDE)])


@pytest.mark.parametrize(
    ("words", "any_of", "all_of"),
    [
        ((), [False, False, False], [True, True, True]),
        (("clay",), [True, False, True], [True, False, True]),
        (("clay", "kiln"), [True, True, True], [True, False, False]),
        (("clay", "glaze"), [True, False, True], [False, False, False]),
    ],
)
def test_rows_are_found_by_any_or_by_all_words(words: tuple[str, ...], any_of: list[bool], all_of: list[bool]) -> None:
    held = Held([{"clay", "kiln"}, {"kiln"}, {"clay"}])

    assert held.any_of(words).tolist() == any_of
    assert held.all_of(words).tolist() == all_of


def texts(flags: list[bool]) -> list[str]:
    return [facts.passage.text for facts, flag in zip(COLUMNS.facts, flags, strict=True) if flag]


def test_a_row_stands_in_its_step_beside_another_or_in_none() -> None:
    assert texts(COLUMNS.in_step(2).tolist()) == ["Step 2 — Fire a kiln", "Time: 3 months"]
    assert texts(COLUMNS.beside_step(2).tolist()) == [
        "Step 1 — Learn to throw",
        "A course takes six weeks and costs ₹9,000.",
    ]


def test_figures_are_those_of_the_passage_and_money_is_pay_or_cost() -> None:
    course = "A course takes six weeks and costs ₹9,000."

    assert course in texts(COLUMNS.figures.any_of(("duration",)).tolist())
    assert texts((COLUMNS.money.any_of(("cost",)) & COLUMNS.figures.any_of(("amount",))).tolist()) == [course]
    paid = COLUMNS.money.any_of(("pay",)) & COLUMNS.kinds[PassageKind.ROW]
    assert [text.split(" | ")[0].strip("| ") for text in texts(paid.tolist())] == ["Helper", "Master"]
