"""Two things changed over: what a quote says of one of them is said of the other, and the other way round.

Quotes and sentence are cut into clauses in the same way, first at the strongest marks and then at weaker ones. Where
two clauses of the sentence each join words of the same two clauses of the quotes, their parts have been changed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.grounding.backing import Backing
from assistant.grounding.text import FIGURE, number_words, ordinary_stems, senses, stem, words
from assistant.grounding.wording import is_derived
from assistant.support import stems
from index.lexical import STOP_WORDS

_MARKS = r"[;:](?!\d)|,(?!\d)|\s-\s"
_LINKS = "while|whereas|but|against|because|since|as|so that|instead of|rather than|in place of|than"
_LEVELS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r";|\b(?:while|whereas|but|against)\b",
        rf"{_MARKS}|\b(?:{_LINKS})\b",
        rf"{_MARKS}|\b(?:{_LINKS}|and|or|then|beats?)\b",
    )
)
_CLAUSES_AT_MOST = 14
_CLOSE = 0.9  # share of a clause's words that the quote has


def crossing_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Whether a sentence (plain text) changes over parts of one quote."""
    for level, cut in enumerate(_LEVELS):
        for unit in backing.units:
            if unit.row is not None or unit.asks or not cut.search(unit.text):
                continue
            own, held = (_cut(text, level) for text in _with_pairs_joined(sentence, unit.text))
            if 2 <= len(own) <= _CLAUSES_AT_MOST and _is_crossed(own, held, figures=level == len(_LEVELS) - 1):
                yield "The sentence says of one thing what its quote says of another, and the other way round."
                return


_PAIR = re.compile(r"\b([^\W\d]+) and (?=([^\W\d]+))", re.I)


def _with_pairs_joined(sentence: str, quote: str) -> tuple[str, str]:
    """Both texts, with two words that each joins by the same "and" as one: "building and public works"."""
    pairs = {match.groups() for match in _PAIR.finditer(sentence)} & {match.groups() for match in _PAIR.finditer(quote)}
    for first, second in sorted(pairs):
        pair = re.compile(rf"\b{first} and (?={second}\b)")
        sentence, quote = pair.sub(f"{first}&", sentence), pair.sub(f"{first}&", quote)
    return sentence, quote


@lru_cache(maxsize=16_384)
def _cut(text: str, level: int) -> tuple[frozenset[str], ...]:
    """The clauses of a text as sets of tokens: stems, and numbers as digits; empty ones are left out."""
    made = (_tokens(part) for part in _LEVELS[level].split(_IN_LIST.sub(" and", _AS_AS.sub(r"\1 and", text))))
    return tuple(tokens for tokens in made if tokens)


# "A, B and C" is one list in any order
_IN_LIST = re.compile(r",(?= [\w.+#-]+(?:, [\w.+#-]+)*,? (?:and|or) [\w.+#-]+(?:[,.;:]|\Z))")
_AS_AS = re.compile(r"\bas (\w+) as\b", re.I)  # "A is as welcome as B" says the same of both


@cache
def _numbers() -> dict[str, float]:
    return number_words() | {"half": 0.5}


def _tokens(text: str) -> frozenset[str]:
    found = {f"#{float(match.group().replace(',', '')):g}" for match in FIGURE.finditer(text)}
    for word in words(text):
        lower = word.lower
        if lower in _numbers():
            found.add(f"#{_numbers()[lower]:g}")
        elif not lower[0].isdigit() and lower not in _LIGHT and (lower not in STOP_WORDS or lower in _KEPT):
            found.add(stem(lower.removesuffix("'s")))
    return frozenset(found)


_FEW_SAY = (
    "get gets has earns earn make makes place own pay pays each where which take takes taken took up go goes going"
)
_ROUGHLY = "into onto per cent percent about around roughly approximately"
_LIGHT = frozenset(f"{_FEW_SAY} {_ROUGHLY}".split())
_KEPT = frozenset({"all", "most", "first", "last", "before", "after", "more", "other", "others"})


@lru_cache(maxsize=65_536)
def _meant(token: str) -> frozenset[str]:
    if token.startswith("#") or token in ordinary_stems():
        return frozenset({token})
    return senses(token) | stems(token) | {token}


def _is_crossed(own: tuple[frozenset[str], ...], held: tuple[frozenset[str], ...], *, figures: bool) -> bool:
    """Whether two clauses join what two others keep apart; with `figures` by way of a number.

    Words joined by "and" may stand in another order and mean the same ("explain and describe A"); numbers do not.
    """
    if not 2 <= len(held) <= _CLAUSES_AT_MOST:
        return False
    meant = [_in_quote(clause, held) if _is_close(clause, held) else frozenset[str]() for clause in own]
    for at, one in enumerate(held):
        for other in held[at + 1 :]:
            left, right = one - other, other - one
            mixed = [(clause & left, clause & right) for clause in meant if clause & left and clause & right]
            if figures and not any(token.startswith("#") for pair in mixed for side in pair for token in side):
                continue
            for place, (a, b) in enumerate(mixed):
                if any(not (a & c) and not (b & d) for c, d in mixed[place + 1 :]):
                    return True
    return False


def _is_close(clause: frozenset[str], held: tuple[frozenset[str], ...]) -> bool:
    """Whether a clause is nearly all in the quote's words; free wording joins words in ways of its own."""
    known = frozenset().union(*held)
    said = sum(
        not ({token} | _meant(token)).isdisjoint(known) or is_derived(frozenset({token}), known) for token in clause
    )
    return said >= _CLOSE * len(clause)


def _in_quote(clause: frozenset[str], held: tuple[frozenset[str], ...]) -> frozenset[str]:
    """A clause in the quote's own words: its tokens there, or those that mean the same."""
    known = frozenset().union(*held)
    found: set[str] = set()
    for token in clause:
        found |= {token} if token in known else _meant(token) & known
    return frozenset(found)
