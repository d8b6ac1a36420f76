"""Families of near misses: questions that look covered and are not. Rules name families, never words of a guide."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from assistant.answer import Reason
from assistant.careers import unknown_career
from assistant.context import context_text, home_of, names_of, subject_terms
from assistant.evidence import Evidence
from assistant.fits import DEFINING_WORDS, FIGURE_OF_KIND, subject_of
from assistant.language import load_language
from assistant.question import Question, named_words
from assistant.support import lexical_support, stems
from corpus.guide import Label, ListBlock, Paragraph
from corpus.passages import PassageKind
from index.search import Index

_OWN_WORK = re.compile(
    r"\b(?:i am|im|i was|i have been|ive been|have been|been|i work as|working as|as|my|our|his|her|their|being|"
    r"currently|background|from|i)(?: (?:a|an|the))?$"
)

_HOW_DO_I = re.compile(  # to be shown how it is done; "how does a week divide" asks for a fact
    r"\bhow (?:to|(?:do|can|should|could|would) (?:i|we|you|one|someone|people))\b"
    r"(?! (?:know|tell|decide|choose|find))|"
    r"\bkaise\b|\bexplain how\b|\b(?:code|script|program|command|syntax|yaml|error|install|installing|debug)\b"
)
_SAYS_WHAT = re.compile(  # a sentence that explains, unlike "A and B are left for later"
    r"\b(?:is|are) (?:an?|the|one|any|what|how|when|where|why|about|all|usually|used (?:to|for)|something)\b|"
    r"\b(?:means?|stands? for|refers? to|allows?|lets|builds?|focus(?:es)?|describes?|happens?|covers?|helps?|works?|"
    r"study|studies|turns?|makes?|does|do|writes?|plans?|looks? after|keeps?|takes?|called)\b",
    re.I,
)
_ABOUT_QUESTIONS = re.compile(r"\bquestions\b(?!.*\banswers?\b)|\basks?\b|\basked\b")
_FOUNDED_WORDS = re.compile(
    r"\b(?:found(?:ed|er)|invented|created|released|launched|established|made by|wrote|written|set up|since)\b"
)
_FOUNDED = re.compile(
    r"\bwho (?:founded|invented|created|launched|established|wrote|owns|started|made)\b|"
    r"\b(?:when|which year|what year)\b.*\b(?:founded|invented|created|released|launched|established|come out)\b"
)
_FULL_FORM = re.compile(r"\b(?:full forms?|stands? for|short for|abbreviation)\b")
_PURPOSE = re.compile(r"\b(?:used? (?:for|in)|uses? of|for what|purpose of|work of|role of)\b|\bfor$")

_PAYER = re.compile(r"\b(?:does|do|will|would) (?:the |that |this |a |an |your )?(\w+) (?:pay|offer|give)s?\b")
_EMPLOYER = re.compile(
    r"\b(?:compan(?:y|ies)|employers?|firms?|recruiters?)\b"
)  # what one of them pays is its own matter


@dataclass(frozen=True, kw_only=True)
class NearMiss:
    """The family of near misses a question belongs to. A `certain` one is declined; others weigh in the confidence."""

    reason: Reason
    certain: bool


def near_miss(question: Question, evidence: Sequence[Evidence], index: Index) -> NearMiss | None:
    """The family of near misses a question belongs to, or None; `evidence` is best first and not empty."""
    if reason := _certain(question, evidence, index):
        return NearMiss(reason=reason, certain=True)
    if reason := _likely(question, evidence, index):
        return NearMiss(reason=reason, certain=False)
    return None


def _certain(question: Question, evidence: Sequence[Evidence], index: Index) -> Reason | None:
    """What the guide cannot answer however much it holds of the question's words."""
    language = load_language()
    best = evidence[0]
    if any(pattern.search(question.folded) for pattern in language.patterns["injection"]):
        return Reason.OFF_TOPIC
    if any(word in language.off_topic and not index.knows(word) for word in question.content):
        return Reason.OFF_TOPIC
    if _names_other_place(question, best, home_of(best.guide)):
        return Reason.OTHER_PLACE
    if any(year not in best.context for year in question.calendar_years):
        return Reason.OTHER_YEAR
    if _names_other_role(question, evidence) or unknown_career(question, best.guide):
        return Reason.OTHER_ROLE
    if (
        _unknown_payer(question, index)
        or _pay_of_a_name(question, evidence)
        or _names_a_missing_step(question, best)
        or _pay_of_none(question, evidence)
        or _founded(question, best)
        or _pay_of_employers(question, evidence)
        or (question.kind in FIGURE_OF_KIND and _about_another_step(question, best))
    ):
        return Reason.NOT_IN_GUIDE
    if _wants_an_answer_to(question, best):
        return Reason.ONLY_MENTIONED
    how_to = question.kind in ("how_to", "definition") and _HOW_DO_I.search(question.folded)
    return Reason.ONLY_MENTIONED if how_to and not _explains(question, evidence) else None


