"""What happens on the chat page: it is opened, a message is sent, a question chosen, a conversation begun anew.

The one rule: the conversation is the server's own (`conversations.py`); of what a browser sends, only the new message
is read, and who asks comes from the server's own request.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, cast

import gradio as gr
from starlette.types import Scope

from assistant.answerers.draft import readable
from assistant.settings import Settings
from assistant.web.chat_texts import greeting_html
from assistant.web.conversations import Conversation, Conversations, Key, Turn, key_of
from assistant.web.live import LiveAssistant, NotReadyError
from assistant.web.look import Look, look_of
from assistant.web.reply import message_html
from assistant.web.turns import Answering

Messages = list[dict[str, Any]]


class ChatEvents:
    """The page's events, each a function for Gradio whose results are what the chat shows from then on."""

    def __init__(
        self, live: LiveAssistant, settings: Settings, conversations: Conversations, answering: Answering
    ) -> None:
        self._live = live
        self._settings = settings
        self._conversations = conversations
        self._answering = answering

    async def greet(self, request: gr.Request) -> AsyncIterator[Messages]:
        """The greeting with questions to begin with as soon as the guide is there; after a reload, what was said."""
        conversation = self._conversation(request)
        if not self._live.is_ready():
            yield self._shown(conversation.turns, request)
            await self._answering.ready()
        async for messages in self._growing(conversation, request):
            yield messages

    async def ask(self, message: str, request: gr.Request) -> AsyncIterator[Messages]:
        """The message, then its reply as it grows; one that is sent before another is answered is asked after it."""
        async for messages in self._answered(message, request):
            yield messages

    async def choose(self, choice: gr.SelectData, request: gr.Request) -> AsyncIterator[Messages]:
        """A question offered as a button, sent as if it had been typed."""
        async for messages in self._answered(choice.value if isinstance(choice.value, str) else "", request):
            yield messages

    async def begin_anew(self, request: gr.Request) -> tuple[Messages, str]:
        """Nothing but the greeting, and an empty box; what was said is forgotten."""
        self._conversations.wipe(_key(request))
        return self._shown((), request), ""

    async def _answered(self, message: str, request: gr.Request) -> AsyncIterator[Messages]:
        conversation = self._conversation(request)
        while conversation.is_growing():  # one at a time, also where several pages of the tab have waited for it
            async for messages in self._growing(conversation, request):
                yield messages
            conversation = self._conversation(request)
        self._answering.begin(str(message or ""), conversation, _scope(request))
        async for messages in self._growing(conversation, request):
            yield messages

    async def _growing(self, conversation: Conversation, request: gr.Request) -> AsyncIterator[Messages]:
        async for turns in conversation.growing():
            yield self._shown(turns, request)

    def _shown(self, turns: tuple[Turn, ...], request: gr.Request) -> Messages:
        return shown(turns, **opening(self._live, look_of(_scope(request)), self._settings.starters))

    def _conversation(self, request: gr.Request) -> Conversation:
        conversation = self._conversations.of(_key(request))
        self._conversations.show(request.session_hash or "", conversation)
        return conversation


def _scope(request: gr.Request) -> Scope:
    """The server's own request, and nothing that was sent as an input."""
    return cast("Scope", cast("Any", request).request.scope)


def _key(request: gr.Request) -> Key:
    return key_of(_scope(request), request.session_hash or "")


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
