"""Questions offered next: made from the guide's parts, each answered, none the one just asked."""

from __future__ import annotations

import pytest

from assistant.answer import Answer, Outcome
from assistant.ask import Assistant
from assistant.offers import label_question, section_offers
from assistant.question import read_question
from assistant.suggestions import Place, Suggestions
from corpus.guide import Block, Label, Section, Table
from corpus.parse import parse_guide

TEXT = """# Diver

## Step 2 — Dive deep

| Level | Pay |
| --- | --- |
| New | ₹4 |
| Old | ₹8 |

What to pack:

- Mask

**Time:** 3 weeks

**Source:** a survey

## FAQ

### Is it cold?

Yes, it is.
"""
GUIDE = parse_guide("diver", TEXT, form="markdown", source="diver.md")


def questions_of(section: Section, only: type[Block] | None = None) -> list[str]:
    return [offer.question for offer in section_offers(section, only)]


def everywhere(assistant: Assistant) -> tuple[Place, ...]:
    """Quotes that hold whatever a question may have been made from."""
    return tuple((guide.id, 0, len(guide.text)) for guide in assistant.index.guides.values())


def shown_by(answer: Answer) -> list[Place]:
    return [(citation.guide, citation.start, citation.end) for citation in answer.citations]


def test_every_kind_of_block_gives_a_question_as_people_ask() -> None:
    assert [question for section in GUIDE.sections for question in questions_of(section)] == [
        "What is the pay at new level?",
        "What is the pay at old level?",
        "What should I pack in Step 2?",
        "How long does Step 2 take?",  # a source is where figures come from, and no question
        "Is it cold?",
    ]


def test_only_one_kind_of_block_may_be_asked_for() -> None:
    section = next(section for section in GUIDE.sections if section.number == 2)

    assert questions_of(section, Label) == ["How long does Step 2 take?"]
    assert questions_of(section, Table) == ["What is the pay at new level?", "What is the pay at old level?"]


def test_an_offer_knows_what_answers_it() -> None:
    section = next(section for section in GUIDE.sections if section.number == 2)

    assert [offer.span.text for offer in section_offers(section, Table)] == ["| New | ₹4 |", "| Old | ₹8 |"]


STEP = next(section for section in GUIDE.sections if section.number == 2)
CONDITION = parse_guide(
    "diver", "# Diver\n\n## If you are a cook\n\nHello.\n", form="markdown", source="d.md"
).sections[-1]
LABELS = [
    ("Estimated time", STEP, "How long does Step 2 take?"),
    ("Realistic timeline", CONDITION, "How long does it take a cook?"),
    ("Timeline to first dive", CONDITION, "What is the timeline to first dive for a cook?"),
    ("Where to learn", STEP, "Where can I learn Step 2?"),
    ("What to avoid", STEP, "What should I avoid in Step 2?"),
    ("Why this matters", STEP, "Why does Step 2 matter?"),
    ("What a good log includes", STEP, "What does a good log include?"),
    ("Knots to learn", STEP, "Which knots should I learn in Step 2?"),
    ("Questions to prepare for", STEP, "Which questions should I prepare for in Step 2?"),
    ("Key tool", STEP, "What is the key tool for Step 2?"),
    ("Top diving companies in India", CONDITION, "What are the top diving companies in India?"),
    ("Bonus", STEP, None),
    ("Global demand context", CONDITION, None),
    ("Realistic timeline", GUIDE.sections[0], None),  # of whom?
    ("Knots to know before jumping in", STEP, None),
    ("Best for", STEP, None),
    ("You end with", STEP, None),
    ("What divers told us about the job", STEP, None),
]


@pytest.mark.parametrize(("name", "section", "question"), LABELS, ids=[name for name, _, _ in LABELS])
def test_a_label_is_asked_for_as_people_ask_or_not_at_all(name: str, section: Section, question: str | None) -> None:
    assert label_question(name, section, within="for") == question


