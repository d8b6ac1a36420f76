"""One Markdown guide as the other forms it may be saved in: a whole web page, a Word document and PDFs.

Tests and evaluation compare what is read from these with the Markdown guide itself.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt
from markdown_it.token import Token
from playwright.sync_api import sync_playwright

CHROMIUM_NEEDED = "PDFs are written with Chromium: apt-get install -y chromium"
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
# People who save a guide keep its lines that begin with a bold name or are bold as a whole; CommonMark does not.
_LINE_KEPT = re.compile(r"(?<=\S)\n(?=\*\*)|(?<=\*\*)\n(?=\S)")
_MARKDOWN = MarkdownIt("commonmark").enable("table")

PLAIN_CSS = ""  # what a browser does by itself: tables without any line
RULED_CSS = "table { border-collapse: collapse } th, td { border: 1px solid #888; padding: 4px 8px }"
LINED_CSS = (
    "table { border-collapse: collapse; width: 100% } th, td { border-bottom: 1px solid #ccc; padding: 6px; "
    "text-align: left; vertical-align: top } body { font-family: sans-serif }"
)
HYPHENATED_CSS = RULED_CSS + " body { hyphens: auto; text-align: justify }"

_PAGE_NUMBER = '<span class="pageNumber"></span>/<span class="totalPages"></span>'
_SHEET = '<!doctype html><html lang="en"><meta charset="utf-8"><style>{css}</style><body>{body}</body></html>'
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Guide | Career Site</title>
<style></style><script>document.title = "₹901 LPA";</script></head><body>
<div class="cookie-banner"><p>Cookies are kept for 902 days.</p><button>Accept all</button></div>
<header><a href="/">Career Site</a><nav><ul><li><a href="/a">Courses from ₹903</a></li></ul></nav></header>
<main><article>
{body}
<div class="ad-slot"><p>Earn ₹904 LPA within a month!</p></div></article>
<section id="comments"><h2>Comments</h2><p>A reader earns ₹905 LPA.</p></section></main>
<aside><h2>Popular</h2><p>A course for ₹906.</p></aside><footer><p>Call 907.</p></footer></body></html>
"""


@dataclass(frozen=True, kw_only=True)
class Print:
    """How a guide is printed: its style sheet, paper and running header and footer."""

    css: str = RULED_CSS
    paper: str = "A4"
    margin: str = "18mm"
    running: str = ""  # what stands above every page; page numbers then stand below
    tagged: bool = True


def html_body(markdown: str) -> str:
    """The guide as the elements of a web page."""
    return _MARKDOWN.render(_lines_kept(markdown))


def _lines_kept(markdown: str) -> str:
    """The guide without its front matter, with a break between the lines of label lines and the like."""
    return _LINE_KEPT.sub("  \n", _FRONT_MATTER.sub("", markdown))


def html_form(markdown: str) -> bytes:
    """The guide within a whole web page, with all that such pages hold besides."""
    return _PAGE.format(body=html_body(markdown)).encode("utf-8")


def pdf_forms(guides: Sequence[tuple[str, Print]]) -> list[bytes]:
    """Each guide printed to a PDF by one Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise RuntimeError(CHROMIUM_NEEDED)
    printed: list[bytes] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        for markdown, form in guides:
            page.set_content(_SHEET.format(css=form.css, body=html_body(markdown)))
            running = f'<div style="font-size: 8px; margin: 0 18mm; width: 100%">{form.running}'
            printed.append(
                page.pdf(
                    format=form.paper,
                    margin={"top": form.margin, "bottom": form.margin, "left": form.margin, "right": form.margin},
                    display_header_footer=bool(form.running),
                    header_template=f'{running} <span class="date"></span></div>',
                    footer_template=f"{running} {_PAGE_NUMBER}</div>",
                    tagged=form.tagged,
                )
            )
        browser.close()
    return printed


def docx_form(markdown: str, *, header_rows: bool = True) -> bytes:
    """The guide as a Word document: heading styles, real lists and tables, and a running header and footer.

    Without `header_rows` no row of a table is marked as its header.
    """
    return saved(docx_document(markdown, header_rows=header_rows))


def docx_document(markdown: str, *, header_rows: bool = True) -> Document:
    """The same, not saved yet, for tests that change something in it."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Career Site — courses from ₹903"
    document.sections[0].footer.paragraphs[0].text = "Call 907."
    tokens = _MARKDOWN.parse(_lines_kept(markdown))
    first_headings = [token for token in tokens if token.type == "heading_open" and token.tag == "h1"]
    depth = 0
    kinds: list[str] = []
    table: list[list[Token]] = []
    for at, token in enumerate(tokens):
        match token.type:
            case "heading_open":
                level = int(token.tag[1]) - (1 if len(first_headings) == 1 else 0)
                _write_inline(document.add_paragraph(style=f"Heading {level}" if level else "Title"), tokens[at + 1])
            case "bullet_list_open" | "ordered_list_open":
                kinds.append("List Bullet" if token.type.startswith("bullet") else "List Number")
                depth += 1
            case "bullet_list_close" | "ordered_list_close":
                kinds.pop()
                depth -= 1
            case "paragraph_open":
                style = f"{kinds[-1]} {depth}" if depth > 1 else kinds[-1] if kinds else "Normal"
                _write_inline(document.add_paragraph(style=style), tokens[at + 1])
            case "tr_open":
                table.append([])
            case "th_open" | "td_open":
                table[-1].append(tokens[at + 1])
            case "table_close":
                _write_table(document, table, header_rows=header_rows)
                table = []
    return document


def saved(document: Document) -> bytes:
    """The bytes of a Word document."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _write_table(document: Document, rows: list[list[Token]], *, header_rows: bool) -> None:
    table: Table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, inline in zip(row.cells, cells, strict=True):
            _write_inline(cell.paragraphs[0], inline)
    if header_rows:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _write_inline(paragraph: Paragraph, inline: Token) -> None:
    bold = italic = False
    link = None
    for token in inline.children or ():
        match token.type:
            case "strong_open" | "strong_close":
                bold = token.nesting == 1
            case "em_open" | "em_close":
                italic = token.nesting == 1
            case "link_open":
                link = OxmlElement("w:hyperlink")
                link.set(qn("w:anchor"), "elsewhere")
                paragraph._p.append(link)
            case "link_close":
                link = None
            case "hardbreak":
                paragraph.add_run().add_break()
            case _:
                run = paragraph.add_run(token.content if token.type != "softbreak" else " ")
                run.bold, run.italic = bold or None, italic or None
                if link is not None:
                    link.append(run._r)
