"""Denials of a sentence that wants to stay near its quotes: where theirs are, and of the same things.

Every "not" of it rests on a clause of the quotes that denies too and speaks of much the same; and where it takes over a
clause that denies, it denies as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.grounding.backing import Backing, Unit
from assistant.grounding.clauses import turning_words
from assistant.grounding.close_forms import telling_forms
from assistant.grounding.close_words import led_in
from assistant.grounding.denying import DENIES
from assistant.grounding.openings import OPENING
from assistant.grounding.text import words

_CLAUSES = re.compile(
    r"[;:,.()?!|\n](?!\d)|\s-\s|\b(?:but|although|though|while|whereas|because|unless|and|so|if|when|who|which)\b",
    re.I,
)
# Words that say no in their own way.
_SETS_APART = re.compile(
    r"\b(?:except\w*|unless|instead|rather|exempt|nil|free|optional|non-\w+|exclud\w+|bar\w*|banned?|illegal|forbidden"
    r"|closed|myth)\b",
    re.I,
)
_NEITHER = re.compile(r"\bneither\b(?P<one>.*?)\bnor\b", re.I)  # denies once
_ANSWERS_NO = re.compile(r"\W*(?:a(?:ns(?:wer)?)?\W+)?no\b", re.I)
_ENDS = re.compile(r"[.!?][\"')*_]*\Z")  # of a sentence: an item of a list has no stop
_NAMED = re.compile(r"[;:(]|\s-\s")
_ALIKE = 0.5  # share of a denying clause's words that a clause of the quotes has
_FEW = 2  # words, of which a clause is no clause to compare
_TAKEN = 0.8  # share of a quote's denying clause that a sentence has taken over


@dataclass(frozen=True)
class _Clause:
    words: frozenset[str]  # forms of what is neither small nor denies
    denies: bool
    sets_apart: bool
    times: int = 0  # how many of its words deny or turn
    is_bare: bool = False  # it has no words of its own, and is about what stands before it
    is_read_under: bool = False  # a question or a line over the unit, and no clause of its own


def close_denial_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Denials of a sentence (plain text) that no clause of the quotes bears out, and theirs that it lost."""
    opening = OPENING.match(sentence)
    own = _clauses(sentence[opening.end() :] if opening else sentence)
    answers = int(not opening and bool(_ANSWERS_NO.match(sentence)))  # its "No, " is not the clause's
    held = [clause for unit in backing.units for clause in _of_unit(unit)]
    under = [_clause(text) for unit in backing.units if (text := _under_a_denial(unit))]
    for clause in own:
        if clause.denies and not any(
            (other.denies or other.sets_apart) and _are_alike(clause, other) for other in (*held, *under)
        ):
            yield "A sentence says “not” or “no” where its passage does not; take the passage's own words."
            return
        times = clause.times - (answers if clause is own[0] else 0)
        if times > 1 and all(other.times < times for other in held if _are_alike(clause, other)):
            yield "A sentence denies twice what its passage does not; take the passage's own words."
            return
    if _lost(own, held) or any(_has_dropped_it(clause, held) for clause in own):
        yield "A sentence leaves out a “not” or “no” of its passage; take the passage's own words."


def _are_alike(one: _Clause, other: _Clause) -> bool:
    if not other.words:
        return not one.words  # a bare "No." is about its question
    return len(one.words & other.words) >= _ALIKE * min(len(one.words), len(other.words))


def _lost(own: Sequence[_Clause], held: Sequence[_Clause]) -> bool:
    """Whether a sentence that denies nothing has taken over a clause that denies."""
    said = frozenset[str]().union(*(clause.words for clause in own))
    plain_words = frozenset[str]().union(
        *(clause.words for clause in held if not clause.denies and not clause.is_read_under)
    )
    taken = [
        clause
        for clause in held
        if clause.denies
        and not clause.is_bare
        and clause.words
        and len(clause.words & said) >= _TAKEN * len(clause.words)
        and not clause.words <= plain_words
    ]
    return bool(taken) and not any(clause.denies or clause.sets_apart for clause in own)


def _has_dropped_it(clause: _Clause, held: Sequence[_Clause]) -> bool:
    """Whether a clause denies nothing which the quotes have nearly word by word, and only with a denial."""
    same = [
        other
        for other in held
        if not other.is_bare
        and len(clause.words & other.words) >= _TAKEN * max(len(clause.words), len(other.words), _FEW)
    ]
    return bool(same) and not clause.denies and all(other.denies for other in same)


def _under_a_denial(unit: Unit) -> str:
    """A row, whose "nil" is about its label; or a unit with the heading that it stands under, if that denies."""
    if unit.row is not None:
        return unit.text
    heading = unit.above.rpartition("\n")[2]
    return f"{heading} {unit.text}" if DENIES.search(heading) else ""


def _of_unit(unit: Unit) -> tuple[_Clause, ...]:
    """A unit's clauses; those of a list under a line that denies, and of a question answered by no, deny with it."""
    is_item = not unit.asks and unit.row is None and not _ENDS.search(unit.text)
    over = led_in(unit) or (unit.above.rpartition("\n")[2] if is_item else "")
    if _ANSWERS_NO.match(unit.text):
        return (*_clauses(unit.spoken), *(replace(one, denies=True, sets_apart=True) for one in _clauses(over)))
    found = _clauses(unit.spoken)
    above = _clauses(over)
    if any(clause.denies for clause in above) and not over.endswith("?"):
        lead = frozenset[str]().union(*(clause.words for clause in above))
        named = _NAMED.split(unit.spoken)[0] if is_item else unit.spoken  # what stands behind it explains it
        denied = tuple(replace(one, words=one.words | lead, denies=True) for one in _clauses(named))
        return (*denied, *_clauses(unit.spoken[len(named) :]))
    if unit.asks:
        return tuple(replace(one, is_read_under=True) for one in found)
    return (*found, *(replace(one, is_read_under=True) for one in above))


@lru_cache(maxsize=16_384)
def _clauses(text: str) -> tuple[_Clause, ...]:
    """The clauses of a text; one that only denies ("Upper age: none") is about what stands before it."""
    found: list[_Clause] = []
    for part in _CLAUSES.split(text):
        clause = _clause(part)
        if clause.denies and not clause.words and found:
            clause = replace(clause, words=frozenset[str]().union(*(one.words for one in found)), is_bare=True)
        if clause.words or clause.denies:
            found.append(clause)
    return tuple(found)


def _clause(text: str) -> _Clause:
    denials = len(DENIES.findall(_NEITHER.sub(r"neither\g<one>", text)))
    apart = len(_SETS_APART.findall(text))
    turns = sum(word.lower in turning_words() and not _SETS_APART.fullmatch(word.lower) for word in words(text))
    return _Clause(
        words=telling_forms(DENIES.sub(" ", text)),
        denies=denials > 0,
        sets_apart=turns + apart > 0,
        times=denials + turns + apart,
    )
