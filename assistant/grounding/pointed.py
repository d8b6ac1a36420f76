"""An answer about a numbered thing rests on that thing: "it takes 4-8 weeks" about step 3 on no other step's line.

The figure, the unit and the quote may all be right and the answer wrong, since "it" is what the question names. So
where the question numbers a section and the sentence names neither it nor another, its quotes have to be of that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.grounding.amounts import amounts
from assistant.grounding.backing import Backing
from assistant.grounding.text import ordinary_words, plain, words
from assistant.question import numbered_things
from assistant.support import stems
from index.lexical import STOP_WORDS, fold

_OTHERS = re.compile(
    r"\b(?:next|then|after(?:wards)?|before(?:hand)?|later|earlier|previous|following|other|another|first|last|finally|"
    r"whole|overall|total|all|each|every|both|alongside|while|once)\b",
    re.I,
)


def pointed_faults(sentence: str, backing: Backing, asked: str = "") -> Iterator[str]:
    """Whether a sentence (plain text) answers about one numbered thing from the quotes of others."""
    wanted = _numbered(plain(asked)) | {
        (stem, place) for place, noun in numbered_things(fold(asked).lower()) for stem in stems(noun)
    }
    if len(wanted) != 1 or _OTHERS.search(sentence):
        return
    ((name, number),) = wanted
    if any(one == name for one, _ in _numbered(sentence)):
        return
    headings = [
        (plain(part), own)
        for quote in backing.quotes
        for part in quote.section.path
        if (own := {place for one, place in _numbered(plain(part)) if one == name})
    ]
    elsewhere = len(headings) == len(backing.quotes) and all(number not in own for _, own in headings)
    if elsewhere and not any(_names(sentence, heading, asked) for heading, _ in headings):
        yield f"The question is about {name} {number:g}, and the quotes that the sentence cites are of another."


def _numbered(text: str) -> set[tuple[str, float]]:
    return {(amount.name, amount.low) for amount in amounts(text) if amount.kind == "series" and amount.name}


def _names(sentence: str, heading: str, asked: str) -> bool:
    """Whether a sentence names a section by its heading, beside what the question says."""
    telling = {
        stem
        for word in words(heading)
        if word.lower not in STOP_WORDS and word.lower not in ordinary_words() and not word.lower[0].isdigit()
        for stem in stems(word.lower)
    }
    return bool((telling - stems(asked)) & stems(sentence))
