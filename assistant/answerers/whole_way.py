"""Whether a question is about the way into a career as a whole, and not about a thing or a step on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.series import Step, numbered_series, series_noun
from assistant.context import subject_terms
from assistant.question import Question, named_words
from assistant.support import same_thing, stems
from corpus.guide import Guide
from corpus.layout import PART_NOUNS, STEP_NOUNS

_SCHOOLING = re.compile(  # where the visitor stands on the way: "how to become a chef after 12th"
    r"\bafter (?:(?:my|the|passing|completing|class|std) )*"
    r"(?:\d{1,2}(?:th|nd|rd)|tenth|twelfth|plus two|inter(?:mediate)?|school|graduation|college|degree|diploma|"
    r"b\.?tech|b\.?sc|b\.?com|b\.?a|b\.?e)\b"
)

_OF_A_BOOK = frozenset(PART_NOUNS) - frozenset(STEP_NOUNS)
_OF_THE_WAY = re.compile(
    rf"(?:road|map|path|plan|route|way|journey|{'|'.join(STEP_NOUNS)})\w*|complete|learning|qualified|ready"
)


def asks_the_way(question: Question, guide: Guide) -> bool:
    """Whether the steps of a guide are asked for, all of them."""
    steps = numbered_series(guide)
    return (
        len(steps) > 1
        and question.asks("roadmap")
        and not (of_a_book(question, steps) or names_more_than(question, steps))
    )


def of_a_book(question: Question, steps: Sequence[Step]) -> bool:
    """Whether the steps of a guide are its chapters, which are no way unless they are asked for as such."""
    noun = series_noun(steps)
    return noun in _OF_A_BOOK and not {noun, f"{noun}s"} & set(question.folded.split())


def names_more_than(question: Question, steps: Sequence[Step], *, counted: str = "") -> bool:
    """Whether a question names anything beside what is `counted`, the guide's subject and the visitor's schooling."""
    subject = subject_terms(steps[0].guide)
    time = same_thing("time") | same_thing("weeks")
    said = set(_SCHOOLING.sub(" ", question.folded).split())
    # What is listed names something ("which algorithms are in the roadmap"); what is added up does not ("total weeks").
    words = named_words(question) if question.asks("total", "duration") else question.content
    asked = question.asked & said - {counted}
    named = [word for word in words if word in asked and not _OF_THE_WAY.match(word)]
    return any(not stems(word) <= subject and not stems(word) <= time for word in named)
