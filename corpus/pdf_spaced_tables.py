"""Tables whose columns are only set apart by space, and pages set in two columns.

A table begins at a line with wide gaps; the lines below belong to it while their words begin, or end, where its columns
do. A line of headings that are centred above their columns is added at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from corpus.pdf_lines import TextLine, Word
from corpus.pdf_ruled_tables import Cell, PdfTable

_WIDE = 1.0  # of the letters' size: a gap that may part columns
_GAP = 1.5  # points: the least gap between two columns
_ALIGNED = 2.5  # points by which words of one column may begin or end apart
_NEXT_ROW = 3.4  # of the letters' size, from one line of a table to the next
_NEXT_LINE = 1.7  # of the letters' size, from one line of a cell to the next
_SAME_SIZE = 1.6  # points
_FEW_LINES_GAP = 2.5  # of the size: what parts columns where only two lines show them
_LARGE_LINES = 3  # of letters as large as a heading's
_PAGE_COLUMN_LINES = 6
_PAGE_COLUMN_WORDS = 5

_Parts = list[list[Word]]  # the words of a line in each column
_Row = tuple[TextLine, _Parts]
_Rules = Sequence[tuple[float, float, float]]


def with_spaced_tables(
    lines: list[TextLine], rules: _Rules, *, largest: float, before: PdfTable | None = None
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
        run = _run(lines, at, largest)
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


def _continued(lines: list[TextLine], before: PdfTable) -> list[_Row]:
    """The first lines of a page as further rows of a table, where they keep to its columns."""
    run: list[_Row] = []
    shift = 0.0
    for at, line in enumerate(lines):
        if line.bullet is not None or (run and line.y - run[-1][0].y > _NEXT_ROW * line.size):
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
        parts = _parted(line, starts, [])
        filled = sum(map(bool, parts)) if parts else 0
        if parts is None or (filled < 2 and not (run and filled and line.y - run[-1][0].y < _NEXT_LINE * line.size)):
            break
        if run and _stands_apart(line, parts, run):
            break
        run.append((line, parts))
    full = [parts for _, parts in run if sum(map(bool, parts)) > 1]
    return run if full and (len(before.lefts) > 2 or run[0][0].bold or _gaps(run[-1][0], _WIDE * 12)) else []


def _run(lines: list[TextLine], first: int, largest: float) -> list[_Row]:
    """The lines from `first` on that are one table, parted into its columns; empty where they are none."""
    seed = lines[first]
    gaps = _gaps(seed, _WIDE * seed.size)
    if not gaps or seed.bullet is not None:
        return []
    near = [seed]
    for line in lines[first + 1 :]:
        alike = line.bullet is None and abs(line.size - seed.size) <= _SAME_SIZE and line.page == seed.page
        if not alike or line.y - near[-1].y > _NEXT_ROW * line.size:
            break
        near.append(line)
    if len(near) > 1 and len(_gaps(near[1], _WIDE * seed.size)) > len(gaps):
        return []  # the columns show better in the next line
    if _has_empty_corner(seed, near, gaps[0][0]):
        gaps = [(near[1].x0, seed.x0), *gaps]
    ends = [*(left for left, _ in gaps[1:]), seed.x1]
    starts = [_column_start(gap, end, near) for gap, end in zip(gaps, ends, strict=True)]
    if sorted(set(starts)) != starts:
        return []
    run: list[_Row] = [(seed, _cut(seed, [start for _, start in gaps]))]
    for line in near[1:]:
        parts = _parted(line, starts, run)
        if parts is None or _stands_apart(line, parts, run):
            break
        run.append((line, parts))
    if len(run) < len(near) and _begins_text(run, near[len(run)]):
        run.pop()
    while len(run) > 1 and sum(map(bool, run[-1][1])) == 1 and _is_below(run):
        run.pop()
    full = [row for row in run if sum(map(bool, row[1])) > 1]
    least = (_WIDE if len(full) > 2 else _FEW_LINES_GAP) * seed.size
    clear = sum(bool(_gaps(line, least)) for line, _ in full)
    if seed.size > largest and clear < _LARGE_LINES:
        return []
    shown = all(sum(bool(parts[column]) for _, parts in run) > 1 for column in range(len(starts) + 1))
    return run if shown and (clear > 1 or (clear and seed.bold and len(full) > 2)) else []


def _has_empty_corner(seed: TextLine, near: list[TextLine], end: float) -> bool:
    """Whether a heading row names no first column, though the rows below it have one."""
    if not seed.bold or len(near) < 4 or near[1].bold or near[1].x0 > seed.x0 - seed.size:
        return False
    start = _column_start((near[1].x0, seed.x0), end, near)
    return start > near[1].x0 + _ALIGNED and all(_begins_at(line, start) for line in near[1:4])


def _column_start(gap: tuple[float, float], end: float, near: list[TextLine]) -> float:
    """Where the column right of a gap begins: where words of the lines below begin most often without a break."""
    middle = (gap[1] + end) / 2
    begins = [
        word.x0
        for line in near[1:2]
        for before, word in zip((None, *line.words), line.words, strict=False)
        if gap[0] - _ALIGNED < word.x0 < middle and (before is None or word.x0 - before.x1 >= _GAP)
    ]
    return max((gap[1], *begins), key=lambda start: (_times(start, near), start == gap[1], -start))


def _times(start: float, near: list[TextLine]) -> int:
    count = 0
    for line in near[1:]:
        if not _begins_at(line, start):
            break
        count += 1
    return count


def _begins_at(line: TextLine, start: float) -> bool:
    return any(
        abs(word.x0 - start) < _ALIGNED and (before is None or word.x0 - before.x1 >= _GAP)
        for before, word in zip((None, *line.words), line.words, strict=False)
    )


def _parted(line: TextLine, starts: list[float], run: list[_Row]) -> _Parts | None:
    """A line's words by column, or None where it does not belong to the table."""
    wide = _gaps(line, _WIDE * line.size)
    cuts: list[float] = []
    for column, start in enumerate(starts, 1):
        after = [word for word in line.words if word.x0 > start - _ALIGNED]
        later = not after or any(abs(after[0].x0 - other) < _ALIGNED for other in starts[column:])
        before = [word for word in line.words if word.x0 <= start - _ALIGNED]
        clear = not before or before[-1].x1 < start - _GAP
        if _begins_at(line, start) or (clear and (later or not before)):
            cuts.append(start - _ALIGNED)
            continue
        ends = [parts[column][-1].x1 for _, parts in run if parts[column]]
        limit = starts[column] if column < len(starts) else float("inf")
        fit = []
        for _, right in wide:
            within = [word.x1 for word in line.words if word.x0 >= right - 0.1 and word.x1 < limit]
            if within and any(abs(max(within) - end) < _ALIGNED for end in ends):
                fit.append(right)
        if not fit:
            return None
        cuts.append(fit[-1])
    return _cut(line, cuts) if sorted(cuts) == cuts else None


