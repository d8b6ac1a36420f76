"""The retrieval scores: the same as another implementation's, and None or 0 where they should be."""

from __future__ import annotations

import random

import ir_measures
import pytest
from ir_measures import RR, R, Success, nDCG

from evals.cases import Case
from evals.prediction import Prediction, RetrievedPassage
from evals.retrieval import (
    Ranked,
    group_recall,
    hit,
    ndcg,
    novel_ids,
    reciprocal_rank,
    retrieval_scores,
)


def case_for_test(*evidence: str, expect: str = "answered") -> Case:
    return Case.model_validate(
        {
            "id": "a",
            "question": "which wood",
            "expect": expect,
            "evidence": evidence,
            "fact_id": "wood",
            "source": "a test",
        }
    )


def passages_for_test(*texts: tuple[str, str]) -> tuple[RetrievedPassage, ...]:
    """Passages of (section, text), ranked as given."""
    return tuple(
        RetrievedPassage(
            rank=rank,
            id=f"p{rank}",
            guide="boats",
            kind="sentence",
            section=(section,),
            start=0,
            end=len(text),
            text=text,
            score=1 / rank,
            lexical=0.0,
            token_similarity=0.0,
            cosine=0.0,
        )
        for rank, (section, text) in enumerate(texts, 1)
    )


def values(case: Case, *texts: tuple[str, str]) -> dict[str, float | None]:
    scores = retrieval_scores(case, Prediction(id="a", answer=None, passages=passages_for_test(*texts)))
    return {name: score.value for name, score in scores.items()}


def random_rankings(count: int) -> dict[str, tuple[list[str], set[str]]]:
    """Question id -> (ids best first, relevant ids, some of them never retrieved)."""
    dice = random.Random(4)
    made = {}
    for number in range(count):
        everything = [f"p{i}" for i in range(dice.randint(3, 40))]
        ranked = dice.sample(everything, dice.randint(1, len(everything)))
        made[f"q{number}"] = ranked, set(dice.sample(everything, dice.randint(1, min(8, len(everything)))))
    return made


def each_its_own_group(ranked: list[str], relevant: set[str]) -> tuple[list[Ranked], int]:
    """The passages ranked, each relevant one with a group of its own, and how many groups there are."""
    order = sorted(relevant)
    return [Ranked(id=i, groups=frozenset([order.index(i)] if i in relevant else [])) for i in ranked], len(order)


@pytest.mark.parametrize(
    ("measure", "ours"),
    [
        (Success @ 1, lambda ranked, relevant: hit(ranked, relevant, 1)),
        (Success @ 3, lambda ranked, relevant: hit(ranked, relevant, 3)),
        (Success @ 5, lambda ranked, relevant: hit(ranked, relevant, 5)),
        (RR @ 10, lambda ranked, relevant: reciprocal_rank(ranked, relevant, 10)),
        (R @ 5, lambda ranked, relevant: group_recall(*each_its_own_group(ranked, relevant), 5)),
        (nDCG @ 10, lambda ranked, relevant: ndcg(ranked, relevant, 10)),
    ],
    ids=["success@1", "success@3", "success@5", "rr@10", "recall@5", "ndcg@10"],
)
def test_a_score_agrees_with_ir_measures_on_random_rankings(measure, ours) -> None:
    rankings = random_rankings(200)
    judged = [ir_measures.Qrel(q, found, 1) for q, (_, relevant) in rankings.items() for found in relevant]
    run = [
        ir_measures.ScoredDoc(q, found, 1000.0 - rank)
        for q, (ranked, _) in rankings.items()
        for rank, found in enumerate(ranked)
    ]
    theirs = {metric.query_id: metric.value for metric in ir_measures.iter_calc([measure], judged, run)}
    mine = {q: ours(ranked, relevant) for q, (ranked, relevant) in rankings.items()}
    assert mine == pytest.approx(theirs, abs=1e-9)


def test_a_new_group_is_a_relevant_passage_where_each_group_is_one_passage() -> None:
    for ranked, relevant in random_rankings(50).values():
        items, groups = each_its_own_group(ranked, relevant)
        assert ndcg(ranked, novel_ids(items, groups)) == pytest.approx(ndcg(ranked, relevant), abs=1e-9)


def test_nothing_relevant_gives_none_and_nothing_found_gives_zero() -> None:
    for metric in (hit, reciprocal_rank, ndcg):
        assert metric(["a"], set(), 5) is None
        assert metric(["a"], {"b"}, 5) == 0.0
        assert metric([], {"b"}, 5) == 0.0
    assert group_recall([], 0, 5) is None
    assert group_recall([], 2, 5) == 0.0


def test_a_case_without_evidence_or_without_an_answer_to_find_has_no_retrieval_score() -> None:
    for case in (case_for_test(), case_for_test("oak", expect="declined")):
        assert set(values(case, ("Hull", "oak")).values()) == {None}


def test_a_case_for_which_nothing_was_retrieved_scores_zero() -> None:
    assert set(values(case_for_test("oak")).values()) == {0.0}


def test_evidence_is_found_under_other_dashes_case_and_table_rules() -> None:
    assert values(case_for_test("Oak 4-8 mm"), ("Hull", "| **Oak** | 4–8 mm |"))["hit@1"] == 1.0


def test_a_heading_counts_for_the_section_and_not_for_the_passage() -> None:
    found = values(case_for_test("Which wood lasts"), ("Sails", "linen"), ("Which wood lasts", "oak does"))
    assert found["hit@5"] == 0.0
    assert found["section hit@1"] == 0.0
    assert found["section hit@3"] == 1.0
    assert found["section rr@10"] == 0.5


def test_passages_of_one_section_take_one_place_among_the_sections() -> None:
    found = values(case_for_test("oak"), ("Sails", "linen"), ("Sails", "cotton"), ("Hull", "oak"))
    assert found["rr@10"] == pytest.approx(1 / 3)
    assert found["section rr@10"] == 0.5


def test_a_section_is_known_by_its_text_where_that_is_given() -> None:
    passages = passages_for_test(("Hull", "tar it twice"))
    prediction = Prediction(id="a", answer=None, passages=passages)
    scores = retrieval_scores(case_for_test("oak"), prediction, {("boats", ("Hull",)): "Of oak. Tar it twice."})
    assert scores["section hit@1"].value == 1.0
    assert scores["hit@1"].value == 0.0


def test_a_row_inside_a_table_found_before_gains_nothing_and_costs_nothing() -> None:
    case = case_for_test("oak", "ash")
    assert values(case, ("Hull", "oak | ash"), ("Hull", "oak"))["ndcg@10"] == 1.0
    assert values(case, ("Hull", "oak"), ("Hull", "ash"))["ndcg@10"] == 1.0
    assert values(case, ("Hull", "oak | ash"), ("Sails", "linen"), ("Hull", "oak"))["ndcg@10"] == 1.0
    assert values(case, ("Hull", "oak"))["recall@5"] == 0.5


def test_the_reason_names_what_was_missed_and_where_the_rest_stood() -> None:
    prediction = Prediction(id="a", answer=None, passages=passages_for_test(("Hull", "tar"), ("Hull", "oak")))
    reason = retrieval_scores(case_for_test("oak", "ash"), prediction)["recall@5"].reason
    assert reason == "'oak' at rank 2; 'ash' not found"
