"""Opposites and quantities of words, held against the clause of the quotes that speaks of the same thing.

"Before" for "after", "first" for "last", "all" for "most", "always" for "usually", "must" for "may": the nearest clause
of the quotes decides, not the quotes as a whole, which may hold both for different things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from assistant.grounding.backing import Backing
from assistant.grounding.clauses import clauses, denying_words
from assistant.grounding.order import ORDERING, is_straight, opposite_words, opposites_idioms, sides_of
from assistant.grounding.text import data, number_words, senses, stem, words
from index.lexical import STOP_WORDS

_CUT = re.compile(
    r"[;:](?!\d)|,(?!\d)|\s-\s|\b(?:while|whereas|but|and|or|because|since|so|than|against"
    r"|(?:even )?though|although|even as|despite)\b",
    re.I,
)
_ORDER = ("first", "second", "third", "fourth", "fifth", "sixth", "next", "last", "final")


class _Piece(NamedTuple):
    text: str
    tokens: frozenset[str]
    denies: bool


@lru_cache(maxsize=16_384)
def _pieces(text: str) -> tuple[_Piece, ...]:
    parts = [text, *(_CUT.split(text) if _CUT.search(text) else ())][1:] or [text]
    made = (_Piece(part, _tokens(part), any(clause.denials for clause in clauses(part))) for part in parts)
    return tuple(piece for piece in made if piece.text.strip())


@lru_cache(maxsize=16_384)
def _tokens(text: str) -> frozenset[str]:
    return frozenset(
        stem(word.lower)
        for word in words(text)
        if word.lower not in STOP_WORDS and word.lower not in opposite_words() and word.lower not in _quantities()
    )


@lru_cache(maxsize=65_536)
def _meant(tokens: frozenset[str]) -> frozenset[str]:
    return tokens.union(*(senses(one) for one in tokens)) if tokens else tokens


def opposition_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Words of a sentence (plain text) whose opposite stands in the clause of the quotes that they rest on."""
    held = [piece for unit in backing.units if not unit.asks for piece in _pieces(unit.spoken)]
    if not held:
        return
    straight = is_straight(sentence, backing)
    both = _both_sides(sentence) & _both_sides(backing.text)
    for own in _pieces(sentence):
        near = _nearest(own, held)
        if not near:
            continue
        if not any(unit.row is not None for unit in backing.units):
            said = {word for _, word in _compared(own.text) & _compared(backing.text)}
            turned = _turned(own, near, straight=straight, both=both)
            yield from (fault for word, fault in turned if word not in said)
        yield from _another_quantity(own, near, backing)
    yield from _another_place(sentence, backing)
    yield from _universal(sentence, backing)


def _nearest(own: _Piece, held: list[_Piece]) -> list[_Piece]:
    meant = _meant(own.tokens)
    # of pieces that share as much by sense, the one with the very words is meant
    scores = [(len(meant & piece.tokens), len(own.tokens & piece.tokens)) for piece in held]
    best = max(scores)
    return [piece for piece, score in zip(held, scores, strict=True) if score == best] if best[0] else []


def _both_sides(text: str) -> frozenset[int]:
    """The pairs of opposites of which a text has both sides: "starts" of one and "finishes" of another."""
    sides = sides_of(text)
    return frozenset(side.pair for side in sides if side.turned in sides)


@lru_cache(maxsize=16_384)
def _compared(text: str) -> frozenset[tuple[str, str]]:
    """Figures with the word of comparison right behind them: "15% less"."""
    return frozenset((match[1], match[2].lower()) for match in _FIGURE_COMPARED.finditer(text))


_FIGURE_COMPARED = re.compile(
    r"(\d[\d,.]*) ?(?:%|per cent|percent|[a-z]+)? (more|less|fewer|higher|lower|longer|shorter|later|earlier)\b", re.I
)


def _turned(own: _Piece, near: list[_Piece], *, straight: bool, both: frozenset[int]) -> Iterator[tuple[str, str]]:
    """The words of a piece whose opposite the nearest pieces have, each with what is wrong with it."""
    if any(piece.denies != own.denies for piece in near):
        return
    sides = sides_of(own.text)
    there = {side: word for piece in near for side, word in sides_of(piece.text).items()}
    turned = {
        side: word
        for side, word in sides.items()
        # "A comes after B" for "B comes before A" is straight
        if not (straight and word in ORDERING)
        and side.turned in there
        and side not in there
        and side.turned not in sides
        and not _stands(word, near)
        and not (own.denies and {word, there[side.turned]} & denying_words())  # "not without" for "with"
    }
    if len(turned) == 1 and next(iter(turned)).pair in both:
        return  # "starts later" beside "finish later": the quotes and the sentence speak of both
    for side, word in turned.items():
        yield word, f"“{word}” is the opposite of what its quotes say (“{there[side.turned]}”)."


def _stands(word: str, near: list[_Piece]) -> bool:
    return any(word in piece.text.lower() for piece in near)


@cache
def _quantities() -> dict[str, str]:
    raw: Any = data()["quantities"]
    return {word: name for name, listed in raw.items() if name != "idioms" for word in listed.split()}


@cache
def _no_quantities() -> re.Pattern[str]:
    raw: Any = data()["quantities"]
    return re.compile(raw["idioms"], re.I)


