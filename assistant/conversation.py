"""Follow-ups read with what came before: messages go in, one standalone question comes out.

A conversation is a value, the user's earlier messages; nothing is kept between calls and no answer is read back.
A message that asks something of its own is never changed, so history cannot make an uncovered question covered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language import fold, load_language
from assistant.question import Question, named_words, read_question
from assistant.smalltalk import smalltalk_kind
from assistant.support import stems
from index.search import Index

_FOLLOWS = re.compile(
    r"^(?:(?:and|but|ok|okay|so|then|also|aur|or|sir|no|nope|sorry|actually|thanks|great|hmm) )*"
    r"(?:and|what about|how about|aur|or|what of|same for|then for|also for|what if|no i meant?|no|i meant?|i mean)\b"
)
_OPENING = re.compile(
    r"^(?:(?:and|but|ok|okay|so|then|also|aur|or|sir|no|nope|sorry|actually|thanks|great|hmm|what about|how about|"
    r"what of|same for|i meant?|i mean|what if|if|i am|im|its|only|just|in case of|the|a|an|for|of|is it for)[ ,]+)*"
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|that|this|they|them|those|these|(?<!are )(?<!is )there|one|ones|same|he|she|his|her|their)\b"
)
_ASKS = re.compile(
    r"\b(?:compare|tell|show|list|give|explain|what|which|how|where|who|when|why|whats|hows|kitna|kitni|kaise|kaun|kahan)\b"
)
_POINTS_TO_MANY = re.compile(r"\b(?:them|they|those|these)\b")
_SOMEBODY = re.compile(r"\b(?:he|she|his|her|(?:that|this) (?:person|role|job|one|guy))\b")
_STEP_MENTION = re.compile(r"\b(?:step|phase|stage|module) \d+\b")
_TRAILING = re.compile(r"\b(?:what about|how about|hai|kya|please|then|too|also|though)\b")


def standalone_question(message: str, history: Sequence[str], index: Index) -> str:
    """The message as a question that stands alone, read with the user's earlier messages, oldest first."""
    previous: Question | None = None
    for earlier in history:
        if smalltalk_kind(earlier) is None and fold(earlier):
            previous = read_question(_read_after(earlier, previous, index))
    return _read_after(message, previous, index)


def _read_after(message: str, previous: Question | None, index: Index) -> str:
    """The message alone, or joined with the question before it when it cannot be read alone."""
    if previous is None:
        return message
    question = read_question(message)
    rest = _OPENING.sub("", question.folded, count=1)
    counts_something = bool(re.search(r"\bhow many (?!more\b)[a-z]{4,}\b", rest)) and not _POINTS_BACK.search(rest)
    if counts_something and not _FOLLOWS.match(question.folded):
        return message
    named = bool(named_words(question) or _STEP_MENTION.search(question.folded))
    names_something = named or bool(question.places and not _SOMEBODY.search(rest))
    asks_itself = bool(_ASKS.search(rest)) or question.yes_no
    if names_something and asks_itself:
        return _asked_of_same(question, previous) if _POINTS_TO_MANY.search(rest) else message
    if names_something:
        fragment = bool(_FOLLOWS.match(question.folded)) or len(question.words) <= 4 and not question.kinds
        return _same_asked_of(question, previous, index) if fragment else message
    if _POINTS_BACK.search(rest) or _FOLLOWS.match(question.folded):
        return _asked_of_same(question, previous)
    bare = len(question.words) <= 4 and question.asks("duration", "list", "place", "reason", "how_to", "count")
    return _asked_of_same(question, previous) if bare else message


def _asked_of_same(question: Question, previous: Question) -> str:
    """This message's question, asked of what the previous question was about."""
    step = _STEP_MENTION.search(previous.folded)
    topic = step.group() if step else " ".join(named_words(previous))
    if previous.asks("organisation"):
        topic = "the companies"
    if not topic:
        return f"{question.text} ({previous.text})" if previous.content else question.text
    text = _OPENING.sub("", question.folded, count=1) or question.folded
    pointing = re.search(
        r"\b(?:(?:that|this) (?:person|role|one)|it|that|this|they|them|those|these|there|he|she)\b", text
    )
    if pointing:
        return text[: pointing.start()] + topic + text[pointing.end() :]
    return f"{text} for {topic}"


def _same_asked_of(question: Question, previous: Question, index: Index) -> str:
    """The previous question, asked of what this message names instead."""
    new = _OPENING.sub("", question.folded, count=1)
    new = re.sub(r"\s+", " ", _TRAILING.sub(" ", new)).strip() or question.folded
    old = previous.folded
    replaced = _replaceable(question, previous, index)
    spans = [match.span() for word in replaced for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", old)]
    if not spans:
        return f"{old} {new}"
    start, end = min(spans)[0], max(span[1] for span in spans)
    new = re.sub(r"^(?:in|for|of|at|as|with|to) (?=\S)", "", new) if _ends_with_preposition(old[:start]) else new
    kept = " ".join(word for word in old[start:end].split() if word in previous.attribute_words)
    return re.sub(r"\s+", " ", f"{old[:start]} {new} {kept} {old[end:]}").strip()


def _ends_with_preposition(text: str) -> bool:
    return bool(re.search(r"\b(?:in|for|of|at|as|with|to|a|an|the)\s*$", text))


def _replaceable(question: Question, previous: Question, index: Index) -> list[str]:
    """The words of the previous question that stand where this message's words belong: same place, step or row."""
    places = load_language().places
    named, earlier = named_words(question), named_words(previous)
    if question.places and all(word in places or word in load_language().generic for word in question.words):
        return [word for word in previous.words if word in places]
    earlier_step = _STEP_MENTION.search(previous.folded)
    if _STEP_MENTION.search(question.folded):
        return [earlier_step.group()] if earlier_step else earlier
    keep_places = [word for word in earlier if word not in places]
    siblings = _row_words(index, named)
    in_rows = [word for word in keep_places if stems(word) & siblings]
    return in_rows or ([earlier_step.group()] if earlier_step else keep_places)


def _row_words(index: Index, named: Sequence[str]) -> set[str]:
    """The label words of every table that has a row labelled with one of these words."""
    from corpus.guide import Table

    wanted = {stem for word in named for stem in stems(word)}
    found: set[str] = set()
    for guide in index.guides.values():
        for section in guide.sections:
            for block in section.blocks:
                if isinstance(block, Table):
                    labels = {stem for row in block.rows for stem in stems(row.cells[0].text)}
                    if wanted & labels:
                        found |= labels
    return found
