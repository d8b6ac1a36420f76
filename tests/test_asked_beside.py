"""What is asked of a thing: its own label line, a bound, a money over years, and no "No." of another question."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Outcome
from assistant.ask import Assistant
from assistant.short_forms import spelt_out_in

GUIDE = """# How to Become a Bell Founder

A bell founder casts bells of bronze.

## Who May Begin

**Age:** at least 17 years in the year of entry; there is no upper age limit

## The Entry Test

Our own is the Bronze Founders Entry Test (BFET), held in June. Forms close on 30 April. The form \
costs ₹1,200, and a late form costs ₹500 extra.

**Seats:** 60 in the BFD and 18 in the advanced course

## Earn the Bachelor of Founding

The Bachelor of Founding (BFD) takes four years.

**Attendance:** 80% in theory

## The Master's Badge

The Master's Badge (MB) is optional, but cathedrals ask for it.

## Pay

| Level | Experience | Annual pay |
| --- | --- | --- |
| Caster | 2–4 years | ₹12–24 LPA |
| Master | 5–9 years | ₹30–36 LPA |

## Fees

| Item | Amount |
| --- | --- |
| Tuition | ₹1,40,000 per year |
| Mess | ₹4,000 per month |
| Exam fee | ₹6,500 per year |

## Results

Of those who sit the BFET, 42% are called. The pass rate of the first try is 31%. In 2024, 88% of the graduates were \
placed within six months.

## Frequently Asked Questions

### Is an MB necessary to open a foundry?

No. A founder with two years of experience may open a foundry.

### Do I need a laptop?

No. The library has 40 computers.

### Can I work while I study for the BFD?

Not in the first three years, because classes run from 8 am to 5 pm.
"""


@pytest.fixture(scope="module")
def bells(over_text: Callable[[str, str], Assistant]) -> Assistant:
    return over_text("bell-founder.md", GUIDE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Certified Fire Officer (CFO) exam", ("CFO", "Certified Fire Officer")),
        ("The Bachelor of Physiotherapy (BPT) takes", ("BPT", "Bachelor of Physiotherapy")),
        ("large language models (LLMs)", ("LLM", "large language models")),
        ("through the open school (NIOS)", None),
        ("fees in rupees (INR)", None),
    ],
)
def test_short_forms_are_made_of_the_words_before_them(text: str, found: tuple[str, str] | None) -> None:
    assert next(spelt_out_in(text), None) == found


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("bfd attendance", "80% in theory"),
        ("seats in bfd", "60 in the BFD"),
        ("what is the minimum age", "at least 17 years"),
        ("what is the form fee for bfet", "₹1,200"),
        ("is the MB compulsory", "optional"),
    ],
)
def test_what_is_asked_of_a_thing_is_told(bells: Assistant, question: str, said: str) -> None:
    answer = bells.ask(question)

    assert answer.outcome is Outcome.ANSWERED, answer.text
    assert said in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("total tuition for 4 years", "which is ₹5.6 lakh for 4 years"),
        ("mess fee for 10 months", "which is ₹40,000 for 10 months"),
    ],
)
def test_what_is_paid_each_year_is_told_for_several(bells: Assistant, question: str, said: str) -> None:
    answer = bells.ask(question)

    assert said in answer.text
    assert answer.worked_out is not None


@pytest.mark.parametrize("question", ["exam fee for 4 months", "mess fee", "tuition in 4th year"])
def test_nothing_is_multiplied_by_another_period(bells: Assistant, question: str) -> None:
    assert "which is" not in bells.ask(question).text


@pytest.mark.parametrize(
    "question",
    ["is experience necessary to open a foundry", "do i need a licence for a foundry", "can i leave the bfd early"],
)
def test_no_is_said_only_to_the_question_that_it_answers(bells: Assistant, question: str) -> None:
    assert not bells.ask(question).text.startswith(("No", "Not"))


def test_no_is_said_to_the_guides_own_question(bells: Assistant) -> None:
    assert bells.ask("is an MB needed to open a foundry?").text.startswith("No.")
    assert bells.ask("do i need a laptop").text.startswith("No.")


@pytest.mark.parametrize(
    ("question", "share"),
    [("what is the pass rate", "31%"), ("success rate at the first try", "31%"), ("placement percentage", "88%")],
)
def test_a_rate_is_told_by_what_speaks_of_that(bells: Assistant, question: str, share: str) -> None:
    assert share in bells.ask(question).text


@pytest.mark.parametrize("question", ["interest rate?", "what is the dropout rate of apprentices"])
def test_another_rate_is_declined(bells: Assistant, question: str) -> None:
    assert bells.ask(question).outcome is Outcome.DECLINED


@pytest.mark.parametrize("question", ["total salary with 3 years experience", "total package after 3 years"])
def test_pay_is_not_added_up_over_the_years_that_somebody_has_worked(bells: Assistant, question: str) -> None:
    answer = bells.ask(question)

    assert "₹12–24 LPA" in answer.text
    assert "which is" not in answer.text


def test_pay_by_the_month_is_told_beside_years_of_experience(bells: Assistant) -> None:
    assert "which is ₹1–2 lakh a month" in bells.ask("salary per month with 3 years experience").text
