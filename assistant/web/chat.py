"""The chat page: Gradio components joined to the live assistant.

The one rule: the conversation is the server's own (`conversations.py`); of what a browser sends, only the new message
is read.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, cast

import gradio as gr

from assistant.answerers.draft import readable
from assistant.settings import Settings
from assistant.web.conversations import Conversation, Conversations, Turn, key_of
from assistant.web.live import LiveAssistant, NotReadyError
from assistant.web.reply import line_html, message_html
from assistant.web.turns import Answering

TITLE = "Career guide assistant"
GREETING = "Hello! Ask me about the career in the guide. Every answer shows the exact place it comes from."
GREETING_OF = "Hello! I answer questions from {titles}, and show the exact place that each answer comes from."

WAITING_AT_MOST = 1000  # of all events; messages hear much earlier that many people are asking

Messages = list[dict[str, Any]]


def build_chat(
    live: LiveAssistant,
    settings: Settings,
    conversations: Conversations,
    answering: Answering,
    *,
    root_path: str = "",
) -> gr.Blocks:
    """The page's components and what happens when they are used."""

    def conversation_of(request: gr.Request) -> Conversation:
        # Who asks is read from the server's own request, and from nothing that was sent as an input.
        conversation = conversations.of(key_of(cast("Any", request).request.scope, request.session_hash or ""))
        conversations.show(request.session_hash or "", conversation)
        return conversation

    async def watch(conversation: Conversation) -> AsyncIterator[Messages]:
        async for turns in conversation.growing():
            yield shown(turns, **opening(live))

    async def greet(request: gr.Request) -> AsyncIterator[Messages]:
        """The greeting with questions to begin with as soon as the guide is there; after a reload, what was said."""
        conversation = conversation_of(request)
        if not live.is_ready():
            yield shown(conversation.turns)
            await answering.ready()
        async for messages in watch(conversation):
            yield messages

    async def ask(message: str, request: gr.Request) -> AsyncIterator[tuple[Messages, Any]]:
        """The message, then its reply as it grows; the box is emptied once, so that the next can be typed meanwhile."""
        box_now: Any = ""
        async for messages in answered(message, request):
            yield messages, box_now
            box_now = gr.skip()

    async def choose(choice: gr.SelectData, request: gr.Request) -> AsyncIterator[Messages]:
        """A question offered as a button, sent as if it had been typed."""
        async for messages in answered(choice.value if isinstance(choice.value, str) else "", request):
            yield messages

    async def answered(message: str, request: gr.Request) -> AsyncIterator[Messages]:
        conversation = conversation_of(request)
        if conversation.is_growing():  # one at a time, also where a second page of the tab asks meanwhile
            async for messages in watch(conversation):
                yield messages
            conversation = conversation_of(request)
        answering.begin(str(message or ""), conversation, cast("Any", request).request.scope)
        async for messages in watch(conversation):
            yield messages

    async def begin_anew(request: gr.Request) -> tuple[Messages, str]:
        conversations.wipe(key_of(cast("Any", request).request.scope, request.session_hash or ""))
        return shown((), **opening(live)), ""

    page = gr.Blocks(title=TITLE, analytics_enabled=False, fill_height=True)
    with page:
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

        outputs = [chatbot, box]
        limits: dict[str, Any] = {"concurrency_limit": None, "concurrency_id": "answers"}  # `threads` is the limit
        asking: dict[str, Any] = {
            "inputs": [box],
            "outputs": outputs,
            "show_progress": "hidden",
            **limits,
        }
        box.submit(ask, api_visibility="private", **asking)
        send.click(ask, api_visibility="private", **asking)
        chatbot.option_select(choose, None, [chatbot], api_visibility="private", show_progress="hidden", **limits)
        new.click(begin_anew, None, outputs, api_visibility="private", show_progress="hidden", concurrency_limit=None)
        page.load(greet, None, [chatbot], api_visibility="private", show_progress="hidden", concurrency_limit=None)
    page.queue(max_size=WAITING_AT_MOST, api_open=False, default_concurrency_limit=settings.answers_at_once)
    return page


def privacy_note(settings: Settings) -> str:
    """One line, true for these settings, on what becomes of what a visitor writes."""
    if settings.log_messages:
        return "Messages are kept in this website's log."
    minutes = f"{settings.session_minutes:g} minutes"
    forgotten = f"forgotten after {minutes}, or at once with “New conversation”"
    if settings.chat_model is not None:
        return f"Messages are sent to a language model; here they are {forgotten}."
    return f"Messages are {forgotten}."


def shown(turns: tuple[Turn, ...], *, greeting: str = GREETING, starters: tuple[str, ...] = ()) -> Messages:
    """The conversation as the chat shows it; only the last reply keeps its buttons."""
    messages: Messages = [{"role": "assistant", "content": line_html(greeting)}]
    for turn in turns:
        messages.append({"role": "user", "content": message_html(turn.message)})
        if turn.reply:
            messages.append({"role": "assistant", "content": turn.reply})
    options = turns[-1].options if turns else starters
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


def _header(root_path: str) -> str:
    return f'<header class="bar"><h1>{TITLE}</h1><nav><a href="{root_path}/guide">Read the guide</a></nav></header>'
