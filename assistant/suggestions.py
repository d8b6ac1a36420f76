"""Questions to offer next, made from neighbouring facts and offered only after they were seen to be answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.answerers.draft import readable
from assistant.context import career_of
from assistant.evidence import Evidence
from assistant.fits import FIGURE_OF_KIND
from assistant.language import fold
from assistant.passage_facts import SOURCE
from assistant.question import read_question
from assistant.support import lexical_support, stems
from corpus.guide import FaqPair, Guide, Label, ListBlock, Section, Table
from index.search import Index

_NO_NOUN = re.compile(
    r"^(?:what|where|why|how|when|who|which|a|an|the|your|for|if|start|best)\b"
    r"|\b(?:is|are|must|need|needs|can|should|include|includes|covers|typically)\b",
    re.I,
)


class Suggestions:
    """Makes questions from the guides and remembers which of them are answered."""

    def __init__(self, index: Index, is_answered: Callable[[str], bool]) -> None:
        """Offer only what `is_answered` accepts."""
        self._index = index
        self._is_answered = is_answered
        self._known: dict[str, bool] = {}
        self._starters: tuple[str, ...] | None = None
        self._ahead = (
            self._of(guide, question)
            for guide in index.guides.values()
            for section in guide.sections
            for question in section_questions(section)
        )

    def try_ahead(self) -> bool:
        """Try a question before it is to be offered, so that the first answer near it is quick; False when all are.

        For one thread at a time.
        """
        question = next((one for one in self._ahead if one not in self._known), None)
        if question is not None:
            self._known[question] = self._is_answered(question)
        return question is not None

    def starters(self, *, most: int = 3) -> tuple[str, ...]:
        """Questions to begin with: one from a table, one from a numbered section, one of the FAQ, as there are."""
        if self._starters is None:
            self._starters = tuple(self._answered(self._starter_questions(), "", most=most))
        return self._starters

    def answered(self, questions: Sequence[str]) -> tuple[str, ...]:
        """Those of the questions that are answered, in order."""
        return tuple(self._answered(iter(questions), "", most=len(questions))) if questions else ()

    def near(self, evidence: Evidence, asked: str, *, most: int = 3) -> tuple[str, ...]:
        """Questions on the section of the evidence and its neighbours, none of them the one just asked."""
        guide, place = evidence.guide, evidence.passage.section
        order = [place, place + 1, place - 1, place + 2]
        sections = [guide.sections[number] for number in order if 0 <= number < len(guide.sections)]
        questions = (self._of(guide, question) for section in sections for question in section_questions(section))
        found = list(self._answered(questions, asked, most=most))
        return tuple(found) or self.starters()

    def _answered(self, questions: Iterator[str], asked: str, *, most: int) -> Iterator[str]:
        offered: set[str] = {fold(asked)}
        named = read_question(asked).content
        for question in questions:
            if fold(question) in offered or named and all(lexical_support(word, stems(question)) for word in named):
                continue
            offered.add(fold(question))
            if question not in self._known:
                self._known[question] = self._is_answered(question)
            if self._known[question]:
                yield question
                most -= 1
            if most == 0:
                return

    def _starter_questions(self) -> Iterator[str]:
        guides = list(self._index.guides.values())
        later: list[str] = []
        for guide in guides:
            tables = sorted(_tables(guide), key=_figures_first)
            pools = [[question for table in tables for question in _row_questions(table)]]
            pools += [list(_questions_of(guide, kind)) for kind in (FaqPair, Label, ListBlock)]
            firsts = [self._of(guide, pool[0]) for pool in pools if pool]
            later += [self._of(guide, question) for pool in pools for question in pool[1:]]
            if len(guides) == 1:
                yield from firsts
            else:  # one of each guide, so that visitors see which careers there are
                yield from firsts[:1]
                later = [*firsts[1:], *later]
        yield from later

    def _of(self, guide: Guide, question: str) -> str:
        """The question with its career named, where there are several guides."""
        if len(self._index.guides) == 1 or not question:
            return question
        career = career_of(guide)
        return f"{career[0].upper()}{career[1:]}: {_small(question)}"


def _tables(guide: Guide) -> list[Table]:
    return [block for section in guide.sections for block in section.blocks if isinstance(block, Table)]


def _figures_first(table: Table) -> int:
    """Tables of amounts, then of durations, then the others: what visitors ask about most comes first."""
    kinds = ("amount", "duration")
    return next((place for place, kind in enumerate(kinds) if FIGURE_OF_KIND[kind].search(table.span.text)), len(kinds))


def _row_questions(table: Table) -> Iterator[str]:
    if len(table.header.cells) > 1:
        value = readable(table.header.cells[1].text)
        yield from (_what_is(value, f"for {readable(row.cells[0].text)}") for row in table.rows)


def _questions_of(guide: Guide, kind: type) -> Iterator[str]:
    for section in guide.sections:
        yield from section_questions(section, only=kind)


def section_questions(section: Section, only: type | None = None) -> Iterator[str]:
    """Questions that the blocks of a section answer, in order."""
    step = _step_name(section)
    for block in section.blocks:
        if only is not None and not isinstance(block, only):
            continue
        if isinstance(block, FaqPair):
            yield readable(block.question.text)
        elif isinstance(block, Table):
            yield from _row_questions(block)
        elif isinstance(block, Label) and not SOURCE.search(block.name.text):
            yield _what_is(readable(block.name.text), f"for {step}" if step else "")
        elif isinstance(block, ListBlock) and block.lead_in and re.fullmatch(r"[^,.;]{3,60}:", block.lead_in.text):
            yield _what_is(readable(block.lead_in.text).rstrip(":"), f"in {step}" if step else "")


def _what_is(name: str, where: str) -> str:
    """A question for what goes by a name: "What are the tools for Deployment?", or "Step 1: where to learn?"."""
    small = _small(name)
    words = name.split()
    if _NO_NOUN.search(small) or len(words) > 7:
        return f"{where.split(' ', 1)[1]}: {small}?" if where else f"{name}?"
    noun = re.split(r"\s(?:to|in|for|of|before|that|you|at|on)\b|\s\(", name, maxsplit=1)[0].split()[-1]
    verb = "are" if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else "is"
    return " ".join(["What", verb, "the", small, where]).strip() + "?"


def _small(name: str) -> str:
    """A name inside a sentence: the first word small, all words of a name in title case; names and brackets stay."""
    words = name.split()
    plain = [word for word in words if word.isalpha() and len(word) > 3]
    title = len(plain) > 1 and all(word[0].isupper() for word in plain)
    return " ".join(
        word.lower() if (title or place == 0) and word.istitle() and word.isalpha() else word
        for place, word in enumerate(words)
    )


def _step_name(section: Section) -> str:
    """The name "Step 2" for a numbered section, else nothing."""
    numbered = re.match(r"\w+ \d{1,2}(?=\s*[-–—:.])", readable(section.path[-1])) if section.path else None
    return numbered.group() if numbered else ""
