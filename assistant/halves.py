"""Two questions in one message: each is asked by itself, and what the guide lacks is said beside what it has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation, Outcome, Reason, WorkedOut
from assistant.answerers.draft import counted_on
from assistant.question import named_words, read_question

_ASKS = (
    r"(?:how (?:much|many|long|often|far|hard|do|does|can|should|is|are|will)|what|which|where|when|who|why|"
    r"is (?:it|there|an?|the|my|this)|are (?:there|the)|do (?:i|we|they|you)|does|can (?:i|we|you)|should i|"
    r"will (?:i|it))\b"
)
_SECOND = re.compile(
    rf"(?:\s*[,;]\s*|\s+)(?:and|plus|&|(?<=[,;] )also)\s+(?:(?:also|then|please|tell me|finally)\s+)*(?={_ASKS})"
    rf"|\s*\?+\s*(?:(?:and|also|plus)\s+)*(?={_ASKS})",
    re.I,
)
_TELLS = re.compile(r"\b(?:tell me|show|list|explain|describe|give)\b", re.I)
_POINTS = re.compile(r"\b(?:it|its|they|them|their|he|him|his|she|her|that|this|these|those|there|then|one)\b")
_OFF_TOPIC = "The other part of your message is outside what the guide is about."


def halves_of(asked: str) -> tuple[str, str] | None:
    """The two questions that a standalone question joins, the second as it was written; None for any other number."""
    if read_question(asked).asks("comparison") or len(joints := list(_SECOND.finditer(asked))) != 1:
        return None
    first, second = asked[: joints[0].start()].strip(), asked[joints[0].end() :].strip()
    return (first, second) if _asks(first) and _asks(second) else None


def _asks(half: str) -> bool:
    read = read_question(half)
    asks = bool(read.kinds) or read.yes_no or re.match(_ASKS, half, re.I) or _TELLS.search(half)
    return bool(asks) and len(half.split()) > 1


def both(halves: Sequence[tuple[str, Answer]]) -> Answer | None:
    """One answer of two halves, each with its words: both parts, or one part and an honest line on the other.

    None where they are better taken together: neither is answered, one has to be asked back, both are answered by the
    same quotes, or one is declined and the second asks about nothing of its own ("what is X and how does it work").
    """
    answers = [answer for _, answer in halves]
    answered = [answer for answer in answers if answer.outcome is Outcome.ANSWERED]
    if not answered or any(answer.outcome not in (Outcome.ANSWERED, Outcome.DECLINED) for answer in answers):
        return None
    if len(answered) < len(halves) and not _stands_alone(halves[1][0], halves[0][0]):
        return None
    if len({_places(answer) for answer in answered}) < len(answered):
        return None
    texts: list[str] = []
    citations: list[Citation] = []
    for words, answer in halves:
        before = len(citations)
        texts.append(counted_on(answer.text, before) if answer.citations else _not_said(words, answer))
        citations += [replace(citation, number=citation.number + before) for citation in answer.citations]
    return replace(
        answered[0],
        text="\n\n".join(_without_doubled_guide(texts)),
        citations=tuple(citations),
        confidence=min(answer.confidence or 0.0 for answer in answered),
        worked_out=_worked_out(answers),
    )


def _stands_alone(second: str, first: str) -> bool:
    """Whether the second question names something that the first does not, and points at nothing in it."""
    read = read_question(second)
    return not _POINTS.search(read.folded) and bool(set(named_words(read)) - set(read_question(first).content))


def _places(answer: Answer) -> frozenset[tuple[str, int]]:
    return frozenset((citation.guide, citation.start) for citation in answer.citations)


def _not_said(words: str, answer: Answer) -> str:
    said = answer.decline.said if answer.decline else answer.text
    if answer.reason is Reason.OFF_TOPIC:
        return _OFF_TOPIC  # without the words: they may be meant to be repeated
    if answer.decline and answer.decline.by_owner:
        return said
    return f"On “{words.rstrip(' ?.!')}”: {said[0].lower()}{said[1:]}"


def _without_doubled_guide(texts: list[str]) -> list[str]:
    """The texts without the guide's name under the first, where it stands under the second too."""
    ends = [text.rpartition("\n\n") for text in texts]
    if len(texts) == 2 and ends[0][2] == ends[1][2] and re.fullmatch(r"\*[^*]+\*", ends[0][2]):
        return [ends[0][0], texts[1]]
    return texts


def _worked_out(answers: Sequence[Answer]) -> WorkedOut | None:
    hows: list[str] = []
    inputs: list[int] = []
    before = 0
    for answer in answers:
        if answer.worked_out:
            hows.append(answer.worked_out.how)
            inputs += [number + before for number in answer.worked_out.inputs]
        before += len(answer.citations)
    return WorkedOut(how="; ".join(hows), inputs=tuple(inputs)) if hows else None
