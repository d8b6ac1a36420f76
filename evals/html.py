"""A run as one self-contained HTML page: nothing is fetched, every chart is SVG drawn by `evals.charts`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evals.charts import bar_svg, latency_svg, percentile, reliability_svg, risk_coverage_svg
from evals.declining import TAXONOMY
from evals.explain import Run, expected_text, holds_evidence, read_run, setting, suite_of
from evals.markdown import (
    PEER_HEAD,
    STAGES,
    VARIANT_HEAD,
    declined_interval,
    headline_rows,
    peer_rows,
    percent,
    plain,
    share,
    variant_rows,
)
from evals.markdown import signed as signed_interval

_OUTCOMES = ("answered", "declined", "clarify", "smalltalk")
_TAGS_SHOWN = 16
_FEW = 10  # a tag of fewer cases says little and stands last


def html_report(run: Path, *, show_test: bool) -> str:
    """The page of a run folder; cases of the test split are listed only with `show_test`.

    Raises:
        CaseError: if the run cannot be read.
    """
    read = read_run(run)
    listed = [v for v in read.verdicts.values() if show_test or v["split"] != "test"]
    page = _environment().get_template("report.html.j2")
    return page.render(
        title=read.name,
        totals=read.totals,
        cards=_cards(read),
        headline=headline_rows(read),
        tag_rows=_tag_rows(read),
        tags_shown=_TAGS_SHOWN,
        few=_FEW,
        declining=read.totals["declining"],
        outcomes=[*_OUTCOMES, *(["crashed"] if _any_crashed(read.totals["declining"]) else [])],
        risk_coverage=risk_coverage_svg({s: part["risk_coverage"] for s, part in read.totals["declining"].items()}),
        reliability=reliability_svg({s: part["reliability"] for s, part in read.totals["declining"].items()}),
        latency=latency_svg([stages["total"] for stages in read.timings.values() if "total" in stages]),
        stages=_stage_rows(read.timings),
        scores=_score_rows(read),
        diagnosis=[(s, [(d, counts.get(d, 0)) for d in STAGES]) for s, counts in read.totals["diagnosis"].items()],
        stage_names=STAGES,
        robustness=[
            (split, style, part["n"], share(part["plain"]), share(part["variant"]), percent(part["drop"]))
            for split, styles in read.totals["robustness"].items()
            for style, part in styles.items()
        ],
        variant_head=VARIANT_HEAD,
        variants=variant_rows(read.totals),
        peer_head=PEER_HEAD,
        peers=peer_rows(read),
        cases=[_case(read, verdict) for verdict in listed],
        hidden=len(read.verdicts) - len(listed),
        suites=sorted({suite_of(verdict) for verdict in listed}),
        splits=sorted({verdict["split"] or "no split" for verdict in listed}),
        tags=(tags := sorted({tag for verdict in listed for tag in verdict["tags"]})),
        tag_of={kind: tag for tag, kind in TAXONOMY.items() if tag in tags},
        record=json.dumps(read.record, indent=2, ensure_ascii=False, sort_keys=True),
        threshold=setting(read.record, "threshold"),
        share=share,
    )


def _environment() -> Environment:
    loader = FileSystemLoader(Path(__file__).resolve().parent / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _any_crashed(declining: Mapping[str, Any]) -> bool:
    return any(counts.get("crashed") for part in declining.values() for counts in part["confusion"].values())


def _cards(run: Run) -> list[tuple[str, str, str, str]]:
    """The headline split's name, truth score, right and declined as (split, title, value, interval)."""
    groups = run.totals["groups"]
    name = next((split for split in ("test", "dev") if groups.get(split, {}).get("cases")), "all")
    texts = (
        ("Truth score", signed_interval(groups[name]["truth"])),
        ("Right", percent(groups[name]["right"])),
        ("Declined", percent(declined_interval(run, name))),
    )
    parts = [(title, *text.partition(" ")) for title, text in texts]
    return [(name, title, value, bounds.strip("()")) for title, value, _, bounds in parts]


def _tag_rows(run: Run) -> list[tuple[str, int, str, Markup]]:
    """Per tag: name, cases, right with interval, bar; the least right first, then so again those of few cases."""
    groups = {name[4:]: group for name, group in run.totals["groups"].items() if name.startswith("tag ")}
    groups = {name: group for name, group in groups.items() if group["right"]["value"] is not None}
    order = sorted(groups, key=lambda name: (groups[name]["cases"] < _FEW, groups[name]["right"]["value"], name))
    return [(n, groups[n]["cases"], percent(groups[n]["right"]), bar_svg(groups[n]["right"])) for n in order]


def _score_rows(run: Run) -> list[tuple[str, list[str]]]:
    names = dict.fromkeys(name for scores in run.totals["scores"].values() for name in scores)
    return [(name, [plain(scores.get(name)) for scores in run.totals["scores"].values()]) for name in names]


def _stage_rows(timings: Mapping[str, Mapping[str, float]]) -> list[tuple[str, int, list[str]]]:
    """Per stage: name, n, and the 50th, 95th and 99th percentile and the greatest, in milliseconds."""
    rows = []
    for name in dict.fromkeys(name for stages in timings.values() for name in stages):
        values = [stages[name] for stages in timings.values() if name in stages]
        rows.append((name, len(values), [f"{percentile(values, share):.1f}" for share in (0.5, 0.95, 0.99, 1)]))
    return rows


def _case(run: Run, verdict: Mapping[str, Any]) -> dict[str, Any]:
    """What the template shows of one case."""
    prediction = run.predictions.get(verdict["id"])
    evidence = tuple(verdict.get("evidence") or ())
    answer = prediction.answer if prediction else None
    text = " ".join([verdict["id"], verdict["fact_id"], *verdict["history"], verdict["question"], verdict["reason"]])
    return {
        "verdict": verdict,
        "split": verdict["split"] or "no split",
        "suite": suite_of(verdict),
        "outcome": run.outcome(verdict["id"]),
        "answer": answer,
        "forced": prediction.forced if prediction and answer and answer["outcome"] == "declined" else None,
        "error": prediction.error if prediction else None,
        "asked": prediction.asked if prediction and prediction.asked != verdict["question"] else None,
        "gate": prediction.gate if prediction else None,
        "passages": [(p, holds_evidence(p, evidence)) for p in prediction.passages] if prediction else [],
        "expected": expected_text(verdict),
        "scores": [(name, s["value"], s["reason"]) for name, s in verdict["scores"].items() if s["value"] is not None],
        "searched": f"{text} {answer['text'] if answer else ''}".lower(),
    }
