"""A counsellor's session: a signed cookie for `/staff` alone, good for one password of one account, for some hours."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.types import Scope

from assistant.staff.accounts import Account
from assistant.web.cookies import sent_cookie
from assistant.web.staff.files import StaffFiles

COOKIE = "career_staff"
_KEY = "career.staff"
_SALT = "career-assistant.staff.session"


@dataclass(frozen=True, kw_only=True)
class Session:
    """Who is logged in, by which login."""

    id: str  # 32 hexadecimal digits, one for each login
    account: Account


def session_of(scope: Scope) -> Session | None:
    """The session of a request that has come through the door."""
    session = scope.get(_KEY)
    return session if isinstance(session, Session) else None


def with_session(scope: Scope, session: Session) -> dict[str, Any]:
    """The request's scope with its session."""
    return {**scope, _KEY: session}


class Sessions:
    """Writes and reads the cookie. Of sessions only those that were ended before their time are remembered."""

    def __init__(self, files: StaffFiles, *, hours: float, root_path: str = "") -> None:
        self._files = files
        self.seconds = int(hours * 3600)
        self._path = f"{root_path}/staff"
        self._ended: dict[str, float] = {}  # id of a session, and when its cookie is too old anyway

    def begun(self, account: Account, *, secure: bool) -> str:
        """The value of `Set-Cookie` for a new session; `secure` where the request came over TLS."""
        value = self._serializer().dumps({"n": account.name, "m": account.mark, "i": secrets.token_hex(16)})
        return self._cookie(str(value), seconds=self.seconds, secure=secure)

    def session(self, scope: Scope, accounts: Mapping[str, Account]) -> Session | None:
        """The session that a request's cookie proves, or None."""
        return self._proven(sent_cookie(scope, COOKIE), accounts)

    def ended(self, session: Session, *, secure: bool) -> str:
        """End a session before its time: the value of `Set-Cookie` that forgets it."""
        now = time.monotonic()
        self._ended = {one: until for one, until in self._ended.items() if until > now}
        self._ended[session.id] = now + self.seconds + 60
        return self._cookie("", seconds=0, secure=secure)

    def _proven(self, value: str, accounts: Mapping[str, Account]) -> Session | None:
        try:
            said = self._serializer().loads(value, max_age=self._oldest())
        except BadSignature:  # a cookie that is too old is one too
            return None
        account = accounts.get(said["n"])
        if account is None or not self._is_current(account, said["m"]) or said["i"] in self._ended:
            return None
        return Session(id=said["i"], account=account)

    def _oldest(self) -> int:
        """The age in seconds up to which a cookie is good; what the browser does with it is the browser's affair."""
        return self.seconds

    def _is_current(self, account: Account, mark: str) -> bool:
        """Whether the account has the password that the session was begun with."""
        return secrets.compare_digest(account.mark, mark)

    def _serializer(self) -> URLSafeTimedSerializer:
        kept = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
        return URLSafeTimedSerializer(self._files.key, salt=_SALT, signer_kwargs=kept)

    def _cookie(self, value: str, *, seconds: int, secure: bool) -> str:
        kept = f"Path={self._path}; Max-Age={seconds}; HttpOnly; SameSite=Strict"
        return f"{COOKIE}={value}; {kept}{'; Secure' if secure else ''}"
