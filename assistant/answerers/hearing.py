"""Hearing a model's reply as it comes: each sentence is checked when it is whole, and shown only if it holds.

What is heard is read in one form, whatever the model's own: no thinking, marks as [1], digits as 0 to 9.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from assistant.answer import MARK_FORM, AnswererName, numbers_of_marks, renumbered
from assistant.answerers.draft import Draft, Quote
from assistant.answerers.mark_forms import with_plain_marks
from assistant.answerers.refusing import reply_faults
from assistant.grounding.check import support_text
from assistant.models.thinking import after_thinking

LONGEST_REPLY = 2_000  # characters; an answer of sixty words has about 400
_LONGEST_SHOWN = 800  # characters that are shown on the way: each new sentence is checked with all before it
# A sentence is whole when its stop, its marks and the beginning of the next one are there.
_WHOLE = re.compile(rf"(?:[.!?]\s?(?:{MARK_FORM}\s?)+|(?:{MARK_FORM}\s?)+[.!?])(?=\s+[^\s\[.!?])")
_BEFORE_MARK = re.compile(rf"\s?({MARK_FORM})")
_OUT_OF_RANGE = 999  # of a mark without a quote: no draft has so many


def heard(pieces: Iterable[str], quotes: Sequence[Quote], asked: str, show: Callable[[Draft], None] | None) -> str:
    """The whole reply. Sentences that hold are shown on the way, up to the first that does not.

    Reading stops at a reply that is far too long.
    """
    held = "\n".join(support_text(quote) for quote in quotes)
    came, shown, holds = "", 0, True
    for piece in pieces:
        came += piece
        if len(came) > LONGEST_REPLY:
            return came
        if show is None or not holds or len(came) > _LONGEST_SHOWN or "\n" in came.strip():
            continue
        text = with_plain_marks(came, len(quotes), held, whole=False)
        whole = [match.end() for match in _WHOLE.finditer(text)]
        if whole and whole[-1] > shown:
            shown = whole[-1]
            draft = draft_from_reply(text[:shown], quotes, asked)
            holds = draft is not None and not reply_faults(draft)
            if draft is not None and holds:
                show(draft)
    return with_plain_marks(after_thinking(came), len(quotes), held)


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
