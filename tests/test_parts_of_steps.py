"""Steps with parts, lists within lists, and figures that a guide tells twice or only compared."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Outcome
from assistant.ask import Assistant

GUIDE = """# Kite Maker (Paper, Silk, Fair Licence): Handbook

A kite maker builds kites and flies them at fairs.

## The Way in Four Phases

Phases are taken in the order given, with one exception: Phase 4 can start as soon as Phase 2 is over. Phase 3 is \
optional.

### Phase 1: Paper

**Time needed:** 6 weeks
**You are done when:** a kite of yours has flown for ten minutes

### Phase 2: Frames

#### 2a. Bamboo

- First term
  - Splitting and drying
  - Knots
- Second term
  - Bending over steam
  - Gluing of spars

#### 2b. Carbon

Carbon rods are cut with a disc.

**Time needed:** 9 weeks

### Phase 3: Silk

**Time needed:** 4 weeks

### Phase 4: Fairs

**Time needed:** 3 weeks (may run alongside Phase 3)

## What lands on your bench

- Sewing of sails
- Repair of torn kites

## Exceptions

- Who fails the eye test is sent to another workshop, for example:
  - Lantern making
  - Basket weaving
- Who has a diploma begins with Phase 2.

## Licences

| Class | Height | Valid for |
|---|---|---|
| Fair permit | Up to 90 m | 5 years |
| Beach permit | Up to 60 m | 2 years |

A request for renewal is lodged within the two months before expiry. A permit is renewed by the office in Bhuj, which \
asks for two photographs.

## Pay

| Level | Experience | Annual pay |
|---|---|---|
| Junior maker | 0–1 year | ₹2–3 LPA |
| Maker | 2–4 years | ₹4–6 LPA |
| Senior maker | 5–8 years | ₹7–9 LPA |
| Licensed trainer | 9+ years | ₹11–13 LPA |

**Source:** the makers' union, 2025

In practice most of our freshers sign at around ₹2.4 LPA. Overtime is not counted in the table.

### By town

| Town | Junior pay |
|---|---|
| Bhuj | ₹2–3 LPA |
| Surat | ₹3–4 LPA |

## Courses

| Course | Fee (per year) | Length | Selection |
|---|---|---|---|
| Kite School | ₹20,000 | 2 years | Trial day |
| Evening course | ₹8,000 | 1 year | Interview |
"""


@pytest.fixture(scope="module")
def kites(over_text: Callable[[str, str], Assistant]) -> Assistant:
    return over_text("kite-maker.md", GUIDE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("how will i know that phase 1 is done", "a kite of yours has flown for ten minutes"),
        ("how long does the frames phase take", "Phase 2, Frames – time needed: **9 weeks**"),
        ("add up all phases, how many weeks if I do fairs together with silk", "19 weeks"),
        ("how long is it from paper to silk", "19 weeks"),
        ("is the third phase compulsory", "Phase 3 is optional."),
        ("do i have to finish silk before i start with fairs", "may run alongside Phase 3"),
        ("how many phases are there in all to be fully qualified", "4 phases"),
        ("in which term do they teach bending over steam", "Second term: **Bending over steam**"),
        ("what are my duties", "Sewing of sails"),
        ("how many types of permit classes are there", "**2** under “Class”"),
        ("when should i apply for renewal of the fair permit", "within the two months before expiry"),
        ("how much more does a senior get compared to junior", "₹5–6 LPA more"),
        ("how much costlier is the kite school than the evening course", "₹12,000 more"),
        ("kite school total fees for both years together", "₹40,000 for 2 years"),
        ("does overtime come inside that pay table", "not counted in the table"),
        ("licensed trainer yearly package", "Licensed trainer: **₹11–13 LPA**"),
        ("how does the kite school select people", "Trial day"),
        ("where do freshers get paid the most", "Surat"),
    ],
)
def test_the_part_that_is_asked_about_is_told(kites, text, said):
    answer = kites.ask(text)
    assert answer.outcome is Outcome.ANSWERED
    assert said in answer.text


def test_what_is_nested_under_an_item_is_told_with_it(kites):
    answer = kites.ask("which other workshop do i get if i fail the eye test")
    assert answer.outcome is Outcome.ANSWERED
    assert "- Lantern making" in answer.text and "- Basket weaving" in answer.text
    assert "diploma" not in answer.text


def test_two_figures_for_the_pay_of_beginners_are_told_both(kites):
    answer = kites.ask("fresher package")
    assert answer.text.startswith("The guide gives more than one figure:")
    assert "₹2–3 LPA" in answer.text and "₹2.4 LPA" in answer.text


def test_another_step_is_not_told_to_be_needed_because_it_comes_first(kites):
    answer = kites.ask("do i need to do silk before carbon")
    assert "comes before" not in answer.text


def test_what_follows_from_a_question_is_no_question_of_its_own(kites):
    answer = kites.ask("can i skip silk and what happens then")
    assert answer.outcome is Outcome.ANSWERED
    assert "Phase 3 is optional." in answer.text
