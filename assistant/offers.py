"""Questions that parts of a section answer, worded as a visitor would ask them.

A section goes in, offers come out: a question with the part that answers it. A label that makes no natural question
makes none; nothing is offered with a question mark behind a label.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.answerers.draft import heading_label, readable
from assistant.guides import article
from assistant.language import load_language, read_data
from assistant.passage_facts import SOURCE
from assistant.question import read_question
from corpus.guide import Block, FaqPair, Label, ListBlock, Section, Span, Table

_PERSON = re.compile(
    r"(?:fresher|graduate|student|professional|beginner|trainee|apprentice|learner|candidate|intern)", re.I
)
_TIME = (
    r"(?:(?:estimated|typical|approximate|total|realistic|usual|average) )*(?:time|duration|timeline|length)"
    r"(?: needed| required)?"
)
_WORK = re.compile(
    r"(?:main |daily |typical )?(?:focus|work|tasks?|dut(?:y|ies)|responsibilit(?:y|ies)|what \w+ do)", re.I
)
_LEVEL = re.compile(r"\b(?:level|experience|stage|grade|seniority|rank)\b", re.I)
_DONE = (
    "learn|know|understand|cover|build|prepare|practi[sc]e|study|read|use|try|start|watch|avoid|master|bring|expect|pack|"
    "carry|get|take|do|choose|look|follow"
)
_CONDITION = re.compile(r"if you(?:’re|'re| are) (an? .+)", re.I)
_MOST_WORDS = 7


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A question that may be offered. `span` is the part of the guide that answers it."""

    question: str
    span: Span
    block: int  # where its block begins: rows of one table have it in common


def section_offers(section: Section, only: type[Block] | None = None) -> Iterator[Offer]:
    """What may be asked of the blocks of a section, in order."""
    for block in section.blocks:
        if only is not None and not isinstance(block, only):
            continue
        for question, span in _of_block(block, section):
            yield Offer(question=question, span=span, block=block.span.start)


def _of_block(block: Block, section: Section) -> Iterator[tuple[str, Span]]:
    if isinstance(block, FaqPair):
        yield readable(block.question.text), block.span
    elif isinstance(block, Table):
        yield from _of_rows(block)
    elif isinstance(block, Label) and not SOURCE.search(block.name.text):
        question = label_question(readable(block.name.text), section, within="for")
        yield from [(question, block.span)] if question else []
    elif isinstance(block, ListBlock) and block.lead_in and re.fullmatch(r"[^,.;]{3,60}:", block.lead_in.text):
        question = label_question(readable(block.lead_in.text).rstrip(":"), section, within="in")
        yield from [(question, block.span)] if question else []


def label_question(name: str, section: Section, *, within: str) -> str | None:
    """What a label or lead-in answers in its section, asked as people ask; None where that makes no good question."""
    small, step, who = in_running_words(name), _step_name(section), _who(section)
    here = f" in {step}" if step else ""
    if re.fullmatch(_TIME, small, re.I):
        return f"How long does {step} take?" if step else f"How long does it take {who}?" if who else None
    if re.fullmatch(rf"{_TIME} (?:to|until|for|till) .+", small, re.I):
        return f"What is the {small} for {who}?" if who else None
    if match := re.fullmatch(r"where to (learn|study|practi[sc]e)", small, re.I):
        return f"Where can I {match[1]} {step}?" if step else None
    if match := re.fullmatch(r"(what|where|how) to (.+)", small, re.I):
        if len(match[2].split()) < 2 and not here:
            return None  # "where to buy": what?
        asked = {"what": "What should I", "where": "Where can I", "how": "How do I"}[match[1].lower()]
        return f"{asked} {match[2]}{here}?"
    if match := re.fullmatch(r"why (?:this|it) (\w+)s", small, re.I):
        return f"Why does {step} {match[1]}?" if step else None
    if match := re.fullmatch(r"what (.+) (cover|include|contain|involve|need|require|mean)s", small, re.I):
        return f"What does {match[1]} {match[2]}?"
    if match := re.fullmatch(rf"(.+s) to ({_DONE})( for| with| on| about| at)?", small, re.I):
        return f"Which {match[1]} should I {match[2]}{match[3] or ''}{here}?"
    return _of_noun(small, f" {within} {step}" if step else "")


