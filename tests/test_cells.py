"""Every cell, list, label and FAQ answer of the shipped guide, asked for by name, in both forms of the guide."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from plain_form import blocks_of, plain_text

from assistant.answer import Answer, Outcome
from assistant.answerers.draft import readable
from assistant.ask import Assistant
from corpus.guide import Block, FaqPair, Guide, Label, ListBlock, Paragraph, Section, Table
from corpus.parse import parse_guide

EDITION = Path(__file__).resolve().parent.parent / "corpus" / "guides" / "machine-learning-engineer.md"
GUIDE = parse_guide(EDITION.stem, EDITION.read_text(encoding="utf-8"), form="markdown", source=EDITION.name)
PLAIN = parse_guide(
    EDITION.stem, plain_text(EDITION.read_text(encoding="utf-8")), form="plain", source=f"{EDITION.stem}.txt"
)
CELLS = [
    (table.header.cells[column].text, row.cells[0].text, row.cells[column].text, tuple(
        other.cells[column].text for other in table.rows if other is not row
    ))
    for _, table in blocks_of(GUIDE, Table)
    for row in table.rows
    for column in range(1, len(row.cells))
]  # fmt: skip
WAYS = {
    "Focus": "what does the role of {label} focus on?",
    "Tools": "which tools are in the {label} category of the tech stack?",
    "Realistic Timeline": "how many months does a {label} need to become a machine learning engineer?",
    "Average Annual Salary (India)": "how much does a {label} ml engineer earn in india",
}


@pytest.fixture(scope="module", params=["assistant", "plain_assistant"])
def either(request: pytest.FixtureRequest) -> Assistant:
    """The assistant over the Markdown guide, then over its plain-text form."""
    made: Assistant = request.getfixturevalue(request.param)
    return made


def guide_of(assistant: Assistant) -> Guide:
    (guide,) = assistant.index.guides.values()
    return guide


def bullets(answer: Answer) -> list[str]:
    return [line[2:] for line in answer.text.split("\n") if line.startswith("- ")]


def cell_fault(answer: Answer, value: str, others: tuple[str, ...]) -> str | None:
    """What is wrong with an answer about one cell, or None."""
    if answer.outcome is not Outcome.ANSWERED:
        return f"{answer.outcome}: {answer.reason}"
    if f"**{value}**" not in answer.text:
        return f"not the value: {answer.text}"
    if mixed := [other for other in others if f"**{other}**" in answer.text]:
        return f"holds the value of another row too: {mixed}"
    if not any(value in citation.quote for citation in answer.citations):
        return f"does not cite its row: {[citation.quote for citation in answer.citations]}"
    return None


def test_both_forms_of_the_guide_hold_the_same_blocks() -> None:
    def first_lines(blocks: Iterable[Block]) -> list[str]:
        return [readable(block.span.text.split("\n")[0]).lstrip("# ") for block in blocks]

    for kind, count in ((Table, 4), (FaqPair, 6), (ListBlock, 12), (Label, 20)):
        marked, plain = (
            first_lines(block for section in guide.sections for block in section.blocks if isinstance(block, kind))
            for guide in (GUIDE, PLAIN)
        )
        assert marked == plain
        assert len(marked) == count


@pytest.mark.parametrize(("header", "label", "value", "others"), CELLS, ids=[f"{c[0]}-{c[1]}" for c in CELLS])
def test_a_cell_is_answered_by_its_row_label_and_its_column(
    either: Assistant, header: str, label: str, value: str, others: tuple[str, ...]
) -> None:
    assert cell_fault(either.ask(f"{header} for {label}?"), value, others) is None


@pytest.mark.parametrize(("header", "label", "value", "others"), CELLS, ids=[f"{c[0]}-{c[1]}" for c in CELLS])
def test_a_cell_is_answered_when_asked_as_people_ask(
    either: Assistant, header: str, label: str, value: str, others: tuple[str, ...]
) -> None:
    assert cell_fault(either.ask(WAYS[header].format(label=label)), value, others) is None


@pytest.mark.parametrize(("header", "label", "value", "others"), CELLS, ids=[f"{c[0]}-{c[1]}" for c in CELLS])
def test_a_cell_is_answered_in_small_letters_without_punctuation(
    either: Assistant, header: str, label: str, value: str, others: tuple[str, ...]
) -> None:
    assert cell_fault(either.ask(f"{label} {header}".lower()), value, others) is None


def test_every_salary_answer_names_the_source_line_of_its_table(either: Assistant) -> None:
    (found,) = [label for _, label in blocks_of(guide_of(either), Label) if label.name.text == "Source"]
    rows = [cell for cell in CELLS if "Salary" in cell[0]]
    assert len(rows) == 4

    for header, label, _, _ in rows:
        answer = either.ask(f"{header} for {label}?")
        assert readable(found.value.text) in answer.text
        assert found.span.text in [citation.quote for citation in answer.citations]


@pytest.mark.parametrize("number", range(4))
def test_a_whole_table_is_given_as_a_table_with_every_cell(either: Assistant, number: int) -> None:
    section, table = list(blocks_of(guide_of(either), Table))[number]
    asked = " and ".join(cell.text for cell in table.header.cells)

    answer = either.ask(f"Show me the whole table of {asked} ({section.path[-1]})")

    assert answer.outcome is Outcome.ANSWERED
    for row in (table.header, *table.rows):
        assert "| " + " | ".join(cell.text for cell in row.cells) + " |" in answer.text


@pytest.mark.parametrize("number", range(6))
def test_a_question_of_the_guide_gets_the_start_of_its_own_answer(either: Assistant, number: int) -> None:
    _, pair = list(blocks_of(guide_of(either), FaqPair))[number]
    first = pair.answer[0]
    assert isinstance(first, Paragraph)

    answer = either.ask(pair.question.text)

    assert answer.text.startswith(readable(first.sentences[0].text))
    assert answer.citations[0].quote.startswith(pair.question.text)


@pytest.mark.parametrize("number", range(6))
def test_a_question_of_the_guide_is_known_in_small_letters_too(either: Assistant, number: int) -> None:
    _, pair = list(blocks_of(guide_of(either), FaqPair))[number]
    first = pair.answer[0]
    assert isinstance(first, Paragraph)

    answer = either.ask("sir " + pair.question.text.lower().rstrip("?"))

    assert answer.text.startswith(readable(first.sentences[0].text))


LISTS = [(section, block) for section, block in blocks_of(GUIDE, ListBlock) if block.lead_in]


@pytest.mark.parametrize("number", range(len(LISTS)), ids=[f"{b.lead_in.text}" for _, b in LISTS if b.lead_in])
def test_a_list_asked_by_its_lead_in_and_section_is_whole_and_in_order(either: Assistant, number: int) -> None:
    section, block = list(blocks_of(guide_of(either), ListBlock))[number]
    assert block.lead_in is not None
    lead = readable(block.lead_in.text).rstrip(":")

    answer = either.ask(f"{lead} ({section.path[-1]})?")

    assert bullets(answer) == [readable(item.text) for item in block.items]
    assert answer.citations[0].quote == block.span.text


LABELS = [(section, block) for section, block in blocks_of(GUIDE, Label)]


@pytest.mark.parametrize("number", range(len(LABELS)), ids=[f"{s.anchor}-{b.name.text}" for s, b in LABELS])
def test_a_label_line_asked_by_its_name_and_section_gives_its_value(either: Assistant, number: int) -> None:
    section, label = list(blocks_of(guide_of(either), Label))[number]
    first = readable(label.sentences[0].text).rstrip(".")

    answer = either.ask(f"{readable(label.name.text)} in “{section.path[-1]}”?")

    assert answer.outcome is Outcome.ANSWERED, answer.reason
    assert first in answer.text.replace("**", "")
    assert label.span.text in [citation.quote for citation in answer.citations]


@pytest.mark.parametrize("number", range(1, 9))
def test_a_step_that_is_timed_gives_its_own_time_and_one_that_is_not_says_so(either: Assistant, number: int) -> None:
    sections = [section for section in guide_of(either).sections if section.number == number]
    times = [label for label in _labels(sections) if label.name.text == "Estimated time"]

    answer = either.ask(f"how many weeks does step {number} take?")

    if times:
        assert readable(times[0].value.text) in answer.text
    else:
        assert answer.outcome is Outcome.DECLINED


def _labels(sections: list[Section]) -> list[Label]:
    return [block for section in sections for block in section.blocks if isinstance(block, Label)]


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("salary with 3 years of experience", "₹12–22 LPA", "₹25–45"),
        ("salary of an ml engineer with 5 years experience", "₹25–45 LPA", "₹12–22"),
        ("i have 10 years experience, what is the salary", "₹25–45 LPA", "₹12–22"),
        ("package after 4.5 years", "₹12–22 LPA", "₹25–45"),
        ("how long for a fresher without CS background", "14–18 months", "10–14"),
        ("how long for a non-tech working professional", "12–16 months", "6–9 months"),
    ],
)
def test_a_row_described_in_other_words_is_the_only_row_given(
    either: Assistant, question: str, right: str, wrong: str
) -> None:
    text = either.ask(question).text

    assert right in text
    assert wrong not in text


def test_a_number_of_another_kind_picks_no_row(either: Assistant) -> None:
    text = either.ask("can i become an ml engineer after 12th").text

    assert "12–16 months" not in text
