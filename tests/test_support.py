"""Completeness, rows and support: right answers pass, and each way of going wrong fails the score that is for it."""

from __future__ import annotations

from typing import Any

import pytest

from evals.cases import Case
from evals.completeness import list_completeness, row_exactness, words
from evals.statements import figures, names, statements
from evals.support import citation_precision, citation_recall, figures_supported, header_rows, names_supported

GUIDE = """## Planks

| Wood | Yearly cost in Kerala |
| --- | --- |
| Oak | ₹40–60 |
| Ash | ₹15–25 |

## Tar
Tar the hull every 3 months. Sand it first.
"""
OAK, ASH, TAR = "| Oak | ₹40–60 |", "| Ash | ₹15–25 |", "Tar the hull every 3 months. Sand it first."
SCORES = (citation_recall, citation_precision, figures_supported, names_supported)


def case_for_test(*facts: list[str], tags: tuple[str, ...], forbidden: tuple[str, ...] = ()) -> Case:
    return Case.model_validate(
        {
            "id": "a",
            "question": "which wood",
            "expect": "answered",
            "facts": facts,
            "forbidden": forbidden,
            "tags": tags,
            "fact_id": "wood",
            "source": "a test",
        }
    )


def answer_for_test(text: str, *quotes: str, worked_out: dict[str, Any] | None = None) -> dict[str, Any]:
    """An answer whose citations are the quotes of GUIDE, each under its heading."""
    citations = [
        {
            "number": number,
            "guide": "boats",
            "section": ["Tar" if quote == TAR else "Planks"],
            "quote": quote,
            "start": GUIDE.index(quote),
            "end": GUIDE.index(quote) + len(quote),
        }
        for number, quote in enumerate(quotes, 1)
    ]
    return {"outcome": "answered", "text": text, "citations": citations, "worked_out": worked_out}


DECLINED = {"outcome": "declined", "text": "The guide does not say.", "citations": [], "worked_out": None}
HEADERS = {1: "| Wood | Yearly cost in Kerala |", 2: "| Wood | Yearly cost in Kerala |"}


def test_list_completeness_is_the_share_of_the_facts_found() -> None:
    case = case_for_test(["oak"], ["ash", "ash wood"], ["elm"], ["teak"], tags=("list",))
    score = list_completeness(case, answer_for_test("Oak and ash and elms [1]", OAK))
    assert score.value == 0.5
    assert score.reason == "lacks elm, teak"


def test_a_declined_or_crashed_list_is_wholly_incomplete() -> None:
    case = case_for_test(["oak"], tags=("list",))
    assert list_completeness(case, DECLINED).value == 0.0
    assert list_completeness(case, None).value == 0.0


def test_list_completeness_applies_to_lists_only() -> None:
    assert list_completeness(case_for_test(["oak"], tags=("plain",)), answer_for_test("Oak [1]", OAK)).value is None
    assert list_completeness(case_for_test(tags=("list",)), answer_for_test("Oak [1]", OAK)).value is None


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        ("Oak costs ₹40–60 [1]", 1.0, ""),
        ("Oak costs ₹15–25 [1]", 0.0, "lacks ₹40–60; holds the forbidden ₹15–25"),
        ("Oak costs ₹40–60 and ash ₹15–25 [1]", 0.0, "holds the forbidden ₹15–25"),
    ],
)
def test_row_exactness_takes_the_right_value_and_no_other(text: str, value: float, reason: str) -> None:
    case = case_for_test(["₹40–60"], tags=("row",), forbidden=("₹15–25",))
    score = row_exactness(case, answer_for_test(text, OAK))
    assert (score.value, score.reason) == (value, reason)


