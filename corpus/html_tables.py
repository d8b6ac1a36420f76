"""Tables of a web page as rows of cells: heads and feet in their place, cells that span several filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from corpus.errors import GuideError
from corpus.html_inline import collapsed, inline_child, inline_text, one_line, tidy

_MAX_SPAN = 50
_MAX_CELLS = 200_000
_MAX_CHARACTERS = 2_000_000
_LAYOUT = ("table", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "details", "dl", "pre")


@dataclass(frozen=True, kw_only=True)
class PageTable:
    """A table's header (None where the page marks none) and the rows below it, all of one width.

    A row of one cell over the whole width is a `str`: it names the rows below it, or is a note.
    """

    header: list[str] | None
    rows: list[list[str] | str]
    labelled: bool  # the first cell of every row is marked as that row's header


def is_layout(table: HtmlElement) -> bool:
    """Whether a table only places other things on the page."""
    if table.get("role", "") in ("presentation", "none"):
        return True
    if any(element is not table for element in table.iter(*_LAYOUT)):
        return True
    rows = list(_rows(table))
    return len(rows) < 2 and not any(True for _ in table.iter("th")) or all(len(_cells(row)) < 2 for row in rows)


def read_page_table(table: HtmlElement, *, source: str) -> PageTable:
    """The rows of a table that is no layout.

    Raises:
        GuideError: for a table that spreads to far more than a person would read.
    """
    rows = [row for row in _rows(table) if _cells(row)]
    grid, whole = _grid(rows)
    width = max(map(len, grid), default=0)
    if width * len(grid) > _MAX_CELLS or sum(len(cell) for line in grid for cell in line) > _MAX_CHARACTERS:
        where = f"{source}, line {table.sourceline}" if table.sourceline else source
        raise GuideError(
            f"{where}: this table spreads to {width * len(grid):,} cells, too many or too "
            f"long ones; at most {_MAX_CELLS:,} cells and {_MAX_CHARACTERS:,} characters are read. Split the table, or "
            "take out cells that span many rows."
        )
    grid = [line + [""] * (width - len(line)) for line in grid]
    heads = 0
    while heads < len(rows) and _in(rows[heads], "thead"):
        heads += 1
    marked = not heads and len(rows) > 1 and all(cell.tag == "th" for cell in _cells(rows[0]))
    heads = heads or int(marked)
    body = range(heads, len(rows))
    labelled = bool(body) and all(whole[at] or _cells(rows[at])[0].tag == "th" for at in body)
    header = _joined([grid[at] for at in range(heads)]) if heads else None
    if header is None and not labelled and body:  # nothing is marked: the first row says what the others hold
        header, body = grid[0], range(1, len(rows))
    found: list[list[str] | str] = []
    for at in body:
        if whole[at]:
            found.append(grid[at][0])
        elif any(grid[at]):
            found.append(grid[at])
    return PageTable(header=header, rows=found, labelled=labelled)


def _grid(rows: list[HtmlElement]) -> tuple[list[list[str]], list[bool]]:
    """The cells of each row, and which rows are a single cell over several columns."""
    grid: list[list[str]] = []
    alone: list[bool] = []
    below: dict[int, tuple[int, str]] = {}  # column to how many more rows a cell above reaches, and its text
    for row in rows:
        line: list[str] = []
        covered = bool(below)
        for cell in _cells(row):
            _fill(line, below)
            text = cell_text(cell)
            for _ in range(_span(cell, "colspan")):
                if _span(cell, "rowspan") > 1:
                    below[len(line)] = (_span(cell, "rowspan") - 1, text)
                line.append(text)
        _fill(line, below)
        grid.append(line)
        alone.append(not covered and len(_cells(row)) == 1 and _span(_cells(row)[0], "rowspan") == 1)
    return grid, [single and len(line) > 1 for single, line in zip(alone, grid, strict=True)]


def _fill(line: list[str], below: dict[int, tuple[int, str]]) -> None:
    """Add the cells of rows above that reach into this one."""
    while len(line) in below:
        column = len(line)
        left, text = below.pop(column)
        line.append(text)
        if left > 1:
            below[column] = (left - 1, text)


def cell_text(cell: HtmlElement) -> str:
    """What stands in a cell, on one line; the items of a list in it are parted by semicolons."""
    if next(cell.iter("li"), None) is None:
        text = one_line(inline_text(cell, plain=cell.tag == "th"))
    else:
        text = re.sub(r": ?; ", ": ", "; ".join(piece for piece in map(one_line, map(tidy, _pieces(cell))) if piece))
    return text.replace("|", "\\|")


def _pieces(element: HtmlElement) -> Iterator[str]:
    """The texts between the starts and ends of list items."""
    run = [collapsed(element.text)]
    for child in element:
        if next(child.iter("li"), None) is not None:
            yield "".join(run)
            yield from _pieces(child)
            run = []
        else:
            run.append(inline_child(child))
        run.append(collapsed(child.tail))
    yield "".join(run)


def _joined(heads: list[list[str]]) -> list[str]:
    """One header of several rows: what stands above a column, outermost first, each once."""
    return [" ".join(dict.fromkeys(filter(None, column))) for column in zip(*heads, strict=True)]


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    feet = []
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is not table:
            continue
        if _in(row, "tfoot"):
            feet.append(row)
        else:
            yield row
    yield from feet


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _in(row: HtmlElement, part: str) -> bool:
    parent = row.getparent()
    return parent is not None and parent.tag == part


def _span(cell: HtmlElement, name: str) -> int:
    stated = cell.get(name, "").strip()
    return min(max(int(stated), 1), _MAX_SPAN) if stated.isascii() and stated.isdigit() and len(stated) < 9 else 1
