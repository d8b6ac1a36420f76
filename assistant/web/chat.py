"""The chat page: Gradio components, joined to what happens when they are used."""

from __future__ import annotations

from typing import Any, cast

import gradio as gr

from assistant.settings import Settings
from assistant.web.chat_events import ChatEvents, shown
from assistant.web.chat_texts import page_texts
from assistant.web.conversations import Conversations
from assistant.web.live import LiveAssistant
from assistant.web.look import Look
from assistant.web.turns import Answering

WAITING_AT_MOST = 1000  # of all events; messages hear much earlier that many people are asking


def build_chat(
    live: LiveAssistant,
    settings: Settings,
    conversations: Conversations,
    answering: Answering,
    look: Look,
) -> gr.Blocks:
    """The page's components and what happens when they are used; `look` is the one that the page is built in."""
    events = ChatEvents(live, settings, conversations, answering)
    texts = page_texts(look, settings)
    page = gr.Blocks(title=look.words.title, analytics_enabled=False, fill_height=True)
    with page:
        # Our own text as Markdown and not as `gr.HTML`, whose templates are scripts that the page's policy forbids.
        gr.Markdown(**texts["top"], elem_id="top", sanitize_html=False)
        chatbot = _chatbot(texts["chat"])
        with gr.Row(elem_id="ask", equal_height=True):
            box = _box(texts["question"], settings)
            send = gr.Button(**texts["send"], elem_id="send", variant="primary", scale=0, min_width=76)
        if look.brand.contacts:
            gr.Markdown(**texts["person"], elem_id="person", sanitize_html=False)
        with gr.Row(elem_id="below"):
            gr.Markdown(**texts["note"], elem_id="note", sanitize_html=False)
            new = gr.Button(**texts["new"], elem_id="new", variant="secondary", scale=0, min_width=150, size="sm")

        unseen: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": None}
        # Without a limit here: `AnswerThreads` has it. What is sent while an answer is made is asked after it; Gradio's
        # own choice drops it without a word.
        answers = {**unseen, "concurrency_id": "answers", "trigger_mode": "multiple"}
        box.submit(events.ask, [box], [chatbot], **answers)  # our script empties it
        send.click(events.ask, [box], [chatbot], **answers)
        chatbot.option_select(events.choose, None, [chatbot], **answers)
        new.click(events.begin_anew, None, [chatbot, box], **unseen)
        page.load(events.greet, None, [chatbot], **unseen)
    page.queue(max_size=WAITING_AT_MOST, api_open=False, default_concurrency_limit=settings.answers_at_once)
    return page


def _chatbot(texts: dict[str, Any]) -> gr.Chatbot:
    return gr.Chatbot(
        value=cast("Any", shown((), greeting=texts["value"])),  # gradio asks for its own type, and takes dictionaries
        autoscroll=False,  # our script does it
        elem_id="chat",
        show_label=False,
        label=texts["label"],
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


def _box(texts: dict[str, Any], settings: Settings) -> gr.Textbox:
    return gr.Textbox(
        elem_id="question",
        show_label=False,
        **texts,
        lines=1,
        max_lines=5,
        max_length=4 * settings.max_message_chars,  # longer than is read, so that the reply can say so
        autofocus=True,
        container=False,
        scale=1,
        min_width=120,
    )
