"""What a message only supposes ("what if only 4 hours daily", "what if my job is not in a port?"), asked as before.

A message and the question before go in; the question before under what is supposed comes out, or None.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.exchanged import ARTICLES, PREPOSITIONS
from assistant.families import matched
from assistant.language import load_language, pattern_of, read_data
from assistant.named_instead import names_something
from assistant.topic import Said, conversation_data

_WHAT_IF = re.compile(r"(?:(?:and|but|so) )?what if ", re.I)
_FIGURE = re.compile(r"\d")
_SHORT = 12  # words of a message that only supposes


@cache
def _another_situation() -> re.Pattern[str]:
    return pattern_of(read_data("conversation.toml")["another_situation"])


def in_another_situation(message: str, asked: Said, previous: Said) -> str | None:
    """A question for a time or an amount, asked of who is as the message supposes.

    Work of one's own takes the place of the worker whom the question before names.
    """
    supposed = _WHAT_IF.match(message)
    if supposed is None or not previous.question.asks("duration", "amount") or len(asked.words) > _SHORT:
        return None
    if not _another_situation().search(asked.question.folded):
        return None
    works = not conversation_data("of_ones_work").isdisjoint(asked.keys)
    before = _without_worker(previous) if works else previous.text.rstrip(" ?.!")
    return f"{before} if {message[supposed.end() :]}"


def with_another_figure(message: str, asked: Said, previous: Said) -> str | None:
    """The question before, with the figure that is all that the message supposes."""
    supposed = _WHAT_IF.match(message)
    if supposed is None or names_something(asked) or not _FIGURE.search(message):
        return None
    return f"{previous.text.rstrip(' ?.!')} if {_WHAT_IF.sub('', message)}"


def _without_worker(previous: Said) -> str:
    """The question without the worker at its end ("a dock hand"), where a row of the guide is one's."""
    row = next((member for _, member in previous.members if member.headers), None)
    words, keys = list(previous.words), list(previous.keys)
    if row is None or keys[-1] not in load_language().role_nouns or not matched(keys[-1:], row):
        return previous.text.rstrip(" ?.!")
    while keys and matched(keys[-1:], row):
        keys.pop()
    while keys and keys[-1] in PREPOSITIONS | ARTICLES:
        keys.pop()
    return " ".join(words[: len(keys)])
