"""What every request passes before it reaches a page, the API or the chat, outermost first."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from assistant.settings import Settings
from assistant.web.caller import Callers
from assistant.web.chat_gate import ChatGate
from assistant.web.chat_page import ChatHead
from assistant.web.headers import SecurityHeaders
from assistant.web.languages import Languages
from assistant.web.limits import BodyLimit
from assistant.web.logs import RequestLog
from assistant.web.look import Look
from assistant.web.proxy import BelowPath, ForwardedHeaders
from assistant.web.rates import FloodLimit, Rates


def defences(
    settings: Settings,
    rates: Rates,
    *,
    looks: Mapping[str, Look],
    functions: Mapping[int, int],
    staff_door: Middleware,
    on_left: Callable[[str], None] = lambda page: None,
    root_path: str = "",
) -> list[Middleware]:
    """The middleware of the website; `functions` are the chat's functions with how many inputs each takes.

    `staff_door` is what the counsellors' side is behind: before all that lets other websites in.
    `on_left` is told the name of a page that has hung up.
    """
    origins = settings.allowed_origins
    chain: list[Middleware] = [
        Middleware(ForwardedHeaders, trusted_proxies=settings.trusted_proxies),
        Middleware(SecurityHeaders, allowed_origins=origins),
        Middleware(Callers, framed=bool(origins), root_path=root_path),
        Middleware(Languages, looks=looks, framed=bool(origins), root_path=root_path),
        Middleware(RequestLog),
        Middleware(FloodLimit, rates=rates),
        staff_door,
        # Also where the list is empty: without it Gradio lets in whatever origin asks.
        Middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Content-Type"],
            expose_headers=["Retry-After", "X-Request-ID"],
        ),
        Middleware(BodyLimit),
        Middleware(ChatGate, functions=functions, on_left=on_left),
        Middleware(ChatHead, settings=settings, root_path=root_path),
    ]
    return [Middleware(BelowPath, root_path=root_path), *chain] if root_path else chain
