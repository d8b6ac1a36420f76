"""Where the place, time or language at the end of a phrase begins: "salary mumbai mein" is "salary" "in mumbai"."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.hindi.clause import MONEY
from assistant.language import load_language, read_data

_GRAMMAR = read_data("hindi.toml")["grammar"]
_BEFORE_PLACE = frozenset(_GRAMMAR["before_place"].split())
_UNITS_OF_TIME = frozenset({"years", "months", "weeks", "days"})  # as Hindi words for them are read
_BEFORE_TIME = frozenset(_GRAMMAR["before_time"].split())
_LANGUAGES = frozenset(_GRAMMAR["languages"].split())


def place_from(words: Sequence[str], *, owned: bool) -> int:
    """Where the place or time at the end of some words begins, or 0 where they are one phrase."""
    if len(words) < 2:
        return 0
    last, before = words[-1].lower(), words[-2].lower()
    if last in load_language().places:
        joins = before in load_language().places or before in _BEFORE_PLACE or words[-2].isupper()
        return 0 if joins else len(words) - 1
    if last in _LANGUAGES and before not in _LANGUAGES:
        return len(words) - 1
    if last in _UNITS_OF_TIME and not owned:
        numbered = before.isdigit() or before in _BEFORE_TIME
        return 0 if numbered else len(words) - 1
    money = next((at for at, word in enumerate(words[:-1]) if word.lower() in MONEY), None)
    return money + 1 if owned and money is not None else 0
