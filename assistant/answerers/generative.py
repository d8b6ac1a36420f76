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
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.answer import AnswererName
from assistant.answerers.draft import Draft, Quote, readable
from assistant.errors import ChatModelError
from assistant.evidence import Evidence, faq_of
from assistant.prompts import REFUSAL, SYSTEM, USER
from assistant.question import Question
from corpus.guide import ListBlock, Span, Table
from corpus.passages import PassageKind

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_PASSAGES = 6  # more dilute a small model's attention, fewer miss the second place of a disagreement
_LONGEST_REPLY = 2_000  # characters; an answer of sixty words has about 400
_CALLS_AT_ONCE = 8  # a provider that hangs must not pile up threads
_log = logging.getLogger(__name__)


class GenerativeAnswerer:
    """Words answers with one LangChain chat model; safe to share between threads."""

    def __init__(self, model: BaseChatModel, *, timeout: float) -> None:
        """`timeout` is the longest wait for one reply, in seconds."""
        from langchain_core.prompts import ChatPromptTemplate  # here because LangChain is wanted only with a model

        self._chain = ChatPromptTemplate.from_messages([("system", SYSTEM), ("human", USER)]) | model
        self._timeout = timeout
        self._free = threading.BoundedSemaphore(_CALLS_AT_ONCE)

    def answer(self, question: Question, evidence: Sequence[Evidence]) -> Draft | None:
        """A draft in the model's words, or None when the model refuses, fails, is slow or breaks a rule."""
        quotes = quotes_for_model(evidence)
        reply = self._reply(question.text, quotes)
        if reply is None:
            return None
        draft = draft_from_reply(reply, quotes)
        if draft is None:
            _log.warning(
                "The chat model's reply refused, was empty or marked no passage; the extractive answer is given."
            )
        return draft

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
                reply.set_result(str(self._chain.invoke(values).text))
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
        if len(quotes) == _PASSAGES:
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


@dataclass(frozen=True, kw_only=True)
class Provider:
    """A provider of chat models that this project has an extra for."""

    extra: str
    key: str | None = None  # the variable its first call fails without; None where loading says so, or none is needed
    more: Mapping[str, str] = field(default_factory=dict)  # other variables that may stand in for the key


PROVIDERS: Mapping[str, Provider] = {
    "anthropic": Provider(extra="anthropic", key="ANTHROPIC_API_KEY"),
}
