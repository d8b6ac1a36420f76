"""The steps of a guide (or its phases, stages, milestones) as one series, and how they are named and quoted.

Guides number them by headings ("Step 2 — Learn Rigging") or as one numbered list whose items begin with a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answerers.draft import Quote, readable
from assistant.answerers.naming import section_name
from assistant.answerers.told_times import time_words, told_time, without_time
from assistant.context import sections_below, subject_terms
from assistant.question import DONE_WITH_A_THING, Question
from assistant.support import lexical_support, stems
from corpus.guide import FaqPair, Guide, Label, ListBlock, Section, Span
from corpus.layout import NUMBERED_NOUNS, PART_NOUNS, STEP_NOUNS

# What guides call the parts of a way, a selection or a paper, in the singular.
PARTS = frozenset((*PART_NOUNS, "round", "paper", "level", "section", "week", "question"))
_CHAPTER = re.compile(r"^\d{1,2}(?:\.\d{1,2})+\.?\s+")  # of "4.1 Stage 1: ..."
# What a numbered list is headed with that is the way into the career, and not a selection or a ranking.
_HEADS_A_WAY = re.compile(rf"\b(?:({'|'.join(STEP_NOUNS)})s?|roadmap|road map|route|path|plan|way)\b", re.I)
_NAME = re.compile(r"\*\*(?P<bold>[^*]{3,80})\*\*|(?P<plain>[^.:—–\n]{3,70}?)\s*(?:[:.—–]|\s-\s)(?=\s)")
_TOLD_TIME = re.compile(
    r"\b(?:time|duration|takes?|allow|length)\b[^.\n]{0,25}?"
    r"(?P<time>\d+\s*(?:(?:[-–—]|to)\s*\d+)?\s*(?:weeks?|months?|years?)\b[^.;\n]{0,40})",
    re.I,
)
_IN_BRACKETS = re.compile(
    r"\((?P<time>[^()]{0,15}?\d+\s*(?:(?:[-–—]|to)\s*\d+)?\s*(?:weeks?|months?)[^()]{0,25})\)", re.I
)
_NAMES_A_TIME = re.compile(r"\b(?:time|timeline|duration|length|takes?|how long)\b", re.I)
_MOST_STEPS = 20


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a guide says of a step's time: the slice that says it, the words that give the time, and its name."""

    span: Span
    text: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: its `heading` (of a list item the number and name it begins with), what is said of its times."""

    guide: Guide
    section: Section
    number: int
    name: str  # without its number
    label: str  # as it is written in running text: "Step 2, Learn Rigging"
    heading: Span
    end: int  # first character after it in the guide's text
    times: tuple[Told, ...]
    item: Span | None  # the list item that it is; None where it is a section

    @property
    def of_list(self) -> bool:
        """Whether it is an item of a numbered list."""
        return self.item is not None

    def holds(self, guide: Guide, start: int) -> bool:
        """Whether a place of a guide stands in it."""
        return guide is self.guide and self.heading.start <= start < self.end

    @property
    def briefly(self) -> str:
        """It beside a quote of its time alone, which for a list item does not hold its number."""
        return self.name if self.of_list else f"{series_noun([self])} {self.number}"

    @property
    def in_full(self) -> str:
        """The same with its name: "step 2, Learn Rigging"."""
        return self.name if self.of_list else f"{self.briefly}, {self.name}"

    @property
    def time(self) -> Told | None:
        """What is said of how long it takes, if anything is; years only under a name for that, not "Minimum age"."""
        timed = [(told, time.unit) for told in self.times if (time := told_time(told.text))]
        named = [told for told, _ in timed if _NAMES_A_TIME.search(told.name)]
        plain = [told for told, unit in timed if unit not in ("year", "day")]
        return next(iter([*named, *plain]), None)


@lru_cache(maxsize=256)
def numbered_series(guide: Guide) -> tuple[Step, ...]:
    """The guide's longest series of sections numbered 1, 2, 3, ... under one heading; else its numbered list of steps.

    Sections called steps or the like come before those that only have a number; the numbers of a book's chapters, one
    of which holds the frequent questions, are no series. Empty where there is none.
    """
    series: dict[tuple[tuple[str, ...], str], list[tuple[Section, Sequence[Section]]]] = {}
    for position, section in enumerate(guide.sections):
        if section.number is None or section.heading is None:
            continue
        below = sections_below(guide, position)
        series.setdefault((section.path[:-1], _noun_of(section)), []).append((section, below))
    complete = {
        noun_at: parts
        for noun_at, parts in series.items()
        if [section.number for section, _ in parts] == [*range(1, len(parts) + 1)]
    }
    called = [parts for (_, noun), parts in complete.items() if noun]
    others = [parts for parts in complete.values() if not any(_holds_questions(*part) for part in parts)]
    longest = max(called or others, key=len, default=[])
    if len(longest) > 1:
        return tuple(_section_step(guide, section, below) for section, below in longest)
    return _listed_steps(guide)


def step_quote(step: Step, span: Span) -> Quote:
    """A span of a step as a quote."""
    return Quote(guide=step.guide, section=step.section, span=span)


def series_noun(steps: Sequence[Step]) -> str:
    """What the guide calls its steps, in the singular; "step" where it only numbers them."""
    first = steps[0]
    if not first.of_list:
        return _noun_of(first.section) or "step"
    return _noun_heading(first.section, _list_of(first)) or "step"


def is_series_word(word: str, steps: Sequence[Step]) -> bool:
    """Whether a word names the steps of a guide: any word for steps, or the guide's own ("weeks")."""
    return word.removesuffix("s") in (*STEP_NOUNS, series_noun(steps))