def test_row_exactness_is_zero_without_an_answer_and_none_without_a_neighbour_to_mix_up() -> None:
    assert row_exactness(case_for_test(["₹40–60"], tags=("salary",), forbidden=("₹15–25",)), DECLINED).value == 0.0
    assert row_exactness(case_for_test(["₹40–60"], tags=("row",)), answer_for_test("₹40–60", OAK)).value is None
    other = case_for_test(["₹40–60"], tags=("list",), forbidden=("₹15–25",))
    assert row_exactness(other, answer_for_test("₹40–60", OAK)).value is None


def test_words_are_counted_without_marks_and_only_in_answers() -> None:
    assert words(answer_for_test("**Oak** costs ₹40–60 [1]", OAK)).value == 3.0
    assert words(DECLINED).value is None


def test_a_quoted_row_is_supported_with_its_header_and_not_without() -> None:
    answer = answer_for_test("Yearly cost in Kerala for Oak: **₹40–60** [1]", OAK)
    assert [score(answer, HEADERS).value for score in SCORES] == [1.0] * 4
    assert names_supported(answer).reason == "unsupported: Kerala"


def test_the_header_of_a_row_is_found_in_the_guide_or_in_a_retrieved_table() -> None:
    answer = answer_for_test("Oak [1] and ash [2], tarred [3]", OAK, ASH, TAR)
    assert header_rows(answer["citations"], [("boats", 0, GUIDE)]) == HEADERS
    start = GUIDE.index("| Wood")
    table = GUIDE[start : GUIDE.index("\n\n## Tar")]
    assert header_rows(answer["citations"], [("boats", start, table)]) == HEADERS
    assert header_rows(answer["citations"], [("boats", GUIDE.index(OAK), OAK), ("other", 0, GUIDE)]) == {}


def test_nothing_applies_to_a_decline_or_a_crash() -> None:
    assert [score(DECLINED).value for score in SCORES] == [None] * 4
    assert [score(None).value for score in SCORES] == [None] * 4


def test_a_figure_of_another_row_is_seen() -> None:
    answer = answer_for_test("Oak costs ₹15–25 [1]", OAK)
    assert figures_supported(answer).value == 0.0
    assert figures_supported(answer).reason == "unsupported: 15-25"
    assert citation_recall(answer).value == 0.0


def test_a_figure_cited_by_the_wrong_mark_fails_the_citation_and_not_the_figure() -> None:
    answer = answer_for_test("Oak costs ₹15–25 [1], ash ₹15–25 [2]", OAK, ASH)
    assert figures_supported(answer).value == 1.0
    assert citation_recall(answer).value == 0.5


def test_an_invented_name_is_seen() -> None:
    answer = answer_for_test("Oak for ₹40–60 is sold by Timber Brothers [1]", OAK)
    assert names_supported(answer).reason == "unsupported: Timber Brothers"
    assert figures_supported(answer).value == 1.0


def test_an_answer_without_figures_or_names_has_no_such_score() -> None:
    answer = answer_for_test("Sand it first [1]", TAR)
    assert figures_supported(answer).value is None
    assert names_supported(answer).value is None


def test_a_sentence_without_a_mark_is_not_supported() -> None:
    answer = answer_for_test("Tar the hull every 3 months [1]. Sand it first.", TAR)
    assert citation_recall(answer).value == 0.5
    assert citation_recall(answer).reason == "'Sand it first' cites nothing"


def test_a_mark_that_adds_nothing_is_not_precise() -> None:
    needless = answer_for_test("Tar the hull every 3 months [1] [2]", TAR, OAK)
    assert citation_recall(needless).value == 1.0
    assert citation_precision(needless).value == 0.5
    needed = answer_for_test("Oak is ₹40–60, ash ₹15–25 [1][2]", OAK, ASH)
    assert citation_precision(needed).value == 1.0


def test_no_mark_of_a_statement_that_is_not_contained_is_precise() -> None:
    assert citation_precision(answer_for_test("Oak costs ₹90 [1]", OAK)).value == 0.0


def test_a_mark_without_a_citation_is_neither_recalled_nor_precise() -> None:
    answer = answer_for_test("Tar the hull every 3 months [4]", TAR)
    assert (citation_recall(answer).value, citation_precision(answer).value) == (0.0, 0.0)


