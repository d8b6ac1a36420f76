"""Follow-ups read with what came before: messages go in, one standalone question comes out.

A conversation is a value, the user's earlier messages; nothing is kept between calls and no answer is read back.
A message that is complete in itself is never changed, and every word of a follow-up that names something stands in the
question that comes out: so history cannot make an uncovered question covered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from assistant.answered_part import Quoted, answered_list, answered_part
from assistant.families import Shape, shape_of
from assistant.joined import Message, asks, joined
from assistant.language import fold, load_language
from assistant.opening import from_word, laid_aside, opening_of, without_greeting
from assistant.question import read_question, says_nothing
from assistant.several_asked import questions_in
from assistant.smalltalk import is_vague, smalltalk_kind
from assistant.talked_of import talked_of
from assistant.topic import Said, conversation_data, said
from index.search import Index

_STATES = re.compile(  # of others, in a whole sentence: it goes on with nothing
    r"(?!.*\b(?:who|that|which|whose|if|when|i|im|my|me|we|our)\b)(?:[\w.-]+ ){1,4}(?:is|are|was|were|gets?|has|have) "
)
_HERE = re.compile(r"\b(?:here|yahan|yaha|idhar)\b", re.I)  # not where was asked about before
_SENTENCE = 4  # words from which one with a verb is a sentence
_NOT_BUT = re.compile(
    r"^(?:no[, ]+|sorry[, ]+)?not (?:in |for |the |about )*([^,]{2,30}?)(?:,| but| -)\s*(?:but )?(.{2,})$", re.I
)
_WISE = re.compile(r"(?<=\w)[ -]wise$", re.I)  # "pay wise?"
_ADDS = frozenset({"in", "for", "at", "with", "without", "after", "before", "during", "on"})  # "for freshers?" goes on
_CORRECTS = re.compile(r"\b(?:sorry|oops|meant|mean)\b")
_CONTINUES = 14  # words up to which a message may go on with the question before
_OF_THE_CAREER = re.compile(r"\bbecom(?:e|ing) (?!one\b|it\b|that\b)", re.I)  # a question of its own
_ELSE = re.compile(r"\belse\b", re.I)


def standalone_question(message: str, history: Sequence[str], index: Index, quoted: Quoted | None = None) -> str:
    """The message as a question that stands alone, read with the user's earlier messages, oldest first.

    `quoted` looks up what the answer to an earlier question quotes, for a message that points at where it stands.
    """
    shape = shape_of(index.guides.values())
    return _read_after(message, _questions(history, shape, index, quoted), shape)


def continued_question(message: str, history: Sequence[str], index: Index) -> str | None:
    """The message with the question before it in brackets, for one that is not answered alone; None where it asks anew.

    "Easy ones or tough ones?" goes on with the question before. A message that asks for another kind of answer does
    not, nor one with a figure of its own ("what is 17 times 23"): what is said of the one is no answer to the other.
    """
    earlier = _questions(history, shape_of(index.guides.values()), index)
    vague = is_vague(message) and not _ELSE.search(message)
    whole = _OF_THE_CAREER.search(message) or len(message.split()) > _CONTINUES
    if not earlier or vague or whole or re.search(r"\d", message):
        return None
    own = set(read_question(message).kinds) - {"order", "comparison", "list"}
    if not own <= set(earlier[-1].question.kinds):
        return None
    # Of two questions in one message the first, or each would be answered for itself, whatever this message says.
    before = questions_in(earlier[-1].text)[0]
    return f"{message.rstrip(' ?.!')} ({before.rstrip(' ?.!')})"


def _questions(history: Sequence[str], shape: Shape, index: Index, quoted: Quoted | None = None) -> list[Said]:
    """The questions among earlier messages, each read with those before it."""
    earlier: list[Said] = []
    for text in history:
        if fold(text) and smalltalk_kind(text) is None:
            read = _read_after(text, earlier, shape)
            if not (is_vague(read) or says_nothing(read)):
                question = replace(said(read, shape), carried=talked_of(text, read, earlier[-1]) if earlier else None)
                asked = [*(before.text for before in earlier), read]
                if quoted:
                    part = partial(answered_part, asked, quoted, index.guides)
                    items = partial(answered_list, asked, quoted, index.guides)
                    question = replace(question, answered_in=part, answered_with=items)
                earlier.append(question)
    return earlier


def _read_after(message: str, earlier: Sequence[Said], shape: Shape) -> str:
    """The message alone, or joined with an earlier question when it cannot be read alone."""
    if not earlier or load_language().patterns["injection"].search(fold(message)):
        return message
    if earlier[-1].place_spans and _HERE.search(message):
        earlier = [*earlier[:-1], said(earlier[-1].without_places, shape)]
    message = _without_what_is_not(message, earlier[-1])
    rest, recalled = laid_aside(without_greeting(message), earlier)
    complete = message if rest == without_greeting(message) else rest
    whole = said(rest, shape)
    opening, follows = opening_of(whole.keys)
    if opening >= len(whole.words):
        return message
    text = _WISE.sub("", from_word(rest, opening).rstrip(" ?!.,;:"))
    if fold(text) in conversation_data("predicates"):
        text = complete = f"is it {text}"
    if _CORRECTS.search(" ".join(whole.keys[:opening])):
        complete = text  # "sorry" and "I meant" ask nothing themselves
    asked = said(text, shape)
    if not asks(asked) and len(asked.keys) >= _SENTENCE and _STATES.match(asked.question.folded):
        return text
    follows = follows or (not asks(asked) and len(asked.keys) <= 5 and asked.keys[0] in _ADDS)
    only = not conversation_data("leaving_out").isdisjoint(whole.keys[:opening])
    message_read = Message(text=text, asked=asked, complete=complete, opened=bool(opening), follows=follows, only=only)
    return joined(message_read, recalled or earlier[-1], [recalled] if recalled else earlier, earlier)


def _without_what_is_not(message: str, previous: Said) -> str:
    """A correction without what it takes back: "not India, Germany" is "no, Germany"."""
    match = _NOT_BUT.match(message)
    if match is None:
        return message
    taken_back = said(match[1], previous.shape)
    spoken = all(key in previous.keys for key in taken_back.keys)
    return f"no, {match[2]}" if spoken or (taken_back.place_spans and len(taken_back.keys) <= 3) else message
