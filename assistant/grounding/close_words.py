"""Words of a sentence that neither its quotes nor the question have, small ones apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from assistant.grounding.backing import Backing, Unit
from assistant.grounding.close_forms import (
    forms,
    forms_in,
    is_number,
    is_short_name,
    is_small,
    listed,
    parts_of,
    small_words,
    weighty_words,
)
from assistant.grounding.denying import DENIES
from assistant.grounding.rates import period_of, periods_told
from assistant.grounding.text import FIGURE, Word, abbreviations, data, number_words, plain, stem, words

_NEAR = 4  # words behind a number in which what it counts stands


def close_word_faults(sentence: str, backing: Backing, asked: str = "") -> Iterator[str]:
    """Words of a sentence (plain text) that are not its quotes': each is named, for the model to put another."""
    told = frozenset(
        form for unit in backing.units for form in forms_in(f"{_read_under(unit)}\n{unit.text}\n{unit.spoken}")
    )
    held = told | frozenset(form for unit in backing.units for form in forms_in(f"{unit.whole}\n{unit.behind}"))
    known = held | forms_in(plain(asked))
    said = words(sentence)
    for place, word in enumerate(said):
        # denials are looked at by themselves, and so are amounts, in whatever way they are written
        if is_small(word) or _answers(word, first=place == 0) or _is_of_an_amount(said, place):
            continue
        if not _is_borne_out(word, said[place + 1 : place + _NEAR], backing, told, held, known):
            yield f"The cited passage does not have the word “{word.text}”."


def _is_borne_out(
    word: Word,
    behind: Sequence[Word],
    backing: Backing,
    told: frozenset[str],
    held: frozenset[str],
    known: frozenset[str],
) -> bool:
    """Whether the quotes have a word, with those behind it.

    Forms of words: `told` are the quotes' own, `held` also those above them, `known` also those of the question.
    """
    lower = word.lower
    phrase = " ".join([lower, *(one.lower for one in behind[:1])])
    if is_number(lower) and not lower[0].isdigit():
        # a heading may lend a number or a weighty word with the next one: "All India Trade Test", "sixteen-week plan"
        return _is_counted(lower, [one.lower for one in behind], backing, held) or phrase in backing.text.lower()
    if (period := period_of(lower)) is not None:
        says_it = any(one.lower == lower for one in words(backing.text))
        return says_it or period in periods_told(backing.text)  # "monthly" is no "examination month"
    if lower in weighty_words():
        return _is_held(lower, told) or bool(_same_period(lower) & told) or phrase in backing.text.lower()
    if is_short_name(word):
        return word.text in known
    return _is_held(lower, known) or _is_short_for(lower, told)


def _answers(word: Word, *, first: bool) -> bool:
    return bool(DENIES.fullmatch(word.lower)) or (first and word.lower == "yes")


def _is_counted(number: str, behind: list[str], backing: Backing, held: frozenset[str]) -> bool:
    """Whether the quotes have a number in words; of a time, before the same unit or none: "four years", "in four"."""
    if not any(part in listed("times") for part in [*number.split("-"), *behind[:1]]):
        return stem(number) in held
    number, *joined = number.split("-") if not is_number(number.split("-")[-1]) else [number]
    unit = next((word for word in (joined or behind[:1]) if word in listed("times")), "")
    return any(_stands_before(number, unit, text) for one in backing.units for text in (one.text, one.spoken))


def _in_digits(number: str) -> str:
    value = number_words().get(number)
    return f"{value:g}" if value is not None else ""


def _stands_before(number: str, unit: str, text: str) -> bool:
    said = [part for word in words(text) for part in ([word.lower] if word.lower == number else word.lower.split("-"))]
    for place, word in enumerate(said):
        behind = [one for one in said[place + 1 : place + _NEAR] if one not in small_words()]
        is_same = word == number or (FIGURE.fullmatch(word) and forms(word) == {_in_digits(number)})
        if is_same and (not unit or not behind or not forms(unit).isdisjoint(forms_in(" ".join(behind)))):
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
    """Whether the forms have a word, of a compound ("sub-inspector") every part."""
    parts = parts_of(lower)
    if len(parts) < 2:
        return not forms(lower).isdisjoint(held)
    return stem(lower) in held or all(part in small_words() or not forms(part).isdisjoint(held) for part in parts)


def _is_short_for(lower: str, held: frozenset[str]) -> bool:
    """Whether a word is the short form of what the quotes write out: "UK" for "United Kingdom"."""
    long = abbreviations().get(lower)
    return long is not None and all(not forms(part).isdisjoint(held) for part in long.split())


def _is_of_an_amount(said: Sequence[Word], place: int) -> bool:
    """Whether a word is the currency or the scale of a figure right beside it."""
    beside = [*said[max(place - 1, 0) : place], *said[place + 1 : place + 2]]
    return said[place].lower in _money_words() and any(
        is_number(one.lower) or one.lower in _money_words() for one in beside
    )


@cache
def _money_words() -> frozenset[str]:
    raw: Any = data()
    return frozenset(form for forms in raw["currencies"].values() for form in forms) | frozenset(raw["scales"])


@cache
def _same_period(lower: str) -> frozenset[str]:
    """The forms of all words for the same stretch of time: "month" and "monthly", "year" and "LPA"."""
    raw: Any = data()["periods"]
    groups = [group for group in raw.values() if lower in {*group, *(f"{word}s" for word in group)}]
    return frozenset(form for group in groups for word in group for form in forms(word))
