"""The answer worded by a chat model, from evidence the gate has let through.

The model sees numbered passages and nothing else. Its reply is untrusted: marks must be in range, every sentence must
carry one, and the grounding check then holds every figure against the quotes of its own sentence. A reply that fails, a
model that fails and a model that is slow all end the same way: no draft, and the extractive answer takes its place.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from typing import TYPE_CHECKING

from assistant.answer import AnswererName
from assistant.answerers.draft import Draft, Quote, readable
from assistant.errors import ChatModelError
from assistant.evidence import Evidence, faq_of
from assistant.prompts import REFUSAL, SYSTEM, USER
from assistant.question import Question
from corpus.guide import Span, Table
from corpus.passages import PassageKind

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_PASSAGES = 6  # more dilute a small model's attention, fewer miss the second place of a disagreement
_LONGEST_REPLY = 2_000  # characters; an answer of sixty words has about 400
_log = logging.getLogger(__name__)


class GenerativeAnswerer:
    """Words answers with one LangChain chat model; safe to share between threads."""

    def __init__(self, model: BaseChatModel, *, timeout: float) -> None:
        """`timeout` is the longest wait for one reply, in seconds."""
        from langchain_core.prompts import ChatPromptTemplate  # here because LangChain is wanted only with a model

        self._chain = ChatPromptTemplate.from_messages([("system", SYSTEM), ("human", USER)]) | model
        self._timeout = timeout
        self._pool = ThreadPoolExecutor(max_workers=8, thread_name_prefix="chat-model")

    def answer(self, question: Question, evidence: Sequence[Evidence]) -> Draft | None:
        """A draft in the model's words, or None when the model refuses, fails, is slow or breaks a rule."""
        quotes = [quote_of(item) for item in evidence[:_PASSAGES]]
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
        passages = "\n".join(f"[{number}] {passage_text(quote)}" for number, quote in enumerate(quotes, 1))
        future = self._pool.submit(self._chain.invoke, {"passages": passages, "question": question})
        try:
            return future.result(timeout=self._timeout).text
        except FutureTimeoutError:
            future.cancel()
            _log.warning("The chat model took over %s seconds; the extractive answer is given.", self._timeout)
        except Exception as error:  # providers raise their own kinds; whatever it is, the visitor gets an answer
            _log.warning("The chat model failed (%s); the extractive answer is given.", type(error).__name__)
        return None


def quote_of(item: Evidence) -> Quote:
    """A passage as a quote: a FAQ pair or list whole, a row with its header."""
    passage = item.passage
    span = Span(start=passage.start, end=passage.end, text=passage.text)
    header = item.block.header.span if isinstance(item.block, Table) and passage.kind is PassageKind.ROW else None
    pair = faq_of(item.guide, passage)
    return Quote(guide=item.guide, section=item.section, span=pair.span if pair else span, header=header)


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
    """The chat model named `provider:model`, through LangChain.

    Raises:
        ChatModelError: if no name is set, the provider's package is missing, or the model cannot be made.
    """
    if not name:
        raise ChatModelError("The generative answerer needs a chat model. Set CAREER_CHAT_MODEL=provider:model.")
    from langchain.chat_models import init_chat_model  # here because LangChain is wanted only with a model

    provider = name.split(":")[0]
    try:
        # The SDK's own retries are off: a visitor waits for one reply, not for three.
        model: BaseChatModel = init_chat_model(name, temperature=0, timeout=timeout, max_retries=0)
    except ImportError as error:
        raise ChatModelError(
            f"The chat model {name!r} needs a package that is not installed ({error.name}). "
            f"Install it with: pip install 'career-guide-assistant[{provider}]'"
        ) from error
    except Exception as error:  # each provider raises its own kinds for a missing key or an unknown model
        raise ChatModelError(f"The chat model {name!r} cannot be used: {error}") from error
    return model
