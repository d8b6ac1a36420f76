"""What makes a statement weaker or narrower is kept: "almost every", "seldom", "last year", the "%" of a figure.

And a "yes" or "no" that only a figure of the question makes true is left out: to compare the two is the reader's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.grounding.amount_faults import figures
from assistant.grounding.amounts import amounts
from assistant.grounding.backing import Backing
from assistant.grounding.close_forms import listed, weighty_words
from assistant.grounding.denying import DENIES
from assistant.grounding.openings import OPENING
from assistant.grounding.text import FIGURE, Word, plain, words

_PERCENT = re.compile(r"\s?(?:%|per ?cent\b|(?:-|to|and|or|,)\s?\d)")  # right behind a figure, or behind the next


def close_degree_faults(sentence: str, backing: Backing, asked: str = "") -> Iterator[str]:
    """Where a sentence (plain text) says outright what its quotes say by halves, of another time, or not at all."""
    if _concludes(sentence, backing, asked):
        yield "“Yes” or “no” does not stand in the cited passage; leave it out and say what the passage says."
    said = words(sentence)
    for place, word in enumerate(said):
        if _is_outright(word.lower, said, backing) or _has_lost_a_hedge(said, place, backing):
            yield f"The cited passage does not say “{word.text}” outright; take the passage's own words."
    for this, unit in zip(said, said[1:], strict=False):
        named = unit.lower.removesuffix("'s")
        if this.lower == "this" and named in listed("times") and f"this {named}" not in backing.text.lower():
            yield f"The cited passage does not have “this {named}”."
    for match in FIGURE.finditer(sentence):
        if _has_lost_its_percent(match, backing.text):
            yield f"The cited passage has “{match.group()}%” and not {match.group()}."


def _concludes(sentence: str, backing: Backing, asked: str) -> bool:
    """Whether a sentence says yes or no because a figure of the question is within a limit of the quotes, or not."""
    opening = OPENING.match(sentence)
    if not opening or any(OPENING.match(unit.text) for unit in backing.units if not unit.asks):
        return False
    limits = [one for one in amounts(sentence[opening.end() :]) if one.is_range or one.bound]
    return bool(limits) and not figures(plain(asked)) <= figures(backing.text)


def _is_outright(lower: str, said: Sequence[Word], backing: Backing) -> bool:
    """Whether a word is "never" and the like where the quotes have "seldom", and no plain denial."""
    if lower not in listed("outright") or any(one.lower in listed("seldom") for one in said):
        return False
    held = frozenset(one.lower for unit in backing.units for one in words(unit.spoken))
    return not held.isdisjoint(listed("seldom")) and not any(DENIES.fullmatch(one) for one in held - listed("seldom"))


def _has_lost_a_hedge(said: Sequence[Word], place: int, backing: Backing) -> bool:
    """Whether the quotes have a word of weight only behind an "almost" that the sentence leaves out."""
    word = said[place].lower
    if word not in weighty_words() or (place and said[place - 1].lower in listed("hedges")):
        return False
    before = [
        found[at - 1].lower if at else ""
        for unit in backing.units
        for found in (words(unit.text),)
        for at, one in enumerate(found)
        if one.lower == word
    ]
    return bool(before) and all(one in listed("hedges") for one in before)


def _has_lost_its_percent(match: re.Match[str], text: str) -> bool:
    there = [other for other in FIGURE.finditer(text) if other.group() == match.group()]
    percents = [text[other.end() :].lstrip()[:1] == "%" for other in there]
    return bool(percents) and all(percents) and not _PERCENT.match(match.string, match.end())
