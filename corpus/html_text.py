"""Elements that were found to be the guide, to its text in our Markdown form; the last step of every document form."""

from __future__ import annotations

from lxml.html import HtmlElement

from corpus.errors import GuideError
from corpus.html_blocks import MarkdownWriter
from corpus.html_inline import inline_text, one_line

MAX_TEXT_BYTES = 5_000_000


def content_text(
    content: HtmlElement, *, title: str = "", title_element: HtmlElement | None = None, source: str
) -> str:
    """The text of `content` under its title; "" where nothing but a title is there.

    Args:
        content: What is the guide; it is taken apart.
        title: The title; without it, the words of `title_element`.
        title_element: The heading in `content` that states the title, if one does.
        source: The file, for messages.

    Raises:
        GuideError: for more text than a guide may have, and for a table that spreads enormously.
    """
    writer = MarkdownWriter(source=source)
    if not title and title_element is not None:
        title = one_line(inline_text(title_element, plain=True))
    writer.write(content, title=title, title_element=title_element)
    text = writer.text()
    if len(text.encode("utf-8")) > MAX_TEXT_BYTES:
        raise GuideError(
            f"{source}: the text of this guide has more than {MAX_TEXT_BYTES:,} bytes. Split it into several guides."
        )
    return text if writer.has_content else ""
