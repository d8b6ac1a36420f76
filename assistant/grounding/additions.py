"""A clause added to a sentence that its quotes do bear out: "…, and girls should not apply", "…, checked by a mentor".

Support of a whole sentence hides such a clause among the words that hold. So every clause behind the first one is
looked at by itself: where it says something and no word of it stands in the quotes, nobody wrote it. What the visitor
asked may only be denied: a question may itself be written to be repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from assistant.context import subject_terms
from assistant.grounding.amount_faults import matching
from assistant.grounding.amounts import amounts
from assistant.grounding.backing import Backing
from assistant.grounding.clauses import clauses, denying_words
from assistant.grounding.kinds import others_of_one, without_idioms
from assistant.grounding.order import opposite_words
from assistant.grounding.shares import share_faults, values
from assistant.grounding.text import (
    abbreviations,
    data,
    near_senses,
    number_words,
    ordinary_words,
    paraphrases,
    without_contraction,
    words,
)
from assistant.grounding.wording import is_derived
from assistant.support import stems
from index.lexical import STOP_WORDS

_CUT = re.compile(
    r"[;:()]|,(?!\d)|\s-\s|\b(?:and|but|so|which|who|because|since|while|whereas|although|though|plus)\b", re.I
)
# A condition, a time or the other side of a comparison is worded freely, and "than" and "against" need both sides.
_DEPENDENT = re.compile(r"\b(?:if|when|unless|until|as long as|before|after|once|where|whether|than|against)\b", re.I)
_YES_NO = re.compile(r"\A\W*(?:yes|no)\b\W*", re.I)  # "Yes, it is high" has said nothing before it
_OF_WHAT_WAS_NAMED = re.compile(r"\W*(?:it|they|that|this|these|those|you)\b", re.I)
_ROOT = 5  # letters that two words of one family begin with: "theory", "theoretical"


def addition_faults(sentence: str, backing: Backing, asked: str = "") -> Iterator[str]:
    """Clauses of a sentence (plain text), but its first, of which its quotes do not have a word.

    A clause that denies something may have it from the question.
    """
    subject = subject_terms(backing.guide)
    for clause in _later_clauses(without_idioms(_YES_NO.sub("", sentence))):
        said = [word for word in _content(clause) if not stems(word) <= subject]
        telling = [word for word in said if word not in ordinary_words() and word not in idle_words()]
        joined = frozenset(stem for one, other in pairwise(said) for stem in stems(f"{one}{other}"))  # "hash maps"
        denies = any(part.denials for part in clauses(clause))
        if denies and _OF_WHAT_WAS_NAMED.match(clause):
            continue  # "A diploma helps, but it isn't a barrier" says the same of the diploma once more
        if _COMMENTS.match(clause) and len(telling) == 1 and not _is_claim(telling[0]):
            continue  # "that's the advice" speaks of what stands before it
        if all(_PARTICIPLES.fullmatch(word) or word in _light() for word in telling) and _has_figure(clause, backing):
            continue  # "capped at ₹8 lakh": what is said of a figure of the quotes
        denied = asked if denies else ""
        if telling and joined.isdisjoint(backing.stems) and not any(is_backed(word, backing, denied) for word in said):
            yield f"The quotes that the sentence cites do not say “{clause.strip()[:60]}”."
            return


_COMMENTS = re.compile(r"\W*(?:that|which|this)\b", re.I)


def _is_claim(word: str) -> bool:
    """Whether a word says something of a thing by itself: that it is needed, cheap, a risk."""
    return word in denying_words() or word in opposite_words() or bool(others_of_one(word))


_PARTICIPLES = re.compile(r"\w+(?:ed|ing)|half|\w*(?:third|quarter|fourth|fifth|tenth)s?")


@cache
def _light() -> frozenset[str]:
    """Verbs that say little more of a figure than that it is there."""
    return frozenset(str(data()["additions"]["light"]).split())


def _has_figure(clause: str, backing: Backing) -> bool:
    """Whether a clause has a figure, in per cent or as a share too, that the quotes have."""
    if any(one.kind == "amount" and matching(one, backing) for one in amounts(clause)):
        return True
    return bool(values(clause)) and not share_faults(clause, backing.text)


@lru_cache(maxsize=8_192)
def _later_clauses(sentence: str) -> tuple[str, ...]:
    return tuple(clause for clause in _CUT.split(sentence)[1:] if not _DEPENDENT.search(clause))


@lru_cache(maxsize=16_384)
def _content(clause: str) -> tuple[str, ...]:
    """The words of a clause that are neither grammar nor part of an amount, lower case."""
    found = amounts(clause)
    lower = (
        (word, without_contraction(word.lower))
        for word in words(clause)
        if not any(amount.start <= word.start < amount.end for amount in found)
    )
    return tuple(
        one for _, one in lower if one not in STOP_WORDS and not one[0].isdigit() and one not in number_words()
    )


@cache
def idle_words() -> frozenset[str]:
    """Words that add nothing by themselves, beside the ordinary ones: "as a rule", "at the moment", "crucially"."""
    return frozenset(str(data()["additions"]["idle"]).split())


@lru_cache(maxsize=16_384)
def _same(word: str) -> frozenset[str]:
    """The stems of what means the same; of one topic are also things that differ ("diploma", "PhD")."""
    found = stems(word) | stems(abbreviations().get(word, ""))
    return found.union(*(near_senses(one) for one in found))


def is_backed(word: str, backing: Backing, asked: str = "") -> bool:
    """Whether the quotes, or the question, have a word in any form, a word for the same thing or one of its family."""
    if not (_same(word) | paraphrases(word)).isdisjoint(backing.stems | stems(asked)) or is_derived(
        stems(word), backing.stems
    ):
        return True
    of_its_kind = others_of_one(word)
    if not of_its_kind.isdisjoint(backing.stems) or (not of_its_kind and backing.says(word)):
        return True
    roots = {one[:_ROOT] for one in stems(word) if len(one) >= _ROOT}
    return bool(roots) and any(one[:_ROOT] in roots for one in backing.stems)
