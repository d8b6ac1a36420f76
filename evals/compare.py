"""Two runs side by side: which cases broke, which were fixed, whose answers changed, and by how much the metrics moved.

Only cases that both runs asked in the same way are compared; the others are named, not counted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.explain import Run, read_run, suite_of
from evals.score import OWN_GUIDE
from evals.statistics import Comparison as Paired
from evals.statistics import paired_comparison

_ASKED = ("question", "history", "expect", "facts", "forbidden", "evidence")  # what makes a case the same case
_UNSURE = 0.05
_LONGEST = 160  # characters of an answer


@dataclass(frozen=True, kw_only=True)
class Change:
    """One case under both runs; `answer_*` is the text, or what it crashed with."""

    id: str
    split: str | None
    question: str
    outcome_before: str
    outcome_after: str
    answer_before: str
    answer_after: str
    reason: str  # why the side that is wrong is wrong; empty if neither is


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One metric over the cases of one split to which it applies in both runs."""

    split: str  # of the own guide; for another suite, the suite
    metric: str
    before: float
    after: float
    paired: Paired


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What changed from run `before` to run `after`; cases in the order of the later run."""

    before: str  # names of the run folders
    after: str
    shared: int  # cases asked in the same way by both
    newly_broken: tuple[Change, ...]
    newly_fixed: tuple[Change, ...]
    changed_answers: tuple[Change, ...]  # neither broken nor fixed, but another outcome or text
    only_before: tuple[str, ...]  # case ids
    only_after: tuple[str, ...]
    asked_differently: tuple[str, ...]  # ids of cases that were edited in between
    differences: tuple[Difference, ...]
    produced_by: tuple[tuple[str, str, str], ...]  # entries of the record that differ: name, before, after


def compare_runs(a: Path, b: Path) -> Comparison:
    """Compare run `a`, the earlier, with run `b`, the later.

    Raises:
        CaseError: if either run cannot be read.
    """
    before, after = read_run(a), read_run(b)
    both = [name for name in after.verdicts if name in before.verdicts]
    edited = [name for name in both if not _same_case(before.verdicts[name], after.verdicts[name])]
    shared = [name for name in both if name not in set(edited)]
    broken: list[Change] = []
    fixed: list[Change] = []
    changed: list[Change] = []
    for name in shared:
        was, now = before.verdicts[name]["right"], after.verdicts[name]["right"]
        change = _change(before, after, name)
        if was != now:
            (fixed if now else broken).append(change)
        elif (change.outcome_before, change.answer_before) != (change.outcome_after, change.answer_after):
            changed.append(change)
    return Comparison(
        before=before.name,
        after=after.name,
        shared=len(shared),
        newly_broken=tuple(broken),
        newly_fixed=tuple(fixed),
        changed_answers=tuple(changed),
        only_before=tuple(name for name in before.verdicts if name not in after.verdicts),
        only_after=tuple(name for name in after.verdicts if name not in before.verdicts),
        asked_differently=tuple(edited),
        differences=tuple(_differences(before, after, shared)),
        produced_by=tuple(_record_differences(before.record, after.record)),
    )


def _same_case(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    return all(before.get(key) == after.get(key) for key in _ASKED)


def _change(before: Run, after: Run, case_id: str) -> Change:
    verdict, earlier = after.verdicts[case_id], before.verdicts[case_id]
    return Change(
        id=case_id,
        split=verdict["split"],
        question=" | ".join([*verdict["history"], verdict["question"]]),
        outcome_before=before.outcome(case_id),
        outcome_after=after.outcome(case_id),
        answer_before=_answer_text(before, case_id),
        answer_after=_answer_text(after, case_id),
        reason=verdict["reason"] or earlier["reason"],
    )


def _answer_text(run: Run, case_id: str) -> str:
    prediction = run.predictions.get(case_id)
    if prediction is None:
        return ""
    return str(prediction.answer["text"]) if prediction.answer else prediction.error or ""


def _differences(before: Run, after: Run, shared: Sequence[str]) -> Iterator[Difference]:
    by_split: dict[str, list[str]] = {}
    for name in shared:
        suite = suite_of(after.verdicts[name])
        split = suite if suite != OWN_GUIDE else after.verdicts[name]["split"] or "no split"
        by_split.setdefault(split, []).append(name)
    for split, names in sorted(by_split.items()):
        clusters = [after.verdicts[name]["fact_id"] for name in names]
        for metric, value in _metrics(after, names).items():
            old = [value(before.verdicts[name]) for name in names]
            new = [value(after.verdicts[name]) for name in names]
            pairs = [(x, y) for x, y in zip(old, new, strict=True) if x is not None and y is not None]
            if pairs:
                yield Difference(
                    split=split,
                    metric=metric,
                    before=sum(x for x, _ in pairs) / len(pairs),
                    after=sum(y for _, y in pairs) / len(pairs),
                    paired=paired_comparison(old, new, clusters, limits=_limits(metric)),
                )


def _limits(metric: str) -> tuple[float, float]:
    return {"truth": (-1.0, 1.0), "words": (0.0, 1000.0)}.get(metric, (0.0, 1.0))


def _metrics(run: Run, names: Sequence[str]) -> dict[str, Callable[[Mapping[str, Any]], float | None]]:
    """Each metric's name with the function that takes its value from a verdict; the headline first."""
    found: dict[str, Callable[[Mapping[str, Any]], float | None]] = {
        "truth": lambda verdict: float(verdict["truth"]),
        "right": lambda verdict: float(verdict["right"]),
    }
    for score in dict.fromkeys(score for name in names for score in run.verdicts[name]["scores"]):
        found[score] = _score_of(score)
    return found


