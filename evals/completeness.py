"""Is an answer whole and true to its row? A case and an answer (the public JSON object) go in, scores come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evals.cases import Case
from evals.metrics import answer_words, holds
from evals.retrieval import Score

LIST_TAGS = frozenset({"list", "table"})
ROW_TAGS = frozenset({"row", "salary", "timeline"})


def list_completeness(case: Case, answer: Mapping[str, Any] | None) -> Score:
    """Share of the expected facts of a list or table case that the answer holds; 0 where it gives no answer, in [0, 1].

    None unless the case expects an answer, is tagged list or table and names facts. Recall of nuggets, each of equal
    weight: Voorhees, Overview of the TREC 2003 Question Answering Track, 2003.
    """
    if case.expect != "answered" or not case.facts or not LIST_TAGS & set(case.tags):
        return Score(value=None, reason="no list case")
    text = _answered_text(answer)
    missed = [" or ".join(group) for group in case.facts if not any(holds(text, fact) for fact in group)]
    return Score(value=1 - len(missed) / len(case.facts), reason=listed("lacks", missed))


def row_exactness(case: Case, answer: Mapping[str, Any] | None) -> Score:
    """1 if the answer holds every expected value and no forbidden one, else 0; 0 where it gives no answer.

    None unless the case expects an answer, is tagged row, salary or timeline, and names facts and forbidden values: the
    values of the neighbouring rows. Exact match, with several right forms: Rajpurkar et al., SQuAD, EMNLP 2016.
    """
    if case.expect != "answered" or not case.facts or not case.forbidden or not ROW_TAGS & set(case.tags):
        return Score(value=None, reason="no row case")
    text = _answered_text(answer)
    missed = [" or ".join(group) for group in case.facts if not any(holds(text, fact) for fact in group)]
    strange = [value for value in case.forbidden if holds(text, value)]
    reason = "; ".join(filter(None, [listed("lacks", missed), listed("holds the forbidden", strange)]))
    return Score(value=float(not reason), reason=reason)


def words(answer: Mapping[str, Any] | None) -> Score:
    """Length of the answer in words, marks and table rules left out; None where it is not answered."""
    if answer is None or answer["outcome"] != "answered":
        return Score(value=None, reason="not answered")
    return Score(value=float(len(answer_words(_answered_text(answer)))))


def _answered_text(answer: Mapping[str, Any] | None) -> str:
    return str(answer["text"]) if answer is not None and answer["outcome"] == "answered" else ""


def listed(lead: str, items: Sequence[str]) -> str:
    """Items as a reason, such as "lacks oak, ash"; empty without items."""
    return f"{lead} {', '.join(items)}" if items else ""
