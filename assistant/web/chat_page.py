"""The chat page as it leaves: Gradio's HTML with our style, script and policy, in the visitor's language.

Gradio builds its page once for everybody. What it says is data within the page, which is where it is translated.
"""

from __future__ import annotations

import json
import re
from collections.abc import MutableMapping
from html import escape
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.settings import Settings
from assistant.web.chat_texts import page_texts, page_title
from assistant.web.headers import chat_policy
from assistant.web.look import Look, look_of
from assistant.web.pages import CHAT_PATH
from assistant.web.proxy import path_in_site

_OF_SCRIPT = ("answering", "conversation", "one_source", "n_sources", "copy_answer", "copied", "copy_refused", "table")
_CONFIG = re.compile(r"(<script>window\.gradio_config = )(\{.*?\})(;</script>)", re.S)
# Gradio's script for pages that frame it fetches one more file, and tells whoever frames the page about it.
_FOR_FRAMES = re.compile(
    r"<script(?: data-gradio-mode)?>(?:(?!</script>).)*iframe-?resizer(?:(?!</script>).)*</script>", re.I | re.S
)


class ChatHead:
    """Replaces what Gradio's page says about itself with our style, script, description and policy for scripts."""

    def __init__(self, app: ASGIApp, *, settings: Settings, root_path: str = "") -> None:
        """The origins that the settings allow may show the page in a frame; our own pages may too."""
        self._app = app
        self._settings = settings
        self._framed_by = ("'self'", *settings.allowed_origins)
        self._head = (
            f'<link rel="icon" href="{root_path}/assets/icon.svg" type="image/svg+xml">'
            f'<link rel="stylesheet" href="{root_path}/assets/site.css">'
            f'<link rel="stylesheet" href="{root_path}/assets/chat.css">'
        )
        self._script = f'<script src="{root_path}/assets/chat.js" defer></script>'

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and rewrite the chat page's HTML on its way back."""
        if scope["type"] != "http" or path_in_site(scope).rstrip("/") != CHAT_PATH:
            await self._app(scope, receive, send)
            return
        # Only an unpacked body can be rewritten.
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        start: MutableMapping[str, Any] | None = None
        body = b""

        async def rewritten(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body") or start is None:
                return
            headers = [pair for pair in start["headers"] if pair[0] != b"content-length"]
            page = body
            if (b"content-type", b"text/html; charset=utf-8") in headers and body:
                html = self._rewrite(body.decode("utf-8"), look_of(scope), framed=_is_framed(scope))
                policy = chat_policy(html, framed_by=self._framed_by)
                headers.append((b"content-security-policy", policy.encode()))
                if not self._settings.allowed_origins:
                    headers.append((b"x-frame-options", b"SAMEORIGIN"))  # it knows no list; frame-ancestors does
                page = html.encode()
            await send({**start, "headers": [*headers, (b"content-length", str(len(page)).encode())]})
            await send({"type": "http.response.body", "body": page})

        await self._app(scope, receive, rewritten)

    def _rewrite(self, html: str, look: Look, *, framed: bool) -> str:
        html = re.sub(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*', "", html)
        html = re.sub(r'<link rel="(?:manifest|preconnect|dns-prefetch)"[^>]*>\s*', "", html)
        html = _FOR_FRAMES.sub("", html)
        html = re.sub(r'(<html[^>]*?\slang=)"[^"]*"', rf'\1"{look.language}"', html, count=1)
        html = re.sub(
            r"<title>.*?</title>", lambda _: f"<title>{escape(page_title(look))}</title>", html, count=1, flags=re.S
        )
        html = _CONFIG.sub(
            lambda match: match[1] + self._config(match[2], look, framed=framed) + match[3], html, count=1
        )
        html = html.replace("</head>", '<script>window.__gradio_mode__ = "app";</script></head>', 1)
        # Deferred scripts run in the order of the page, and ours has to name the tab in Gradio's first call.
        html = html.replace('<script type="module"', f'{self._script}<script type="module"', 1)
        return html.replace("</head>", f"{self._meta(look)}{self._head}</head>", 1)

    def _config(self, written: str, look: Look, *, framed: bool) -> str:
        """What Gradio says the page is made of, with the texts of the visitor's language."""
        config = json.loads(written)
        config["title"] = page_title(look)
        texts = page_texts(look, self._settings)
        for component in config["components"]:
            props = component["props"]
            named = dict(texts.get(props.get("elem_id"), {}))
            if component["type"] == "chatbot" and props.get("value"):
                props["value"][0]["content"][0]["text"] = named.pop("value")
            props.update(named)
            if framed and "autofocus" in props:
                props["autofocus"] = False  # browsers refuse it there; the widget says when the visitor comes in
        compact = json.dumps(config, ensure_ascii=False, separators=(",", ":"))
        return compact.replace("<", "\\u003c")  # so that no text ends the script

    def _meta(self, look: Look) -> str:
        """What `chat.js` has to know: its words, and which pages may speak to it."""
        words = json.dumps({name: getattr(look.words, name) for name in _OF_SCRIPT}, ensure_ascii=False)
        return (
            f'<meta name="description" content="{escape(look.words.description)}">'
            f'<meta name="career-words" content="{escape(words)}">'
            f'<meta name="career-frames" content="{escape(" ".join(self._settings.allowed_origins))}">'
        )


def _is_framed(scope: Scope) -> bool:
    return any(name == b"sec-fetch-dest" and value == b"iframe" for name, value in scope["headers"])
