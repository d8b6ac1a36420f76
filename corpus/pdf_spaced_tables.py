"""Tables whose columns are only set apart by space, and pages set in two columns.

A table begins at a line with wide gaps; the lines below belong to it while their words begin, or end, where its columns
do. A line of headings that are centred above their columns is added at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from corpus.pdf_lines import TextLine
from corpus.pdf_ruled_tables import Cell, PdfTable
from corpus.pdf_spaced_columns import (
    NEXT_LINE,
    NEXT_ROW,
    SAME_SIZE,
    WIDE,
    Parts,
    Row,
    aligned_lines,
    gaps_of,
    parted,
    stands_apart,
)

_PAGE_COLUMN_LINES = 6
_PAGE_COLUMN_WORDS = 5

_Rules = Sequence[tuple[float, float, float]]


def with_spaced_tables(
    lines: list[TextLine], rules: _Rules, *, largest: float, before: PdfTable | None
) -> list[TextLine | PdfTable]:
    """The lines of a page, with tables in the place of the lines that are one.

    Args:
        lines: The lines of one page, from the top down.
        rules: The lines drawn on it: place from the top, left and right end, in points.
        before: The table that the page before ends with, if it does; the first lines may go on with it.
        largest: The largest size of letters of running text; larger ones are headings unless many lines line up.
    """
    found: list[TextLine | PdfTable] = []
    more = _continued(lines, before) if before is not None else []
    at = len(more)
    if more:
        found.append(_table(more, rules))
    while at < len(lines):
        run = aligned_lines(lines, at, largest)
        if not run:
            found.append(lines[at])
            at += 1
            continue
        at += len(run)
        if _is_page_columns(run):
            found += _columns_of_page(run)
            continue
        header = _header_above(found, run)
        del found[len(found) - len(header) :]
        while header and len(run) > 1 and run[0][0].bold and not run[-1][0].bold:
            header.append(run.pop(0))
        found.append(_table(run, rules, header=header))
    return found


def _continued(lines: list[TextLine], before: PdfTable) -> list[Row]:
    """The first lines of a page as further rows of a table, where they keep to its columns."""
    run: list[Row] = []
    shift = 0.0
    for at, line in enumerate(lines):
        if line.bullet is not None or (run and line.y - run[-1][0].y > NEXT_ROW * line.size):
            break
        header = before.rows[0]
        if not at and line.text == " ".join(one.text for cell in header for one in cell.lines):
            sizes = [sum(len(one.words) for one in cell.lines) for cell in header]
            ends = [sum(sizes[: number + 1]) for number in range(len(sizes))]
            run.append((line, [list(line.words[end - size : end]) for size, end in zip(sizes, ends, strict=True)]))
            continue
        if len(run) == at - 1 == 0:
            shift = line.x0 - before.lefts[0]  # left and right pages may have other margins
        starts = [left + shift for left in before.lefts[1:]]
        parts = parted(line, starts, [])
        filled = sum(map(bool, parts)) if parts else 0
        if parts is None or (filled < 2 and not (run and filled and line.y - run[-1][0].y < NEXT_LINE * line.size)):
            break
        if run and stands_apart(line, parts, run):
            break
        run.append((line, parts))
    full = [parts for _, parts in run if sum(map(bool, parts)) > 1]
    return run if full and (len(before.lefts) > 2 or run[0][0].bold or gaps_of(run[-1][0], WIDE * 12)) else []


def _header_above(found: Sequence[TextLine | PdfTable], run: list[Row]) -> list[Row]:
    """The lines above a table that name its columns; cells of several lines make several."""
    header: list[Row] = []
    below = run[0][0]
    for line in reversed(found):
        if not isinstance(line, TextLine) or (header and line.y < below.y - NEXT_LINE * line.size):
            break
        parts = _above_columns(line, run)
        if parts is None or (header and not line.bold):
            break
        header.insert(0, (line, parts))
        below = line
    filled = {column for _, parts in header for column, words in enumerate(parts) if words}
    return header if len(filled) > 1 else []


def _above_columns(line: TextLine, run: list[Row]) -> Parts | None:
    """The words of a line by the column that they stand above, or None where they stand above none."""
    first = run[0][0]
    named = line.bold and not all(one.bold for one, _ in run)
    distance = first.y - line.y
    if line.bullet is not None or line.page != first.page or distance > NEXT_ROW * first.size * (2 if named else 1):
        return None
    if abs(line.size - first.size) > SAME_SIZE:
        return None
    edges = _lefts(run)
    least = WIDE * line.size
    if named:  # a heading row may reach nearly from column to column
        apart = sorted((right - left for left, right in gaps_of(line, 0.0)), reverse=True)
        most = apart[len(edges) - 2 : len(edges) - 1]
        least = min([least, *(gap for gap in most if gap > 1.3 * apart[-1] or len(line.words) == len(edges))])
    if not named and not gaps_of(line, least):
        return None
    groups: Parts = [[line.words[0]]]
    for before, word in zip(line.words, line.words[1:], strict=False):
        if word.x0 - before.x1 >= least:
            groups.append([])
        groups[-1].append(word)
    parts: Parts = [[] for _ in edges]
    for group in groups:
        middle = (group[0].x0 + group[-1].x1) / 2
        column = max(sum(middle >= edge for edge in edges) - 1, 0)
        if parts[column] or (column + 1 < len(edges) and group[-1].x1 > edges[column + 1] + line.size):
            return None
        parts[column] = group
    return parts


def _lefts(run: list[Row]) -> list[float]:
    filled = [[parts[column][0].x0 for _, parts in run if parts[column]] for column in range(len(run[0][1]))]
    return [min(begins, default=0.0) for begins in filled]


def _is_page_columns(run: list[Row]) -> bool:
    if len(run[0][1]) != 2 or len(run) < _PAGE_COLUMN_LINES:
        return False
    both = [parts for _, parts in run if all(parts)]
    words = median([len(part) for parts in both for part in parts]) if both else 0
    distances = sorted(one.y - other.y for (one, _), (other, _) in zip(run[1:], run, strict=False))
    even = distances[len(distances) * 3 // 4] < 1.15 * distances[0]
    return even and len(both) > 0.6 * len(run) and words >= _PAGE_COLUMN_WORDS


def _columns_of_page(run: list[Row]) -> list[TextLine]:
    return [replace(line, words=tuple(parts[side])) for side in range(2) for line, parts in run if parts[side]]


def _table(run: list[Row], rules: _Rules, *, header: Sequence[Row] = ()) -> PdfTable:
    lines = [line for line, _ in run]
    rows: list[list[list[TextLine]]] = [[[] for _ in run[0][1]]] if header else []
    for line, parts in header:
        _add(rows[-1], line, parts)
    begins = _row_begins(run, rules)
    for (line, parts), new in zip(run, begins, strict=True):
        if new:
            rows.append([[] for _ in parts])
        _add(rows[-1], line, parts)
    return PdfTable(
        page=lines[0].page,
        top=lines[0].y - lines[0].size,
        bottom=lines[-1].y,
        lefts=tuple(_lefts(run)),
        rows=tuple(tuple(Cell(lines=tuple(cell)) for cell in row) for row in rows),
    )


def _add(row: list[list[TextLine]], line: TextLine, parts: Parts) -> None:
    for column, words in enumerate(parts):
        if words:
            row[column].append(replace(line, words=tuple(words)))


def _row_begins(run: list[Row], rules: _Rules) -> list[bool]:
    """Whether each line begins a row: by the drawn lines where there are some, else by its distance."""
    lines = [line for line, _ in run]
    steps = [one.y - other.y for one, other in zip(lines[1:], lines, strict=False)]
    if not steps:
        return [True]
    drawn = [_is_ruled(above, below, rules) for above, below in zip(lines, lines[1:], strict=False)]
    if sum(drawn) > 1:
        usual = min(step for step, ruled in zip(steps, drawn, strict=True) if ruled)
        return [True, *(ruled or step > 0.97 * usual for step, ruled in zip(steps, drawn, strict=True))]
    parting = (min(steps) + max(steps)) / 2 if max(steps) > 1.12 * min(steps) else 0.0
    alone = [sum(map(bool, parts)) == 1 for _, parts in run[1:]]
    within = [single and step < 1.05 * min(steps) for single, step in zip(alone, steps, strict=True)]
    return [True, *(step > parting and not inner for step, inner in zip(steps, within, strict=True))]


def _is_ruled(above: TextLine, below: TextLine, rules: _Rules) -> bool:
    """Whether a line is drawn between two lines of text."""
    left, right = min(above.x0, below.x0), max(above.x1, below.x1)
    return any(
        above.y - 0.3 * above.size < at < below.y - 0.3 * below.size and start < right and end > left
        for at, start, end in rules
    )
