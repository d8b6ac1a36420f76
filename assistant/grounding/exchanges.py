"""Two parts of a sentence, each with a quote of its own, that have changed a word over: each has the other's.

"Wood: veneer and terrazzo [1]; stone: granite and laminate [2]", where terrazzo is in [2] and laminate in [1].
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from assistant.answerers.draft import Quote
from assistant.grounding.backing import Backing, backing_of
from assistant.grounding.text import ordinary_words, senses, without_contraction, words
from assistant.grounding.wording import is_derived
from index.lexical import STOP_WORDS


def exchange_faults(parts: Sequence[tuple[str, Sequence[Quote]]]) -> Iterator[str]:
    """Words of parts (plain texts with the quotes of their own marks) that stand in each other's quotes only."""
    backed = [(text, backing_of(quotes)) for text, quotes in parts if quotes]
    for (one, own), (other, others) in combinations(backed, 2):
        if set(own.quotes) & set(others.quotes):
            continue
        here, there = _foreign(one, own, others), _foreign(other, others, own)
        if here and there:
            yield f"“{here[0]}” and “{there[0]}” each stand in the other one's quote."
            return


def _foreign(text: str, own: Backing, other: Backing) -> list[str]:
    """The words of a part that its own quotes have in no form, and the other part's have."""
    found = []
    for word in words(text):
        lower = without_contraction(word.lower)
        if lower in STOP_WORDS or lower in ordinary_words() or lower[0].isdigit():
            continue
        meant = senses(lower)
        if not meant & own.stems and not is_derived(meant, own.stems) and meant & other.stems:
            found.append(word.text)
    return found
