"""How many, how often and how exactly: read on both sides and compared word by word.

"All offices" for "most offices", "always works" for "often works", "exactly 70" for "about 70", "whenever you like" for
"only when asked". A qualifier is compared with that of the same noun or verb in the quotes, not with the nearest one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from assistant.grounding.amounts import amounts
from assistant.grounding.backing import Backing
from assistant.grounding.text import data, near_senses, ordinary_words, paraphrases, senses, stem, words
from assistant.grounding.wording import is_derived
from assistant.support import stems
from index.lexical import STOP_WORDS

_NOUN_WITHIN = 3  # words behind a qualifier in which its noun stands
_EXACTLY = re.compile(r"\b(?:exactly|precisely|no more and no less than)\s(?:the\s)?\Z", re.I)
_CLAUSE = re.compile(r"[;:.!?](?!\d)|,(?!\d)|\s-\s|\n")
_EACH = re.compile(
    r"\b(?P<how>any|every|all|each)\s(?!(?:of|down|up|out|over|off|in|on|away|back|through|along|together)\b)"
    r"(?:(?:kinds?|sorts?|types?) of )?(?P<words>[a-z][\w'-]*(?: [a-z][\w'-]*){0,2})",
    re.I,
)
_CLAUSES_APART = re.compile(r"[;:](?!\d)|,(?!\d)|\b(?:but|while|whereas|although|though)\b", re.I)
_DENIES = re.compile(r"\b(?:not|never|no|without)\b|n't\b", re.I)
# what a sentence says outright, what its quotes say less of, and what they say as much with
_OUTRIGHT = (
    (
        re.compile(r"\bnever\b(?![^,;:.]*\b(?:until|till|unless|without|before)\b)", re.I),
        re.compile(r"\b(?:rarely|seldom|hardly|scarcely|few|uncommon|rare)\b", re.I),
        re.compile(r"\b(?:never|no|not|nobody|none|nothing|cannot|without|only|zero|nil|neither|nor)\b|n't\b", re.I),
    ),
    (
        re.compile(r"\b(?:always|invariably)\b", re.I),
        re.compile(r"\bnever\b", re.I),
        re.compile(r"\b(?:always|every\w*|all|each|any|must|daily|whenever|constantly|without)\b", re.I),
    ),
    (
        re.compile(r"\b(?:all|each|every one) of (?:the|them|these|those)\b", re.I),
        re.compile(r"\b(?:at least one|one of|some of|any one|most|a few|(?:half|third|quarter) of)\b", re.I),
        re.compile(r"\b(?:all|each|every|both|no|none)\b", re.I),
    ),
)


def qualifier_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Qualifiers of a sentence (plain text) that its quotes give another way to the same noun or verb."""
    for scale in _scales():
        held: dict[str, set[int]] = {}
        for unit in backing.units:
            if not unit.asks:
                for word, place, _ in _qualified(unit.spoken, scale):
                    held.setdefault(word, set()).add(place)
        for word, place, written in _qualified(sentence, scale):
            there = held.get(word) or _of_one_meaning(word, held)
            if there and not any(_is_close(place, other) for other in there):
                yield f"“{written}” is not how the quotes qualify “{word}”."
                return
    yield from _exact_faults(sentence, backing)
    yield from _widened(sentence, backing)
    yield from _softened(sentence, backing)
    yield from _outright(sentence, backing)
    yield from _free_faults(sentence, backing)


def _is_close(place: int, other: int) -> bool:
    """Whether a step says no more than another one does: "many" for "most", but not "most" for "all"."""
    return place == other or (other > 0 and place == other + 1)


def _of_one_meaning(word: str, held: dict[str, set[int]]) -> set[int]:
    """The places of the only qualified word that means the same."""
    same = [other for other in held if other in near_senses(word) | paraphrases(word)]
    return held[same[0]] if len(same) == 1 else set()


@cache
def _scales() -> tuple[str, ...]:
    raw: Any = data()["qualifiers"]
    return tuple(name for name, listed in raw.items() if isinstance(listed, list))


@cache
def _places(scale: str) -> dict[str, int]:
    """The words of a scale, each with its step on it."""
    raw: Any = data()["qualifiers"]
    return {word: place for place, listed in enumerate(raw[scale]) for word in listed.split()}


@cache
def _links() -> frozenset[str]:
    """Words behind a qualifier that it does not qualify."""
    raw: Any = data()["qualifiers"]
    return frozenset(raw["links"].split())


@cache
def _idioms() -> re.Pattern[str]:
    raw: Any = data()["qualifiers"]
    return re.compile(raw["idioms"], re.I)


