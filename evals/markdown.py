"""A run as Markdown for a pull request: headline with intervals, splits, diagnosis, peers, the worst dev cases.

Cases of the test split appear as totals only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.explain import Run, read_run, suite_of
from evals.replies import replies_lines
from evals.score import OWN_GUIDE
from evals.statistics import clustered_interval
from evals.tokens import tokens_lines

WORST = 10
_KINDS = {"answered": "covered", "declined": "uncovered"}
STAGES = ("reading", "retrieval", "gate", "answerer", "citation")


def markdown_report(run: Path) -> str:
    """The summary of a run folder.

    Raises:
        CaseError: if the run cannot be read.
    """
    read = read_run(run)
    parts = [
        "## Evaluation",
        f"{read.totals['cases']} cases. Intervals are 95%, clustered by fact. Truth score: +1 right answer or right "
        "decline, 0 needless decline, −1 wrong answer or any answer to an uncovered question.",
        _table(("group", "cases", "facts", "truth score", "right", "declined"), headline_rows(read)),
        _section("Ways of asking", _table(VARIANT_HEAD, variant_rows(read.totals))),
        _section("Scores", _table(("score", *(splits := list(read.totals["scores"]))), _score_rows(read, splits))),
        _section("Uncovered questions answered", _table(_FALSE_HEAD, _false_answer_rows(read))),
        _section("Where misses were lost", _table(("split", *STAGES), _diagnosis_rows(read))),
        _section("Peers, same cases", _table(PEER_HEAD, peer_rows(read))),
        _section("Tokens", "\n".join(f"- {line}" for line in (*replies_lines(run), *tokens_lines(run)))),
        _section(f"Worst dev cases (at most {WORST})", _worst_text(read)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


PEER_HEAD = ("system", "split", "truth score", "covered: right", "uncovered: declined")
VARIANT_HEAD = ("asked", "cases", "facts", "right", "right, gate forced open")
_FALSE_HEAD = ("split", "answered", "of", "rate", "at most (95%)")


def _section(title: str, body: str) -> str:
    return f"### {title}\n\n{body}" if body else ""


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    rule = f"|{'|'.join([' --- ', *[' ---: '] * (len(header) - 1)])}|"
    return "\n".join([f"| {' | '.join(header)} |", rule, *lines]) if lines else ""


def headline_groups(totals: Mapping[str, Any]) -> list[str]:
    """The groups of a headline in reading order: named sets, then test, dev and the rest; tags and empty groups not."""
    names = [name for name, group in totals["groups"].items() if not name.startswith("tag ") and group["cases"]]
    outcomes = ("answered", "declined", "clarify", "smalltalk")

    def order(name: str) -> tuple[int, str, int]:
        split, _, rest = name.partition(" ")
        place = ["test", "dev", "all"].index(split) if split in ("test", "dev", "all") else 3
        if place < 3 and rest and rest not in outcomes:
            return -1, f"{place}{rest}", 0
        whole = name.removesuffix(f" {rest}") if rest in outcomes else name
        return place, whole, outcomes.index(rest) + 1 if rest in outcomes else 0

    return sorted(names, key=order)


def headline_rows(run: Run) -> list[tuple[str, ...]]:
    """Per group: name, cases, facts, truth score, right, declined, the last three with intervals."""
    rows: list[tuple[str, ...]] = []
    for name in headline_groups(run.totals):
        group, declined = run.totals["groups"][name], declined_interval(run, name)
        counts = (name, str(group["cases"]), str(group["clusters"]))
        rows.append((*counts, signed(group["truth"]), percent(group["right"]), percent(declined)))
    return rows


def declined_interval(run: Run, group: str) -> dict[str, Any] | None:
    """The share of a group's cases that were declined; None for a group that verdicts do not tell apart."""
    if "declined" in run.totals["groups"][group]:
        interval: dict[str, Any] = run.totals["groups"][group]["declined"]
        return interval
    chosen = [verdict for verdict in run.verdicts.values() if group in _groups_of(verdict)]
    if len(chosen) != run.totals["groups"][group]["cases"]:
        return None
    values = [float(run.outcome(verdict["id"]) == "declined") for verdict in chosen]
    return vars(clustered_interval(values, [verdict["fact_id"] for verdict in chosen]))


def _groups_of(verdict: Mapping[str, Any]) -> set[str]:
    """The names of the groups, tags aside, that a case counts in."""
    suite, split, expect = suite_of(verdict), verdict["split"], verdict["expect"]
    if suite != OWN_GUIDE:
        return {"all", suite, f"{suite} {expect}"}
    if not split:
        return {"all", expect}
    return {"all", split, f"{split} {expect}", *(f"{split} {tag}" for tag in verdict["tags"])}