def _cut(line: TextLine, cuts: list[float]) -> _Parts:
    parts: _Parts = [[] for _ in range(len(cuts) + 1)]
    for word in line.words:
        parts[sum(word.x0 >= cut - 0.1 for cut in cuts)].append(word)
    return parts


def _gaps(line: TextLine, least: float) -> list[tuple[float, float]]:
    pairs = zip(line.words, line.words[1:], strict=False)
    return [(left.x1, right.x0) for left, right in pairs if right.x0 - left.x1 >= least]


def _stands_apart(line: TextLine, parts: _Parts, run: list[_Row]) -> bool:
    """Whether a line is text below the table although its words fall into the columns."""
    distance = line.y - run[-1][0].y
    if sum(map(bool, parts)) == 1:
        return distance > _NEXT_LINE * line.size
    if _gaps(line, _WIDE * line.size):
        return False
    before = [one.y - other.y for (one, _), (other, _) in zip(run[1:], run, strict=False)]
    lefts = [row[0][0].x0 for _, row in run[1:] if row[0]]  # the first may be centred
    outside = bool(parts[0]) and bool(lefts) and parts[0][0].x0 < min(lefts) - _GAP
    return outside or (bool(before) and distance > 1.25 * max(before))


def _begins_text(run: list[_Row], following: TextLine) -> bool:
    """Whether the last line is the first of the text below, a word of which begins where a column does by chance.

    Text goes on in the next line, nearer than rows are to each other, and has no wide gap.
    """
    last = run[-1][0]
    between = [one.y - other.y for (one, _), (other, _) in zip(run[1:], run, strict=False)]
    near = bool(between) and following.y - last.y < min(_NEXT_LINE * last.size, 0.75 * min(between))
    return near and not _gaps(last, _WIDE * last.size)