_NEARLY_ALL = re.compile(r"\b(?:nearly|almost) (?:all|every|each|everyone|everybody)\b", re.I)
_AT_LEAST_ONE = re.compile(r"\bat least (?:one|1)\b(?! of\b)", re.I)
_NEARLY_ALWAYS = re.compile(r"\b(?:nearly|almost) always\b", re.I)


@lru_cache(maxsize=16_384)
def _quantities_in(text: str) -> dict[str, str]:
    text = _AT_LEAST_ONE.sub("some", _NEARLY_ALWAYS.sub("usually", _NEARLY_ALL.sub("most", text)))
    bare = opposites_idioms().sub(" ", _no_quantities().sub(" ", text))
    return {name: word.lower for word in words(bare) if (name := _quantities().get(word.lower))}


def _another_quantity(own: _Piece, near: list[_Piece], backing: Backing) -> Iterator[str]:
    """All for most, always for usually, must for may."""
    mine = _quantities_in(own.text)
    if own.denies or (any(piece.denies for piece in near) and "always" not in mine):
        return
    theirs = {name: word for piece in near for name, word in _quantities_in(piece.text).items()}
    whole = _quantities_in(backing.text)
    for name, word in mine.items():
        rivals = {other: said for other, said in theirs.items() if other != name and other in _RIVALS[name]}
        if rivals and name not in theirs and (name not in whole or name in _STRICT):
            yield f"“{word}” is not what its quotes say (“{next(iter(rivals.values()))}”)."


_RIVALS = {
    "all": {"most", "many", "some", "few", "usually", "sometimes"},
    "most": {"all", "some", "few", "always"},
    "many": {"all", "few"},
    "some": {"all", "most", "always"},
    "few": {"all", "most", "many", "some", "always", "usually"},
    "always": {"usually", "sometimes", "most", "many", "may", "some"},
    "usually": {"always", "seldom"},
    "sometimes": {"always", "seldom"},
    "seldom": {"always", "usually", "sometimes", "most", "all"},
    "must": {"may"},
    "may": set(),
}
_STRICT = {"all", "always"}


def _universal(sentence: str, backing: Backing) -> Iterator[str]:
    """Words such as "all" and "always" need a quote that says as much."""
    mine, there = _quantities_in(sentence), _quantities_in(backing.text)
    for name in ("all", "always"):
        if (
            name in mine
            and not (name == "all" and _is_denied(mine[name], sentence))
            and mine[name] not in {"each", "every"}
            and not {"all", "always"} & set(there)
            and not _WHOLE.search(_AT_TIMES.sub(" ", backing.text) if name == "all" else backing.text)
        ):
            yield f"The quotes do not say “{mine[name]}”."


def _is_denied(word: str, sentence: str) -> bool:
    """Whether a word stands in a clause that denies: "not for everybody" says no more than "for some"."""
    return any(clause.denials and word in clause.text.lower() for clause in clauses(sentence))


# "each January" says how often, and not of how many
_AT_TIMES = re.compile(
    r"\b(?:each|every) (?:hour|day|week|month|year|season|morning|evening|night|quarter|january|february|march|april"
    r"|may|june|july|august|september|october|november|december|spring|summer|autumn|winter)\b",
    re.I,
)
_WHOLE = re.compile(
    r"\b(?:no|not|never|nobody|none|only|must|compulsory|mandatory|required|needs?|both|any|each|every\w*|whole|entire|full|total|without|same|again)\b|%",
    re.I,
)


@lru_cache(maxsize=8_192)
def _placed(text: str) -> frozenset[tuple[str, str]]:
    """Words of order with the noun that they place ("first round", "last two months")."""
    found: set[tuple[str, str]] = set()
    row = [word.lower for word in words(text)]
    for at, word in enumerate(row):
        if word in _ORDER:
            for near in row[at + 1 : at + 3]:
                if near not in STOP_WORDS and near not in number_words():
                    found.add((_SAME.get(word, word), stem(near)))
                    break
    return frozenset(found)


_SAME = {"final": "last"}


def _another_place(sentence: str, backing: Backing) -> Iterator[str]:
    held = frozenset().union(*(_placed(unit.text) for unit in backing.units if not unit.asks))
    for place, noun in _placed(sentence):
        rivals = {other for other, said in held if said == noun}
        if rivals and place not in rivals:
            yield f"The quotes do not say “{place}” of this, but “{min(rivals)}”."
    there = _placed_times(backing.text)
    for place, time in _placed_times(sentence):
        times = {other for one, other in there if one == place}
        if times and time not in times:
            yield f"The quotes do not speak of the {place} {time}, but of the {place} {min(times)}."


@cache
def _times() -> re.Pattern[str]:
    raw: Any = data()
    places = "|".join((*raw["ordinals"], "first", "last", r"\d{1,2}(?:st|nd|rd|th)"))
    return re.compile(rf"\b(?P<place>{places}) (?P<time>hour|day|week|month|quarter|semester|term|year)s?\b", re.I)


@lru_cache(maxsize=8_192)
def _placed_times(text: str) -> frozenset[tuple[str, str]]:
    """Times that are counted off ("eighteenth month"), each place with its time."""
    counted = {(match["place"].lower(), match["time"].lower()) for match in _times().finditer(text)}
    return frozenset(counted | {("first", match[1].lower()) for match in _TIME_ONE.finditer(text)})


_TIME_ONE = re.compile(r"\b(hour|day|week|month|quarter|semester|term|year) (?:one|1)\b", re.I)
