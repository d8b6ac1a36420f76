"""Two words side by side that the guide uses elsewhere and the quotes do not: another thing than they speak of.

One such word may be another way to say the same. Two of them name a thing ("public bus", "company laptop"), and since
the guide has both words, it speaks of that thing in another place.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.context import subject_terms
from assistant.grounding.backing import Backing
from assistant.grounding.clauses import CLAUSE_END
from assistant.grounding.text import data, ordinary_words, paraphrases, senses, without_contraction, words
from assistant.grounding.wording import index_of, is_derived
from assistant.support import stems
from index.lexical import STOP_WORDS


def stranger_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Pairs of words of a sentence (plain text) that its quotes do not have and the guide has elsewhere."""
    index = index_of(backing.guide)
    known = subject_terms(backing.guide) | backing.named_before
    before = ""
    for word in _content(sentence):
        own = stems(word)
        strange = bool(word) and _is_strange(word, backing) and not own.isdisjoint(index.of_stem) and not own <= known
        if strange and before and f"{before[0]}{word[0]}" not in backing.stems:
            yield f"The quotes that the sentence cites say nothing of “{before} {word}”."
            return
        before = word if strange else ""


@cache
def _links() -> frozenset[str]:
    """Words that join two things, beside the stop words."""
    return frozenset(str(data()["strangers"]["links"]).split())


def _is_strange(word: str, backing: Backing) -> bool:
    meant = senses(word)
    return (meant | paraphrases(word)).isdisjoint(backing.stems) and not is_derived(meant, backing.stems)


@lru_cache(maxsize=8_192)
def _content(sentence: str) -> tuple[str, ...]:
    """The words of a sentence that say something, in order; an empty one between clauses and for an ordinary one."""
    found: list[str] = []
    for part in CLAUSE_END.split(sentence):
        for word in words(part):
            lower = without_contraction(word.lower)
            parts = lower.split("-")
            tells = not lower[0].isdigit() and not any(part in ordinary_words() or part in _links() for part in parts)
            tells = tells and lower not in STOP_WORDS
            found.append(lower if tells else "")
        found.append("")
    return tuple(found)