ROWS = [
    ("| Role | Focus |", "| Data Scientist | Builds models |", "What does a data scientist do?"),
    (
        "| Profile | Realistic Timeline |",
        "| College fresher (CS) | 10 months |",
        "How long does it take a college fresher?",
    ),
    (
        "| Level | Average Salary (India) |",
        "| Lead / Architect | ₹50 LPA |",
        "What is the average salary at lead level?",
    ),
    (
        "| Level | Average Salary (India) |",
        "| Mid-level (2–4 years) | ₹9 LPA |",
        "What is the average salary at mid-level?",
    ),
    (
        "| Level | Average Salary (India) |",
        "| Fresher (0–1 year) | ₹4 LPA |",
        "What is the average salary of a fresher?",
    ),
    ("| City | Monthly pay |", "| Pune | ₹4 |", "What is the monthly pay in Pune?"),
    ("| Course | Length |", "| Rescue diving | 3 weeks |", "How long does Rescue diving take?"),
    ("| Category | Tools |", "| Deployment | Docker |", "What are the tools for Deployment?"),
]


@pytest.mark.parametrize(("header", "row", "question"), ROWS, ids=[row for _, row, _ in ROWS])
def test_a_row_is_asked_for_as_people_ask(header: str, row: str, question: str) -> None:
    text = f"# Guide\n\n## Table\n\n{header}\n| --- | --- |\n{row}\n"
    section = parse_guide("g", text, form="markdown", source="g.md").sections[-1]

    assert questions_of(section) == [question]


@pytest.mark.parametrize(
    "table",
    [
        "| | Big school |\n| --- | --- |\n| Best lesson | Calm |",  # its columns are what is compared, and no attribute
        "| Exam | Opens the door to |\n| --- | --- |\n| NID | Design |",
        "| Rank | Pay |\n| --- | --- |\n| 1 | ₹4 |",
        "| Level | Paper |\n| --- | --- |\n| Final | Law |\n| Final | Audit |",
    ],
)
def test_a_table_whose_rows_make_no_natural_question_makes_none(table: str) -> None:
    section = parse_guide("g", f"# Guide\n\n## Table\n\n{table}\n", form="markdown", source="g.md").sections[-1]

    assert questions_of(section) == []


def test_brackets_stay_where_they_alone_tell_rows_apart() -> None:
    rows = "| Fresher (CS) | 9 weeks |\n| Fresher (arts) | 12 weeks |\n"
    text = f"# Guide\n\n## Time\n\n| Profile | Time |\n| --- | --- |\n{rows}"
    section = parse_guide("g", text, form="markdown", source="g.md").sections[-1]

    assert questions_of(section) == ["How long does it take a fresher (CS)?", "How long does it take a fresher (arts)?"]


def test_the_starters_are_three_different_questions_that_are_answered(assistant: Assistant) -> None:
    starters = assistant.suggestions.starters()

    assert len(set(starters)) == 3
    assert [question for question in starters if assistant.ask(question).outcome is not Outcome.ANSWERED] == []


def test_the_starters_come_from_different_kinds_of_blocks(assistant: Assistant, other_assistant: Assistant) -> None:
    for made in (assistant, other_assistant):
        (guide,) = made.index.guides.values()
        of_tables = {q for section in guide.sections for q in questions_of(section, Table)}
        assert sum(starter in of_tables for starter in made.suggestions.starters()) <= 1


def test_what_is_not_answered_is_never_offered(assistant: Assistant) -> None:
    silent = Suggestions(assistant.index, lambda question: None)
    choosy = Suggestions(assistant.index, lambda question: everywhere(assistant) if "Step" in question else None)

    assert silent.starters() == ()
    assert choosy.starters()
    assert all("Step" in question for question in choosy.starters())


