"""Which sentences of a paragraph, label or FAQ answer are said: the one that answers, and what belongs to it."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from assistant.answerers.draft import MAX_WORDS, readable, word_count
from assistant.defining import DEFINING_WORDS, asks_short_form, spells_out
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.support import lexical_support, stems
from corpus.guide import Paragraph, Span

_NEAR = 20  # passages among which one that defines is looked for
SAID_WORDS = 40  # further sentences of a paragraph are said up to so many words
_LEANS_BACK = re.compile(
    r"^(?:it(?! takes)|this|that|they|these|those(?! (?:who|with|that))|he|she|such|both|here|there(?! (?:is|are))|"
    r"the \w+ of (?:these|those|them)|"
    r"the (?:exceptions?|rest|others?|second|latter|former|same)|otherwise|instead|however|even (?:then|so)|only then|"
    r"(?:in|after|until|before|without|of|for) (?:that|this|those|these|them|such|it)|but|and|so)\b",
    re.I,
)
_COMES_NEXT = re.compile(
    r"\b(?:comes?|follows?) (?:next|later|afterwards|only then)\b", re.I
)  # after what, is said before
_ASKS_MEANING = re.compile(r"\b(?:full form|stands? for|meaning)\b|\bwhat$")
_FRAMING = stems("the a an called term word in our this")
_DEFINES = re.compile(
    r"^(?P<subject>[^.;:]{1,60}?),? (?:(?:is|are) (?:an? |the |one |any |what |permission|short for)|"
    r"means?\b|refers? to\b|stands? for\b|allows? (?:you|one)\b)"
)
_BESIDE_NAME = frozenset(["full", "form", "stand", "stands", "called", "word", "term", "abbreviation", "acronym"])


def said_in(spans: Sequence[Span]) -> str:
    """The words of some sentences as they are read."""
    return " ".join(readable(span.text) for span in spans)


def is_question(span: Span) -> bool:
    """Whether a sentence asks; a question of the guide answers nothing."""
    return readable(span.text).endswith("?")


def answering_run(
    spans: Sequence[Span], place: int, *, strong: Set[int] = frozenset(), complete: bool = False
) -> list[Span]:
    """The sentence at `place` with its neighbours: the one it leans back on, then what follows while it is short.

    `strong` holds the places of sentences that answer nearly as well; they are said up to the limit of an answer.
    `complete` says that the sentence gives the figure asked for: only what leans back on it follows, so that no
    figure of something else does.
    """
    while place + 1 < len(spans) and is_question(spans[place]):
        place += 1
    first = place
    if place > 0 and _leans_back(spans[place]) and not is_question(spans[place - 1]):
        first = place - 1 if word_count(said_in(spans[place - 1 : place + 1])) <= MAX_WORDS else place
    last = place
    while last + 1 < len(spans):
        limit = MAX_WORDS if last + 1 in strong else SAID_WORDS
        if complete and last + 1 not in strong and not _leans_back(spans[last + 1]):
            break
        if is_question(spans[last + 1]) or word_count(said_in(spans[first : last + 2])) > limit:
            break
        last += 1
    return list(spans[first : last + 1])


def _leans_back(span: Span) -> bool:
    said = readable(span.text)
    return bool(_LEANS_BACK.match(said) or _COMES_NEXT.search(said))


def best_place(question: Question, spans: Sequence[Span]) -> int:
    """The sentence that holds most of the question's words, rare ones counting most.

    Of equals the one with more of its small words too ("explain my own"), then the first.
    """
    held = [stems(span.text) for span in spans]
    among = {word: sum(lexical_support(word, sentence) for sentence in held) for word in question.content}
    words = {stem for word in question.words for stem in stems(word)}
    scores = [
        (sum(lexical_support(word, said) / (count or 1) for word, count in among.items()), len(words & said))
        for said in held
    ]
    return scores.index(max(scores))


def defining_evidence(question: Question, evidence: Sequence[Evidence]) -> Evidence | None:
    """The first evidence sentence that says what the thing asked about is; None where none does.

    It defines when all words that name the thing stand before "is a", "means" or the like and little else does.
    """
    named = [word for word in question.content if word not in DEFINING_WORDS | _BESIDE_NAME]
    if asks_short_form(question):
        sentences = (item for item in evidence if isinstance(item.block, Paragraph))
        if found := next((item for item in sentences if spells_out(question, item.guide, item.passage)), None):
            return found
    asks = question.asks("definition") or _ASKS_MEANING.search(question.folded)
    if not asks or not named or len(named) > 4:
        return None
    for item in evidence[:_NEAR]:
        if not isinstance(item.block, Paragraph) or item.passage.part is None:
            continue
        match = _DEFINES.match(readable(item.passage.text))
        subject = stems(match["subject"]) - _FRAMING if match else frozenset()
        missing = sum(not lexical_support(word, subject) for word in named)
        if subject and len(subject) <= len(named) + 2 and missing <= len(named) // 3:
            return item
    sentences = (item for item in evidence[:_NEAR] if isinstance(item.block, Paragraph) and item.passage.part == 0)
    return next((item for item in sentences if _says_what_it_does(readable(item.passage.text), named)), None)


def _says_what_it_does(sentence: str, named: Sequence[str]) -> bool:
    """Whether a sentence says of a thing what it does: "A radiographer makes images of the inside of the body"."""
    article, *words = re.findall(r"[\w-]+", sentence)[: len(named) + 2] or [""]
    if article not in ("A", "An", "The") or len(words) <= len(named):
        return False
    subject = stems(" ".join(words[:-1]))
    verb = words[-1]
    return verb.islower() and verb.endswith("s") and all(lexical_support(word, subject) == 1.0 for word in named)
