"""Fragments ("and a senior?", "no, I meant the US"): the question before, asked of what the fragment names instead.

What a fragment names takes the place of its kin: a place of a place, a step of a step, a row of a row. Every word
of the fragment that names something stands in the question that comes out, so that the gate judges it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.exchanged import (
    ARTICLES,
    PREPOSITIONS,
    YEARS,
    Fit,
    in_the_topic,
    other_member,
    other_place,
    other_years,
    with_preposition,
)
from assistant.families import best_member, unit
from assistant.question import named_words
from assistant.topic import Said, conversation_data

_UNITS = frozenset({"year", "years", "yr", "yrs"})
_BEGINNING = frozenset({"starting", "initial", "joining", "beginning", "entry"})


@dataclass(frozen=True, kw_only=True)
class Joined:
    """A question made of an earlier one and a fragment."""

    text: str
    fit: Fit


def trimmed(words: Sequence[str]) -> list[str]:
    """A fragment's words without those that only lead to what it names, and without what trails behind it."""
    front, back = conversation_data("front"), conversation_data("back")
    kept = list(words)
    while len(kept) > 1 and kept[0].lower() in front:
        kept.pop(0)
    while len(kept) > 1 and kept[-1].lower() in back:
        kept.pop()
    return kept


def join(fragment: Said, earlier: Said, *, lead: str = "") -> Joined:
    """The earlier question, asked of what the fragment names; `lead` is the word before it that was cut off."""
    if fragment.keys[:1] in (("if",), ("when",), ("while",)):
        if conversation_data("others") & set(fragment.keys):  # what the visitor told of himself is not theirs
            return Joined(text=_written([*earlier.question.asking.split(), *fragment.words], earlier), fit=Fit.LOOSE)
        return Joined(text=_written([*earlier.words, *fragment.words], earlier), fit=Fit.LOOSE)
    number = fragment.step_span or _bare_number(fragment, earlier)
    if number:
        return _other_step(fragment, earlier, number)
    taken = {at for span in fragment.place_spans for at in range(*span)}
    repeated = _repeated(fragment, earlier)
    others = [word for at, word in enumerate(fragment.words) if at not in taken and at >= repeated]
    while taken and len(others) > 1 and others[-1].lower() in PREPOSITIONS:
        others.pop()  # "freshers in" of "freshers in Nepal"
    tokens = list(earlier.words)
    fit = Fit.LOOSE
    named = [word for word in names_of(fragment) if word not in fragment.place_keys]
    only_place = all(word.lower() in PREPOSITIONS | ARTICLES for word in others)
    only_years = not named and YEARS.search(" ".join(others).lower()) and YEARS.search(earlier.text.lower())
    if named or (tells_rows_apart(fragment) and not (only_place or only_years)):  # "with 8 years" for "at 5 years"
        found = other_member(others, earlier, tokens)
        if found is None:
            found = in_the_topic([lead, *others] if lead else others, earlier, tokens)
        tokens, fit = found
    elif years := YEARS.search(" ".join(others).lower()):
        tokens, fit = other_years(" ".join(others), years.group(), earlier, tokens)
    elif fragment.question.calendar_years:
        tokens = [*tokens, *with_preposition(others, "in")]
    elif not taken:
        return Joined(text=earlier.text, fit=Fit.NONE)
    if taken:
        wanted = [fragment.words[at] for at in sorted(taken)]
        tokens, placed = other_place(wanted, earlier, tokens)
        fit = fit if named else placed
    if _names_a_level(fragment):
        kept = [word for word in tokens if word.lower() not in _BEGINNING or word in fragment.words]
        tokens = kept or tokens  # "starting salary" | "and a senior": not where a senior starts
    return Joined(text=_written(tokens, earlier), fit=fit)


def _names_a_level(fragment: Said) -> bool:
    """Whether what a fragment names is a level of experience: a row that states years."""
    named = [key for key in fragment.keys if key not in PREPOSITIONS | ARTICLES]
    found = (best_member(named, family, loosely=True) for family in fragment.shape.families)
    return any(member is not None and member.is_level for member in found)


def names_of(fragment: Said) -> list[str]:
    """The words of a fragment that name something; the unit of "5 years" of experience does not."""
    plain = _UNITS if fragment.question.experience else frozenset()
    return [word for word in named_words(fragment.question) if word not in plain]


def _repeated(fragment: Said, earlier: Said) -> int:
    """How many words in front only repeat the earlier question: "paper 3" in "and paper 3 in the second group?"."""
    asked = earlier.keys
    for count in range(len(fragment.keys) - 2, 1, -1):
        front = fragment.keys[:count]
        if fragment.keys[count] in PREPOSITIONS and any(
            asked[at : at + count] == front for at in range(len(asked) - count + 1)
        ):
            return count
    return 0


def _bare_number(fragment: Said, earlier: Said) -> tuple[int, int] | None:
    """The place of a number that can only be a step's ("and 5?" after "how long is step 4?")."""
    bare = [at for at, key in enumerate(fragment.keys) if re.fullmatch(r"\d{1,2}", key)]
    rest = [key for key in fragment.keys if not key.isdigit() and key not in ARTICLES]
    return (bare[0], bare[0] + 1) if earlier.step_span and len(bare) == 1 and not rest else None


def _other_step(fragment: Said, earlier: Said, span: tuple[int, int]) -> Joined:
    words = list(fragment.words[slice(*span)])
    tokens = list(earlier.words)
    if earlier.step_span:
        start, end = earlier.step_span
        if len(words) == 1:
            words.insert(0, tokens[start])
        return Joined(text=_written([*tokens[:start], *words, *tokens[end:]], earlier), fit=Fit.KIN)
    if earlier.part is not None and len(earlier.chunks) == 1:
        start, end = earlier.chunks[0]
        start -= start > 0 and earlier.keys[start - 1] in ARTICLES
        return Joined(text=_written([*tokens[:start], *words, *tokens[end:]], earlier), fit=Fit.KIN)
    return Joined(text=_written([*tokens, "for", *words], earlier), fit=Fit.LOOSE)


def tells_rows_apart(fragment: Said) -> bool:
    """Whether a fragment of plain words alone still tells rows of a table apart ("the new ones")."""
    return any(unit(key) in fragment.shape.row_units for key in fragment.keys)


def _written(tokens: Sequence[str], earlier: Said) -> str:
    text = re.sub(r"\ba (?=[aeiou])", "an ", " ".join(tokens))
    text = re.sub(r"\ban (?=[b-df-hj-np-tv-z][a-z])", "a ", text)
    return f"{text}?" if earlier.text.rstrip().endswith("?") else text
