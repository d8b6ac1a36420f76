"""The text of a Word file as elements of a page: headings, paragraphs, nested lists and tables.

Left out: headers and footers, comments, tracked deletions, hidden and struck text, codes of fields, tables of contents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html
from lxml.html import HtmlElement

from corpus.docx_package import DocxParts
from corpus.docx_styles import ListPlace, Styles, is_on
from corpus.typed_items import typed_item

_TRANSPARENT = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "AlternateContent", "Choice")
_INLINE = (*_TRANSPARENT, "hyperlink", "fldSimple", "dir", "bdo", "oMath", "oMathPara")
_CHARACTERS = {"tab": " ", "ptab": " ", "noBreakHyphen": "-"}
_SYMBOL_BULLETS = ("F0B7", "F0A7", "F0D8", "F076", "F0FC", "F06F", "F0BE")  # of the fonts Symbol and Wingdings
_MAX_HEADING_WORDS = 14
_MAX_SPAN = 50
_DEEPER = 100  # twentieths of a point by which an inner list is indented at least


@dataclass(frozen=True)
class _Run:
    text: str  # "\n" for a line break
    mark: str  # the tags of its emphasis, "" for none
    size: int


class DocumentReader:
    """Reads one file into `content`; `title` is the element of its title, if it has one."""

    def __init__(self, parts: DocxParts) -> None:
        """Read the text of `parts`."""
        self.content: HtmlElement = html.Element("div")
        self.title: HtmlElement | None = None
        self._styles = Styles.of(parts.styles, parts.numbering)
        self._lists: list[tuple[HtmlElement, ListPlace]] = []  # the lists that are open, outermost first
        body = parts.document.find("body")
        paragraphs = [] if body is None else list(body.iter("p"))
        styled = any(self._styles.heading_level(paragraph) is not None for paragraph in paragraphs)
        self._sizes = {} if styled else self._heading_sizes(paragraphs)
        if body is not None:
            self._blocks(body, self.content)
        self._find_title()

    def _find_title(self) -> None:  # without one in the style of titles, the only main heading
        mains = list(self.content.iter("h1"))
        if self.title is None and len(mains) == 1:
            self.title = mains[0]

    def _blocks(self, element: etree._Element, parent: HtmlElement) -> None:
        for child in element:
            if child.tag == "p":
                self._paragraph(child, parent)
            elif child.tag == "tbl":
                self._lists = []
                self._table(child, parent)
            elif child.tag in _TRANSPARENT and not _is_contents(child):
                self._blocks(child, parent)

    def _paragraph(self, paragraph: etree._Element, parent: HtmlElement) -> None:
        runs = list(self._runs(paragraph, paragraph))
        words = "".join(run.text for run in runs).strip()
        level = self._level(paragraph, runs)
        place = self._styles.list_place(paragraph) if level is None else None
        if words and not self._styles.is_of_contents(paragraph):
            if place is None:
                self._lists = []
            if place is not None:
                _write(runs, etree.SubElement(self._list(place, parent), "li"))
            elif level is not None and parent is self.content:
                heading = etree.SubElement(parent, f"h{min(max(level, 1), 6)}")
                _write([_Run(run.text.replace("\n", " "), "", 0) for run in runs], heading)
                if level == 0 and self.title is None:
                    self.title = heading
            else:
                _write(runs, etree.SubElement(parent, "p"))
        for box in _boxes(paragraph):
            self._lists = []
            self._blocks(box, parent)

    def _level(self, paragraph: etree._Element, runs: list[_Run]) -> int | None:
        if not self._sizes:
            return self._styles.heading_level(paragraph)
        return self._sizes.get(_look(runs)) if self._may_be_heading(paragraph, runs) else None

    def _heading_sizes(self, paragraphs: list[etree._Element]) -> dict[tuple[int, bool], int]:
        """Where no style marks a heading: the looks (size, bold) of short lines that stand out, with their levels."""
        letters: Counter[int] = Counter()
        looks = set()
        for paragraph in paragraphs:
            runs = list(self._runs(paragraph, paragraph))
            for run in runs:
                letters[run.size] += len(run.text)
            if self._may_be_heading(paragraph, runs):
                looks.add(_look(runs))
        body = letters.most_common(1)[0][0] if letters else 0
        found = sorted((look for look in looks if look[0] > body or (look[0] == body and look[1])), reverse=True)
        return {look: level for level, look in enumerate(found, 1)}

    def _may_be_heading(self, paragraph: etree._Element, runs: list[_Run]) -> bool:
        words = "".join(run.text for run in runs).strip()
        outside = not any(True for _ in paragraph.iterancestors("tc", "txbxContent"))
        short = 0 < len(words.split()) <= _MAX_HEADING_WORDS and not words.endswith((".", ":", ";", ","))
        typed = typed_item(words)
        listed = self._styles.list_place(paragraph) is not None or (typed is not None and not typed.number)
        return outside and short and "\n" not in words and not listed

    def _list(self, place: ListPlace, parent: HtmlElement) -> HtmlElement:
        """The list that an item belongs to, opened where there is none yet."""
        while self._lists and not _holds(self._lists[-1][1], place):
            self._lists.pop()
        if self._lists and not _is_inner(self._lists[-1][1], place):
            element, open_place = self._lists[-1]
            if open_place.ordered == place.ordered and (not place.ordered or open_place.list_id == place.list_id):
                return element
            self._lists.pop()
        outer = self._lists[-1][0] if self._lists else None
        within = parent if outer is None else outer[-1]
        element = etree.SubElement(within, "ol" if place.ordered else "ul")
        self._lists.append((element, place))
        return element

    def _runs(self, element: etree._Element, paragraph: etree._Element) -> Iterator[_Run]:
        for child in element:
            if child.tag == "r":
                yield from self._run(child, paragraph)
            elif child.tag in _INLINE:
                yield from self._runs(child, paragraph)

    def _run(self, run: etree._Element, paragraph: etree._Element) -> Iterator[_Run]:
        styles = self._styles
        if any(styles.run_is(name, run, paragraph) for name in ("vanish", "strike", "dstrike")):
            return
        bold = "strong" if styles.run_is("b", run, paragraph) else ""
        italic = "em" if styles.run_is("i", run, paragraph) else ""
        raised = run.find("rPr/vertAlign")
        mark = "sup" if raised is not None and raised.get("val") == "superscript" else f"{bold} {italic}".strip()
        size = styles.run_size(run, paragraph)
        for part in run:
            if part.tag == "t":
                yield _Run((part.text or "").replace("\n", " "), mark, size)
            elif part.tag == "sym":
                yield _Run("•" if part.get("char", "").upper() in _SYMBOL_BULLETS else "", mark, size)
            elif part.tag in _CHARACTERS:
                yield _Run(_CHARACTERS[part.tag], mark, size)
            elif part.tag in ("br", "cr"):
                yield _Run("\n" if part.get("type", "textWrapping") == "textWrapping" else " ", mark, size)

    def _table(self, table: etree._Element, parent: HtmlElement) -> None:
        written = etree.SubElement(parent, "table")
        head, body = etree.SubElement(written, "thead"), etree.SubElement(written, "tbody")
        look = table.find("tblPr/tblLook")
        labelled = is_on(look, "firstColumn") and not is_on(look, "firstRow")
        merged: dict[int, HtmlElement] = {}  # column to the cell that reaches down in it
        rows = [row for row in _parts(table, "tr") if row.find("trPr/del") is None]
        heads = 0
        while heads < len(rows) and _is_header(rows[heads]):
            heads += 1
        for number, row in enumerate(rows):
            line = etree.SubElement(head if number < heads < len(rows) else body, "tr")
            column = _span(row.find("trPr/gridBefore"), 0)
            for _ in range(column):
                etree.SubElement(line, "td")
            for cell in _parts(row, "tc"):
                width = _span(cell.find("tcPr/gridSpan"), 1)
                merge = cell.find("tcPr/vMerge")
                above = merged.get(column)
                if merge is not None and merge.get("val", "continue") == "continue" and above is not None:
                    above.set("rowspan", str(int(above.get("rowspan", "1")) + 1))
                else:
                    tag = "th" if number < heads or (labelled and not column) else "td"
                    merged[column] = etree.SubElement(line, tag, colspan=str(width))
                    self._lists = []
                    self._blocks(cell, merged[column])
                    self._lists = []
                column += width
        if not len(head):
            written.remove(head)


def _write(runs: list[_Run], element: HtmlElement) -> None:
    """Runs as the text of an element; neighbours of one look are joined, for Word parts text anywhere."""
    joined: list[_Run] = []
    for run in runs:
        if joined and (joined[-1].mark == run.mark or not run.text.strip()) and joined[-1].mark != "sup":
            joined[-1] = _Run(joined[-1].text + run.text, joined[-1].mark, 0)
        else:
            joined.append(run)
    for run in joined:
        part = element
        for tag in run.mark.split():
            part = etree.SubElement(part, tag)
        for number, line in enumerate(run.text.split("\n")):
            if number:
                etree.SubElement(part, "br")
            if len(part):
                part[-1].tail = (part[-1].tail or "") + line
            else:
                part.text = (part.text or "") + line


def _holds(open_place: ListPlace, place: ListPlace) -> bool:
    """Whether an item stands in an open list or in one inside of it."""
    if open_place.list_id == place.list_id:
        return open_place.level <= place.level
    return open_place.indent <= place.indent + _DEEPER


def _is_inner(open_place: ListPlace, place: ListPlace) -> bool:
    if open_place.list_id == place.list_id:
        return open_place.level < place.level
    return open_place.indent + _DEEPER < place.indent


def _look(runs: list[_Run]) -> tuple[int, bool]:
    written = [run for run in runs if run.text.strip()]
    return max(run.size for run in written), all("strong" in run.mark for run in written)


def _parts(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _parts(child, tag)


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes that hang at a paragraph; of a box that is stored in two forms, the first."""
    for box in paragraph.iter("txbxContent"):
        above = [ancestor.tag for ancestor in box.iterancestors()]
        inside = above[: above.index("p")] if "p" in above else above
        if next(box.iterancestors("p"), None) is paragraph and not {"Fallback", "del", "moveFrom"} & set(inside):
            yield box


def _is_contents(element: etree._Element) -> bool:
    gallery = element.find("sdtPr/docPartObj/docPartGallery")
    return gallery is not None and gallery.get("val", "").casefold() in ("table of contents", "cover pages")


def _is_header(row: etree._Element) -> bool:
    marked = row.find("trPr/tblHeader")
    return marked is not None and is_on(marked, "val", default=True)


def _span(element: etree._Element | None, default: int) -> int:
    stated = element.get("val", "") if element is not None else ""
    return min(int(stated), _MAX_SPAN) if stated.isascii() and stated.isdigit() and len(stated) < 9 else default
