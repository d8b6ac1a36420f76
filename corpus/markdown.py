"""Markdown to elements: markdown-it finds the blocks and their lines, this file finds their exact characters.

Tables are read by `corpus.tables` from paragraph lines, so a table needs no separator row and a line below a table
is not taken for a row. Raw HTML stays text; comments and front matter are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.blocks import label_parts
from corpus.errors import GuideError
from corpus.guide import Span
from corpus.layout import (
    CodeLines,
    Element,
    HeadingLine,
    Items,
    Line,
    TextLines,
    lines_span,
    slice_span,
    without_emphasis,
)
from corpus.tables import table_end

_MAX_DEPTH = 40
_QUOTE_MARKS = " \t>"
_NOT_A_LINE_END = re.compile(r"[^\n]")
_FRONT_MATTER_LINE = re.compile(r"[ \t#-]|[\w-]+[ \t]*:|$")
_REFERENCE = re.compile(r"\[[^\]]+\]:\s+(?:<[^>]*>|\S*[/.#]\S*)(?:\s+[\"'(].*)?")


def markdown_elements(text: str, *, source: str) -> list[Element]:
    """The elements of a Markdown guide in reading order; the only level-1 heading, if it comes first, has rank 0.

    Raises:
        GuideError: where lists or quotes are nested too deeply to follow.
    """
    return _title_marked(_Reader(text, source).elements())


def _title_marked(elements: list[Element]) -> list[Element]:
    headings = [at for at, element in enumerate(elements) if isinstance(element, HeadingLine)]
    ranks = [element.rank for element in elements if isinstance(element, HeadingLine)]
    if ranks and ranks[0] == 1 and ranks.count(1) == 1:
        title = elements[headings[0]]
        assert isinstance(title, HeadingLine)
        elements[headings[0]] = HeadingLine(span=title.span, rank=0)
    return elements


class _Reader:
    def __init__(self, text: str, source: str) -> None:
        self._text = text
        self._source = source
        # The view has the same characters at the same places, without what is no content and what moves line ends.
        self._view = _without_comments(_without_front_matter(text)).translate({0xFEFF: " ", 0: "\ufffd", 0x0D: " "})
        self._lines = self._view.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._elements: list[Element] = []
        self._depth = 0
        self._quotes = 0
        self._ordered = False
        self._bullets: list[int] = []  # line numbers (from 0) where the list's open items start
        self._list_start: int | None = None
        self._items: list[Span] = []
        self._item: tuple[int, int] | None = None

    def elements(self) -> list[Element]:
        parser = MarkdownIt("commonmark", {"maxNesting": _MAX_DEPTH})
        parser.disable(["html_block", "reference", "code"])
        parser.core.ruler.enableOnly(["normalize", "block"])
        tokens = parser.parse(self._view)
        for position, token in enumerate(tokens):
            self._read(token, tokens[position + 1] if position + 1 < len(tokens) else None)
        return self._elements

    def _read(self, token: Token, inline: Token | None) -> None:
        if token.nesting == 1 and token.level >= _MAX_DEPTH - 2:
            line = token.map[0] + 1 if token.map else 1
            raise GuideError(
                f"{self._source}, line {line}: lists or quotes are nested more than {_MAX_DEPTH // 2} deep. "
                "Take out some of the bullets or > marks there."
            )
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            self._close_item()
            self._ordered = kind.startswith("ordered") if self._depth == 0 else self._ordered
            self._depth += 1
        elif kind in ("blockquote_open", "blockquote_close"):
            self._quotes += token.nesting
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._depth -= 1
            self._close_item()
            if self._depth == 0:
                self._close_list()
        elif kind == "list_item_open" and token.map:
            self._close_item()
            self._bullets.append(token.map[0])
        elif kind == "list_item_close":
            self._close_item()
            self._bullets.pop()
        elif kind in ("paragraph_open", "heading_open") and token.map and inline is not None:
            self._read_text(token, self._content_lines(token.map, inline.content))
        elif kind == "fence" and token.map:
            self._read_fence(token.map, token.markup)

    def _content_lines(self, rows: Sequence[int], content: str) -> list[Line]:
        """The lines of a paragraph or heading; markdown-it's content tells where list and quote marks end."""
        contents = content.split("\n")
        first, last = rows[0], rows[1]
        while first < last and not self._lines[first].strip(_QUOTE_MARKS).strip():
            first += 1
        lines = []
        for offset, row in enumerate(range(first, last)):
            wanted = contents[offset].strip() if offset < len(contents) else ""
            raw = self._lines[row].rstrip()
            at = raw.rfind(wanted) if wanted else -1
            if at < 0:
                at = len(raw) - len(raw.lstrip(_QUOTE_MARKS))
                wanted = raw[at:]
            if wanted.strip():
                lines.append(self._line(row, at, at + len(wanted)))
        return lines

    def _line(self, row: int, start: int, end: int) -> Line:
        begin = self._starts[row]
        return Line(number=row + 1, start=begin + start, end=begin + end, text=self._lines[row][start:end])

    def _read_text(self, token: Token, lines: list[Line]) -> None:
        if not lines:
            return
        if self._depth:
            self._read_item_lines(lines)
        elif token.type == "paragraph_open":
            if not all(_REFERENCE.fullmatch(line.text) for line in lines):
                self._elements.append(TextLines(lines=tuple(lines)))
        elif token.markup in ("=", "-"):
            self._read_underlined(token, [line for line in lines if set(line.text) != {token.markup}])
        else:
            span = without_emphasis(self._text, lines[0].start, lines[0].end)
            self._elements.append(HeadingLine(span=span, rank=int(token.tag[1:])))

    def _read_underlined(self, token: Token, lines: list[Line]) -> None:
        if len(lines) == 1 and not lines[0].text.endswith((".", ",", ";")) and "|" not in lines[0].text:
            span = without_emphasis(self._text, lines[0].start, lines[0].end)
            self._elements.append(HeadingLine(span=span, rank=int(token.tag[1:])))
        elif lines:  # a paragraph with a rule drawn right below it
            self._elements.append(TextLines(lines=tuple(lines)))

    def _read_item_lines(self, lines: list[Line]) -> None:
        """Lines inside a list; a table, or a label line at the margin, ends the list although CommonMark keeps it."""
        bullet = self._bullets[-1] if self._bullets else lines[0].number - 1
        for position, line in enumerate(lines):
            at_margin = line.number - 1 != bullet and line.start == self._starts[line.number - 1]
            if table_end(lines, position) > position or (at_margin and label_parts(line.text) is not None):
                if position:
                    self._extend_item(lines[0].start, lines[position - 1].end)
                self._close_list()
                self._elements.append(TextLines(lines=tuple(lines[position:])))
                return
        self._extend_item(lines[0].start, lines[-1].end)

    def _read_fence(self, rows: Sequence[int], markup: str) -> None:
        lines = []
        for row in range(rows[0] + 1, rows[1]):
            raw = self._text[self._starts[row] : self._starts[row + 1] - 1]
            content = raw.strip()
            closing = row == rows[1] - 1 and content.lstrip(_QUOTE_MARKS).startswith(markup)
            if not closing and (content.lstrip(_QUOTE_MARKS) if self._quotes else content):
                begin = self._starts[row] + raw.index(content)
                lines.append(Line(number=row + 1, start=begin, end=begin + len(content), text=content))
        if lines and self._depth:
            span = lines_span(self._text, lines)
            self._extend_item(span.start, span.end)
        elif lines:
            self._elements.append(CodeLines(lines=tuple(lines)))

    def _extend_item(self, start: int, end: int) -> None:
        self._item = (self._item[0] if self._item else start, end)

    def _close_item(self) -> None:
        if self._item is None:
            return
        start, end = self._item
        if self._list_start is None:
            row = self._bullets[-1] if self._bullets else 0
            raw = self._lines[row]
            self._list_start = min(start, self._starts[row] + len(raw) - len(raw.lstrip(_QUOTE_MARKS)))
        self._items.append(slice_span(self._text, start, end))
        self._item = None

    def _close_list(self) -> None:
        self._close_item()
        if self._items and self._list_start is not None:
            self._elements.append(Items(start=self._list_start, items=tuple(self._items), ordered=self._ordered))
        self._items = []
        self._list_start = None


def _without_front_matter(text: str) -> str:
    """The text with YAML front matter blanked out, at the same length."""
    begin = 1 if text.startswith("\ufeff") else 0
    lines = text[begin:].split("\n", 500)
    if lines[0].rstrip() != "---" or len(lines) < 3 or not re.match(r"[\w-]+[ \t]*:", lines[1]):
        return text
    for position, line in enumerate(lines[1:], 1):
        if line.rstrip() in ("---", "..."):
            end = begin + sum(len(line) + 1 for line in lines[: position + 1]) - 1
            return _NOT_A_LINE_END.sub(" ", text[:end]) + text[end:]
        if not _FRONT_MATTER_LINE.match(line):
            return text
    return text


def _without_comments(text: str) -> str:
    """The text with HTML comments blanked out, at the same length."""
    parts = []
    position = 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts += [text[position:start], _NOT_A_LINE_END.sub(" ", text[start : end + 3])]
        position = end + 3
    return "".join([*parts, text[position:]])
