"""One line of the log on what a chat model did for an answer: why it was not used as it was, tokens, times, money.

No word of the visitor, the guide or the reply is in it, unless the log is set to hold messages.
"""

from __future__ import annotations

import logging
import re
import time

from assistant.answerers.draft import Draft, Refusal
from assistant.models.calls import ModelFailedError, Watched
from assistant.models.keys import without_secrets

_log = logging.getLogger(__name__)


class Report:
    """Collects what happened while one question was with the model."""

    def __init__(self, model: str) -> None:
        """`model` is the name that the settings give it."""
        self.watched = Watched()
        self._model = without_secrets(model)
        self._started = time.monotonic()
        self._why: list[str] = []
        self._words: list[str] = []

    def faulty(self, faults: list[str]) -> None:
        """A reply had these faults."""
        self._why += [fault_kind(fault) for fault in faults]
        self._words += faults

    def failed(self, error: ModelFailedError) -> None:
        """A call failed."""
        self._why.append(str(error))
        if error.detail:
            self._words.append(error.detail)

    def write(self, result: Draft | Refusal | None) -> None:
        """Write the line."""
        tokens = self.watched.tokens
        why = list(dict.fromkeys(self._why))[:8]
        fields: dict[str, object] = {
            "model": self._model,
            "ms": round((time.monotonic() - self._started) * 1000, 1),
            "tokens_in": tokens.taken,
            "tokens_out": tokens.given,
        }
        if self.watched.first_token_ms is not None:
            fields["first_token_ms"] = round(self.watched.first_token_ms, 1)
        if self.watched.estimated:
            fields["tokens_estimated"] = True
        if self.watched.money is not None:
            fields["money"] = round(self.watched.money, 8)
        if why:
            fields["why"] = why
        extra = {"fields": fields, "messages": {"faults": self._words} if self._words else {}}
        if isinstance(result, Refusal):
            _log.info("The chat model says that the guide does not answer this.", extra=extra)
        elif result is None:
            _log.warning(
                "The extractive answer is given; the chat model: %s", "; ".join(why) or "no draft", extra=extra
            )
        else:
            _log.info("The chat model worded the answer (%s).", result.answerer, extra=extra)


def fault_kind(fault: str) -> str:
    """A fault without the words that it is about."""
    kind = re.sub(r"“[^”]*”", "…", fault)
    kind = re.sub(r"^The (figure|name|place|role) .*? (is|stands) ", r"A \1 \2 ", kind)
    kind = re.sub(r"^(A sentence cites nothing):.*", r"\1.", kind)
    kind = re.sub(r"\(.*?\)| do not count .*", "", kind)
    return re.sub(r"\[\d+\]", "[n]", kind).strip()
