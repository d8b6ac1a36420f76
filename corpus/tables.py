"""Tables written with bars or tabs between the cells, with or without a separator row, with or without outer bars.

A table whose rows differ in their number of cells is an error that names the line: guessing which cell is missing
would put a figure under the wrong header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.errors import GuideError
from corpus.guide import Row, Table
from corpus.layout import Line, lines_span, slice_span

_BAR = re.compile(r"(?<!\\)\|")
_TABS = re.compile(r"\t+")
# Lines that are a table without a rule and outer bars; a trail of links has bars too.
_LEAST_LINES = {"|": 3, "\t": 2}
_SEPARATOR_MARKS = frozenset("|+-:= \t")


def is_separator(line: str) -> bool:
    """Whether a line only draws the rule between a header and its rows (`|---|:--|` or `+---+---+`)."""
    return "-" in line and ("|" in line or line.startswith("+")) and _SEPARATOR_MARKS.issuperset(line)


def table_end(lines: Sequence[Line], first: int, stop: int | None = None) -> int:
    """The position after the table that starts at `lines[first]`, or `first` where none starts there.

    Lines from `stop` on are not looked at.
    """
    stop = len(lines) if stop is None else stop
    text = lines[first].text
    next_text = lines[first + 1].text if first + 1 < stop else ""
    if text.startswith("+") and is_separator(text) and next_text.startswith("|") and not is_separator(next_text):
        bordered = True
    elif text.startswith("|") and len(text) > 2 and not is_separator(text):
        bordered = True
        if not text.endswith("|") and not is_separator(next_text):
            return first
    elif _is_header_without_border(text, next_text):
        bordered = False
    else:
        return _unruled_end(lines, first, stop)
    end = first
    while end < stop and _continues(lines[end].text, bordered=bordered):
        end += 1
    rows = sum(1 for position in range(first, end) if not _is_rule(lines, first, position))
    ruled = rows < end - first
    return end if rows >= 2 or (rows == 1 and ruled) else first


def read_table(text: str, lines: Sequence[Line], *, source: str) -> Table:
    """The table that stands on these lines.

    Raises:
        GuideError: where a row has more or fewer cells than the header.
    """
    rows = [_row(text, lines[position]) for position in range(len(lines)) if not _is_rule(lines, 0, position)]
    numbers = [lines[position].number for position in range(len(lines)) if not _is_rule(lines, 0, position)]
    header = rows[0]
    for row, number in zip(rows, numbers, strict=True):
        if len(row.cells) != len(header.cells):
            raise GuideError(
                f"{source}, line {number}: this table row has {len(row.cells)} cells, but its header on line "
                f"{numbers[0]} has {len(header.cells)}. Give every row as many cells as the header; "
                "write \\| for a bar inside a cell."
            )
    return Table(span=lines_span(text, lines), header=header, rows=tuple(rows[1:]))


def _unruled_end(lines: Sequence[Line], first: int, stop: int) -> int:
    """The position after lines that are parted into equally many cells by bars or tabs alone; `first` for too few."""
    text = lines[first].text
    mark = "|" if " | " in text and not text.startswith("|") else "\t"
    cells = len(_cells(text))
    if mark not in text or cells < 2:
        return first
    end = first
    while (
        end < stop
        and lines[end].number == lines[first].number + end - first
        and mark in (line := lines[end].text)
        and not line.startswith("|")
        and len(found := _cells(line)) == cells
        and all(start < stop_ for start, stop_ in found)
    ):
        end += 1
    return end if end - first >= _LEAST_LINES[mark] else first


def _is_rule(lines: Sequence[Line], first: int, position: int) -> bool:
    # Below the second line "| - | - |" may be a row of empty values; a rule there has to be drawn with three dashes.
    line = lines[position].text
    return is_separator(line) and (position == first + 1 or line.startswith("+") or "---" in line)


def _is_header_without_border(line: str, following: str) -> bool:
    if "|" not in line or is_separator(line) or not is_separator(following):
        return False
    return len(_cells(line)) == len(_cells(following))


def _continues(line: str, *, bordered: bool) -> bool:
    if bordered:
        return line.startswith("|") or (line.startswith("+") and is_separator(line))
    return "|" in line


def _cells(line: str) -> list[tuple[int, int]]:
    """Start and end of each cell of a row, in characters of the line, without outer spaces."""
    bars = [match.start() for match in _BAR.finditer(line)]
    if not bars:
        inner = [match.span() for match in _TABS.finditer(line)]
        starts, ends = [0, *(end for _, end in inner)], [*(start for start, _ in inner), len(line)]
        return [_trimmed(line, start, end) for start, end in zip(starts, ends, strict=True)]
    edges = [-1, *bars, len(line)]
    bounds = [(left + 1, right) for left, right in zip(edges, edges[1:], strict=False)]
    if line.startswith("|"):
        bounds = bounds[1:]
    if len(bounds) > 1 and bars and bars[-1] == len(line) - 1:
        bounds = bounds[:-1]
    return [_trimmed(line, start, end) for start, end in bounds]


def _trimmed(line: str, start: int, end: int) -> tuple[int, int]:
    content = line[start:end]
    kept = content.strip()
    start += (len(content) - len(content.lstrip())) if kept else 0
    return start, start + len(kept)


def _row(text: str, line: Line) -> Row:
    cells = tuple(slice_span(text, line.start + start, line.start + end) for start, end in _cells(line.text))
    return Row(span=slice_span(text, line.start, line.end), cells=cells)
