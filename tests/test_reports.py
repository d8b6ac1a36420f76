"""Reports of a run: complete, the same each time, nothing of the test split or of a question's markup let through."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from evals.charts import bar_svg, latency_svg, percentile, reliability_svg, risk_coverage_svg, round_end
from evals.compare import compare_runs, comparison_text
from evals.errors import CaseError
from evals.explain import explain_case
from evals.html import html_report
from evals.markdown import headline_groups, markdown_report
from evals.terminal import variants_text

MARKUP = 'is <script>alert("x")</script> & <b>bold</b> paid?'
SECRET = "what does a held-out lighthouse keeper earn"


def interval(value: float | None, n: int = 2) -> dict[str, Any]:
    low, high = (None, None) if value is None else (value - 0.1, value + 0.1)
    return {"value": value, "low": low, "high": high, "n": n, "clusters": n}


def passage(rank: int, text: str) -> dict[str, Any]:
    scores = {"score": 0.9 / rank, "lexical": 1.0 / rank, "token_similarity": 0.5, "cosine": 0.25}
    place = {"guide": "lighthouse", "kind": "row", "section": ["Pay"], "start": 10, "end": 10 + len(text)}
    return {"rank": rank, "id": f"p{rank}", "text": text, **place, **scores}


def answer(outcome: str, text: str) -> dict[str, Any]:
    place = {"number": 1, "guide": "lighthouse", "section": ["Pay"], "start": 10, "end": 24, "url": "/guide/l#pay"}
    citations = [{**place, "quote": "Keeper: 5 gold"}] if outcome == "answered" else []
    reason = "not_in_guide" if outcome == "declined" else None
    return {"outcome": outcome, "text": text, "citations": citations, "reason": reason, "confidence": 0.7}


def verdict(case_id: str, *, right: bool, **changed: Any) -> dict[str, Any]:
    scores = {"hit@1": {"value": float(right), "reason": ""}, "list completeness": {"value": None, "reason": "no list"}}
    plain = {
        "id": case_id,
        "fact_id": f"fact-{case_id}",
        "split": "dev",
        "expect": "answered",
        "tags": ["pay"],
        "question": f"what about {case_id}",
        "history": [],
        "right": right,
        "reason": "" if right else "lacks 5 gold",
        "truth": 1 if right else -1,
        "scores": scores,
        "diagnosis": None if right else "answerer",
        "facts": [["5 gold", "five gold"]],
        "evidence": ["Keeper: 5 gold"],
    }
    return {**plain, **changed}


def prediction(case_id: str, **changed: Any) -> dict[str, Any]:
    plain = {
        "id": case_id,
        "answer": answer("answered", f"Five gold for {case_id}. [1]"),
        "asked": f"what about {case_id}",
        "passages": [passage(1, "Lamp oil: 2 gold"), passage(2, "Keeper: 5 gold")],
        "evidence": ["p2", "p1"],
        "gate": {"confidence": 0.7, "reason": None, "features": {"coverage": 0.8}},
    }
    return {**plain, **changed}


TOTALS: dict[str, Any] = {
    "cases": 5,
    "groups": {
        "all": {"cases": 5, "clusters": 5, "right": interval(0.6), "truth": interval(0.4)},
        "dev": {"cases": 4, "clusters": 4, "right": interval(0.5), "truth": interval(0.25)},
        "test": {"cases": 1, "clusters": 1, "right": interval(0.815), "truth": interval(0.631)},
        "dev answered": {"cases": 4, "clusters": 4, "right": interval(0.75), "truth": interval(0.25)},
        "test declined": {"cases": 0, "clusters": 0, "right": interval(None, 0), "truth": interval(None, 0)},
        "tag pay": {"cases": 5, "clusters": 5, "right": interval(0.6), "truth": interval(0.4)},
    },
    "scores": {"dev": {"hit@1": interval(0.5), "list completeness": None}},
    "declining": {
        "dev": {
            "confusion": {"covered": {"answered": 3, "declined": 1, "clarify": 0, "smalltalk": 0}},
            "false_answers": {"wrong": 0, "of": 0, "rate": None, "upper": None},
            "risk_coverage": [[0.5, 0.0], [1.0, 0.25]],
            "aurc": 0.1,
            "brier": None,
            "calibration_error": None,
            "reliability": [
                {"low": 0.0, "high": 0.5, "mean_confidence": None, "share_covered": None, "n": 0},
                {"low": 0.5, "high": 1.0, "mean_confidence": 0.7, "share_covered": 1.0, "n": 4},
            ],
        }
    },
    "diagnosis": {"dev": {"answerer": 1}},
    "robustness": {"dev": {"typo": {"n": 2, "plain": 1.0, "variant": 0.5, "drop": interval(0.5)}}},
    "variants": {
        "dev": {
            "answered": {
                "typo": {"cases": 3, "clusters": 2, "right": interval(0.5), "right_gate_open": interval(0.75)}
            },
            "declined": {"all": {"cases": 1, "clusters": 1, "right": interval(0.5), "right_gate_open": None}},
        }
    },
    "peers": {"always decline": {"dev": {"right": 0.25, "declined": 1.0, "truth": None}}},
}
VERDICTS = (
    verdict("keeper", right=True),
    verdict("oil", right=False, history=["hello"]),
    verdict("markup", right=False, question=MARKUP, truth=0, reason="declined instead of answered", diagnosis="gate"),
    verdict("crash", right=False, reason="crashed: ValueError('x')", diagnosis="reading"),
    verdict("hidden", right=False, split="test", question=SECRET),
)
PREDICTIONS = (
    prediction("keeper"),
    prediction("oil", asked="what does lamp oil cost"),
    prediction(
        "markup",
        answer=answer("declined", "The guide does not say."),
        gate={"confidence": 0.2, "reason": "not_in_guide", "features": {"coverage": 0.1}},
        forced=answer("answered", "A forced reply. [1]"),
    ),
    {"id": "crash", "answer": None, "error": "ValueError('x')"},
    prediction("hidden"),
)


def write_run(
    folder: Path,
    verdicts: Sequence[Mapping[str, Any]] = VERDICTS,
    predictions: Sequence[Mapping[str, Any]] = PREDICTIONS,
    threshold: float = 0.5,
) -> Path:
    folder.mkdir()
    for name, lines in (("verdicts.jsonl", verdicts), ("predictions.jsonl", predictions)):
        (folder / name).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (folder / "totals.json").write_text(json.dumps(TOTALS), encoding="utf-8")
    record = {"settings": {"threshold": threshold}, "commit": "abc"}
    (folder / "record.json").write_text(json.dumps(record), encoding="utf-8")
    times = {"keeper": {"embed": 3.0, "search": 1.0, "total": 5.0}, "oil": {"total": 9.0}, "crash": {}}
    (folder / "timings.json").write_text(json.dumps(times), encoding="utf-8")
    return folder


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return write_run(tmp_path / "first")


def test_a_question_with_markup_is_text_on_the_page(run: Path) -> None:
    page = html_report(run, show_test=False)

    assert "<script>alert" not in page and "<b>bold" not in page
    assert "&lt;script&gt;alert(" in page


def test_the_page_asks_for_nothing_from_outside(run: Path) -> None:
    page = html_report(run, show_test=True)

    assert re.findall(r"https?:|//[a-z]|@import|url\(|<link|<img|\ssrc=", page) == []
    assert "default-src 'none'" in page


def test_the_same_run_gives_the_same_bytes(run: Path) -> None:
    assert html_report(run, show_test=True) == html_report(run, show_test=True)
    assert markdown_report(run) == markdown_report(run)


def test_the_page_lists_test_cases_only_where_asked_for(run: Path) -> None:
    assert SECRET not in html_report(run, show_test=False)
    assert "Cases of the test split (1)" in html_report(run, show_test=False)
    assert SECRET in html_report(run, show_test=True)


def test_the_page_shows_headline_answer_expected_passages_and_reason(run: Path) -> None:
    page = html_report(run, show_test=False)

    for text in ("+0.631", "81.5%", "Five gold for keeper", "fact: 5 gold or five gold", "Lamp oil: 2 gold"):
        assert text in page
    assert "lacks 5 gold" in page and "holds the evidence" in page and "A forced reply." in page
    assert "&#39;" in page and "crashed" in page


def test_a_page_without_times_says_so(run: Path) -> None:
    (run / "timings.json").unlink()

    assert "This run has no timings.json." in html_report(run, show_test=False)


def test_charts_are_well_formed_and_escape_their_names() -> None:
    charts = [
        bar_svg(interval(0.5)),
        bar_svg(interval(0.5) | {"low": None, "high": None}),
        risk_coverage_svg({"<dev>": [[0.5, 0.1], [1.0, 0.3]]}),
        risk_coverage_svg({}),
        reliability_svg({"<dev>": TOTALS["declining"]["dev"]["reliability"]}),
        latency_svg([1.0, 2.0, 100.0]),
        latency_svg([0.0]),
    ]

    assert [ElementTree.fromstring(str(chart)).tag for chart in charts] == ["svg"] * len(charts)
    assert latency_svg([]) is None


def test_a_bar_ends_at_its_share_and_its_line_at_the_interval() -> None:
    chart = str(bar_svg({"value": 0.25, "low": 0.125, "high": 0.5}))

    assert '<rect class="bar" width="25.00"' in chart
    assert 'd="M12.50 6H50.00M12.50 3V9M50.00 3V9"' in chart


def test_percentiles_are_nearest_ranks_and_axes_end_on_round_numbers() -> None:
    assert [percentile([4.0, 1.0, 3.0, 2.0], share) for share in (0.5, 0.75, 0.76, 1)] == [2.0, 3.0, 4.0, 4.0]
    assert [round_end(value) for value in (0, 0.07, 10, 149, 990)] == [1.0, pytest.approx(0.08), 10, 160, 1000]


def test_markdown_has_the_headline_and_no_test_question(run: Path) -> None:
    text = markdown_report(run)

    assert "| test | 1 | 1 | +0.631 (+0.531 to +0.731) | 81.5% (71.5–91.5) |" in text
    assert "| dev | 0 | 0 | 0 | 1 | 0 |" in text
    assert "| this assistant | dev | +0.250 (+0.150 to +0.350) | 75.0% (65.0–85.0) | – |" in text
    assert "| always decline | dev | – | 25.0% | 100.0% |" in text
    assert SECRET not in text and "hidden" not in text
    assert "test declined" not in text  # an empty group has nothing to say


def test_ways_of_asking_are_in_every_report_as_answered_and_with_the_gate_open(run: Path) -> None:
    markdown, page, terminal = markdown_report(run), html_report(run, show_test=False), variants_text(TOTALS)

    assert "| dev covered, typo | 3 | 2 | 50.0% (40.0–60.0) | 75.0% (65.0–85.0) |" in markdown
    assert "| dev uncovered, all | 1 | 1 | 50.0% (40.0–60.0) | – |" in markdown
    assert "<td>dev covered, typo</td><td>3</td><td>2</td>" in re.sub(r">\s+|\s+<", lambda m: m[0].strip(), page)
    assert [" ".join(line.split()) for line in terminal.split("\n")] == [
        "asked cases facts right right, gate forced open",
        "dev covered, typo 3 2 50.0% (40.0–60.0) 75.0% (65.0–85.0)",
        "dev uncovered, all 1 1 50.0% (40.0–60.0) –",
    ]


def test_the_headline_starts_with_named_sets_and_keeps_a_suite_together() -> None:
    names = ["all", "dev", "nurse", "nurse answered", "baker", "baker declined", "tag pay", "test answered", "test"]
    groups = {name: {"cases": 1} for name in [*names, "test faq-six"]} | {"test clarify": {"cases": 0}}

    assert headline_groups({"groups": groups}) == [
        "test faq-six",
        "test",
        "test answered",
        "dev",
        "all",
        "baker",
        "baker declined",
        "nurse",
        "nurse answered",
    ]


def test_markdown_names_the_worst_dev_cases_first_and_without_markup(run: Path) -> None:
    worst = markdown_report(run).split("### Worst")[1]

    assert re.findall(r"^- `(\w+)`", worst, re.MULTILINE) == ["crash", "oil", "markup"]
    assert "<script>" not in worst and "&lt;script&gt;" in worst


def test_explaining_a_case_walks_from_question_to_diagnosis(run: Path) -> None:
    text = explain_case(run, "oil")

    steps = ["earlier: hello", "read as: what does lamp oil cost", "1. Pay", "re-ranked to 1", "confidence 0.700 >="]
    steps += ["Five gold for oil", "[1] Pay: Keeper: 5 gold", "fact: 5 gold", "wrong: lacks 5 gold", "lost at answerer"]
    assert [step for step in steps if step not in text] == []
    assert [text.index(step) for step in steps] == sorted(text.index(step) for step in steps)


def test_explaining_a_decline_shows_threshold_and_forced_answer(run: Path) -> None:
    text = explain_case(run, "markup")

    assert "confidence 0.200 < threshold 0.5" in text
    assert "declines: not_in_guide" in text and "A forced reply." in text


def test_a_crash_can_be_explained(run: Path) -> None:
    assert "crashed: ValueError('x')" in explain_case(run, "crash")


def test_an_unknown_case_names_similar_ones(run: Path) -> None:
    with pytest.raises(CaseError, match="keeper"):
        explain_case(run, "keepr")


def test_a_folder_that_is_no_run_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="python -m evals"):
        html_report(tmp_path, show_test=False)


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The run after a change: keeper broke, oil is fixed, markup has another text, one case went and one was edited."""
    verdicts = [
        verdict("keeper", right=False),
        verdict("oil", right=True, history=["hello"]),
        VERDICTS[2],
        verdict("crash", right=False, question="another question"),
        verdict("hidden", right=True, split="test", question=SECRET),
        verdict("new", right=True),
    ]
    answers = [prediction(v["id"]) for v in verdicts]
    answers[2] = prediction("markup", answer=answer("declined", "The guide says nothing of it."))
    return write_run(tmp_path / "later", verdicts, answers, threshold=0.6)


