"""How many of a thing, as a share too: "all of the tests" for "three-quarters of tests", "most firms" for "a handful".

A quantity is compared with that of the same noun in the quotes, or of the same "of it" and "of them".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from assistant.grounding.backing import Backing
from assistant.grounding.text import stem, words
from index.lexical import STOP_WORDS

_NUMBER = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten)"
_QUANTITY = re.compile(
    r"\b(?:(?P<most>nearly all|almost all|most|the majority|nearly every|almost every)"
    r"|(?P<all>all|every|each|the whole)"
    r"|(?P<share>(?:an?|one|two|three|about a)[ -](?:half|thirds?|quarters?|fifths?|tenths?)|half"
    rf"|{_NUMBER} ?(?:%|per cent)|{_NUMBER} (?:in|out of|of) (?:every )?{_NUMBER})"
    r"|(?P<few>a handful|a few|few|hardly any|a minority)"
    r"|(?P<many>many|several|some|numerous))"
    r"(?: of)?(?: (?:the|its|their|these|those|your|all|such))?(?P<of> (?:it|them|whom|which)\b|(?: [\w'-]+){1,3})",
    re.I,
)
_NOUN_END = re.compile(
    r"\b(?:are|is|was|were|has|have|will|can|of|in|on|at|by|for|and|or|per|to|than|that|who|which|still|means?)\b"
)
_NAMING_NOTHING = frozenset(["one", "ones", "other", "others", "day", "month", "week", "year", "time"])
_ONE, _MANY = "it", "them"  # "half of it", "most of which"
_APART = frozenset(
    {
        *(("all", other) for other in ("share", "few", "most", "many")),
        *(("most", other) for other in ("few", "all")),
        *(("few", other) for other in ("all", "most")),
        ("many", "all"),
    }
)


class _Portion(NamedTuple):
    """A class of quantities with the stems that it may be one of."""

    how: str
    of: frozenset[str]
    text: str


def portion_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Quantities of a sentence (plain text) that its quotes have otherwise of the same thing."""
    held = [one for unit in backing.units if not unit.asks for one in _portions(unit.spoken)]
    for own in _portions(sentence) if held else ():
        same = [one for one in held if one.of & own.of]
        if same and all((own.how, one.how) in _APART for one in same):
            yield f"“{own.text}” is not how many the quotes speak of (“{same[0].text}”)."
            return


@lru_cache(maxsize=16_384)
def _portions(text: str) -> tuple[_Portion, ...]:
    found = []
    for match in _QUANTITY.finditer(text):
        behind = match["of"].strip().lower()
        if behind in {"it", "them", "whom", "which"}:
            of = frozenset({_ONE if behind == "it" else _MANY})
        else:
            named = (word.lower for word in words(_NOUN_END.split(behind)[0]))
            of = frozenset(stem(one) for one in named if one not in STOP_WORDS and one not in _NAMING_NOTHING)
        how = next((name for name in ("most", "all", "share", "few", "many") if match[name]), "")
        if of:
            found.append(_Portion(how, of, match.group().strip()))
    return tuple(found)
