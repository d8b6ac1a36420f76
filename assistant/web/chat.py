"""The chat page: Gradio components joined to the live assistant.

The one rule: the conversation is the server's own (`gr.State`); of what a browser sends, only the new message is read.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, cast

import gradio as gr
from starlette.types import Scope

from assistant.answer import Answer
from assistant.answerers.draft import readable
from assistant.ask import clean
from assistant.settings import Settings
from assistant.web.answers import AnswerThreads, BusyError
from assistant.web.caller import caller_of
from assistant.web.live import LiveAssistant, NotReadyError
from assistant.web.logs import log_answer, request_fields
from assistant.web.rates import TOO_MANY, Rates
from assistant.web.reply import answer_stages, line_html, message_html

TITLE = "Career guide assistant"
GREETING = "Hello! Ask me about the career in the guide. Every answer shows the exact place it comes from."
GREETING_OF = "Hello! I answer questions from {titles}, and show the exact place that each answer comes from."
LOADING = "One moment, I am still getting ready…"
NOT_READY = "I am not ready yet. Please ask again in a minute."
FAILED = "Something went wrong on my side, and your question was not answered. Please ask it again."

SECONDS_TO_WAIT = 60.0  # for a guide that still loads, before a visitor is asked to try again
WAITING_AT_MOST = 1000  # of all events; messages hear much earlier that many people are asking
SESSION_SECONDS = 3600.0
SHOWN_TURNS = 60  # of a long conversation; what is older scrolls away for good

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Turn:
    """One message and the reply that was shown, as HTML."""

    message: str
    reply: str
    options: tuple[str, ...] = ()


Conversation = tuple[Turn, ...]
Messages = list[dict[str, Any]]


def build_chat(
    live: LiveAssistant, settings: Settings, threads: AnswerThreads, rates: Rates, *, root_path: str = ""
) -> gr.Blocks:
    """The page's components and what happens when they are used."""

    async def greet(conversation: Conversation) -> AsyncIterator[Messages]:
        """The greeting, at once; the questions to begin with as soon as the guide is there."""
        if not live.is_ready():
            yield shown(conversation)
            await ready()
        yield shown(conversation, **opening(live))

    async def ready() -> None:
        end = time.monotonic() + SECONDS_TO_WAIT
        while not live.is_ready() and time.monotonic() < end:  # no thread is held while many wait
            await asyncio.sleep(0.2)

    async def ask(
        message: str, conversation: Conversation, request: gr.Request
    ) -> AsyncIterator[tuple[Messages, Conversation, str]]:
        """The message, then its reply as it grows."""
        text = clean(str(message or "")[: 4 * settings.max_message_chars])
        echo = text[: settings.max_message_chars]
        scope: Scope = cast("Any", request).request.scope  # who asks is read from here, and from nothing that was sent
        async for turn in turns(str(message or ""), conversation, scope):
            growing = (*conversation, Turn(echo, turn.reply, turn.options))[-SHOWN_TURNS:]
            yield shown(growing, **opening(live)), growing, ""

    async def turns(message: str, conversation: Conversation, scope: Scope) -> AsyncIterator[Turn]:
        yield Turn(message, "")
        if wait := await rates.message(caller_of(scope)):
            yield Turn(message, line_html(TOO_MANY.format(seconds=wait)))
            return
        if not live.is_ready():
            yield Turn(message, line_html(LOADING))
            await ready()
        history = [turn.message for turn in conversation][-settings.max_history :] if settings.max_history else []

        def make() -> tuple[Answer, list[str]]:
            with live.use() as assistant:
                answer = assistant.ask(message, history)
                return answer, answer_stages(answer, assistant.index.guides, root_path=root_path)

        started = time.perf_counter()
        try:
            answer, stages = await threads.run(make)
        except NotReadyError:
            yield Turn(message, line_html(NOT_READY))
        except BusyError as error:
            yield Turn(message, line_html(str(error)))
        except Exception:
            _log.exception("A question was not answered.", extra={"fields": request_fields(scope)})
            yield Turn(message, line_html(FAILED))
        else:
            log_answer(answer, scope, seconds=time.perf_counter() - started)
            for stage in stages[:-1]:
                yield Turn(message, stage)
                await asyncio.sleep(_BETWEEN_STAGES)
            yield Turn(message, stages[-1], answer.suggestions)

    async def choose(
        choice: gr.SelectData, conversation: Conversation, request: gr.Request
    ) -> AsyncIterator[tuple[Messages, Conversation, str]]:
        """A question offered as a button, sent as if it had been typed."""
        async for said in ask(choice.value if isinstance(choice.value, str) else "", conversation, request):
            yield said

    def begin_anew() -> tuple[Messages, Conversation, str]:
        return shown((), **opening(live)), (), ""

    page = gr.Blocks(title=TITLE, analytics_enabled=False, fill_height=True)
    with page:
        conversation = gr.State((), time_to_live=SESSION_SECONDS)
        # Our own text as Markdown and not as `gr.HTML`, whose templates are scripts that the page's policy forbids.
        gr.Markdown(_header(root_path), elem_id="top", sanitize_html=False)
        chatbot = gr.Chatbot(
            value=cast("Any", shown(())),  # gradio asks for its own type, and takes dictionaries
            autoscroll=False,  # our script does it
            elem_id="chat",
            show_label=False,
            label="Conversation",
            container=False,
            scale=1,
            height="100%",
            layout="bubble",
            buttons=[],
            latex_delimiters=[],
            allow_tags=False,
            sanitize_html=True,
            line_breaks=False,
            feedback_options=None,
            allow_file_downloads=False,
            group_consecutive_messages=False,
        )
        with gr.Row(elem_id="ask", equal_height=True):
            box = gr.Textbox(
                elem_id="question",
                show_label=False,
                label="Your question",
                placeholder="Ask a question",
                lines=1,
                max_lines=5,
                max_length=4 * settings.max_message_chars,  # longer than is read, so that the reply can say so
                autofocus=True,
                container=False,
                scale=1,
                min_width=120,
            )
            send = gr.Button("Send", elem_id="send", variant="primary", scale=0, min_width=76)
        with gr.Row(elem_id="below"):
            gr.Markdown(f'<p class="fine">{privacy_note(settings)}</p>', sanitize_html=False)
            new = gr.Button("New conversation", elem_id="new", variant="secondary", scale=0, min_width=150, size="sm")

        outputs = [chatbot, conversation, box]
        limits: dict[str, Any] = {"concurrency_limit": None, "concurrency_id": "answers"}  # `threads` is the limit
        asking: dict[str, Any] = {
            "inputs": [box, conversation],
            "outputs": outputs,
            "show_progress": "hidden",
            **limits,
        }
        box.submit(ask, api_visibility="private", **asking)
        send.click(ask, api_visibility="private", **asking)
        chatbot.option_select(
            choose, [conversation], outputs, api_visibility="private", show_progress="hidden", **limits
        )
        new.click(begin_anew, None, outputs, api_visibility="private", show_progress="hidden", concurrency_limit=None)
        page.load(
            greet, [conversation], [chatbot], api_visibility="private", show_progress="hidden", concurrency_limit=None
        )
    page.queue(max_size=WAITING_AT_MOST, api_open=False, default_concurrency_limit=settings.answers_at_once)
    return page