def _wants_an_answer_to(question: Question, best: Evidence) -> bool:
    """Whether the best evidence is a question that the guide lists without its answer, and that answer is wanted."""
    if (
        question.asks("list", "count")
        or not isinstance(best.block, ListBlock)
        or _ABOUT_QUESTIONS.search(question.folded)
    ):
        return False
    asks = [item.text.rstrip("*_\"”' ").endswith("?") for item in best.block.items]
    if best.passage.part is not None:
        return asks[best.passage.part]
    return sum(asks) * 2 > len(asks)


def _founded(question: Question, best: Evidence) -> bool:
    """Whether it asks who made something or when it came to be, and the best evidence speaks of no such thing."""
    return bool(_FOUNDED.search(question.folded)) and not _FOUNDED_WORDS.search(best.passage.text.lower())


def _unknown_payer(question: Question, index: Index) -> bool:
    """Whether it asks what somebody pays of whom no guide speaks ("what does that hospital pay")."""
    generic = load_language().generic
    return any(
        word not in generic and word not in question.attribute_words and not index.knows(word)
        for word in _PAYER.findall(question.asking)
    )


def _names_a_missing_step(question: Question, best: Evidence) -> bool:
    """Whether a numbered step is asked about that the guide does not have."""
    numbers = {section.number for section in best.guide.sections}
    return question.step is not None and question.step not in numbers and not question.asks("order", "total")


