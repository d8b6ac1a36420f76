"""Web pages around a guide, what is read from them, and a guide as an outline that two forms of it share."""

from __future__ import annotations

from corpus.guide import FaqPair, Guide, Label, ListBlock, Paragraph, Table
from corpus.html import html_to_markdown
from corpus.parse import parse_guide
from corpus.wording import clean_words

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
