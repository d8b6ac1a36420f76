"""Families of near misses: questions that look covered and are not. Rules name families, never words of a guide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Reason
from assistant.answerers.cells import named_cell
from assistant.answerers.series import numbered_series
from assistant.answerers.sides import is_of_the_other_side, of_the_side
from assistant.answerers.whole_way import asks_the_way
from assistant.answerers.worked_out import answer_worked_out
from assistant.careers import becomes_another, pay_of_another_career, unknown_career
from assistant.concepts import concepts_asked
from assistant.context import context_text, home_of, is_step, label_names, stands_in
from assistant.evidence import Evidence, is_numbered_row, pooled
from assistant.explaining import asks_how, explains, wants_an_answer_to
from assistant.fits import DEFINING_WORDS, FIGURE_OF_KIND, says_the_most
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
from assistant.pay_misses import EMPLOYER, pay_not_given, pay_of_an_unknown, pay_of_another_place
from assistant.question import Question, with_digits
from assistant.role_misses import compares_pay_of_another, names_other_role
from assistant.support import lexical_support, stems
from assistant.unsaid import likely_unsaid, surely_unsaid
from corpus.guide import ListBlock, Table
from corpus.passages import PassageKind
from index.search import Index

_TIME_SERVED = re.compile(r"\b(?:years?|yrs?|months?|experienced?|senior|junior|entry|fresher)\b", re.I)
_MEANS = re.compile(r"\s(?:with|using|via|through)\s(?:the help of )?")
_EXPLAIN = re.compile(r"^(?:please |can you |could you |pls )*(?:explain|teach me|describe)\b")
_GIVEN = re.compile(r"^why\b|^(?:since|as|because) (?:it|this|that|the \w+) ")  # what follows is taken for granted
_TIMES = re.compile(r"\b(\d+)(?: ?(?:-|to) ?\d+)? ?\+? ?(minute|hour|day|week|month|year|%)s?")
_HOW_IT_WORKS = re.compile(
    r"^(?:\w+ ){0,4}?how (?:does |do )?(?:an? |the )?(?!it |this |that |i |we |you |they )[\w -]{2,40} works?$"
)
_UPPER = re.compile(r"\b(?:max|maximum|upper) (?:\w+ )?(?:age|marks|height|weight|limit|attempts|experience)\b")
_LOWER = re.compile(r"\b(?:min|minimum|lower) (?:\w+ )?(?:age|marks|height|weight|limit|attempts|experience)\b")
_ELSEWHERE = re.compile(r"\b(?:other|foreign|another) countr(?:y|ies)\b|\babroad\b|\boverseas\b")
_COUNTED = re.compile(r"\bhow many (?:\w+ )??(\w{2,}s|people)\b")
_PEOPLE = frozenset(["people", "persons", "candidates", "students", "applicants", "members", "employees", "graduates"])
_WHICH_MONTH = re.compile(r"\b(?:which|what) (?:month|week|year|semester)\b")
_OR = re.compile(r"\bor\b")  # "in Dubai or Europe" is answered by what is said of one of them
_MEANT = 0.5  # signal of a concept from which the passage says in other words what is asked
_READ_SURELY = 0.9  # the reader's probability from which it may know better than a word
_FOUNDED_WORDS = re.compile(
    r"\b(?:found(?:ed|er)|invented|created|released|launched|established|made by|wrote|written|set up|since)\b"
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
    if named_cell(question, evidence):
        return None  # whatever its words sound like, a cell has them as its row and column
    if reason := _certain(question, evidence, index):
        return NearMiss(reason=reason, certain=True)
    if reason := _likely(question, evidence, index):
        return NearMiss(reason=reason, certain=False)
    return None


def _certain(question: Question, evidence: Sequence[Evidence], index: Index) -> Reason | None:
    """What the guide cannot answer however much it holds of the question's words."""
    language = load_language()
    best = evidence[0]
    if any(pattern.search(question.folded) for name in ("injection", "task") for pattern in language.patterns[name]):
        return Reason.OFF_TOPIC
    if any(pattern.search(question.text.lower()) for pattern in language.patterns["sum"]):
        return Reason.OFF_TOPIC
    if any(word in language.off_topic and not index.knows(word, best.guide.id) for word in question.asked):
        return Reason.OFF_TOPIC
    if best.read < _READ_SURELY and _asks_of_a_provider(question, best, index):
        return Reason.PROVIDER_DETAIL
    home = home_of(best.guide)
    if _names_other_place(question, best, home) or pay_of_another_place(question, best, home):
        return Reason.OTHER_PLACE
    if any(year not in best.context for year in question.calendar_years):
        return Reason.OTHER_YEAR
    if (
        names_other_role(question, evidence)
        or unknown_career(question, best.guide)
        or pay_of_another_career(question, best)
        or compares_pay_of_another(question, best)
    ):
        return Reason.OTHER_ROLE
    if (
        pay_not_given(question, evidence, index)
        or _names_a_missing_step(question, best)
        or _founded(question, best)
        or becomes_another(question, best)
        or asked_of_another_name(question, best)
        or _other_bound(question, best)
        or figure_of_an_unknown(question, best, index)
        or is_of_the_other_side(question, best)
        and not of_the_side(question, evidence)
        or _clock_or_date_not_given(question, evidence)
        or _counts_something_else(question, evidence, index)
        or _surely_about_another_step(question, evidence)
    ):
        return Reason.NOT_IN_GUIDE
    if best.signals.get("topic", 0.0) < 0.0:  # and must be told
        return Reason.NOT_IN_GUIDE
    if surely_unsaid(question, evidence):
        return Reason.NOT_IN_GUIDE
    if only_enumerates(question, best) and not explains(question, evidence):
        return Reason.ONLY_MENTIONED
    if only_lists_both(question, best) or only_above(question, best) or _asks_the_working(question, best):
        return Reason.ONLY_MENTIONED
    shown = (asks_how(question) or _only_names(question, best) or _to_be_explained(question, best)) and not (
        explains(question, evidence) or asks_the_way(question, best.guide) or best.signals.get("topic") == 1.0
    )
    return Reason.ONLY_MENTIONED if shown or wants_an_answer_to(question, best) else None


