"""Sentences of running text, as exact slices: together they hold every character that is not white space."""

from __future__ import annotations

import re

from corpus.guide import Span
from corpus.layout import slice_span

# A stop, the quotes, brackets and emphasis marks that close after it, then white space.
_STOP = re.compile(r"(?:[.?!…]{1,8}|[。।])[\"'”’»)\]*_`]{0,8}(?=\s)")
_WORD_BEFORE = re.compile(r"[^\s(\[\"'“‘*_]+\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,5}\.)+[^\W\d_]{1,5}\Z")
_OPENING = "\"'“‘«([*_`"

_NEVER_LAST_WORDS = (
    "e.g eg i.e ie vs cf viz mr mrs ms dr prof st sr jr approx rs fig figs eq dept est govt sec ch vol eds incl al"
)
_NEVER_LAST = frozenset(_NEVER_LAST_WORDS.split())
_UNITS = "no nos pp p art min max jan feb mar apr jun jul aug sept oct nov dec"
_LAST_UNLESS_A_DIGIT_FOLLOWS = frozenset(_UNITS.split())
# After an abbreviation that may also end a sentence ("Ph.D.", "U.S.", "plan B."), only these words start a new one.
_STARTER_WORDS = (
    "a after all also an and any are as at because before both but by can do does each even every few first finally "
    "for from he her here his how however i if in is it its later many most my next no not nor now of often on once "
    "one or other others our people she since so some start such than that the their then there these they this those "
    "to today too two under until use we what when where which while who why with without yes yet you your"
)
_STARTERS = frozenset(_STARTER_WORDS.split())


def split_sentences(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The sentences of `text[start:end]` in order, without the white space between them."""
    sentences: list[Span] = []
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if not _ends_sentence(text, begin, stop.start(), stop.end(), end):
            continue
        _append_trimmed(sentences, text, begin, stop.end())
        begin = stop.end()
    _append_trimmed(sentences, text, begin, end)
    return tuple(sentences)


def _append_trimmed(sentences: list[Span], text: str, start: int, end: int) -> None:
    content = text[start:end]
    trimmed = content.strip()
    if trimmed:
        start += len(content) - len(content.lstrip())
        sentences.append(slice_span(text, start, start + len(trimmed)))


def _ends_sentence(text: str, begin: int, stop: int, after: int, end: int) -> bool:
    following = text[after : min(end, after + 80)].lstrip().lstrip(_OPENING)
    if following[:1].islower():
        return False
    if text[stop] != "." or text[stop : stop + 2] == "..":
        return True
    # A window keeps this linear; no abbreviation is longer.
    before = text[max(begin, stop - 30) : stop]
    match = _WORD_BEFORE.search(before)
    if match is None:
        return True
    word = match[0]
    if word.isdigit() and not text[begin:stop].strip()[: -len(word)].strip("*_ ") and len(word) <= 3:
        return False  # "1. Apply. 2. Wait." : the number belongs to what follows
    name = word.casefold().rstrip(".")
    if name in _NEVER_LAST:
        return False
    if name in _LAST_UNLESS_A_DIGIT_FOLLOWS and following[:1].isdigit():
        return False
    if _DOTTED.fullmatch(word) or (len(word) == 1 and word.isalpha() and word.isupper()):
        first_word = re.match(r"[^\W\d_]*", following)
        return first_word is None or first_word[0].casefold() in _STARTERS
    return True
