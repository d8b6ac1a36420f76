"""Support of a sentence as a whole: are its quotes what it speaks of, or does another place of the guide say it?

Wording is free: words count by how rare they are in the guide, by stem and by other words for the same thing, and a
word that no guide needs a source for counts little. A mark that was moved shows in words that stand elsewhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.context import subject_terms
from assistant.grounding.amounts import amounts
from assistant.grounding.backing import Backing
from assistant.grounding.remainders import is_the_rest
from assistant.grounding.roundings import is_rounded
from assistant.grounding.shares import values
from assistant.grounding.text import Word, data, ordinary_words, plain, senses, without_contraction, words
from assistant.support import stems
from corpus.guide import Guide
from corpus.passages import PassageKind, guide_passages
from index.lexical import STOP_WORDS

LEAST = 0.22  # share of a sentence's weight that its quotes have to hold
NOTHING = 0.1  # the same, of what a definition says beside the words of the question
MARGIN = 0.3  # by which another passage may hold more of it
_DEFINES = re.compile(r"\b(?:(?:is|are) (?:an?|the|when|where|how)|means?|refers? to|stands? for)\b", re.I)
_UNKNOWN = 0.6  # weight of a word that the guide does not have, as a share of a rare one's
_FIGURE = 0.6
_LITTLE = 0.5  # weight of a whole sentence below which nothing in it can be held against a quote
_ROOT = 5  # letters of a stem that a derived word has to begin with: "interns", "internship"
_PAIR = 2  # "one of the two" counts what was named before
_FEW = 2  # words; where a sentence of fewer stands cannot be told


def wording_faults(sentence: str, backing: Backing, asked: str = "") -> Iterator[str]:
    """Whether a sentence (plain text) speaks of something else than its quotes.

    Of a definition not only the words of the question `asked` have to stand there: models know the world, and define
    what the guide only names.
    """
    for word in words(sentence):
        if word.lower in _sensitive() and not backing.says(word.lower):
            yield f"The quotes that the sentence cites say nothing of “{word.text}”."
    share, best = support(sentence, backing)
    if share < LEAST and _is_told_in_figures(sentence, backing):
        return
    if share < LEAST:  # free wording at times, but more often something that nobody wrote
        yield "The quotes that the sentence cites do not say this."
    elif (
        asked
        and _DEFINES.search(sentence)
        and support(sentence, backing, besides=frozenset(stems(plain(asked))))[0] < NOTHING
    ):
        yield "The quotes that the sentence cites do not define this."
    elif best > share + MARGIN:
        yield "Another place of the guide says this, not the quotes that the sentence cites."


@cache
def _sensitive() -> frozenset[str]:
    return frozenset(str(data()["sensitive"]["words"]).split())


def support(sentence: str, backing: Backing, *, besides: frozenset[str] = frozenset()) -> tuple[float, float]:
    """Shares of a sentence's weight, in [0, 1]: what its quotes hold, and the most that one other passage holds.

    Words with one of the stems `besides` do not count.
    """
    index = index_of(backing.guide)
    weights = [(meant, weight) for meant, weight in _weights(sentence, backing.guide) if not meant & besides]
    whole = sum(weight for _, weight in weights)
    if not whole:
        return 0.0, 0.0  # nothing in it can be held against a quote
    if whole < _LITTLE:
        return 1.0, 0.0  # "It is not needed": pronouns and ordinary words stand for what the quotes name
    told = _figures_told(sentence, backing)
    own = sum(
        weight
        for meant, weight in weights
        if meant & backing.stems or meant & (told | backing.named_before) or is_derived(meant, backing.stems)
    )
    own /= whole
    if own > 1 - MARGIN or len(weights) < _FEW:
        return own, 0.0
    scores = [0.0] * index.count
    for meant, weight in weights:
        for number in index.holding(meant):
            scores[number] += weight
    places = [(quote.span.start, quote.span.end) for quote in backing.quotes]
    best = max(
        (
            score
            for score, (start, end) in zip(scores, index.places, strict=True)
            if not any(start < last and first < end for first, last in places)
        ),
        default=0.0,
    )
    return own, best / whole


def _is_told_in_figures(sentence: str, backing: Backing) -> bool:
    """Whether a short sentence says little more than an amount of its quotes: "Budget one to two months"."""
    found = [one for one in amounts(sentence) if one.kind == "amount"]
    telling = [word for word in words(sentence) if word.lower not in STOP_WORDS | ordinary_words()]
    beside = [word for word in telling if not any(one.start <= word.start < one.end for one in found)]
    exact = [(said, unit.text) for unit in backing.units for said in amounts(unit.text)]
    return (
        bool(found)
        and not beside
        and all(
            is_rounded(one, sentence, exact)
            or any((one.low, one.high, one.unit) == (said.low, said.high, said.unit) for said, _ in exact)
            for one in found
        )
    )


def _figures_told(sentence: str, backing: Backing) -> frozenset[str]:
    """The stems of figures of a sentence that its quotes say in another way: 1.5 of "1.5 years" for 18 months."""
    held = {(said.low, said.high, said.unit) for said in backing.amounts}
    exact = [(said, unit.text) for unit in backing.units for said in amounts(unit.text)]
    told = (
        amount
        for amount in amounts(sentence)
        if (amount.low, amount.high, amount.unit) in held
        or is_rounded(amount, sentence, exact)
        or (amount.unit == "percent" and is_the_rest(amount, sentence, backing))
        or (amount.unit == "percent" and round(amount.low / 100, 4) in values(backing.text))
    )
    return frozenset(one for amount in told for figure in amount.figures for one in stems(f"{figure:g}"))


@lru_cache(maxsize=16_384)
def is_derived(meant: frozenset[str], held: frozenset[str]) -> bool:
    """Whether the quotes have a word that begins with one of these stems, or the other way round."""
    return any(
        len(one) >= _ROOT and len(other) >= _ROOT and (one.startswith(other) or other.startswith(one))
        for one in meant
        for other in held
    )


@lru_cache(maxsize=8_192)
def _weights(sentence: str, guide: Guide) -> tuple[tuple[frozenset[str], float], ...]:
    index = index_of(guide)
    subject = subject_terms(guide)
    found: dict[str, tuple[frozenset[str], float]] = {}
    found_amounts = [amount for amount in amounts(sentence) if amount.kind == "amount"]
    for word in words(sentence):
        lower = without_contraction(word.lower)
        if lower in STOP_WORDS or lower[0].isdigit() or stems(lower) <= subject:
            continue
        if any(amount.start <= word.start < amount.end for amount in found_amounts):
            continue  # the parts of "forty-five per cent" are no words of their own
        meant = senses(lower)
        if (weight := _weight(word, meant, index)) > 0:
            found[lower] = (meant, weight)
    for figure in re.findall(r"\d[\d,]*(?:\.\d+)?", sentence):  # who has the figures is the likelier source
        found.setdefault(figure, (frozenset(stems(figure)), _FIGURE))
    for amount in found_amounts:  # "forty-five" is the figure 45
        if amount.in_words and (amount.low > _PAIR or amount.unit and amount.low > 1):
            for value in amount.figures:
                found.setdefault(amount.text.lower(), (frozenset(stems(f"{value:g}")) | senses(amount.text), _FIGURE))
    return tuple(found.values())


def _weight(word: Word, meant: frozenset[str], index: _Index) -> float:
    own = stems(word.lower)
    held = max((len(index.of_stem.get(stem, ())) for stem in own), default=0)
    rare = math.log(1 + index.count / (1 + held)) / math.log(1 + index.count)
    if word.lower in ordinary_words():
        return 0.15 * rare if held else 0.0
    if not held:
        return _UNKNOWN * (1.0 if not index.holding(meant) else 0.5)
    return rare


class _Index:
    """Which passages of a guide hold which stems."""

    def __init__(self, guide: Guide) -> None:
        passages = [one for one in guide_passages(guide) if one.kind is not PassageKind.HEADING]
        self.count = len(passages)
        self.places = [(one.start, one.end) for one in passages]
        self.of_stem: dict[str, set[int]] = {}
        for number, passage in enumerate(passages):
            for stem in stems(plain(passage.text)) | stems(plain(passage.indexed)):
                self.of_stem.setdefault(stem, set()).add(number)

    def holding(self, meant: frozenset[str]) -> set[int]:
        """The passages with any of these stems."""
        found: set[int] = set()
        for stem in meant:
            found |= self.of_stem.get(stem, set())
        return found


@lru_cache(maxsize=32)
def index_of(guide: Guide) -> _Index:
    """The index of a guide's passages."""
    return _Index(guide)
