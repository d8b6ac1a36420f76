"""Choices that look given and are not: the best college or the make to buy, asked of a guide that names none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.context import context_text
from assistant.evidence import Evidence, pooled
from assistant.language import fold, load_language, pattern_of, read_data
from assistant.question import Question, with_digits
from assistant.support import lexical_support, stems
from corpus.guide import Table
from corpus.passages import PassageKind

_NAME = re.compile(r"(?<=[a-z,;(] )[A-Z][\w&.’'-]+(?: [A-Z][\w&.’'-]+)*")
_LEAST_NAMES = 2
_BY_NAME = re.compile(r"\b(?:which|what) (?:\w+ )?(\w+s)\b.*\b(?:names?|exactly)\b|\bexactly (?:which|what) (\w+s)\b")
_BY_NUMBER = re.compile(
    r"\b(?:which|name|list|where|what)(?: are| is)?(?: all)?(?: the| those| these)? (\d{1,2}) "
    r"(?:\w+ ){0,2}?(\w{3,}s)\b(?! (?:old|ago))"
)
_LISTS = re.compile(r"\b(?:such as|like|including|include|namely|for example|e\.g\.)\b|[:(–—]")
_PIECE = re.compile(r",| and | or |;")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One thing that visitors want chosen. `of`: what the evidence has to speak of besides, all in lower case."""

    name: str
    asked: re.Pattern[str]
    said: re.Pattern[str]
    of: re.Pattern[str]


@cache
def choices() -> tuple[Choice, ...]:
    """All choices, in the order of the data file."""
    patterns = ("asked", "said", "of")
    entries = read_data("choices.toml")["choice"]
    return tuple(Choice(name=one["name"], **{name: pattern_of(one[name]) for name in patterns}) for one in entries)


def choice_not_given(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether one of several is to be named, and the best evidence neither speaks of choosing nor names some."""
    asked = [choice for choice in choices() if choice.asked.search(question.asking)]
    if not asked or question.yes_no:
        return False
    said = "\n".join(context_text(item.guide, item.passage) for item in pooled(evidence)).lower()
    named = _names(evidence[0].passage.text) >= _LEAST_NAMES
    about = _what_is_told_of(evidence[0]).lower()
    return not any(choice.of.search(about) and (named or choice.said.search(said)) for choice in asked)


def _what_is_told_of(best: Evidence) -> str:
    """The text of a passage; of a row or table its labels under their head, since the other cells tell of these."""
    if not isinstance(best.block, Table):
        return best.passage.text
    rows = best.block.rows if best.passage.part is None else [best.block.rows[best.passage.part]]
    return " ".join(row.cells[0].text for row in (best.block.header, *rows))


def only_speaks_of_them(question: Question, best: Evidence) -> bool:
    """Whether things are asked for by name that the best evidence only counts among others: "a set of instruments"."""
    asked = _BY_NAME.search(question.asking)
    if asked is None or best.passage.kind not in (PassageKind.SENTENCE, PassageKind.LABEL, PassageKind.ITEM):
        return False
    noun = asked[1] or asked[2]
    first, *others = _PIECE.split(best.passage.text)
    holding = [piece for piece in others if lexical_support(noun, stems(piece))]
    return bool(holding) and not lexical_support(noun, stems(first)) and not any(map(_LISTS.search, holding))


def only_counts_them(question: Question, best: Evidence) -> bool:
    """Whether things are asked for by their number, which is all that the best evidence has: "in eleven states"."""
    asked = _BY_NUMBER.search(with_digits(question.asking))
    if asked is None or best.passage.kind in (PassageKind.LIST, PassageKind.TABLE):
        return False
    said = with_digits(best.passage.text.lower())
    counted = re.search(rf"\b{asked[1]} (?:\w+ ){{0,2}}?{re.escape(asked[2])}\b([^|]*)", said)
    return counted is not None and len(_PIECE.findall(counted[1])) < _LEAST_NAMES and ":" not in counted[1]


def _names(text: str) -> int:
    """How many names stand within a text, places aside."""
    places = load_language().places
    return sum(fold(name).replace(" ", "-") not in places for name in _NAME.findall(text))
