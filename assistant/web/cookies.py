"""Our own cookies: read from whatever a browser sends, and written so that no script sees them."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope


def sent_cookie(scope: Scope, name: str) -> str:
    """The value of a request's cookie of that name; an empty text where there is none.

    Other programs of the domain set cookies too, some in forms that no standard allows. Those must not hide ours, which
    is what they do to Python's own `SimpleCookie`: it drops all that stands after the first of them.
    """
    return cookie_parser("; ".join(Headers(scope=scope).getlist("cookie"))).get(name, "")


def cookie_line(name: str, value: str, *, path: str, framed: bool, secure: bool) -> str:
    """A cookie that no script reads; `framed` lets it come back from a frame on another website, where there is TLS."""
    kept = "; Secure; SameSite=None; Partitioned" if framed and secure else "; SameSite=Lax"
    if secure and "Secure" not in kept:
        kept += "; Secure"
    return f"{name}={value}; Path={path}; HttpOnly{kept}"
