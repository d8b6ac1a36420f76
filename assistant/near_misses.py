"""Families of near misses: questions that look covered and are not. Rules name families, never words of a guide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Reason
from assistant.answerers.cells import named_cell
from assistant.answerers.column_totals import answer_column_total
from assistant.answerers.compared_steps import steps_joined
from assistant.answerers.series import numbered_series
from assistant.answerers.sides import side_not_given
from assistant.answerers.whole_way import asks_the_way
from assistant.aspect_misses import another_aspect
from assistant.careers import becomes_another, pay_of_another_career, unknown_career
from assistant.choice_misses import choice_not_given, only_counts_them, only_speaks_of_them
from assistant.concepts import concepts_asked
from assistant.context import context_text, home_of, is_step
from assistant.evidence import Evidence, pooled
from assistant.explaining import asks_how, explains, wants_an_answer_to
from assistant.explanation_misses import asks_the_working, only_names, only_rates, to_be_explained
from assistant.figure_misses import figure_not_given, figure_of_something_else, takes_for_granted
from assistant.language import load_language
from assistant.name_misses import (
    asked_of_another_name,
    figure_of_an_unknown,
    names_an_unknown,
    only_above,
    only_enumerates,
    only_lists_both,
    unsupported_name,
)
from assistant.pay_misses import EMPLOYER, pay_after_other_years, pay_not_given, pay_of_an_unknown, pay_of_another_place
from assistant.question import Question
from assistant.reason_misses import reason_not_given
from assistant.role_misses import compares_pay_of_another, names_other_role
from assistant.step_misses import about_another_step, names_a_missing_step, surely_about_another_step
from assistant.support import lexical_support, stems
from assistant.time_misses import time_not_given
from assistant.unsaid import likely_unsaid, surely_unsaid
from corpus.passages import PassageKind
from index.search import Index

_ELSEWHERE = re.compile(r"\b(?:other|foreign|another) countr(?:y|ies)\b|\babroad\b|\boverseas\b")
_OR = re.compile(r"\bor\b")  # "in Dubai or Europe" is answered by what is said of one of them
_UNREAD = 0.1  # the reader's probability below which a passage surely shows nothing of how a thing is done
_MEANT = 0.5  # signal of a concept from which the passage says in other words what is asked
_FOUNDED_WORDS = re.compile(
    r"\b(?:found(?:ed|er)|invented|created|released|launched|established|made by|wrote|written|set up|since)\b"
)
_BY_WHOM = re.compile(
    r"\bfounders?\b|"
    r"\b(?:founded|invented|created|released|launched|established|made|set up|started|owned)\b[^.]*?\bby\b|"
    r"\b(?:wrote|founded|invented|created|launched|established|started|owns)\b (?!in\b|by\b|for\b|on\b)"
)
_FOUNDED = re.compile(
    r"\bwho (?:founded|invented|created|launched|established|wrote|owns|started|made)\b|"
    r"\b(?:when|which year|what year)\b.*\b(?:founded|invented|created|released|launched|established|come out)\b"
)


@dataclass(frozen=True, kw_only=True)
class NearMiss:
    """The family of near misses a question belongs to. A `certain` one is declined; others weigh in the confidence."""

    reason: Reason
    certain: bool


def near_miss(question: Question, evidence: Sequence[Evidence], index: Index) -> NearMiss | None:
    """The family of near misses a question belongs to, or None; `evidence` is best first and not empty."""
    if asks_the_working(question, evidence[0]):
        return NearMiss(reason=Reason.ONLY_MENTIONED, certain=True)
    if another_aspect(question, evidence):
        return NearMiss(reason=Reason.NOT_IN_GUIDE, certain=True)
    if named_cell(question, evidence) or answer_column_total(question, evidence) or _joins_steps(question, evidence):
        return None  # whatever its words sound like, the row, the column or the steps are called so
    if reason := _certain(question, evidence, index):
        return NearMiss(reason=reason, certain=True)
    if reason := _likely(question, evidence, index):
        return NearMiss(reason=reason, certain=False)
    return None


def _joins_steps(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether the times of two steps, and of nothing else, are asked for together."""
    steps = numbered_series(evidence[0].guide)
    return len(steps) > 1 and bool(steps_joined(question, steps))


def _certain(question: Question, evidence: Sequence[Evidence], index: Index) -> Reason | None:
    """What the guide cannot answer however much it holds of the question's words."""
    if reason := _of_something_else(question, evidence, index):
        return reason
    if evidence[0].signal("topic") < 0.0:  # and must be told
        return Reason.NOT_IN_GUIDE
    if _not_said(question, evidence, index) or surely_unsaid(question, evidence):
        return Reason.NOT_IN_GUIDE
    return Reason.ONLY_MENTIONED if _only_mentioned(question, evidence) else None


def _of_something_else(question: Question, evidence: Sequence[Evidence], index: Index) -> Reason | None:
    """Why it is no matter of the guide: another subject, provider, place, year or role."""
    language = load_language()
    best = evidence[0]
    if any(language.patterns[name].search(question.folded) for name in ("injection", "task")):
        return Reason.OFF_TOPIC
    if language.patterns["sum"].search(question.text.lower()):
        return Reason.OFF_TOPIC
    if any(word in language.off_topic and not index.knows(word, best.guide.id) for word in question.asked):
        return Reason.OFF_TOPIC
    if not best.is_read_surely and _asks_of_a_provider(question, best, index):
        return Reason.PROVIDER_DETAIL
    home = home_of(best.guide)
    if _names_other_place(question, evidence, home) or pay_of_another_place(question, best, home):
        return Reason.OTHER_PLACE
    if any(all(year not in item.context for item in pooled(evidence)) for year in question.calendar_years):
        return Reason.OTHER_YEAR
    another = (
        names_other_role(question, evidence)
        or unknown_career(question, best.guide)
        or pay_of_another_career(question, best)
        or compares_pay_of_another(question, best)
    )
    return Reason.OTHER_ROLE if another else None


