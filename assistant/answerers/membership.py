"""Yes or no to a question whether something stands in a list: "Is X covered?", "does Acme hire?", "is X a tool?".

"Yes" where one entry and the name over it hold all that is asked, "no" only where the name is what is asked with a
prefix that denies ("Unpaid leave" for "is it paid?"). Absence says nothing. What is needed, or to be chosen, is told by
where the guide lists it.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace
from functools import cache

from assistant.answerers.draft import Draft, FactLine, fact_lines
from assistant.answerers.enumerations import names_listed
from assistant.answerers.naming import section_name
from assistant.context import subject_terms
from assistant.kin import negations
from assistant.language import load_language, read_data
from assistant.question import ASKS_OPENLY, Question
from assistant.support import lexical_support, stems
from corpus.guide import ListBlock
from corpus.layout import PART_NOUNS

_NEED = r"(?:need(?:s|ed)?|necessary|required?|requires|mandatory|compulsory|must|essential)"
_NEEDING = re.compile(rf"\b(?:{_NEED}|should)\b")
_NEEDED = re.compile(_NEED)
_LISTED = re.compile(r"\b(?:list(?:ed|s)?|table|included?|covered?|covers|mention(?:ed|s)?|guide|part of)\b")
_DENYING = re.compile(
    r"\b(?:not|no|never|non|without|avoid\w*|except|skip\w*|mistakes?|myths?|optional|instead|rather|rarely|unlike)\b|"
    r"n[’']t\b",
    re.I,
)
_ASKS_MORE = re.compile(r"\b(?:only|always|all|every|just|than|or|dont|isnt|arent|doesnt|cant)\b")  # than whether it is
_AT_PRESENT = re.compile(
    r"^(?:is|are)\b.*\b(?:hiring|recruiting)\b|\b(?:now|currently|today|nowadays|these days|still)\b"
)
_SEVERAL = 3  # parts of a value that is more a list than a sentence
_BRACKETS = re.compile(r"\([^)]*\)")


def with_membership(question: Question, draft: Draft) -> Draft | None:
    """The draft with "Yes.", "No." or the list's name in front; None where its one line is no entry that is asked for.

    The line has to be an item of a list, or a label line or cell that lists names.
    """
    told = fact_lines(draft.text)
    if not question.yes_no or draft.working is not None or len(told) != 1 or ASKS_OPENLY.search(question.folded):
        return None
    (line,) = told
    section = draft.quotes[0].section
    is_item = _is_item(draft)
    lead = _lead(question, draft, line, is_item=is_item)
    if lead == _UNDER and (is_item or names_listed(line.value) or len(_entries(line.value)) >= _SEVERAL):
        place = f", in {section_name(section)}" if question.step not in (None, section.number) else ""
        text = draft.text.replace(f"{line.name}: **", f"The guide lists this under “{line.name}”{place}: **", 1)
        return replace(draft, text=text)
    return replace(draft, text=f"{lead} {draft.text}") if lead in (_YES, _NO) else None


_YES, _NO, _UNDER = "Yes.", "No.", "under"


def _lead(question: Question, draft: Draft, line: FactLine, *, is_item: bool) -> str | None:
    section = draft.quotes[0].section
    over = stems(line.name)
    around = over | stems(" ".join(section.path)) | subject_terms(draft.quotes[0].guide)
    asked = [word for word in question.words if word not in _framing() and not _is_of_a_step(word, question)]
    own = [word for word in asked if not _stands_in(word, around)] or asked
    parts = [line.value] if is_item else _entries(line.value)
    entries = [part for part in parts if any(_stands_in(word, stems(part)) for word in own)]
    said = " ".join(entries)
    inside = [word for word in own if _stands_in(word, stems(said))]
    needs = [word for word in own if _NEEDED.fullmatch(word) and word not in inside]
    beyond = [word for word in own if not (word in inside or word in needs or _stands_in(word, around))]
    if not any(word in question.content for word in inside):
        return None
    simple = not any(more.search(question.folded) for more in (_DENYING, _ASKS_MORE, _AT_PRESENT))
    denied = [word for word in beyond if negations(word) & set(re.findall(r"[\w-]+", line.name.lower()))]
    if simple and beyond == denied and len(denied) == 1:
        return _NO
    generic = load_language().generic
    if any(word not in generic and word not in denied and not _DENYING.fullmatch(word) for word in beyond):
        return None  # part of what is asked stands elsewhere or nowhere
    if beyond or needs or not simple or question.step not in (None, section.number):
        return _UNDER
    if len(entries) != 1 or _DENYING.search(f"{line.name} {said}"):
        return _UNDER
    if _NEEDING.search(question.folded) and not any(map(_NEEDED.fullmatch, inside)):
        return _UNDER
    placed = question.step is not None or _LISTED.search(question.folded)  # where it stands is what is asked
    named = any(word not in inside and _stands_in(word, over - stems("learn")) for word in asked)
    return _YES if placed or named or all(_stands_in(word, stems(said)) for word in asked) else _UNDER


def _stands_in(word: str, held: Set[str]) -> bool:
    """Whether a word, or another one for the same thing, is held; of a compound word all of it."""
    return stems(word) <= held or (len(stems(word)) == 1 and bool(lexical_support(word, held)))


def _is_of_a_step(word: str, question: Question) -> bool:
    """Whether a word is of "step 3"."""
    return question.step is not None and (word == str(question.step) or word.removesuffix("s") in PART_NOUNS)


@cache
def _framing() -> frozenset[str]:
    """Words that a question of this kind is built with; words such as "good" are none, for they ask for more."""
    return frozenset(str(read_data("words.toml")["asks_of_list"]).split())


def _is_item(draft: Draft) -> bool:
    """Whether the first quote is an item of a list."""
    quote = draft.quotes[0]
    lists = (block for block in quote.section.blocks if isinstance(block, ListBlock))
    return any(quote.span == item for block in lists for item in block.items)


def _entries(value: str) -> list[str]:
    """A value in its parts, told apart by commas, "and" and "plus" outside of brackets."""
    brackets = [*_BRACKETS.finditer(value)]
    cuts = [0]
    for cut in re.finditer(r"[,;]\s|\s(?:and|plus)\s", value):
        if not any(one.start() < cut.start() < one.end() for one in brackets):
            cuts.append(cut.end())
    return [value[start:end] for start, end in zip(cuts, [*cuts[1:], len(value)], strict=True)]
