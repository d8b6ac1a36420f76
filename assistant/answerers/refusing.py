"""A model's own word that the passages do not answer: the fixed one, or one of its own.

A reply that says nothing else is a refusal. Inside a longer reply such a sentence is a fault: no quote supports what a
guide leaves out. Where a guide says so itself, it may be told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.answer import MARK_FORM, marks_in, without_marks
from assistant.answerers.draft import Draft, Quote, readable
from assistant.grounding import faults
from assistant.grounding.reply import Statement, statements
from assistant.language import fold, load_language, read_data
from assistant.prompts import NONE, REFUSAL
from assistant.support import stems

_FIXED = re.compile(rf"(?:IT IS |THIS IS |THAT IS )?{REFUSAL}\b")
_BACK = re.compile(r"^(?:it|they)\b")  # to the guide or the passages, after a sentence about them


def refuses(reply: str, quotes: Sequence[Quote] = ()) -> bool:
    """Whether the whole reply says that the passages do not answer; `quotes` are those that it was shown."""
    bare = re.sub(rf"{MARK_FORM}|[\W_]+", " ", reply).strip().upper()
    if bare == NONE or _FIXED.match(bare):
        return True
    found = statements(reply)
    refused = False
    for statement in found:
        if _is_refusal(statement, quotes, follows=refused):
            refused = True
        elif not _pattern("pointer").match(_folded(statement.text)):
            return False
    return refused


def reply_faults(draft: Draft) -> list[str]:
    """What is wrong with a model's draft: what its quotes do not bear out, and what it says of their silence."""
    return [*faults(draft), *(fault for one in statements(draft.text) for fault in silence_faults(one, draft))]


def silence_faults(statement: Statement, draft: Draft) -> list[str]:
    """The fault of a sentence that tells what the passages do not say.

    None where they say that themselves, or where it goes on to what they do say and the guide has no word for the rest.
    """
    text = _folded(statement.text)
    match = _match(text)
    if match is None or _is_said(statement, draft.quotes):
        return []
    turn = _pattern("turn").search(text, match.end())
    if turn and _is_unknown(text[match.end() : turn.start()], draft.quotes):
        return []
    return [f"A sentence tells what the passages do not say; leave it out: “{without_marks(statement.text)[:80]}”"]


def _is_refusal(statement: Statement, quotes: Sequence[Quote], *, follows: bool) -> bool:
    text = _folded(statement.text)
    if follows:
        text = _BACK.sub("the guide", text)
    match = _match(text)
    if match is None or _is_said(statement, quotes):
        return False
    before = _pattern("courtesy").sub("", text[: match.start()])
    return not any(_pattern("turn").search(part) for part in (before, text[match.end() :]))


def _is_said(statement: Statement, quotes: Sequence[Quote]) -> bool:
    """Whether a quote that the sentence cites says of the guide itself that it leaves the same thing out."""
    marks = marks_in(statement.text)
    cited = [quote for number, quote in enumerate(quotes, 1) if number in marks or not marks]
    said = _named(_without_frame(_folded(statement.text)))
    for quote in cited:
        for sentence in statements(readable(quote.span.text)):
            folded = _folded(sentence.text)
            if _match(folded) and 2 * len(_named(_without_frame(folded)) & said) > len(said):
                return True
    return False


def _is_unknown(clause: str, quotes: Sequence[Quote]) -> bool:
    """Whether a clause names something that the guide nowhere has: then it is true that it is not mentioned."""
    return bool(_named(clause) - frozenset().union(*(stems(quote.guide.text) for quote in quotes)))


def _named(clause: str) -> frozenset[str]:
    """The stems of what a clause is about."""
    generic = load_language().generic
    return frozenset().union(*(stems(word) for word in clause.split() if word not in generic))


def _match(folded: str) -> re.Match[str] | None:
    return next((found for pattern in _refusals() if (found := pattern.search(folded))), None)


def _without_frame(folded: str) -> str:
    """The text without the words that every refusal has."""
    for pattern in _refusals():
        folded = pattern.sub(" ", folded)
    return folded


def _folded(text: str) -> str:
    return fold(without_marks(text))


@cache
def _refusals() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_filled(pattern)) for pattern in _data()["patterns"])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_filled(str(_data()[name])))


def _filled(pattern: str) -> str:
    found = _data()
    for name in ("source", "not", "says"):
        pattern = pattern.replace(f"{{{name}}}", f"(?:{found[name]})")
    return pattern


@cache
def _data() -> dict[str, str | list[str]]:
    return read_data("refusals.toml")
