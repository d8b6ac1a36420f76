"""What pages say around the guide's own words, by language: one TOML file each in `interface/`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from assistant.answer import Reason


class Smalltalk(BaseModel):
    """Replies to messages that are no questions, by what `smalltalk_kind` calls them; empty: the assistant's own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    distress: str
    smalltalk_greeting: str
    smalltalk_thanks: str
    smalltalk_bye: str
    smalltalk_self: str
    smalltalk_human: str


class Words(BaseModel):
    """All texts of the interface in one language; what a text is for stands beside it in `interface/en.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str
    description: str
    greeting: str
    greeting_of: str
    and_last: str
    own_words: str
    conversation: str
    your_question: str
    placeholder: str
    send: str
    new_conversation: str
    read_guide: str
    forgotten: str
    sent_to_model: str
    logged: str
    answering: str
    one_source: str
    n_sources: str
    table: str
    person: str
    call: str
    email: str
    whatsapp: str
    show_quote: str
    read_as: str
    worked_out: str
    source: str
    sources: str
    and_more: str
    open_in_guide: str
    open_published: str
    our_copy: str
    copy_answer: str
    copied: str
    copy_refused: str
    show_picture: str
    picture_of_each: str
    picture_ranges: str
    picture_steps: str
    picture_left_out: str
    picture_from_table: str
    picture_from_table_of: str
    loading: str
    not_ready: str
    failed: str
    busy: str
    too_many: str
    ask_question: str
    contents: str
    go_to_quote: str
    link_to_section: str
    earlier_edition: str
    changed_edition: str
    read_as_it_is: str
    guides: str
    one_moment: str
    guide_loading: str
    no_guide: str
    no_guide_here: str
    not_found: str
    nothing_here: str
    widget_open: str
    widget_close: str
    contact: str
    helpline: str
    clarify: str
    nearest: str
    owner_says: str
    reasons: dict[Reason, str]
    smalltalk: Smalltalk


@cache
def words_in(language: str) -> Words:
    """The texts in a language of `assistant.brand_settings.LANGUAGES`."""
    text = (files("assistant.web") / "interface" / f"{language}.toml").read_text(encoding="utf-8")
    return Words.model_validate(tomllib.loads(text))
