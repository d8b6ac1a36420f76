"""Which passages hold the kind of answer that a question asks for: a figure of the right unit, a list, a definition."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from assistant.announced_kinds import ANNOUNCED_BY
from assistant.context import block_of, faq_of, stands_in
from assistant.defining import DEFINING_WORDS, asks_short_form, spells_out
from assistant.figure_kinds import FIGURE_OF_KIND, VALID, states_count
from assistant.given_figures import COST, PAY
from assistant.guide_columns import Flags, GuideColumns
from assistant.passage_facts import PassageFacts
from assistant.question import Question
from corpus.guide import Label, Table
from corpus.passages import PassageKind

_RISES = re.compile(r"\b(?:increas\w+|rais\w+|rises?|hikes?|lifts?|boosts?|increments?|cuts?|drops?|more|less|extra)\b")
_COMPARATIVE = re.compile(r"\b(?:differen\w+|vs\.?|versus|better|compar\w+)\b", re.I)


def kinds_fit(question: Question, columns: GuideColumns) -> Flags:
    """Which passages of a guide hold the kind of answer that the question most likely asks for."""
    kind = question.kind
    if kind in FIGURE_OF_KIND and kind != "count":
        return _gives_figure_of(kind, question, columns)
    if kind in ANNOUNCED_BY:
        return columns.announced.any_of((kind,))
    fits = _FITS.get(kind) if kind else None
    return np.ones(len(columns), dtype=np.bool_) if fits is None else fits(question, columns)


def _gives_figure_of(kind: str, question: Question, columns: GuideColumns) -> Flags:
    """Which passages give a figure of a kind; of money not pay for a cost, and a rise also as a share."""
    folded = question.folded
    pay, cost = bool(PAY.search(folded)), bool(COST.search(folded))
    beside_validity = kind == "duration" and not VALID.search(folded)
    given = (columns.figures_beside_validity if beside_validity else columns.figures).any_of((kind,))
    if pay:
        given |= columns.is_share_of_pay
    if kind != "amount":
        return given
    if _RISES.search(folded):
        given |= columns.figures.any_of(("share",))
    return given if pay == cost else given & ~columns.money.any_of(("cost" if pay else "pay",))


def _states_count(question: Question, columns: GuideColumns) -> Flags:
    return _each(columns, lambda facts: states_count(question, facts.counted))


def _is_table(_question: Question, columns: GuideColumns) -> Flags:
    return columns.kinds[PassageKind.TABLE]


def _lists_things(question: Question, columns: GuideColumns) -> Flags:
    """Lists and what enumerates; of sentences, whose lists are better, those that speak of all that is asked."""
    others = ~columns.kinds[PassageKind.SENTENCE]
    return columns.enumerates & (others | columns.indexed.saying_all(question.content))


def _names_a_source(_question: Question, columns: GuideColumns) -> Flags:
    return _each(columns, _is_source)


def _is_source(facts: PassageFacts) -> bool:
    block = block_of(facts.guide, facts.passage)
    return isinstance(block, Label) and block.name.text.lower().startswith(("source", "based on"))


def _compares(question: Question, columns: GuideColumns) -> Flags:
    return _each(columns, lambda facts: _is_compared_in(question, facts))


def _is_compared_in(question: Question, facts: PassageFacts) -> bool:
    """Whether a passage answers a question that compares, or is of a table with the figures or both things asked."""
    pair = faq_of(facts.guide, facts.passage)
    comparing = pair is not None and bool(_COMPARATIVE.search(pair.question.text))
    block = block_of(facts.guide, facts.passage)
    if comparing or not isinstance(block, Table):
        return comparing
    labels = (re.sub(r"\(.*?\)", "", row.cells[0].text) for row in block.rows)
    return question.asks("amount", "duration") or sum(stands_in(label, question) for label in labels) > 1


def _defines(question: Question, columns: GuideColumns) -> Flags:
    """What is about the thing to be defined, or spells out its initials."""
    if asks_short_form(question):
        return _each(columns, lambda facts: spells_out(question, facts.guide, facts.passage))
    named = [word for word in question.content if word not in DEFINING_WORDS]
    about = columns.has_subject & columns.subjects.saying_all(named)
    for row in np.flatnonzero(about & columns.kinds[PassageKind.ITEM]).tolist():
        subject = columns.facts[row].subject
        about[row] = subject is not None and not _goes_on_after(named, subject)
    return about


def _may_tell_how(_question: Question, columns: GuideColumns) -> Flags:
    kinds = columns.kinds
    telling = kinds[PassageKind.LIST] | kinds[PassageKind.LABEL] | kinds[PassageKind.SENTENCE]
    return telling | kinds[PassageKind.FAQ]


_FITS: dict[str, Callable[[Question, GuideColumns], Flags]] = {
    "count": _states_count,
    "table": _is_table,
    "list": _lists_things,
    "source": _names_a_source,
    "comparison": _compares,
    "definition": _defines,
    "how_to": _may_tell_how,
}


def _each(columns: GuideColumns, fits: Callable[[PassageFacts], bool]) -> Flags:
    return np.fromiter((fits(facts) for facts in columns.facts), dtype=np.bool_)


def _goes_on_after(named: Sequence[str], about: str) -> bool:
    """Whether a name goes on after the last word asked about: a "PACS administrator" is no PACS."""
    words = re.findall(r"[\w+#.-]+|[^\w\s]", about.lower())
    last = max((at for at, word in enumerate(words) if word in named), default=len(words))
    after = words[last + 1 : last + 2]
    return bool(named and after) and after[0].isalpha() and after[0] not in ("and", "or", "in", "for", "of", "with")