@lru_cache(maxsize=8_192)
def _qualified(text: str, scale: str) -> frozenset[tuple[str, int, str]]:
    """The nouns or verbs behind the qualifiers of a scale, as stems, each with the step and the words themselves."""
    found: set[tuple[str, int, str]] = set()
    for clause in _CLAUSE.split(_idioms().sub(" ", text)):
        row = [word.lower for word in words(clause)]
        for at, word in enumerate(row):
            place = _places(scale).get(word)
            if place is None:
                continue
            for near in row[at + 1 : at + 1 + _NOUN_WITHIN]:
                if near in _places(scale):
                    break
                if near not in STOP_WORDS and near not in _links() and not near[0].isdigit():
                    found.add((stem(near), place, f"{word} {near}"))
    return frozenset(found)


def _exact_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """An amount called exact that the quotes call a round one."""
    for amount in amounts(sentence):
        if not _EXACTLY.search(sentence[: amount.start]):
            continue
        hedged = [
            bool(_rounds().search(unit.text[: said.start]))
            for unit in backing.units
            for said in amounts(unit.text)
            if (said.low, said.high, said.unit) == (amount.low, amount.high, amount.unit)
        ]
        if hedged and all(hedged):
            yield f"“{amount.text}” is no exact figure in the quotes."


def _widened(sentence: str, backing: Backing) -> Iterator[str]:
    """What a sentence says of all of a kind, where its quotes say it of some kind of them, and the other way round."""
    denies = bool(_DENIES.search(sentence))
    if denies and any(unit.row is not None for unit in backing.units):
        return
    saying = (part for part in _CLAUSES_APART.split(sentence) if not _DENIES.search(part)) if denies else (sentence,)
    mine, theirs = _universals(" ; ".join(saying)), _universals(backing.text)
    for noun in mine:
        apart = _adjectives(noun, backing.text)
        if apart and None not in apart and not any(_is_told(one, sentence) for one in apart if one):
            yield f"The quotes say of some kind of “{noun}” what the sentence says of all."
            return
    for noun in () if denies else theirs - mine:
        apart = _adjectives(noun, sentence)
        if apart and None not in apart and not any(_is_told(one, backing.text) for one in apart if one):
            yield f"The quotes say of any “{noun}” what the sentence says of one kind."
            return


@lru_cache(maxsize=8_192)
def _universals(text: str) -> frozenset[str]:
    """The nouns, as stems, right behind "any", "every" and "all"."""
    bare = _idioms().sub(" ", text)
    return frozenset(stem(words(match["words"])[0].lower) for match in _EACH.finditer(bare) if words(match["words"]))


def _adjectives(noun: str, text: str) -> set[str | None]:
    """The words right before each place of a noun in a text that tell it apart; None where nothing does."""
    found: set[str | None] = set()
    for line in text.split("\n"):
        row = [word.lower for word in words(line)]
        for at, word in enumerate(row):
            if stem(word) != noun:
                continue
            before = row[at - 1] if at else ""
            tells = before and before not in STOP_WORDS and before not in ordinary_words() and not before[0].isdigit()
            found.add(before if tells and before not in _bare() else None)
    return found


@cache
def _bare() -> frozenset[str]:
    raw: Any = data()["qualifiers"]
    return frozenset(raw["bare"].split())


def _is_told(word: str, text: str) -> bool:
    """Whether a text has a word in any form."""
    held = frozenset(one for other in words(text) for one in (stem(other.lower), *stems(other.lower)))
    meant = senses(word) | paraphrases(word) | {stem(word)}
    return not meant.isdisjoint(held) or is_derived(meant, held)


def _softened(sentence: str, backing: Backing) -> Iterator[str]:
    """Where the quotes say "only" and the sentence "mainly" or "for example"."""
    raw: Any = data()["qualifiers"]
    only, mainly = re.compile(raw["only"], re.I), re.compile(raw["mainly"], re.I)
    soft = mainly.search(sentence)
    if soft and not only.search(sentence) and only.search(backing.text) and not mainly.search(backing.text):
        yield f"The quotes say “only”, and not “{soft.group()}”."


def _outright(sentence: str, backing: Backing) -> Iterator[str]:
    """What a sentence says of never, or of all that were named, where its quotes say it of few times or of one."""
    for pattern, softer, as_much in _OUTRIGHT:
        said = pattern.search(sentence)
        if said and softer.search(backing.text) and not as_much.search(backing.text):
            yield f"The quotes do not say as much as “{said.group().strip()}”."


@cache
def _rounds() -> re.Pattern[str]:
    raw: Any = data()["rounding"]
    return re.compile(rf"\b(?:{raw['near']['before']}|{raw['under']['before']})\s\Z", re.I)


def _free_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """What a sentence leaves to everybody or to any time, where its quotes restrict it."""
    free, any_at_all, restricts = _freedom()
    if (match := free.search(sentence)) and restricts.search(backing.text) and not any_at_all.search(backing.text):
        yield f"The quotes restrict what the sentence says of “{match.group().strip()}”."


@cache
def _freedom() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    raw: Any = data()["qualifiers"]["freedom"]
    free, any_at_all, restricts = (re.compile(rf"\b(?:{raw[name]})\b", re.I) for name in ("free", "any", "restricts"))
    return free, any_at_all, restricts
