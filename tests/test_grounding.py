"""The check between a draft and the visitor: each kind of fault is found; what follows from the quotes is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Answer, AnswererName, Citation, Outcome, Reason
from assistant.answerers.draft import Draft, Notes, Operation, Quote, Working, readable, word_count
from assistant.grounding import faults, figures, recomputed, support_text
from corpus.guide import Guide, Label, ListBlock, Section, Span, Table
from corpus.parse import parse_guide

TEXT = """# Diver

## Pay in 2 ports

| Level | Pay |
| --- | --- |
| New | ₹4–8 LPA |
| Old | ₹1,25,000 a month |

### Step 1 — Swim

Topics:

- Crawl
- Breathing
- 3 dives

Time: 3–5 weeks

### Step 2 — Dive

Time: 6 weeks

### Step 3 — Log

Time: 2–4 weeks (alongside Step 2)
"""
GUIDE = parse_guide("diver", TEXT, form="markdown", source="diver.md")


def section_of(guide: Guide, word: str) -> Section:
    return next(section for section in guide.sections if section.path and word in section.path[-1])


PAY = section_of(GUIDE, "Pay")
TABLE = next(block for block in PAY.blocks if isinstance(block, Table))
STEPS = [section_of(GUIDE, name) for name in ("Swim", "Dive", "Log")]


def quote_of(text: str, section: Section = PAY) -> Quote:
    start = TEXT.index(text)
    return Quote(guide=GUIDE, section=section, span=Span(start=start, end=start + len(text), text=text))


def row_quote(number: int) -> Quote:
    return Quote(guide=GUIDE, section=PAY, span=TABLE.rows[number].span, header=TABLE.header.span)


def times() -> tuple[Quote, ...]:
    labels = [block for section in STEPS for block in section.blocks if isinstance(block, Label)]
    return tuple(Quote(guide=GUIDE, section=step, span=label.span) for step, label in zip(STEPS, labels, strict=True))


GOOD = Draft(text="Pay for New: **₹4–8 LPA** [1]", quotes=(row_quote(0),))


def test_a_draft_that_says_what_its_quotes_say_has_no_fault() -> None:
    assert faults(GOOD) == []


def test_a_wrong_figure_is_a_fault() -> None:
    assert faults(replace(GOOD, text="Pay for New: **₹4–9 LPA** [1]")) == ["The figure 9 stands in none of the quotes."]


def test_a_figure_of_another_row_is_a_fault() -> None:
    assert faults(replace(GOOD, text="Pay for New: **₹1,25,000** [1]")) == [
        "The figure 125000 stands in none of the quotes."
    ]


def test_thousands_separators_make_no_other_figure() -> None:
    assert faults(Draft(text="₹125,000 a month [1]", quotes=(row_quote(1),))) == []
    assert figures("₹1,25,000 and 3.5%, in 2025.") == {"125000", "3.5", "2025"}


def test_a_part_of_a_figure_is_another_figure() -> None:
    assert faults(Draft(text="About 25 a month [1]", quotes=(row_quote(1),))) != []


def test_the_header_row_and_the_section_path_support_a_figure() -> None:
    assert faults(replace(GOOD, text="In 2 ports: ₹4–8 [1]")) == []
    assert "Level" in support_text(row_quote(0))
    assert "Pay in 2 ports" in support_text(row_quote(0))


@pytest.mark.parametrize("mark", ["[2]", "[0]", "[99]"])
def test_a_mark_out_of_range_is_a_fault(mark: str) -> None:
    assert faults(replace(GOOD, text=f"{GOOD.text} {mark}")) == [f"Mark {mark} has no quote."]


def test_a_text_without_a_mark_is_a_fault() -> None:
    assert faults(replace(GOOD, text="Pay for New: ₹4–8 LPA")) == ["The text cites nothing."]


def test_an_altered_quote_is_a_fault() -> None:
    span = TABLE.rows[0].span
    altered = Quote(guide=GUIDE, section=PAY, span=replace(span, text=span.text.replace("4–8", "4–9")))
    shifted = Quote(guide=GUIDE, section=PAY, span=replace(span, start=span.start + 1, end=span.end + 1))

    assert faults(Draft(text="New [1]", quotes=(altered,))) == ["Quote 1 is not the guide's text at its place."]
    assert faults(Draft(text="New [1]", quotes=(shifted,))) == ["Quote 1 is not the guide's text at its place."]


def test_a_models_sentence_without_a_mark_is_a_fault_and_an_extractive_one_is_not() -> None:
    text = "The new are paid ₹4–8 LPA [1]. Divers love the sea."

    assert faults(replace(GOOD, text=text)) == []
    assert faults(replace(GOOD, text=text, answerer=AnswererName.GENERATIVE)) == [
        "A sentence cites nothing: Divers love the sea."
    ]


def test_a_models_figure_has_to_stand_in_the_quote_that_its_own_sentence_marks() -> None:
    both = (row_quote(0), row_quote(1))
    right = "New ones get ₹4–8 LPA [1]. Old ones get ₹1,25,000 a month [2]."
    swapped = "New ones get ₹1,25,000 a month [1]. Old ones get ₹4–8 LPA [2]."

    assert faults(Draft(text=right, quotes=both, answerer=AnswererName.GENERATIVE)) == []
    found = faults(Draft(text=swapped, quotes=both, answerer=AnswererName.GENERATIVE))
    assert "The figure 125000 is not in the quotes that its sentence cites." in found
    assert "The figure 8 is not in the quotes that its sentence cites." in found


@pytest.mark.parametrize("extra", ["<b>now</b>", "see https://example.org", "[here](/x)", "<!-- x -->"])
def test_markup_or_a_link_of_a_model_is_a_fault(extra: str) -> None:
    draft = replace(GOOD, text=f"New divers get ₹4–8 LPA {extra} [1]", answerer=AnswererName.GENERATIVE)

    assert "The text holds markup or a link." in faults(draft)


def test_a_sum_of_durations_is_done_again_without_what_runs_alongside() -> None:
    working = Working(operation=Operation.SUM_DURATIONS, how="added the weeks")
    draft = Draft(text="About **9–11 weeks** [1] [2] [3]", quotes=times(), working=working)

    assert recomputed(draft) == {"9", "11"}
    assert faults(draft) == []
    assert faults(replace(draft, text="About **11–15 weeks** [1] [2] [3]")) == [
        "The figure 15 stands in none of the quotes."
    ]
    assert "The figure 9 stands in none of the quotes." in faults(replace(draft, working=None))


def test_a_count_of_quotes_is_done_again() -> None:
    headings = tuple(Quote(guide=GUIDE, section=s, span=s.heading) for s in STEPS if s.heading)
    working = Working(operation=Operation.COUNT_QUOTES, how="counted the steps")
    draft = Draft(text="**3 steps**: [1] [2] [3]", quotes=headings, working=working)

    assert recomputed(draft) == {"3"}
    assert faults(draft) == []
    assert faults(replace(draft, text="**7 steps**: [1] [2] [3]")) == ["The figure 7 stands in none of the quotes."]


def test_a_count_of_items_is_done_again() -> None:
    (block,) = (block for block in STEPS[0].blocks if isinstance(block, ListBlock))
    working = Working(operation=Operation.COUNT_ITEMS, how="counted the items")
    quotes = (Quote(guide=GUIDE, section=STEPS[0], span=block.span),)
    draft = Draft(text="The guide lists **3** [1]", quotes=quotes, working=working)

    assert recomputed(draft) == {"3"}
    assert faults(draft) == []
    assert faults(replace(draft, text="The guide lists **4** [1]")) == ["The figure 4 stands in none of the quotes."]


def test_the_numbers_of_a_numbered_list_are_no_figures_of_the_text() -> None:
    assert faults(replace(GOOD, text="New pay [1]:\n\n1. ₹4\n2. ₹8")) == []


def test_a_repeated_quote_keeps_its_first_number() -> None:
    notes = Notes()

    assert [notes.cite(row_quote(0)), notes.cite(row_quote(1)), notes.cite(row_quote(0))] == ["[1]", "[2]", "[1]"]
    assert notes.draft("x [1] [2]").quotes == (row_quote(0), row_quote(1))


@pytest.mark.parametrize(
    ("markdown", "read"),
    [
        ("**Bold** and *soft* and __strong__", "Bold and soft and strong"),
        ("see [the site](http://example.org/a_b)", "see the site"),
        ("`code` a \\| b", "code a | b"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("two\nlines", "two lines"),
    ],
)
def test_guide_text_is_shown_as_it_is_read(markdown: str, read: str) -> None:
    assert readable(markdown) == read


def test_marks_are_no_words() -> None:
    assert word_count("one two [1] three [12]") == 3


CITATION = Citation(number=1, guide="diver", section=(), quote="x", start=0, end=1, url="/guide/diver")


@pytest.mark.parametrize(
    ("outcome", "citations", "reason", "text"),
    [
        (Outcome.ANSWERED, (), None, "x"),
        (Outcome.DECLINED, (), None, "x"),
        (Outcome.DECLINED, (CITATION,), Reason.OFF_TOPIC, "x [1]"),
        (Outcome.ANSWERED, (CITATION,), Reason.OFF_TOPIC, "x [1]"),
        (Outcome.SMALLTALK, (), Reason.OFF_TOPIC, "x"),
        (Outcome.ANSWERED, (CITATION,), None, "x [1] [2]"),
        (Outcome.CLARIFY, (CITATION,), None, "x [1]"),
    ],
)
def test_an_answer_refuses_to_exist_in_a_wrong_state(
    outcome: Outcome, citations: tuple[Citation, ...], reason: Reason | None, text: str
) -> None:
    with pytest.raises(ValueError, match="An answer"):
        Answer(question="q", outcome=outcome, text=text, citations=citations, reason=reason)
