"""A guide's text to its sections and blocks, each tied to exact characters; the same result for the same text."""

from __future__ import annotations

import re
from typing import Literal

from corpus.career import career_in
from corpus.errors import GuideError
from corpus.guide import Guide
from corpus.layout import Element, HeadingLine
from corpus.markdown import markdown_elements
from corpus.plaintext import plain_elements
from corpus.sections import build_sections

Form = Literal["markdown", "plain"]


def parse_guide(guide_id: str, text: str, *, form: Form, source: str) -> Guide:
    """The guide that stands in `text`.

    Args:
        guide_id: The id, which is the file's stem.
        text: The file as `Path.read_text(encoding="utf-8")` gives it, a byte order mark included.
        form: Whether headings and tables are marked as in Markdown or known by their shape alone.
        source: The file's name, for messages.

    Raises:
        GuideError: where the text holds nothing, or a table has ragged rows.
    """
    elements = markdown_elements(text, source=source) if form == "markdown" else plain_elements(text)
    sections = build_sections(text, elements, source=source)
    if not sections:
        raise GuideError(f"{source}: there is no text in this guide. Write the guide into it, or take the file away.")
    return Guide(id=guide_id, title=_title(guide_id, elements, text), text=text, sections=sections)


def _title(guide_id: str, elements: list[Element], text: str) -> str:
    """The guide's title line; without one the id in words, or the career where the id shares no word with it."""
    for element in elements:
        if isinstance(element, HeadingLine) and element.rank == 0:
            return " ".join(element.span.text.split())
    words = re.split(r"[-_\s]+", guide_id.strip("-_ "))
    career = career_in(text)
    if career and set(career.lower().split()).isdisjoint(word.lower() for word in words):
        words = career.split()
    return " ".join(word[:1].upper() + word[1:] for word in words) or guide_id
