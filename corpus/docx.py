"""A Word file to the guide in it, as text in our Markdown form; nothing in it is executed or fetched."""

from __future__ import annotations

from corpus.docx_content import DocumentReader
from corpus.docx_package import docx_parts
from corpus.errors import GuideError
from corpus.html_text import content_text


def docx_to_markdown(content: bytes, *, source: str) -> str:
    """The guide that a Word file holds, as Markdown that `parse_guide` reads; the same text for the same bytes.

    Args:
        content: The whole .docx file.
        source: The file, for messages.

    Raises:
        GuideError: for a file that is encrypted, broken, no Word file, packed to unpack enormously, holds macros, or
            holds no text.
    """
    reader = DocumentReader(docx_parts(content, source=source))
    text = content_text(reader.content, title_element=reader.title, source=source)
    if not text:
        raise GuideError(
            f"{source}: there is no text of a guide in this document; text in pictures is not read. "
            "Write the guide into it, or take the file away."
        )
    return text