def _is_below(run: list[_Row]) -> bool:
    """Whether the last line, with words in one column alone, is text below the table and no more of its last cell."""
    distances = [one.y - other.y for (one, _), (other, _) in zip(run[1:], run, strict=False)]
    return distances[-1] > 1.08 * min(distances)


def _header_above(found: Sequence[TextLine | PdfTable], run: list[_Row]) -> list[_Row]:
    """The lines above a table that name its columns; cells of several lines make several."""
    header: list[_Row] = []
    below = run[0][0]
    for line in reversed(found):
        if not isinstance(line, TextLine) or (header and line.y < below.y - _NEXT_LINE * line.size):
            break
        parts = _above_columns(line, run)
        if parts is None or (header and not line.bold):
            break
        header.insert(0, (line, parts))
        below = line
    filled = {column for _, parts in header for column, words in enumerate(parts) if words}
    return header if len(filled) > 1 else []


def _above_columns(line: TextLine, run: list[_Row]) -> _Parts | None:
    """The words of a line by the column that they stand above, or None where they stand above none."""
    first = run[0][0]
    named = line.bold and not all(one.bold for one, _ in run)
    distance = first.y - line.y
    if line.bullet is not None or line.page != first.page or distance > _NEXT_ROW * first.size * (2 if named else 1):
        return None
    if abs(line.size - first.size) > _SAME_SIZE:
        return None
    edges = _lefts(run)
    least = _WIDE * line.size
    if named:  # a heading row may reach nearly from column to column
        apart = sorted((right - left for left, right in _gaps(line, 0.0)), reverse=True)
        most = apart[len(edges) - 2 : len(edges) - 1]
        least = min([least, *(gap for gap in most if gap > 1.3 * apart[-1] or len(line.words) == len(edges))])
    if not named and not _gaps(line, least):
        return None
    groups: _Parts = [[line.words[0]]]
    for before, word in zip(line.words, line.words[1:], strict=False):
        if word.x0 - before.x1 >= least:
            groups.append([])
        groups[-1].append(word)
    parts: _Parts = [[] for _ in edges]
    for group in groups:
        middle = (group[0].x0 + group[-1].x1) / 2
        column = max(sum(middle >= edge for edge in edges) - 1, 0)
        if parts[column] or (column + 1 < len(edges) and group[-1].x1 > edges[column + 1] + line.size):
            return None
        parts[column] = group
    return parts


def _lefts(run: list[_Row]) -> list[float]:
    filled = [[parts[column][0].x0 for _, parts in run if parts[column]] for column in range(len(run[0][1]))]
    return [min(begins, default=0.0) for begins in filled]


def _is_page_columns(run: list[_Row]) -> bool:
    if len(run[0][1]) != 2 or len(run) < _PAGE_COLUMN_LINES:
        return False
    both = [parts for _, parts in run if all(parts)]
    words = median([len(part) for parts in both for part in parts]) if both else 0
    distances = sorted(one.y - other.y for (one, _), (other, _) in zip(run[1:], run, strict=False))
    even = distances[len(distances) * 3 // 4] < 1.15 * distances[0]
    return even and len(both) > 0.6 * len(run) and words >= _PAGE_COLUMN_WORDS


def _columns_of_page(run: list[_Row]) -> list[TextLine]:
    return [replace(line, words=tuple(parts[side])) for side in range(2) for line, parts in run if parts[side]]


def _table(run: list[_Row], rules: _Rules, *, header: Sequence[_Row] = ()) -> PdfTable:
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


def _add(row: list[list[TextLine]], line: TextLine, parts: _Parts) -> None:
    for column, words in enumerate(parts):
        if words:
            row[column].append(replace(line, words=tuple(words)))


def _row_begins(run: list[_Row], rules: _Rules) -> list[bool]:
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
