"""Questions to offer next, made from neighbouring facts and offered only after they were seen to be answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.answerers.draft import readable
from assistant.answerers.tables import SOURCE
from assistant.evidence import Evidence
from assistant.language import fold
from assistant.question import read_question
from assistant.support import lexical_support, stems
from corpus.guide import FaqPair, Guide, Label, ListBlock, Section, Table
from index.search import Index


class Suggestions:
    """Makes questions from the guides and remembers which of them are answered."""

    def __init__(self, index: Index, is_answered: Callable[[str], bool]) -> None:
        """Offer only what `is_answered` accepts."""
        self._index = index
        self._is_answered = is_answered
        self._known: dict[str, bool] = {}
        self._starters: tuple[str, ...] | None = None

    def starters(self, *, most: int = 3) -> tuple[str, ...]:
        """Questions to begin with: one from a table, one from a numbered section, one of the FAQ, as there are."""
        if self._starters is None:
            self._starters = tuple(self._answered(self._starter_questions(), "", most=most))
        return self._starters

    def near(self, evidence: Evidence, asked: str, *, most: int = 3) -> tuple[str, ...]:
        """Questions on the section of the evidence and its neighbours, none of them the one just asked."""
        guide, place = evidence.guide, evidence.passage.section
        order = [place, place + 1, place - 1, place + 2]
        sections = [guide.sections[number] for number in order if 0 <= number < len(guide.sections)]
        questions = (question for section in sections for question in section_questions(section))
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
        for guide in guides:
            pools = [list(_questions_of(guide, kind)) for kind in (Table, FaqPair, Label, ListBlock)]
            yield from (pool[0] for pool in pools if pool)
            yield from (question for pool in pools for question in pool[1:])


def _questions_of(guide: Guide, kind: type) -> Iterator[str]:
    for section in guide.sections:
        yield from section_questions(section, only=kind)


def section_questions(section: Section, only: type | None = None) -> Iterator[str]:
    """Questions that the blocks of a section answer, in order; at most two of one table."""
    topic = _short_topic(section)
    for block in section.blocks:
        if only is not None and not isinstance(block, only):
            continue
        if isinstance(block, FaqPair):
            yield readable(block.question.text)
        elif isinstance(block, Table) and len(block.header.cells) > 1:
            value = readable(block.header.cells[1].text)
            for row in block.rows:
                yield f"{value} for {readable(row.cells[0].text)}?"
        elif isinstance(block, Label) and topic and not SOURCE.search(block.name.text):
            yield f"{readable(block.name.text)} ({topic})?"
        elif isinstance(block, ListBlock) and block.lead_in and topic:
            yield f"{readable(block.lead_in.text).rstrip(':')} ({topic})?"


def _short_topic(section: Section) -> str:
    """The heading for use inside a question: "Step 2" of a numbered one, else its words."""
    heading = readable(section.path[-1]).rstrip("?.: ") if section.path else ""
    numbered = re.match(r"\w+ \d{1,2}(?=\s*[-–—:.])", heading)
    return numbered.group() if numbered else heading