def test_words_from_elsewhere_fail_a_statement_beyond_the_allowed_share() -> None:
    assert citation_recall(answer_for_test("You should tar your hull every 3 months [1]", TAR)).value == 1.0
    assert citation_recall(answer_for_test("Varnish keeps every mast dry and shiny [1]", TAR)).value == 0.0


def test_an_answer_that_marks_nothing_has_no_precision() -> None:
    assert citation_precision(answer_for_test("Sand it first.", TAR)).value is None
    assert citation_recall(answer_for_test("Sand it first.", TAR)).value == 0.0


def test_what_is_worked_out_is_supported_when_it_comes_out_again() -> None:
    counted = {"how": "counted the rows: 2", "inputs": [1, 2]}
    for text, value in (("There are 2 woods [1] [2]", 1.0), ("There are 7 woods [1] [2]", 0.0)):
        assert figures_supported(answer_for_test(text, OAK, ASH, worked_out=counted)).value == value
    summed = {"how": "added the times", "inputs": [1]}
    assert figures_supported(answer_for_test("Every 3 months [1]", TAR, worked_out=summed)).value == 1.0
    assert figures_supported(answer_for_test("There are 2 woods [1] [2]", OAK, ASH)).value == 0.0


def test_figures_leave_out_marks_list_numbers_and_separators_and_keep_ranges_whole() -> None:
    assert figures("1. pays $150,000–$250,000 [3]\n2. takes 4 to 8 weeks, 2.5 a day, 1,50,000 in all") == {
        "150000-250000",
        "4-8",
        "2.5",
        "150000",
    }


def test_either_end_of_a_quoted_range_is_supported_and_another_range_of_its_ends_is_not() -> None:
    assert figures_supported(answer_for_test("From ₹40 [1]", OAK)).value == 1.0
    assert figures_supported(answer_for_test("₹25–40 [1] [2]", OAK, ASH)).value == 0.0


def test_names_are_runs_of_capitalised_words_and_not_the_first_word_of_a_sentence() -> None:
    assert names("Buy Red Pine in Kerala, or teak. Ask NumPy: Never mind\n- Some C++ here") == {
        "Red Pine",
        "Kerala",
        "NumPy",
        "C++",
    }


def test_a_line_above_a_list_lends_its_mark_and_a_marked_list_lends_to_the_line_above() -> None:
    marked = statements("Woods [1]:\n\n- oak\n- ash\n\nSource: none")
    assert [(s.text, set(s.marks)) for s in marked] == [
        ("Woods", {1}),
        ("oak", {1}),
        ("ash", {1}),
        ("Source: none", set()),
    ]
    below = statements("There are 2 woods:\n- oak [1]\n- ash [2]")
    assert [(s.text, set(s.marks)) for s in below] == [("There are 2 woods", {1, 2}), ("oak", {1}), ("ash", {2})]


def test_a_line_that_only_announces_a_list_states_nothing() -> None:
    assert [s.text for s in statements("These are the woods:\n- oak [1]")] == ["oak"]


def test_an_unmarked_item_does_not_stand_on_the_item_above_it() -> None:
    assert [set(s.marks) for s in statements("- oak [1]\n- ash")] == [{1}, set()]


def test_a_clause_stands_on_its_own_mark_and_a_paragraph_on_the_mark_at_its_end() -> None:
    clauses = statements("Oak: 4 [1]; ash: 5 [2]. No time for elm [3]")
    assert [(s.text, set(s.marks)) for s in clauses] == [("Oak: 4", {1}), ("ash: 5", {2}), ("No time for elm", {3})]
    assert [set(s.marks) for s in statements("Tar it. Sand it first. [1]")] == [{1}, {1}]
    assert [set(s.marks) for s in statements("Oak [1] comes first")] == [{1}, {1}]
