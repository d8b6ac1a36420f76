"""Families of near misses: questions that look covered and are not. Rules name families, never words of a guide."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from assistant.answer import Reason
from assistant.context import context_text, home_of, subject_terms
from assistant.evidence import Evidence
from assistant.fits import DEFINING_WORDS, subject_of
from assistant.language import load_language
from assistant.question import Question
from assistant.support import lexical_support, stems
from index.search import Index

_OWN_WORK = re.compile(
    r"\b(?:i am|im|i was|i work as|working as|as|being|currently|background|from|i)(?: (?:a|an|the))?$"
)

_EMPLOYER = re.compile(
    r"\b(?:compan(?:y|ies)|employers?|firms?|recruiters?)\b"
)  # what one of them pays is its own matter


def near_miss(question: Question, evidence: Sequence[Evidence], index: Index) -> Reason | None:
    """The family of near misses a question belongs to, or None."""
    language = load_language()
    best = evidence[0]
    if any(pattern.search(question.folded) for pattern in language.patterns["injection"]):
        return Reason.OFF_TOPIC
    if any(word in language.off_topic and not index.knows(word) for word in question.content):
        return Reason.OFF_TOPIC
    if _names_other_place(question, best, home_of(best.guide)):
        return Reason.OTHER_PLACE
    if _about_another_step(question, best):
        return Reason.NOT_IN_GUIDE
    if any(year not in best.context for year in question.calendar_years):
        return Reason.OTHER_YEAR
    said = context_text(best.guide, best.passage).lower()
    if any(word in language.provider and not _stands_in(word, said) for word in question.asking.split()):
        return Reason.PROVIDER_DETAIL
    if _names_other_role(question, evidence):
        return Reason.OTHER_ROLE
    wants_figure = question.kind in ("amount", "duration", "date", "clock") and not (
        question.yes_no or question.asks("comparison")
    )
    if wants_figure and not best.kind_fits:
        return Reason.NOT_IN_GUIDE
    if (
        question.asks("amount")
        and _EMPLOYER.search(question.asking)
        and not _EMPLOYER.search(best.passage.text.lower())
    ):
        return Reason.NOT_IN_GUIDE
    if _names_an_unknown(question, index):
        return Reason.NOT_IN_GUIDE
    if question.kind in ("definition", "how_to") and not _explains(question, evidence):
        return Reason.ONLY_MENTIONED
    return None


def _stands_in(word: str, text: str) -> bool:
    """Whether a word stands in a text, in singular or plural; its stem is not enough ("timings" is not "time")."""
    return re.search(rf"\b{re.escape(word.removesuffix('s'))}s?\b", text) is not None


def _about_another_step(question: Question, best: Evidence) -> bool:
    """Whether a numbered step is asked about and the best evidence stands in another, or in none."""
    if question.step is None or question.asks("order", "total", "roadmap"):
        return False
    steps = [section for section in best.guide.sections if section.number == question.step]
    return not any(best.section.path[: len(step.path)] == step.path for step in steps)


def _names_other_place(question: Question, best: Evidence, home: str | None) -> bool:
    """Whether the question names a place that neither the best evidence names nor the guide mostly speaks of."""
    places = load_language().places
    return any(
        home not in places[word] and not any(_says_all(best, name) for name in places[word]) for word in question.places
    )


def _says_all(evidence: Evidence, name: str) -> bool:
    return stems(name.replace("-", " ")) <= evidence.context


def _names_other_role(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether it asks about a role ("<words> designer") whose words the best evidence does not hold.

    The visitor's own work ("I am a web designer", "as a tester") is a situation, not what is asked about.
    """
    language = load_language()
    best = evidence[0]
    words = question.asking.split()
    supported = dict(zip(question.content, best.support, strict=True))
    subject = subject_terms(best.guide)
    compared = evidence[:5] if question.asks("comparison") else [best]

    def is_named(part: str) -> bool:
        return supported.get(part, 0.0) == 1.0 or any(
            lexical_support(part, item.context) == 1.0 or kin(part, item.context) for item in compared
        )

    for place, word in enumerate(words):
        noun = word.removesuffix("s") if word.removesuffix("s") in language.role_nouns else word
        if noun not in language.role_nouns:
            continue
        opening: list[str] = []
        for before in reversed(words[:place]):
            if before in language.role_openers or before in question.attribute_words or len(opening) == 2:
                break
            if opening and is_named(opening[0]) and stems(opening[0]) <= subject:
                break
            opening.insert(0, before)
        lead = " ".join(words[: place - len(opening)][-4:])
        if _OWN_WORK.search(lead):
            continue
        named = [*opening, noun]
        if any(not is_named(part) for part in named if part not in language.generic or part == noun):
            return True
    return False


def kin(word: str, context: Set[str]) -> bool:
    """Whether a word of the same family stands in a context of stems ("scientist" beside "science")."""
    return len(word) > 5 and any(stem[:5] == word[:5] for stem in context)


def _names_an_unknown(question: Question, index: Index) -> bool:
    """Whether the asking part writes a name with a capital, inside the sentence, that no guide holds."""
    language = load_language()
    written = re.findall(r"(?<=[a-z,] )[A-Z][a-z]+\b", question.text)
    return any(
        word in question.asked
        and not index.knows(word)
        and word not in language.groups
        and word not in language.places
        and word not in language.role_nouns
        for word in map(str.lower, written)
    )


def _explains(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether the best evidence is about what is to be explained, not a place that only mentions it."""
    named = [word for word in question.content if word not in DEFINING_WORDS]
    return not named or any(_is_about(item, named) for item in evidence[:5])


def _is_about(item: Evidence, named: Sequence[str]) -> bool:
    subject = subject_of(item.guide, item.passage)
    return subject is not None and all(lexical_support(word, stems(subject)) for word in named)
