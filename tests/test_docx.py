"""Guides that are Word files: the same blocks as in Markdown, and files that are refused before they are unpacked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from document_forms import docx_document, docx_form, saved
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from html_pages import outline
from hypothesis import given, settings
from hypothesis import strategies as st
from test_parse_properties import check_and_find_rest
from test_pdf import GUIDES

from corpus.docx import docx_to_markdown
from corpus.errors import GuideError
from corpus.guide import Guide
from corpus.parse import parse_guide

SMALL = "# Potter\n\nA potter shapes clay.\n\n## Pay\n\n**Source:** a survey\n"


def text_of(content: bytes | Document) -> str:
    return docx_to_markdown(content if isinstance(content, bytes) else saved(content), source="potter.docx")


def parsed(text: str) -> Guide:
    return parse_guide("potter", text, form="markdown", source="potter")


@pytest.mark.parametrize("header_rows", [True, False], ids=["header-rows", "no-header-rows"])
@pytest.mark.parametrize("name", sorted(GUIDES))
def test_every_block_of_a_markdown_guide_comes_back_from_a_word_file_of_it(name, header_rows):
    original = parsed(GUIDES[name])
    from_word = parsed(text_of(docx_form(GUIDES[name], header_rows=header_rows)))
    assert outline(from_word) == outline(original)
    assert from_word.title == original.title
    check_and_find_rest(from_word)


def test_headers_footers_comments_deletions_and_hidden_text_are_left_out():
    document = docx_document(SMALL)
    paragraph = document.add_paragraph("Clay ")
    run = paragraph.add_run("costs ₹4")
    document.add_comment(run, text="Surely ₹901?", author="A", initials="A")
    paragraph.add_run("₹902").font.hidden = True
    paragraph.add_run("₹903").font.strike = True
    deleted = parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>₹904</w:delText></w:r></w:del>")
    added = parse_xml(f'<w:ins {nsdecls("w")}><w:r><w:t xml:space="preserve"> a kilo</w:t></w:r></w:ins>')
    field = parse_xml(f'<w:r {nsdecls("w")}><w:instrText>HYPERLINK "http://905.example"</w:instrText></w:r>')
    for element in (deleted, added, field):
        paragraph._p.append(element)
    text = text_of(document)
    assert text.endswith("**Source:** a survey\n\nClay costs ₹4 a kilo\n")
    assert "90" not in text and "Career Site" not in text


def test_words_in_links_and_controls_and_text_boxes_are_kept():
    document = docx_document("# Potter\n\nAsk [the guild of **potters**](https://example.org) first.\n")
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent>"
        "</w:sdt>"
    )
    document.element.body.insert(2, control)
    box = parse_xml(
        f"<w:p {nsdecls('w')}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
        "</w:pict></w:r></w:p>"
    )
    document.element.body.insert(3, box)
    assert text_of(document) == "# Potter\n\nAsk the guild of **potters** first.\n\nIn a control.\n\nIn a box.\n"


def test_headings_are_told_by_styles_of_any_name_and_by_outline_levels():
    document = docx.Document()
    document.add_paragraph("Potter", style="Title")
    custom = document.styles.add_style("Our Chapter", WD_STYLE_TYPE.PARAGRAPH)
    custom.base_style = document.styles["Heading 1"]
    document.add_paragraph("Based on a heading", style="Our Chapter")
    foreign = document.styles.add_style("Überschrift 2", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Named in German", style=foreign.name)
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "2")
    document.add_paragraph("By outline level")._p.get_or_add_pPr().append(level)
    document.add_paragraph("Text.")
    assert text_of(document) == (
        "# Potter\n\n## Based on a heading\n\n### Named in German\n\n#### By outline level\n\nText.\n"
    )


def test_where_no_style_marks_headings_short_large_or_bold_lines_do():
    document = docx.Document()
    for words, size, bold in (("Potter", 20, True), ("Pay", 14, True), ("Cities", 11, True), ("Tools", 14, True)):
        run = document.add_paragraph().add_run(words)
        run.bold, run.font.size = bold, Pt(size)
        for sentence in (f"All about {words} stands in here, as it should.", f"{words}: more of it"):
            document.add_paragraph().add_run(sentence).font.size = Pt(11)
    lines = [line for line in text_of(document).splitlines() if line.startswith("#")]
    assert lines == ["# Potter", "## Pay", "### Cities", "## Tools"]


def test_several_main_headings_without_a_title_are_all_chapters():
    guide = parsed(text_of(docx_form("# Pay\n\nMuch.\n\n# Tools\n\nFew.\n")))
    assert guide.title == "Potter"
    assert [section.path for section in guide.sections] == [("Pay",), ("Tools",)]


def test_joined_cells_give_each_value_its_header_and_deleted_rows_are_left_out():
    document = docx.Document()
    document.add_paragraph("Pay:")
    table = document.add_table(rows=5, cols=3)
    rows = [
        ("Level", "City", "Pay"),
        ("New", "Pune", "₹4"),
        ("", "Delhi", "₹5"),
        ("Gone", "x", "₹9"),
        ("Old", "Goa", ""),
    ]
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(4, 1).merge(table.cell(4, 2))
    table.rows[3]._tr.get_or_add_trPr().append(OxmlElement("w:del"))
    assert text_of(document).split("\n\n")[1] == (
        "| Level | City | Pay |\n|---|---|---|\n| New | Pune | ₹4 |\n| New | Delhi | ₹5 |\n| Old | Goa | Goa |\n"
    )


def test_lists_nest_by_their_level_and_numbered_ones_stay_numbered():
    document = docx.Document()
    document.add_paragraph("To buy:")
    for words, style in (("Clay", "List Bullet"), ("Red", "List Number 2"), ("White", "List Number 2")):
        document.add_paragraph(words, style=style)
    last = document.add_paragraph("Glaze", style="List Bullet")
    inner = document.add_paragraph("Blue", style="List Bullet")
    level = OxmlElement("w:ilvl")
    level.set(qn("w:val"), "1")
    numbers = OxmlElement("w:numPr")
    numbers.append(level)
    inner._p.get_or_add_pPr().append(numbers)
    last.add_run().add_break()
    last.add_run("and salt")
    assert text_of(document) == "To buy:\n\n- Clay\n  1. Red\n  2. White\n- Glaze and salt\n  - Blue\n"


def test_typed_bullets_and_numbers_make_one_list_and_no_headings():
    document = docx.Document()
    title = document.add_paragraph().add_run("Potter")
    title.bold, title.font.size = True, Pt(20)
    for line in ("To buy:", "•\tClay", "•\tGlaze, as much as you like", "Do:", "1. Dig", "2. Wash", "Next to it:"):
        document.add_paragraph(line)
    for words in ("Pots", "Pans"):
        paragraph = document.add_paragraph()
        paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:sym w:font="Symbol" w:char="F0B7"/></w:r>'))
        paragraph.add_run(f" {words}").bold = True
    assert text_of(document) == (
        "# Potter\n\nTo buy:\n\n- Clay\n- Glaze, as much as you like\n\nDo:\n\n1. Dig\n2. Wash\n\n"
        "Next to it:\n\n- **Pots**\n- **Pans**\n"
    )


def repacked(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A Word file with some of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(docx_form(SMALL))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return stream.getvalue()


def with_part(name: str, old: bytes, new: bytes) -> bytes:
    return repacked(lambda parts: parts.update({name: parts[name].replace(old, new)}))


def encrypted_flag(content: bytes) -> bytes:
    return content.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")


MAIN = "word/document.xml"
ENTITIES = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><w:document '
REFUSED = {
    "with-password": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted with a password.*take"),
    "old-word": (b"\xd0\xcf\x11\xe0 old", "older Word .* save it as .docx"),
    "encrypted-zip": (encrypted_flag(docx_form(SMALL)), "encrypted with a password.*take"),
    "no-zip": (b"Potter\n", "broken .*Open it in Word"),
    "cut": (docx_form(SMALL)[:-2000], "broken .*Open it in Word"),
    "other-zip": (repacked(lambda parts: parts.pop("[Content_Types].xml")), "no Word document.*Save"),
    "no-text-part": (repacked(lambda parts: parts.pop(MAIN)), "no Word document.*Save"),
    "bad-xml": (with_part(MAIN, b"</w:body>", b""), "broken .*word/document.xml.*Open"),
    "bomb": (repacked(lambda parts: parts.update({"word/media/a.bmp": bytes(100_000_001)})), "unpacks to .*Save"),
    "big-part": (repacked(lambda parts: parts.update({MAIN: bytes(40_000_001)})), "word/document.xml unpacks.*Split"),
    "many-parts": (repacked(lambda parts: parts.update({f"x/{n}": b"" for n in range(2001)})), "unpacks to .*Save"),
    "macros": (repacked(lambda parts: parts.update({"word/vbaProject.bin": b"x"})), "holds macros.*Save"),
    "macro-type": (
        with_part("[Content_Types].xml", b"wordprocessingml.document.main+xml", b"word.document.macroEnabled.main+xml"),
        "holds macros.*Save",
    ),
    "entities": (with_part(MAIN, b"<w:document ", ENTITIES), "declares a document type.*Open"),
    "empty": (saved(docx.Document()), "no text of a guide.*Write"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_file_that_cannot_be_used_is_an_error_with_its_remedy(name):
    content, message = REFUSED[name]
    with pytest.raises(GuideError, match=f"(?s)^potter.docx: .*{message}"):
        text_of(content)


def test_nothing_that_a_file_points_to_is_read(tmp_path):
    secret = tmp_path / "secret.docx"
    secret.write_bytes(docx_form("# Secret\n\n₹907\n"))
    link = (
        '<Relationship Id="rX" TargetMode="External" Target="{}" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"/></Relationships>'
    )

    def point(parts: dict[str, bytes]) -> None:
        name = "word/_rels/document.xml.rels"
        for kind in ("aFChunk", "subDocument", "attachedTemplate", "image"):
            linked = link.format(secret.as_uri(), kind).replace("rX", kind).encode()
            parts[name] = parts[name].replace(b"</Relationships>", linked)
        chunk = b'<w:altChunk r:id="aFChunk"/><w:subDoc r:id="subDocument"/><w:sectPr'
        parts[MAIN] = parts[MAIN].replace(b"<w:sectPr", chunk, 1)

    assert text_of(repacked(point)) == text_of(docx_form(SMALL))


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 40_000), st.binary(min_size=1, max_size=40))
def test_any_damage_gives_text_or_a_guide_error(place, damage):
    content = docx_form(SMALL)
    place %= len(content)
    try:
        assert text_of(content[:place] + damage + content[place + len(damage) :]).strip()
    except GuideError as error:
        assert str(error).startswith("potter.docx: ")


def test_the_folder_of_guides_may_hold_word_files(tmp_path: Path):
    from corpus.read import kept_form, read_guides

    content = docx_form(SMALL)
    (tmp_path / "potter.DOCX").write_bytes(content)
    (guide,) = read_guides(tmp_path)
    assert (guide.id, guide.title, guide.text) == ("potter", "Potter", text_of(content))
    assert kept_form(tmp_path / "potter.DOCX", content) == ("potter.md", guide.text.encode())