def _of_noun(small: str, where: str) -> str | None:
    """The question for what goes by a name of few words ("What are the tools for deployment?")."""
    head = _head_noun(small)
    if head is None or len(small.split()) < 2 and not where or where and re.search(r"\b(?:for|in)\b", small):
        return None
    return f"What {_is_or_are(head)} the {small}{where}?"


def _head_noun(name: str) -> str | None:
    """The noun that a name is a kind of, where it is one that people ask for by such names."""
    words = re.split(r"\s(?:in|for|of|at|on)\s|\s\(", name, maxsplit=1)[0].split()
    if re.match(r"(?:what|which|where|when|how|why|who)\b", name, re.I):
        return None
    if not words or len(name.split()) > _MOST_WORDS or words[-1].lower() not in _nouns():
        return None
    return words[-1]


@cache
def _nouns() -> frozenset[str]:
    return frozenset(read_data("offers.toml")["nouns"].split())


def _of_rows(table: Table) -> Iterator[tuple[str, Span]]:
    """A question for every row, by its pay or price, else by the second column.

    A row's brackets stay where they alone tell rows apart.
    """
    header = [readable(cell.text) for cell in table.header.cells]
    if len(header) < 2:
        return
    labels = [readable(row.cells[0].text) for row in table.rows]
    plain = [_without_brackets(label).split(" / ")[0] for label in labels]
    twice = {label for label, count in Counter(plain).items() if count > 1}
    for row, label, short in zip(table.rows, labels, plain, strict=True):
        question = _of_row(header[0], _column_asked(header), label if short in twice else short)
        if labels.count(label) > 1:
            continue
        if question and len(label.split()) <= _MOST_WORDS and re.search(r"[^\W\d_]{2}", short) and "," not in short:
            yield question, row.span


def _column_asked(header: list[str]) -> str:
    """The head of the column that visitors ask about first: one of money, else the second."""
    money = (head for head in header[1:] if read_question(head).asks("amount"))
    return next(money, header[1])


def _of_row(first: str, asked_of: str, label: str) -> str | None:
    column, person = in_running_words(_without_brackets(asked_of)), _person(label)
    if re.fullmatch(_TIME, column, re.I):
        return f"How long does it take {person}?" if person else f"How long does {label} take?"
    if person and _WORK.fullmatch(column):
        return f"What does {person} do?"
    head = _head_noun(column)
    if head is None:
        return None
    asked = f"What {_is_or_are(head)} the {column}"
    if person and read_question(column).asks("amount"):
        return f"{asked} of {person}?"
    level = in_running_words(label)
    if not person and _LEVEL.search(first) and not re.search(r"\d", level):
        return f"{asked} at {level if level.endswith('level') else f'{level} level'}?"
    place = label.lower().replace(" ", "-") in load_language().places
    return f"{asked} {'in' if place else 'for'} {person or label}?"


def _person(label: str) -> str | None:
    """The label as a person ("a data scientist"), where its last word without brackets says that it is one."""
    words = _without_brackets(label).split()
    if not words or not (_PERSON.fullmatch(words[-1]) or words[-1].lower() in load_language().role_nouns):
        return None
    small = in_running_words(label)
    return f"{article(small.lower())} {small}"


def _who(section: Section) -> str | None:
    """Whom a section is for ("a college fresher"), where its heading is a condition."""
    condition = _CONDITION.fullmatch(heading_label(section))
    return condition[1] if condition else None


def _without_brackets(label: str) -> str:
    return re.sub(r"\s*\([^)]*\)", "", label).strip()


def _is_or_are(noun: str) -> str:
    return "are" if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else "is"


def in_running_words(name: str) -> str:
    """A name inside a sentence: the first word small, all words of a name in title case; names and brackets stay."""
    words = name.split()
    plain = [word for word in words if word.isalpha() and len(word) > 3]
    title = len(plain) > 1 and all(word[0].isupper() for word in plain)
    return " ".join(
        word.lower() if (title or place == 0) and word == word.capitalize() else word
        for place, word in enumerate(words)
    )


def _step_name(section: Section) -> str:
    """The name "Step 2" for a numbered section, else nothing."""
    numbered = re.match(r"\w+ \d{1,2}(?=\s*[-–—:.])", heading_label(section))
    return numbered.group() if numbered else ""
