"""Yes or no before the reason, only where it is sure: a wrong one is worse than none."""

from __future__ import annotations

import re

from assistant.context import subject_terms
from assistant.evidence import Evidence
from assistant.language import load_language
from assistant.question import Question
from assistant.support import lexical_support, same_thing, stems

_YES_NO = re.compile(r"(yes|no)\b(?=\s*[,.:;—–])", re.I)  # "No degree is required" does not say no
_NOT = re.compile(r"not\b(?! only)", re.I)  # "Not in the first year" leaves to the question what is not
_BUT = re.compile(r"\W*(?:but|though|although|if|only|with|by|provided|as long as)\b", re.I)
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s")
_NEED = re.compile(
    r"\b(?:need|needs|needed|necessary|required|require|mandatory|compulsory|must|essential|have to|has to)\b"
)
_NO_NEED = re.compile(
    r"\b(?:not (?:need|needed|necessary|required|mandatory|compulsory|essential|have to)|no need|not a (?:gate|must)|"
    r"never (?:need|required)|optional|nobody needs|no one needs|isn[’']t (?:needed|required|necessary)|"
    r"don[’']t (?:need|have to)|without)\b",
    re.I,
)
_MUST = re.compile(
    r"\b(?:must|have to|has to|essential|required|mandatory|necessary|non-negotiable|cannot do without)\b", re.I
)
_MAY = re.compile(r"\b(?:allowed|accepted|permitted|possible|eligible)\b")
_MAY_NOT = re.compile(
    r"\b(?:(?:not|never|isn[’']t|aren[’']t) (?:allowed|accepted|permitted|possible|eligible)|impossible|"
    r"cannot|can[’']t)\b",
    re.I,
)
_MAY_PLAINLY = re.compile(
    r"\b(?:is|are) (?:also |fully |always )?(?:allowed|accepted|permitted|possible|eligible)\b", re.I
)
_IS_THERE = re.compile(r"\b(?:is|are) there\b|\bany\b")
_THERE_IS_NO = re.compile(r"^there (?:is|are) no\b", re.I)
# What a question asks about, then what says no to it and what says yes, in this order.
_POLARITIES = (
    (_NEED, _NO_NEED, _MUST),
    (_MAY, _MAY_NOT, _MAY_PLAINLY),
    (_IS_THERE, _THERE_IS_NO, None),
)


def with_polarity(question: Question, best: Evidence, said: str, *, guide_asks: str | None) -> str:
    """What is said, with yes or no first where it is plain.

    `guide_asks` is the guide's own question that the words answer. Its "yes" is turned for a visitor who asks the
    opposite ("is it needed?" against "can I do without?"). To one who asks another it is told with that question, or
    left out where the sentence repeats the question's words.
    """
    opening = _YES_NO.match(said)
    if guide_asks and _NOT.match(said) and not _asks_the_same(question, best, guide_asks, said):
        return f"**{guide_asks}** {said}"
    if opening is None or guide_asks is None:
        return yes_or_no(question, best, said) + said
    turns = _NEED.search(question.folded) and "without" in guide_asks.lower() and "without" not in question.folded
    if turns and (_BUT.match(said[opening.end() :]) or not _names_nothing_else(question, best, guide_asks, said)):
        return f"**{guide_asks}** {said}"  # "yes, but by a side door" cannot be turned
    if turns:
        return f"{'No' if opening[1].lower() == 'yes' else 'Yes'}{said[opening.end() :]}"
    if question.yes_no and _asks_the_same(question, best, guide_asks, said):
        return said
    rest = said[opening.end() :].lstrip(" ,.;:—–")
    first = _SENTENCE_ENDS.split(rest, maxsplit=1)[0]
    if naming_terms(guide_asks) <= naming_terms(first):  # it says by itself what it answers
        return f"{rest[0].upper()}{rest[1:]}"
    return f"**{guide_asks}** {said}"


def _asks_the_same(question: Question, best: Evidence, guide_asks: str, said: str) -> bool:
    """Whether a question names all that the guide's own does, and nothing that neither it nor its answer names.

    "Is a licence needed for a clinic" is no "is an MPT needed for a clinic".
    """
    if not _names_nothing_else(question, best, guide_asks, said):
        return False
    named = naming_terms(guide_asks) - subject_terms(best.guide)
    asked = {stem for word in question.words for stem in same_thing(word)}
    held = stems(guide_asks) - subject_terms(best.guide)
    if _NEED.search(guide_asks.lower()) and not _NEED.search(question.folded):
        return False  # "can I borrow a laptop" is no "do I need one"
    return named <= asked and any(lexical_support(word, held) for word in question.content)


def _names_nothing_else(question: Question, best: Evidence, guide_asks: str, said: str) -> bool:
    """Whether the guide's question or its answer names all that is asked about."""
    around = stems(f"{guide_asks} {said}") | subject_terms(best.guide)
    return all(lexical_support(word, around) for word in question.asked)


def yes_or_no(question: Question, best: Evidence, said: str) -> str:
    """A "Yes. " or "No. " where the question meets a plain statement about the very same thing; else nothing."""
    if not question.yes_no or re.match(r"(?:yes|no|not)\b", said, re.I):
        return ""
    asked = {stem for word in question.words for stem in same_thing(word)}
    asked |= naming_terms(" ".join(best.section.path)) | subject_terms(best.guide)
    clauses = [clause.strip() for clause in re.split(r"[,;:.—]|\b(?:but|although|though|yet|so)\b", said)]
    for asks, denies, affirms in _POLARITIES:
        if not asks.search(question.folded):
            continue
        for clause in clauses:
            if not naming_terms(clause) <= asked:
                continue  # it adds a condition: "need not be an expert" is no "no" to "need it"
            if denies.search(clause):
                return "No. "
            if affirms is not None and affirms.search(clause):
                return "Yes. "
    return ""


def naming_terms(text: str) -> set[str]:
    """The stems of a text without framing words."""
    generic = load_language().generic
    return {stem for word in re.findall(r"[\w-]+", text.lower()) if word not in generic for stem in stems(word)}
