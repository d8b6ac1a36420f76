"""Pictures of ranges and times: drawn from any guide's tables and labels, with every figure also as text."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from index_sample import GUIDE, write_guide

from assistant.answer import Answer, Citation, Outcome
from assistant.web.drawing import Bar, bars_html, ticks_up_to
from assistant.web.pictures import picture_html
from assistant.web.ranges import comparable, range_in
from assistant.web.reply import answer_html
from corpus.guide import Guide
from corpus.read import read_guides

STEPS = """# Baker

## Roadmap

### Step 1 — Mix

**Time needed:** 2–4 weeks

### Step 2 — Bake

**Time needed:** 3–6 weeks

### Step 3 — Sell

**Time needed:** 1–2 weeks (alongside Step 2)

### Step 4 — Rest
"""


def guide_of(text: str, folder: Path) -> Guide:
    return read_guides(write_guide(folder, text))[0]


def citing(guide: Guide, *quotes: str) -> Answer:
    citations = []
    for number, words in enumerate(quotes, 1):
        start = guide.text.index(words)
        section = ("Anywhere",)
        citations.append(
            Citation(
                number=number,
                guide=guide.id,
                section=section,
                quote=words,
                start=start,
                end=start + len(words),
                url="/",
            )
        )
    return Answer(question="q", outcome=Outcome.ANSWERED, text="So it is [1].", citations=tuple(citations))


def words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def boxes(html: str, kind: str) -> list[tuple[float, float]]:
    """Where the boxes of a kind begin and end, in per cent."""
    found = re.findall(rf'<rect x="([\d.]+)%" y="0" width="([\d.]+)%" height="12" rx="3" class="{kind}">', html)
    return [(float(start), round(float(start) + float(width), 1)) for start, width in found]


def test_a_quoted_row_offers_its_table_as_bars_with_the_row_lit(tmp_path: Path) -> None:
    guide = guide_of(GUIDE, tmp_path)
    html = answer_html(citing(guide, "| Beginner (0–1 year) | ₹40–60 thousand |"), {guide.id: guide})
    picture = re.search(r'<details class="picture">.*?</details>', html)
    assert picture is not None
    assert words(re.search(r'<li class="asked">.*?</li>', picture[0])[0]) == "Beginner (0–1 year) ₹40–60 thousand"
    assert picture[0].count("<li ") == picture[0].count("<svg") - 1  # and the axis
    for row in re.findall(r"^\| (.+?) \| (₹.+?) \|$", guide.text, re.M):
        assert " ".join(row) in words(picture[0])


def test_steps_follow_each_other_and_what_runs_alongside_begins_with_its_step(tmp_path: Path) -> None:
    guide = guide_of(STEPS, tmp_path)
    html = picture_html(citing(guide, "**Time needed:** 3–6 weeks"), {guide.id: guide})
    assert boxes(html, "solid") == [(0.0, 20.0), (40.0, 70.0), (40.0, 50.0)]  # of 10 weeks
    assert boxes(html, "light") == [(20.0, 40.0), (70.0, 100.0), (50.0, 60.0)]
    assert words(re.search(r'<li class="asked">.*?</li>', html)[0]) == "2. Bake 3–6 weeks"
    assert "Left out: 1 without a figure" in words(html)
    assert "10 weeks" in words(html)


@pytest.mark.parametrize("quote", ["### Step 4 — Rest", "# Baker"])
def test_what_has_no_figures_offers_no_picture(tmp_path: Path, quote: str) -> None:
    guide = guide_of(STEPS, tmp_path)
    assert picture_html(citing(guide, quote), {guide.id: guide}) == ""


@pytest.mark.parametrize("nothing", ["₹0", "0%", "0 months"])
def test_a_column_of_nothing_but_zeros_is_not_drawn_and_the_next_one_is(tmp_path: Path, nothing: str) -> None:
    rows = f"| a | {nothing} | ₹1 lakh |\n| b | {nothing} | ₹2 lakh |\n"
    guide = guide_of(f"# T\n\n## Pay\n\n| Who | Fee | Pay |\n|---|---|---|\n{rows}", tmp_path)
    html = picture_html(citing(guide, f"| b | {nothing} | ₹2 lakh |"), {guide.id: guide})
    assert boxes(html, "solid") == [(0.0, 50.0), (0.0, 100.0)]


def test_steps_that_take_no_time_are_not_drawn(tmp_path: Path) -> None:
    guide = guide_of(re.sub(r"\d–\d weeks", "0 weeks", STEPS), tmp_path)
    assert picture_html(citing(guide, "**Time needed:** 0 weeks"), {guide.id: guide}) == ""


def test_markup_in_a_label_stays_text(tmp_path: Path) -> None:
    text = "# T\n\n## Pay\n\n| Who | Pay |\n|---|---|\n| <img src=x onerror=a> | ₹1–2 lakh |\n| b | ₹3 lakh |\n"
    guide = guide_of(text, tmp_path)
    html = answer_html(citing(guide, "| b | ₹3 lakh |"), {guide.id: guide})
    assert "<svg" in html and "<img" not in html and "&lt;img" in html


@pytest.mark.parametrize(
    ("text", "low", "high", "kind"),
    [
        ("₹4–8 LPA", 4e5, 8e5, "₹"),
        ("₹50 LPA+", 5e6, None, "₹"),
        ("₹6 lakh – ₹1 crore", 6e5, 1e7, "₹"),
        ("Rs. 20,000 to 30,000", 2e4, 3e4, "RS"),
        ("$1,200", 1200, 1200, "$"),
        ("10–14 months", 304, 425.6, "days"),
        ("5+ years", 1825, None, "days"),
        ("12%", 12, 12, "%"),
        ("₹20–30K", 2e4, 3e4, "₹"),
        ("5 cr.", 5e7, 5e7, "money"),
    ],
)
def test_a_figure_is_read_with_its_unit(text: str, low: float, high: float | None, kind: str) -> None:
    found = range_in(text)
    assert found is not None
    assert (found.low, found.high and pytest.approx(found.high), found.kind) == (low, high, kind)


@pytest.mark.parametrize(
    "text", ["Python 3", "2019", "Step 4", "", "free", "₹8–4 LPA", "15 km", "250 g to 2 kg", "10 credits"]
)
def test_a_number_without_a_unit_is_no_figure_to_draw(text: str) -> None:
    assert range_in(text) is None


@pytest.mark.parametrize(
    ("texts", "fits"),
    [
        (["₹1 lakh", "₹2 lakh"], True),
        (["₹1 lakh", "$2 lakh"], False),
        (["₹1 lakh", "varies", "₹2 lakh"], True),
        (["₹1 lakh", "varies"], False),
        (["2 weeks", "3 months"], True),
        (["2 weeks", "₹3 lakh"], False),
    ],
)
def test_only_figures_of_one_kind_are_compared(texts: list[str], fits: bool) -> None:
    assert comparable([range_in(text) for text in texts]) is fits


@pytest.mark.parametrize("longest", [0.5, 3, 7, 44, 60, 1000, 123456])
def test_an_axis_has_a_few_round_numbers(longest: float) -> None:
    ticks = ticks_up_to(longest)
    assert 3 <= len(ticks) <= 6 and ticks[0] == 0 and ticks[-1] <= longest


def test_an_open_bar_goes_on_to_the_edge() -> None:
    bar = Bar(label="a", figure="50+", start=50, sure=50, end=50, is_open=True)
    html = bars_html([bar], unit="", scale=1, longest=100)
    assert boxes(html, "light") == [(50.0, 100.0)]
