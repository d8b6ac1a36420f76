"""Parts of a guide as HTML: its own blocks go in, escaped HTML comes out, with the characters of a quote marked.

Characters keep their place in the guide while emphasis and links are read, so a mark falls exactly on the quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from assistant.answerers.draft import readable
from corpus.guide import Block, FaqPair, Guide, Label, ListBlock, Paragraph, Row, Section, Span, Table

MARK_ID = "_quote"  # no section has it: anchors of sections start with a letter or a figure
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|#)[^\s<>\"']+\Z", re.I)
_INLINE = re.compile(
    r"(?P<link>(?P<image>!?)\[(?P<words>[^\]]*)\]\((?P<target>[^)]*)\))"
    r"|(?P<strong>(?P<s>\*\*|__)(?P<bold>.+?)(?P=s))"
    r"|(?P<em>(?<![\w*])\*(?P<star>[^*\n]+)\*(?![\w*])|(?<!\w)_(?P<under>[^_\n]+)_(?!\w))"
    r"|(?P<code>`(?P<mono>[^`]+)`)",
    re.S,
)


@dataclass(frozen=True, kw_only=True)
class Marked:
    """The characters of a guide's text to mark: from `start` (from 0) to `end` (exclusive)."""

    start: int
    end: int

    def touches(self, span: Span) -> bool:
        """Whether any character of `span` is to be marked."""
        return self.start < span.end and span.start < self.end

    def holds(self, place: int) -> bool:
        """Whether the character at `place` is to be marked."""
        return self.start <= place < self.end


class GuideMarkup:
    """Writes parts of one guide; the first marked place gets the id that links lead to."""

    def __init__(self, guide: Guide, marked: Marked | None = None, *, only_marked: bool = False) -> None:
        """With `only_marked`, everything outside the quote is left out, but for the rest of a quoted row's table."""
        self._guide = guide
        self._marked = marked
        self._only = marked if only_marked else None
        self._faq = "h4"
        self._id_given = only_marked  # an excerpt stands on a page with others, so it has no id

    def section(self, section: Section) -> str:
        """The blocks of a section, without its heading."""
        if self._only is None:
            self._faq = f"h{min(section.level + 2, 6)}"  # the section's heading is one level above
        return "".join(self.block(block) for block in section.blocks)

    def block(self, block: Block) -> str:
        """One block; an empty string where it has nothing to show."""
        if self._only is not None and not self._only.touches(block.span):
            return ""
        match block:
            case Paragraph():
                return self._wrapped("p", block.span)
            case Label():
                return f'<p class="label">{self._label(block)}</p>'
            case ListBlock():
                return self._list(block)
            case Table():
                return self._table(block)
            case FaqPair():
                question = self._wrapped(self._faq, block.question)
                return f'<div class="faq">{question}{"".join(self.block(part) for part in block.answer)}</div>'

    def heading(self, section: Section) -> str:
        """The section's heading as inline HTML, marked where it is quoted."""
        return self.inline(section.heading) if section.heading else ""

    def inline(self, span: Span) -> str:
        """Running text with its emphasis and links."""
        if self._only is not None:
            start, end = max(span.start, self._only.start), min(span.end, self._only.end)
            if start >= end:
                return ""
            span = Span(start=start, end=end, text=self._guide.text[start:end])
        return self._written(_characters(span.text, span.start, ()))

    def _label(self, label: Label) -> str:
        """The name in bold with its colon, then the value, as one run of the guide's characters."""
        between = self._guide.text[label.name.end : label.value.start]
        pieces = [
            *_characters(label.name.text, label.name.start, ("strong",)),
            _Character(text=":", place=label.name.end + max(between.find(":"), 0), styles=("strong",)),
            _Character(text=" ", place=label.value.start - 1, styles=()),
            *_characters(label.value.text, label.value.start, ()),
        ]
        return self._written(piece for piece in pieces if self._only is None or self._only.holds(piece.place))

    def _written(self, pieces: Iterable[_Character]) -> str:
        runs = groupby(pieces, key=lambda piece: (self._is_marked(piece.place), piece.styles))
        parts: list[str] = []
        for marked, in_mark in groupby(
            ((key, "".join(piece.text for piece in run)) for key, run in runs), key=lambda item: item[0][0]
        ):
            inner = "".join(_styled(text, styles) for (_, styles), text in in_mark)
            parts.append(f"<mark{self._mark_id()}>{inner}</mark>" if marked else inner)
        return "".join(parts)

    def _is_marked(self, place: int) -> bool:
        return self._only is None and self._marked is not None and self._marked.holds(place)

    def _mark_id(self) -> str:
        if self._id_given:
            return ""
        self._id_given = True
        return f' id="{MARK_ID}"'

    def _wrapped(self, tag: str, span: Span) -> str:
        inner = self.inline(span)
        return f"<{tag}>{inner}</{tag}>" if inner else ""

    def _list(self, block: ListBlock) -> str:
        lead_in = self._wrapped("p", block.lead_in) if block.lead_in else ""
        items = "".join(self._wrapped("li", item) for item in block.items)
        tag = "ol" if block.ordered else "ul"
        return lead_in + (f"<{tag}>{items}</{tag}>" if items else "")

    def _table(self, table: Table) -> str:
        """The whole table always: a row says little without its header; quoted rows are marked."""
        outer, self._only = self._only, None
        quoted = [row for row in table.rows if self._marked is not None and self._marked.touches(row.span)]
        whole = len(quoted) == len(table.rows) and outer is not None
        if whole:  # a whole table quoted in an excerpt has no row to tell from the others
            marked, self._marked = self._marked, None
        header = "".join(f'<th scope="col">{self.inline(cell)}</th>' for cell in table.header.cells)
        rows = "".join(self._row(row, asked=row in quoted and not whole) for row in table.rows)
        if whole:
            self._marked = marked
        self._only = outer
        name = readable(", ".join(cell.text for cell in table.header.cells))
        return table_html(f"<thead><tr>{header}</tr></thead><tbody>{rows}</tbody>", name=name)

    def _row(self, row: Row, *, asked: bool) -> str:
        cells = "".join(f"<td>{self.inline(cell)}</td>" for cell in row.cells)
        return f'<tr class="asked">{cells}</tr>' if asked else f"<tr>{cells}</tr>"


