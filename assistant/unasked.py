"""Replies to messages that ask nothing of the guide: empty, too long, in a script that is not read, small talk."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.answer import Answer, Outcome, Reason
from assistant.reading import Reader
from assistant.smalltalk import smalltalk_kind, smalltalk_reply, unreadable_reply, unreadable_script


class Unasked:
    """Replies without a search; holds what the institute wants said."""

    def __init__(self, reader: Reader, *, max_chars: int, contact: str, helpline: str) -> None:
        """`reader` writes out small talk in chat spelling; `max_chars` are read of a message."""
        self._reader = reader
        self._max_chars = max_chars
        self._contact = contact
        self._helpline = helpline

    def reply(self, message: str, starters: Callable[[], tuple[str, ...]]) -> Answer | None:
        """The reply to a message that is no question at all, or None; `starters` may be offered with it."""
        if not re.search(r"\w", message):
            text = "Please type a question about the career in the guide."
            return Answer(question=message, outcome=Outcome.CLARIFY, text=text, suggestions=starters())
        if len(message) > self._max_chars:
            return self._too_long(message)
        if unreadable_script(message):
            text = unreadable_reply(self._contact)
            return Answer(question=message, outcome=Outcome.DECLINED, text=text, reason=Reason.UNREADABLE)
        read = self._reader.read(message)
        if kind := smalltalk_kind(message) or (smalltalk_kind(read) if read != message else None):
            text = smalltalk_reply(kind, helpline=self._helpline, contact=self._contact)
            offered = () if kind == "distress" else starters()
            return Answer(question=message, outcome=Outcome.SMALLTALK, text=text, suggestions=offered)
        return None

    def _too_long(self, message: str) -> Answer:
        text = (
            f"This message has {len(message)} characters; I read up to {self._max_chars}. "
            "Please ask in one or two sentences."
        )
        shown = message[: self._max_chars]
        return Answer(question=shown, outcome=Outcome.DECLINED, text=text, reason=Reason.TOO_LONG)
