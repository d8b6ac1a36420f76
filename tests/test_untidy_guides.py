"""A guide as people really write them: tables without outer bars or with tabs, Q: and A:, chapters, rounds, levels."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import Outcome
from assistant.ask import Assistant
from assistant.settings import load_settings
from assistant.wiring import build_assistant
from corpus.guide import FaqPair, Guide, Paragraph, Table
from corpus.read import read_guides

GUIDE = """Beekeeper Career Handbook

1. What a beekeeper does

A beekeeper looks after colonies of bees and sells honey and wax. The letters MBK stand for Master of Bee Keeping.

2. The path in three stages

2.1 Stage 1: Read and visit

Time: 3-4 weeks
Visit two apiaries before you buy anything.

2.2 Stage 2: Keep one hive

Time: 20-24 weeks
Topics to practise: smoking, lifting frames, finding the queen.

2.3 Stage 3: Sell honey

Time: 8-10 weeks
Rent a stall at the weekly market.

3. What beekeepers earn

Level | Experience | Yearly pay
Trainee keeper | Under 1 year | ₹2-3 lakh
Keeper | 1-4 years | ₹4-6 lakh
Head keeper | 5-9 years | ₹7-11 lakh
Source: Hive Survey 2025

Town\tMonthly pay
Mysuru\t₹21,000
Ooty\t₹26,000
Shimla\t₹24,000

How farms select

1. Phone talk (10 minutes): why bees, and whether you are allergic
2. Field trial (3 hours): lifting frames under supervision
3. Meeting with the owner (30 minutes): pay and housing

Questions often asked:
- What do you do when a swarm leaves?
- How do you find the queen?
- Which flowers give dark honey?

5. Exams and fees

Exam | Fee | Held
Apiary licence | ₹900 | March
Honey grading | ₹1,400 | June

6. Register with the district hive board

Processing time: 30-45 days
Renewal: every 5 years

7. The whole way in time

What takes how long | Time
Hive board registration | 2-3 months
Finding land | 4-5 months

8. Working abroad

Country | Language | Pay by the year
United Kingdom | English B2 | £24,000
Germany | German B1 | €27,000
Best paid specialism: Queen breeding, about 20% above the others

9. What readers write to us

Q: I am allergic to pollen. Can I still keep bees?
A: Yes, with a mask and gloves.

Q: Must I own land?
Answer: No. Most keepers place their hives on a neighbour's field.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("untidy")
    (made / "beekeeper.txt").write_text(GUIDE, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def guide(folder: Path) -> Guide:
    return read_guides(folder)[0]


@pytest.fixture(scope="module")
def keeper(folder: Path) -> Assistant:
    return build_assistant(load_settings(guides_dir=folder))


def said(keeper: Assistant, question: str) -> str:
    """What is answered, the gate forced open: these are tests of the answers, not of the gate."""
    turn = keeper.opened(keeper.turn(question))
    assert turn.answer.outcome is Outcome.ANSWERED, turn.answer.text
    return turn.answer.text


def test_lines_parted_by_bars_or_tabs_alone_are_tables(guide: Guide) -> None:
    tables = [block for section in guide.sections for block in section.blocks if isinstance(block, Table)]

    assert [[cell.text for cell in table.header.cells] for table in tables] == [
        ["Level", "Experience", "Yearly pay"],
        ["Town", "Monthly pay"],
        ["Exam", "Fee", "Held"],
        ["What takes how long", "Time"],
        ["Country", "Language", "Pay by the year"],
    ]
    assert [cell.text for cell in tables[1].rows[2].cells] == ["Shimla", "₹24,000"]
    for table in tables:
        for row in (table.header, *table.rows):
            assert guide.text[row.span.start : row.span.end] == row.span.text


@pytest.mark.parametrize("text", ["Home | Careers | Beekeeper", "One | two\nThree | four"])
def test_a_trail_of_links_is_no_table(text: str, tmp_path: Path) -> None:
    (tmp_path / "bee.txt").write_text(f"Bees\n\n{text}\n\nBees make honey, and keepers sell it.\n", encoding="utf-8")

    blocks = [block for section in read_guides(tmp_path)[0].sections for block in section.blocks]
    assert all(isinstance(block, Paragraph) for block in blocks)


def test_marked_questions_are_pairs_under_any_heading(guide: Guide) -> None:
    pairs = [block for section in guide.sections for block in section.blocks if isinstance(block, FaqPair)]

    assert [pair.question.text for pair in pairs] == [
        "I am allergic to pollen. Can I still keep bees?",
        "Must I own land?",
    ]
    assert pairs[0].answer[0].span.text == "Yes, with a mask and gloves."
    assert pairs[1].answer[0].span.text.startswith("No. Most keepers")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many stages are there?", "3 stages"),
        ("what comes after stage 1", "Stage 2: Keep one hive"),
        ("salary of a fresher beekeeper", "₹2-3 lakh"),
        ("what does a keeper with 6 years of experience earn", "₹7-11 lakh"),
        ("which town pays keepers the most", "Ooty"),
        ("town wise monthly pay", "| Shimla | ₹24,000 |"),
        ("how long is the field trial", "3 hours"),
        ("what comes after the phone talk", "Field trial"),
        ("interview questions asked by farms", "How do you find the queen?"),
        ("MBK full form", "Master of Bee Keeping"),
        ("what is the fee of honey grading", "₹1,400"),
        ("do I need my own land", "No."),
        ("stage 1 is done, what should I do now", "Stage 2: Keep one hive"),
        ("which specialism pays the most", "Queen breeding"),
        ("what do Indian beekeepers earn in the UK", "£24,000"),
        ("how long does hive board registration take", "2-3 months"),
        ("how long does hive board registration take", "30-45 days"),
    ],
)
def test_it_answers_from_such_a_guide(keeper: Assistant, question: str, expected: str) -> None:
    assert expected in said(keeper, question)


@pytest.mark.parametrize(
    "question",
    [
        "which flowers give dark honey",  # a question that the guide lists and does not answer
        "what does a honey grader earn",  # only the exam's fee is given
        "when was the Hive Survey founded",
        "how long is the honey grading exam",
    ],
)
def test_what_only_looks_answered_is_declined(keeper: Assistant, question: str) -> None:
    assert keeper.ask(question).outcome is Outcome.DECLINED


def test_the_count_of_a_table_without_outer_bars_is_done_again(keeper: Assistant) -> None:
    answer = keeper.opened(keeper.turn("how many exams are there")).answer

    assert "**2**" in answer.text
    assert answer.worked_out is not None
