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
# By words of the names of an error and of what caused it; the first that fits says it best.
_SAID_BY_KIND = (
    (("connecttimeout",), "it could not be reached in time"),
    (("timeout",), "it said nothing for too long"),
    (("remoteprotocol", "readerror", "incompleteread", "brokenpipe", "connectionreset"), "the connection broke off"),
    (("jsondecode",), "its reply is no valid JSON"),
    (("connect",), "it cannot be reached"),
)
_NOTHING = "No generation chunks"  # LangChain's words for a stream without any event
NO_REPLY = "what came is no reply of a chat model: no valid JSON, or the page of something else"
BROKE_OFF = "its reply broke off before its end"


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
        return _kind_in_words(error)
    said = _SAID_BY_STATUS.get(status) or ("its server failed" if status >= 500 else type(error).__name__)
    return f"HTTP {status}, {said}"


def _kind_in_words(error: BaseException) -> str:
    if isinstance(error, ValueError) and _NOTHING in str(error):
        return NO_REPLY
    names = " ".join(kind.__name__.lower() for one in with_causes(error) for kind in type(one).__mro__)
    kind = type(error).__name__
    return next((f"{said} ({kind})" for words, said in _SAID_BY_KIND if any(word in names for word in words)), kind)


def with_causes(error: BaseException) -> list[BaseException]:
    """The error and what led to it: a provider's own kind often says less than that."""
    found: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and len(found) < 6 and cause not in found:
        found.append(cause)
        cause = cause.__cause__ or cause.__context__
    return found
