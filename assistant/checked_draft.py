"""The draft that may be shown: the answerer's where the grounding check passes it, else one in the guide's words."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import AnswererName
from assistant.answerers.draft import Answerer, Draft, Refusal, Watch, WatchedAnswerer
from assistant.answerers.extractive import ExtractiveAnswerer
from assistant.grounding import faults
from assistant.turn import Found


def checked_draft(found: Found, answerer: Answerer, fallback: ExtractiveAnswerer, watch: Watch | None) -> Draft | None:
    """The answerer's draft if it holds, else that of `fallback`; None if neither may be shown or the answerer refuses.

    `found` has evidence. A `watch` is shown what a chat model says as it comes.
    """
    question, best = found.question, found.evidence[0]
    compares = question.asks("comparison")  # else a step's number is that of one guide
    evidence = tuple(item for item in found.evidence if compares or item.guide is best.guide)
    plain = fallback.answer(question, evidence)
    if plain is not None and faults(plain):
        plain = None
    if isinstance(answerer, ExtractiveAnswerer) or (plain is not None and plain.working is not None):
        return plain  # also with a model a sum or comparison is the program's: no quote shows a wrong one
    if watch is not None and isinstance(answerer, WatchedAnswerer):
        draft = answerer.answer_watched(question, evidence, watch)
    else:
        draft = answerer.answer(question, evidence)
    if isinstance(draft, Refusal):
        return None
    if draft is not None and not faults(draft):
        return draft
    return plain and replace(plain, answerer=AnswererName.EXTRACTIVE_FALLBACK)
