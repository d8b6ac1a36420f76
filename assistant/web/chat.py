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
from assistant.web.chat_texts import greeting_html, page_texts
from assistant.web.conversations import Conversation, Conversations, Turn, key_of
from assistant.web.live import LiveAssistant, NotReadyError
from assistant.web.look import Look, look_of
from assistant.web.reply import message_html
from assistant.web.turns import Answering

WAITING_AT_MOST = 1000  # of all events; messages hear much earlier that many people are asking

Messages = list[dict[str, Any]]


def build_chat(
    live: LiveAssistant,
    settings: Settings,
    conversations: Conversations,
    answering: Answering,
    look: Look,
) -> gr.Blocks:
    """The page's components and what happens when they are used; `look` is the one that the page is built in."""

    def begun(request: gr.Request) -> dict[str, Any]:
        return opening(live, look_of(cast("Any", request).request.scope), settings.starters)

    def conversation_of(request: gr.Request) -> Conversation:
        # Who asks is read from the server's own request, and from nothing that was sent as an input.
        conversation = conversations.of(key_of(cast("Any", request).request.scope, request.session_hash or ""))
        conversations.show(request.session_hash or "", conversation)
        return conversation

    async def watch(conversation: Conversation, request: gr.Request) -> AsyncIterator[Messages]:
        async for turns in conversation.growing():
            yield shown(turns, **begun(request))

    async def greet(request: gr.Request) -> AsyncIterator[Messages]:
        """The greeting with questions to begin with as soon as the guide is there; after a reload, what was said."""
        conversation = conversation_of(request)
        if not live.is_ready():
            yield shown(conversation.turns, **begun(request))
            await answering.ready()
        async for messages in watch(conversation, request):
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
        while conversation.is_growing():  # one at a time, also where several pages of the tab have waited for it
            async for messages in watch(conversation, request):
                yield messages
            conversation = conversation_of(request)
        answering.begin(str(message or ""), conversation, cast("Any", request).request.scope)
        async for messages in watch(conversation, request):
            yield messages

    async def begin_anew(request: gr.Request) -> tuple[Messages, str]:
        conversations.wipe(key_of(cast("Any", request).request.scope, request.session_hash or ""))
        return shown((), **begun(request)), ""

    texts = page_texts(look, settings)
    page = gr.Blocks(title=look.words.title, analytics_enabled=False, fill_height=True)
    with page:
        # Our own text as Markdown and not as `gr.HTML`, whose templates are scripts that the page's policy forbids.
        gr.Markdown(**texts["top"], elem_id="top", sanitize_html=False)
        chatbot = gr.Chatbot(
            value=cast(
                "Any", shown((), greeting=texts["chat"]["value"])
            ),  # gradio asks for its own type, and takes dictionaries
            autoscroll=False,  # our script does it
            elem_id="chat",
            show_label=False,
            label=texts["chat"]["label"],
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
                **texts["question"],
                lines=1,
                max_lines=5,
                max_length=4 * settings.max_message_chars,  # longer than is read, so that the reply can say so
                autofocus=True,
                container=False,
                scale=1,
                min_width=120,
            )
            send = gr.Button(**texts["send"], elem_id="send", variant="primary", scale=0, min_width=76)
        if look.brand.contacts:
            gr.Markdown(**texts["person"], elem_id="person", sanitize_html=False)
        with gr.Row(elem_id="below"):
            gr.Markdown(**texts["note"], elem_id="note", sanitize_html=False)
            new = gr.Button(**texts["new"], elem_id="new", variant="secondary", scale=0, min_width=150, size="sm")

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


def shown(turns: tuple[Turn, ...], *, greeting: str, starters: tuple[str, ...] = ()) -> Messages:
    """The conversation as the chat shows it, after a greeting in HTML; only the last reply keeps its buttons."""
    messages: Messages = [{"role": "assistant", "content": greeting}]
    for turn in turns:
        messages.append({"role": "user", "content": message_html(turn.message)})
        if turn.reply:
            messages.append({"role": "assistant", "content": turn.reply})
    options = turns[-1].options if turns else starters
    if options and messages[-1]["role"] == "assistant":
        messages[-1]["options"] = [{"value": option, "label": option} for option in options]
    return messages


def opening(live: LiveAssistant, look: Look, starters: tuple[str, ...] = ()) -> dict[str, Any]:
    """What a conversation begins with, as arguments of `shown`: the plain greeting alone while loading.

    Of the `starters` those are offered that the guide answers; without one, those of the guide itself.
    """
    try:
        with live.use() as assistant:
            titles = [readable(guide.title) for guide in assistant.index.guides.values()]
            offered = assistant.suggestions.answered(starters) or assistant.suggestions.starters()
    except NotReadyError:
        return {"greeting": greeting_html(look)}
    return {"greeting": greeting_html(look, titles), "starters": offered}
