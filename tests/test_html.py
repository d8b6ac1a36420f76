"""Guides that are whole web pages: what is the guide, what is not, and citations into the text that is kept."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from document_forms import html_form
from html_pages import guide_of, outline, text_of, whole_page
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
from corpus.html import html_to_markdown
from corpus.parse import parse_guide
from corpus.read import MAX_GUIDE_BYTES, read_guide, read_guides
from index.build import open_index

PAGE = Path(__file__).parent.parent / "evals/data/guides/digital-marketer/digital-marketer.html"
ORIGINAL = Path(__file__).parent / "data" / "page-original" / "digital-marketer.md"  # what PAGE was made from
SHIPPED = Path(__file__).parent.parent / "corpus" / "guides"


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.md")), ids=lambda file: file.stem)
def test_every_block_of_a_markdown_guide_comes_back_from_a_whole_page_of_it(file):
    markdown = file.read_text(encoding="utf-8")
    body = MarkdownIt("commonmark").enable("table").render(markdown)
    original = parse_guide("potter", markdown, form="markdown", source="potter.md")
    from_page = guide_of(whole_page(body))
    assert outline(from_page) == outline(original)
    assert from_page.title == original.title
    check_and_find_rest(from_page)


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.md")), ids=lambda file: file.stem)
def test_the_web_page_that_the_benchmark_compares_holds_every_block_and_nothing_else_is_read(file):
    markdown = file.read_text(encoding="utf-8")
    page = html_form(markdown)
    assert outline(guide_of(page)) == outline(parse_guide("potter", markdown, form="markdown", source="potter.md"))
    assert "₹901 LPA" in page.decode() and not any(f"₹90{digit}" in text_of(page) for digit in range(1, 8))


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
