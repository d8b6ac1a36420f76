"""Tokens that chat models took in and gave out, by model."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

_CHARACTERS = 4  # of a token, roughly; only where a provider tells nothing


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """Tokens that a model took in and gave out."""

    taken: int
    given: int

    def plus(self, other: Tokens) -> Tokens:
        """Both together."""
        return Tokens(taken=self.taken + other.taken, given=self.given + other.given)


class Usage:
    """Adds tokens up by model; safe to share between threads."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._by_model: dict[str, Tokens] = {}

    def add(self, model: str, used: Tokens) -> None:
        """Count the tokens of one call."""
        with self._lock:
            self._by_model[model] = self._by_model.get(model, Tokens(taken=0, given=0)).plus(used)

    def by_model(self) -> dict[str, Tokens]:
        """What was used so far."""
        with self._lock:
            return dict(self._by_model)


def estimated(messages: Sequence[BaseMessage], reply: str) -> Tokens:
    """About how many tokens a call took, for a provider that does not say."""
    asked = sum(len(str(message.text)) for message in messages)
    return Tokens(taken=-(-asked // _CHARACTERS), given=-(-len(reply) // _CHARACTERS))