def _not_said(question: Question, evidence: Sequence[Evidence], index: Index) -> bool:
    """Whether the best evidence surely does not give what is asked for, or gives that of something else."""
    best = evidence[0]
    return (
        pay_not_given(question, evidence, index)
        or names_a_missing_step(question, best)
        or _founded(question, best)
        or becomes_another(question, best)
        or asked_of_another_name(question, best)
        or figure_of_an_unknown(question, best, index)
        or side_not_given(question, evidence)
        or figure_not_given(question, evidence, index)
        or time_not_given(question, evidence)
        or surely_about_another_step(question, evidence)
        or choice_not_given(question, evidence)
        or reason_not_given(question, best)
    )


def _only_mentioned(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether the guide surely only mentions, lists or rates what is to be explained, shown or named."""
    best = evidence[0]
    if only_enumerates(question, best) and not explains(question, evidence):
        return True
    if only_speaks_of_them(question, best) or only_counts_them(question, best) or only_rates(question, best):
        return True
    if only_lists_both(question, best) or only_above(question, best) or wants_an_answer_to(question, best):
        return True
    unread = best.read < _UNREAD or best.passage.kind is PassageKind.LIST  # a list names what is not shown
    shown = (asks_how(question) and unread) or only_names(question, best) or to_be_explained(question, best)
    return shown and not (
        explains(question, evidence) or asks_the_way(question, best.guide) or best.signal("topic") == 1.0
    )


def _founded(question: Question, best: Evidence) -> bool:
    """Whether it asks who made something or when it came to be, and the best evidence speaks of no such thing.

    "Was founded in 2009" does not say by whom.
    """
    asks, said = _FOUNDED.search(question.folded), best.passage.text.lower()
    if asks is None:
        return False
    return not (_BY_WHOM if asks.group().startswith("who") else _FOUNDED_WORDS).search(said)


def _likely(question: Question, evidence: Sequence[Evidence], index: Index) -> Reason | None:
    """What mostly is no matter of the guide, unless the evidence is strong."""
    language = load_language()
    best = evidence[0]
    if about_another_step(question, best):
        return Reason.NOT_IN_GUIDE
    if best.signal("topic") == 1.0:
        return None  # nothing beside a topic of every career is asked, and that is what the evidence is headed with
    said = context_text(best.guide, best.passage).lower()
    given = best.kind_fits and all(lexical_support(word, best.context) for word in question.asked)
    if not given and any(word in language.provider and not _stands_in(word, said) for word in question.asking.split()):
        return Reason.PROVIDER_DETAIL
    if _asks_of_a_provider(question, best, index):
        return Reason.PROVIDER_DETAIL
    if question.asks("amount") and EMPLOYER.search(question.asking) and not EMPLOYER.search(best.passage.text.lower()):
        return Reason.NOT_IN_GUIDE
    if takes_for_granted(question, evidence):
        return Reason.NOT_IN_GUIDE
    if names_an_unknown(question, best, index) or unsupported_name(question, evidence):
        return Reason.NOT_IN_GUIDE
    beside = best.signal("topic", 1.0) <= 0.0 and not best.is_read_surely
    if beside and not is_step(best.section) and not question.asks("amount", "total", "count", "order"):
        return Reason.NOT_IN_GUIDE  # the career is named everywhere, what is asked of it not here
    if pay_of_an_unknown(question, best, index) or pay_after_other_years(question, best):
        return Reason.NOT_IN_GUIDE
    if figure_of_something_else(question, best, index) or likely_unsaid(question, evidence):
        return Reason.NOT_IN_GUIDE
    meant = best.signal("topic") == 1.0 or _says_it_in_other_words(question, best)
    if question.kind in ("definition", "how_to") and not (
        explains(question, evidence) or asks_the_way(question, best.guide) or meant
    ):
        return Reason.ONLY_MENTIONED
    return None


def _says_it_in_other_words(question: Question, best: Evidence) -> bool:
    """Whether the question names nothing beside what a concept asks for, and the best evidence speaks of that."""
    words = frozenset().union(*(found.words for found in concepts_asked(question.folded)))
    return best.signal("concept") >= _MEANT and words.issuperset(question.asked)


def _asks_of_a_provider(question: Question, best: Evidence, index: Index) -> bool:
    """Whether a word that only a course or institute has ("refund") is asked about, and no guide holds it."""
    alone = load_language().provider_alone
    return any(word in alone and not index.knows(word, best.guide.id) for word in question.asking.split())


def _stands_in(word: str, text: str) -> bool:
    """Whether a word stands in a text, in singular or plural; its stem is not enough ("timings" is not "time")."""
    return re.search(rf"\b{re.escape(word.removesuffix('s'))}s?\b", text) is not None


def _names_other_place(question: Question, evidence: Sequence[Evidence], home: str | None) -> bool:
    """Whether the question names a place that neither the best evidence names nor the guide mostly speaks of.

    Places that are compared may each have a row of one table.
    """
    if question.yes_no and _ELSEWHERE.search(evidence[0].passage.text.lower()):
        return False  # "is it valid in the UK" is answered by "not in other countries"
    said = pooled(evidence, rows=True) if question.asks("comparison") else evidence[:1]
    places = load_language().places
    other = [
        home not in places[word] and not any(_says_all(item, name) for item in said for name in places[word])
        for word in question.places
    ]
    return all(other) and bool(other) if _OR.search(question.asking) else any(other)


def _says_all(evidence: Evidence, name: str) -> bool:
    return stems(name.replace("-", " ")) <= evidence.context
