"""Elements in reading order to sections: paths, levels, anchors, and the question-and-answer pairs of a FAQ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from corpus.blocks import (
    PlainBlock,
    add_list,
    bold_question,
    code_block,
    marked_question,
    question_start,
    text_blocks,
    without_answer_mark,
    without_question_mark,
)
from corpus.guide import Block, FaqPair, Section, Span
from corpus.layout import CodeLines, Element, HeadingLine, Items, TextLines, series_number, slice_span

_FAQ = re.compile(
    r"\b(?:frequently[ -]asked[ -]questions|faqs?|common(?:ly asked)? questions|questions (?:and|&) answers|q ?& ?a|"
    r"(?<!interview )questions (?:\w+ ){0,3}(?:ask|asked|answered|hear)|(?:your|more|other) questions|"
    r"what (?!(?:\w+ )?(?:interview|examin|panel|recruit|employer|compan|board|jury|assess|hir)\w*)(?:\w+ ){1,3}"
    r"(?:often |usually |always )?ask|put to us|ask us|you ask(?:ed)?|doubts|queries)\b",
    re.IGNORECASE,
)
_INTRODUCTION = "introduction"


def is_faq_heading(heading: str) -> bool:
    """Whether a heading announces questions with their answers."""
    return _FAQ.search(heading) is not None


def build_sections(text: str, elements: Iterable[Element], *, source: str) -> tuple[Section, ...]:
    """The sections of a guide in reading order; text before the first heading is a section without one.

    Raises:
        GuideError: for a table whose rows differ in their number of cells.
    """
    builder = _Builder(text, source)
    for element in elements:
        builder.add(element)
    return builder.finish()


class _Builder:
    def __init__(self, text: str, source: str) -> None:
        self._text = text
        self._source = source
        self._sections: list[Section] = []
        self._anchors = _Anchors()
        self._above: list[tuple[int, str]] = []  # rank and title of the headings that the current section is under
        self._faq_rank: int | None = None
        self._heading: HeadingLine | None = None
        self._blocks: list[Block] = []
        self._question: Span | None = None
        self._marked = False  # whether a question marked "Q:" stands in this section
        self._run: list[PlainBlock] = []  # blocks since the last heading or question

    def add(self, element: Element) -> None:
        if isinstance(element, HeadingLine):
            self._add_heading(element)
        elif isinstance(element, Items):
            add_list(self._text, self._run, element)
        elif isinstance(element, CodeLines):
            self._run.append(code_block(self._text, element))
        elif self._faq_rank is None and not self._asks_and_answers(element):
            self._run += text_blocks(self._text, element.lines, source=self._source)
        else:
            self._add_faq_lines(element)

    def finish(self) -> tuple[Section, ...]:
        self._end_section()
        return tuple(self._sections)

    def _add_heading(self, heading: HeadingLine) -> None:
        inside_faq = self._faq_rank is not None and heading.rank > self._faq_rank
        if inside_faq and heading.span.text.endswith(("?", "？")):
            self._start_question(without_question_mark(self._text, heading.span))
            return
        self._end_section()
        self._heading = heading
        while self._above and self._above[-1][0] >= heading.rank:
            self._above.pop()
        if heading.rank > 0:
            self._above.append((heading.rank, _one_line(heading.span.text)))
        if not inside_faq:
            self._faq_rank = heading.rank if is_faq_heading(heading.span.text) and heading.rank > 0 else None

    def _asks_and_answers(self, element: TextLines) -> bool:
        """Whether "Q:" marks a question here, or marked one that is still being answered, whatever the heading is."""
        self._marked = self._marked or any(marked_question(self._text, line) for line in element.lines)
        return self._marked

    def _add_faq_lines(self, element: TextLines) -> None:
        text = self._text
        starts = [
            0,
            *(
                at
                for at, line in enumerate(element.lines)
                if at and (bold_question(text, line) or marked_question(text, line))
            ),
        ]
        for start, end in zip(starts, [*starts[1:], len(element.lines)], strict=True):
            lines = element.lines[start:end]
            found = question_start(text, lines)
            if found is not None:
                self._start_question(found[0])
                lines = lines[found[1] :]
            if self._question is not None and not self._run:
                lines = tuple(without_answer_mark(lines))
            self._run += text_blocks(text, lines, source=self._source)

    def _start_question(self, question: Span) -> None:
        self._end_pair()
        self._question = question

    def _end_pair(self) -> None:
        if self._question is None:
            self._blocks += self._run
        else:
            end = self._run[-1].span.end if self._run else self._question.end
            span = slice_span(self._text, self._question.start, end)
            self._blocks.append(FaqPair(span=span, question=self._question, answer=tuple(self._run)))
        self._question = None
        self._run = []

    def _end_section(self) -> None:
        self._end_pair()
        self._marked = False
        if self._heading is None and not self._blocks:
            return
        heading = self._heading.span if self._heading else None
        self._sections.append(
            Section(
                heading=heading,
                path=tuple(title for _, title in self._above),
                anchor=self._anchors.unique(heading.text if heading else _INTRODUCTION),
                level=max(1, len(self._above)),
                number=series_number(heading.text) if heading else None,
                blocks=tuple(self._blocks),
            )
        )
        self._blocks = []


class _Anchors:
    """Anchors of one guide: the words of a heading joined by hyphens, numbered where two headings are the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def unique(self, heading: str) -> str:
        folded = unicodedata.normalize("NFKC", heading).casefold().replace("'", "").replace("’", "")
        slug = re.sub(r"[\W_]+", "-", folded).strip("-") or "section"
        anchor = slug
        while anchor in self._taken:
            self._next[slug] = self._next.get(slug, 1) + 1
            anchor = f"{slug}-{self._next[slug]}"
        self._taken.add(anchor)
        return anchor


def _one_line(heading: str) -> str:
    return " ".join(heading.split())
