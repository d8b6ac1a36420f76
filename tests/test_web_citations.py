"""Every citation link lands on the text that it quotes: any part of any guide, and the answers of the chat."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_web_hostile import loaded

from assistant.ask import Assistant
from assistant.web.guide_page import guide_html, marked_in
from assistant.web.markup import MARK_ID
from assistant.web.reply import answer_html
from corpus.guide import Block, FaqPair, Guide, Label, ListBlock, Paragraph, Span, Table
from corpus.read import read_guides

citations: Any = loaded("citations")
FOLDERS = ["corpus/guides", "tests/data/guides", "tests/data/other-career", "tests/data/page-original"]
QUESTIONS = (
    "what does a fresher earn",
    "show me the salary table",
    "how long does the whole roadmap take",
    "how many steps are there",
    "list the topics of step 2",
    "can I become one without a CS degree",
    "what comes after step 3",
    "compare a fresher with a senior",
)


def spans(blocks: tuple[Block, ...]) -> Iterator[Span]:
    """What of these blocks an answer may quote."""
    for block in blocks:
        match block:
            case Paragraph():
                yield from (block.span, *block.sentences)
            case ListBlock():
                yield from (block.span, *block.items)
                if block.lead_in:
                    yield block.lead_in
            case Table():
                yield from (block.span, *(row.span for row in (block.header, *block.rows)))
            case Label():
                yield from (block.span, block.value, *block.sentences)
            case FaqPair():
                yield block.question
                yield from spans(block.answer)


def quotes(guide: Guide) -> Iterator[Span]:
    for section in guide.sections:
        if section.heading is not None and section.path:
            yield section.heading
        yield from spans(section.blocks)


@pytest.mark.parametrize("folder", FOLDERS)
def test_whatever_is_quoted_is_what_the_page_marks(folder: str) -> None:
    wrong = []
    for guide in read_guides(Path(__file__).resolve().parent.parent / folder):
        for number, quote in enumerate(quotes(guide)):
            if number % 3:  # a page is made for each, and neighbours are alike
                continue
            page = guide_html(guide, marked_in(guide, str(quote.start), str(quote.end)))
            if citations.marked(page) != citations.plain(quote.text) or page.count(f'id="{MARK_ID}"') != 1:
                wrong.append((quote.text[:60], citations.marked(page)[:60]))
    assert not wrong


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_links_of_an_answer_land_on_its_quotes(assistant: Assistant, question: str) -> None:
    guides = assistant.index.guides

    def page_at(link: str) -> str:
        start, end = (link.partition(f"{name}=")[2].partition("#")[0].partition("&")[0] for name in ("start", "end"))
        guide = guides[link.partition("/guide/")[2].partition("?")[0]]
        return guide_html(guide, marked_in(guide, start, end))

    answer = assistant.ask(question)
    assert answer.citations
    assert not citations.faults_of(answer, answer_html(answer, guides), page_at)


def test_a_link_that_lands_elsewhere_is_noticed(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTIONS[0])
    shown = answer_html(answer, assistant.index.guides)
    page = f'<p id="{MARK_ID}"><mark>something else</mark></p>'
    assert citations.faults_of(answer, shown, lambda link: page)
