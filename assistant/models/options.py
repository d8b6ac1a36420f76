"""How a chat model is reached and bounded, as plain values; `assistant.settings` says what each means."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr


@dataclass(frozen=True, kw_only=True)
class Timeouts:
    """Longest waits in seconds: for the connection, for the first words, for the whole answer with all tries."""

    connect: float = 3.0
    first_token: float = 8.0
    total: float = 20.0


@dataclass(frozen=True, kw_only=True)
class Price:
    """Money per million tokens taken in and given out; the currency is the owner's."""

    taken: float
    given: float

    def of(self, taken: int, given: int) -> float:
        """What so many tokens cost."""
        return (taken * self.taken + given * self.given) / 1_000_000


@dataclass(frozen=True, kw_only=True)
class ChatOptions:
    """One chat model: its name as provider:model, where it is, and what it may take."""

    model: str
    base_url: str | None = None
    key: SecretStr | None = None
    timeouts: Timeouts = field(default_factory=Timeouts)
    calls_at_once: int = 8
    failures_until_open: int = 5
    seconds_open: float = 30.0
    longest_reply: int = 2000  # tokens; an answer of sixty words has about 120, thinking before it many times that
    price: Price | None = None
    daily_budget: float | None = None
    spending_file: Path | None = None
