"""What a guide file looks like line by line, before sections are built: both forms are read into these elements.

Every line and span is a slice of the guide's text; marks (hashes, bullets, quote marks) stay outside of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from corpus.guide import Span

_EMPHASIS = ("***", "___", "**", "__", "*", "_", "`")
# What the numbered parts of a guide are called, in the singular, for all who read guides or questions.
STEP_NOUNS = ("step", "phase", "stage", "milestone", "module")  # of a way, whatever a guide calls its own
PART_NOUNS = (*STEP_NOUNS, "part", "chapter")  # a number behind them counts parts of a guide: "chapter 2"
TIME_NOUNS = ("week", "month", "day")  # "week 3" may be a part, "3 weeks" is a time
NUMBERED_NOUNS = (*PART_NOUNS, *TIME_NOUNS, "level", "unit", "lesson", "section")  # parts only where a guide has such
_SERIES = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})+\.?[ \t]+)?"  # "4.1 Stage 1"
    rf"(?:{'|'.join(NUMBERED_NOUNS)})[ \t]+(\d{{1,4}})\b"
    r"|(\d{1,4})[.):]\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line without outer white space and marks; `number` counts from 1, `text` is the file's `[start:end]`."""

    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class HeadingLine:
    """A heading. `rank` orders headings (lower is further out); 0 is the guide's title."""

    span: Span
    rank: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TextLines:
    """Lines of running text that belong together: a paragraph, label lines, a table, or a mix of these."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeLines:
    """The lines of a code fence, never read as anything but lines."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Items:
    """A list; `start` is the place of its first bullet or number."""

    start: int
    items: tuple[Span, ...]
    ordered: bool


Element: TypeAlias = HeadingLine | TextLines | CodeLines | Items


def slice_span(text: str, start: int, end: int) -> Span:
    """The characters `start` to `end` of `text` as a span."""
    return Span(start=start, end=end, text=text[start:end])


def lines_span(text: str, lines: Sequence[Line]) -> Span:
    """From the start of the first line to the end of the last, with everything between."""
    return slice_span(text, lines[0].start, lines[-1].end)


def within_emphasis(text: str) -> tuple[int, int]:
    """Start and end of `text` without the emphasis marks, if one pair of them holds all of it ("**Tools**")."""
    start, end = 0, len(text)
    for mark in _EMPHASIS:
        size = len(mark)
        if end - start > 2 * size and text.startswith(mark, start, end) and text.endswith(mark, start, end):
            inner = text[start + size : end - size]
            if mark not in inner and not inner[0].isspace() and not inner[-1].isspace():
                start, end = start + size, end - size
    return start, end


def without_emphasis(text: str, start: int, end: int) -> Span:
    """The span `start` to `end` of `text`, less white space and emphasis marks at its ends."""
    content = text[start:end]
    start += len(content) - len(content.lstrip())
    inner_start, inner_end = within_emphasis(content.strip())
    return slice_span(text, start + inner_start, start + inner_end)


def series_number(heading: str) -> int | None:
    """The number that a heading of a series states ("Step 3 — ...", "3. ..."), else None."""
    match = _SERIES.match(heading)
    return int(match[1] or match[2]) if match else None
