"""What a career is asked about as such: the part of a guide that is headed with it answers, not what names it most."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Outcome
from assistant.ask import Assistant
from assistant.question import read_question
from assistant.topics import topics_asked, topics_said, topics_told

GUIDE = """# The Lock Keeper's Year

**Also called:** canal warden, sluice hand

A lock keeper opens and shuts the gates of a canal so that boats can pass.

A lock keeper and a bridge keeper share a hut; the bridge keeper starts at ₹11,000 and a lock keeper's wife may help.

## What comes in every month

| Level | Small canal | Port canal |
|---|---|---|
| Trainee | ₹14,000 | ₹19,000 |
| Keeper | ₹22,000 | ₹31,000 |
| Head keeper | ₹35,000 | ₹52,000 |

## What it pays

| Experience | Pay a month |
|---|---|
| 0–1 year | ₹14,000 |
| 2–5 years | ₹22,000 |

Ferry hands who change over start at ₹17,000.

## Ways in

Apply to the Canal Board in May. You sit a test of swimming and reckoning, then serve six months under a keeper.

## Am I eligible?

- Class 10 passed
- Able to swim 200 metres

## Who hires

- Canal Board: 40 posts a year
- Port trusts: Kandla, Paradip

## From where you stand

| You are | Weeks | Slowed by |
|---|---|---|
| Swimmer | 12 | Reckoning |
| Clerk | 31 | Cold water |

Lock keepers wait three weeks for the letter.
"""


@pytest.fixture(scope="module")
def lock(over_text: Callable[[str, str], Assistant]) -> Assistant:
    return over_text("lock-keeper.md", GUIDE)


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("lock keeper salary", "What it pays"),
        ("how to become a lock keeper", "Ways in"),
        ("eligibility for lock keeper", "Am I eligible?"),
        ("which companies hire lock keepers", "Who hires"),
        ("canal warden salary", "What it pays"),
    ],
)
def test_a_topic_of_the_career_is_answered_from_the_part_headed_with_it(
    lock: Assistant, question: str, section: str
) -> None:
    answer = lock.ask(question)
    assert answer.outcome is Outcome.ANSWERED, answer.text
    assert answer.citations[0].section[-1] == section


def test_how_long_becoming_takes_is_told_by_the_table_of_it_with_the_unit_of_its_head(lock: Assistant) -> None:
    answer = lock.ask("how long does it take to become a lock keeper")
    assert answer.outcome is Outcome.ANSWERED
    assert "| Swimmer | 12 |" in answer.text
    assert "Weeks" in answer.text.splitlines()[0]


def test_a_time_of_something_else_is_not_how_long_becoming_takes(over_text: Callable[[str, str], Assistant]) -> None:
    text = "# The Ferry Hand\n\nA ferry hand ties up boats.\n\nFerry hands become mates after nine years.\n\n"
    silent = over_text("ferry-hand.md", text + "Ferry hands wait five weeks for a coat.\n")
    assert silent.ask("how long does it take to become a ferry hand").outcome is Outcome.DECLINED


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The whole training takes 34 weeks.", True),
        ("From first application to first paid trip it is seven months.", False),
        ("Two years of study lie before the licence.", True),
        ("It takes nine months from scratch.", True),
        ("A keeper becomes head keeper after ten years.", False),
        ("You are paid after two weeks.", False),
    ],
)
def test_a_sentence_tells_how_long_becoming_takes(text: str, told: bool) -> None:
    assert ("how long" in topics_told(text)) is told


def test_a_table_of_many_columns_is_led_by_the_heading_it_stands_under(
    over_text: Callable[[str, str], Assistant],
) -> None:
    head = "| Rank | Fleet | Ferries | Tugs | Dredgers |\n|---|---|---|---|---|\n"
    rows = "| Mate | ₹1,000 | ₹2,000 | ₹3,000 | ₹4,000 |\n| Master | ₹5,000 | ₹6,000 | ₹7,000 | ₹8,000 |\n"
    sea = over_text("ship-mate.md", f"# The Ship Mate\n\nA ship mate sails.\n\n## What mates earn\n\n{head}{rows}")
    assert sea.ask("ship mate salary table").text.startswith("What mates earn, by rank [1]:")


def test_what_a_career_is_does_not_say_whether_it_is_a_good_one(lock: Assistant) -> None:
    assert lock.ask("is lock keeper a good career").outcome is Outcome.DECLINED


def test_a_beginner_is_given_the_row_of_beginners_and_not_a_sentence_on_others(lock: Assistant) -> None:
    assert "₹14,000" in lock.ask("what is the starting salary of a lock keeper?").text
    assert "₹22,000" in lock.ask("lock keeper salary after 3 years").text


def test_what_somebody_does_defines_him(lock: Assistant) -> None:
    assert lock.ask("what is a canal warden?").text.startswith("A lock keeper opens and shuts the gates")


def test_another_name_is_read_as_the_one_the_guide_uses(lock: Assistant) -> None:
    assert lock.ask("Canal wardens salary").interpreted_as == "lock keepers salary"
    assert lock.ask("is a lock keeper a sluice hand?").interpreted_as is None


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("lock keeper salary", {"pay"}),
        ("fresher salary", {"pay"}),
        ("lock keeper salary in india", {"pay"}),  # at home
        ("salary of a lock keeper in the navy", set()),
        ("how long does it take to become a lock keeper", {"how long"}),
        ("how much time should i keep aside every day", set()),
        ("skills required", {"skills"}),
        ("skills of a diver", set()),
    ],
)
def test_a_topic_is_asked_for_where_nothing_else_is_named(lock: Assistant, question: str, topics: set[str]) -> None:
    assert topics_asked(read_question(question), lock.index.guides["lock-keeper"]) == topics


WHOM_IT_SUITS = """# The Lock Keeper

