"""What a page's layout parted, joined again: words at line ends, and tables at page ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.pdf_lines import TextLine, Word
from corpus.pdf_ruled_tables import Cell, PdfTable

_HYPHENS = "-\u2010\xad"
_TIES = "–—/"  # a line may end behind them where no space stands
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_HEADS = frozenset(("self", "ex"))  # hardly ever the start of anything but a compound
_SAME_EDGE = 8.0  # points by which columns of one table may differ from page to page


_Cells = tuple[Cell, ...]


class Vocabulary:
    """The words of a document, to tell hyphens of its layout from its own."""

    def __init__(self, lines: Iterable[TextLine]) -> None:
        """`lines` are all lines of the document in order; words that a line's end may have parted do not count."""
        self._words: set[str] = set()
        ends: list[tuple[str, str]] = []  # what stands on both sides of a hyphen at a line's end
        before = ""
        for line in lines:
            words = line.text.replace("\u2010", "-").casefold().split()
            if before:
                ends.append((before, words[0]))
            kept = words[1 if before else 0 :]
            before = words[-1] if words[-1][-1:] in ("-", "\xad") else ""
            self._words.update(found for word in kept[: -1 if before else None] for found in _WORD.findall(word))
        compounds = [word.split("-") for word in self._words if "-" in word]
        self._parts = self._words | {part for parts in compounds for part in parts}
        self._heads = {parts[0] for parts in compounds} | _HEADS
        whole = sum(start[:-1] + _letters(end) in self._words for start, end in ends)
        own = sum(start + _letters(end) in self._words for start, end in ends)
        self._hyphenated = whole > own  # whether the layout parts words, and not only at their own hyphens

    def joined(self, before: str, after: str) -> str | None:
        """Two words at a line's end and the next one's start as one word; None where they are two."""
        if len(before) > 1 and before[-1] in _TIES:
            return before + after
        if len(before) < 2 or before[-1] not in _HYPHENS or not after[:1].isalpha():
            return None
        if before[-1] == "\xad":
            return before[:-1] + after
        if not before[-2].isalpha():
            return before + after if before[-2].isalnum() else None
        found = re.search(r"[^\W_][\w\u2010-]*$", before[:-1])
        rest = re.match(r"[\w\u2010-]+", after)
        if found is None or rest is None:
            return None
        start, end = found[0].casefold(), rest[0].casefold()
        whole = start + end in self._words or (start.rpartition("-")[2] + end in self._words and "-" in start)
        own = f"{start}-{end}" in self._words
        if not whole and not own:
            compound = "-" in start or after[:1].isupper() or before[-2].isupper()
            # Parts of a parted word are hardly ever words of the document by themselves.
            both = start in self._heads or (start in self._parts and end in self._parts)
            own = compound or (before[-1] == "-" and (both or not self._hyphenated))
        return before + after if own and not whole else before[:-1] + after


def _letters(word: str) -> str:
    found = _WORD.match(word)
    return found[0] if found else ""


def joined_tables(items: Sequence[TextLine | PdfTable]) -> list[TextLine | PdfTable]:
    """The items of all pages, with a table that goes on over pages as one and its repeated header row once."""
    found: list[TextLine | PdfTable] = []
    for item in items:
        before = found[-1] if found else None
        if isinstance(item, PdfTable) and isinstance(before, PdfTable) and _goes_on(before, item):
            found[-1] = _joined(before, item)
        else:
            found.append(item)
    return found


def _goes_on(before: PdfTable, after: PdfTable) -> bool:
    if after.page != before.page + 1 or len(before.lefts) != len(after.lefts):
        return False
    shift = after.lefts[0] - before.lefts[0]  # left and right pages may have other margins
    if any(abs(one + shift - other) > _SAME_EDGE for one, other in zip(before.lefts, after.lefts, strict=True)):
        return False
    own_header = _is_bold(after.rows[0]) and _words(after.rows[0]) != _words(before.rows[0])
    return not (own_header and _is_bold(before.rows[0]) and not all(map(_is_bold, before.rows)))


def _joined(before: PdfTable, after: PdfTable) -> PdfTable:
    heads = 0
    while heads < min(len(before.rows), len(after.rows) - 1) and _words(after.rows[heads]) == _words(
        before.rows[heads]
    ):
        heads += 1
    rows, more = list(before.rows), list(after.rows[heads:])
    if more and _completes(rows, more[0], more[1:]):
        rest = more.pop(0)
        rows[-1] = tuple(replace(cell, lines=cell.lines + end.lines) for cell, end in zip(rows[-1], rest, strict=True))
    return replace(before, page=after.page, bottom=after.bottom, rows=(*rows, *more))


def _completes(rows: Sequence[_Cells], rest: _Cells, later: Sequence[_Cells]) -> bool:
    """Whether the first row of a page is the end of the last row before it, cut by the end of the page."""
    row = rows[-1]
    if len(row) != len(rest) or len(rows) < 2:
        return False
    empty = [column for column, cell in enumerate(rest) if not cell.lines]
    if not empty:
        return all(cell.lines[0].text[:1].islower() for cell in rest)
    others = [*rows[1:], *later]
    usually_filled = all(column < len(one) and one[column].lines for one in others for column in empty)
    return usually_filled or 0 in empty


def _words(row: tuple[Cell, ...]) -> list[str]:
    return [" ".join(line.text for line in cell.lines) for cell in row]


def _is_bold(row: tuple[Cell, ...]) -> bool:
    return all(line.bold for cell in row for line in cell.lines)


def joined_words(
    lines: Sequence[TextLine], vocabulary: Vocabulary, *, breaks: frozenset[int] = frozenset()
) -> list[Word]:
    """The words of lines that form one paragraph; a line break is a word before each line in `breaks`."""
    words: list[Word] = []
    for at, line in enumerate(lines):
        first, *rest = line.words
        if at in breaks:
            words.append(Word("\n", first.x0, first.x0, ""))
        elif words:
            whole = vocabulary.joined(words[-1].text, first.text)
            if whole is not None:
                words[-1] = replace(words[-1], text=whole)
                words += rest
                continue
        words += line.words
    return [replace(word, text=word.text.replace("\xad", "")) for word in words]
