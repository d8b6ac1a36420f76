"""The website as one FastAPI application, and the server that runs it."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, cast

import uvicorn
from fastapi import FastAPI
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount

from assistant.errors import SettingsError
from assistant.settings import Settings
from assistant.web import pages
from assistant.web.answers import AnswerThreads
from assistant.web.api import api_router, install_error_pages
from assistant.web.brand import Brand
from assistant.web.conversations import Conversations
from assistant.web.defences import defences
from assistant.web.guide_page import guide_router
from assistant.web.leftovers import (
    SECONDS_KEPT,
    clear_caches,
    no_progress,
    return_memory,
    share_memory,
    sweep_leftovers,
)
from assistant.web.live import LiveAssistant
from assistant.web.logs import write_json_lines
from assistant.web.look import Look, looks_of
from assistant.web.rates import Rates
from assistant.web.staff.site import staff_site
from assistant.web.turns import Answering
from assistant.web.widget import widget_router

if TYPE_CHECKING:
    import gradio as gr

CONNECTIONS_AT_MOST = 800  # of all visitors; a usual process may hold 1024 open files
TRIM_SECONDS = 30.0  # between two times that freed memory goes back to the system
SWEEP_SECONDS = 5.0  # between two looks for conversations whose time is over
SECONDS_TO_FINISH = 10  # for answers being made when the server is told to stop

_SECONDS_TO_SHOW = 0.5  # for the last sentences of a finished answer to reach the visitor


def create_app(settings: Settings, *, root_path: str = "") -> FastAPI:
    """The website. It answers at once; the assistant is loaded in the background when the application starts.

    Raises:
        SettingsError: `root_path` is no path such as /career.
    """
    root_path = _checked_root_path(root_path)
    looks = looks_of(settings, root_path=root_path)
    live = LiveAssistant(settings)
    threads = AnswerThreads(at_once=settings.answers_at_once, waiting=settings.answers_waiting)
    rates = Rates(settings)
    conversations = Conversations(seconds=60 * settings.session_minutes)
    answering = Answering(live, settings, threads, rates)
    staff = staff_site(settings, live, look=looks["en"])
    chat = _made_chat(live, settings, conversations, answering, looks["en"])

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        live.start()
        sweeping = asyncio.create_task(_sweep(conversations, chat))
        yield
        sweeping.cancel()
        threads.close()
        staff.close()
        live.stop()

    app = FastAPI(
        title="Career guide assistant",
        version="1",
        summary="Career answers from a published guide, each with its exact place.",
        docs_url=None,  # FastAPI's own page takes its script and style from another host
        redoc_url=None,
        root_path=root_path,
        lifespan=lifespan,
    )
    app.state.is_answering = threads.is_answering
    install_error_pages(app)
    app.include_router(api_router(live, settings, threads, rates))
    app.include_router(guide_router(live))
    app.include_router(pages.assets_router(looks["en"].brand))
    app.include_router(widget_router(settings.allowed_origins, looks))
    _add_health(app, live)

    @app.get("/", include_in_schema=False)
    def go_to_chat() -> Response:
        return RedirectResponse(f"{root_path}{pages.CHAT_PATH}/", status_code=302)

    functions = {number: len(function.inputs) for number, function in chat.fns.items()}
    chain = defences(
        settings,
        rates,
        looks=looks,
        functions=functions,
        staff_door=staff.door,
        on_left=conversations.left,
        root_path=root_path,
    )
    for middleware in reversed(chain):
        app.add_middleware(middleware.cls, *middleware.args, **middleware.kwargs)  # what is added last comes first
    app.state.end_chats = _mount_chat(app, chat, looks["en"].brand)
    return app


def serve(settings: Settings, root_path: str = "") -> None:
    """Run the website until SIGTERM or Ctrl+C, finishing the answers that are being made.

    Prints the address once on standard output, as soon as requests are taken.

    Raises:
        SettingsError: the address cannot be listened on, or `root_path` is no path.
    """
    share_memory()
    root_path = _checked_root_path(root_path)
    listener = _listen(settings.host, settings.port)
    write_json_lines(with_messages=settings.log_messages)
    app = create_app(settings, root_path=root_path)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        proxy_headers=False,  # uvicorn would believe every program on this machine; ours asks the settings
        limit_concurrency=CONNECTIONS_AT_MOST,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        server_header=False,
        lifespan="on",
    )
    server = _Server(config, _address(listener, root_path), app)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:  # uvicorn has already shut down and passes the interrupt on
        pass
    finally:
        listener.close()


class _Server(uvicorn.Server):
    """Prints its address when it takes requests, and lets go of open chat pages when it is told to stop."""

    def __init__(self, config: uvicorn.Config, address: str, app: FastAPI) -> None:
        super().__init__(config)
        self._address = address
        self._is_answering: Callable[[], bool] = app.state.is_answering
        self._end_chats: Callable[[], None] = app.state.end_chats

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            sys.stdout.write(f"{self._address}\n")
            sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        end = time.monotonic() + SECONDS_TO_FINISH
        while self._is_answering() and time.monotonic() < end:
            await asyncio.sleep(0.05)
        await asyncio.sleep(_SECONDS_TO_SHOW)
        self._end_chats()
        await super().shutdown(sockets)


def _made_chat(
    live: LiveAssistant, settings: Settings, conversations: Conversations, answering: Answering, look: Look
) -> gr.Blocks:
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before the import: gradio asks for its version there

    from assistant.web.chat import build_chat

    chat = build_chat(live, settings, conversations, answering, look)
    chat._queue.start_progress_updates = no_progress  # type: ignore[method-assign]
    return chat


async def _sweep(conversations: Conversations, chat: gr.Blocks) -> None:
    """Forget conversations whose time is over, and what Gradio keeps of them, also where nobody asks any more."""
    cleared = trimmed = time.monotonic()
    while True:
        await asyncio.sleep(min(SWEEP_SECONDS, conversations.seconds / 2))
        conversations.sweep()
        conversations.bound()
        sweep_leftovers(chat, seconds=min(SECONDS_KEPT, conversations.seconds))
        if time.monotonic() - trimmed >= TRIM_SECONDS:
            await asyncio.to_thread(return_memory)
            trimmed = time.monotonic()
        if time.monotonic() - cleared >= conversations.seconds:
            clear_caches()
            cleared = time.monotonic()


def _mount_chat(app: FastAPI, chat: gr.Blocks, brand: Brand) -> Callable[[], None]:
    """Mount the chat; what is returned ends the connections that open chat pages hold, with what they wait for."""
    import gradio as gr

    from assistant.web.theme import site_theme

    gr.mount_gradio_app(
        app,
        chat,
        path=pages.CHAT_PATH,
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=1,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
        theme=site_theme(brand.light, brand.dark),
    )
    mounted = next(route.app for route in app.routes if isinstance(route, Mount) and route.path == pages.CHAT_PATH)
    stop_event = cast("Any", mounted).stop_event

    def end_chats() -> None:
        stop_event.set()

    return end_chats


def _add_health(app: FastAPI, live: LiveAssistant) -> None:
    @app.get("/healthz", summary="Whether the server runs", tags=["health"])
    async def healthz() -> dict[str, str]:
        """Always 200 while the server runs."""
        return {"status": "ok"}

    @app.get("/readyz", summary="Whether questions can be answered", tags=["health"])
    async def readyz() -> JSONResponse:
        """200 when questions can be answered, else 503."""
        if live.is_ready():
            return JSONResponse({"status": "ready"})
        status = "loading" if live.problem is None else "the guides cannot be used; see the log"
        return JSONResponse({"status": status}, status_code=503, headers={"Retry-After": "5"})


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise SettingsError(
            f"The website cannot listen on {host} port {port} ({error.strerror}). Name another with --host or --port."
        ) from error
    return listener


def _address(listener: socket.socket, root_path: str) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}{root_path}/" if ":" in host else f"http://{host}:{port}{root_path}/"


def _checked_root_path(root_path: str) -> str:
    path = root_path.rstrip("/")
    if path and (not path.startswith("/") or any(c in path for c in " \"'<>?#&\\") or "//" in path):
        raise SettingsError(f"The root path is {root_path!r}; it must be a path such as /career.")
    return path
