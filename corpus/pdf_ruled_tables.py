"""Tables whose cells are drawn with lines or boxes: the grid of each, and which cells are joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.pdf_lines import TextLine, text_lines
from corpus.pdf_pages import Glyph, PdfPage, Shape

_THIN = 3.0  # points: a box no thicker is a drawn line
_NEAR = 3.5  # points within which drawn lines count as one
_MOST_OF_PAGE = 0.9
_MAX_LINES = 1_000  # drawn in one group; a chart has more


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell: its lines, and how many columns and rows it takes."""

    lines: tuple[TextLine, ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, kw_only=True)
class PdfTable:
    """A table on one page or over several; `lefts` are the left edges of its columns, in points."""

    page: int  # where it ends
    top: float
    bottom: float
    lefts: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    at: float  # its place across
    start: float
    end: float


def ruled_tables(page: PdfPage, number: int) -> tuple[list[PdfTable], tuple[Glyph, ...]]:
    """The tables on a page that are drawn with lines, and the letters that stand in none of them."""
    level, upright = _rules(page)
    left = list(page.glyphs)
    tables = []
    for rows, columns, level_rules, upright_rules in _grids(level, upright):
        inside = [glyph for glyph in left if _within(glyph, rows, columns)]
        table = _table(inside, rows, columns, level_rules, upright_rules, number)
        if table is not None:
            tables.append(table)
            taken = set(map(id, inside))
            left = [glyph for glyph in left if id(glyph) not in taken]
    return tables, tuple(left)


def level_rules(page: PdfPage) -> list[tuple[float, float, float]]:
    """The horizontal lines on a page, edges of coloured bands included: place from the top, left and right end."""
    drawn = [(rule.at, rule.start, rule.end) for rule in _rules(page)[0]]
    bands = [shape for shape in page.shapes if _is_band(shape) and shape.bottom - shape.top < page.height / 2]
    return drawn + [(at, band.x0, band.x1) for band in bands for at in (band.top, band.bottom)]


def _rules(page: PdfPage) -> tuple[list[_Rule], list[_Rule]]:
    level: list[_Rule] = []
    upright: list[_Rule] = []
    for shape in page.shapes:
        width, height = shape.x1 - shape.x0, shape.bottom - shape.top
        if (
            shape.kind == "curve"
            or _is_band(shape)
            or (width > _MOST_OF_PAGE * page.width and height > _MOST_OF_PAGE * page.height)
        ):
            continue
        if height <= _THIN < width:
            level.append(_Rule((shape.top + shape.bottom) / 2, shape.x0, shape.x1))
        elif width <= _THIN < height:
            upright.append(_Rule((shape.x0 + shape.x1) / 2, shape.top, shape.bottom))
        elif shape.kind == "rectangle" and width > _THIN:
            level += [_Rule(at, shape.x0, shape.x1) for at in (shape.top, shape.bottom)]
            upright += [_Rule(at, shape.top, shape.bottom) for at in (shape.x0, shape.x1)]
    return _joined(level), _joined(upright)


def _is_band(shape: Shape) -> bool:
    """Whether a shape is a coloured area, as behind every other row, whose edges are no lines."""
    thick = shape.x1 - shape.x0 > _THIN and shape.bottom - shape.top > _THIN
    return shape.kind == "rectangle" and shape.filled and thick


def _joined(rules: list[_Rule]) -> list[_Rule]:
    """Rules in one place whose ends touch, as one."""
    places = _places(rule.at for rule in rules)
    placed = [_Rule(min(places, key=lambda place: abs(place - rule.at)), rule.start, rule.end) for rule in rules]
    found: list[_Rule] = []
    for rule in sorted(placed, key=lambda one: (one.at, one.start)):
        if found and found[-1].at == rule.at and rule.start <= found[-1].end + _NEAR:
            found[-1] = replace(found[-1], end=max(found[-1].end, rule.end))
        else:
            found.append(rule)
    return found


