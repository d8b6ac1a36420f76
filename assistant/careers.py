"""The career a question names by the way it is put: "how to become a …", "is … a good career", "salary of a …".

Role nouns ("designer") name many careers; others ("astronomer") are known by their place in the sentence alone. A
career that the guide nowhere speaks of is another one, whatever else of the question the guide could answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.context import context_text, faq_of, subject_terms
from assistant.evidence import Evidence
from assistant.language import fold, load_language
from assistant.question import Question
from assistant.support import same_thing, stems
from corpus.guide import Guide

_NAME = r"((?:[^\W\d][\w-]*\s){0,2}?[^\W\d][\w-]{2,})"
_END = (
    r"(?=$|[?.,;!]| (?:in|after|without|with|within|from|for|by|if|when|at|on|or|and|as|abroad|per|is|be|worth|during|"
    r"while|who|than|right|online|quickly|fast|easily|now|today)\b)"
)
_BECOMING = re.compile(rf"\b(?:become|becoming|career as|work as|working as|job as|a career in) (?:an? ){_NAME}{_END}")
_BECOMES = re.compile(r"\bbecom(?:e|es|ing) (?:an? )?(\w+)")
_PAY = re.compile(rf"\b(?:salary|salaries|pay|package|stipend|income|earnings|wages) (?:of|for) (?:an? ){_NAME}{_END}")
_EARNS = re.compile(
    rf"\b(?:how much|what) (?:do|does|can|will|would|could) (?:an? )?{_NAME} (?:earn|make|get paid|get)\b"
)
_HIRING = re.compile(
    rf"\b(?:hires?|hiring|recruits?|openings for|jobs for|demand for|scope (?:of|for)) (?:an? ){_NAME}{_END}"
)
_GOOD_CAREER = re.compile(
    rf"^(?:is|are|was) (?:being )?(?:an? )?{_NAME} (?:still )?(?:an? |the )?(?:\w+ )?(?:career|profession)\b"
)
# Without an article only what ends as words for persons do ("perfumer") is taken for a career.
_PERSON = re.compile(r"(?:er|or|ist|ian|eer|yst|man|woman)$")
_DOES = re.compile(r"[a-z]{3,}[^e](?:er|or)$")
_DOER = r"((?:[^\W\d][\w-]*\s)?[^\W\d][\w-]{2,}(?:er|or|ist|ian|eer|yst|man|woman))"
_PAY_OF_ROLE = re.compile(
    r"^(?:an? )?((?:[^\W\d][\w-]*\s){0,2}[^\W\d][\w-]{2,}) (?:salary|pay|package|income|stipend)\b"
)
_DOING = re.compile(rf"\b(?:become|becoming|career as|work as|working as|job as) {_DOER}(?=$|[?.,;!])")
_OF_DOERS = re.compile(
    rf"^(?:what is |whats )?(?:the )?{_DOER} (?:salary|pay|package|income|earnings|jobs?|career|scope|eligibility|"
    r"qualifications?)\b"
)
_FOR_DOERS = re.compile(
    r"\b(?:salary|pay|exams?|qualifications?|eligibility|courses?|degree|training|age limit|subjects?|stream|skills?|"
    rf"fees?|diploma|scope|jobs?)\b.* for (?:an? )?{_DOER}$"
)
_NO_CAREER = frozenset({"this", "that", "it", "there", "one", "someone", "person", "good", "better", "great", "job"})


def is_person(word: str) -> bool:
    """Whether a word, in singular or plural, is one for somebody's work: a role noun, or ends as such words do."""
    singular = word.removesuffix("s")
    return bool(_PERSON.search(singular)) or singular in load_language().role_nouns


def unknown_career(question: Question, guide: Guide) -> bool:
    """Whether a question names a career of which a guide nowhere speaks.

    So is a film editor where films and editors are spoken of, but never together.
    """
    return any(
        not stems(head) & subject_terms(guide)
        and (not _is_known(head, _written_in(guide)) or (kind is not None and not _stands_together(kind, head, guide)))
        for kind, head in _careers(question)
    )


def pay_of_another_career(question: Question, best: Evidence) -> bool:
    """Whether the pay of a career is asked for that the guide names, but not where the best evidence stands."""
    if question.kind != "amount" or question.yes_no:
        return False
    subject = subject_terms(best.guide)
    said = frozenset(re.findall(r"[^\W\d_]+", context_text(best.guide, best.passage).lower()))
    support = dict(zip(question.content, best.support, strict=True))
    named = {word for career in _careers(question) for word in career if word}
    others = question.asked - named - question.attribute_words
    if any(support.get(word, 0.0) >= 0.5 and not stems(word) <= subject for word in others):
        return False  # "what are assistants paid while assisting" is told by "Pay while assisting"
    return any(not stems(head) & subject and not _is_known(head, said) for _, head in _careers(question))


def becomes_another(question: Question, best: Evidence) -> bool:
    """Whether becoming what the guide is about is asked, and the best evidence answers that of another career."""
    pair = faq_of(best.guide, best.passage)
    asked = _BECOMES.search(question.folded)
    told = _BECOMES.search(fold(pair.question.text)) if pair else None
    subject = subject_terms(best.guide)
    if asked is None or told is None or not stems(asked[1]) <= subject or same_thing(told[1]) & subject:
        return False
    return told[1] not in load_language().generic | load_language().persons


@lru_cache(maxsize=256)
def _written_in(guide: Guide) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", f"{guide.id} {guide.text}".lower()))


def _is_known(name: str, known: frozenset[str]) -> bool:
    """Whether a career's name, or another for the same, is written in a guide; "psychology" is no psychologist."""
    same = load_language().groups.get(name, frozenset()) | {name, name.removesuffix("s"), name + "s", _doing(name)}
    return not same.isdisjoint(known)


def _doing(name: str) -> str:
    """What a doer does, where the name says it: "auditing" of "auditor"; an engineer's name says it of no one work."""
    doer = name.removesuffix("s")
    return f"{doer[:-2]}ing" if _DOES.search(doer) else name


@lru_cache(maxsize=512)
def _stands_together(kind: str, head: str, guide: Guide) -> bool:
    """Whether a guide names the two words of a career side by side."""
    one, other = (rf"(?:{re.escape(word.removesuffix('s'))}|{_doing(word)})\w*" for word in (kind, head))
    return bool(re.search(rf"\b(?:{one}\W+(?:\w+\W+)?{other}|{other}\W+(?:\w+\W+)?{one})", guide.text, re.I))


def _careers(question: Question) -> Iterator[tuple[str | None, str]]:
    """Every career that is named by its place in the sentence: the word that says of which kind, and the head word."""
    language = load_language()
    levels = frozenset().union(*language.levels)
    no_kinds = language.generic | language.role_openers | levels
    no_careers = levels | language.generic | language.persons | language.comparatives | _NO_CAREER
    for pattern in (_BECOMING, _PAY, _EARNS, _HIRING, _GOOD_CAREER, _DOING, _OF_DOERS, _FOR_DOERS, _PAY_OF_ROLE):
        for match in pattern.finditer(question.folded):
            *before, head = match[1].split()
            if head in question.asked and head not in no_careers:
                kind = before[-1] if before else ""
                if pattern is _PAY_OF_ROLE and head not in language.role_nouns:
                    continue
                if pattern is _EARNS and not is_person(head):
                    continue
                tells = kind in question.asked and kind not in no_kinds
                yield kind if tells and (head in language.role_nouns or _PERSON.search(head)) else None, head
