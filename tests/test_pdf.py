"""Guides that are PDFs: the same blocks as in Markdown, however they are printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from document_forms import HYPHENATED_CSS, LINED_CSS, PLAIN_CSS, RULED_CSS, Print, pdf_forms
from html_pages import outline
from index_sample import GUIDE, index_dir_with_model
from pdf_by_hand import text_of
from test_parse_properties import check_and_find_rest

from assistant.settings import load_settings
from assistant.wiring import build_assistant
from corpus.guide import Guide, Table
from corpus.parse import parse_guide
from corpus.read import kept_form, read_guides

REPOSITORY = Path(__file__).parent.parent
ROWS = "\n".join(
    f"| Tool number {n} | for work of the kind {n % 7} in clay | ₹{n * 137:,} | any shop in town {n} | {n % 9 + 1} years |"  # noqa: E501
    for n in range(1, 61)
)
POTTER = f"""## Overview

A potter shapes clay on a wheel and fires it in a kiln. Many potters teach evening classes, sell at fairs, or work for a
well-known studio that makes table-ware in small series for restaurants, and nearly all are self-employed.

1. Clean the wheel after each use.
2. Wedge the clay until no air is left in it.
   - Use a wire to cut it
   - Slam both halves together
     - at least ten times
3. Centre it with wet hands, and take the time that it takes, because a bowl that is not centred will be torn apart.

**Good to know:** clay shrinks by 10–12 % in the kiln.

**Time:** 6 weeks

### Tools and where to get them

| Tool | Used for | Price | Where | Lasts |
|---|---|---|---|---|
{ROWS}

Prices were asked for in spring.

### What it pays

A studio pays by the day.

| | Beginner | Trained |
|---|---|---|
| Delhi | ₹600 | ₹1,200 |
| Pune | ₹550 | ₹1,100 |
| Kochi | ₹500 | ₹1,000 |

## Questions and answers

**Do I need a degree?**

No. A portfolio of pots says more.

**Can I fire at home?**

Only with a three-phase supply. Electric kilns need:

- 400 volts
- a fire-proof room of at least 6 m²
"""
COOK = """# Cook in a Hotel

This guide is for people in small towns.

## Step 1: Learn to cut

Skills:

* knife work
* stock-taking
* the five mother sauces, in the order in which they are taught at every school of the country, north and south

Duration: 2–3 months

Cost: ₹12,000

### Where

Ask in hotels. The e-mail address of the federation is on its site. A hard-working chef is worth more than any
certificate, as every hotel in the region will tell you at once.

## Step 2: Work in shifts

| Shift | Begins | Ends in the |
|---|---|---|
| Early | 5:00 | afternoon |
| Late | 13:00 | night |

Pay grows slowly:

| Level | Pay in ₹ per month |
|---|---|
| Commis | 14,000 |
| Chef de partie | 25,000 |

Source: two hotels.

## FAQ

### Is it hard?

Yes. It is.

### How long until I lead a kitchen?

Eight to ten years.

- In a small hotel: five
- In a chain: twelve
"""
BAKER = """# Baker

## What a day is like

| Shift | Hours | Main work and what else falls to it before the shop opens | Who is usually put on it |
|---|---|---|---|
| Early | 4 am to 1 pm | Breads, croissants, the buffet, and all that is ordered for schools | Trained bakers |
| Middle | 10 am to 7 pm | Cakes | Demi chefs, and whoever asks for hours that leave the evening free |
| Late | 3 pm | Plated desserts for dinner in the hotel's two dining rooms, one of which opens at seven | Chefs |

**Age:** 17 years or above on the day of admission, and not more than 35 in schools that the state runs on its own
**Subjects:** any stream is accepted
**Health:** a fitness certificate

## Frequently asked questions

**Do I have to know French?**
Not to speak it.

