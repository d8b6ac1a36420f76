"""A run as a table for the terminal: the misses with their reasons, the groups with their intervals, the peers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evals.markdown import VARIANT_HEAD, headline_groups, share, variant_rows
from evals.score import Record


def run_text(verdicts: Sequence[Record], totals: Mapping[str, Any], *, show_test: bool) -> str:
    """Misses, groups, diagnosis and false answers; texts of the test split only where asked for."""
    parts = [
        misses_text(verdicts, show_test=show_test),
        groups_text(totals),
        variants_text(totals),
        scores_text(totals),
        *_by_split(totals),
        peers_text(totals),
    ]
    return "\n\n".join(part for part in parts if part)


def misses_text(verdicts: Sequence[Record], *, show_test: bool) -> str:
    """The cases that were not right, with the reason and where they were lost."""
    lines = []
    for verdict in verdicts:
        if verdict["right"] or (verdict["split"] == "test" and not show_test):
            continue
        asked = " | ".join([*verdict["history"], verdict["question"]])
        lines.append(f"{verdict['id']}: {asked}\n    {verdict['reason']} (lost in: {verdict['diagnosis']})")
    return "\n".join(lines)


def groups_text(totals: Mapping[str, Any]) -> str:
    """One line a group: cases, facts, right and truth score with their 95 % intervals, clustered by fact."""
    rows = [f"{'group':<28} {'cases':>5} {'facts':>5}  {'right':<22} {'truth score':<22}"]
    for name in headline_groups(totals):
        group = totals["groups"][name]
        rows.append(
            f"{name:<28} {group['cases']:>5} {group['clusters']:>5}  {_percent(group['right']):<22} "
            f"{_signed(group['truth']):<22}"
        )
    return "\n".join(rows)


def variants_text(totals: Mapping[str, Any]) -> str:
    """One line a way of asking: cases, facts, and right as answered and with the gate forced open."""
    rows = [VARIANT_HEAD, *variant_rows(totals)]
    width = max(len(row[0]) for row in rows)
    return "\n".join(
        f"{name:<{width}} {cases:>5} {facts:>5}  {right:<22} {opened}" for name, cases, facts, right, opened in rows
    )


def scores_text(totals: Mapping[str, Any]) -> str:
    """One line a score that applies anywhere: its mean over the cases of each split or suite, and over all."""
    parts = list(totals["scores"])
    if len(parts) == 2:
        parts = parts[:1]  # one split or suite is all there is
    rows = [f"{'score':<24}" + "".join(f" {part:>18}" for part in parts)]
    for name in dict.fromkeys(name for part in parts for name in totals["scores"][part]):
        found = [totals["scores"][part].get(name) for part in parts]
        if any(found):
            means = [f"{one['value']:.3f} (n {one['n']})" if one else "-" for one in found]
            rows.append(f"{name:<24}" + "".join(f" {mean:>18}" for mean in means))
    return "\n".join(rows)


def peers_text(totals: Mapping[str, Any]) -> str:
    """What the peers score on the same cases, ours last; empty without peers."""
    if not totals["peers"]:
        return ""
    rows = [f"{'peer':<18} {'split':<5} {'right':>7} {'declined':>9} {'truth':>7}"]
    for name, splits in totals["peers"].items():
        for split, values in splits.items():
            rows.append(
                f"{name:<18} {split:<5} {share(values['right']):>7} {share(values['declined']):>9} "
                f"{values['truth']:>+7.3f}"
            )
    for split in ("dev", "test"):
        if split in totals["groups"]:
            right, declined = (_value(totals, f"{split} {kind}", "right") for kind in ("answered", "declined"))
            truth = _value(totals, split, "truth") or 0.0
            rows.append(f"{'ours':<18} {split:<5} {share(right):>7} {share(declined):>9} {truth:>+7.3f}")
    return "\n".join(rows)


def _by_split(totals: Mapping[str, Any]) -> list[str]:
    lines = []
    for split, declining in totals["declining"].items():
        wrong = declining["false_answers"]
        lost = ", ".join(f"{name} {n}" for name, n in totals["diagnosis"].get(split, {}).items()) or "nothing"
        line = f"{split}: misses lost in {lost}"
        if wrong["of"]:
            line += f"; uncovered questions answered: {wrong['wrong']} of {wrong['of']}"
            line += f" (95 % sure: under {share(wrong['upper'])})"
        lines.append(line)
    return ["\n".join(lines)] if lines else []


def _value(totals: Mapping[str, Any], group: str, measure: str) -> float | None:
    found: float | None = totals["groups"].get(group, {}).get(measure, {}).get("value")
    return found


def _percent(interval: Mapping[str, Any]) -> str:
    if interval["value"] is None:
        return "-"
    bounds = "" if interval["low"] is None else f" ({100 * interval['low']:.1f}-{100 * interval['high']:.1f})"
    return f"{100 * interval['value']:.1f} %{bounds}"


def _signed(interval: Mapping[str, Any]) -> str:
    if interval["value"] is None:
        return "-"
    bounds = "" if interval["low"] is None else f" ({interval['low']:+.2f} to {interval['high']:+.2f})"
    return f"{interval['value']:+.3f}{bounds}"