def test_a_comparison_finds_what_broke_what_was_fixed_and_what_changed(run: Path, later: Path) -> None:
    found = compare_runs(run, later)

    assert [change.id for change in found.newly_broken] == ["keeper"]
    assert [change.id for change in found.newly_fixed] == ["oil", "hidden"]
    assert [change.id for change in found.changed_answers] == ["markup"]
    assert (found.shared, found.only_before, found.only_after, found.asked_differently) == (4, (), ("new",), ("crash",))
    assert found.produced_by == (("settings.threshold", "0.5", "0.6"),)


def test_a_comparison_pairs_each_metric_on_the_shared_cases_it_applies_to(run: Path, later: Path) -> None:
    found = {(part.split, part.metric): part for part in compare_runs(run, later).differences}

    assert set(found) == {(split, metric) for split in ("dev", "test") for metric in ("truth", "right", "hit@1")}
    right = found["dev", "right"]
    assert (right.before, right.after) == (pytest.approx(1 / 3), pytest.approx(1 / 3))
    assert (right.paired.newly_right, right.paired.newly_wrong, right.paired.difference.n) == (1, 1, 3)


def test_a_comparison_leads_with_what_broke_and_counts_test_cases_only(run: Path, later: Path) -> None:
    text = comparison_text(compare_runs(run, later))

    assert text.index("Newly broken: 1") < text.index("Newly fixed: 2 (1 of the test split not shown)")
    assert text.index("Newly fixed") < text.index("Changed answers") < text.index("Metrics")
    assert SECRET not in text and "hidden" not in text
    assert SECRET in comparison_text(compare_runs(run, later), show_test=True)
    assert "no difference shown, this set could see no change" in text


def test_a_run_compared_with_itself_shows_no_change(run: Path) -> None:
    found = compare_runs(run, run)

    assert found.newly_broken == found.newly_fixed == found.changed_answers == ()
    assert {part.after - part.before for part in found.differences} == {0.0}
