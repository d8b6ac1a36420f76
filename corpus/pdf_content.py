"""Lines and tables of a PDF as elements of a page: headings by size, paragraphs, nested lists and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from lxml import etree, html
from lxml.html import HtmlElement

from corpus.blocks import label_parts
from corpus.pdf_joining import Vocabulary, joined_words
from corpus.pdf_layout import Layout, ends_sentence
from corpus.pdf_lines import TextLine, Word
from corpus.pdf_ruled_tables import PdfTable

_SAME_INDENT = 0.6  # of the letters' size
_ITEM_GAP = 2.6  # of the letters' size, up to a further paragraph of an item
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d*$|…{2,}\s*\d*$")
_Item = TextLine | PdfTable


class ContentBuilder:
    """Builds `content`; `title` is the heading that states the document's title, if one does."""

    def __init__(self, layout: Layout, vocabulary: Vocabulary) -> None:
        """Start with nothing."""
        self.content: HtmlElement = html.Element("div")
        self.title: HtmlElement | None = None
        self._layout = layout
        self._vocabulary = vocabulary
        self._headings: list[tuple[HtmlElement, tuple[float, bool]]] = []
        self._lists: list[tuple[HtmlElement, float, bool]] = []  # open lists: element, where text begins, ordered

    def write(self, items: Sequence[_Item]) -> None:
        """Write what stands on all pages, in order."""
        at = 0
        while at < len(items):
            item = items[at]
            if isinstance(item, PdfTable):
                self._lists = []
                self._table(item)
                at += 1
                continue
            end = self._heading_end(items, at)
            if end > at:
                self._heading([line for line in items[at:end] if isinstance(line, TextLine)])
            else:
                end, breaks = self._paragraph_end(items, at)
                lines = [line for line in items[at:end] if isinstance(line, TextLine)]
                self._text(lines, breaks)
            at = end
        self._number_headings()

    def _heading_end(self, items: Sequence[_Item], at: int) -> int:
        """The position after a heading that begins at `at`; `at` where none does."""
        first = items[at]
        assert isinstance(first, TextLine)
        if first.bullet is not None:
            return at
        end = at + 1
        while end < len(items):
            above, line = items[end - 1], items[end]
            assert isinstance(above, TextLine)
            if not isinstance(line, TextLine) or line.bullet is not None:
                break
            alike = abs(line.size - first.size) < 0.3 and line.bold == first.bold
            near = line.y - above.y <= max(1.6, self._layout.leading + 0.2) * line.size
            if line.page != above.page:  # some programs even part a heading
                near = line.size > self._layout.body + 1
            if not alike or not near or not self._layout.heading_goes_on(above, line):
                break
            end += 1
        lines = [line for line in items[at:end] if isinstance(line, TextLine)]
        return end if self._layout.is_heading(lines) else at

    def _paragraph_end(self, items: Sequence[_Item], at: int) -> tuple[int, frozenset[int]]:
        """The position after a paragraph or item that begins at `at`, and which of its lines begin a new line."""
        first = items[at]
        assert isinstance(first, TextLine)
        breaks = set()
        end = at + 1
        is_item = self._layout.is_item(first)
        indent = _text_start(first, self._layout)
        while end < len(items):
            above, line = items[end - 1], items[end]
            assert isinstance(above, TextLine)
            if not isinstance(line, TextLine) or self._layout.is_item(line) or abs(line.size - above.size) > 0.6:
                break
            hangs = abs(line.x0 - indent) < _SAME_INDENT * line.size
            if is_item and not hangs and line.x0 <= first.x0 and not self._goes_on_below_mark(first, above, line):
                break
            early = self._layout.ends_early(above, line) or _begins_label(line, above, first)
            if line.page != above.page:
                shift = 0.0 if is_item else line.x0 - above.x0
                closed = ends_sentence(above) and not self._layout.is_full(above)
                named = "strong" in line.words[0].mark and "strong" not in above.words[-1].mark
                if early or named or (closed and not line.text[:1].islower()) or shift > line.size:
                    break
            elif not self._layout.goes_on(above, line):
                further = is_item and hangs and indent > self._layout.left + line.size
                if not further or line.y - above.y > _ITEM_GAP * line.size or self._heading_end(items, end) > end:
                    break
            elif not is_item and _is_indented(line, above, items[end + 1 : end + 2]):
                break
            elif early:
                if ends_sentence(above) or (above.bold != line.bold):
                    break
                breaks.add(end - at)
            end += 1
        return end, frozenset(breaks)

    def _goes_on_below_mark(self, first: TextLine, above: TextLine, line: TextLine) -> bool:
        """Whether a line goes on with an item although it stands as far left as the item's bullet or number."""
        if self._layout.ends_early(above, line):
            return False
        mark = first.x0 if first.bullet is None else first.bullet
        if abs(line.x0 - mark) < _SAME_INDENT * line.size and self._layout.goes_on(above, line):
            return True
        near = line.page != above.page or self._layout.goes_on(above, line)
        return near and line.text[:1].islower() and not ends_sentence(above)

    def _heading(self, lines: list[TextLine]) -> None:
        self._lists = []
        heading = etree.SubElement(self.content, "h6")
        heading.text = " ".join(word.text for word in joined_words(lines, self._vocabulary))
        self._headings.append((heading, (round(lines[0].size * 2) / 2, all(line.bold for line in lines))))

    def _number_headings(self) -> None:
        """Levels by size, bold before plain; the largest heading is the title where it stands alone."""
        looks = sorted({look for _, look in self._headings}, reverse=True)
        for heading, look in self._headings:
            heading.tag = f"h{min(looks.index(look) + 1, 6)}"
        largest = [heading for heading, look in self._headings if look == looks[0]]
        if len(largest) == 1:
            self.title = largest[0]

    def _text(self, lines: list[TextLine], breaks: frozenset[int]) -> None:
        first = lines[0]
        if _LEADERS.search(lines[-1].text):  # a line of a table of contents
            return
        if not self._layout.is_item(first):
            self._lists = []
            self._write(joined_words(lines, self._vocabulary, breaks=breaks), etree.SubElement(self.content, "p"))
            return
        number = self._layout.number_of(first) if first.bullet is None else None
        words = joined_words(lines, self._vocabulary)[1 if number else 0 :]
        parent = self._list(_text_start(first, self._layout), number is not None, first.size, number)
        self._write(words, etree.SubElement(parent, "li"))

    def _list(self, start: float, ordered: bool, size: float, number: str | None) -> HtmlElement:
        near = _SAME_INDENT * size
        while self._lists and self._lists[-1][1] > start + near:
            self._lists.pop()
        if self._lists and abs(self._lists[-1][1] - start) <= near:
            element, _, was_ordered = self._lists[-1]
            if was_ordered == ordered and (number or "")[:-1] not in ("1", "a"):
                return element
            self._lists.pop()
        outer = self._lists[-1][0] if self._lists else None
        element = etree.SubElement(self.content if outer is None else outer[-1], "ol" if ordered else "ul")
        self._lists.append((element, start, ordered))
        return element

    def _table(self, table: PdfTable) -> None:
        texts = [[self._cell(cell.lines) for cell in row] for row in table.rows]
        pairs = [row for row in texts if len(row) == 2]
        labels = len(pairs) == len(texts) and all(row[0].endswith(":") and row[1] for row in pairs)
        if labels:  # names with a colon, and their values set apart from them
            for name, value in pairs:
                paragraph = etree.SubElement(self.content, "p")
                strong = etree.SubElement(paragraph, "strong")
                strong.text, strong.tail = name, f" {value}"
            return
        element = etree.SubElement(self.content, "table")
        for row, cells in zip(texts, table.rows, strict=True):
            line = etree.SubElement(element, "tr")
            for text, cell in zip(row, cells, strict=True):
                written = etree.SubElement(line, "td", colspan=str(cell.columns), rowspan=str(cell.rows))
                written.text = text

    def _cell(self, lines: Sequence[TextLine]) -> str:
        parts: list[list[TextLine]] = []
        for line in lines:
            if line.bullet is not None or not parts:
                parts.append([])
            parts[-1].append(line)
        words = [" ".join(word.text for word in joined_words(part, self._vocabulary)) for part in parts]
        return "; ".join(words)

    def _write(self, words: Sequence[Word], element: HtmlElement) -> None:
        """Words as the text of an element, neighbours of one look together."""
        part, mark = element, ""
        for at, word in enumerate(words):
            own = "" if self._layout.bold or word.text == "\n" else word.mark
            space = " " if at and "\n" not in (word.text, words[at - 1].text) else ""
            if own != mark:
                _append(element, space)
                part, mark, space = element, own, ""
                for tag in own.split():
                    part = etree.SubElement(part, tag)
            if word.text == "\n":
                etree.SubElement(element, "br")
                part, mark = element, ""
            else:
                _append(part, space + word.text)


def _append(element: HtmlElement, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _text_start(line: TextLine, layout: Layout) -> float:
    """Where the text of an item begins, behind its bullet or number."""
    return line.words[1].x0 if line.bullet is None and layout.number_of(line) else line.x0


def _begins_label(line: TextLine, above: TextLine, first: TextLine) -> bool:
    """Whether a line is a label with its value, on its own among such lines, even where the line above is full."""
    if not above.text.endswith((",", ";", ":", "-")) and label_parts(line.text) and label_parts(first.text):
        return True
    name = list(takewhile(lambda word: "strong" in word.mark, line.words))
    return bool(name) and name[-1].text.endswith(":") and "strong" not in above.words[-1].mark


def _is_indented(line: TextLine, above: TextLine, following: Sequence[_Item]) -> bool:
    """Whether a line begins a new paragraph by standing further in than the lines around it."""
    deeper = line.x0 - above.x0
    if not 0.8 * line.size < deeper < 4 * line.size or not following:
        return False
    after = following[0]
    return isinstance(after, TextLine) and after.x0 < line.x0 - 0.5 * line.size
