"""What only looks like a near miss is answered, and what only looks answered is declined: roles, money, times."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Outcome, Reason
from assistant.ask import Assistant
from assistant.question import read_question
from assistant.short_forms import spelt_out_in

GUIDE = """# How to Become a Well Digger

A well digger sinks wells for farms and villages.

## The Work

Doctors warn well diggers of dust, because it settles in the lungs. The depth tester is bought by the owner of the well.

## Words

- **WSC**: Well Sinkers Certificate, awarded on passing the test.
- Cutting pump costs, the fee that farmers pay for each hour.

While training in the sand pit, the tools are free. Never use a pump of your own there.

## Well Digger or Mason

A mason lays bricks above the ground. The two meet in well auditing, which pays ₹9–12 LPA.

## Rope-Walking

**Time needed:** 5 weeks

## Pay

| Level | Yearly pay |
| --- | --- |
| Fresher | ₹2–3 LPA |
| Licensed foreman | ₹5–7 LPA |

### By district

| District | Fresher, monthly | Permit holder, monthly |
| --- | --- | --- |
| Nadia | ₹11,000 | ₹16,000 |
| Hooghly | ₹12,000 | ₹18,000 |

The rope-walker's job carries a danger allowance.

## Courses

| Course | Length | Fee |
| --- | --- | --- |
| Sinker's Course | 7 weeks | ₹9,000 |
| Driller's Course | 9 months | ₹14,000 |

The entry paper takes 90 minutes, and classes are on weekdays. The cut-off of the general list was 71%. The badge \
lapses unless it is renewed after 4 years.

| Certificate | Minimum age | Selection | Valid for |
| --- | --- | --- | --- |
| Digger's Card | 18 | Score, group task | 3 years |
| Foreman's Card | 24 | Merit list, rank 40 | 5 years |

In eleven villages a foreman may close a well.

## Tools

A first kit costs ₹3,000 and holds a spade, a plumb line and a rope. The permit asks for an office, a set of \
tested gauges and a bank letter.

| Tool | Measures | Price |
| --- | --- | --- |
| Depth meter (sounder) | Depth | ₹800 |

## Outlook

Women are 12% of the learners. Deep drilling is the skill with the widest gap between demand and supply.

Few men stay beyond 50, because the ladder is hard on the knees.
"""


@pytest.fixture(scope="module")
def wells(over_text: Callable[[str, str], Assistant]) -> Assistant:
    return over_text("well-digger.md", GUIDE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("do I need to purchase depth tester", "bought by the owner"),
        ("what do doctors warn us of", "dust"),
        ("well auditor pay", "₹9–12 LPA"),
    ],
)
def test_a_word_for_a_role_that_is_not_asked_about_is_no_other_role(wells: Assistant, text: str, found: str) -> None:
    answer = wells.ask(text)

    assert answer.outcome is Outcome.ANSWERED
    assert found in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "how much does a licensed contractor earn",
        "plumber pay",
        "is a plumber better than a well digger",
        "plumber jobs",
    ],
)
def test_a_role_that_is_asked_about_is_another(wells: Assistant, text: str) -> None:
    assert wells.ask(text).reason is Reason.OTHER_ROLE


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("wsc full form", "Well Sinkers Certificate"),
        ("pump cost meaning", "the fee that farmers pay"),
        ("while training in the sand pit do I have to pay for tools", "free"),
    ],
)
def test_a_cost_that_is_only_named_is_no_amount_asked_for(wells: Assistant, text: str, found: str) -> None:
    answer = wells.ask(text)

    assert answer.outcome is Outcome.ANSWERED
    assert found in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "how much is the danger allowance of a rope-walker",
        "obc cut-off",
        "what interest does the bank take",
        "how many months does the entry paper take",
        "when is the entry paper exam",
        "plumb line price",
        "foreman salary in Nadia",
        "salary of a mason",
        "best drilling institute in Nadia",
        "which company spade should I buy",
        "which book is best for the entry paper",
        "which gauges exactly are needed for the permit, give names",
        "why are so few of the learners women",
        "explain deep drilling",
        "what is the maximum age for the Digger's Card",
        "what score does the Digger's Card ask for",
        "how long is the Digger's Card exam",
        "which eleven villages let a foreman close a well",
        "which laptop should I buy",
        "I stammer, will the panel take me",
        "how does a depth meter work inside",
    ],
)
def test_what_is_said_of_something_else_is_declined(wells: Assistant, text: str) -> None:
    assert wells.ask(text).outcome is Outcome.DECLINED


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("how long is the badge valid", "4 years"),
        ("general cut-off", "71%"),
        ("how much time does it take to learn rope-walking", "5 weeks"),
        ("what is the minimum age for the Digger's Card", "18"),
        ("what rank does the Foreman's Card ask for", "40"),
        ("how long is the Digger's Card valid", "3 years"),
        ("how many minutes does the entry paper take", "90 minutes"),
        ("price of the first kit", "₹3,000"),
        ("permit holder pay in Nadia", "₹16,000"),
        ("licensed foreman salary", "₹5–7 LPA"),
        ("why do few men stay beyond 50", "knees"),
        ("what is in the first kit", "plumb line"),
    ],
)
def test_what_is_said_of_the_thing_itself_is_answered(wells: Assistant, text: str, found: str) -> None:
    answer = wells.ask(text)

    assert answer.outcome is Outcome.ANSWERED
    assert found in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "how much is the danger allowance",
        "how much to renew the card",
        "what does a new digger make in a year",
        "how many rupees is the grant",
        "how much for each extra hour",
        "what does a digger get for one well",
        "what does a foreman take home",
    ],
)
def test_money_is_asked_for_in_many_words(text: str) -> None:
    assert read_question(text).kind == "amount"


@pytest.mark.parametrize(
    "text", ["how much is the age limit", "how much is the attendance needed", "how much tax on profit"]
)
def test_how_much_of_something_else_asks_for_no_money(text: str) -> None:
    assert read_question(text).kind != "amount"


def test_what_is_asked_under_a_condition_may_be_yes_or_no() -> None:
    assert read_question("while studying do I have to pay").yes_no
    assert not read_question("if I fail how much do I pay").yes_no
    assert not read_question("what documents do I need").yes_no


def test_a_short_form_is_spelt_out_before_or_behind_its_words() -> None:
    said = "The **NAC**: National Apprenticeship Certificate, and the DoE (Department of Education). ITI: final exam."

    assert dict(spelt_out_in(said)) == {"NAC": "National Apprenticeship Certificate"}
    assert dict(spelt_out_in("DOE – Department of Education of the state")) == {"DOE": "Department of Education"}
