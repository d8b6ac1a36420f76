"""Details of what the question before is about: a column of its row, a time of its step, how many of a thing it has.

A message and the question before go in; whether the one is a detail of the other, or the question about it, comes out.
"""

from __future__ import annotations

import re

from assistant import references
from assistant.families import unit
from assistant.question import named_words
from assistant.support import stems
from assistant.topic import Said, said


def is_column(asked: Said, previous: Said) -> bool:
    """Whether a message is only the head of a column, beside the row that the question before is about."""
    row = next((member for _, member in previous.members if member.headers), None)
    names = {unit(key) for key in asked.keys}
    return row is not None and len(asked.keys) <= 2 and names <= row.headers and not names & row.units


def is_row_of(asked: Said, previous: Said) -> bool:
    """Whether a message names a row of a table of what the question before asks for without naming a row."""
    if previous.members or not previous.question.attribute_words:
        return False
    wanted = {unit(word) for word in previous.question.attribute_words}
    return any(member.headers & wanted for _, member in asked.members if member.headers)


def is_detail(asked: Said, previous: Said, *, follows: bool) -> bool:
    """Whether everything that a message names stands in the row or numbered part that the question before is about."""
    wanted = asked.question.asks("duration", "count", "amount", "clock", "date", "place", "list")
    if not (follows or wanted) or asked.question.asks("definition"):
        return False
    if len(asked.keys) > (8 if follows else 6) or asked.step_span or asked.place_spans:
        return False
    names = {stem for word in named_words(asked.question) for stem in stems(word)}
    row = next((member for _, member in previous.members if member.beside and member.number is None), None)
    if row is not None and names and names <= row.beside and not names & row.units:
        return True
    part = previous.part
    short = follows or len(asked.keys) <= 4
    return bool(names) and short and part is not None and names <= part.beside and not names & part.units


def is_counted(asked: Said, previous: Said) -> bool:
    """Whether what a message counts stands in the row or the numbered part that the question before is about."""
    counted = {stem for word in asked.question.content for stem in stems(word)}
    about = [member for _, member in previous.members if member.beside][:2]
    return bool(counted) and any(
        counted <= member.beside for member in (*about, *([previous.part] if previous.part else []))
    )


def asked_of(text: str, previous: Said) -> str:
    """A question about what the earlier question is about."""
    focus = references.focus_of(previous)
    if focus is None:
        return f"{text} ({previous.text})" if previous.question.content else text
    elsewhere = said(text, previous.shape).place_spans or previous.places in f"{text} {focus}"
    where = f" in {previous.places}" if previous.places and not elsewhere else ""
    return f"{text} for {focus}{where}"


def of_it_alone(asked: Said, previous: Said) -> str | None:
    """A figure asked of a detail alone: "only the knots?" after "how long is step 1" is "how long is only the knots".

    None where the question before asks for no figure, or what the message names is no detail of what that is about.
    """
    focus = references.focus_of(previous)
    if focus is None or not previous.question.asks("duration", "amount", "count"):
        return None
    place = re.search(rf"\b(?:(?:the|an?) )?{re.escape(focus)}\b", previous.text, re.I)
    if place is None or not is_detail(asked, previous, follows=True):
        return None
    return f"{previous.text[: place.start()]}only {' '.join(asked.words)}{previous.text[place.end() :]}"
