"""Which of the nearest expected questions may be meant: sentence vectors do not tell "pay" from "pay in the USA"."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from assistant.language import fold, load_language
from assistant.question import Question, place_words, read_question
from index.anticipated import Nearest


def that_may_be_meant(question: Question, nearest: Nearest) -> Nearest:
    """The nearest expected questions without the uncovered ones on a place that the question does not name."""
    place_of = load_language().place_of
    named = {place_of[word] for word in place_words(question.folded)}
    kept = tuple(near for near in nearest.uncovered if _places_in(near.question) <= named)
    return nearest if len(kept) == len(nearest.uncovered) else replace(nearest, uncovered=kept)


@lru_cache(maxsize=8_192)
def _places_in(text: str) -> frozenset[str]:
    """The places that an expected question names, each by its one name."""
    if not place_words(fold(text)):
        return frozenset()
    place_of = load_language().place_of
    return frozenset(place_of[word] for word in read_question(text).places)
