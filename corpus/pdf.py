"""A PDF to the guide in it, as text in our Markdown form; nothing in it is executed or fetched.

A PDF only says where letters stand: headings are told by their size, lists by their bullets, tables by lines or space.
"""

from __future__ import annotations

from corpus.html_text import content_text
from corpus.pdf_content import ContentBuilder
from corpus.pdf_furniture import without_furniture
from corpus.pdf_joining import Vocabulary, joined_tables
from corpus.pdf_layout import Layout, body_size
from corpus.pdf_lines import TextLine, text_lines
from corpus.pdf_open_tables import open_tables
from corpus.pdf_pages import pdf_pages, scanned
from corpus.pdf_ruled_tables import PdfTable, level_rules, ruled_tables
from corpus.pdf_spaced_tables import with_spaced_tables

_SCANNED = 0.6  # of a page, which a picture takes at least where the page is scanned
_FEW_WORDS = 12  # on a page: a footer, or the name of the program that scanned
_LARGER = 0.7  # points: larger letters than this above running text are headings


def pdf_to_markdown(content: bytes, *, source: str) -> str:
    """The guide that a PDF holds, as Markdown that `parse_guide` reads; the same text for the same bytes.

    Args:
        content: The whole file.
        source: The file, for messages.

    Raises:
        GuideError: for a file that is no PDF, encrypted, broken, scanned, or far too big once unpacked, and where the
            package that reads PDFs is not installed.
    """
    pages = pdf_pages(content, source=source)
    tables: list[list[PdfTable]] = []
    lines: list[list[TextLine]] = []
    for number, page in enumerate(pages):
        found, outside = ruled_tables(page, number)
        more, outside = open_tables(page, outside, number)
        tables.append(sorted([*found, *more], key=lambda table: table.top))
        lines.append(text_lines(outside, page.shapes, page=number))
    body = body_size(line for on_page in lines for line in on_page)
    lines = without_furniture(lines, [page.height for page in pages], body=body)
    in_cells = [
        line for found in tables for table in found for row in table.rows for cell in row for line in cell.lines
    ]
    vocabulary = Vocabulary([*(line for on_page in lines for line in on_page), *in_cells])
    items: list[TextLine | PdfTable] = []
    running: list[list[TextLine]] = []
    for page, on_page, found in zip(pages, lines, tables, strict=True):
        last = items[-1] if items else None
        first = not found or not on_page or on_page[0].y < found[0].top
        before = last if first and isinstance(last, PdfTable) else None
        mixed = with_spaced_tables(on_page, level_rules(page), largest=body + _LARGER, before=before)
        running.append([item for item in mixed if isinstance(item, TextLine)])
        for table in found:
            above = sum(1 for item in mixed if (item.y if isinstance(item, TextLine) else item.top) < table.top + 1)
            mixed.insert(above, table)
        items += mixed
    builder = ContentBuilder(Layout.of(running), vocabulary)
    builder.write(joined_tables(items))
    text = content_text(builder.content, title_element=builder.title, source=source)
    pictures = sum(page.pictured >= _SCANNED for page in pages)
    if not text or (pictures > len(pages) / 2 and len(text.split()) < _FEW_WORDS * len(pages)):
        raise scanned(source, f"the {len(pages)} pages of this PDF hold hardly any text but page numbers and the like")
    return text
