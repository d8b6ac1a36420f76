"""Words of a sentence that neither its quotes nor the question have, small ones apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from assistant.grounding.backing import Backing, Unit
from assistant.grounding.denying import DENIES
from assistant.grounding.text import FIGURE, data, number_words, plain, stem, words
from assistant.support import stems

_PORTIONS = frozenset(
    ["half", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth", "tenths", "nothing", "nil"]
)
_NEAR = 4  # words behind a number in which what it counts stands
_PARTS = re.compile(r"[-/]")


def close_word_faults(sentence: str, backing: Backing, asked: str = "") -> Iterator[str]:
    """Words of a sentence (plain text) that are not its quotes': each is named, for the model to put another."""
    strict = frozenset(
        form for unit in backing.units for form in forms_in(f"{_read_under(unit)}\n{unit.text}\n{unit.spoken}")
    )
    held = strict | frozenset(form for unit in backing.units for form in forms_in(f"{unit.whole}\n{unit.behind}"))
    known = held | forms_in(plain(asked))
    said = words(sentence)
    for place, word in enumerate(said):
        lower, behind = word.lower, [one.lower for one in said[place + 1 : place + _NEAR]]
        if lower in small_words() or DENIES.fullmatch(lower) or (word is said[0] and lower == "yes"):
            continue  # denials are looked at by themselves
        phrase = " ".join([lower, *behind[:1]])  # a heading may lend one: "All India Trade Test", "sixteen-week plan"
        if is_number(lower) and not lower[0].isdigit():
            if _is_counted(lower, behind, backing, held) or phrase in backing.text.lower():
                continue
        elif lower in weighty_words():
            if _is_held(lower, strict) or phrase in backing.text.lower():
                continue
        elif _is_held(lower, known):
            continue
        yield f"The cited passage does not have the word “{word.text}”."


def _is_counted(number: str, behind: list[str], backing: Backing, held: frozenset[str]) -> bool:
    """Whether the quotes have a number in words; of a time, before the same unit or none: "four years", "in four"."""
    if not any(part in _time_units() for part in [*number.split("-"), *behind[:1]]):
        return stem(number) in held
    number, *joined = number.split("-") if number.split("-")[-1] not in _numbers() else [number]
    unit = next((word for word in (joined or behind[:1]) if word in _time_units()), "")
    return any(_stands_before(number, unit, text) for one in backing.units for text in (one.text, one.spoken))


def _stands_before(number: str, unit: str, text: str) -> bool:
    said = [part for word in words(text) for part in ([word.lower] if word.lower == number else word.lower.split("-"))]
    for place, word in enumerate(said):
        behind = [one for one in said[place + 1 : place + _NEAR] if one not in small_words()]
        if word == number and (not unit or not behind or not forms(unit).isdisjoint(forms_in(" ".join(behind)))):
            return True
    return False


def _read_under(unit: Unit) -> str:
    """The line that a unit is read under: the header of a row, a question of the guide, what announces a list."""
    return unit.table.header.span.text if unit.table else led_in(unit)


def led_in(unit: Unit) -> str:
    """The guide's own question over a unit, or the line that announces its list."""
    over = unit.above.rpartition("\n")[2].rstrip(" *_")
    return over if over.endswith(("?", ":")) else ""


def _is_held(lower: str, held: frozenset[str]) -> bool:
    if not forms(lower).isdisjoint(held):
        return True
    parts = [part for part in _PARTS.split(lower) if part]
    return len(parts) > 1 and all(part in small_words() or not forms(part).isdisjoint(held) for part in parts)


@lru_cache(maxsize=16_384)
def forms_in(text: str) -> frozenset[str]:
    """The forms of all words of a plain text, and of the parts of its compounds."""
    found: set[str] = set()
    for word in words(text):
        found |= forms(word.lower)
        found |= {stem(part) for part in _PARTS.split(word.lower) if part}
    return frozenset(found)


@lru_cache(maxsize=16_384)
def forms(lower: str) -> frozenset[str]:
    """The stems of one lower-case word, with those of its irregular forms: "took" is "take"."""
    bare = lower.removesuffix("'s").removesuffix("'")
    if FIGURE.fullmatch(bare):
        return frozenset({f"{float(bare.replace(',', '')):g}"})
    return frozenset({stem(bare)}) | stems(bare) | _irregular().get(bare, frozenset())


@cache
def _irregular() -> dict[str, frozenset[str]]:
    raw: Any = data()["same"]
    found: dict[str, frozenset[str]] = {}
    for group in raw["irregular"]:
        members = group.split()
        of_group = frozenset(form for one in members for form in {stem(one), *stems(one)})
        for one in members:
            found[one] = found.get(one, frozenset()) | of_group
    return found


@cache
def small_words() -> frozenset[str]:
    """Words of grammar, and others that state nothing by themselves: a sentence may put them in."""
    return frozenset(str(data()["close"]["small"]).split())


@lru_cache(maxsize=16_384)
def telling_forms(text: str) -> frozenset[str]:
    """The forms of the words of a plain text that are not small; a number in words ("one-third") stays whole."""
    telling = (word.lower for word in words(text) if word.lower not in small_words())
    found = frozenset(form for one in telling for form in ({stem(one)} if is_number(one) else forms_in(one)))
    return found - _small_forms()


@lru_cache(maxsize=4_096)
def is_number(lower: str) -> bool:
    """Whether a word is a figure or a number in words: "40", "six", "two-thirds"."""
    return lower[0].isdigit() or any(part in _numbers() for part in lower.split("-"))


@cache
def _numbers() -> frozenset[str]:
    return frozenset(
        [
            *number_words(),
            *["half", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth", "tenths", "nothing", "nil"],
        ]
    )


@cache
def _time_units() -> frozenset[str]:
    return frozenset(str(data()["close"]["times"]).split())


@cache
def _small_forms() -> frozenset[str]:
    return frozenset(form for word in small_words() if not is_number(word) for form in forms(word))


@cache
def weighty_words() -> frozenset[str]:
    """Words that turn what a sentence says: those of the question or of a heading do not stand for the quotes'."""
    return frozenset(str(data()["close"]["weighty"]).split()) | _time_units()
