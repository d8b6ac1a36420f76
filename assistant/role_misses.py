"""Questions about another role than the guide's: "salary of a buoy technician" in a guide about lighthouse keepers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.context import context_text, subject_terms
from assistant.evidence import Evidence
from assistant.figure_kinds import PAY_WORDS
from assistant.language import load_language, read_data
from assistant.question import Question
from assistant.support import kin, lexical_support, stems

_OWN_WORK = re.compile(
    r"\b(?:i am|im|i was|i have been|ive been|have been|been|i work as|working as|as|my|our|his|her|their|being|"
    r"currently|background|from|i)(?: (?:a|an|the))?$"
)
_ASKS_OF_ROLES = frozenset(["amount", "comparison", "duration", "definition", "roadmap", "age", "order"])
# Before and after a role that is asked about; "why pester the supervisor" and "what doctors tell us" ask about none.
_TO_BE = re.compile(
    r"\b(?:becom\w+|be|being|as|for|of|vs|versus|or|than|between|hires?|hiring|recruits?)(?: an?| the)?$"
)
_OF_ROLE = frozenset(read_data("words.toml")["of_a_role"].split())
_PAYS = re.compile(rf"\b(?:{PAY_WORDS}|package)\b")
# "Can a mechanical engineer switch to civil?" asks for one who is what the visitor is.
_WHO_DOES = re.compile(
    r"\b(?:can|could|may|should|will|would|do|does)(?: i| we)?(?: as)?(?: an?)? ([\w ]{1,40}?) "
    r"(?:switch|become|move|shift|join|enter|apply|learn|get into|go into|come|turn|study|do this)\b"
)


def names_other_role(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether it asks about a role ("<words> designer") whose words the best evidence does not hold.

    The visitor's own work ("I am a web designer", "as a tester") is a situation, not what is asked about.
    """
    language = load_language()
    best = evidence[0]
    words = question.asking.split()
    supported = dict(zip(question.content, best.support, strict=True))
    subject = subject_terms(best.guide)
    several = sum(word.removesuffix("s") in language.role_nouns for word in question.words) > 1
    compared = evidence[:5] if several or question.asks("comparison") else [best]
    doer = next(iter(_WHO_DOES.findall(question.asking)), "").split()

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
            opens = before in language.role_openers or before in question.attribute_words or before.isdigit()
            if opens or len(opening) == 2:
                break
            if opening and is_named(opening[0]) and stems(opening[0]) <= subject:
                break
            opening.insert(0, before)
        lead = " ".join(words[: place - len(opening)][-4:])
        if _OWN_WORK.search(lead) or word in doer or words[place + 1 : place + 2] == ["here"]:
            continue
        named = [*opening, noun]
        if all(stems(part) <= subject for part in named) or _says_both(opening[-1:], noun, best):
            continue
        if not opening and not _is_asked_about(question, lead, words[place + 1 : place + 2]):
            continue
        if any(not is_named(part) for part in named if part not in language.generic or part == noun):
            return True
    return False


def _says_both(kind: Sequence[str], noun: str, best: Evidence) -> bool:
    """Whether the best evidence has the role's noun right behind the word that says of which kind: an "earth tester".

    So what is asked about is no other role, whatever verb stands before both.
    """
    return bool(kind) and bool(re.search(rf"\b{re.escape(kind[0])}\W+{re.escape(noun)}s?\b", best.passage.text, re.I))


def _is_asked_about(question: Question, before: str, after: Sequence[str]) -> bool:
    """Whether a role without a word for its kind is what is asked about, and not just somebody in the question."""
    compared = bool(after) and (after[0] in _OF_ROLE or after[0] in question.attribute_words)
    return question.asks(*_ASKS_OF_ROLES) or not before or bool(_TO_BE.search(before)) or compared


def compares_pay_of_another(question: Question, best: Evidence) -> bool:
    """Whether the pay of two roles is compared, and the best evidence does not say one's two words side by side.

    "Data Science" beside "engineering" is no data engineer.
    """
    if not (question.asks("comparison") and _PAYS.search(question.folded)):
        return False
    language, subject = load_language(), subject_terms(best.guide)
    said = context_text(best.guide, best.passage)
    words = [word.removesuffix("s") for word in question.folded.split()]
    roles = [(kind, noun) for kind, noun in pairwise(words) if noun in language.role_nouns]
    plain = language.generic.union(language.role_openers, *language.levels)
    named = [(kind, noun) for kind, noun in roles if kind not in plain and not stems(kind) <= subject]
    return len(roles) > 1 and any(
        not re.search(rf"\b{re.escape(kind)}\w*\W+(?:\w+\W+)?{re.escape(noun[:5])}", said, re.I)
        for kind, noun in named
        if kind in question.content
    )
