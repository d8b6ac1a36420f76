"""The door of `/staff`: everything below it is closed without an account, and without a login.

The one rule: nothing of the counsellors' application is reached but through here, before the website's own routes,
its chat and what other websites may read.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.headers import content_policy
from assistant.web.proxy import path_in_site
from assistant.web.staff.files import StaffFiles
from assistant.web.staff.login_page import login_page
from assistant.web.staff.sessions import Session, Sessions, with_session

STAFF_PATH = "/staff"
LOGIN_PATH = f"{STAFF_PATH}/login"
_PAGES = (STAFF_PATH, f"{STAFF_PATH}/", LOGIN_PATH)
_NOT_OURS = "This is taken from the counsellors' own pages only. Open them at /staff/ and try again there."
_LOG_IN = "Log in first."
# Whoever challenges has to name a way to log in; browsers know none of this name, and ask nobody.
_CHALLENGE = {"WWW-Authenticate": "Cookie"}


class StaffDoor:
    """Lets counsellors through to their application, with their session; everybody else sees the login, or nothing."""

    def __init__(
        self, app: ASGIApp, *, staff: ASGIApp, files: StaffFiles, sessions: Sessions, root_path: str = ""
    ) -> None:
        """`staff` is what is behind the door, `app` what is beside it."""
        self._app = app
        self._staff = staff
        self._files = files
        self._sessions = sessions
        self._root_path = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request for `/staff` on to the counsellors' application, or refuse it; others pass untouched."""
        path = path_in_site(scope) if scope["type"] == "http" else ""
        if not f"{path}/".startswith(f"{STAFF_PATH}/"):
            await self._app(scope, receive, send)
            return
        refused, session = self._refusal(scope, path)
        private = _private(send)
        if refused is not None:
            await refused(scope, receive, private)
            return
        inside = {**scope, "root_path": scope.get("root_path", "") + STAFF_PATH}
        await self._staff(with_session(inside, session) if session else inside, receive, private)

    def _refusal(self, scope: Scope, path: str) -> tuple[Response | None, Session | None]:
        """Why a request goes no further, or None; and the session that it belongs to."""
        if self._is_closed():
            return PlainTextResponse("Not found.", status_code=404), None
        session = self._session(scope)
        reads = scope["method"] in ("GET", "HEAD")
        logs_in = path == LOGIN_PATH and scope["method"] == "POST"
        if session is None and reads and path in _PAGES:
            return login_page(root_path=self._root_path), None
        if session is None and not logs_in:
            return JSONResponse({"error": _LOG_IN}, status_code=401, headers=_CHALLENGE), None
        if not reads and not self._is_own_page(scope):
            status = 401 if session is None else 403
            return JSONResponse({"error": _NOT_OURS}, status_code=status, headers=_CHALLENGE), session
        if path == STAFF_PATH:  # the page names its parts from within the folder
            return RedirectResponse(f"{self._root_path}{STAFF_PATH}/", status_code=303), session
        return None, session

    def _is_closed(self) -> bool:
        return not self._files.accounts()

    def _session(self, scope: Scope) -> Session | None:
        return self._sessions.session(scope, self._files.accounts())

    def _is_own_page(self, scope: Scope) -> bool:
        """Whether a browser says that a page of this very origin sends the request; who says nothing is refused."""
        headers = Headers(scope=scope)
        origin = urlsplit(headers.get("origin", ""))
        return (origin.scheme, origin.netloc) == (scope["scheme"], headers.get("host"))


def _private(send: Send) -> Send:
    """Replies that nobody keeps, frames, finds or reads from another website, whatever the settings allow others."""
    policy = content_policy(forms="'self'")

    async def kept_private(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Cache-Control"] = "no-store"
            headers["X-Robots-Tag"] = "noindex"
            headers["X-Frame-Options"] = "DENY"
            headers["Cross-Origin-Resource-Policy"] = "same-origin"
            headers.setdefault("Content-Security-Policy", policy)
        await send(message)

    return kept_private
