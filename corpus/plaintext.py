"""Plain text without heading marks to elements, by way of units: paragraphs, bullets, tables and single lines.

A line of its own is a unit; where a document wraps its lines, the lines of a paragraph are one. Which units are
headings is decided in `corpus.headings`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.headings import Unit, heading_ranks
from corpus.layout import Element, HeadingLine, Items, Line, TextLines, lines_span, slice_span
from corpus.sections import is_faq_heading
from corpus.tables import table_end
from corpus.wrapping import Wrapping

_BULLET = re.compile(r"(?:[-*•◦▪‣·●○■□➤➢✓✔–—+]|[a-z]\))[ \t]+(?=\S)")
_NUMBER = re.compile(r"\d{1,3}[.)][ \t]+(?=\S)")
_RULE_MARKS = frozenset("-*_=~#")
_UNDERLINES = ("=", "-", "~")


def plain_elements(text: str) -> list[Element]:
    """The elements of a plain-text guide in reading order; a title line at the top has rank 0."""
    units = _units(text)
    elements: list[Element] = []
    items: list[Unit] = []  # the list that is being read
    in_faq = False
    for position, (unit, rank) in enumerate(zip(units, heading_ranks(units), strict=True)):
        in_faq = in_faq if rank is None else is_faq_heading(unit.text)
        asks = in_faq and _is_numbered_question(units, position)
        is_item = rank is None and unit.kind in ("bullet", "number") and not asks
        if items and not (is_item and (unit.kind == items[0].kind or unit.indent > items[0].indent)):
            elements.append(_list(text, items))
            items = []
        if is_item:
            items.append(unit)
        elif rank is not None:
            elements.append(HeadingLine(span=lines_span(text, unit.lines), rank=rank))
        else:
            elements.append(TextLines(lines=unit.lines))
    return [*elements, _list(text, items)] if items else elements


def _is_numbered_question(units: Sequence[Unit], position: int) -> bool:
    """Whether this is "2. Is it hard?" with its answer below, and not one of several numbered lines."""
    unit = units[position]
    followed = position + 1 < len(units) and units[position + 1].kind != "number"
    return unit.kind == "number" and followed and unit.lines[-1].text.endswith(("?", "？"))


def _list(text: str, units: Sequence[Unit]) -> Items:
    items = tuple(slice_span(text, unit.content, unit.lines[-1].end) for unit in units)
    return Items(start=units[0].lines[0].start, items=items, ordered=units[0].kind == "number")


def _units(text: str) -> list[Unit]:
    lines, gaps = _lines(text)
    wrapping = Wrapping.of(lines, gaps, [not _kind(line.text) for line in lines])
    stops = list(range(1, len(lines) + 1))  # for each line the position after its run of lines without a blank one
    for position in range(len(lines) - 2, -1, -1):
        if position + 1 not in gaps:
            stops[position] = stops[position + 1]
    units: list[Unit] = []
    position = 0
    while position < len(lines):
        unit = _unit(text, lines, gaps, wrapping, position, stops[position])
        position += len(unit.lines)
        if position < len(lines) and position not in gaps and _underlines(unit, lines[position]):
            unit = replace(unit, underline=lines[position].text[0])
            position += 1
        if _is_rule(unit.lines[0].text) and unit.kind == "text":
            continue
        units.append(unit)
    return units


def _lines(text: str) -> tuple[list[Line], set[int]]:
    """The lines that hold something, and the positions among them that stand after a blank line."""
    lines: list[Line] = []
    gaps: set[int] = set()
    start = 0
    for number, raw in enumerate(text.split("\n"), 1):
        content = raw.lstrip("\ufeff").strip() if number == 1 else raw.strip()
        if content:
            at = start + raw.index(content)
            lines.append(Line(number=number, start=at, end=at + len(content), text=content))
        else:
            gaps.add(len(lines))
        start += len(raw) + 1
    return lines, gaps


def _kind(line: str) -> str:
    if _is_rule(line):
        return "rule"
    if _BULLET.match(line):
        return "bullet"
    if _NUMBER.match(line):
        return "number"
    return "table" if line.startswith("|") else ""


def _unit(text: str, lines: Sequence[Line], gaps: set[int], wrapping: Wrapping, first: int, stop: int) -> Unit:
    line = lines[first]
    gap = first in gaps or first == 0
    indent = line.start - (text.rfind("\n", 0, line.start) + 1)
    end = table_end(lines, first, stop)
    if end > first:
        return Unit(kind="table", lines=tuple(lines[first:end]), gap=gap, indent=indent, content=line.start)
    mark = _BULLET.match(line.text) or _NUMBER.match(line.text)
    kind = _kind(line.text)
    kind = kind if kind in ("bullet", "number") else "text"
    end = first + 1
    while not _is_rule(line.text) and end < stop and not _kind(lines[end].text):
        deeper = mark is not None and lines[end].start - (text.rfind("\n", 0, lines[end].start) + 1) > indent
        if not (deeper or wrapping.joins(lines[end - 1], lines[end])):
            break
        end += 1
    content = line.start + (mark.end() if mark else 0)
    return Unit(kind=kind, lines=tuple(lines[first:end]), gap=gap, indent=indent, content=content)


def _is_rule(line: str) -> bool:
    marks = set(line) - {" ", "\t"}
    return len(marks) == 1 and marks <= _RULE_MARKS and len(line) >= 3


def _underlines(unit: Unit, line: Line) -> bool:
    """Whether a line of = or - marks the line above it as a heading; a short one below a paragraph is a mere rule."""
    if unit.kind not in ("text", "number") or len(unit.lines) > 1 or not _is_rule(line.text):
        return False
    above = unit.lines[0].text
    drawn = len(set(line.text)) == 1 and line.text[0] in _UNDERLINES
    return drawn and not _is_rule(above) and len(line.text) * 2 >= len(above) and not above.endswith((".", ",", ";"))
