"""Tables whose rows are drawn, with lines or coloured bands, and whose columns are only set apart by space.

Between two drawn edges stands one row, however many lines its cells have and wherever in the row they are placed; a
column ends where no word of any row stands. A header above the first edge and a row below the last one belong to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.pdf_lines import TextLine, text_lines
from corpus.pdf_pages import Glyph, PdfPage
from corpus.pdf_ruled_tables import Cell, PdfTable, level_rules

_SAME_EDGE = 3.5  # points within which two edges, or their ends, are one
_MOST_LINES = 8  # of one cell
_LEADING = 1.65  # of the letters' size, from one line of a cell to the next
_TO_EDGE = 2.6  # of the letters' size, from a row without an edge of its own to the nearest edge
_SAME_SIZE = 0.6  # points by which letters of one row may differ
_GAP = 0.5  # of the letters' size: the least gap between two columns

_Spans = list[tuple[float, float]]  # what words cover from left to right


@dataclass(frozen=True, kw_only=True)
class _Row:
    """The lines of one row, all cells together, and what they cover."""

    glyphs: tuple[Glyph, ...]
    lines: tuple[TextLine, ...]

    @property
    def spans(self) -> _Spans:
        return _covered([(word.x0, word.x1) for line in self.lines for word in line.words], self.size)

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def is_row(self) -> bool:
        """Whether words stand side by side in it, few enough for cells."""
        listed = any(line.bullet is not None for line in self.lines)
        steps = [below.y - above.y for above, below in zip(self.lines, self.lines[1:], strict=False)]
        whole = max(steps, default=0.0) < _LEADING * self.size and sum(steps) < _MOST_LINES * _LEADING * self.size
        return whole and not listed and len(self.spans) > 1


def open_tables(page: PdfPage, glyphs: Sequence[Glyph], number: int) -> tuple[list[PdfTable], tuple[Glyph, ...]]:
    """The tables on a page whose rows alone are drawn, and the letters that stand in none of them.

    Args:
        page: What is drawn.
        glyphs: The letters that stand in no other table.
        number: The page's number.
    """
    left = list(glyphs)
    tables: list[PdfTable] = []
    for edges, x0, x1 in _edge_groups(level_rules(page)):
        inside = [glyph for glyph in left if x0 - _SAME_EDGE < (glyph.x0 + glyph.x1) / 2 < x1 + _SAME_EDGE]
        for rows in _runs(edges, inside, number):
            table = _table(rows, number)
            taken = {id(glyph) for row in rows for glyph in row.glyphs}
            tables.append(table)
            left = [glyph for glyph in left if id(glyph) not in taken]
    tables.sort(key=lambda table: table.top)
    return tables, tuple(left)


def _edge_groups(rules: Sequence[tuple[float, float, float]]) -> list[tuple[list[float], float, float]]:
    """Edges from the top down that begin and end alike, with where they do; pieces of one edge are put together."""
    whole: list[list[float]] = []
    for at, start, end in sorted(rules):
        same = next((one for one in whole if abs(one[0] - at) < _SAME_EDGE and _touch(one, start, end)), None)
        if same is None:
            whole.append([at, start, end])
        else:
            same[1:] = min(same[1], start), max(same[2], end)
    groups: list[tuple[list[float], float, float]] = []
    for at, start, end in whole:
        group = next((g for g in groups if abs(g[1] - start) < _SAME_EDGE and abs(g[2] - end) < _SAME_EDGE), None)
        if group is None:
            groups.append(([at], start, end))
        elif at - group[0][-1] > _SAME_EDGE:
            group[0].append(at)
    return [group for group in groups if len(group[0]) > 1]


def _touch(edge: Sequence[float], start: float, end: float) -> bool:
    return start < edge[2] + _SAME_EDGE and end > edge[1] - _SAME_EDGE


def _runs(edges: Sequence[float], glyphs: Sequence[Glyph], number: int) -> list[list[_Row]]:
    """The tables between edges: rows one below the other that keep to the same columns."""
    runs: list[tuple[list[_Row], float, float]] = []
    rows: list[_Row] = []
    for top, bottom in zip(edges, edges[1:], strict=False):
        row = _row([glyph for glyph in glyphs if top < glyph.y - glyph.size / 3 < bottom], number)
        if row is not None and row.is_row and rows and _keep(rows, row):
            rows.append(row)
            runs[-1] = (rows, runs[-1][1], bottom)
        elif row is not None and row.is_row:
            rows = [row]
            runs.append((rows, top, bottom))
        else:
            rows = []
    found = []
    for between, top, bottom in runs:
        lines = text_lines(glyphs, page=number)
        whole = _with_row_above(between, lines, glyphs, top, number)
        if len(whole) == len(between):  # what is drawn below its first row is drawn below its last one too
            whole = _with_row_below(whole, lines, glyphs, bottom, number)
        if len(whole) > 2 or (len(whole) == 2 and whole[0].bold and not whole[1].bold):
            found.append(whole)
    return found


def _keep(rows: Sequence[_Row], row: _Row) -> bool:
    """Whether a row keeps to the columns of those above it."""
    if not row.bold and all(one.bold for one in rows):
        return True  # the first one below a header
    return _columns([*rows, row]) >= _columns(rows)


def _with_row_above(
    rows: list[_Row], lines: Sequence[TextLine], glyphs: Sequence[Glyph], top: float, number: int
) -> list[_Row]:
    """The rows with a header that has no edge above it, and with a plain row between header and edge."""
    above = [line for line in lines if line.y < top]
    edge = top
    while above and not rows[0].bold:
        block: list[TextLine] = []
        for line in reversed(above):
            near = (edge - line.y < _TO_EDGE * line.size) if not block else block[0].y - line.y < _LEADING * line.size
            heading = abs(line.size - above[-1].size) > _SAME_SIZE  # right above the header, as some programs set it
            if not near or heading or line.bold != above[-1].bold or line.bullet is not None:
                break
            block.insert(0, line)
        row = _row(_of_lines(block, glyphs), number) if block else None
        if row is None or not row.is_row or _columns([row, *rows]) < max(2, _columns(rows)):
            break
        rows = [row, *rows]
        above = above[: len(above) - len(block)]
        edge = block[0].y - block[0].size
    return rows if rows[0].bold or len(rows) < 2 or edge == top else rows[1:]


def _with_row_below(
    rows: list[_Row], lines: Sequence[TextLine], glyphs: Sequence[Glyph], bottom: float, number: int
) -> list[_Row]:
    """The rows with a last one that has no edge below it."""
    block: list[TextLine] = []
    for line in (line for line in lines if line.y > bottom):
        near = (line.y - bottom < _TO_EDGE * line.size) if not block else line.y - block[-1].y < _LEADING * line.size
        if not near or line.bullet is not None or line.size > rows[-1].size + 1:
            break
        block.append(line)
    row = _row(_of_lines(block, glyphs), number) if block else None
    if row is None or not row.is_row or row.bold or not _keep(rows, row):
        return rows
    if all(one.bold for one in rows):
        return [*rows, row] if len(row.spans) == len(rows[0].spans) else rows
    begins = [start for start, _ in _spans_of(rows)]
    aligned = all(any(abs(start - begin) < _SAME_EDGE for begin in begins) for start, _ in row.spans)
    return [*rows, row] if aligned else rows


def _of_lines(lines: Sequence[TextLine], glyphs: Sequence[Glyph]) -> list[Glyph]:
    first, last = lines[0], lines[-1]
    return [glyph for glyph in glyphs if first.y - 0.5 * first.size < glyph.y < last.y + 0.5 * last.size]


def _row(glyphs: Sequence[Glyph], number: int) -> _Row | None:
    lines = text_lines(glyphs, page=number)
    return _Row(glyphs=tuple(glyphs), lines=tuple(lines)) if lines else None


def _columns(rows: Sequence[_Row]) -> int:
    return len(_spans_of(rows))


def _spans_of(rows: Sequence[_Row]) -> _Spans:
    """What the columns cover; a header counts only alone, since its words may be centred and stand beside the rest."""
    body = [row for row in rows if not row.bold] or rows
    return _covered([span for row in body for span in row.spans], max(row.size for row in body))


def _covered(spans: _Spans, size: float) -> _Spans:
    """Spans that overlap, or that only a gap between words parts, put together."""
    found: _Spans = []
    for start, end in sorted(spans):
        if found and start - found[-1][1] < _GAP * size:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _nearest(span: tuple[float, float], spans: _Spans) -> int:
    """Which of the spans one overlaps most, or is nearest to."""
    return max(range(len(spans)), key=lambda at: min(span[1], spans[at][1]) - max(span[0], spans[at][0]))


def _table(rows: Sequence[_Row], number: int) -> PdfTable:
    spans = _spans_of(rows)
    cells = []
    for row in rows:
        parts: list[list[Glyph]] = [[] for _ in spans]
        own = row.spans
        columns = range(len(spans)) if len(own) == len(spans) else [_nearest(span, spans) for span in own]
        for glyph in row.glyphs:
            at = _nearest((glyph.x0, glyph.x1), own)
            parts[columns[at]].append(glyph)
        cells.append(tuple(Cell(lines=tuple(text_lines(part, page=number))) for part in parts))
    return PdfTable(
        page=number,
        top=rows[0].lines[0].y - rows[0].size,
        bottom=rows[-1].lines[-1].y,
        lefts=tuple(start for start, _ in spans),
        rows=tuple(cells),
    )
