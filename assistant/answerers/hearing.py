"""Hearing a model's reply as it comes: each sentence is checked when it is whole, and shown only if it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from assistant.answer import MARK_FORM, AnswererName, numbers_of_marks, renumbered
from assistant.answerers.draft import Draft, Quote
from assistant.grounding import faults
from assistant.prompts import REFUSAL

LONGEST_REPLY = 2_000  # characters; an answer of sixty words has about 400
# A sentence is whole when its stop, its marks and the beginning of the next one are there.
_WHOLE = re.compile(rf"(?:[.!?]\s?(?:{MARK_FORM}\s?)+|(?:{MARK_FORM}\s?)+[.!?])(?=\s+[^\s\[.!?])")
_BEFORE_MARK = re.compile(rf"\s?({MARK_FORM})")
_OUT_OF_RANGE = 999  # of a mark without a quote: no draft has so many


def heard(pieces: Iterable[str], quotes: Sequence[Quote], asked: str, show: Callable[[Draft], None] | None) -> str:
    """The whole reply. Sentences that hold are shown on the way, up to the first that does not.

    Reading stops at a reply that is far too long.
    """
    text, shown, holds = "", 0, True
    for piece in pieces:
        text += piece
        if len(text) > LONGEST_REPLY:
            break
        if show is None or not holds or "\n" in text.strip():
            continue
        whole = [match.end() for match in _WHOLE.finditer(text)]
        if whole and whole[-1] > shown:
            shown = whole[-1]
            draft = draft_from_reply(text[:shown], quotes, asked)
            holds = draft is not None and not faults(draft)
            if draft is not None and holds:
                show(draft)
    return text


def refuses(reply: str) -> bool:
    """Whether the reply is the model's own "not in the guide", with no more around it than a stop or a mark."""
    bare = re.sub(rf"{MARK_FORM}|[\W_]+", " ", reply).strip().upper()
    return bare == REFUSAL or bool(re.match(rf"(?:IT IS |THIS IS |THAT IS )?{REFUSAL}\b", bare))


def draft_from_reply(reply: str, quotes: Sequence[Quote], asked: str = "") -> Draft | None:
    """The reply with its marks renumbered from 1 over the quotes it cites; a mark out of range stays one, and a fault.

    None where the reply is empty, too long, or cites nothing in range.
    """
    text = reply.strip()
    if not text or len(text) > LONGEST_REPLY:
        return None
    numbers = numbers_of_marks(text, len(quotes))
    if not numbers:
        return None
    text = renumbered(_BEFORE_MARK.sub(r" \1", text), lambda mark: numbers.get(mark, _OUT_OF_RANGE))
    return Draft(
        text=text.strip(),
        quotes=tuple(quotes[mark - 1] for mark in numbers),
        answerer=AnswererName.GENERATIVE,
        asked=asked,
    )
