"""The numbered sections of a guide (steps, phases, stages) as one series, and how its parts are named and quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answerers.draft import Quote, readable
from corpus.guide import FaqPair, Guide, Section, Span

# What guides call the parts of a way, a selection or a paper, in the singular.
PARTS = frozenset(
    ("step", "stage", "phase", "milestone", "round", "paper", "part", "level", "section", "week", "question")
)
_SERIES_WORD = re.compile(r"^(step|phase|stage|milestone|module|week|part|chapter|level)s?$")
_CHAPTER = re.compile(r"^\d{1,2}(?:\.\d{1,2})+\.?\s+")  # of "4.1 Stage 1: ..."


@dataclass(frozen=True, kw_only=True)
class NumberedSection:
    """A numbered section (a step) with all blocks that stand in it or in sections below it."""

    guide: Guide
    section: Section
    below: tuple[Section, ...]


def numbered_series(guide: Guide) -> tuple[NumberedSection, ...]:
    """The guide's longest series of sections numbered 1, 2, 3, ... under one heading; empty if there is none.

    Sections called steps or the like come before those that only have a number; the numbers of a book's chapters, one
    of which holds the frequent questions, are no series.
    """
    series: dict[tuple[tuple[str, ...], str], list[NumberedSection]] = {}
    for position, section in enumerate(guide.sections):
        if section.number is None or section.heading is None:
            continue
        depth = len(section.path)
        below = []
        for later in guide.sections[position + 1 :]:
            if len(later.path) <= depth:
                break
            below.append(later)
        step = NumberedSection(guide=guide, section=section, below=tuple(below))
        series.setdefault((section.path[:-1], series_noun([step], other="")), []).append(step)
    complete = [steps for steps in series.values() if [s.section.number for s in steps] == [*range(1, len(steps) + 1)]]
    called = [steps for steps in complete if _SERIES_WORD.match(series_noun(steps, other=""))]
    steps = [steps for steps in complete if not any(_holds_questions(step) for step in steps)]
    longest: list[NumberedSection] = max(called or steps, key=len, default=[])
    return tuple(longest)


def _holds_questions(step: NumberedSection) -> bool:
    return any(isinstance(block, FaqPair) for part in (step.section, *step.below) for block in part.blocks)


def step_quote(step: NumberedSection, span: Span) -> Quote:
    """A span of a step as a quote."""
    return Quote(guide=step.guide, section=step.section, span=span)


def series_noun(steps: Sequence[NumberedSection], *, other: str = "step") -> str:
    """What the guide calls its steps, in the singular; `other` where it only numbers them."""
    first = _CHAPTER.sub("", readable(steps[0].section.path[-1])).split()[0].lower()
    return first if _SERIES_WORD.match(first) else other


def step_heading(step: NumberedSection) -> Span:
    """The heading of a step."""
    assert step.section.heading is not None  # numbered_series takes no section without a heading
    return step.section.heading


def is_series_word(word: str) -> bool:
    """Whether a word names the parts of a series ("steps")."""
    return _SERIES_WORD.match(word) is not None


def step_name(step: NumberedSection) -> str:
    """The heading of a step without its number."""
    heading = _CHAPTER.sub("", readable(step.section.path[-1]))
    return re.sub(r"^(?:\w+ )?\d{1,2}\s*(?:[-–—:.)]+\s*|\s)", "", heading)
