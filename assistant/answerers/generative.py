"""The answer worded by a chat model, from evidence the gate has let through.

The model sees numbered passages and nothing else. Its reply is untrusted: marks must be in range, every sentence must
carry one, and the grounding check then holds every figure against the quotes of its own sentence. A reply that fails, a
model that fails and a model that is slow all end the same way: no draft, and the extractive answer takes its place.
"""

from __future__ import annotations

import logging
import math
import os
import re
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.answer import AnswererName
from assistant.answerers.draft import Draft, Quote, readable
from assistant.answerers.tables import table_of
from assistant.context import faq_of
from assistant.errors import ChatModelError
from assistant.evidence import Evidence
from assistant.prompts import REFUSAL, SYSTEM, USER
from assistant.question import Question
from corpus.guide import ListBlock, Span, Table
from corpus.passages import PassageKind

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_PASSAGES = 6  # more dilute a small model's attention, fewer miss the second place of a disagreement
_LONGEST_REPLY = 2_000  # characters; an answer of sixty words has about 400
_CALLS_AT_ONCE = 8  # a provider that hangs must not pile up threads
# Providers by LangChain's name: the extra of this project that installs them, and the variable that holds their key.
_EXTRAS = {
    "anthropic": "anthropic",
    "google_genai": "google",
    "mistralai": "mistral",
    "ollama": "ollama",
    "openai": "openai",
}
_KEYS = {
    "anthropic": "ANTHROPIC_API_KEY",
    "google_genai": "GOOGLE_API_KEY",
    "mistralai": "MISTRAL_API_KEY",
    "openai": "OPENAI_API_KEY",
}
_SILENT_WITHOUT_KEY = frozenset({"anthropic", "mistralai"})  # they load without one and fail at every question
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """Tokens that a model took in and gave out."""

    taken: int
    given: int


class GenerativeAnswerer:
    """Words answers with one LangChain chat model; safe to share between threads."""

    def __init__(self, model: BaseChatModel, *, timeout: float) -> None:
        """`timeout` is the longest wait for one reply, in seconds."""
        # Here because LangChain is wanted only with a model.
        from langchain_core.callbacks import UsageMetadataCallbackHandler
        from langchain_core.prompts import ChatPromptTemplate

        self._used = UsageMetadataCallbackHandler()
        self._chain = ChatPromptTemplate.from_messages([("system", SYSTEM), ("human", USER)]) | model
        self._timeout = timeout
        self._free = threading.BoundedSemaphore(_CALLS_AT_ONCE)

    def answer(self, question: Question, evidence: Sequence[Evidence]) -> Draft | None:
        """A draft in the model's words, or None when the model refuses, fails, is slow or breaks a rule."""
        quotes = quotes_for_model(evidence)
        reply = self._reply(question.text, quotes) if quotes else None
        if reply is None:
            return None
        draft = draft_from_reply(reply, quotes)
        if draft is None:
            _log.warning(
                "The chat model's reply refused, was empty or marked no passage; the extractive answer is given."
            )
        return draft

    def tokens(self) -> dict[str, Tokens]:
        """What was used so far, by model, as the provider counts it; empty where it tells nothing."""
        return {
            model: Tokens(taken=used["input_tokens"], given=used["output_tokens"])
            for model, used in self._used.usage_metadata.items()
        }

    def _reply(self, question: str, quotes: Sequence[Quote]) -> str | None:
        """The model's words, or None when it fails, takes too long, or is still busy with earlier questions."""
        ends = time.monotonic() + self._timeout
        if not self._free.acquire(timeout=self._timeout):
            _log.warning("The chat model is busy with %s questions; the extractive answer is given.", _CALLS_AT_ONCE)
            return None
        passages = "\n".join(f"[{number}] {passage_text(quote)}" for number, quote in enumerate(quotes, 1))
        reply: Future[str] = Future()
        # A daemon, unlike a pool's threads: a model that hangs must not keep the program from ending.
        threading.Thread(
            target=self._call,
            args=({"passages": passages, "question": question}, reply),
            name="chat-model",
            daemon=True,
        ).start()
        try:
            return reply.result(timeout=max(0.0, ends - time.monotonic()))
        except FutureTimeoutError:
            _log.warning("The chat model took over %g seconds; the extractive answer is given.", self._timeout)
        except Exception as error:  # providers raise their own kinds; whatever it is, the visitor gets an answer
            _log.warning("The chat model failed (%s); the extractive answer is given.", _short(error))
        return None

    def _call(self, values: dict[str, Any], reply: Future[str]) -> None:
        from langsmith import tracing_context

        try:
            # Off whatever the environment says: a visitor's words go to the model that was named and nowhere else.
            with tracing_context(enabled=False):
                answer = self._chain.invoke(values, config={"callbacks": [self._used]})
                reply.set_result(str(answer.text))
        except BaseException as error:
            reply.set_exception(error)
        finally:
            self._free.release()


