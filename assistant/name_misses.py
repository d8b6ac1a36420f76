"""Names that look answered and are not: another than the one asked about, one that no guide holds, one only listed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.context import faq_of, names_of, subject_terms
from assistant.defining import DEFINING_WORDS
from assistant.evidence import Evidence, pooled
from assistant.figure_kinds import FIGURE_OF_KIND
from assistant.language import fold, load_language
from assistant.question import Question
from assistant.support import kin, lexical_support, stems
from corpus.guide import Label, ListBlock, Table
from corpus.passages import PassageKind
from index.search import Index

_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
_JOINED = re.compile(r"(?<=[a-z,] )[A-Z][\w&.]+(?: [A-Z][\w&.]+)+")
_DIFFERENCE = re.compile(r"\bdifferen|\bdiffers?\b|\bversus\b|\bvs\b")
_BARE_DEFINITION = 5  # words: "what is deep learning"
_ENUMERATES = 2  # commas and the like from which a passage enumerates
_BARE = 4  # words to an entry, up to which an enumeration says nothing of its entries
_NAME_AND_REST = re.compile(r"\s[—–-]\s|:")


def only_lists_both(question: Question, best: Evidence) -> bool:
    """Whether the difference of two things is asked, and the best evidence only has both in one enumeration."""
    if not _DIFFERENCE.search(question.folded) or best.passage.kind is PassageKind.FAQ:
        return False
    names = [word for word in question.asked if not _DIFFERENCE.search(word)]
    if isinstance(best.block, Table):
        pieces = best.passage.text.split("|")
    elif isinstance(best.block, ListBlock) and best.passage.kind is PassageKind.LIST:
        pieces = [piece for item in best.block.items for piece in _NAME_AND_REST.split(item.text)]
    elif best.passage.kind in (PassageKind.LABEL, PassageKind.ITEM):
        pieces = _NAME_AND_REST.split(best.passage.text)
    else:
        return False
    parts = [(piece, len(re.findall(r",| and | & | or ", piece))) for piece in pieces]
    listed = [piece for piece, joints in parts if joints and len(piece.split()) <= _BARE * (joints + 1)]
    least = len(names) - 1 if len(names) > 2 else len(names)  # "igneous and metamorphic rocks"
    if isinstance(best.block, Table) and _are_rows(names, best.block):
        return False
    if isinstance(best.block, ListBlock) and best.passage.kind is PassageKind.LIST and len(names) == 2:
        bare = [stems(item.text) for item in best.block.items if len(item.text.split()) <= _BARE]
        if all(any(lexical_support(name, item) for item in bare) for name in names):
            return True
    return len(names) > 1 and any(sum(lexical_support(n, stems(piece)) for n in names) >= least for piece in listed)


def _are_rows(names: Sequence[str], table: Table) -> bool:
    """Whether rows of a table are called by the names, each by some and none by all: "double room", "single room"."""
    labels = [stems(row.cells[0].text) for row in table.rows]
    held = [sum(lexical_support(name, label) for name in names) for label in labels]
    every = all(any(lexical_support(name, label) for label in labels) for name in names)
    return every and max(held) < len(names)


def only_above(question: Question, best: Evidence) -> bool:
    """Whether it is asked what something is, and the best evidence is a list, label or row under its name alone."""
    inside = (PassageKind.LABEL, PassageKind.LIST, PassageKind.ITEM, PassageKind.ROW)
    bare = question.kind == "definition" and len(question.words) <= _BARE_DEFINITION
    if not bare or re.search(r"\d", question.folded) or best.passage.kind not in inside:
        return False
    subject, said, text = subject_terms(best.guide), stems(best.passage.text), best.passage.text.lower()
    named = [word for word in question.asked if word not in DEFINING_WORDS and not stems(word) <= subject]
    return bool(named) and not any(lexical_support(word, said) or word in text for word in named)  # "RNNs" for "rnn"


def only_enumerates(question: Question, best: Evidence) -> bool:
    """Whether it is asked what something is, and the best evidence only has its name in an enumeration."""
    named = [word for word in question.asked if word not in DEFINING_WORDS]
    bare = question.kind == "definition" and len(question.words) <= _BARE_DEFINITION
    text = re.sub(r"\([^()]*\)", "", best.passage.text)
    least = 1 if best.passage.kind is PassageKind.ROW else _ENUMERATES
    if not bare or not named or len(re.findall(r",| and | or ", text)) < least:
        return False
    pieces = re.split(r"[,;:.|]| and | or ", text)
    holding = [piece for piece in pieces if all(lexical_support(word, stems(piece)) for word in named)]
    return bool(holding) and all(len(piece.split()) <= _BARE for piece in holding)


def asked_of_another_name(question: Question, best: Evidence) -> bool:
    """Whether the best evidence answers the guide's question about one name in capitals, and another's is asked."""
    pair = faq_of(best.guide, best.passage)
    theirs = _CAPITALS.findall(pair.question.text) if pair else []
    support = dict(zip(question.content, best.support, strict=True))
    ours = [word for word in _CAPITALS.findall(question.text) if support.get(word.lower(), 1.0) < 0.3]
    asked = stems(question.text)
    return bool(ours) and bool(theirs) and not any(stems(name) & asked for name in theirs)


def unsupported_name(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether the question names something the guide names, and the best evidence does not hold that name."""
    best = evidence[0]
    said = frozenset().union(*(item.context for item in pooled(evidence, rows=question.asks("comparison"))))
    names, subject = names_of(best.guide), subject_terms(best.guide)
    named = any(
        word in names and not stems(word) <= subject and not lexical_support(word, said) and not kin(word, said)
        for word in question.asked
    )
    return named or _asks_more_of_a_listed_name(question, best)


