"""Answers and guides as HTML: escaped, marked exactly, and nothing from another host."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_sample import GUIDE, write_guide
from markdown_it import MarkdownIt

from assistant.answer import Answer, Citation, Outcome, Reason
from assistant.web import markup, reply, safe_html
from assistant.web.api import harmless_markdown
from assistant.web.guide_page import guide_html, marked_in
from assistant.web.live import edition_of
from assistant.web.markup import MARK_ID, GuideMarkup, Marked, quote_html
from assistant.web.reply import answer_html, answer_stages, growing, message_html
from corpus.guide import Guide, Table
from corpus.read import read_guides


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    return guide_of(GUIDE, tmp_path_factory.mktemp("guide"))


def guide_of(text: str, folder: Path) -> Guide:
    return read_guides(write_guide(folder, text))[0]


def place(guide: Guide, words: str) -> tuple[int, int]:
    start = guide.text.index(words)
    return start, start + len(words)


def citation(guide: Guide, words: str, number: int = 1) -> Citation:
    start, end = place(guide, words)
    return Citation(
        number=number,
        guide=guide.id,
        section=("Earnings in Kerala",),
        quote=words,
        start=start,
        end=end,
        url=f"/guide/{guide.id}#earnings-in-kerala",
    )


def answered(guide: Guide, text: str, *quotes: str) -> Answer:
    citations = tuple(citation(guide, words, number) for number, words in enumerate(quotes, 1))
    return Answer(question="q", outcome=Outcome.ANSWERED, text=text, citations=citations)


def words_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def marked_words(html: str) -> str:
    return "".join(words_of(part) for part in re.findall(r"<mark[^>]*>(.*?)</mark>", html))


@pytest.mark.parametrize(
    "quote",
    ["Beekeepers look after hives and sell honey.", "Veil, gloves and a light suit", "What to buy first:", "honey"],
)
def test_the_guide_page_marks_exactly_the_quote(guide: Guide, quote: str) -> None:
    start, end = place(guide, quote)
    html = guide_html(guide, Marked(start=start, end=end))
    assert marked_words(html) == quote
    assert html.count(f'id="{MARK_ID}"') == 1


def test_a_quoted_row_is_the_marked_row_of_its_table(guide: Guide) -> None:
    start, end = place(guide, "| Beginner (0–1 year) | ₹40–60 thousand |")
    html = guide_html(guide, Marked(start=start, end=end))
    assert [words_of(row) for row in re.findall(r'<tr class="asked">(.*?)</tr>', html)] == [marked_words(html)]
    assert marked_words(html) == "Beginner (0–1 year)₹40–60 thousand"


def test_every_section_has_its_anchor_and_stands_in_the_contents(guide: Guide) -> None:
    html = guide_html(guide)
    for section in guide.sections:
        assert f'<section id="{section.anchor}">' in html
    for section in guide.sections[1:]:
        assert f'<a href="#{section.anchor}">' in html


def test_emphasis_and_links_of_a_guide_do_not_move_the_mark(tmp_path: Path) -> None:
    guide = guide_of("# Title\n\nPlain **bold words** and [a link](https://example.org/x) `code` end.\n", tmp_path)
    start, end = place(guide, "words** and [a link](https://example.org/x) `co")
    html = GuideMarkup(guide, Marked(start=start, end=end)).section(guide.sections[-1])
    assert marked_words(html) == "words and a link co"
    assert '<a href="https://example.org/x" rel="noopener nofollow">a link</a>' in html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "![picture](https://example.org/p.png)",
        '[x](https://example.org/"onmouseover="alert(1))',
    ],
)
def test_markup_in_a_guide_is_shown_and_never_acts(tmp_path: Path, hostile: str) -> None:
    guide = guide_of(
        f"# Title\n\n## Part {hostile}\n\nText {hostile} here.\n\n| a | b |\n|---|---|\n| {hostile} | 1 |\n", tmp_path
    )
    html = guide_html(guide) + quote_html(guide, 0, len(guide.text))
    tags = re.findall(r"<[a-z][^>]*>", html)
    assert not [tag for tag in tags if re.match(r"<(?:script|img|iframe)|.*\son\w+=|.*javascript:", tag)]


@given(st.text(max_size=200))
def test_what_a_visitor_wrote_is_shown_as_plain_text(message: str) -> None:
    html = message_html(message)
    assert html.startswith('<div class="asked-text">') and html.endswith("</div>")
    assert not re.search(r"[<>\n\r\x00-\x1f\u202e\u200b]", html[len('<div class="asked-text">') : -len("</div>")])


@given(st.text(alphabet="ab <>&\"'[]()!*_`#|\\\n-:.12\u202e", max_size=120))
def test_a_declined_text_never_becomes_a_link_an_image_or_a_tag_of_its_own(text: str) -> None:
    answer = Answer(question="q", outcome=Outcome.DECLINED, text=re.sub(r"\[\d", "", text), reason=Reason.NOT_IN_GUIDE)
    html = answer_html(answer, {})
    tags = set(re.findall(r"<([a-z0-9]+)", html))
    assert tags <= {
        *("div", "p", "strong", "em", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "br", "button"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
    assert "\n" not in html


def test_each_mark_leads_to_its_quote_in_the_edition_it_was_taken_from(guide: Guide) -> None:
    answer = answered(guide, "A beginner earns **₹40–60 thousand** [1].", "| Beginner (0–1 year) | ₹40–60 thousand |")
    html = answer_html(answer, {guide.id: guide})
    [href] = {unescape(href) for href in re.findall(r'<a class="(?:cite|open)" href="([^"]*)"', html)}
    start, end = place(guide, "| Beginner (0–1 year) | ₹40–60 thousand |")
    assert href == f"/guide/{guide.id}?edition={edition_of(guide)}&start={start}&end={end}#{MARK_ID}"


def test_sources_show_the_asked_row_in_its_table(guide: Guide) -> None:
    answer = answered(guide, "₹40–60 thousand [1]", "| Beginner (0–1 year) | ₹40–60 thousand |")
    html = answer_html(answer, {guide.id: guide})
    assert [words_of(row) for row in re.findall(r'<tr class="asked">(.*?)</tr>', html)] == [
        "Beginner (0–1 year)₹40–60 thousand"
    ]
    assert "Grower (2–4 years)" in html
    assert "Earnings in Kerala" in html and guide.title in html


def test_a_table_in_an_answer_marks_the_row_that_is_quoted(guide: Guide) -> None:
    rows = [
        "| Level | Income |",
        "| --- | --- |",
        "| Beginner (0–1 year) | ₹40–60 thousand [1] |",
        "| Grower | ₹1 lakh |",
    ]
    text = "\n".join(["As a table:", "", *rows])
    html = answer_html(answered(guide, text, "| Beginner (0–1 year) | ₹40–60 thousand |"), {guide.id: guide})
    shown = html.split("<details")[0]
    assert len(re.findall(r'<tr class="asked">', shown)) == 1
    assert "₹40–60 thousand" in re.search(r'<tr class="asked">(.*?)</tr>', shown)[1]


def test_a_whole_quoted_table_has_no_marked_row(guide: Guide) -> None:
    table = next(block for section in guide.sections for block in section.blocks if isinstance(block, Table))
    html = quote_html(guide, table.span.start, table.span.end)
    assert "Master (5+ years)" in html
    assert "asked" not in html and "<mark" not in html


def test_an_answer_grows_by_whole_sentences_and_ends_complete(guide: Guide) -> None:
    answer = answered(guide, "First it is so. Then it is not [1].\n\n- one\n- two", "honey")
    stages = [words_of(stage) for stage in answer_stages(answer, {guide.id: guide})]
    assert stages[0].strip() == "First it is so."
    assert "Then it is not" in stages[1] and "one" not in stages[1]
    assert "two" in stages[-1] and "sources" not in stages[-2].lower()


@given(
    st.lists(
        st.sampled_from(["It **is", "so**.", "See [1].", "\n\n", "- item\n", "| a | b |\n", "Done! "]), max_size=12
    )
)
def test_the_last_stage_of_a_text_is_the_whole_text(parts: list[str]) -> None:
    text = " ".join(parts).strip()
    stages = growing(text)
    assert re.sub(r"\s+", " ", stages[-1]).strip() == re.sub(r"\s+", " ", text)
    assert all(later.startswith(earlier) for earlier, later in zip(stages, stages[1:], strict=False))


@pytest.mark.parametrize(("start", "end"), [("", ""), ("5", "5"), ("9", "4"), ("0", "999999"), ("-1", "4"), ("٣", "٩")])
def test_an_address_that_names_no_characters_of_the_guide_marks_nothing(guide: Guide, start: str, end: str) -> None:
    assert marked_in(guide, start, end) is None


HOSTILE_HTML = (
    '<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">a</a>'
    '<a href="//evil.example">b</a>'
    '<a href="/\\evil.example">c</a><svg onload=alert(1)><style>@import "x"</style><iframe srcdoc="x"></iframe>'
    '<p style="background:url(x)" class="answer evil" id="x">d\u202e\u200b</p>'
    '<button onclick="x" type="submit">e</button>'
)


def test_html_that_leaves_is_of_our_tags_alone() -> None:
    html = safe_html.safe_html(HOSTILE_HTML)
    assert html == '<a>a</a><a>b</a><a>c</a><svg></svg><p class="">d</p><button type="button">e</button>'


@pytest.mark.parametrize("write", [message_html, lambda text: answer_html(declined(text), {})])
def test_a_text_that_nobody_escaped_is_still_harmless(
    monkeypatch: pytest.MonkeyPatch, write: Callable[[str], str]
) -> None:
    monkeypatch.setattr(reply, "escape", str)
    monkeypatch.setattr(reply, "_MARKDOWN", MarkdownIt("commonmark", {"html": True}).enable("table"))
    assert not re.search(r"<(?:script|img|svg\s|style|iframe)|\son\w+=|javascript:|\u202e", write(HOSTILE_HTML))
    monkeypatch.setattr(safe_html, "_CLEANER", Uncleaned())
    assert "<script>" in write(HOSTILE_HTML)


def test_a_guide_that_nobody_escaped_is_still_harmless(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    guide = guide_of(f"# Title\n\nText {HOSTILE_HTML} here.\n", tmp_path)
    monkeypatch.setattr(markup, "escape", str)
    assert not re.search(r"<(?:script|img|svg\s|iframe)|\son\w+=|javascript:", guide_html(guide))
    monkeypatch.setattr(safe_html, "_CLEANER", Uncleaned())
    assert "<img" in guide_html(guide)


class Uncleaned:
    def clean(self, html: str) -> str:
        return html


def declined(text: str) -> Answer:
    return Answer(question="q", outcome=Outcome.DECLINED, text=text, reason=Reason.NOT_IN_GUIDE)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb\u200bc\ufeff\x00d", "abcd"),
        ("क्\u200dष and \u200dx", "क्\u200dष and x"),
        ("line\n\ttab", "line\n\ttab"),
        ("\U000e0041tags", "tags"),
    ],
)
def test_characters_that_nobody_sees_are_left_out_but_where_writing_needs_them(text: str, shown: str) -> None:
    assert safe_html.visible_text(text) == shown


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It is ₹4 lakh [1][2]. See [3]", "It is ₹4 lakh [1][2]. See [3]"),
        ("![p](https://evil.example/p.png) [x](javascript:a) [y][z]", "p x y"),
        ("<b>x</b> <2 years", "\\<b>x\\</b> <2 years"),
    ],
)
def test_an_answer_for_programs_has_no_markup_of_its_own(text: str, plain: str) -> None:
    assert harmless_markdown(text) == plain
