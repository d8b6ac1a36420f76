"""A sentence laid beside the quote that it follows: what stands in another's place, what is dropped from between.

Both are read as the words that tell something. Where the same words stand on both sides of a place, what the quote has
there is kept: another thing of the same quote ("skill test" for "running test"), a lost number ("every year" for "every
three years"), a lost "no", or two things changed over make another statement of the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from assistant.grounding.backing import Backing, Unit
from assistant.grounding.close_forms import forms, forms_in, is_number, is_small, listed, parts_of, weighty_words
from assistant.grounding.denying import DENIES
from assistant.grounding.text import plain, stem, words

_AT_MOST = 3  # words of a place
_TAKEN = 0.7  # share of a text's words that a sentence has taken over which follows another one more closely
_FOLLOWS = 2  # words in common, at least, of a sentence that follows a quote
_OPENS_CLAUSE = re.compile(r"[^\w\s'’%-]|\b(?:and|or|but|which|who|that|while|so|if|when|because|as)\b", re.I)
_POINTS = frozenset(["such", "this", "these", "that", "those", "it", "its", "they", "them", "their"])


class _Token(NamedTuple):
    """A word that tells something, with its forms, the word right before it, and whether a clause begins with it."""

    lower: str
    forms: frozenset[str]
    before: str
    opens_clause: bool


class _Place(NamedTuple):
    """Where a sentence and the quote it follows differ: what each has there, and what stands around."""

    mine: tuple[_Token, ...]
    theirs: tuple[_Token, ...]
    opens: bool  # at the start of both
    ends: bool  # at the end of both
    held: bool  # by the same words on each side that is not such a start or end


def close_place_faults(sentence: str, backing: Backing, asked: str = "") -> Iterator[str]:
    """Whether a sentence (plain text) puts something else into a place of its quotes; what was `asked` it may name."""
    known, own = forms_in(plain(asked)) - weighty_words(), forms_in(sentence)
    for texts in _followed(sentence, backing.units):
        found = [_first_fault(sentence, text, known, own) for text in texts]
        if found and all(found):  # of a row's cells one that bears the sentence out is enough
            yield str(found[0])
            return


def _first_fault(sentence: str, text: str, known: frozenset[str], own: frozenset[str]) -> str | None:
    places = _places(sentence, text)
    found = next((fault for place in places if (fault := _fault(place, known, own))), None)
    if found is None and _are_changed_over(places):
        return "A sentence has two things of its passage in each other's place; take the passage's own order."
    return found


def _followed(sentence: str, units: Sequence[Unit]) -> list[list[str]]:
    """The texts that a sentence follows: cells of rows, of running text the nearest and what is taken over whole."""
    of_rows: list[list[str]] = []
    running: list[tuple[int, str]] = []
    for unit in units:
        if unit.row is not None:
            cells = [plain(cell.text) for cell in unit.row.cells[1:]]
            of_rows.append([cell for cell in cells if _in_common(sentence, cell)])
        elif not unit.asks and (same := _in_common(sentence, unit.text)):
            running.append((same, unit.text))
    nearest = max((same for same, _ in running), default=0)
    taken = ([text] for same, text in running if same == nearest or same >= _TAKEN * len(_tokens(text)))
    return [*taken, *of_rows]


def _in_common(sentence: str, text: str) -> int:
    """How many words a sentence shares with a text that it follows, in their order; 0 if it does not follow it."""
    same = sum(end - start for how, start, end, _, _ in _steps(sentence, text) if how == "equal")
    follows = same >= _FOLLOWS and 2 * same >= min(len(_tokens(sentence)), len(_tokens(text)))
    return same if follows else 0


def _fault(place: _Place, known: frozenset[str], own: frozenset[str]) -> str | None:
    if not place.held or len(place.mine) > _AT_MOST or len(place.theirs) > _AT_MOST:
        return None
    gone = [one for one in place.theirs if not _is_named(one, own)]
    if not place.mine:
        if len(place.theirs) == 1 and gone and _counts(gone[0].lower) and not place.opens and not place.ends:
            return f"A sentence leaves out “{gone[0].lower}”, which its passage has there."
        return None
    if len(place.mine) != len(place.theirs) and not _is_bounded(place):
        return None  # nothing tells where the two places begin or end
    numbers = [[is_number(one.lower) for one in side] for side in (place.mine, place.theirs)]
    if (place.opens and all(map(all, numbers))) or (any(numbers[0]) and not any(numbers[1])):
        return None  # "one in ten of each year" for "36% of each year make it, one in ten further"
    is_one_for_one = len(place.mine) == len(place.theirs) == 1 and not place.opens
    strange = [one for one in place.mine if (is_one_for_one or not _is_named(one, known)) and not _answers(one)]
    if not strange or not any(not _answers(one) for one in gone) or any(one.before in _POINTS for one in place.theirs):
        return None
    mine, theirs = (" ".join(one.lower for one in side) for side in (place.mine, place.theirs))
    return f"“{mine}” stands where the passage has “{theirs}”."


def _is_bounded(place: _Place) -> bool:
    """Whether a place lies between the same words, or at the end of one clause of both."""
    if not (place.opens or place.ends):
        return True
    return place.ends and not any(one.opens_clause for one in (*place.mine, *place.theirs))


def _counts(lower: str) -> bool:
    return is_number(lower) or (lower in weighty_words() and lower not in listed("pointing"))


def _answers(token: _Token) -> bool:
    """Whether a word denies or says yes: denials are looked at by themselves."""
    return token.lower == "yes" or bool(DENIES.fullmatch(token.lower))


def _are_changed_over(places: Sequence[_Place]) -> bool:
    pairs = [({one.lower for one in place.mine}, {one.lower for one in place.theirs}) for place in places if place.mine]
    return any(
        mine == other_theirs and theirs == other_mine
        for at, (mine, theirs) in enumerate(pairs)
        for other_mine, other_theirs in pairs[at + 1 :]
    )


@lru_cache(maxsize=16_384)
def _tokens(text: str) -> tuple[_Token, ...]:
    said = words(text)
    found: list[_Token] = []
    last = 0
    for place, word in enumerate(said):
        if not is_small(word) or word.lower in listed("light"):
            opens = bool(found) and _OPENS_CLAUSE.search(text, last, word.start) is not None
            found.append(_Token(word.lower, forms_in(word.text), said[place - 1].lower if place else "", opens))
            last = word.end
    return tuple(found)


@lru_cache(maxsize=16_384)
def _steps(sentence: str, text: str) -> tuple[tuple[str, int, int, int, int], ...]:
    kinds: list[_Token] = []

    def kind_of(token: _Token) -> int:
        for number, other in enumerate(kinds):
            if _are_same(token, other):
                return number
        kinds.append(token)
        return len(kinds) - 1

    theirs = [kind_of(token) for token in _tokens(text)]
    mine = [kind_of(token) for token in _tokens(sentence)]
    return tuple(SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes())


def _is_named(token: _Token, known: frozenset[str]) -> bool:
    """Whether a word is known, of a compound every part."""
    parts = parts_of(token.lower)
    if len(parts) < 2:
        return not token.forms.isdisjoint(known)
    return stem(token.lower) in known or all(not forms(part).isdisjoint(known) for part in parts)


def _are_same(one: _Token, other: _Token) -> bool:
    """Whether two words are forms of one; of two compounds all parts are."""
    if one.lower == other.lower:
        return True
    parts, others = parts_of(one.lower), parts_of(other.lower)
    if len(parts) > 1 and len(others) > 1:
        return len(parts) == len(others) and all(
            not forms(mine).isdisjoint(forms(theirs)) for mine, theirs in zip(parts, others, strict=True)
        )
    return not one.forms.isdisjoint(other.forms)


def _places(sentence: str, text: str) -> tuple[_Place, ...]:
    mine, theirs, steps = _tokens(sentence), _tokens(text), _steps(sentence, text)
    found: list[_Place] = []
    for at, (how, start, end, begin, stop) in enumerate(steps):
        if how not in ("replace", "insert"):
            continue
        opens, ends = start == begin == 0, end == len(mine) and stop == len(theirs)
        before = opens or (at > 0 and steps[at - 1][0] == "equal")
        behind = ends or (at + 1 < len(steps) and steps[at + 1][0] == "equal")
        found.append(
            _Place(mine[start:end], theirs[begin:stop], opens, ends, before and behind and not (opens and ends))
        )
    return tuple(found)
