"""What a provider's error says: its HTTP status, and the kind of failure in words for the log."""

from __future__ import annotations

_SAID_BY_STATUS = {
    400: "it does not take the request",
    401: "the key is not accepted",
    403: "the key may not use this model",
    404: "there is no such model or address",
    413: "the request is too long for it",
    429: "too many requests or no credit",
}


def status_of(error: BaseException) -> int | None:
    """The HTTP status that a provider's error carries, wherever it keeps it."""
    response = getattr(error, "response", None)
    for value in (
        getattr(error, "status_code", None),
        getattr(response, "status_code", None),
        getattr(error, "code", None),
    ):
        if isinstance(value, int):
            return value
    return None


def failure_in_words(error: BaseException) -> str:
    """What kind of failure it was, in words of our own: a provider's may repeat a visitor's, or hold a key."""
    status = status_of(error)
    if status is None:
        return type(error).__name__
    said = _SAID_BY_STATUS.get(status) or ("its server failed" if status >= 500 else type(error).__name__)
    return f"HTTP {status}, {said}"
