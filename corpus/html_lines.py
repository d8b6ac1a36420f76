"""Label lines that a page's source keeps apart although a browser runs them together.

Programs that turn Markdown into pages leave "Time: 6 weeks" and "Cost: ₹5" as two source lines of one paragraph. Where
every line of a paragraph is a label with its value, the line ends are meant.
"""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement

from corpus.blocks import label_parts


def keep_label_lines(root: HtmlElement) -> None:
    """Put a line break where the source has one, in each paragraph that is label lines and nothing else."""
    for paragraph in root.iter("p"):
        if next(paragraph.iter("br"), None) is not None:
            continue
        text = "".join(paragraph.itertext()).strip()
        lines = [line.strip() for line in text.splitlines()]
        if len(lines) > 1 and all(line and label_parts(line) is not None for line in lines):
            _break_lines(paragraph)


def _break_lines(paragraph: HtmlElement) -> None:
    for element in list(paragraph.iter()):
        if element is not paragraph:
            element.tail, *rest = (element.tail or "").split("\n")
            _insert(element.getparent(), element.getparent().index(element) + 1, rest)
        element.text, *rest = (element.text or "").split("\n")
        _insert(element, 0, rest)


def _insert(parent: HtmlElement, at: int, lines: list[str]) -> None:
    for offset, line in enumerate(lines):
        line_break = etree.Element("br")
        line_break.tail = line
        parent.insert(at + offset, line_break)
