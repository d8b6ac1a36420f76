"""Which failures of a provider are worth one more try, and how long to wait before it."""

from __future__ import annotations

import email.utils
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from tenacity import AsyncRetrying, RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from assistant.models.failures import status_of

_TRANSIENT = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_PASSING = ("connect", "timeout", "remoteprotocol", "readerror", "incompleteread", "apiconnection", "brokenpipe")
_JITTER = (0.2, 0.8)  # seconds

_Result = TypeVar("_Result")


class GaveUpError(Exception):
    """The call was given up: its time was over, or who asked has left."""


def with_one_retry(call: Callable[[], _Result], *, ends: float, is_left: Callable[[], bool]) -> _Result:
    """What `call` returns, tried once more after a passing failure if the wait fits before `ends` (monotonic).

    Raises:
        Exception: what the last try raised.
    """
    retrying = Retrying(
        stop=stop_after_attempt(2),
        wait=_wait,
        retry=retry_if_exception(lambda error: _is_passing(error) and not is_left() and _fits(error, ends)),
        reraise=True,
        sleep=lambda seconds: _sleep(seconds, is_left),
    )
    return retrying(call)


async def with_one_retry_async(
    call: Callable[[], Awaitable[_Result]], *, ends: float, is_left: Callable[[], bool]
) -> _Result:
    """The same for a call of an event loop."""
    retrying = AsyncRetrying(
        stop=stop_after_attempt(2),
        wait=_wait,
        retry=retry_if_exception(lambda error: _is_passing(error) and not is_left() and _fits(error, ends)),
        reraise=True,
    )

    async def tried() -> _Result:  # tenacity awaits only what it can tell is to be awaited
        return await call()

    return await retrying(tried)


def _sleep(seconds: float, is_left: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while not is_left() and (left := until - time.monotonic()) > 0:
        time.sleep(min(0.05, left))


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    return max(retry_after(error) or 0.0, 0.0) + random.uniform(*_JITTER)


def _fits(error: BaseException, ends: float) -> bool:
    """Whether there is time for the wait and for some answer after it."""
    return time.monotonic() + (retry_after(error) or 0.0) + _JITTER[1] + 0.5 < ends


def _is_passing(error: BaseException) -> bool:
    if isinstance(error, GaveUpError):
        return False
    status = status_of(error)
    if status is not None:
        return status in _TRANSIENT
    names = " ".join(kind.__name__ for kind in type(error).__mro__).lower()
    return any(word in names for word in _PASSING)


def retry_after(error: BaseException | None) -> float | None:
    """Seconds that a server asks to wait by its Retry-After header (seconds or a date); None where it does not."""
    headers: Any = getattr(getattr(error, "response", None), "headers", None)
    value = headers.get("retry-after") if headers is not None else None
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return None