def _to_be_explained(question: Question, best: Evidence) -> bool:
    """Whether something is to be explained, and the best evidence is a list's item, which names things."""
    return bool(_EXPLAIN.search(question.folded)) and best.passage.kind is PassageKind.ITEM


def _asks_the_working(question: Question, best: Evidence) -> bool:
    """Whether it asks how a thing works, and the best evidence is a row, label or item, which tells facts of it."""
    told = (PassageKind.ROW, PassageKind.LABEL, PassageKind.ITEM)
    return bool(_HOW_IT_WORKS.search(question.folded)) and best.passage.kind in told


def _only_names(question: Question, best: Evidence) -> bool:
    """Whether it is asked what something is, and the best evidence is that name alone as an item, or the list of it."""
    if question.kind != "definition" or best.passage.kind not in (PassageKind.ITEM, PassageKind.LIST):
        return False
    items = [best.passage.text]
    if best.passage.kind is PassageKind.LIST and isinstance(best.block, ListBlock):
        items = [item.text for item in best.block.items]
    asked = {stem for word in question.words for stem in stems(word)}
    return any(said and said <= asked for said in map(stems, items)) or _only_uses(question, best)


def _only_uses(question: Question, best: Evidence) -> bool:
    """Whether the item is about doing something else with what is to be defined: "Packing an app with Docker"."""
    doing, _, means = _MEANS.sub("\n", best.passage.text, count=1).partition("\n")
    named = [word for word in question.content if word not in DEFINING_WORDS]
    used = named and all(lexical_support(word, stems(means)) for word in named)
    return bool(used) and not any(lexical_support(word, stems(doing)) for word in named)


def _founded(question: Question, best: Evidence) -> bool:
    """Whether it asks who made something or when it came to be, and the best evidence speaks of no such thing."""
    return bool(_FOUNDED.search(question.folded)) and not _FOUNDED_WORDS.search(best.passage.text.lower())