**Is there work for vegetarians?**
Yes, in eggless bakeries.
"""
GUIDES = {
    "baker": BAKER,
    "shipped": (REPOSITORY / "corpus/guides/machine-learning-engineer.md").read_text(encoding="utf-8"),
    "marketer": (REPOSITORY / "tests/data/page-original/digital-marketer.md").read_text(encoding="utf-8"),
    "beekeeper": GUIDE,
    "potter": POTTER,
    "cook": COOK,
}
BANDED_CSS = "table { border-collapse: collapse } tr:nth-child(even) { background: #eee } th, td { padding: 4px 12px }"
PRINTS = {
    "ruled": Print(running="Career Site"),
    "lined": Print(css=LINED_CSS, running="Career Site"),
    "hyphenated-a5": Print(css=HYPHENATED_CSS, paper="A5"),
    "large-letter": Print(css=RULED_CSS + " body { font: 20px/1.5 serif }", paper="Letter"),
    "small": Print(css=LINED_CSS + " body { font-size: 10px; line-height: 1.4 }", margin="25mm", tagged=False),
    "justified": Print(css=HYPHENATED_CSS + " body { font-size: 14px; line-height: 1.6 }", running="Career Site"),
}
STYLED_CSS = (  # a guide as a designer sets it: coloured bands, cells in the middle of their row
    "body { font: 11pt/1.5 Georgia, serif } h2 { border-bottom: 2px solid #0a5 } thead th { background: #0a5 }"
    "table { border-collapse: collapse; width: 100% } tr:nth-child(even) td { background: #eee } "
    "td, th { padding: 6px 10px }"
)
MORE = {  # tables without any line between columns
    ("shipped", "plain"): Print(css=PLAIN_CSS),
    ("shipped", "banded"): Print(css=BANDED_CSS),
    ("beekeeper", "plain"): Print(css=PLAIN_CSS, running="Career Site"),
    ("cook", "banded"): Print(css=BANDED_CSS),
    ("baker", "styled"): Print(css=STYLED_CSS, running="Career Site"),
    ("cook", "styled"): Print(css=STYLED_CSS),
    ("shipped", "styled"): Print(css=STYLED_CSS, paper="Letter"),
    ("potter", "styled"): Print(css=STYLED_CSS, paper="A5"),
}
FORMS = {(guide, form): how for guide in GUIDES for form, how in PRINTS.items()} | MORE


@pytest.fixture(scope="module")
def printed() -> dict[tuple[str, str], bytes]:
    """Every guide in every form."""
    return dict(zip(FORMS, pdf_forms([(GUIDES[guide], how) for (guide, _), how in FORMS.items()]), strict=True))


def parsed(text: str) -> Guide:
    return parse_guide("potter", text, form="markdown", source="potter")


def with_paragraphs_joined(value: object) -> object:
    """An outline with neighbouring paragraphs as one: a page may end with a sentence in the middle of one."""
    if not isinstance(value, tuple | list):
        return value
    found: list[object] = []
    for part in map(with_paragraphs_joined, value):
        both = (found[-1] if found else None, part)
        if all(isinstance(one, tuple) and one[:1] == ("paragraph",) for one in both):
            found[-1] = ("paragraph", f"{found[-1][1]} {part[1]}")
        else:
            found.append(part)
    return tuple(found)


@pytest.mark.parametrize("form", sorted(FORMS), ids="-".join)
def test_every_block_of_a_markdown_guide_comes_back_from_a_pdf_of_it(printed, form):
    original = parsed(GUIDES[form[0]])
    text = text_of(printed[form])
    from_pdf = parsed(text)
    assert with_paragraphs_joined(outline(from_pdf)) == with_paragraphs_joined(outline(original))
    assert from_pdf.title == original.title
    assert "Career Site" not in text
    check_and_find_rest(from_pdf)


@pytest.mark.parametrize("form", sorted(PRINTS))
def test_a_table_over_several_pages_is_one_with_its_header_once(printed, form):
    (first, *_) = [
        block for section in parsed(text_of(printed["potter", form])).sections for block in section.blocks
        if isinstance(block, Table)
    ]  # fmt: skip
    assert len(first.rows) == 60
    assert [cell.text for cell in first.rows[-1].cells][2:4] == ["₹8,220", "any shop in town 60"]


def test_the_same_text_comes_from_the_same_bytes(printed):
    assert text_of(printed["potter", "lined"]) == text_of(printed["potter", "lined"])


def test_a_heading_right_above_a_table_that_only_has_lines_below_its_rows_stays_a_heading():
    rows = "| City | Pay | Rent |\n|---|---|---|\n| Pune | 600 | 90 |\n| Delhi | 700 | 99 |\n"
    guide = f"# Potter\n\nA potter shapes clay on a wheel.\n\n## Pay by city\n\n{rows}\nA potter sells pots at fairs.\n"
    css = (
        "h2 { margin: 0; font-size: 15pt } table { border-collapse: collapse; width: 100%; font-size: 9pt; margin: 0 }"
    )
    css += "body { font-size: 10pt; line-height: 1.1 } th { text-align: left } td, th { border-bottom: 1px solid #999 }"
    (content,) = pdf_forms([(guide, Print(css=css))])
    assert outline(parsed(text_of(content))) == outline(parsed(guide))


def test_a_pdf_is_built_asked_and_cited_in_the_text_kept_beside_the_index(tmp_path, printed):
    guides = tmp_path / "guides"
    guides.mkdir()
    (guides / "beekeeper.pdf").write_bytes(printed["beekeeper", "lined"])
    (guide,) = read_guides(guides)
    assert kept_form(guides / "beekeeper.pdf", printed["beekeeper", "lined"]) == ("beekeeper.md", guide.text.encode())
    settings = load_settings(guides_dir=guides, index_dir=index_dir_with_model(tmp_path / "indexes"))
    assistant = build_assistant(settings)
    try:
        answer = assistant.ask("what does a beginner earn in kerala")
        assert answer.outcome == "answered" and "₹40–60 thousand" in answer.text
        for citation in answer.citations:
            assert guide.text[citation.start : citation.end] == citation.quote
    finally:
        assistant.index.close()