def table_html(rows: str, *, name: str) -> str:
    """A table that scrolls sideways by itself where the page is narrower."""
    return f'<div class="table" role="region" aria-label="{escape(name)}" tabindex="0"><table>{rows}</table></div>'


def quote_html(guide: Guide, start: int, end: int) -> str:
    """The quoted characters as they stand in the guide; a quoted table row is shown marked in its table."""
    marked = Marked(start=start, end=end)
    markup = GuideMarkup(guide, marked, only_marked=True)
    headings = [section for section in guide.sections if section.heading and marked.touches(section.heading)]
    parts = [f"<p>{markup.heading(section)}</p>" for section in headings]
    parts += [markup.section(section) for section in guide.sections]
    return "".join(parts) or f"<p>{escape(guide.text[start:end])}</p>"


def quoted_rows(guide: Guide, spans: Iterable[tuple[int, int]]) -> set[tuple[str, ...]]:
    """The cells of every table row that is quoted as a row, as plain text."""
    wanted = set(spans)
    found: set[tuple[str, ...]] = set()
    for block in _all_blocks(guide.sections):
        if isinstance(block, Table):
            found |= {row_words(cell.text for cell in row.cells) for row in block.rows if _place(row.span) in wanted}
    return found


def row_words(cells: Iterable[str]) -> tuple[str, ...]:
    """The cells of a row for comparison: no marks, no emphasis, single spaces."""
    return tuple(re.sub(r"\s+", " ", re.sub(r"\[\d{1,3}\]|[*`]", "", cell)).strip() for cell in cells)


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _all_blocks(sections: Sequence[Section]) -> Iterable[Block]:
    for section in sections:
        for block in section.blocks:
            yield block
            if isinstance(block, FaqPair):
                yield from block.answer


@dataclass(frozen=True, kw_only=True)
class _Character:
    text: str
    place: int  # in the guide's text
    styles: tuple[str, ...]  # opening tags, outermost first


def _characters(text: str, start: int, styles: tuple[str, ...]) -> Iterable[_Character]:
    """The characters a reader sees, each with its place and the tags around it."""
    position = 0
    for match in _INLINE.finditer(text):
        yield from _plain(text[position : match.start()], start + position, styles)
        group, tag = _inner(match)
        inner = match.group(group)
        if group == "mono":
            yield from _plain(inner, start + match.start(group), (*styles, tag))
        else:
            yield from _characters(inner, start + match.start(group), (*styles, tag) if tag else styles)
        position = match.end()
    yield from _plain(text[position:], start + position, styles)


def _inner(match: re.Match[str]) -> tuple[str, str]:
    """Which group of a match is read, and the tag that it stands in (none for an image or a doubtful link)."""
    if match["link"] is not None:
        target = match["target"].strip().split(" ")[0].strip("<>")
        safe = not match["image"] and _SAFE_LINK.match(target)
        return "words", f'a href="{escape(target)}" rel="noopener nofollow"' if safe else ""
    if match["strong"] is not None:
        return "bold", "strong"
    if match["code"] is not None:
        return "mono", "code"
    return ("star", "em") if match["star"] is not None else ("under", "em")


def _plain(text: str, start: int, styles: tuple[str, ...]) -> Iterable[_Character]:
    for offset, character in enumerate(text):
        yield _Character(text=character, place=start + offset, styles=styles)


def _styled(text: str, styles: tuple[str, ...]) -> str:
    opening = "".join(f"<{tag}>" for tag in styles)
    closing = "".join(f"</{tag.split(' ')[0]}>" for tag in reversed(styles))
    return opening + escape(text.replace("\\|", "|")) + closing