def _pay_of_none(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether pay is asked for and no figure among the evidence stands with all that is asked about."""
    if question.kind != "amount" or question.yes_no or question.asks("comparison") or evidence[0].kind_fits:
        return False
    asked = [place for place, word in enumerate(question.content) if word in question.asked]
    return not any(item.kind_fits and all(item.support[place] >= 0.5 for place in asked) for item in evidence[:10])


def _pay_of_employers(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether it asks what companies pay, and nothing else, and no figure of the guide stands beside such a word."""
    if question.kind != "amount" or question.yes_no or not _EMPLOYER.search(question.asking):
        return False
    subject, places = subject_terms(evidence[0].guide), load_language().places
    others = [
        word
        for word in named_words(question)
        if not _EMPLOYER.search(word) and word not in places and not stems(word) <= subject
    ]
    return not others and not any(
        item.kind_fits and _EMPLOYER.search(context_text(item.guide, item.passage).lower()) for item in evidence[:20]
    )


def _pay_of_a_name(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether the pay at a name of the guide is asked for, and no evidence that holds the name holds a figure."""
    if question.kind != "amount" or question.yes_no:
        return False
    guide = evidence[0].guide
    named = [w for w in question.asked if w in names_of(guide) and not stems(w) <= subject_terms(guide)]
    places = load_language().places
    named = [word for word in named if word not in places and word not in question.attribute_words]
    return bool(named) and not any(
        item.kind_fits and all(lexical_support(word, item.context) for word in named) for item in evidence[:10]
    )


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
    if (
        question.asks("amount")
        and _EMPLOYER.search(question.asking)
        and not _EMPLOYER.search(best.passage.text.lower())
    ):
        return Reason.NOT_IN_GUIDE
    if _takes_for_granted(question, evidence):
        return Reason.NOT_IN_GUIDE
    if _names_an_unknown(question, index) or _unsupported_name(question, evidence):
        return Reason.NOT_IN_GUIDE
    if _figure_of_something_else(question, best, index):
        return Reason.NOT_IN_GUIDE
    if question.kind in ("definition", "how_to") and not _explains(question, evidence):
        return Reason.ONLY_MENTIONED
    return None


def _figure_of_something_else(question: Question, best: Evidence, index: Index) -> bool:
    """Whether a figure is asked for of something that the guide names, but not where the best evidence stands."""
    if question.kind not in ("amount", "duration") or question.yes_no:
        return False
    support = dict(zip(question.content, best.support, strict=True))
    return any(
        support[word] < 0.3 and index.knows(word) and word not in question.attribute_words for word in question.asked
    )


def _takes_for_granted(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether a why-question takes for granted what the guide does not say: most of its words, or a figure."""
    if not question.folded.startswith("why"):
        return False
    if any(not re.search(rf"\b{n}\b", evidence[0].guide.text) for n in re.findall(r"\b\d+\b", question.asking)):
        return True
    places = [place for place, word in enumerate(question.content) if word in question.asked]
    said = sum(any(item.support[place] >= 0.5 for item in pooled(evidence)) for place in places)
    return bool(places) and said < 0.4 * len(places)


def wants_another_kind(question: Question, best: Evidence) -> bool:
    """Whether a figure or time is asked for and the best evidence holds none."""
    figure = question.kind in ("amount", "duration", "date", "clock") and not (
        question.yes_no or question.asks("comparison")
    )
    return figure and not best.kind_fits


def pooled(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best evidence and what stands in the same block or FAQ pair: they are answered from together."""
    best = evidence[0]
    return [
        item
        for item in evidence
        if item.guide is best.guide
        and item.passage.section == best.passage.section
        and item.passage.block == best.passage.block
        and best.passage.kind is not PassageKind.ROW
    ] or [best]


def _unsupported_name(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether the question names something the guide names, and the best evidence does not hold that name."""
    best = evidence[0]
    said = frozenset().union(*(item.context for item in pooled(evidence)))
    names, subject = names_of(best.guide), subject_terms(best.guide)
    named = any(
        word in names and not stems(word) <= subject and not lexical_support(word, said) and not kin(word, said)
        for word in question.asked
    )
    return named or _asks_more_of_a_listed_name(question, best)


def _asks_more_of_a_listed_name(question: Question, best: Evidence) -> bool:
    """Whether the best evidence only lists a name of which a figure or something without support is asked."""
    if not isinstance(best.block, Label) or best.block.value.text.count(",") < 1:
        return False
    value = stems(best.block.value.text)
    listed = {word for word in question.asked if word in names_of(best.guide) and stems(word) <= value}
    support = dict(zip(question.content, best.support, strict=True))
    figure = question.kind in FIGURE_OF_KIND and not best.kind_fits and not question.yes_no
    return bool(listed) and (figure or any(support[word] < 0.5 for word in question.asked - listed))


def _stands_in(word: str, text: str) -> bool:
    """Whether a word stands in a text, in singular or plural; its stem is not enough ("timings" is not "time")."""
    return re.search(rf"\b{re.escape(word.removesuffix('s'))}s?\b", text) is not None


def _about_another_step(question: Question, best: Evidence) -> bool:
    """Whether a numbered step is asked about and the best evidence stands in another, or in none."""
    if question.step is None or len(question.steps) > 1 or question.asks("order", "total", "roadmap"):
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
    """Whether the asking part writes a name with a capital inside the sentence, or in capitals, that no guide holds."""
    language = load_language()
    written = re.findall(r"(?<=[a-z,] )[A-Z][a-z]+\b", question.text)
    if not question.text.isupper():
        written += re.findall(r"\b[A-Z]{3,}\b", question.text)
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
    if not named or any(_is_about(item, named) for item in evidence[:5]):
        return True
    if question.kind == "definition" and _FULL_FORM.search(question.folded):
        return any(item.kind_fits for item in evidence[:5])
    return bool(_PURPOSE.search(question.folded)) and any(_says_what_for(item, named) for item in evidence[:5])


def _says_what_for(item: Evidence, named: Sequence[str]) -> bool:
    """Whether a list item or table row holds the names asked about beside words that say what they are for."""
    if item.passage.kind not in (PassageKind.ITEM, PassageKind.ROW):
        return False
    said = stems(item.passage.text)
    return all(lexical_support(word, said) for word in named) and len(said) >= len(named) + 2


def _is_about(item: Evidence, named: Sequence[str]) -> bool:
    if isinstance(item.block, Paragraph) and not _SAYS_WHAT.search(item.passage.text):
        return False
    subject = subject_of(item.guide, item.passage)
    return subject is not None and all(lexical_support(word, stems(subject)) for word in named)