def _clock_or_date_not_given(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether a time of day, a date or a share is asked for and nothing near the best evidence gives one."""
    if question.kind not in ("clock", "date", "share") or _WHICH_MONTH.search(question.folded):
        return False
    if evidence[0].read >= _READ_SURELY and question.kind == "date":
        return False
    beside = () if question.kind == "share" else evidence[:3]
    return not any(item.kind_fits for item in (*beside, *pooled(evidence)))


def _counts_something_else(question: Question, evidence: Sequence[Evidence], index: Index) -> bool:
    """Whether a number of something is asked for that neither the best evidence nor its heading speaks of."""
    counted = _COUNTED.search(question.asking)
    best = evidence[0]
    if question.kind != "count" or counted is None or best.read >= _READ_SURELY:
        return False
    if question.asks("amount", "duration") or not index.in_model_vocabulary(counted[1]):
        return False  # money and time are told in other words, a misspelt word may mean anything
    words = _PEOPLE if counted[1] in _PEOPLE else {counted[1]}
    if not words & (_PEOPLE | set(question.asked)) or answer_worked_out(question, evidence):
        return False
    return not any(lexical_support(word, item.context) for word in words for item in pooled(evidence))


def _other_bound(question: Question, best: Evidence) -> bool:
    """Whether the highest age or the like is asked for and the evidence tells the lowest alone, or the other way."""
    said = best.passage.text.lower()
    upper, lower = (bool(bound.search(question.folded)) for bound in (_UPPER, _LOWER))
    if upper is lower or question.asks("comparison") or re.search(r"\d ?(?:[-–—]|to) ?\d", said):
        return False
    asked, other = (_UPPER, _LOWER) if upper else (_LOWER, _UPPER)
    return bool(other.search(said)) and not asked.search(said)


def _names_a_missing_step(question: Question, best: Evidence) -> bool:
    """Whether a numbered step is asked about that the guide does not have."""
    numbers = {section.number for section in best.guide.sections}
    numbers |= {step.number for step in numbered_series(best.guide)}
    missing = question.step is not None and question.step not in numbers and not question.asks("order", "total")
    return missing and not _names_the_row(question, best)


def _names_the_row(question: Question, best: Evidence) -> bool:
    """Whether the best evidence is a row whose label stands in the question: "Part 3 (hydraulics)"."""
    if not isinstance(best.block, Table) or best.passage.part is None:
        return False
    label = best.block.rows[best.passage.part].cells[0].text
    return stands_in(label_names(label), question) or is_numbered_row(question, best)


def _likely(question: Question, evidence: Sequence[Evidence], index: Index) -> Reason | None:
    """What mostly is no matter of the guide, unless the evidence is strong."""
    language = load_language()
    best = evidence[0]
    if _about_another_step(question, best):
        return Reason.NOT_IN_GUIDE
    said = context_text(best.guide, best.passage).lower()
    given = best.kind_fits and all(lexical_support(word, best.context) for word in question.asked)
    if not given and any(word in language.provider and not _stands_in(word, said) for word in question.asking.split()):
        return Reason.PROVIDER_DETAIL
    if _asks_of_a_provider(question, best, index):
        return Reason.PROVIDER_DETAIL
    if question.asks("amount") and EMPLOYER.search(question.asking) and not EMPLOYER.search(best.passage.text.lower()):
        return Reason.NOT_IN_GUIDE
    if _takes_for_granted(question, evidence):
        return Reason.NOT_IN_GUIDE
    if names_an_unknown(question, best, index) or unsupported_name(question, evidence):
        return Reason.NOT_IN_GUIDE
    beside = best.signals.get("topic", 1.0) <= 0.0 and best.read < _READ_SURELY
    if beside and not is_step(best.section) and not question.asks("amount", "total", "count", "order"):
        return Reason.NOT_IN_GUIDE  # the career is named everywhere, what is asked of it not here
    if pay_of_an_unknown(question, best, index) or _pay_after_other_years(question, best):
        return Reason.NOT_IN_GUIDE
    if _figure_of_something_else(question, best, index) or likely_unsaid(question, evidence):
        return Reason.NOT_IN_GUIDE
    meant = best.signals.get("topic") == 1.0 or _says_it_in_other_words(question, best)
    if question.kind in ("definition", "how_to") and not (
        explains(question, evidence) or asks_the_way(question, best.guide) or meant
    ):
        return Reason.ONLY_MENTIONED
    return None


def _says_it_in_other_words(question: Question, best: Evidence) -> bool:
    """Whether the question names nothing beside what a concept asks for, and the best evidence speaks of that."""
    words = frozenset().union(*(found.words for found in concepts_asked(question.folded)))
    return best.signals.get("concept", 0.0) >= _MEANT and words.issuperset(question.asked)


def _asks_of_a_provider(question: Question, best: Evidence, index: Index) -> bool:
    """Whether a word that only a course or institute has ("refund") is asked about, and no guide holds it."""
    alone = load_language().provider_alone
    return any(word in alone and not index.knows(word, best.guide.id) for word in question.asking.split())


def _figure_of_something_else(question: Question, best: Evidence, index: Index) -> bool:
    """Whether a figure is asked for of something that the guide names, but not where the best evidence stands."""
    if question.kind not in ("amount", "duration") or question.yes_no:
        return False
    support = dict(zip(question.content, best.support, strict=True))
    return any(
        support[word] < 0.3 and index.knows(word, best.guide.id) and word not in question.attribute_words
        for word in question.asked
    )


def _pay_after_other_years(question: Question, best: Evidence) -> bool:
    """Whether pay after years of work is asked for, and the best evidence is a table's row that tells of no years."""
    if question.experience is None or question.kind != "amount" or best.passage.kind is not PassageKind.ROW:
        return False
    return not _TIME_SERVED.search(context_text(best.guide, best.passage))


def _takes_for_granted(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether it takes a figure for granted that the guide does not give there; of a why, or most of its words."""
    if not _GIVEN.search(question.folded):
        return False
    asked = with_digits(question.folded)
    there = with_digits(" ".join(item.passage.text for item in pooled(evidence)).lower())
    times = set(_TIMES.findall(there))
    if any(time not in times for time in _TIMES.findall(asked)):
        return True
    if any(not re.search(rf"\b{n}\b", evidence[0].guide.text) for n in re.findall(r"\b\d+\b", asked)):
        return True
    if not asked.startswith("why"):
        return False
    places = [place for place, word in enumerate(question.content) if word in question.asked]
    said = sum(any(item.support[place] >= 0.5 for item in pooled(evidence)) for place in places)
    return bool(places) and said < 0.4 * len(places)


def wants_another_kind(question: Question, best: Evidence) -> bool:
    """Whether a figure or time is asked for and the best evidence holds none."""
    figure = question.kind in ("amount", "duration", "date", "clock") and not (
        question.yes_no or question.asks("comparison")
    )
    return figure and not best.kind_fits and not says_the_most(question, best.passage.text)


def _stands_in(word: str, text: str) -> bool:
    """Whether a word stands in a text, in singular or plural; its stem is not enough ("timings" is not "time")."""
    return re.search(rf"\b{re.escape(word.removesuffix('s'))}s?\b", text) is not None


def _surely_about_another_step(question: Question, evidence: Sequence[Evidence]) -> bool:
    """The same, where a figure is asked for, or yes or no and none of the best says that number or "steps" at all."""
    if not _about_another_step(question, evidence[0]) or question.kind in FIGURE_OF_KIND:
        return _about_another_step(question, evidence[0])
    says = re.compile(rf"\b{question.step}\b|\b(?:steps|stages|phases|milestones|modules)\b")
    near = evidence[:3]
    return question.yes_no and not any(
        says.search(with_digits(item.passage.text.lower())) or not _about_another_step(question, item) for item in near
    )


def _about_another_step(question: Question, best: Evidence) -> bool:
    """Whether a numbered step is asked about and the best evidence stands in another, or in none."""
    if question.step is None or len(question.steps) > 1 or question.asks("order", "total", "roadmap"):
        return False
    if _names_the_row(question, best):
        return False  # "part 3" of a table of papers
    if any(step.of_list and step.number == question.step for step in numbered_series(best.guide)):
        return False  # it is answered by its number, wherever the evidence stands
    steps = [section for section in best.guide.sections if section.number == question.step]
    return not any(best.section.path[: len(step.path)] == step.path for step in steps)


def _names_other_place(question: Question, best: Evidence, home: str | None) -> bool:
    """Whether the question names a place that neither the best evidence names nor the guide mostly speaks of."""
    if question.yes_no and _ELSEWHERE.search(best.passage.text.lower()):
        return False  # "is it valid in the UK" is answered by "not in other countries"
    places = load_language().places
    other = [
        home not in places[word] and not any(_says_all(best, name) for name in places[word]) for word in question.places
    ]
    return all(other) and bool(other) if _OR.search(question.asking) else any(other)


def _says_all(evidence: Evidence, name: str) -> bool:
    return stems(name.replace("-", " ")) <= evidence.context
