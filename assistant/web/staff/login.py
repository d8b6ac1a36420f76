"""Logging in and out: a form in, a redirect with the session's cookie out."""

from __future__ import annotations

import logging
import math
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from assistant.staff.accounts import folded_name, is_password
from assistant.web.caller import caller_of
from assistant.web.staff.files import StaffFiles
from assistant.web.staff.lockout import Lockout
from assistant.web.staff.login_page import login_page
from assistant.web.staff.recent import Recent
from assistant.web.staff.sessions import Sessions, session_of

WRONG = "The name or the password is wrong."
LOCKED = "Too many wrong passwords. Please wait {minutes}, then try again."

_log = logging.getLogger(__name__)


def login_router(
    files: StaffFiles, sessions: Sessions, lockout: Lockout, recent: Recent, *, root_path: str
) -> APIRouter:
    """`POST /login` and `POST /logout`; the door has made sure that our own page sends them."""
    router = APIRouter()

    @router.post("/login")
    async def log_in(request: Request) -> Response:
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        typed, password = form.get("name", [""])[0], form.get("password", [""])[0]
        name = folded_name(typed)[:64]
        account = files.accounts().get(name)
        right, wait = await lockout.tried(
            name, caller_of(request.scope).address, lambda: is_password(account, password)
        )
        known = {"account": account.name} if account else {}  # another name may be a password in the wrong box
        if wait:
            _log.warning("A login was refused: locked out.", extra={"fields": known})
            minutes = math.ceil(wait / 60)
            problem = LOCKED.format(minutes="a minute" if minutes == 1 else f"{minutes} minutes")
            return login_page(root_path=root_path, problem=problem, name=typed, wait=wait)
        if not right or account is None:
            _log.warning("A login failed.", extra={"fields": known})
            return login_page(root_path=root_path, problem=WRONG, name=typed)
        _log.info("A counsellor logged in.", extra={"fields": known})
        cookie = sessions.begun(account, secure=request.scope["scheme"] == "https")
        return RedirectResponse(f"{root_path}/staff/", status_code=303, headers={"Set-Cookie": cookie})

    @router.post("/logout")
    async def log_out(request: Request) -> Response:
        reply = RedirectResponse(f"{root_path}/staff/", status_code=303)
        if session := session_of(request.scope):
            recent.forget(session.id)
            secure = request.scope["scheme"] == "https"
            reply.headers["Set-Cookie"] = sessions.ended(session, secure=secure)
            _log.info("A counsellor logged out.", extra={"fields": {"account": session.account.name}})
        return reply

    return router