A lock keeper opens gates.

## Is it for you?

Quiet people do best at a lock. Some keepers spend a week without a visitor.

Look elsewhere if you:

- Sleep badly
- Fear water

{suits}
A lock keeper may be a good swimmer, and lock keepers who cannot swim become a gate keeper or a lock keeper's clerk.

## Projects worth showing

Show a lock keeper your boat.
"""


@pytest.mark.parametrize(
    ("suits", "told"),
    [
        ("You will enjoy it if you:\n\n- Rise early\n- Like boats\n", "- Rise early"),
        ("", "Quiet people do best at a lock."),
    ],
)
def test_whom_a_career_suits_is_told_by_that_list_or_by_how_the_text_begins(
    over_text: Callable[[str, str], Assistant], suits: str, told: str
) -> None:
    lock = over_text("lock-keeper.md", WHOM_IT_SUITS.replace("{suits}", suits))
    assert told in lock.ask("is lock keeper a good career").text


def test_the_chapters_of_a_book_are_no_way(over_text: Callable[[str, str], Assistant]) -> None:
    bell = over_text(
        "bell-founder.md",
        "# The Bell Founder\n\n## Chapter 1. The trade\n\nBell founders cast bells.\n\n"
        "## Chapter 2. Ways in\n\nApply to a foundry in May.\n\n## Chapter 3. Pay\n\n₹19,000 a month.\n",
    )
    assert "chapters" not in bell.ask("how to become a bell founder").text
    assert "**3 chapters**" in bell.ask("how many chapters are there").text


def test_headings_say_their_topics() -> None:
    assert "the way in" not in topics_said("Where the road leads")
    assert "the way in" not in topics_said("Next-door professions")
    assert "the way in" in topics_said("The five doors")
    assert topics_said("What it pays") == {"pay"}
    assert "pay" not in topics_said("Should I pay for a private academy?")
    assert topics_said("Am I eligible?") == {"who may begin"}
