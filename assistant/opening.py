"""How a message opens: greetings, words that go on with what came before, a clause that lays a question aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.language import fold, read_data
from assistant.pointing import names_enough, points_back
from assistant.smalltalk import smalltalk_kind
from assistant.support import same_thing, stems
from assistant.topic import Said, conversation_data, said

_A_TELLING = 8  # words: "I am …" alone after a question says for whom it is asked
_WHICH_ONES = re.compile(r"(?:(?:and|so|ok) )?(?:which|what) (?:ones|all)", re.I)
_CLAUSE_END = re.compile(r"[,.;!?]+\s+|\s[-–—]\s")


def without_greeting(message: str) -> str:
    """The message without clauses in front that only greet or thank."""
    while match := _CLAUSE_END.search(message):
        if smalltalk_kind(message[: match.start()]) is None or not fold(message[match.end() :]):
            break
        message = message[match.end() :]
    return message


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    value = read_data("conversation.toml")[name]
    return tuple(re.compile(source) for source in ([value] if isinstance(value, str) else value))


def laid_aside(message: str, earlier: Sequence[Said]) -> tuple[str, Said | None]:
    """The message without a clause that lays an earlier question aside, and the question it goes back to, if any.

    Only what was asked about before can be laid aside; "forget the guide" stays.
    """
    match = _CLAUSE_END.search(message)
    if match is None:
        return message, None
    clause, rest = fold(message[: match.start()]), message[match.end() :]
    content = said(clause, earlier[-1].shape).question.content
    about = frozenset().union(*(stems(word) for word in content))
    if any(pattern.search(clause) for pattern in _patterns("returns")):
        for before in reversed(earlier):
            if _touches(about, before):
                return rest, before
        return message, None
    if fold(rest) and any(pattern.search(clause) for pattern in _patterns("transitions")):
        return rest, None
    if any(pattern.search(clause) for pattern in _patterns("dismissals")):
        spoken = not content or any(_touches(stems(word), before) for word in content for before in earlier)
        if spoken and fold(rest):
            return rest, None
    return message, None


def _touches(about: frozenset[str], before: Said) -> bool:
    return any(not same_thing(word).isdisjoint(about) for word in before.question.content)


@cache
def _follow_phrases() -> tuple[tuple[str, ...], ...]:
    phrases = read_data("conversation.toml")["follows"].strip().split("|")
    return tuple(sorted((tuple(phrase.split()) for phrase in phrases), key=len, reverse=True))


def opening_of(keys: Sequence[str]) -> tuple[int, bool]:
    """How many words open a message, and whether one of them goes on with what came before."""
    at, follows = _plain_opening(keys)
    other = _somebody().match(" ".join(keys[at:]))
    tells = tuple(keys[at : at + 2]) == ("i", "am") and len(keys) - at <= _A_TELLING
    if other and (follows or tells or tuple(keys[:2]) == ("what", "if")):
        return at + len(other[0].split()), True
    return at, follows


def leans_on(message: str) -> bool:
    """Whether a message opens by going on with what came before ("and ..."), or points at it ("there", "that one")."""
    keys = fold(message).split()
    opening, follows = opening_of(keys)
    if keys[opening : opening + 1] == ["if"] and names_enough(message, 3):
        return False  # a condition with the question that it belongs to
    return follows or points_back(message) or not conversation_data("leaning").isdisjoint(keys)


def asks_which_ones(message: str) -> bool:
    """Whether a message only asks which things of a kind are meant: "which ones?"."""
    return _WHICH_ONES.fullmatch(message.strip(" ?.!")) is not None


@cache
def _somebody() -> re.Pattern[str]:
    return re.compile(str(read_data("conversation.toml")["somebody"]))


def _plain_opening(keys: Sequence[str]) -> tuple[int, bool]:
    at, follows = 0, False
    while at < len(keys):
        phrase = next((phrase for phrase in _follow_phrases() if tuple(keys[at : at + len(phrase)]) == phrase), None)
        if phrase == ("if",):
            return at, True
        if phrase in {("no",), ("not",)} and at + 1 < len(keys) and keys[at + 1] == "of":
            break  # "no of projects"
        if phrase:
            follows = True
            at += len(phrase)
        elif keys[at] in conversation_data("openers"):
            at += 1
        else:
            break
    return at, follows


def from_word(text: str, count: int) -> str:
    """A text without its first words; punctuation inside the rest stays."""
    for _ in range(count):
        while text and not fold(text.split(maxsplit=1)[0]):
            text = text.split(maxsplit=1)[1] if len(text.split(maxsplit=1)) > 1 else ""
        parts = text.split(maxsplit=1)
        text = parts[1] if len(parts) > 1 else ""
    return text