def test_each_question_is_tried_once_only(assistant: Assistant) -> None:
    tried: list[str] = []

    def quoted_for(question: str) -> tuple[Place, ...]:
        tried.append(question)
        return everywhere(assistant)

    suggestions = Suggestions(assistant.index, quoted_for)
    suggestions.starters()
    suggestions.starters()

    assert len(tried) == len(set(tried)) == 3


def test_suggestions_lie_near_what_was_asked(assistant: Assistant) -> None:
    answer = assistant.ask("how long does step 4 take?")

    assert answer.suggestions
    assert all(any(f"Step {n}" in question for n in (3, 4, 5, 6)) for question in answer.suggestions), (
        answer.suggestions
    )


def test_a_decline_offers_questions_that_are_answered(assistant: Assistant) -> None:
    answer = assistant.ask("what does a fresher earn in Germany?")

    assert answer.outcome is Outcome.DECLINED
    assert answer.suggestions
    assert [q for q in answer.suggestions if assistant.ask(q).outcome is not Outcome.ANSWERED] == []


def test_a_question_sent_as_it_was_suggested_is_not_suggested_again(assistant: Assistant) -> None:
    first = assistant.suggestions.starters()[0]

    assert first not in assistant.ask(first).suggestions


def test_what_an_answer_shows_already_is_not_suggested(assistant: Assistant) -> None:
    asked = [
        "ml engineer salary in india",
        "fresher timeline",
        "which maths topics do i need",
        "do i need sql",
        "data scientist and ml engineer difference",
        "show me the table of roles",
    ]
    again = []
    for question in asked:
        answer = assistant.ask(question)
        assert answer.outcome is Outcome.ANSWERED
        shown = shown_by(answer)
        for suggestion in answer.suggestions:
            said = shown_by(assistant.ask(suggestion))
            if all(any(g == h and a <= b and c <= d for h, a, d in shown) for g, b, c in said):
                again.append((question, suggestion))

    assert again == []


def test_a_question_whose_answer_quotes_another_part_is_not_offered(assistant: Assistant) -> None:
    (guide,) = assistant.index.guides.values()
    elsewhere = Suggestions(assistant.index, lambda question: ((guide.id, 0, 1),))

    assert elsewhere.starters() == ()


def test_there_are_three_suggestions_even_where_little_is_near(assistant: Assistant) -> None:
    for question in ("fresher timeline", "is maths background helpful for freshers?", "which laptop should i buy"):
        assert len(assistant.ask(question).suggestions) == 3


def test_no_more_than_two_rows_of_one_table_are_suggested(assistant: Assistant) -> None:
    suggestions = assistant.ask("ML salary in Canada").suggestions

    assert sum("salary" in suggestion for suggestion in suggestions) == 2


def test_a_decline_suggests_from_the_sections_that_it_names(assistant: Assistant) -> None:
    answer = assistant.ask("aws or gcp which is better")

    assert answer.decline is not None
    assert answer.decline.near == ("Do I need to know cloud computing to become an ML engineer?",)
    assert answer.suggestions[0] == answer.decline.near[0]


@pytest.mark.parametrize(
    ("asked", "kind"),
    [("how much?", "amount"), ("kitna", "amount"), ("how long?", "duration"), ("duration", "duration")],
)
def test_the_buttons_of_a_vague_question_are_all_of_the_kind_it_asks_for(
    assistant: Assistant, asked: str, kind: str
) -> None:
    answer = assistant.ask(asked)

    assert answer.outcome is Outcome.CLARIFY
    assert len(answer.suggestions) == 3
    assert [question for question in answer.suggestions if not read_question(question).asks(kind)] == []


def test_a_kind_that_no_button_is_of_gets_the_questions_to_begin_with(assistant: Assistant) -> None:
    assert assistant.ask("how many?").suggestions == assistant.suggestions.starters()


def test_fees_alone_are_declined_where_the_guide_has_none(assistant: Assistant) -> None:
    answer = assistant.ask("fees")

    assert answer.outcome is Outcome.DECLINED
    assert "fees" in answer.text
