"""One covered evaluation case, for tests of what is made of a case."""

from __future__ import annotations

from evals.cases import Case

CASE = Case(
    id="a",
    question="what does a fresher earn",
    expect="answered",
    facts=(("₹4–8 LPA", "4-8 lakh"),),
    forbidden=("₹25–45",),
    evidence=("Fresher (0–1 year)",),
    max_words=None,
    fact_id="salary",
    source="a test",
    split=None,
)
