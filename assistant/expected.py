"""Which of the nearest expected questions may be meant: sentence vectors do not tell "pay" from "pay in the USA"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache

from assistant.context import home_of
from assistant.language import fold, load_language
from assistant.question import Question, place_words, read_question
from corpus.guide import Guide
from index.anticipated import Nearest


def that_may_be_meant(question: Question, nearest: Nearest, guide: Guide) -> Nearest:
    """The nearest expected questions of a guide without the uncovered ones on a place that the question does not name.

    The place that the guide is about need not be named.
    """
    place_of = load_language().place_of
    named = {place_of[word] for word in place_words(question.folded)} | {home_of(guide)}
    kept = tuple(near for near in nearest.uncovered if _places_in(near.question) <= named)
    return nearest if len(kept) == len(nearest.uncovered) else replace(nearest, uncovered=kept)


@lru_cache(maxsize=8_192)
def _places_in(text: str) -> frozenset[str]:
    """The places that an expected question names, each by its one name."""
    if _parts_of_places().isdisjoint(text.lower().replace("?", "").replace(",", "").split()):
        return frozenset()  # most name none, and eight are looked at for every question
    if not place_words(fold(text)):
        return frozenset()
    place_of = load_language().place_of
    return frozenset(place_of[word] for word in read_question(text).places)


@cache
def _parts_of_places() -> frozenset[str]:
    """The words that the names of places are made of."""
    return frozenset(part for name in load_language().place_of for part in name.split("-"))
