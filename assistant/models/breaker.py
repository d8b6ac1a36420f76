"""The circuit breaker around a chat model: after some failures in a row nobody waits for it, until a try works.

The states are purgatory's; it is made for one thread, so each step is taken under a lock, and while it tries again only
one call goes through.
"""

from __future__ import annotations

import threading

from purgatory import SyncCircuitBreakerFactory
from purgatory.domain.model import OpenedState


class BreakerOpenError(Exception):
    """The model has failed too often just now; it was not asked."""


class Breaker:
    """Opens after `failures` failures in a row, for `seconds`; then one call is let through and decides."""

    def __init__(self, *, failures: int, seconds: float) -> None:
        factory = SyncCircuitBreakerFactory(default_threshold=failures, default_ttl=seconds)
        self._breaker = factory.get_breaker("chat model")
        self._lock = threading.Lock()
        self._trying = False

    def begin(self) -> None:
        """Ask to make a call.

        Raises:
            BreakerOpenError: it may not be made.
        """
        with self._lock:
            if self._trying:
                raise BreakerOpenError
            try:
                self._breaker.__enter__()
            except OpenedState:
                raise BreakerOpenError from None
            self._trying = self._breaker.context.state == "half-opened"

    def succeeded(self) -> None:
        """The call that was begun worked."""
        self._end(None)

    def failed(self, error: BaseException) -> None:
        """The call that was begun failed."""
        self._end(error)

    def left(self) -> None:
        """The call that was begun was given up by who asked; it says nothing about the model."""
        with self._lock:
            self._trying = False

    def _end(self, error: BaseException | None) -> None:
        with self._lock:
            self._trying = False
            if self._breaker.context.state != "opened":
                self._breaker.__exit__(type(error) if error else None, error, None)