def _score_of(name: str) -> Callable[[Mapping[str, Any]], float | None]:
    def value(verdict: Mapping[str, Any]) -> float | None:
        score = verdict["scores"].get(name)
        return None if score is None else score["value"]

    return value


def _record_differences(before: Any, after: Any, path: str = "") -> Iterator[tuple[str, str, str]]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(before.keys() | after.keys()):
            yield from _record_differences(before.get(key), after.get(key), f"{path}.{key}" if path else key)
    elif before != after:
        yield path, json.dumps(before, ensure_ascii=False), json.dumps(after, ensure_ascii=False)


def comparison_text(comparison: Comparison, *, show_test: bool = False) -> str:
    """The comparison as plain text, what broke first; test cases are counted, and shown only with `show_test`."""
    parts = [f"{comparison.before} -> {comparison.after}, {comparison.shared} cases in both"]
    for title, changes in (
        ("Newly broken", comparison.newly_broken),
        ("Newly fixed", comparison.newly_fixed),
        ("Changed answers, verdict unchanged", comparison.changed_answers),
    ):
        parts.append(_changes_text(title, changes, show_test=show_test))
    lines = [_difference_line(difference) for difference in comparison.differences]
    parts.append("\n".join(["Metrics (after minus before, 95% interval clustered by fact)", *lines]))
    for title, names in (
        ("Only in the earlier run", comparison.only_before),
        ("Only in the later run", comparison.only_after),
        ("Edited in between, not compared", comparison.asked_differently),
    ):
        if names:
            parts.append(f"{title}: {len(names)} cases")
    if comparison.produced_by:
        rows = [f"  {name}: {old} -> {new}" for name, old, new in comparison.produced_by]
        parts.append("\n".join(["What produced them differs", *rows]))
    return "\n\n".join(parts) + "\n"


def _changes_text(title: str, changes: Sequence[Change], *, show_test: bool) -> str:
    hidden = 0 if show_test else sum(change.split == "test" for change in changes)
    lines = [f"{title}: {len(changes)}" + (f" ({hidden} of the test split not shown)" if hidden else "")]
    for change in changes:
        if change.split == "test" and not show_test:
            continue
        lines.append(f"  {change.id}: {change.question}")
        lines.append(f"    before, {change.outcome_before}: {_one_line(change.answer_before)}")
        lines.append(f"    after, {change.outcome_after}: {_one_line(change.answer_after)}")
        if change.reason:
            lines.append(f"    wrong because: {change.reason}")
    return "\n".join(lines)


def _one_line(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"


def _p_text(p_value: float) -> str:
    return f"{p_value:.3f}" if p_value >= 0.001 else "under 0.001"


def _difference_line(difference: Difference) -> str:
    interval, paired = difference.paired.difference, difference.paired
    moved = f"{difference.before:.3f} -> {difference.after:.3f} ({difference.after - difference.before:+.3f}"
    if interval.low is not None and interval.high is not None:
        moved += f", {interval.low:+.3f} to {interval.high:+.3f}"
    moved += f"; n {interval.n}, facts {interval.clusters})"
    tests = f" p {_p_text(paired.p_value)}" if paired.p_value is not None else ""
    tests += f", McNemar {_p_text(paired.mcnemar_p)}" if paired.mcnemar_p is not None else ""
    if paired.p_value is None or paired.p_value >= _UNSURE:
        least = paired.smallest_change
        seen = "this set could see no change" if least is None else f"smallest change this set could see: {least:.3f}"
        tests += f"; no difference shown, {seen}"
    return f"  {difference.split:<5} {difference.metric:<20} {moved}{tests}"
