"""Every case at turn 1 and at turn 10 of a good conversation: the same question read, and the same outcome?

Compared is each case with its own history, if any, against the same messages after nine questions that were answered.
A follow-up belongs to the case's own history, which stays between the nine and the question. Left out are cases
without a history that expect the question back ("how much?"): after nine turns they are follow-ups by right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from asking import Share, answered, assistant_in, guide_cases, guides_folder, may_show, mixed, sample

from assistant.ask import Assistant
from corpus.anticipated import questions_path
from evals.cases import Case

_TURNS = 9


def measure_turns(work: Path, split: str, most: int | None) -> Iterator[Share]:
    """The cases of every guide of the repository, each over its own guide alone."""
    alone = Share("turn 10", f"{split} cases that stand alone: same outcome at turn 1 and 10", 1.0)
    read = Share("turn 10", f"{split} cases that stand alone: same question read", 1.0)
    follow = Share("turn 10", f"{split} cases with a history: same outcome with nine turns before it", 1.0)
    opened = Share("turn 10", f"{split} uncovered cases declined at turn 1 that are declined at turn 10", 1.0)
    for file, cases in guide_cases().items():
        if not (chosen := [case for case in cases if case.split == split]):
            continue
        kept = [path for path in (file, questions_path(file)) if path.is_file()]
        folder = guides_folder(work / "turns", [(path.name, path.read_bytes()) for path in kept])
        with assistant_in(folder, work / "index") as assistant:
            before = good_turns(assistant, cases)
            for case in sample(chosen, most):
                if case.expect == "clarify" and not case.history:
                    continue
                late_history = (*before, *case.history)
                first, late = answered(assistant, case), answered(assistant, case, late_history)
                same = outcome(first) == outcome(late)
                fault = f"{case.id}: {case.question}: {outcome(first)}, then {outcome(late)}" if may_show(case) else ""
                heard = late["interpreted_as"]
                (follow if case.history else alone).add(
                    same, case.fact_id, f"{fault}; read as {heard}" if fault else ""
                )
                if not case.history:
                    alike = first["interpreted_as"] == heard
                    read.add(alike, case.fact_id, f"{case.id}: {case.question}: read as {heard}" if fault else "")
                if case.expect == "declined" and first["outcome"] == "declined":
                    opened.add(late["outcome"] == "declined", case.fact_id, fault)
    yield from (alone, read, follow, opened)


def outcome(answer: dict) -> tuple[str, ...]:  # type: ignore[type-arg]
    """What is compared: the outcome and, of an answer, the place that is cited first."""
    first = answer["citations"][0] if answer["citations"] else None
    return (answer["outcome"], *([f"{first['guide']} {first['start']}"] if first else []))


def good_turns(assistant: Assistant, cases: Sequence[Case]) -> tuple[str, ...]:
    """Nine plain covered questions of the guide that are answered, each about another fact."""
    plain = {c.question: c.fact_id for c in cases if c.expect == "answered" and not c.history and "plain" in c.tags}
    facts: dict[str, str] = {}
    for question in mixed(plain, len(plain)):
        if plain[question] not in facts and assistant.ask(question).citations:
            facts[plain[question]] = question
        if len(facts) == _TURNS:
            break
    return tuple(facts.values())
