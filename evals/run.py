"""Ask every case and score the answers: predictions, verdicts with reasons, totals."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.ask import Assistant
from evals.cases import Case
from evals.metrics import Verdict, judge


@dataclass(frozen=True, kw_only=True)
class Result:
    """One case with the answer it got. `answer` is the public JSON object, without times; None if asking crashed."""

    case: Case
    answer: dict[str, Any] | None
    verdict: Verdict

    @property
    def crashed(self) -> bool:
        """Whether asking raised instead of answering."""
        return self.answer is None


@dataclass(frozen=True, kw_only=True)
class Totals:
    """Counts over one group of results."""

    name: str
    cases: int
    right: int

    @property
    def share(self) -> float | None:
        """Right answers per case, in [0, 1]; None for an empty group."""
        return self.right / self.cases if self.cases else None


def run_cases(
    assistant: Assistant, cases: Sequence[Case], *, on_progress: Callable[[int, int], None] | None = None
) -> list[tuple[Result, float]]:
    """Ask all cases, in order; each result with the seconds it took. A crash is a recorded failure, not the end."""
    results = []
    for done, case in enumerate(cases, 1):
        started = time.perf_counter()
        result = _run_case(assistant, case)
        results.append((result, time.perf_counter() - started))
        if on_progress:
            on_progress(done, len(cases))
    return results


def _run_case(assistant: Assistant, case: Case) -> Result:
    try:
        answer = assistant.ask(case.question, case.history).as_json(case.id)
    except Exception as error:  # any crash of the assistant is a finding about it, not about the evaluation
        return Result(case=case, answer=None, verdict=Verdict(right=False, reason=f"crashed: {error!r}"))
    answer.pop("timings_ms")
    return Result(case=case, answer=answer, verdict=judge(case, answer))


def totals_by(results: Iterable[Result], *, split: str | None = None) -> list[Totals]:
    """Right per expected outcome and per tag, most cases first inside each; only one split where named."""
    chosen = [result for result in results if split is None or result.case.split == split]
    groups: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for result in chosen:
        for name in (result.case.expect, *(f"tag {tag}" for tag in result.case.tags)):
            groups[name] += 1
            right[name] += result.verdict.right
    order = sorted(groups, key=lambda name: (name.startswith("tag "), -groups[name], name))
    return [Totals(name=name, cases=groups[name], right=right[name]) for name in order]
