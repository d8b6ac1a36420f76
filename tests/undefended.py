"""The website with defences left out, to show that the tests of a defence notice when it is gone.

    python tests/undefended.py CORSMiddleware,OwnSessions --port 0

The names are middleware classes or keys of `REMOVALS`; what follows goes to app.py. Both with and without names there
is a page /crash, which fails with a message that holds a visitor's words, and a page /held, which says how many objects
of the process hold the words that it is asked for.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from itsdangerous import BadSignature  # noqa: E402
from limits import RateLimitItem, RateLimitItemPerSecond  # noqa: E402
from web_server import SECRET, SHORT_MINUTE  # noqa: E402

import app as program  # noqa: E402  # the repository is on the path only now
from assistant.staff.accounts import Account  # noqa: E402
from assistant.web import (  # noqa: E402
    answers,
    api,
    app,
    caller,
    chat_gate,
    chat_page,
    conversations,
    headers,
    logs,
    proxy,
    rates,
    safe_html,
    widget,
)
from assistant.web.staff import door, files, lockout, login, sessions, site  # noqa: E402


async def _uncounted(*arguments: Any) -> int:
    return 0


def _set(owner: object, name: str, value: Any) -> Callable[[], None]:
    return lambda: setattr(owner, name, value)


def _forgotten(self: sessions.Sessions, session: sessions.Session, *, secure: bool) -> str:
    """Ends a session in the browser alone."""
    return self._cookie("", seconds=0, secure=secure)


class _Unsigned:
    """Reads a cookie's words whoever signed them."""

    def __init__(self, kept: Any) -> None:
        self._kept = kept
        self.dumps = kept.dumps

    def loads(self, value: str, max_age: int) -> Any:
        said = self._kept.loads_unsafe(value, max_age=max_age)[1]
        if said is None:
            raise BadSignature("no cookie of ours")
        return said


def _unsigned(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda self: _Unsigned(make(self))


_is_password = login.is_password
_somebody = sessions.Session(id="0" * 32, account=Account(name="nobody", password_hash="", added=""))


def _short_minute(amount: int, namespace: str) -> RateLimitItem:
    return RateLimitItemPerSecond(amount, SHORT_MINUTE, namespace=namespace)


REMOVALS: dict[str, Callable[[], None]] = {
    "AnswerThreads": _set(answers.AnswerThreads, "_places", property(lambda self: 10**9, lambda self, value: None)),
    "Caches": _set(app, "clear_caches", lambda: None),
    "ChatPolicy": _set(chat_page, "chat_policy", lambda *arguments, **named: "script-src * 'unsafe-inline'"),
    "Forgetting": _set(conversations.Conversations, "sweep", lambda self: None),
    "FrameAncestors": _set(headers, "content_policy", lambda **named: "script-src 'self' 'unsafe-inline'"),
    "HiddenCharacters": _set(safe_html, "_HIDDEN", set()),
    "GradioLeftovers": _set(app, "sweep_leftovers", lambda chat, seconds: None),
    "JsonLines": _set(logs.logging.StreamHandler, "setFormatter", lambda self, formatter: None),
    "LongMinutes": _set(rates, "RateLimitItemPerMinute", _short_minute),
    "OwnPage": _set(chat_gate.ChatGate, "_is_own_page", lambda self, scope: True),
    "OwnSessions": _set(chat_gate.ChatGate, "_own", lambda self, name, visitor: name),
    "OwnTabs": _set(conversations, "caller_of", lambda scope: caller.Caller(address="", visitor=None)),
    "PlainJson": _set(api.PlainJson, "render", api.JSONResponse.render),
    "Rates": _set(rates.Rates, "message", _uncounted),
    "StaffAddresses": _set(lockout.Lockout, "_wait_of_address", _uncounted),
    "StaffBody": _set(site, "BodyLimit", lambda app: app),
    "StaffClosed": _set(door.StaffDoor, "_is_closed", lambda self: False),
    "StaffCookie": _set(sessions.Sessions, "_cookie", lambda self, value, seconds, secure: f"career_staff={value}"),
    "StaffCurrent": _set(sessions.Sessions, "_is_current", lambda self, account, mark: True),
    "StaffEnded": _set(sessions.Sessions, "ended", _forgotten),
    "StaffExpiry": _set(sessions.Sessions, "_oldest", lambda self: 10**9),
    "StaffFirst": lambda: None,  # moved behind the other defences in `main`
    "StaffFresh": _set(files, "_state", lambda file: None),
    "StaffLogin": _set(door.StaffDoor, "_session", lambda self, scope: _somebody),
    "StaffNames": _set(lockout.Lockout, "_wait_of_name", _uncounted),
    "StaffNobody": _set(
        login, "is_password", lambda account, password: bool(account and _is_password(account, password))
    ),
    "StaffOrigin": _set(door.StaffDoor, "_is_own_page", lambda self, scope: True),
    "StaffPrivate": _set(door, "_private", lambda send: send),
    "StaffSignature": _set(sessions.Sessions, "_serializer", _unsigned(sessions.Sessions._serializer)),
    "StaffTurns": _set(lockout, "_turns", nullcontext),
    "WidgetOrigins": _set(widget, "may_have", lambda headers, allowed_origins: True),
    "TrustedProxies": _set(proxy, "ProxyHeadersMiddleware", lambda app, trusted_hosts: _Everybody(app)),
}


class _Everybody(proxy.ProxyHeadersMiddleware):
    """Believes whoever sends a proxy's headers."""

    def __init__(self, app: Any) -> None:
        super().__init__(app, trusted_hosts="*")


def texts_in(holder: Any) -> Iterator[str]:
    """The texts that an object refers to, through dictionaries and tuples that the collector does not list itself."""
    for thing in gc.get_referents(holder):
        if isinstance(thing, str):
            yield thing
        elif isinstance(thing, (dict, tuple)) and not gc.is_tracked(thing):
            yield from texts_in(thing)


def main() -> int:
    left_out = [name for name in sys.argv.pop(1).split(",") if name]
    chain = app.defences

    def defences(*arguments: Any, **named: Any) -> list[Any]:
        kept = [each for each in chain(*arguments, **named) if each.cls.__name__ not in left_out]
        known = {*REMOVALS, *(each.cls.__name__ for each in chain(*arguments, **named))}
        assert set(left_out) <= known, f"no such defence: {set(left_out) - known}"
        if "StaffFirst" in left_out:
            kept.sort(key=lambda each: each.cls is door.StaffDoor)  # a stable order: the door alone goes last
        return kept

    app.defences = defences
    made = app.create_app

    def create_app(*arguments: Any, **named: Any) -> Any:
        site = made(*arguments, **named)

        @site.get("/crash", include_in_schema=False)
        def crash() -> None:
            raise RuntimeError(SECRET)

        @site.get("/held", include_in_schema=False)
        def held(start: str, end: str) -> int:
            word = start + end  # in two parts, so that the request itself does not hold it
            texts = (text for holder in gc.get_objects() for text in texts_in(holder))
            return sum(len(text) > len(word) and word in text for text in texts)

        return site

    app.create_app = create_app
    for name in left_out:
        REMOVALS.get(name, lambda: None)()
    return program.main()


if __name__ == "__main__":
    sys.exit(main())
