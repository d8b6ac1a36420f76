"""Errors a person can act on: each message gives the fact, the value and the next step."""


class CareerAssistantError(Exception):
    """Base of every error that the app, the API and the command line show to a person."""


class GuideError(CareerAssistantError):
    """A guide file, or the guides folder, that cannot be used; the message names file, line and remedy."""


def line_number(content: bytes, offset: int) -> int:
    """The line, from 1, that holds the byte at `offset`; all three kinds of line ends count."""
    before = content[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1
