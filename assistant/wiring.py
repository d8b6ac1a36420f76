"""The only place where parts are chosen and joined; the app, the command line and the evaluations all call it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.answerers.draft import Answerer
from assistant.answerers.extractive import ExtractiveAnswerer
from assistant.ask import Assistant, Limits
from assistant.errors import ChatModelError, SettingsError
from assistant.gate import Gate
from assistant.models.keys import read_key
from assistant.models.load import load_model
from assistant.models.options import ChatOptions, Price, Timeouts
from assistant.ranking import EvidenceRanker
from assistant.second_look import SecondLook
from assistant.settings import Settings
from index.build import open_index
from index.reader import PassageReader
from index.search import Index


def _generative(settings: Settings) -> Answerer:
    options = chat_options(settings)
    return answerer_over(load_model(options), options, mode=settings.chat_mode)


def answerer_over(model: BaseChatModel, options: ChatOptions, *, mode: str) -> AskingAnswerer:
    """The answerer that uses a chat model in the way of `mode`: write, or select."""
    from assistant.answerers.generative import GenerativeAnswerer  # here: only with a chat model
    from assistant.answerers.selecting import SelectingAnswerer

    if mode == "select":
        return SelectingAnswerer(model, options=options)
    return GenerativeAnswerer(model, options=options)


def chat_options(settings: Settings) -> ChatOptions:
    """How the settings' chat model is reached and bounded.

    Raises:
        SettingsError: the key file cannot be used, or there is a budget without a price.
        ChatModelError: no chat model is named.
    """
    if not settings.chat_model:
        raise ChatModelError("The generative answerer needs a chat model. Set CAREER_CHAT_MODEL=provider:model.")
    if settings.chat_daily_budget is not None and settings.chat_price is None:
        raise SettingsError(
            "CAREER_CHAT_DAILY_BUDGET needs CAREER_CHAT_PRICE: money per million tokens, such as 0.4,1.6."
        )
    total = settings.chat_timeout
    return ChatOptions(
        model=settings.chat_model,
        base_url=settings.chat_base_url,
        key=read_key(settings.chat_key_file) if settings.chat_key_file else None,
        timeouts=Timeouts(
            connect=min(settings.chat_connect_timeout, total),
            first_token=min(settings.chat_first_token_timeout, total),
            total=total,
        ),
        calls_at_once=settings.chat_calls_at_once,
        failures_until_open=settings.chat_failures,
        seconds_open=settings.chat_pause,
        longest_reply=settings.chat_longest_reply,
        price=Price(taken=settings.chat_price[0], given=settings.chat_price[1]) if settings.chat_price else None,
        daily_budget=settings.chat_daily_budget,
        spending_file=settings.chat_spending_file,
    )


ANSWERERS: dict[str, Callable[[Settings], Answerer]] = {
    "extractive": lambda settings: ExtractiveAnswerer(),
    "generative": _generative,
}

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.answerers.asking import AskingAnswerer

Progress = Callable[[str, int, int], None]


def make_answerer(settings: Settings) -> Answerer:
    """The answerer that the settings name.

    Raises:
        SettingsError: for an unknown name, with the known ones.
    """
    name = settings.answers_by
    if name not in ANSWERERS:
        raise SettingsError(f"Unknown answerer {name!r}. Known answerers: {', '.join(sorted(ANSWERERS))}.")
    return ANSWERERS[name](settings)


def open_guides(settings: Settings, *, on_progress: Progress | None = None) -> Index:
    """The index of the settings' guides, built first where it is missing or stale.

    Guides that cannot be read leave the last good index in use; `Index.problem` then says what is wrong with them.
    """
    return open_index(
        settings.guides_dir,
        settings.index_dir,
        embedding_model=settings.embedding_model,
        fall_back=True,
        on_progress=on_progress,
    )


def build_assistant(settings: Settings, *, on_progress: Progress | None = None) -> Assistant:
    """Everything that answers a question, from settings alone.

    Raises:
        CareerAssistantError: for a guide, an index or a setting that cannot be used.
    """
    answerer = make_answerer(settings)
    return assistant_over(open_guides(settings, on_progress=on_progress), answerer, settings)


def assistant_over(index: Index, answerer: Answerer, settings: Settings) -> Assistant:
    """An assistant over an open index."""
    limits = Limits(
        candidates=settings.candidates,
        max_message_chars=settings.max_message_chars,
        max_history=settings.max_history,
    )
    ranker = EvidenceRanker(index)
    gate = Gate(index, ranker, threshold=settings.threshold)
    second_look = SecondLook(PassageReader(), gate)
    return Assistant(
        index, answerer, ranker, second_look, gate, limits=limits, contact=settings.contact, helpline=settings.helpline
    )