def quotes_for_model(evidence: Sequence[Evidence]) -> list[Quote]:
    """The best quotes, each once. A heading says nothing; a whole table would lend one row's figure to another row."""
    quotes: dict[tuple[str, int, int], Quote] = {}
    read_by_row: set[tuple[str, int]] = set()
    for item in evidence:
        if item.passage.kind is PassageKind.HEADING:
            continue
        if isinstance(item.block, Table):
            table = (item.guide.id, item.block.span.start)
            if item.passage.kind is PassageKind.ROW:
                read_by_row.add(table)
            elif table in read_by_row:
                continue
        quote = quote_of(item)
        quotes.setdefault((quote.guide.id, quote.span.start, quote.span.end), quote)
        if (found := table_of(item)) and found.source:  # figures are told with where they come from
            source = Quote(guide=item.guide, section=item.section, span=found.source.span)
            quotes.setdefault((item.guide.id, source.span.start, source.span.end), source)
        if len(quotes) >= _PASSAGES:
            break
    return list(quotes.values())


def quote_of(item: Evidence) -> Quote:
    """A passage as a quote: a FAQ pair or list whole, a row with its header."""
    passage = item.passage
    header = item.block.header.span if isinstance(item.block, Table) and passage.kind is PassageKind.ROW else None
    pair = faq_of(item.guide, passage)
    if pair:
        span = pair.span
    elif isinstance(item.block, ListBlock):
        span = item.block.span
    else:
        span = Span(start=passage.start, end=passage.end, text=passage.text)
    return Quote(guide=item.guide, section=item.section, span=span, header=header)


def passage_text(quote: Quote) -> str:
    """A quote as the model sees it: its section path, its header row, its text."""
    parts = [" > ".join(quote.section.path), quote.header.text if quote.header else "", quote.span.text]
    return ": ".join(readable(part) for part in parts if part)


def draft_from_reply(reply: str, quotes: Sequence[Quote]) -> Draft | None:
    """The reply with its marks renumbered from 1 over the quotes it cites; marks out of range are dropped.

    None where the reply is empty, too long, refuses, or cites nothing in range.
    """
    text = reply.strip()
    if not text or len(text) > _LONGEST_REPLY or REFUSAL in text.upper():
        return None
    used = list(dict.fromkeys(int(mark) for mark in re.findall(r"\[(\d{1,3})\]", text)))
    numbers = {mark: place for place, mark in enumerate((m for m in used if 1 <= m <= len(quotes)), 1)}
    if not numbers:
        return None
    text = re.sub(
        r"\s?\[(\d{1,3})\]", lambda mark: f" [{numbers[int(mark[1])]}]" if int(mark[1]) in numbers else "", text
    )
    return Draft(
        text=text.strip(), quotes=tuple(quotes[mark - 1] for mark in numbers), answerer=AnswererName.GENERATIVE
    )


def load_chat_model(name: str | None, *, timeout: float) -> BaseChatModel:
    """The chat model named `provider:model`, through LangChain. Nothing is sent yet.

    Raises:
        ChatModelError: if no name is set, the provider is unknown, its package or key is missing, or the model cannot
            be made.
    """
    if not name:
        raise ChatModelError("The generative answerer needs a chat model. Set CAREER_CHAT_MODEL=provider:model.")
    provider, _, model_name = name.partition(":")
    if not provider or not model_name:
        raise ChatModelError(
            f"The chat model {name!r} is not of the form provider:model. Set CAREER_CHAT_MODEL to one that is, such as "
            f"openai:<model>. Providers with an extra of this project: {', '.join(sorted(_EXTRAS))}."
        )
    key = _KEYS.get(provider)
    key_hint = f" Set {key}; a server of your own may take any value." if key and not os.environ.get(key) else ""
    if key_hint and provider in _SILENT_WITHOUT_KEY:
        raise ChatModelError(f"The chat model {name!r} needs a key, and none is set.{key_hint}")
    from langchain.chat_models import init_chat_model  # here because LangChain is wanted only with a model

    seconds = math.ceil(timeout)  # some providers take whole seconds only; the answerer stops waiting to the point
    options: dict[str, Any] = {"client_kwargs": {"timeout": seconds}} if provider == "ollama" else {"timeout": seconds}
    try:
        # The SDK's own retries are off: a visitor waits for one reply, not for three.
        model: BaseChatModel = init_chat_model(
            model_name, model_provider=provider, temperature=0, max_retries=0, **options
        )
    except ImportError as error:
        extra = _EXTRAS.get(provider)
        remedy = f"Install it with: pip install 'career-guide-assistant[{extra}]'" if extra else _short(error)
        raise ChatModelError(f"The chat model {name!r} needs a package that is not installed. {remedy}") from error
    except Exception as error:  # each provider raises its own kinds for a missing key or an unknown model
        if isinstance(error, ValueError) and "provider" in str(error).lower() and provider not in _EXTRAS:
            known = str(error).rpartition(": ")[2]
            raise ChatModelError(
                f"The provider {provider!r} of the chat model {name!r} is unknown. Known providers: {known}."
            ) from error
        raise ChatModelError(f"The chat model {name!r} cannot be used: {_short(error)}{key_hint}") from error
    return model


def _short(error: Exception) -> str:
    """What went wrong in one line; providers put whole pages into their errors."""
    message = " ".join(str(error).split())
    return f"{type(error).__name__}: {message[:300]}" if message else type(error).__name__
