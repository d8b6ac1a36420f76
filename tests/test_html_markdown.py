"""Each form of text, list, table and question on a web page, as the Markdown that becomes of it."""

from __future__ import annotations

import pytest
from html_pages import body_text, guide_of, words_of


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
