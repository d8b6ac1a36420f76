"""Results to words and records: a table for the terminal, files without time, path or host, the baseline check."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.errors import CaseError
from evals.run import Result, Totals, totals_by

HEADLINE = ("answered", "declined", "clarify", "smalltalk")


def table_text(results: Sequence[Result], *, tags: bool) -> str:
    """Right of all, per split and expected outcome; with `tags`, per tag as well."""
    lines = [f"{'split':<6} {'expected':<14} {'cases':>6} {'right':>6} {'share':>7}"]
    for split in sorted({result.case.split or "" for result in results}):
        chosen = [result for result in results if (result.case.split or "") == split]
        for group in totals_by(chosen):
            if group.name in HEADLINE or tags:
                lines.append(_line(split or "-", group))
    return "\n".join(lines)


def _line(split: str, group: Totals) -> str:
    share = "-" if group.share is None else f"{100 * group.share:.1f}%"
    return f"{split:<6} {group.name:<14} {group.cases:>6} {group.right:>6} {share:>7}"


def failures_text(results: Sequence[Result], *, show_test: bool) -> str:
    """The cases that were not right, with their reasons; texts of the test split only where asked for."""
    lines = []
    for result in results:
        if result.verdict.right or (result.case.split == "test" and not show_test):
            continue
        asked = " | ".join([*result.case.history, result.case.question])
        lines.append(f"{result.case.id}: {asked}\n    {result.verdict.reason}")
    return "\n".join(lines)


def records(results: Sequence[Result]) -> list[dict[str, Any]]:
    """One record a case: what was expected, what came, the verdict with its reason; floats to 6 places."""
    return [
        {
            "id": result.case.id,
            "fact_id": result.case.fact_id,
            "split": result.case.split,
            "expect": result.case.expect,
            "right": result.verdict.right,
            "reason": result.verdict.reason,
            "answer": _rounded(result.answer),
        }
        for result in results
    ]


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list) else value


def write_results(results: Sequence[Result], seconds: Sequence[float], folder: Path) -> None:
    """Write results.jsonl and, apart from it, timings.json (milliseconds a case) into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(record, ensure_ascii=False, sort_keys=True) for record in records(results)]
    (folder / "results.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    times = {result.case.id: round(second * 1000, 2) for result, second in zip(results, seconds, strict=True)}
    (folder / "timings.json").write_text(json.dumps(times, indent=1) + "\n", encoding="utf-8")


def baseline_of(results: Sequence[Result]) -> dict[str, dict[str, int]]:
    """Right answers per split and expected outcome, as `"dev answered": {"cases": n, "right": m}`."""
    found: dict[str, dict[str, int]] = {}
    for split in ("dev", "test"):
        for group in totals_by(results, split=split):
            if group.name in HEADLINE:
                found[f"{split} {group.name}"] = {"cases": group.cases, "right": group.right}
    return found


def write_baseline(baseline: Mapping[str, Mapping[str, int]], file: Path) -> None:
    """Write a baseline as sorted JSON."""
    file.write_text(json.dumps(baseline, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read_baseline(file: Path) -> dict[str, dict[str, int]]:
    """The committed baseline.

    Raises:
        CaseError: if it is missing or no JSON.
    """
    try:
        baseline: dict[str, dict[str, int]] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CaseError(
            f"The baseline {file} cannot be read ({error}). Write it anew with: python -m evals run --update-baseline"
        ) from error
    return baseline


def below_baseline(results: Sequence[Result], baseline: Mapping[str, Mapping[str, int]]) -> list[str]:
    """What got worse: each group of which fewer are right than in the baseline, or of which the cases changed."""
    now = baseline_of(results)
    worse = []
    for name, before in baseline.items():
        group = now.get(name, {"cases": 0, "right": 0})
        if group["cases"] != before["cases"]:
            worse.append(f"{name}: {group['cases']} cases instead of {before['cases']}; update the baseline")
        elif group["right"] < before["right"]:
            worse.append(f"{name}: {group['right']} right instead of {before['right']} of {before['cases']}")
    return worse
