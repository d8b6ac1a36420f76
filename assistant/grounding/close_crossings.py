"""Two things changed over: what a quote says of one of them is said of the other, and the other way round.

Quotes and sentence are cut into clauses in the same way, first at the strongest marks and then at weaker ones. Where
two clauses of the sentence each join words of the same two clauses of the quotes, their parts have been changed over.
So have they where the two sides of a comparison have ("A beats B", "A above B").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.grounding.backing import Backing
from assistant.grounding.close_forms import is_number, small_words, telling_forms, weighty_words
from assistant.grounding.text import data, stem, words

_MARKS = r"[;:](?!\d)|,(?!\d)|\s-\s"
_LINKS = "while|whereas|but|against|because|since|as|so that|instead of|rather than|in place of|than"
_LEVELS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r";|\b(?:while|whereas|but|against)\b",
        rf"{_MARKS}|\b(?:{_LINKS})\b",
        rf"{_MARKS}|\b(?:{_LINKS}|and|or|then)\b",
    )
)
_CLAUSES_AT_MOST = 14
_CLOSE = 0.9  # share of a clause's words that the quote has


def close_crossing_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Whether a sentence (plain text) changes over parts of one quote."""
    for unit in backing.units:
        if unit.row is None and not unit.asks and _is_changed_over(sentence, unit.text):
            yield "The sentence says of one thing what its quote says of another, and the other way round."
            return


def _is_changed_over(sentence: str, quote: str) -> bool:
    own, held = _with_pairs_joined(sentence, quote)
    return _is_turned(own, held) or any(
        _is_crossed(_cut(own, level), _cut(held, level), weighed=level == len(_LEVELS) - 1)
        for level, cut in enumerate(_LEVELS)
        if cut.search(quote)
    )


_PAIR = re.compile(r"\b([^\W\d]+) and (?=([^\W\d]+))", re.I)


def _with_pairs_joined(sentence: str, quote: str) -> tuple[str, str]:
    """Both texts, with two words that each joins by the same "and" as one: "building and public works"."""
    pairs = {match.groups() for match in _PAIR.finditer(sentence)} & {match.groups() for match in _PAIR.finditer(quote)}
    for first, second in sorted(pair for pair in pairs if small_words().isdisjoint(pair)):
        pair = re.compile(rf"\b{first} and (?={second}\b)")
        sentence, quote = pair.sub(f"{first}&", sentence), pair.sub(f"{first}&", quote)
    return sentence, quote


@lru_cache(maxsize=16_384)
def _cut(text: str, level: int) -> tuple[frozenset[str], ...]:
    """The clauses of a text as forms of their words; empty ones are left out."""
    made = (telling_forms(part) for part in _LEVELS[level].split(_IN_LIST.sub(" and", _AS_AS.sub(r"\1 and", text))))
    return tuple(forms for forms in made if forms)


# "A, B and C" is one list in any order
_IN_LIST = re.compile(r",(?= [\w.+#-]+(?:, [\w.+#-]+)*,? (?:and|or) [\w.+#-]+(?:[,.;:]|\Z))")
_AS_AS = re.compile(r"\bas (\w+) as\b", re.I)  # "A is as welcome as B" says the same of both


def _is_crossed(own: tuple[frozenset[str], ...], held: tuple[frozenset[str], ...], *, weighed: bool) -> bool:
    """Whether two clauses join what two others keep apart; where `weighed`, by way of a number or a rank.

    Words joined by "and" may stand in another order and mean the same ("explain and describe A"); "first" may not.
    """
    if not (2 <= len(own) <= _CLAUSES_AT_MOST and 2 <= len(held) <= _CLAUSES_AT_MOST):
        return False
    known = frozenset().union(*held)
    meant = [clause & known if len(clause & known) >= _CLOSE * len(clause) else frozenset[str]() for clause in own]
    for at, one in enumerate(held):
        for other in held[at + 1 :]:
            left, right = one - other, other - one
            mixed = [(clause & left, clause & right) for clause in meant if clause & left and clause & right]
            if weighed and not any(_weighs(form) for pair in mixed for side in pair for form in side):
                continue
            for place, (a, b) in enumerate(mixed):
                if any(not (a & c) and not (b & d) for c, d in mixed[place + 1 :]):
                    return True
    return False


def _weighs(form: str) -> bool:
    return is_number(form) or form in weighty_words()


def _is_turned(sentence: str, quote: str) -> bool:
    """Whether what stands on one side of a comparing word stands on its other side in the quote, and the reverse."""
    return any(
        stem(here.group().lower()) == stem(there.group().lower())
        and _are_sides_turned(_sides(sentence, here), _sides(quote, there))
        for here in _pivot().finditer(sentence)
        for there in _pivot().finditer(quote)
    )


def _are_sides_turned(own: tuple[str, str], held: tuple[str, str]) -> bool:
    """Whether the first word behind stood before, and one of those before stood behind."""
    before, behind = own
    first, second = held
    left, right = telling_forms(first), telling_forms(second)
    nearest = _first_forms(behind)
    return bool(nearest - right) and nearest <= left and bool(telling_forms(before) & (right - left))


def _sides(text: str, pivot: re.Match[str]) -> tuple[str, str]:
    return text[: pivot.start()], text[pivot.end() :]


def _first_forms(text: str) -> frozenset[str]:
    """The forms of the first word that tells something."""
    return next((forms for word in words(text) if (forms := telling_forms(word.text))), frozenset())


@cache
def _pivot() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(str(data()['close']['pivots']).split())})\b", re.I)
