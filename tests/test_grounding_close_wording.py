"""Replies that stay near the guide's wording, as the prompts ask: cut, joined and turned to the question."""

from __future__ import annotations

from functools import partial

import pytest
from grounded_drafts import faults_of

from assistant.figure_kinds import gives_figure
from assistant.question import read_question
from corpus.parse import parse_guide

TEXT = """# Beekeeper

## Trade

Women hold 22% of the hives, up from 9% in 2015. Swarm fever comes from combs handled without smoke, and there is no
cure for it; mite fever comes from old frames. Without a permit from the hill council no hive may be moved.
Nobody should sell honey before the third summer. A bee sting is no bar either; it makes you careful. Keepers who
serve hotels stay up until 9:30 pm on market days. The guild is unpaid. Stands need a permit, ₹1,500 a quarter in Goa.
A keeper is paid 47 days after the sale and has nine slack weeks. Whoever forgets to renew by 31 March is struck off.

**Abroad:** Pay is higher in the US, UK, and UAE. In the US, head keepers earn $150,000 a year.

| Level | Years in trade | Small yard |
| --- | --- | --- |
| Helper of hives | 0–2 | ₹9–14 LPA |

**Smoker:** a steel one of 20 cm

| Month | Work | Hours a week |
| --- | --- | --- |
| March | Cleaning frames | 6 |
| May | Catching swarms | 14 |

| Level | Pay a month |
| --- | --- |
| Experienced keeper (3–6 years) | ₹27,000 |
| Head keeper (7–9 years) | ₹45,000 |

## Questions

**Q: Must I own land?**
A: No. You need to know whose meadow is in flower; two hives fit on a roof.

**Is 40 too old to begin?** No. The oldest beginner was 61.

**Are posts abroad realistic?** After four summers they are.

**Is a keeper the same as a vet?** No, but the sign of the guild is allowed on a door.

**May I sell mead?** Yes, but only at fairs.

**May I sell wax?** Yes. Soap makers buy it.
"""

check = partial(faults_of, parse_guide("beekeeper", TEXT, form="markdown", source="beekeeper.md"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Swarm fever comes from combs handled without smoke [1]. There is no cure for it [1].", "Swarm fever"),
        ("At 40 you are not too old to begin, and the oldest beginner was 61 [1].", "Is 40"),
        ("Yes, you may sell wax [1].", "May I sell"),
        ("On market days they stay up until 9:30 pm [1].", "Keepers who"),
        ("Yes, the sign of the guild is allowed on a door [1].", "Is a keeper"),
        ("In March the work is cleaning frames, 6 hours a week [1].", "Cleaning frames"),
        ("A bee sting is no bar [1].", "A bee sting"),
        ("In the US, head keepers earn $150,000 a year [1].", "Pay is higher"),
        ("A helper of hives with 0–2 years in the trade gets ₹9–14 LPA in a small yard [1].", "Helper of hives"),
        ("No, you need not own land [1]. Two hives fit on a roof [1].", "Must I own"),
    ],
)
def test_what_stays_near_its_quote_holds(text: str, words: str) -> None:
    assert not check(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Women held 9% of the hives in 2021 [1].", "Women hold"),
        ("Women hold 9% of the hives now [1].", "Women hold"),
        ("Without a permit from the hill council a hive may be moved [1].", "Without a permit"),
        ("A keeper is paid 67 days after the sale [1].", "47 days"),
        ("In the UAE, head keepers earn $150,000 a year [1].", "Pay is higher"),
        ("In Dubai, head keepers earn $150,000 a year [1].", "Pay is higher"),
        ("A helper of hives with 0–2 months in the trade gets ₹9–14 LPA [1].", "Helper of hives"),
        ("Yes, even 40 is too old to begin [1].", "Is 40"),
        ("Yes, you must own land [1].", "Must I own"),
        ("Posts abroad are not realistic after four summers [1].", "Are posts"),
        ("You may not sell wax [1].", "May I sell"),
        ("On market days they stay up until 1:30 pm [1].", "Keepers who"),
        ("On market days they stay up until 20:30 [1].", "Keepers who"),
        ("In March the work is not cleaning frames [1].", "Cleaning frames"),
        ("You do not need a steel smoker of 20 cm [1].", "steel one"),
        ("A permit for stands does not cost ₹1,500 a quarter in Goa [1].", "Stands need"),
        ("The guild is not unpaid [1].", "The guild is"),
        ("A bee sting is a bar [1].", "A bee sting"),
        ("You may sell honey before the third summer [1].", "Nobody should"),
        ("You should sell honey earlier [1].", "Nobody should"),
        ("No, you need not know whose meadow is in flower [1].", "Must I own"),
    ],
)
def test_what_only_looks_near_does_not(text: str, words: str) -> None:
    assert check(text, words)


def test_real_time_is_no_time() -> None:
    assert gives_figure(read_question("What is the point of a real-time system?"), "It shares out the processor.")
    assert gives_figure(read_question("countries with higher pay"), "Pay is higher in the US.")
    assert not gives_figure(read_question("how much do keepers in those countries earn"), "Pay is higher in the US.")
    assert gives_figure(read_question("hive call time"), "The call is at 1:30 pm.")
    assert not gives_figure(read_question("How much time does it take?"), "It takes patience.")


def test_years_that_the_visitor_names_are_those_of_a_level() -> None:
    four = "With 4 years a keeper gets ₹27,000 a month [1]."
    eight = "With 8 years a keeper gets ₹27,000 a month [1]."
    assert not check(four, "Experienced keeper", asked="what does a keeper with 4 years get?")
    assert check(eight, "Experienced keeper", asked="what does a keeper with 8 years get?")
