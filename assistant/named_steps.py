"""The step that a question names by what it is about ("the portfolio stage"), or as the guide numbers it ("week 3")."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from assistant.context import sections_below
from assistant.question import Question, named_words, with_digits
from assistant.support import stems
from corpus.guide import Guide
from corpus.layout import NUMBERED_NOUNS, STEP_NOUNS
from index.lexical import terms

_BEFORE_NOUN = re.compile(rf"\b((?:[\w&+-]+ ){{1,4}})(?:{'|'.join(STEP_NOUNS)})\b(?! \d)")
_NUMBERED_SO = re.compile(rf"\b({'|'.join(NUMBERED_NOUNS)}) (\d{{1,2}})\b")


@dataclass(frozen=True, kw_only=True)
class NamedStep:
    """A step of a guide by its number, and the words of the question that name it."""

    number: int
    words: frozenset[str]


@lru_cache(maxsize=1_024)
def step_named(question: Question, guide: Guide) -> NamedStep | None:
    """The step whose heading, or else text, holds the words right before "stage" or the like; or that is "week 3".

    None where several do equally; a text that says them more often than every other one holds them.
    """
    if question.step is not None or question.steps:
        return None
    if numbered := _numbered_so(question, guide):
        return numbered
    if (match := _BEFORE_NOUN.search(question.folded)) is None:
        return None
    named = named_words(question)
    words = [word for word in match[1].split() if word in named]
    held = {stem for word in words for stem in stems(word)}
    if not held:
        return None
    steps = _numbered(guide)
    found = [step.number for step in steps if held <= step.heading]
    if not found:
        said = [sum(step.said[stem] for stem in held) if held <= step.said.keys() else 0 for step in steps]
        found = [step.number for step, times in zip(steps, said, strict=True) if times and times == max(said)]
    return NamedStep(number=found[0], words=frozenset(words)) if len(found) == 1 else None


def _numbered_so(question: Question, guide: Guide) -> NamedStep | None:
    """The section called "Week 3" of a question that says "week 3"; in another guide that is a time or a rank."""
    for noun, number in _NUMBERED_SO.findall(with_digits(question.folded)):
        if any(step.number == int(number) and stems(noun) <= step.heading for step in _numbered(guide)):
            return NamedStep(number=int(number), words=frozenset((noun, number)))
    return None


@dataclass(frozen=True, kw_only=True)
class _Numbered:
    """A numbered section: the stems of its heading, and how often its blocks say each stem."""

    number: int
    heading: frozenset[str]
    said: Counter[str]


@lru_cache(maxsize=256)
def _numbered(guide: Guide) -> tuple[_Numbered, ...]:
    return tuple(
        _Numbered(
            number=section.number,
            heading=stems(section.path[-1]),
            said=Counter(
                terms(
                    " ".join(block.span.text for part in (section, *sections_below(guide, at)) for block in part.blocks)
                )
            ),
        )
        for at, section in enumerate(guide.sections)
        if section.number and section.path
    )
