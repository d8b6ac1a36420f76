"""Figures that look given and are not: of another thing, the other bound, another count, or only taken for granted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.worked_out import answer_worked_out
from assistant.evidence import Evidence, pooled
from assistant.figure_kinds import says_the_most
from assistant.language import read_data
from assistant.question import Question, named_words, with_digits
from assistant.support import kin, lexical_support, stems
from corpus.guide import Table
from index.search import Index

_GIVEN = re.compile(r"^why\b|^(?:since|as|because) (?:it|this|that|the \w+) ")  # what follows is taken for granted
_TIMES = re.compile(r"\b(\d+)(?: ?(?:-|to) ?\d+)? ?\+? ?(minute|hour|day|week|month|year|%)s?")
_UPPER = re.compile(r"\b(?:max|maximum|upper) (?:\w+ )?(?:age|marks|height|weight|limit|attempts|experience)\b")
_LOWER = re.compile(r"\b(?:min|minimum|lower) (?:\w+ )?(?:age|marks|height|weight|limit|attempts|experience)\b")
_AT_LEAST = re.compile(r"\b(?:at least|not (?:below|under|less than)|or (?:over|above|older|more)|from|onwards)\b")
_AT_MOST = re.compile(
    r"\b(?:at most|up to|until|below|under|not (?:above|over|more than)|no upper|or (?:less|younger))\b"
)
_RATE_OF = re.compile(r"\b([a-z]{4,}) (?:rate|percentage)\b")
_OF_LOANS = frozenset(["interest"])
_OF_ANY_RATE = frozenset(
    [
        "what",
        "which",
        "that",
        "this",
        "their",
        "your",
        "average",
        "high",
        "higher",
        "low",
        "lower",
        "good",
        "exact",
        "overall",
        "current",
        "same",
    ]
)
_PASSING = frozenset(["pass", "passing", "success", "clearing", "selection", "acceptance", "failure", "fail"])
_SCORE = re.compile(
    r"\b(?:ranks?|scores?|marks?|percent\w*|cut ?-?offs?|closing|points|pass(?:es|ing)?|out of)\b|%", re.I
)
_SCORE_ASKED = re.compile(
    r"\b(?:what|which|passing|pass|minimum|qualifying) (?:\w+ ){0,2}?(?:ranks?|scores?|marks?|percentile)\b|"
    r"\bcut ?-?offs?\b"
)
_NUMBER = re.compile(
    r"\d|\b(?:half|third|quarter|none|no|any|simple|only|just|one|two|three|four|five|six|seven|eight|nine|ten|twenty|"
    r"thirty|forty|fifty|sixty|seventy|eighty|ninety)\b",
    re.I,
)
_ALONE = re.compile(
    r"\b(?:does|do|is|are|was|for|of|in|at) (?:only|just) (?:(?:the|an?) )?"
    r"(?P<after>(?!for\b|in\b|of\b|to\b|with\b|at\b|on\b)(?:[\w-]+ ?){1,3})|"
    r"(?P<before>(?:[\w-]+ ){1,2})(?:alone|itself|only)\b"
)
_HOURS_AT_WORK = re.compile(r"\bhours?\b.*\b(?:works?|working|office|duty|shifts?)\b|\b(?:work|office|duty) hours\b")
_LEARNING = re.compile(r"\b(?:learn\w*|stud(?:y|ies|ied|ying)|practi[cs]\w*|preparation|revis\w*)\b")
_WORKING = re.compile(r"\b(?:works?|working|office|duty|shifts?|job|desk|site|counter|on the floor)\b")
_COUNTED = re.compile(r"\bhow many (?:\w+ )??(\w{2,}s|people)\b")
_PEOPLE = frozenset(read_data("words.toml")["people"].split())


def figure_not_given(question: Question, evidence: Sequence[Evidence], index: Index) -> bool:
    """Whether a bound, a count, a rate or a score is asked for, and the best evidence surely gives that of no such."""
    best = evidence[0]
    return (
        _other_bound(question, best)
        or _counts_something_else(question, evidence, index)
        or _rate_of_something_else(question, best)
        or _score_not_given(question, evidence)
        or _of_more_than_asked(question, evidence)
        or _hours_of_study(question, best)
    )


def _counts_something_else(question: Question, evidence: Sequence[Evidence], index: Index) -> bool:
    """Whether a number of something is asked for that neither the best evidence nor its heading speaks of."""
    counted = _COUNTED.search(question.asking)
    best = evidence[0]
    if question.kind != "count" or counted is None or best.is_read_surely:
        return False
    if question.asks("amount", "duration") or not index.in_model_vocabulary(counted[1]):
        return False  # money and time are told in other words, a misspelt word may mean anything
    words = _PEOPLE if counted[1] in _PEOPLE else {counted[1]}
    if not words & (_PEOPLE | set(question.asked)):
        return False
    said = any(lexical_support(word, item.context) for word in words for item in pooled(evidence))
    return not said and answer_worked_out(question, evidence) is None


def _other_bound(question: Question, best: Evidence) -> bool:
    """Whether the highest age or the like is asked for and the evidence tells the lowest alone, or the other way."""
    said = _with_heads(best).lower()
    upper, lower = (bool(bound.search(question.folded)) for bound in (_UPPER, _LOWER))
    if upper is lower or question.asks("comparison") or re.search(r"\d ?(?:[-–—]|to) ?\d", said):
        return False
    asked, other = (_UPPER, _LOWER) if upper else (_LOWER, _UPPER)
    told = _AT_MOST if upper else _AT_LEAST
    return bool(other.search(said)) and not (asked.search(said) or told.search(said))


def _of_more_than_asked(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether a figure of one thing alone is asked for ("only the knots"), and the best evidence does not name it."""
    if question.yes_no or question.kind not in ("amount", "duration", "count"):
        return False
    alone = _ALONE.search(question.asking)
    words = [word for word in (alone["after"] or alone["before"]).split() if word in question.asked] if alone else []
    said = [
        stems(f"{item.passage.path[-1] if item.passage.path else ''} {item.passage.text}") for item in pooled(evidence)
    ]
    return bool(words) and not any(lexical_support(words[0], one) for one in said)


