"""The numbered step that a question names by what it is about, not by number: "hours for the portfolio stage"."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.question import Question
from assistant.support import stems
from corpus.guide import Guide

_BEFORE_NOUN = re.compile(r"\b((?:[\w&+-]+ ){1,4})(?:step|stage|phase|milestone|module)\b(?! \d)")


def step_named(question: Question, guide: Guide) -> int | None:
    """The number of the only step whose heading, or else text, holds the words right before "stage" or the like."""
    if question.step is not None or (match := _BEFORE_NOUN.search(question.folded)) is None:
        return None
    words = [word for word in match[1].split() if word in question.content]
    held = {stem for word in words for stem in stems(word)}
    if not held:
        return None
    headed, said = ({number for number, *texts in _numbered(guide) if held <= texts[place]} for place in (0, 1))
    numbers = headed or said
    return numbers.pop() if len(numbers) == 1 else None


@lru_cache(maxsize=256)
def _numbered(guide: Guide) -> tuple[tuple[int, frozenset[str], frozenset[str]], ...]:
    """Number, stems of the heading and stems of the blocks of every numbered section."""
    return tuple(
        (section.number, stems(section.path[-1]), stems(" ".join(block.span.text for block in section.blocks)))
        for section in guide.sections
        if section.number and section.path
    )