def privacy_note(settings: Settings) -> str:
    """One line, true for these settings, on what becomes of what a visitor writes."""
    said = "Answers quote the published guide."
    if settings.log_messages:
        return f"{said} Messages are kept in this website's log."
    if settings.chat_model is not None:
        return f"{said} Messages are not stored, but sent to a language model."
    return f"{said} Messages are not stored."


def shown(conversation: Conversation, *, greeting: str = GREETING, starters: tuple[str, ...] = ()) -> Messages:
    """The conversation as the chat shows it; only the last reply keeps its buttons."""
    messages: Messages = [{"role": "assistant", "content": line_html(greeting)}]
    for turn in conversation:
        messages.append({"role": "user", "content": message_html(turn.message)})
        if turn.reply:
            messages.append({"role": "assistant", "content": turn.reply})
    options = conversation[-1].options if conversation else starters
    if options and messages[-1]["role"] == "assistant":
        messages[-1]["options"] = [{"value": option, "label": option} for option in options]
    return messages


def opening(live: LiveAssistant) -> dict[str, Any]:
    """What a conversation begins with, as arguments of `shown`: the plain greeting alone while loading."""
    try:
        with live.use() as assistant:
            titles = [f"“{readable(guide.title)}”" for guide in assistant.index.guides.values()]
            starters = assistant.suggestions.starters()
    except NotReadyError:
        return {}
    few = len(titles) <= 3
    named = titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
    return {"greeting": GREETING_OF.format(titles=named) if few else GREETING, "starters": starters}


_BETWEEN_STAGES = 0.03  # seconds; a queue that gets two stages at once shows only the later one


def _header(root_path: str) -> str:
    return f'<header class="bar"><h1>{TITLE}</h1><nav><a href="{root_path}/guide">Read the guide</a></nav></header>'
