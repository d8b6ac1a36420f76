"""Questions that ask for pay and time at once: both parts, or one part and an honest line on the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answerers.draft import Draft, Quote, counted_on
from assistant.evidence import Evidence
from assistant.fits import kind_fits
from assistant.question import Question

_PAY = r"(?:salar(?:y|ies)|pay|package|income|stipend|earnings?|ctc)"
_TIME = r"(?:time|duration|timeline|months|how long|how many (?:months|weeks|years))"
_BOTH = re.compile(
    rf"\b{_PAY}\b.{{0,15}}\b(?:and|plus|with)\b.{{0,25}}\b{_TIME}\b"
    rf"|\b{_TIME}\b.{{0,25}}\b(?:and|plus)\b.{{0,20}}\b{_PAY}\b"
)
_MISSING = {
    "amount": "The guide does not say what this pays.",
    "duration": "The guide does not say how long this takes.",
}

Answer = Callable[[Question, Sequence[Evidence]], Draft | None]


def answer_mixed(question: Question, evidence: Sequence[Evidence], answer: Answer) -> Draft | None:
    """Pay and time, each answered by `answer` from the evidence that holds it; None for any other question."""
    if question.asks("comparison") or not _BOTH.search(question.folded):
        return None
    parts: list[Draft | str] = []
    for kind, missing in _MISSING.items():
        asked = replace(question, kinds=(kind,))
        fitting = [replace(item, kind_fits=True) for item in evidence if kind_fits(asked, item.guide, item.passage)]
        parts.append((answer(asked, fitting) if fitting else None) or missing)
    drafts = [part for part in parts if isinstance(part, Draft)]
    return _joined(parts) if drafts else None


def _joined(parts: Sequence[Draft | str]) -> Draft:
    """The parts one below the other, their marks counted on."""
    texts: list[str] = []
    quotes: list[Quote] = []
    for part in parts:
        texts.append(part if isinstance(part, str) else counted_on(part.text, len(quotes)))
        quotes += [] if isinstance(part, str) else part.quotes
    return Draft(text="\n\n".join(texts), quotes=tuple(quotes))