def _hours_of_study(question: Question, best: Evidence) -> bool:
    """Whether hours at work are asked for, and the best evidence tells those of learning."""
    if not _HOURS_AT_WORK.search(question.folded):
        return False
    said = best.passage.text.lower()
    return bool(_LEARNING.search(said)) and not _WORKING.search(said)


def _with_heads(best: Evidence) -> str:
    """A passage's text; of a table's row with the heads of its columns, which say what its figures bound."""
    if not isinstance(best.block, Table) or best.passage.part is None:
        return best.passage.text
    return " ".join(cell.text for cell in (*best.block.header.cells, *best.block.rows[best.passage.part].cells))


def _score_not_given(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether a score, rank or number of marks is asked for, and the best evidence has such a word without a figure.

    A sentence is told with those beside it.
    """
    best = evidence[0]
    if question.yes_no or not _SCORE_ASKED.search(question.asking) or question.asks("comparison", "list"):
        return False
    if isinstance(best.block, Table):
        rows = best.block.rows if best.passage.part is None else (best.block.rows[best.passage.part],)
        asked = stems(question.text)
        rows = tuple(row for row in rows if stems(row.cells[0].text) <= asked) or rows
        heads = best.block.header.cells
        above = " ".join((*best.passage.path[1:], heads[0].text))
        said = [
            f"{above} {row.cells[0].text} {heads[at].text}\n{row.cells[at].text}"
            for row in rows
            for at in range(1, len(heads))
        ]
        return not any(_SCORE.search(cell) and _NUMBER.search(cell.partition("\n")[2]) for cell in said)
    beside = (item.passage.text for item in pooled(evidence))
    return not (_NUMBER.search(best.passage.text) or any(_SCORE.search(t) and _NUMBER.search(t) for t in beside))


def _rate_of_something_else(question: Question, best: Evidence) -> bool:
    """Whether a rate or percentage is asked for of what the evidence does not speak of: an "interest rate"."""
    said = stems(best.passage.text)
    for word in _RATE_OF.findall(question.folded):
        meant = _PASSING if word in _PASSING else (word,)
        names = word in _PASSING or word in _OF_LOANS or word in question.asked - _OF_ANY_RATE
        if names and not any(lexical_support(one, said) or kin(one, said) for one in meant):
            return True
    return False


def figure_of_something_else(question: Question, best: Evidence, index: Index) -> bool:
    """Whether a figure is asked for of something that the guide names, but not where the best evidence stands."""
    if question.kind not in ("amount", "duration") or question.yes_no:
        return False
    support = dict(zip(question.content, best.support, strict=True))
    return any(
        support[word] < 0.3 and index.knows(word, best.guide.id) and word not in question.attribute_words
        for word in question.asked.intersection(named_words(question))
    )


def takes_for_granted(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether a figure is taken for granted that the guide does not have there, or of a why, anything hardly told."""
    if not _GIVEN.search(question.folded):
        return False
    asked = with_digits(question.folded)
    there = with_digits(" ".join(item.passage.text for item in pooled(evidence)).lower())
    times = set(_TIMES.findall(there))
    if any(time not in times for time in _TIMES.findall(asked)):
        return True
    if any(not re.search(rf"\b{n}\b", evidence[0].guide.text) for n in re.findall(r"\b\d+\b", asked)):
        return True
    if not asked.startswith("why"):
        return False
    places = [place for place, word in enumerate(question.content) if word in question.asked]
    said = sum(any(item.support[place] >= 0.5 for item in pooled(evidence)) for place in places)
    return bool(places) and said < 0.4 * len(places)


def wants_another_kind(question: Question, best: Evidence) -> bool:
    """Whether a figure or time is asked for and the best evidence holds none."""
    figure = question.kind in ("amount", "duration", "date", "clock") and not (
        question.yes_no or question.asks("comparison")
    )
    return figure and not best.kind_fits and not says_the_most(question, best.passage.text)
