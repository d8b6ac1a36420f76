"""The counsellors' application and its door, from the settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import FastAPI
from starlette.middleware import Middleware

from assistant.settings import Settings
from assistant.web.answers import AnswerThreads
from assistant.web.limits import BodyLimit
from assistant.web.live import LiveAssistant
from assistant.web.look import Look
from assistant.web.staff.door import StaffDoor
from assistant.web.staff.files import StaffFiles
from assistant.web.staff.lockout import Lockout
from assistant.web.staff.login import login_router
from assistant.web.staff.look_up import install_staff_errors, look_up_router
from assistant.web.staff.page import page_router
from assistant.web.staff.recent import Recent
from assistant.web.staff.sessions import Sessions
from assistant.web.staff.warming import Warming

AT_ONCE = 2  # look-ups that are made at the same time, beside the answers of visitors, so that neither waits long
WAITING = 30


@dataclass(frozen=True, kw_only=True)
class StaffSite:
    """What the website needs of its counsellors' side."""

    door: Middleware
    close: Callable[[], None]  # drops the look-ups that have not begun, and ends what runs beside them


def staff_site(settings: Settings, live: LiveAssistant, *, look: Look) -> StaffSite:
    """The counsellors' side over the assistant that visitors get; `look` is how answers are dressed."""
    root_path = look.root_path
    files = StaffFiles(settings.staff_file, settings.staff_key_file)
    sessions = Sessions(files, hours=settings.staff_session_hours, root_path=root_path)
    threads = AnswerThreads(at_once=AT_ONCE, waiting=WAITING)
    warming = Warming(live, threads.is_answering)
    recent = Recent(seconds=sessions.seconds)
    by_model = settings.answers_by == "generative"
    app = FastAPI(title="Counsellors' look-up", docs_url=None, redoc_url=None, openapi_url=None)
    install_staff_errors(app)
    app.include_router(login_router(files, sessions, Lockout(), recent, root_path=root_path))
    app.include_router(look_up_router(live, threads, recent, look=look))
    app.include_router(page_router(warming, by_model=by_model, root_path=root_path))
    door = Middleware(StaffDoor, staff=BodyLimit(app), files=files, sessions=sessions, root_path=root_path)

    def close() -> None:
        warming.stop()
        threads.close()

    return StaffSite(door=door, close=close)
