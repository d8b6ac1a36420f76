"""PDFs that are refused with what to do about them, and how much of a PDF is read at most."""

from __future__ import annotations

import sys
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_by_hand import pdf, shown, text_of

from corpus import pdf_checks, pdf_pages
from corpus.errors import GuideError

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