def _noun_of(section: Section) -> str:
    """What a numbered section calls itself ("Phase 2: ..."), lower case; empty where it has only a number."""
    first = _CHAPTER.sub("", readable(section.path[-1])).split()[0].lower()
    return first if first in NUMBERED_NOUNS else ""


def _holds_questions(section: Section, below: Sequence[Section]) -> bool:
    return any(isinstance(block, FaqPair) for part in (section, *below) for block in part.blocks)


def _section_step(guide: Guide, section: Section, below: Sequence[Section]) -> Step:
    assert section.heading is not None and section.number is not None  # numbered_series takes no other
    blocks = [block for part in (section, *below) for block in part.blocks]
    ends = [section.heading.end, *(block.span.end for block in blocks)]
    heading = _CHAPTER.sub("", readable(section.path[-1]))
    return Step(
        guide=guide,
        section=section,
        number=section.number,
        name=re.sub(r"^(?:\w+ )?\d{1,2}\s*(?:[-–—:.)]+\s*|\s)", "", without_time(heading)),
        label=without_time(section_name(section)),
        heading=section.heading,
        end=max(ends),
        times=(
            *(
                Told(span=block.span, text=block.value.text, name=readable(block.name.text))
                for block in blocks
                if isinstance(block, Label)
            ),
            *_headed_times(section.heading),
        ),
        item=None,
    )


def _headed_times(heading: Span) -> Iterator[Told]:
    """The time that a heading gives: "Step 4 — Register (3–8 weeks)"."""
    if words := time_words(heading.text):
        yield Told(span=heading, text=words, name="Time")


def _listed_steps(guide: Guide) -> tuple[Step, ...]:
    """The items of the longest numbered list that is headed as a way and whose items all begin with a name."""
    found: list[tuple[Section, ListBlock]] = [
        (section, block)
        for section in guide.sections
        for block in section.blocks
        if isinstance(block, ListBlock) and block.ordered and 2 < len(block.items) <= _MOST_STEPS
        if _noun_heading(section, block) is not None and all(_NAME.match(item.text) for item in block.items)
    ]
    if not found:
        return ()
    section, block = max(found, key=lambda one: len(one[1].items))
    noun = _noun_heading(section, block) or "step"
    return tuple(_item_step(guide, section, item, place, noun) for place, item in enumerate(block.items, 1))


def _noun_heading(section: Section, block: ListBlock) -> str | None:
    """What a list's lead-in or heading calls its items, lower case; empty where it only says "roadmap"; else None."""
    above = f"{readable(block.lead_in.text) if block.lead_in else ''} {' '.join(section.path[-1:])}"
    heads = list(_HEADS_A_WAY.finditer(above))
    return next((found[1].lower() for found in heads if found[1]), "") if heads else None


def _list_of(step: Step) -> ListBlock:
    lists = (block for block in step.section.blocks if isinstance(block, ListBlock))
    return next(block for block in lists if step.item in block.items)


def _item_step(guide: Guide, section: Section, item: Span, number: int, noun: str) -> Step:
    match = _NAME.match(item.text)
    assert match is not None  # callers check
    opening = readable(match["bold"] or match["plain"]).rstrip(".:")
    name = re.sub(r"\s*\([^)]*\)$", "", opening)
    told = _TOLD_TIME.search(item.text) or _IN_BRACKETS.search(item.text[: match.end() + 40])
    times: tuple[Told, ...] = ()
    if told is not None:
        start, end = item.start + told.start(), item.start + told.end()
        span = Span(start=start, end=end, text=guide.text[start:end])
        times = (Told(span=span, text=told["time"], name="Time"),)
    return Step(
        guide=guide,
        section=section,
        number=number,
        name=name,
        label=f"{noun.capitalize()} {number}, {name}",
        heading=_opening(guide, item, match.end()),
        end=item.end,
        times=times,
        item=item,
    )


def _opening(guide: Guide, item: Span, length: int) -> Span:
    """An item's number with the first `length` characters of its text, the full stop after a bold name included."""
    number = re.search(r"\d{1,3}[.)]\s+\Z", guide.text[max(0, item.start - 12) : item.start])
    start = item.start - len(number[0]) if number else item.start
    end = item.start + len(item.text[:length].rstrip(" \t-–—:"))
    return Span(start=start, end=end, text=guide.text[start:end])


def names_beyond(question: Question, steps: Sequence[Step], part: str | None = None) -> bool:
    """Whether a question, or a part of it, names anything beside these steps and the guide's subject.

    "Be an expert in X before step 3" asks not of the step.
    """
    over = subject_terms(steps[0].guide).union(*(stems(step.name) for step in steps))
    within = question.asked if part is None else set(part.split())
    words = (word for word in question.content if word in within and word not in DONE_WITH_A_THING)
    return any(not lexical_support(word, over) for word in words)