def percent(interval: Mapping[str, Any] | None) -> str:
    """An interval of a share, as "84.1% (80.2–87.5)"; "–" where it does not apply."""
    if interval is None or interval["value"] is None:
        return "–"
    bounds = "" if interval["low"] is None else f" ({100 * interval['low']:.1f}–{100 * interval['high']:.1f})"
    return f"{100 * interval['value']:.1f}%{bounds}"


def signed(interval: Mapping[str, Any] | None) -> str:
    """An interval of a score around 0, as "+0.742 (+0.691 to +0.790)"; "–" where it does not apply."""
    if interval is None or interval["value"] is None:
        return "–"
    bounds = "" if interval["low"] is None else f" ({interval['low']:+.3f} to {interval['high']:+.3f})"
    return f"{interval['value']:+.3f}{bounds}"


def plain(interval: Mapping[str, Any] | None) -> str:
    """An interval in its own unit, as "0.912 (0.880–0.940)"; "–" where it does not apply."""
    if interval is None or interval["value"] is None:
        return "–"
    digits = 3 if abs(interval["value"]) <= 1 else 1
    low, high = interval["low"], interval["high"]
    bounds = "" if low is None else f" ({low:.{digits}f}–{high:.{digits}f})"
    return f"{interval['value']:.{digits}f}{bounds}"


def _score_rows(run: Run, splits: Sequence[str]) -> list[tuple[str, ...]]:
    names = dict.fromkeys(name for split in splits for name in run.totals["scores"][split])
    return [(name, *(plain(run.totals["scores"][split].get(name)) for split in splits)) for name in names]


def _false_answer_rows(run: Run) -> list[tuple[str, ...]]:
    found = {split: part["false_answers"] for split, part in run.totals["declining"].items()}
    return [
        (split, str(part["wrong"]), str(part["of"]), share(part["rate"]), share(part["upper"]))
        for split, part in found.items()
        if part["of"]
    ]


def share(value: float | None) -> str:
    """A share in percent, or "–"."""
    return "–" if value is None else f"{100 * value:.1f}%"


def variant_rows(totals: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Rows under `VARIANT_HEAD`: the ways of asking in which there is a case, by split or suite."""
    return [
        (
            f"{label} {_KINDS[expect]}, {name}",
            str(part["cases"]),
            str(part["clusters"]),
            percent(part["right"]),
            percent(part["right_gate_open"]),
        )
        for label, kinds in totals["variants"].items()
        for expect, ways in kinds.items()
        for name, part in ways.items()
    ]


def _diagnosis_rows(run: Run) -> list[tuple[str, ...]]:
    return [
        (split, *(str(counts.get(stage, 0)) for stage in STAGES)) for split, counts in run.totals["diagnosis"].items()
    ]


def peer_rows(run: Run) -> list[tuple[str, ...]]:
    """Rows under `PEER_HEAD`, this assistant first in each split."""
    rows: list[tuple[str, ...]] = []
    for split in sorted({split for scores in run.totals["peers"].values() for split in scores}):
        groups = run.totals["groups"]
        if split in groups:
            right = [percent(groups.get(f"{split} {expect}", {}).get("right")) for expect in ("answered", "declined")]
            rows.append(("this assistant", split, signed(groups[split]["truth"]), *right))
        for name, scores in run.totals["peers"].items():
            if part := scores.get(split):
                truth = "–" if part["truth"] is None else f"{part['truth']:+.3f}"
                rows.append((name, split, truth, share(part["right"]), share(part["declined"])))
    return rows


def _worst_text(run: Run) -> str:
    wrong = [v for v in run.verdicts.values() if v["split"] == "dev" and not v["right"]]
    wrong.sort(key=lambda verdict: (verdict["truth"], run.outcome(verdict["id"]) != "crashed", verdict["id"]))
    return "\n".join(
        f"- `{verdict['id']}` {_literal(verdict['question'])} → {_literal(verdict['reason'])}"
        + (f" ({verdict['diagnosis']})" if verdict["diagnosis"] else "")
        for verdict in wrong[:WORST]
    )


def _literal(text: str) -> str:
    """Text on one line with nothing that Markdown, HTML or a mention would act on."""
    flat = re.sub(r"([\\`*_\[\]|~#])", r"\\\1", " ".join(text.split()))
    return flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "@\u200b")
