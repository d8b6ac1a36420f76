"""Explanations that look given and are not: the best evidence only has the name of what is to be explained."""

from __future__ import annotations

import re

from assistant.defining import DEFINING_WORDS
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.support import lexical_support, stems
from corpus.guide import ListBlock
from corpus.passages import PassageKind

_MEANS = re.compile(r"\s(?:with|using|via|through|such as|including)\s(?:the help of )?")
_EXPLAIN = re.compile(r"^(?:please |can you |could you |pls )*(?:explain|teach me|describe)\b")
_RATES = re.compile(  # "X is the largest", "X are the skill with the widest gap"
    r"^([^,.;]{2,60}?) (?:is|are) (?:among |one of )?the (?:\w+ (?:with|in|of|for) the )?"
    r"(?:\w+est|most|least|best|worst)\b"
)
_HOW_IT_WORKS = re.compile(
    r"^(?:\w+ ){0,4}?how (?:does |do )?(?:an? |the )?(?!it |this |that |i |we |you |they )[\w -]{2,40} works?"
    r"(?: inside| internally| exactly| actually| really)?$"
)


def to_be_explained(question: Question, best: Evidence) -> bool:
    """Whether something is to be explained, and the best evidence is a list's item, which names things."""
    return bool(_EXPLAIN.search(question.folded)) and best.passage.kind is PassageKind.ITEM


def only_rates(question: Question, best: Evidence) -> bool:
    """Whether something is to be explained, and the best evidence only says how it ranks: "is the best paid"."""
    named = [word for word in question.content if word not in DEFINING_WORDS]
    if not _EXPLAIN.search(question.folded) or best.passage.kind is not PassageKind.SENTENCE:
        return False
    rates = _RATES.search(best.passage.text)
    return rates is not None and all(lexical_support(word, stems(rates[1])) for word in named)


def asks_the_working(question: Question, best: Evidence) -> bool:
    """Whether it asks how a thing works, and the best evidence is a table, label or item, which tells facts of it."""
    told = (PassageKind.TABLE, PassageKind.ROW, PassageKind.LABEL, PassageKind.ITEM)
    return bool(_HOW_IT_WORKS.search(question.folded)) and best.passage.kind in told


def only_names(question: Question, best: Evidence) -> bool:
    """Whether it is asked what something is, and the best evidence is that name alone as an item, or the list of it."""
    if question.kind != "definition" or best.passage.kind not in (PassageKind.ITEM, PassageKind.LIST):
        return False
    items = [best.passage.text]
    if best.passage.kind is PassageKind.LIST and isinstance(best.block, ListBlock):
        items = [item.text for item in best.block.items]
    asked = {stem for word in question.words for stem in stems(word)}
    return any(said and said <= asked for said in map(stems, items)) or _only_uses(question, best)


def _only_uses(question: Question, best: Evidence) -> bool:
    """Whether the item is about something else, done with what is to be defined or with that as an example of it.

    "Packing an app with Docker", "Therapies such as ultrasound".
    """
    doing, _, means = _MEANS.sub("\n", best.passage.text, count=1).partition("\n")
    named = [word for word in question.content if word not in DEFINING_WORDS]
    used = named and all(lexical_support(word, stems(means)) for word in named)
    return bool(used) and not any(lexical_support(word, stems(doing)) for word in named)
