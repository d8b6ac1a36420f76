"""Years of experience: which of them a question is about, and which rows and columns of a table are about them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from assistant.question import Question
from assistant.support import stems
from corpus.guide import Row, Table

_RANGE = re.compile(r"(\d+)\s*(?:[-–—]|to)\s*(\d+)\s*\+?\s*(?:years?|yrs?)", re.I)
_FROM = re.compile(
    r"(\d+)\s*\+\s*(?:years?|yrs?)|(?:over|above|more than)\s+(\d+)\s*(?:years?|yrs?)|"
    r"(\d+)\s*(?:years?|yrs?) (?:and|or) (?:more|above|over|up)",
    re.I,
)
_UNDER = re.compile(r"\b(?:under|below|less than|up to)\s+(\d+)\s*(?:years?|yrs?)", re.I)
_YEARS_ALONE = re.compile(
    r"[^\W\d]{0,5}(?: than| to)?\s?\d[\d\s+–—-]*(?:to \d+ )?(?:years?|yrs?)(?: (?:and|or) \w+)?", re.I
)
# Under a head that says "years" or "experience" the cells say figures alone.
_HEADS_YEARS = re.compile(r"(?:years?|yrs)(?: (?:in|of|on|at|since|with)\b.*)?|(?:.*\b)?(?:experience|service)", re.I)
_FIGURES_ALONE = re.compile(r"(\d{1,2})(?:\s*(?:[-–—]|to)\s*(\d{1,2}))?(\s*\+| (?:and|or) \w+)?(?:,.*)?")
_FIRST_YEAR = re.compile(
    r"\b(?:first (?:year|job|month)|just (?:joined|started|starting|passed|graduated)|(?:out of|after) college|"
    r"new (?:joiners?|recruits?|hires?|people|person|candidates?|employees?|ones?)|newly \w+|no experience|0 years?)\b"
)
_BEGINNING = re.compile(
    r"\b(?:freshers?|beginners?|newcomers?|trainees?|entry|entrants?|joining|first (?:year|job|offer|pay|month|salary)|"
    r"(?:at|on) (?:the )?(?:start|first)|start(?:s|ing)?(?![- ]?ups?\b)|year (?:1|one)|0\s?(?:[-–—]|to)\s?\d)\b",
    re.I,
)
BEGINNER = frozenset(
    ["newbie", "fresher", "freshers", "beginner", "beginners", "starting", "starter", "entry", "newcomer"]
)


def experience_asked(question: Question, table: Table) -> tuple[float, float] | None:
    """The years of experience asked about, where the rows are told apart by years; a beginner has none."""
    if sum(years_of(row, table) is not None for row in table.rows) * 2 < len(table.rows):
        return None
    if question.experience is not None:
        return question.experience
    if _FIRST_YEAR.search(question.folded):
        return (0.0, 0.0)
    said = frozenset().union(*(stems(row.cells[0].text) for row in table.rows))
    beginner = BEGINNER & set(question.words)
    return (0.0, 0.0) if beginner and not any(stems(word) <= said for word in beginner) else None


def asks_of_the_first_year(question: Question) -> bool:
    """Whether it asks about who has just begun: "first job", "out of college"."""
    return bool(_FIRST_YEAR.search(question.folded))


def of_beginners(question: Question, table: Table, columns: Iterable[int]) -> tuple[int, ...]:
    """Those columns, not all, that are about the beginning, where a question is: "Fresher offer", "In hand, year 1"."""
    if not (BEGINNER & set(question.words) or _FIRST_YEAR.search(question.folded)):
        return ()
    columns = tuple(columns)
    found = tuple(column for column in columns if _BEGINNING.search(table.header.cells[column].text))
    return found if len(found) < len(columns) else ()


def years_of(row: Row, table: Table) -> tuple[float, float] | None:
    """The years of experience that a row is about: in its label, or in a cell that holds nothing else."""
    if years := _row_years(row.cells[0].text):
        return years
    for cell, head in zip(row.cells, table.header.cells, strict=True):
        text = cell.text.strip()
        if cell is not row.cells[0] and _YEARS_ALONE.fullmatch(text) and (years := _row_years(text)):
            return years
        if _HEADS_YEARS.fullmatch(head.text.strip("*_ ")) and (figures := _FIGURES_ALONE.fullmatch(text)):
            return _from_figures(figures)
    return None


def _from_figures(figures: re.Match[str]) -> tuple[float, float]:
    low = float(figures[1])
    if figures[2]:
        return low, float(figures[2]) + 0.99
    return low, math.inf if figures[3] else low + 0.99


def _row_years(label: str) -> tuple[float, float] | None:
    """The years of experience that a row label states, both ends included; an open end is infinite."""
    if match := _RANGE.search(label):
        return float(match[1]), float(match[2]) + 0.99
    if match := _FROM.search(label):
        return float(match[1] or match[2] or match[3]), math.inf
    if match := _UNDER.search(label):
        return 0.0, float(match[1]) - 0.01
    return None
