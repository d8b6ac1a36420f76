"""Elements of a web page to Markdown: headings, paragraphs, label lines, lists, tables and questions with answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from corpus.html_inline import (
    BLOCK_TAGS,
    collapsed,
    escaped,
    inline_child,
    inline_text,
    is_rule,
    one_line,
    tidy,
)
from corpus.html_tables import is_layout, read_page_table
from corpus.typed_items import TypedItem, is_bullet, typed_item, typed_lists

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_OPENERS = ("summary", "button", "label")  # those that are left; others are controls of a form
_LISTS = ("ul", "ol", "menu", "dir")
_NO_LIST_ITEM = (*_HEADINGS, "table", "details", "dl", "pre")
_MAX_LIST_DEPTH = 8  # the parser follows twice as many; a deeper list reads as one of this depth
_CONTENTS = frozenset(("contents", "table of contents", "on this page", "in this article", "in this guide"))
_PARAGRAPH_BREAK = re.compile(r"\n{2,}")


class MarkdownWriter:
    """Writes one page; the headings of a page with several main headings are moved one level in."""

    def __init__(self, *, source: str) -> None:
        """`source` names the page in messages."""
        self._source = source
        self.has_content = False  # whether anything but the title was written
        self._blocks: list[str] = []
        self._level = 1
        self._shift = 0
        self._title_element: HtmlElement | None = None
        self._with_blocks: set[HtmlElement] = set()
        self._bullets: tuple[str, int] | None = None  # the kind of list that the last block is, if it is one
        self._typed: list[TypedItem] = []  # lines that may be items of a list, until something else comes

    def write(self, content: HtmlElement, *, title: str, title_element: HtmlElement | None) -> None:
        """Write the page's title, then all that stands in `content` but that title.

        Raises:
            GuideError: for a table that spreads to far more than a person would read.
        """
        self._title_element = title_element
        others = [heading for heading in content.iter("h1") if heading is not title_element]
        self._shift = int(bool(others))
        for element in content.iter(*BLOCK_TAGS):
            for ancestor in element.iterancestors():
                if ancestor in self._with_blocks:
                    break
                self._with_blocks.add(ancestor)
        if title:
            self._add(f"# {title}")
            self.has_content = False
        self._flow(content)

    def text(self) -> str:
        """All that was written."""
        self._write_typed()
        return "\n\n".join(self._blocks) + "\n"

    def _add(self, block: str) -> None:
        self._write_typed()
        self._blocks.append(block)
        self._bullets = None
        self.has_content = True

    def _flow(self, element: HtmlElement) -> None:
        """The running text of an element as paragraphs, and the blocks between."""
        run = [collapsed(element.text)]
        for child in element:
            if child.tag in BLOCK_TAGS or child in self._with_blocks or child.tag in _OPENERS:
                self._paragraphs("".join(run))
                run = []
                self._block(child)
            else:
                run.append(inline_child(child))
            run.append(collapsed(child.tail))
        self._paragraphs("".join(run))

    def _block(self, element: HtmlElement) -> None:
        tag = element.tag
        if element is self._title_element:
            return
        if tag in _HEADINGS:
            self._heading(one_line(inline_text(element, plain=True)), min(int(tag[1]) + self._shift, 6))
        elif element.get("role") == "heading" and element.get("aria-level", "") in ("1", "2", "3", "4", "5", "6"):
            self._heading(one_line(inline_text(element, plain=True)), max(2, int(element.get("aria-level"))))
        elif tag in _LISTS:
            self._list(element)
        elif tag == "table" and not is_layout(element):
            self._table(element)
        elif tag == "dl":
            self._descriptions(element)
        elif tag == "pre":
            self._code(element)
        elif tag in _OPENERS:
            self._question(one_line(inline_text(element, plain=True)))
        else:
            self._flow(element)

    def _heading(self, words: str, level: int) -> None:
        if words and words.casefold().rstrip(":") not in _CONTENTS:
            self._add(f"{'#' * level} {words}")
            self._level = level

    def _question(self, words: str) -> None:
        """What is opened by a click, as a heading below the last one: a FAQ pair where that one announces a FAQ."""
        if words:
            self._add(f"{'#' * min(self._level + 1, 6)} {words}")

    def _paragraphs(self, text: str) -> None:
        for part in _PARAGRAPH_BREAK.split(tidy(text)):
            written = [line for line in part.split("\n") if not is_rule(line)]
            items = [typed_item(line) for line in written]
            lines: list[str] = []
            for at, (line, item) in enumerate(zip(written, items, strict=True)):
                # Below a number there may be what it heads: "1. Is it hard?", then the answer.
                if item is not None and (is_bullet(item) or None not in items[at:]):
                    self._lines(lines)
                    self._typed.append(item)
                else:
                    lines.append(escaped(line))
            self._lines(lines)

    def _write_typed(self) -> None:
        """Write the lines with typed bullets or numbers that have come since the last block."""
        run, self._typed = self._typed, []
        introduced = bool(self._blocks) and self._blocks[-1].rstrip("*_ ").endswith(":")
        for found in typed_lists(run, introduced=introduced):
            if isinstance(found, str):
                self._add(escaped(found))
            else:
                self._items(found, "-" if found[0].startswith("-") else "1")

    def _lines(self, lines: list[str]) -> None:
        if lines:
            self._add("  \n".join(lines))  # two spaces keep lines apart that the page keeps apart
            lines.clear()

    def _items(self, items: list[str], kind: str) -> None:
        self._write_typed()
        if items:
            # Markdown joins two lists that stand together, unless their marks differ.
            again = self._bullets is not None and self._bullets[0] == kind
            turn = (self._bullets[1] + 1) % 2 if again and self._bullets else 0
            written = [_other_mark(line) if turn else line for line in items]
            self._add("\n".join(written))
            self._bullets = (kind, turn)

    def _list(self, element: HtmlElement) -> None:
        if any(True for _ in element.iter(*_NO_LIST_ITEM)):
            for child in element:  # steps with headings of their own and the like
                self._block(child)
            return
        self._items(list(self._item_lines(element, "", 1)), "1" if element.tag == "ol" else "-")

    def _item_lines(self, element: HtmlElement, indent: str, depth: int) -> Iterator[str]:
        number = 0
        for child in element:
            if child.tag in _LISTS:  # a list right in a list belongs to the item before it
                yield from self._item_lines(child, indent if depth > _MAX_LIST_DEPTH else f"{indent}   ", depth + 1)
                continue
            inner = [part for part in child.iter(*_LISTS) if next(part.iterancestors(*_LISTS), None) is element]
            words = _words_outside(child, inner)
            below = indent
            if words:
                number += 1
                mark = f"{number}. " if element.tag == "ol" else "- "
                typed = typed_item(words)  # a second bullet, within the page's own
                yield f"{indent}{mark}{escaped(typed.words if typed and is_bullet(typed) else words)}"
                below = indent if depth > _MAX_LIST_DEPTH else indent + " " * len(mark)
            for part in inner:
                yield from self._item_lines(part, below, depth + 1)

    def _table(self, element: HtmlElement) -> None:
        for caption in element.iter("caption"):
            self._flow(caption)
        table = read_page_table(element, source=self._source)
        rows = [row for row in table.rows if not isinstance(row, str)]
        if table.header is None and table.labelled and all(len(row) == 2 for row in rows):
            for row in table.rows:
                self._add(escaped(row) if isinstance(row, str) else _label(row[0], row[1]))
            return
        width = len(table.header or (rows[0] if rows else ()))
        header = table.header or [""] * width
        lines: list[str] = []
        for row in [*table.rows, ""]:
            if not isinstance(row, str):
                lines.append(_row(row))
                continue
            if lines:
                self._add("\n".join([_row(header), f"|{'---|' * width}", *lines]))
                lines = []
            if row:
                self._add(escaped(row.replace("\\|", "|")))
        if not table.rows:
            self._add(escaped(", ".join(filter(None, header))))

    def _descriptions(self, element: HtmlElement) -> None:
        term = ""
        for part in element.iter("dt", "dd"):
            if next(part.iterancestors("dl"), None) is not element:
                continue
            if part.tag == "dt":
                if term:
                    self._paragraphs(f"**{term}**")
                term = one_line(inline_text(part, plain=True))
            elif term.endswith(("?", "？")):
                self._question(term)
                self._flow(part)
            elif part in self._with_blocks and any(True for _ in part.iter(*_LISTS, "table", "dl", "pre")):
                self._paragraphs(f"**{term.rstrip(':')}:**" if term else "")
                self._flow(part)
            else:
                self._paragraphs(_label(term, one_line(inline_text(part))))
            term = "" if part.tag == "dd" else term
        if term:
            self._paragraphs(f"**{term}**")

    def _code(self, element: HtmlElement) -> None:
        lines = [line.rstrip() for line in "".join(element.itertext()).split("\n")]
        if any(lines):
            fence = "~~~" if any("```" in line for line in lines) else "```"
            self._add("\n".join([fence, *(line for line in lines if not line.lstrip().startswith(fence)), fence]))


def _words_outside(item: HtmlElement, inner: list[HtmlElement]) -> str:
    """The words of a list item that stand outside of the lists in it."""
    if not inner:
        return one_line(inline_text(item))
    for part in inner:
        tail = part.tail
        part.getparent().remove(part)
        if tail and tail.strip():
            last = item[-1] if len(item) else None
            if last is None:
                item.text = f"{item.text or ''} {tail}"
            else:
                last.tail = f"{last.tail or ''} {tail}"
    return one_line(inline_text(item))


def _label(name: str, value: str) -> str:
    name = name.rstrip(": ").replace("**", "")
    return f"**{name}:** {value}" if name and value else name or value


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _other_mark(line: str) -> str:
    return re.sub(r"^(?:-|(\d+)\.)(?= )", lambda mark: f"{mark[1]})" if mark[1] else "*", line)