def _places(values: Iterable[float]) -> list[float]:
    """Values with those that lie near each other taken together."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= _NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _grids(level: list[_Rule], upright: list[_Rule]) -> list[tuple[list[float], list[float], list[_Rule], list[_Rule]]]:
    """Groups of rules that cross: the places of rows and columns, and the rules."""
    grids = []
    groups: list[tuple[list[_Rule], list[_Rule]]] = []
    waiting = list(upright)
    while waiting:
        rows: list[_Rule] = []
        columns = [waiting.pop()]
        grown = True
        while grown:
            more_rows = [one for one in level if one not in rows and any(_cross(one, other) for other in columns)]
            rows += more_rows
            more_columns = [one for one in waiting if any(_cross(other, one) for other in more_rows)]
            columns += more_columns
            waiting = [one for one in waiting if one not in more_columns]
            grown = bool(more_columns)
        groups.append((rows, columns))
    for rows, columns in groups:
        if len(rows) < 2 or len(rows) + len(columns) > _MAX_LINES:
            continue
        # A table that is open at its sides, or cut by the end of a page, ends where its lines do.
        xs = _places([*(rule.at for rule in columns), *(end for rule in rows for end in (rule.start, rule.end))])
        ys = _places([*(rule.at for rule in rows), *(end for rule in columns for end in (rule.start, rule.end))])
        if len(xs) > 2 and len(ys) > 1:
            grids.append((ys, xs, rows, columns))
    return sorted(grids, key=lambda grid: (grid[0][0], grid[1][0]))


def _cross(level: _Rule, upright: _Rule) -> bool:
    return (
        level.start - _NEAR <= upright.at <= level.end + _NEAR
        and upright.start - _NEAR <= level.at <= upright.end + _NEAR
    )


def _within(glyph: Glyph, rows: Sequence[float], columns: Sequence[float]) -> bool:
    middle_x, middle_y = (glyph.x0 + glyph.x1) / 2, glyph.y - glyph.size / 3
    return columns[0] < middle_x < columns[-1] and rows[0] < middle_y < rows[-1]


def _table(
    glyphs: list[Glyph],
    rows: list[float],
    columns: list[float],
    level: list[_Rule],
    upright: list[_Rule],
    page: int,
) -> PdfTable | None:
    """The table of one grid, or None where the lines are no table: a frame around text, or a chart."""
    inside: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        place = (_slot(rows, glyph.y - glyph.size / 3), _slot(columns, (glyph.x0 + glyph.x1) / 2))
        inside.setdefault(place, []).append(glyph)
    taken: set[tuple[int, int]] = set()
    found: list[tuple[Cell, ...]] = []
    for row in range(len(rows) - 1):
        line: list[Cell] = []
        for column in range(len(columns) - 1):
            if (row, column) in taken:
                continue
            wide, high = _reach(row, column, rows, columns, level, upright, taken)
            places = [(row + down, column + across) for down in range(high) for across in range(wide)]
            taken.update(places)
            letters = [glyph for place in places for glyph in inside.get(place, ())]
            line.append(Cell(lines=tuple(text_lines(letters, page=page)), columns=wide, rows=high))
        if any(cell.lines for cell in line):
            found.append(tuple(line))
    filled = sum(bool(cell.lines) for line in found for cell in line)
    most = max((sum(bool(cell.lines) for cell in line) for line in found), default=0)
    if most < 2 or 2 * filled < sum(map(len, found)) - len(found):
        return None
    return PdfTable(page=page, top=rows[0], bottom=rows[-1], lefts=tuple(columns[:-1]), rows=tuple(found))


def _reach(
    row: int,
    column: int,
    rows: list[float],
    columns: list[float],
    level: list[_Rule],
    upright: list[_Rule],
    taken: set[tuple[int, int]],
) -> tuple[int, int]:
    """How many columns and rows the cell takes that begins here: up to the next drawn lines."""
    middle_y = (rows[row] + rows[row + 1]) / 2
    wide = 1
    while (
        column + wide < len(columns) - 1
        and (row, column + wide) not in taken
        and not _drawn(upright, columns[column + wide], middle_y)
    ):
        wide += 1
    middle_x = (columns[column] + columns[column + 1]) / 2
    high = 1
    while row + high < len(rows) - 1 and not _drawn(level, rows[row + high], middle_x):
        high += 1
    return wide, high


def _drawn(rules: list[_Rule], at: float, across: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.start <= across <= rule.end for rule in rules)


def _slot(edges: list[float], place: float) -> int:
    return next((at for at in range(len(edges) - 1) if place < edges[at + 1]), len(edges) - 2)
