"""PDFs written by hand, operator by operator, and what is read from a PDF."""

from __future__ import annotations

from corpus.pdf import pdf_to_markdown


def pdf(stream: bytes, *, filters: bytes = b"", extra: bytes = b"", trailer: bytes = b"", pages: int = 1) -> bytes:
    """A PDF of pages that show one stream, written by hand."""
    kids = b" ".join(b"%d 0 R" % (10 + number) for number in range(pages))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>",
        2: b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, pages),
        3: b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(stream), filters, stream),
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << %b /Font << /F 4 0 R >> >> >>"  # noqa: E501
    objects.update({10 + number: page % extra for number in range(pages)})
    content = b"%PDF-1.7\n"
    places = {}
    for number, body in objects.items():
        places[number] = len(content)
        content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in places.items())
    size = max(objects) + 1
    end = b"xref\n%btrailer\n<< /Root 1 0 R /Size %d %b >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        size,
        trailer,
        len(content),
    )
    return content + end


def shown(*lines: str, top: int = 780, left: int = 60, size: int = 12, step: int = 14) -> bytes:
    """Lines of text as a page shows them."""
    texts = b" ".join(
        b"(%b) Tj T*" % line.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)") for line in lines
    )
    return b"BT /F %d Tf %d TL %d %d Td %b ET\n" % (size, step, left, top, texts)


def text_of(content: bytes) -> str:
    return pdf_to_markdown(content, source="potter.pdf")
