"""The career a question names by the way it is put: "how to become a …", "is … a good career", "salary of a …".

Role nouns ("designer") name many careers; others ("astronomer") are known by their place in the sentence alone. A
career that the guide nowhere speaks of is another one, whatever else of the question the guide could answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.language import load_language
from assistant.question import Question
from corpus.guide import Guide

_NAME = r"((?:[^\W\d][\w-]*\s){0,2}?[^\W\d][\w-]{2,})"
_END = (
    r"(?=$|[?.,;!]| (?:in|after|without|with|within|from|for|by|if|when|at|on|or|and|as|abroad|per|is|be|worth|during|"
    r"while|who|than|right|online|quickly|fast|easily|now|today)\b)"
)
_BECOMING = re.compile(rf"\b(?:become|becoming|career as|work as|working as|job as|a career in) (?:an? ){_NAME}{_END}")
_PAY = re.compile(rf"\b(?:salary|salaries|pay|package|stipend|income|earnings|wages) (?:of|for) (?:an? ){_NAME}{_END}")
_HIRING = re.compile(
    rf"\b(?:hires?|hiring|recruits?|openings for|jobs for|demand for|scope (?:of|for)) (?:an? ){_NAME}{_END}"
)
_GOOD_CAREER = re.compile(
    rf"^(?:is|are|was) (?:being )?(?:an? )?{_NAME} (?:still )?(?:an? |the )?(?:\w+ )?(?:career|profession)\b"
)
_NO_CAREER = frozenset({"this", "that", "it", "there", "one", "someone", "person", "good", "better", "great", "job"})


def unknown_career(question: Question, guide: Guide) -> bool:
    """Whether a question names a career of which a guide nowhere speaks."""
    return any(not _is_known(name, _written_in(guide)) for name in _careers(question))


@lru_cache(maxsize=256)
def _written_in(guide: Guide) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", f"{guide.id} {guide.text}".lower()))


def _is_known(name: str, known: frozenset[str]) -> bool:
    """Whether a career's name, or another for the same, is written in a guide; "psychology" is no psychologist.

    A word that differs in its last two letters alone is another form.
    """
    same = load_language().groups.get(name, frozenset()) | {name, name.removesuffix("s"), name + "s"}
    start = name[:-2]
    return not same.isdisjoint(known) or (len(start) > 3 and any(word.startswith(start) for word in known))


def _careers(question: Question) -> Iterator[str]:
    """The head word of every career that is named by its place in the sentence."""
    generic = load_language().generic
    for pattern in (_BECOMING, _PAY, _HIRING, _GOOD_CAREER):
        for match in pattern.finditer(question.folded):
            head = match[1].split()[-1]
            if head in question.asked and head not in generic and head not in _NO_CAREER:
                yield head
