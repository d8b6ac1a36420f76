"""Guides that are whole web pages: what is the guide, what is not, and citations into the text that is kept."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_sample import GUIDE, index_dir_with_model, write_guide
from markdown_it import MarkdownIt
from test_parse_properties import check_and_find_rest

from assistant.settings import load_settings
from assistant.web.guide_page import guide_html
from assistant.web.markup import Marked
from assistant.wiring import build_assistant
from corpus.errors import GuideError
from corpus.guide import FaqPair, Guide, Label, ListBlock, Paragraph, Table
from corpus.html import html_to_markdown
from corpus.parse import parse_guide
from corpus.read import MAX_GUIDE_BYTES, read_guide, read_guides
from corpus.wording import clean_words
from index.build import open_index

PAGE = Path(__file__).parent.parent / "evals/data/guides/digital-marketer/digital-marketer.html"
ORIGINAL = Path(__file__).parent / "data" / "page-original" / "digital-marketer.md"  # what PAGE was made from
SHIPPED = Path(__file__).parent.parent / "corpus" / "guides"

AROUND = """<!doctype html><html><head><meta charset="utf-8"><title>Potter | Some Site</title>
<style>p::after {{ content: "₹901 LPA" }}</style><script>var pay = "<p>₹902 LPA</p>";</script></head><body>
<div class="cookie-banner"><p>Cookies last 903 days.</p><button>Accept</button></div>
<header><a class="logo" href="/">Site 904</a><nav><ul><li><a href="/fees">Fees 905</a></li></ul></nav></header>
<main><article>{body}<div class="ad-slot"><p>Earn ₹906 LPA!</p></div>
<p hidden>₹907</p><div aria-hidden="true">₹908</div><p style="color: red; DISPLAY:none">₹909</p></article>
<section class="comments"><h2>Comments</h2><p>I earn ₹910.</p></section></main>
<aside><p>Course for ₹911</p></aside><form><label>Weeks 912 <select><option>913</option></select></label></form>
<!-- ₹914 --><noscript>915</noscript><footer>Call 916</footer></body></html>"""


def whole_page(body: str) -> str:
    return AROUND.format(body=body)


def text_of(page: str | bytes) -> str:
    return html_to_markdown(page.encode("utf-8") if isinstance(page, str) else page, source="potter.html")


def body_text(body: str) -> str:
    """The text of a page with this body, less its title line."""
    return text_of(f"<title>T</title>{body}").removeprefix("# T\n\n").rstrip("\n")


def guide_of(page: str) -> Guide:
    return parse_guide("potter", text_of(page), form="markdown", source="potter.html")


def words_of(block: object) -> tuple[object, ...]:
    """What a block says, in words alone, so that two forms of one guide can be compared."""
    match block:
        case Paragraph():
            return ("paragraph", clean_words(block.span.text))
        case Label():
            return ("label", clean_words(block.name.text), clean_words(block.value.text))
        case ListBlock():
            lead_in = clean_words(block.lead_in.text) if block.lead_in else None
            return ("list", lead_in, block.ordered, *(clean_words(item.text) for item in block.items))
        case Table():
            rows = [tuple(clean_words(cell.text) for cell in row.cells) for row in (block.header, *block.rows)]
            return ("table", *rows)
        case FaqPair():
            return ("faq", clean_words(block.question.text), *map(words_of, block.answer))
    raise AssertionError(block)


def outline(guide: Guide) -> list[tuple[object, ...]]:
    return [(section.path, section.level, section.number, *map(words_of, section.blocks)) for section in guide.sections]


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.md")), ids=lambda file: file.stem)
def test_every_block_of_a_markdown_guide_comes_back_from_a_whole_page_of_it(file):
    markdown = file.read_text(encoding="utf-8")
    body = MarkdownIt("commonmark").enable("table").render(markdown)
    original = parse_guide("potter", markdown, form="markdown", source="potter.md")
    from_page = guide_of(whole_page(body))
    assert outline(from_page) == outline(original)
    assert from_page.title == original.title
    check_and_find_rest(from_page)


def test_nothing_that_stands_around_a_guide_is_read():
    text = text_of(whole_page("<h1>Potter</h1><p>A potter earns ₹4 LPA.</p>"))
    assert text == "# Potter\n\nA potter earns ₹4 LPA.\n"


def test_the_evaluation_page_gives_every_block_of_its_original_and_nothing_around_it():
    guide = read_guide(PAGE)
    assert guide.title == "Becoming a Digital Marketer"
    assert outline(guide) == outline(read_guide(ORIGINAL))
    for wrong in ("45 LPA", "₹12 LPA", "99 LPA", "55 LPA", "77 LPA", "88 LPA", "70 LPA", "834", "19,000", "4,812"):
        assert wrong in PAGE.read_text(encoding="utf-8") and wrong not in guide.text
    for heading in ("On this page", "comments", "You may also like", "Popular courses", "Newsletter", "Your privacy"):
        assert heading not in guide.text
    check_and_find_rest(guide)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>one<br>two</p>", "one  \ntwo"),
        ("<p>a&nbsp;b &amp; &#8377;4&ndash;8&shy;0\n   <a href='/x'>a\nlink</a></p>", "a b & ₹4–80 a link"),
        ("<p>un<b>believ</b>able <i>it</i> <b> is </b><code>x y</code></p>", "un**believ**able *it* **is** `x y`"),
        ("<dl><dt>Time</dt><dd>4 weeks</dd><dt>Goal:</dt><dd>a pot</dd></dl>", "**Time:** 4 weeks\n\n**Goal:** a pot"),
        ("<p>Was <del>₹5</del> ₹4<sup><a href='#n1'>1</a></sup>, 10<sup>5</sup></p>", "Was ₹4, 10^5"),
        ("<p>To buy:</p><ul><li>clay<ol><li>red<li>white</ol>dear<li>glaze</ul>", ""),
        (
            "<p>Time: 6 weeks\nCost: <b>₹5</b>\n<b>Where:</b> Pune</p>",
            "Time: 6 weeks  \nCost: **₹5**  \n**Where:** Pune",
        ),
        ("<p>Time: 6 weeks\nand some more</p>", "Time: 6 weeks and some more"),
        ("<ul><li>a</ul><ul><li>b</ul>", "- a\n\n* b"),
        ("<ol><li>a</ol><ol><li>b</ol>", "1. a\n\n1) b"),
        ("<p>Buy:<br>• clay<br>• glaze</p>", "Buy:\n\n- clay\n- glaze"),
        (
            "<p># of pots</p><p>2019. A year</p><p>| x</p><p>&gt; y</p>",
            "\\# of pots\n\n2019\\. A year\n\n\\| x\n\n\\> y",
        ),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("<ol><li><h2>Step 1</h2><p>Dig.</p></li></ol>", "## Step 1\n\nDig."),
        ("<p>5 &lt; 6 &lt;!-- not hidden</p>", "5 < 6 < !-- not hidden"),
    ],
)
def test_each_form_of_running_text_and_lists_becomes_its_markdown(body, text):
    expected = text or "To buy:\n\n- clay dear\n  1. red\n  2. white\n- glaze"
    assert body_text(body) == expected


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (("• clay", "•glaze", "\uf0b7 salt"), "- clay\n- glaze\n  - salt"),
        (("- clay", "- glaze"), "- clay\n- glaze"),
        (("– clay", "– glaze"), "- clay\n- glaze"),
        (("o clay", "o glaze"), "- clay\n- glaze"),
        (("• clay", "o red", "o white", "• glaze"), "- clay\n  - red\n  - white\n- glaze"),
        (("1. clay", "2. glaze", "3. salt"), "1. clay\n2. glaze\n3. salt"),
        (("a) clay", "b) glaze"), "1. clay\n2. glaze"),
        (("(i) clay", "(ii) glaze"), "1. clay\n2. glaze"),
        (("1) clay", "a. red", "b. white", "2) glaze"), "1. clay\n   1. red\n   2. white\n2. glaze"),
    ],
    ids=" ".join,
)
def test_paragraphs_with_typed_bullets_or_numbers_are_one_list(typed, text):
    paragraphs = "".join(f"<p>{line}</p>" for line in typed)
    assert body_text(f"<p>Buy:</p>{paragraphs}<p>That is all.</p>") == f"Buy:\n\n{text}\n\nThat is all."
    assert body_text(f"<p>Buy:</p><p>{'<br>'.join(typed)}</p>") == f"Buy:\n\n{text}"


@pytest.mark.parametrize(
    "lines",
    [
        ("– A. Potter", "A potter of Pune."),
        ("A. Sharma writes.", "C. Iyer draws."),
        ("1. Is it hard?", "No."),
        ("o Krishna", "a song"),
    ],
)
def test_a_lone_dash_letter_or_number_makes_no_list(lines):
    assert body_text("".join(f"<p>{line}</p>" for line in lines)) == "\n\n".join(lines)


@pytest.mark.parametrize(
    ("table", "text"),
    [
        (
            "<caption>Pay</caption><thead><tr><th>A<th>B<tbody><tr><th>x<td>1|2",
            "Pay\n\n| A | B |\n|---|---|\n| x | 1\\|2 |",
        ),
        ("<tr><td>A<td>B<tr><td>x<td>1", "| A | B |\n|---|---|\n| x | 1 |"),
        ("<tr><th>Time<td>4 weeks<tr><th>Cost<td>₹5", "**Time:** 4 weeks\n\n**Cost:** ₹5"),
        ("<tr><th>A<th>B<tr><td rowspan=2>x<td>1<tr><td>2", "| A | B |\n|---|---|\n| x | 1 |\n| x | 2 |"),
        (
            "<thead><tr><th rowspan=2>Level<th colspan=2>City<tr><th>Big<th>Small<tbody><tr><td>x<td>1<td>2",
            "| Level | City Big | City Small |\n|---|---|---|\n| x | 1 | 2 |",
        ),
        (
            "<tr><th>A<th>B<tbody><tr><td colspan=2>North<tr><td>x<td>1<tfoot><tr><td colspan=2>Source: us",
            "North\n\n| A | B |\n|---|---|\n| x | 1 |\n\nSource: us",
        ),
        ("<tr><th>A<th>B<tr><td>x", "| A | B |\n|---|---|\n| x |  |"),
        (
            "<tr><th>A<th>B<tr><td>x<td>Buy: <ul><li>clay<ol><li>red<li>white</ol><li>glaze</ul>and water",
            "| A | B |\n|---|---|\n| x | Buy: clay; red; white; glaze; and water |",
        ),
        ("<tr><td><p>left</p><td><h2>Right</h2>", "left\n\n## Right"),
    ],
)
def test_tables_keep_each_value_under_its_header(table, text):
    assert body_text(f"<table>{table}</table>") == text


@pytest.mark.parametrize(
    "faq",
    [
        "<details><summary>Is it hard?</summary><p>No.</p></details>",
        "<dl><dt>Is it hard?</dt><dd>No.</dd></dl>",
        "<h3>Is it hard?</h3><p>No.</p>",
        "<p><strong>Is it hard?</strong></p><p>No.</p>",
        "<p><b>Is it hard?</b><br>No.</p>",
        "<button aria-controls=a aria-expanded=false>Is it hard?</button><div id=a hidden><p>No.</p></div>",
        "<h3><button aria-controls=a>Is it hard?</button></h3><div id=a style='display:none'>No.</div>",
        "<input type=checkbox id=q><label for=q>Is it hard?</label><div>No.</div>",
    ],
)
def test_every_form_of_a_question_with_its_answer_is_a_faq_pair(faq):
    guide = guide_of(f"<h1>Potter</h1><h2>FAQs</h2>{faq}")
    (pair,) = (block for section in guide.sections for block in section.blocks)
    assert words_of(pair) == ("faq", "Is it hard?", ("paragraph", "No."))


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<title>Site</title><h1>Potter</h1><p>x</p>", "Potter"),
        ("<title>Site</title><header><h1>Potter</h1></header><main><p>x</p></main>", "Potter"),
        (
            "<title>Becoming a Potter | Site</title><header><h1 class=logo>Site</h1></header><p>x</p>",
            "Becoming a Potter",
        ),
        ("<title>Potter</title><p>x</p>", "Potter"),
        ("<p>before</p><h1>Potter</h1><p>x</p><h1>Clay</h1><p>y</p>", "Potter"),
    ],
)
def test_the_title_is_the_main_heading_or_else_the_page_title(page, title):
    guide = guide_of(page)
    assert guide.title == title
    assert all(section.path == ("Clay",) for section in guide.sections[1:])


@pytest.mark.parametrize(
    "name",
    [
        *("CookieConsent", "cc-window", "usercentrics-root", "CybotCookiebotDialog", "cookie-law-info-bar"),
        *("google_ads_iframe_1", "dfp-ad", "div-gpt-ad-123", "adsbygoogle", "ad-banner", "sponsored-content"),
        *("entry-comments", "wp-block-comments", "commentlist", "reply-list", "comment-section", "disqus_thread"),
        *("post-navigation", "newsletter-signup", "sidebar-widget", "breadcrumbs", "site-footer", "share-buttons"),
        *("addtoany_share_save_container", "advads-wrap", "ez-toc-container", "toc_container", "entry-meta"),
        *("Navbar_root__x1", "Footer_wrapper", "CookieBanner_box__3a", "post-date"),
    ],
)
def test_parts_that_programs_for_sites_add_are_no_part_of_the_guide(name):
    for marked in (f"class='{name}'", f"id='{name}'"):
        page = f"<div><h1>Potter</h1><p>A potter shapes clay.</p><div {marked}><p>Earn ₹904!</p></div></div>"
        assert text_of(page) == "# Potter\n\nA potter shapes clay.\n"


def test_sections_named_like_parts_of_a_page_stay_where_they_are_the_guide():
    page = "<h1>Marketer</h1><section id=newsletter><h2>Newsletter</h2><p>Write one.</p></section>"
    assert "Write one." in text_of(page)
    everything = "<div class=sidebar><h2>Potter</h2><p>A potter shapes clay, and this is all of the page.</p></div>"
    assert "shapes clay" in text_of(everything)


def test_chapters_that_are_articles_of_their_own_are_all_read():
    chapters = "".join(f"<article><h2>Chapter {n}</h2><p>{'Clay is cold. ' * n}</p></article>" for n in (1, 9))
    assert text_of(f"<main><h1>Potter</h1>{chapters}</main>").count("## Chapter") == 2
    cards = "<article class=card><h2>Baker</h2><p>Other guide.</p></article>"
    assert "Baker" not in text_of(f"<main><article><h1>Potter</h1><p>{'Clay. ' * 20}</p></article>{cards}</main>")


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("<meta charset=windows-1252>", "cp1252"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-1'>", "cp1252"),
        ("<?xml version='1.0' encoding='windows-1252'?>", "cp1252"),
        ("<meta charset='iso-8859-1'>", "utf-8"),  # saved anew, with the old declaration left in
        ("<meta charset='utf-8'>", "utf-8-sig"),
        ("<!-- <meta charset=koi8-r> -->", "utf-8"),
        ("<meta charset='utf-8'>", "utf-16"),
        ("<meta charset='gb2312'>", "gb18030"),
    ],
)
def test_a_page_is_decoded_as_it_declares(declared, encoding):
    sign = "€" if encoding != "cp1252" else "€ “é”"
    page = f"{declared}<title>Potter</title><p>Clay costs {sign} 5.</p>".encode(encoding)
    assert text_of(page) == f"# Potter\n\nClay costs {sign} 5.\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "potter.html: the file is empty. Write"),
        (b" \n ", "potter.html: the file is empty"),
        (
            b"<title>App</title><body><script>run()</script></body>",
            "no text of a guide.*save",
        ),
        (b"<p>one\n<p>\xff\xe9", "potter.html, line 2: byte 10 .0xff. is not UTF-8.*Save"),
        (b"<meta charset=klingon><p>x", "declares the encoding 'klingon', which cannot be read. Save"),
        (b"<meta charset=base64><p>x", "declares the encoding 'base64'"),
        (b"\x89PNG\0\0<p>", "potter.html, line 1: "),
        (b"<p>a\0b", "NUL character, so this is no web page. Save"),
        (b"<div>" * 400 + b"<p>deep", "nested more than 255 deep. Save"),
        (b"<table><tr>" + b"<td colspan=50>x" * 900 + b"<tr><td>y" * 9, r"line 1: this table spreads to .*Split"),
        (b"<p>" + b"x" * 20_000_000, f"20,000,003 bytes; a guide may have at most {MAX_GUIDE_BYTES:,}. Split"),
    ],
    ids=str,
)
def test_a_page_that_cannot_be_used_is_an_error_with_its_remedy(tmp_path, content, message):
    (tmp_path / "potter.html").write_bytes(content)
    with pytest.raises(GuideError, match=message):
        read_guides(tmp_path)


TAGS = (
    "p div section article main h1 h2 h3 ul ol li table thead tbody tr td th caption dl dt dd details summary b i a "
    "span br hr pre code sup button label form nav header footer aside script style template svg select option body"
)
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS.split()] + [f"</{tag}>" for tag in TAGS.split()]),
    st.sampled_from(["<td colspan=3 rowspan=2>", "<p hidden>", "<div class=ad>", "<div id=comments>", "<!--", "-->"]),
    st.sampled_from(
        ["<![CDATA[", "&", "&#0;", "&lt;", "<", "- ", "# ", "| ", "1. ", "---", "a: b", "Is it?", "\0", "\n"]
    ),
    st.text(max_size=5),
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_markup_gives_a_guide_with_exact_spans_or_a_guide_error(page):
    content = page.encode("utf-8", "replace")
    try:
        text = html_to_markdown(content, source="potter.html")
        guide = parse_guide("potter", text, form="markdown", source="potter.html")
    except GuideError:
        return
    check_and_find_rest(guide)
    assert html_to_markdown(content, source="potter.html") == text


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_a_guide_error(content):
    try:
        assert html_to_markdown(content, source="potter.html").strip()
    except GuideError as error:
        assert str(error).startswith("potter.html")


def test_an_html_guide_is_built_asked_and_cited_in_the_text_kept_beside_the_index(tmp_path):
    body = MarkdownIt("commonmark").enable("table").render(GUIDE)
    guides = write_guide(tmp_path / "guides", whole_page(body), "beekeeper.html")
    indexes = index_dir_with_model(tmp_path / "indexes")
    assistant = build_assistant(load_settings(guides_dir=guides, index_dir=indexes))
    try:
        index = assistant.index
        kept = (index.folder / "guides" / "beekeeper.md").read_text(encoding="utf-8")
        assert [file.name for file in (index.folder / "guides").iterdir()] == ["beekeeper.md"]
        assert kept == read_guide(guides / "beekeeper.html").text == index.guides["beekeeper"].text
        page_bytes = (guides / "beekeeper.html").read_bytes()
        assert index.manifest.guides == {"beekeeper.html": hashlib.sha256(page_bytes).hexdigest()}
        answer = assistant.ask("what does a beginner earn in kerala")
        assert answer.outcome == "answered" and "₹40–60 thousand" in answer.text
        for citation in answer.citations:
            assert citation.guide == "beekeeper"
            assert kept[citation.start : citation.end] == citation.quote
        (first, *_) = answer.citations
        shown = guide_html(index.guides["beekeeper"], Marked(start=first.start, end=first.end))
        assert "<mark" in shown and "₹40–60 thousand" in shown and "₹906" not in shown
    finally:
        assistant.index.close()


def test_an_edit_anywhere_on_the_page_makes_another_index(tmp_path):
    body = "<h1>Potter</h1><p>A potter shapes clay.</p>"
    guides = write_guide(tmp_path / "guides", whole_page(body), "potter.html")
    indexes = index_dir_with_model(tmp_path / "indexes")
    with open_index(guides, indexes) as first:
        write_guide(guides, whole_page(body).replace("Call 916", "Call 917"), "potter.html")
        with open_index(guides, indexes) as second:
            assert second.manifest.hash != first.manifest.hash
            assert second.manifest.passages_sha256 == first.manifest.passages_sha256


def test_a_page_that_fails_in_a_build_is_named_by_its_own_path(tmp_path):
    guides = write_guide(tmp_path / "guides", "<script>run()</script>", "potter.html")
    with pytest.raises(GuideError, match=f"^{guides / 'potter.html'}: there is no text"):
        open_index(guides, index_dir_with_model(tmp_path / "indexes"))
