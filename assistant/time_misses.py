"""Times that look given and are not: no date of the event, another scale, or how long the thing holds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.context import context_text
from assistant.evidence import Evidence, pooled
from assistant.figure_kinds import VALID
from assistant.question import Question, with_digits
from assistant.support import stems
from corpus.guide import Table
from corpus.sentences import split_sentences

_WHICH_MONTH = re.compile(r"\b(?:which|what) (?:month|week|year|semester)\b")
_EVENT = re.compile(
    r"\b(?:exams?|tests?|results?|admissions?|notifications?|forms?|counselling|interviews?|batch(?:es)?)\b"
)
_DATE = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:uary|ruary|ch|il|e|y|ust|t?ember|ober)?\b|"
    r"(?<!since )\b(?:19|20)\d\d\b|\b(?:once|twice|times) (?:a|in|every)\b"
)
_SEASON = re.compile(r"\b(?:every|spring|summer|autumn|winter|monsoon|any ?time|monthly|yearly|quarter\w*)\b")
_HOW_MANY_UNITS = re.compile(r"\bhow many (minutes|hours|days|weeks|months|years)\b(?! (?:old|of experience))")
_HOW_LONG_IN = re.compile(r"\bhow long\b.* in (minutes|hours|days|weeks|months|years)$")
_SHORT_TIMES = re.compile(r"\b(?:minutes?|mins?|hours?|hrs?|hourly|[ap]\.?m|o.clock)\b|\d:\d\d|\d[ap]m\b")
_LONG_TIMES = re.compile(r"\b(?:days?|weeks?|months?|years?|semesters?|daily|weekly|monthly|yearly|annual\w*)\b")


def time_not_given(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether a time, date or share is asked for, and the best evidence surely gives none of what is meant."""
    best = evidence[0]
    return (
        _clock_or_date_not_given(question, evidence)
        or _time_of_another_scale(question, best)
        or _only_says_how_long_valid(question, best)
    )


def _clock_or_date_not_given(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether a time of day, a date or a share is asked for and nothing near the best evidence gives one."""
    if question.kind not in ("clock", "date", "share") or _WHICH_MONTH.search(question.folded):
        return False
    if evidence[0].is_read_surely and question.kind == "date":
        return False
    beside = () if question.kind == "share" else evidence[:3]
    near = (*beside, *pooled(evidence))
    if question.kind == "date" and (events := stems(" ".join(_EVENT.findall(question.asking)))):
        return not any(item.kind_fits and _dates_an_event(item, events) for item in near)
    return not any(item.kind_fits for item in near)


def _dates_an_event(item: Evidence, events: frozenset[str]) -> bool:
    """Whether a passage has a date, or a sentence of it names a season for the event; a weekday dates no exam."""
    text = item.passage.text
    if _DATE.search(text):
        return True
    headed = bool(stems(" ".join(item.passage.path)) & events)
    parts = (span.text for span in split_sentences(text, 0, len(text)))
    return any(_SEASON.search(part) for part in parts if headed or stems(part) & events)


def _only_says_how_long_valid(question: Question, best: Evidence) -> bool:
    """Whether it is asked how long a thing takes, and the only times of its row say how long it is valid."""
    if question.kind != "duration" or question.yes_no or best.kind_fits or not isinstance(best.block, Table):
        return False
    heads = " ".join(cell.text for cell in best.block.header.cells)
    return bool(VALID.search(heads)) and not VALID.search(question.folded)


def _time_of_another_scale(question: Question, best: Evidence) -> bool:
    """Whether it is asked how many months something takes, and there are only minutes or hours, or the other way."""
    asked = _HOW_MANY_UNITS.search(question.asking) or _HOW_LONG_IN.search(question.asking)
    if asked is None or question.yes_no:
        return False
    said = with_digits(context_text(best.guide, best.passage).lower())
    short, long = (bool(unit.search(said)) for unit in (_SHORT_TIMES, _LONG_TIMES))
    return (long and not short) if _SHORT_TIMES.search(asked[1]) else (short and not long and asked[1] != "days")
