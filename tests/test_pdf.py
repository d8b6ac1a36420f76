"""Guides that are PDFs: the same blocks as in Markdown, however they are printed, and files that are refused."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import pytest
from document_forms import HYPHENATED_CSS, LINED_CSS, PLAIN_CSS, RULED_CSS, Print, pdf_forms
from hypothesis import given, settings
from hypothesis import strategies as st
from index_sample import GUIDE, index_dir_with_model
from test_html import outline
from test_parse_properties import check_and_find_rest

from assistant.settings import load_settings
from assistant.wiring import build_assistant
from corpus import pdf_checks, pdf_pages
from corpus.errors import GuideError
from corpus.guide import Guide, Table
from corpus.parse import parse_guide
from corpus.pdf import pdf_to_markdown
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


def text_of(content: bytes) -> str:
    return pdf_to_markdown(content, source="potter.pdf")


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


def pdf(stream: bytes, *, filters: bytes = b"", extra: bytes = b"", trailer: bytes = b"", pages: int = 1) -> bytes:
    """A PDF of pages that show one stream, written by hand."""
    kids = b" ".join(b"%d 0 R" % (10 + number) for number in range(pages))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>",
        2: b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, pages),
        3: b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(stream), filters, stream),
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << %b /Font << /F 4 0 R >> >> >>"  # noqa: E501
    objects.update({10 + number: page % extra for number in range(pages)})
    content = b"%PDF-1.7\n"
    places = {}
    for number, body in objects.items():
        places[number] = len(content)
        content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in places.items())
    size = max(objects) + 1
    end = b"xref\n%btrailer\n<< /Root 1 0 R /Size %d %b >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        size,
        trailer,
        len(content),
    )
    return content + end


def shown(*lines: str, top: int = 780, left: int = 60, size: int = 12, step: int = 14) -> bytes:
    """Lines of text as a page shows them."""
    texts = b" ".join(
        b"(%b) Tj T*" % line.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)") for line in lines
    )
    return b"BT /F %d Tf %d TL %d %d Td %b ET\n" % (size, step, left, top, texts)


def test_a_plain_pdf_of_lines_is_read_as_its_paragraphs_lists_and_labels():
    content = shown("Becoming a Potter", size=24) + shown(
        "A potter shapes clay on a wheel, which is one of the old-",
        "est crafts of all, and sells what comes out of a self-",
        "made kiln, day in, day out, to friends and to strangers.",
        top=740,
    )
    content += shown("Time: 6 weeks", "Cost: about 12,000", top=685)
    content += shown("What to buy:", "• clay", "• glaze, as much as you can carry in both of your hands, for", top=650)
    content += shown("it is cheaper by the bucket", left=67, top=608)
    content += shown("It is the oldest of crafts.", top=580) + shown("7", top=30, left=300)
    assert text_of(pdf(content)) == (
        "# Becoming a Potter\n\nA potter shapes clay on a wheel, which is one of the oldest crafts of all, and "
        "sells what comes out of a self-made kiln, day in, day out, to friends and to strangers.\n\nTime: 6 weeks  \n"
        "Cost: about 12,000\n\nWhat to buy:\n\n- clay\n- glaze, as much as you can carry in both of your hands, for it "
        "is cheaper by the bucket\n\nIt is the oldest of crafts.\n"
    )


LONG = "A potter shapes clay on a wheel, day in, day out, and sells pots at the fairs"


def test_a_heading_broken_short_of_the_margin_is_one_and_two_headings_are_two():
    content = shown("Becoming a", "Potter", size=24, step=30)
    content += shown(LONG, top=700) + shown("What a Potter", "earns", top=670, size=16, step=22)
    content += shown(LONG, top=630) + shown("Tools", size=16, top=600) + shown("Wheels", size=14, top=580)
    content += shown(LONG, top=560) + shown("Is it hard?", "Where to learn", top=530, size=16, step=20)
    content += shown(LONG, top=490) + shown("Step 1 Dig", "Step 2 Wash", top=460, size=16, step=20)
    content += shown(LONG, top=420) + shown("Pay", top=390, size=16) + shown("Fairs", top=360, size=16)
    headings = [line for line in text_of(pdf(content + shown(LONG, top=330))).splitlines() if line.startswith("#")]
    assert headings == [
        *("# Becoming a Potter", "## What a Potter earns", "## Tools", "### Wheels", "## Is it hard?"),
        *("## Where to learn", "## Step 1 Dig", "## Step 2 Wash", "## Pay", "## Fairs"),
    ]


def test_an_item_goes_on_below_its_bullet_until_a_line_ends_early():
    content = shown("Becoming a Potter", size=24) + shown(*[LONG] * 3, top=740)
    wide = "• clay of many kinds, as much as fits into your car, for it is cheaper by the"
    content += shown("To buy:", wide, "bucket", "• glaze", "It is the oldest of crafts.", top=680)
    numbered = wide.replace("• clay", "1. Clay").replace(", as much", ", always as much")
    content += shown("To do:", numbered, "bucket", "2. Dig", top=600) + shown(LONG, top=530)
    assert text_of(pdf(content)).partition("To buy:")[2] == (
        "\n\n- clay of many kinds, as much as fits into your car, for it is cheaper by the bucket\n- glaze\n\n"
        "It is the oldest of crafts.\n\nTo do:\n\n1. Clay of many kinds, always as much as fits into your car, for it "
        f"is cheaper by the bucket\n2. Dig\n\n{LONG}\n"
    )


def test_label_lines_stay_apart_even_where_one_of_them_is_full():
    lines = (
        "Tools: wheel, kiln",
        "Where to buy them: at the guild, at fairs, and from potters who retire",
        "Cost: 9,000",
    )
    content = shown("Becoming a Potter", size=24) + shown(LONG[:60], top=740) + shown(*lines, top=700)
    assert "  \n".join(lines) in text_of(pdf(content))


def test_a_heading_right_above_a_table_that_only_has_lines_below_its_rows_stays_a_heading():
    rows = "| City | Pay | Rent |\n|---|---|---|\n| Pune | 600 | 90 |\n| Delhi | 700 | 99 |\n"
    guide = f"# Potter\n\nA potter shapes clay on a wheel.\n\n## Pay by city\n\n{rows}\nA potter sells pots at fairs.\n"
    css = (
        "h2 { margin: 0; font-size: 15pt } table { border-collapse: collapse; width: 100%; font-size: 9pt; margin: 0 }"
    )
    css += "body { font-size: 10pt; line-height: 1.1 } th { text-align: left } td, th { border-bottom: 1px solid #999 }"
    (content,) = pdf_forms([(guide, Print(css=css))])
    assert outline(parsed(text_of(content))) == outline(parsed(guide))


def test_a_page_of_two_columns_is_read_column_by_column():
    left = [f"This is line {n} of the left column here" for n in range(8)]
    right = [f"and line {n} of the right one stands there" for n in range(8)]
    text = text_of(pdf(shown(*left) + shown(*right, left=320)))
    assert " ".join(text.split()).index("7 of the left column") < text.index("and line 0 of the right one")
    assert "|" not in text


def test_names_with_their_values_set_apart_are_label_lines():
    names = shown("Duration:", "Total cost:", "Where:") + shown("6 weeks", "12,000 a year", "in Pune", left=200)
    assert text_of(pdf(names)) == "**Duration:** 6 weeks\n\n**Total cost:** 12,000 a year\n\n**Where:** in Pune\n"


BOMB = zlib.compress(bytes(101_000_000))
SCAN = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q\n"  # one picture over the whole page
ENDLESS = b"/XObject << /X 3 0 R >>"
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F 4 0 R >> /XObject << /X 3 0 R >> >>"
REFUSED = {
    "no-pdf": (b"Potter\n", "no PDF.*Save"),
    "broken": (b"%PDF-1.7\nnothing", "broken .*Print or save"),
    "scanned": (pdf(b"0 0 9 9 re f"), r"no text in this PDF \(1 pages\), so it is scanned.*OCR"),
    "scanned-with-page-numbers": (
        pdf(SCAN + shown("Page 7", top=30, left=280, size=8), pages=4), "4 pages of this PDF hold hardly.*OCR"
    ),
    "scanned-by-a-named-program": (
        pdf(SCAN + shown("Scanned with a telephone", top=90)), "1 pages of this PDF hold hardly.*OCR"
    ),
    "encrypted": (
        pdf(shown("x"), trailer=b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <%b> /U <%b> >>"
            % (b"00" * 32, b"00" * 32)),
        "encrypted or protected.*Save",
    ),
    "other-encryption": (pdf(shown("x"), trailer=b"/Encrypt << /Filter /Own >>"), "encrypted or protected.*Save"),
    "bomb": (pdf(BOMB, filters=b"/Filter /FlateDecode"), "unpacks to more than 100,000,000 bytes.*Print"),
    "bomb-in-bomb": (
        pdf(zlib.compress(BOMB), filters=b"/Filter [/FlateDecode /FlateDecode]"), "unpacks to more than.*Print"
    ),
    "bomb-in-letters": (
        pdf(BOMB.hex().encode() + b">", filters=b"/Filter [/ASCIIHexDecode /FlateDecode]"), "unpacks to more.*Print"
    ),
    "lzw": (pdf(b"\x80", filters=b"/Filter /L#5aWDecode"), "LZW.*Print"),
    "many-pages": (pdf(shown("x"), pages=501), "more than 500 pages.*Split"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_file_that_cannot_be_used_is_an_error_with_its_remedy(name):
    content, message = REFUSED[name]
    with pytest.raises(GuideError, match=f"(?s)^potter.pdf: .*{message}"):
        text_of(content)


def test_a_page_that_draws_itself_again_and_again_ends(monkeypatch):
    monkeypatch.setattr(pdf_pages, "MAX_SHAPES", 2_000)
    drawing = b"/X Do " * 3_000
    with pytest.raises(GuideError, match="draws more than 2,000 shapes.*Split"):
        text_of(pdf(shown("x") + drawing, filters=FORM, extra=ENDLESS))


def test_a_page_with_endless_letters_ends(monkeypatch):
    monkeypatch.setattr(pdf_pages, "MAX_GLYPHS", 500)
    with pytest.raises(GuideError, match="draws more than 500 letters.*Split"):
        text_of(pdf(shown("many letters " * 50)))


def test_what_may_be_unpacked_counts_over_all_streams(monkeypatch):
    monkeypatch.setattr(pdf_checks, "MAX_UNPACKED_BYTES", 1_000)
    packed = pdf(zlib.compress(shown(*["x" * 80] * 10)), filters=b"/Filter /FlateDecode")
    assert "x" * 80 in text_of(packed)
    with pytest.raises(GuideError, match="unpacks to more than 1,000 bytes"):
        text_of(packed + packed)


def test_without_the_reader_of_pdfs_the_error_says_what_to_install(monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "pdfminer"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pdfminer", None)
    with pytest.raises(GuideError, match=r'package .pdfminer.*pip install "career-guide-assistant\[documents\]"'):
        text_of(pdf(shown("x")))


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=40))
def test_any_damage_gives_text_or_a_guide_error(place, damage):
    content = pdf(shown("Becoming a Potter", size=20) + shown("A potter shapes clay.", top=700))
    place %= len(content)
    try:
        assert text_of(content[:place] + damage + content[place + len(damage) :]).strip()
    except GuideError as error:
        assert str(error).startswith("potter.pdf: ")


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
