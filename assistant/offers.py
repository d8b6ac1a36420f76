"""Questions that parts of a section answer, worded as a visitor would ask them.

A section goes in, offers come out: a question with the part that answers it. A label that makes no natural question
makes none; nothing is offered with a question mark behind a label.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answerers.draft import heading_label, readable
from assistant.guides import article
from assistant.language import load_language
from assistant.passage_facts import SOURCE
from assistant.question import read_question
from corpus.guide import Block, FaqPair, Label, ListBlock, Section, Span, Table

_NO_NOUN = re.compile(
    r"^(?:what|where|why|how|when|who|which|a|an|the|your|for|if|start|best)\b"
    r"|\b(?:is|are|must|need|needs|can|should|include|includes|covers|typically)\b",
    re.I,
)
_REMARK = re.compile(  # singular names of labels that comment instead of naming something
    r"(?:bonus|tip|hint|note|context|reminder|warning|summary|overview|background|preparation|advice|reality|caution)",
    re.I,
)
_PERSON = re.compile(
    r"(?:fresher|graduate|student|professional|beginner|trainee|apprentice|learner|candidate|intern)", re.I
)
_TIME = (
    r"(?:(?:estimated|typical|approximate|total|realistic|usual|average) )*(?:time|duration|timeline)"
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
    words = re.split(r"\s(?:to|in|for|of|before|that|you|at|on)\b|\s\(", small, maxsplit=1)[0].split()
    if _NO_NOUN.search(small) or len(small.split()) > _MOST_WORDS or not words or " to " in small:
        return None
    if _is_plural(words[-1]):
        return f"What are the {small}{where}?"
    if _REMARK.fullmatch(words[-1]) or len(words) == 1 and not where:
        return None
    return f"What is the {small}{where}?"


def _of_rows(table: Table) -> Iterator[tuple[str, Span]]:
    """A question for every row, by the second column; a row's brackets stay where they alone tell rows apart."""
    header = [readable(cell.text) for cell in table.header.cells]
    if len(header) < 2:
        return
    labels = [readable(row.cells[0].text) for row in table.rows]
    plain = [_without_brackets(label).split(" / ")[0] for label in labels]
    twice = {label for label, count in Counter(plain).items() if count > 1}
    for row, label, short in zip(table.rows, labels, plain, strict=True):
        question = _of_row(header, label if short in twice else short)
        if question and len(label.split()) <= _MOST_WORDS:
            yield question, row.span


def _of_row(header: list[str], label: str) -> str | None:
    column, person = in_running_words(_without_brackets(header[1])), _person(label)
    asked = read_question(column)
    if person and asked.asks("duration"):
        return f"How long does it take {person}?"
    if person and _WORK.fullmatch(column):
        return f"What does {person} do?"
    if _NO_NOUN.search(column) or not column:
        return None
    verb = "are" if _is_plural(column.split()[-1]) else "is"
    if asked.asks("amount"):
        level = in_running_words(label)
        if person:
            return f"What {verb} the {column} of {person}?"
        if _LEVEL.search(header[0]) and not re.search(r"\d", level):
            return f"What {verb} the {column} at {level if level.endswith('level') else f'{level} level'}?"
    return f"What {verb} the {column} for {person or label}?"


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


def _is_plural(noun: str) -> bool:
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is"))


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
