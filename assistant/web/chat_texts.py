"""What stands on the chat page in one language, by the part of the page that it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from assistant.settings import Settings
from assistant.web.languages import CHOSEN
from assistant.web.look import Look
from assistant.web.pages import brand_html
from assistant.web.reply import contacts_html, line_html
from assistant.web.words import words_in


def page_texts(look: Look, settings: Settings) -> dict[str, dict[str, Any]]:
    """The properties of the page's parts that are texts, by the parts' `elem_id`."""
    words = look.words
    return {
        "top": {"value": header_html(look)},
        "chat": {"label": words.conversation, "value": greeting_html(look)},
        "question": {"label": words.your_question, "placeholder": words.placeholder},
        "send": {"value": words.send},
        "person": {"value": _contacts(look)},
        "note": {"value": f'<p class="fine">{escape(privacy_note(look, settings))}</p>'},
        "new": {"value": words.new_conversation},
    }


def page_title(look: Look) -> str:
    """The title of the chat page."""
    institute = look.brand.institute
    return f"{look.words.title} · {institute}" if institute else look.words.title


def greeting_html(look: Look, titles: Sequence[str] = ()) -> str:
    """The first message: the institute's own, or one that names the guides where they are loaded and few."""
    words = look.words
    named = [f"“{title}”" for title in titles]
    if own := look.brand.greeting.get(look.language):
        text = own
    elif 0 < len(named) <= 3:
        listed = words.and_last.format(first=", ".join(named[:-1]), last=named[-1]) if len(named) > 1 else named[0]
        text = words.greeting_of.format(titles=listed)
    else:
        text = words.greeting
    return line_html(text, words.own_words)


def privacy_note(look: Look, settings: Settings) -> str:
    """One line, true for these settings, on what becomes of what a visitor writes."""
    words = look.words
    if settings.log_messages:
        return words.logged
    note = words.sent_to_model if settings.answers_by == "generative" else words.forgotten
    return note.format(minutes=f"{settings.session_minutes:g}")


def header_html(look: Look) -> str:
    """The head of the chat: whose it is, the guide, the other language."""
    words = look.words
    other = "en" if look.is_translated else "hi"
    switch = (
        f'<a href="?{CHOSEN}={other}" hreflang="{other}" lang="{other}" class="language">{words_in(other).name}</a>'
    )
    guide = f'<a href="{look.root_path}/guide">{escape(words.read_guide)}</a>'
    return f'<header class="bar">{brand_html(look, tag="h1")}<nav>{guide} {switch}</nav></header>'


def _contacts(look: Look) -> str:
    links = contacts_html(look, short=True)
    return f'<p class="person">{escape(look.words.person)} {links}</p>' if links else ""
