"""Reports of a run: complete, the same each time, nothing of the test split or of a question's markup let through."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from run_sample import SECRET, TOTALS, interval, write_run

from evals.charts import bar_svg, latency_svg, percentile, reliability_svg, risk_coverage_svg, round_end
from evals.errors import CaseError
from evals.explain import explain_case
from evals.html import html_report
from evals.markdown import headline_groups, markdown_report
from evals.terminal import variants_text


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