def figure_of_an_unknown(question: Question, best: Evidence, index: Index) -> bool:
    """Whether a figure is asked for of a name that no guide holds, and the best evidence is a row or line of another.

    So it is of two names side by side that stand nowhere together: "Coal India" in a guide on coal in India.
    """
    lines = (PassageKind.ROW, PassageKind.TABLE, PassageKind.LABEL)
    figure = question.kind in FIGURE_OF_KIND or question.asks("count", "age", "place")
    if best.passage.kind not in lines or question.text.istitle() or question.text.isupper():
        return False
    initials = bool(_CAPITALS.search(question.text))  # "age relaxation for OBC" beside that for others
    if (figure or initials) and names_an_unknown(question, best, index):
        return True
    if not figure:
        return False
    names = _JOINED.findall(question.text)
    joined = [name for name in names if all(part in question.asked for part in fold(name).split())]
    told = _without_dots(best.guide.text)
    return any(_without_dots(name) not in told and not stems(name) <= subject_terms(best.guide) for name in joined)


@lru_cache(maxsize=256)
def _without_dots(text: str) -> str:
    """A text in small letters, "B.Sc." as "bsc"."""
    return re.sub(r"(?<=\w)\.(?=\w)|\.(?= [\w(])", "", text.lower())


def _asks_more_of_a_listed_name(question: Question, best: Evidence) -> bool:
    """Whether the best evidence only lists a name of which a figure or something without support is asked."""
    if not isinstance(best.block, Label) or best.block.value.text.count(",") < 1:
        return False
    value = stems(best.block.value.text)
    listed = {word for word in question.asked if word in names_of(best.guide) and stems(word) <= value}
    support = dict(zip(question.content, best.support, strict=True))
    figure = question.kind in FIGURE_OF_KIND and not best.kind_fits and not question.yes_no
    return bool(listed) and (figure or any(support[word] < 0.5 for word in question.asked - listed))


def names_an_unknown(question: Question, best: Evidence, index: Index) -> bool:
    """Whether the asking part writes a name with a capital inside the sentence, or in capitals, that no guide holds.

    Who asks which of two is better may have named them before: "My friend joined Acme. Whose placements are better?"
    """
    language = load_language()
    asked = question.content if question.asks("comparison") else question.asked
    written = re.findall(r"(?<=[a-z,] )[A-Z][a-zA-Z]*[a-z]+\b", question.text)
    if not question.text.isupper():
        written += re.findall(r"\b[A-Z]{3,}\b", question.text)
    return any(
        word in asked
        and not index.knows(word, best.guide.id)
        and word not in language.groups
        and word not in language.places
        and word not in language.role_nouns
        for word in map(str.lower, written)
    )
