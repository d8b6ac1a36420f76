"""A PDF to what is drawn on its pages: letters and shapes with their places. The one file that knows pdfminer.

Nothing in the file is executed or fetched: actions, scripts, attachments and links are never looked at. Places are in
points from the upper left corner of the page.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.errors import GuideError
from corpus.pdf_checks import check_pdf

MAX_PAGES = 500
MAX_GLYPHS = 3_000_000
MAX_SHAPES = 500_000

_UNKNOWN = "\ufffd"
_BOLD = re.compile(r"bold|black|heavy|demi|(?:^|[-,])bd|-[BW]7\d\d", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT = 600
_UNKNOWN_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn letter (or ligature); `y` is its base line, `size` its font's size."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """The box around one drawn line, rectangle or curve."""

    x0: float
    top: float
    x1: float
    bottom: float
    kind: str  # line, rectangle or curve
    filled: bool


@dataclass(frozen=True, kw_only=True)
class PdfPage:
    """What is drawn on one page."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    shapes: tuple[Shape, ...]
    pictured: float = 0.0  # the share of the page, from 0 to 1, that its largest picture takes


def pdf_pages(content: bytes, *, source: str) -> tuple[PdfPage, ...]:
    """The pages of a PDF.

    Raises:
        GuideError: for a file that is no PDF, encrypted, broken, far too big once unpacked, or scanned, and where the
            package that reads PDFs is not installed.
    """
    check_pdf(content, source=source)
    try:
        import pdfminer.pdfdocument
    except ModuleNotFoundError as error:
        raise GuideError(
            f"{source}: PDF guides need the package {error.name!r}, which is not installed. "
            'Run: pip install "career-guide-assistant[documents]"'
        ) from error
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings are about details of fonts
    try:
        pages = tuple(_read(content, source))
    except GuideError:
        raise
    except pdfminer.pdfdocument.PDFEncryptionError as error:
        raise _encrypted(source) from error
    except Exception as error:  # a damaged file makes the reader fail in many ways
        fact = " ".join(str(error).split())[:120] or type(error).__name__
        raise GuideError(f"{source}: this PDF is broken ({fact}). Print or save it as PDF again.") from error
    _check_text(pages, source)
    return pages


def _read(content: bytes, source: str) -> Iterator[PdfPage]:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    document = PDFDocument(PDFParser(io.BytesIO(content)))
    if document.encryption is not None:
        raise _encrypted(source)
    resources = PDFResourceManager()
    device = _device(resources, source)
    interpreter = PDFPageInterpreter(resources, device)
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        if number > MAX_PAGES:
            raise GuideError(
                f"{source}: this PDF has more than {MAX_PAGES} pages; a guide may have at most that many. "
                "Split it into several guides."
            )
        interpreter.process_page(page)
        yield device.page


def _device(resources: Any, source: str) -> Any:
    """What pdfminer draws on; it counts, so that a small file cannot draw without end."""
    from pdfminer.converter import PDFLayoutAnalyzer
    from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTLine, LTPage, LTRect

    class Device(PDFLayoutAnalyzer):
        page: PdfPage
        drawn = 0
        shapes = 0

        def render_char(self, matrix: Any, font: Any, *rest: Any, **named: Any) -> float:
            self.drawn += 1
            if self.drawn > MAX_GLYPHS:
                raise _endless(source, f"{MAX_GLYPHS:,} letters")
            width = super().render_char(matrix, font, *rest, **named)
            self.cur_item._objs[-1].bold = _is_bold(font)  # type: ignore[attr-defined]
            return width

        def handle_undefined_char(self, font: Any, cid: int) -> str:
            return _UNKNOWN

        def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
            self.count()
            super().begin_figure(name, bbox, matrix)

        def paint_path(self, *arguments: Any, **named: Any) -> None:
            self.count()
            super().paint_path(*arguments, **named)

        def count(self) -> None:
            self.shapes += 1
            if self.shapes > MAX_SHAPES:
                raise _endless(source, f"{MAX_SHAPES:,} shapes")

        def receive_layout(self, ltpage: LTPage) -> None:
            glyphs: list[Glyph] = []
            shapes: list[Shape] = []
            height = ltpage.height
            pictured = 0.0
            for item in _items(ltpage, LTContainer):
                if isinstance(item, LTChar):
                    a, b, c, _, _, y = item.matrix
                    upright = a > 0 and abs(b) + abs(c) < 0.01 * a
                    if upright and item.x1 > 0 and item.x0 < ltpage.width and 0 <= y <= height:
                        name = item.fontname
                        bold, italic = bool(getattr(item, "bold", False)), bool(_ITALIC.search(name))
                        glyphs.append(Glyph(item.get_text(), item.x0, item.x1, height - y, item.size, bold, italic))
                elif isinstance(item, LTCurve) and (item.stroke or item.fill):
                    kind = "line" if isinstance(item, LTLine) else "rectangle" if isinstance(item, LTRect) else "curve"
                    filled = bool(item.fill) and not item.stroke
                    shapes.append(Shape(item.x0, height - item.y1, item.x1, height - item.y0, kind, filled))
                elif isinstance(item, LTImage):
                    area = max(ltpage.width * height, 1.0)
                    pictured = max(pictured, min(1.0, item.width * item.height / area))
            self.page = PdfPage(
                width=ltpage.width, height=height, glyphs=tuple(glyphs), shapes=tuple(shapes), pictured=pictured
            )

    return Device(resources)


def _items(container: Any, kind: type) -> Iterator[Any]:
    for item in container:
        if isinstance(item, kind):
            yield from _items(item, kind)
        else:
            yield item


def _is_bold(font: Any) -> bool:
    descriptor = getattr(font, "descriptor", None) or {}
    flags, weight = descriptor.get("Flags", 0), descriptor.get("FontWeight", 0)
    stated = isinstance(weight, int | float) and weight >= _BOLD_WEIGHT
    forced = isinstance(flags, int) and bool(flags & _FORCE_BOLD)
    name = getattr(font, "fontname", "")
    return stated or forced or _BOLD.search(name if isinstance(name, str) else str(name)) is not None


def _check_text(pages: tuple[PdfPage, ...], source: str) -> None:
    letters = [glyph.text for page in pages for glyph in page.glyphs if glyph.text.strip()]
    if not letters:
        raise scanned(source, f"there is no text in this PDF ({len(pages)} pages)")
    unknown = letters.count(_UNKNOWN)
    if unknown > _UNKNOWN_SHARE * len(letters):
        raise GuideError(
            f"{source}: {unknown:,} of the {len(letters):,} letters of this PDF are drawn without saying which they "
            "are. Print it to a new PDF from the program that wrote it, or save it as .docx or .html."
        )


def scanned(source: str, fact: str) -> GuideError:
    """The error for a PDF of pictures, with what shows that it is one."""
    return GuideError(
        f"{source}: {fact}, so it is scanned or holds only pictures. "
        "Run text recognition (OCR) over it, or save the guide as .docx, .html, .md or .txt."
    )


def _encrypted(source: str) -> GuideError:
    return GuideError(
        f"{source}: this PDF is encrypted or protected by a password. Save it again without any protection."
    )


def _endless(source: str, limit: str) -> GuideError:
    return GuideError(f"{source}: this PDF draws more than {limit}, far more than a guide. Split it into several.")
