"""What a chat model turns round is caught: denials, figures side by side, orders."""

from __future__ import annotations

from functools import partial

import pytest
from grounded_drafts import faults_of

from corpus.parse import parse_guide

TEXT = """# Glazier

## Trade

A glazier is the tradesman whom builders call most. Polishing is only insisted on for shop windows. Cutting is
essential for fitting a frame. The council can warn but cannot fine. A sketch is not an order, and neither is
a phone call. Learners need to cut glass rather than just carry it. Judge a yard by its orders, not by its
gate. Passing the oral makes you eligible to apply and is not a job offer. Carry the blade in a sheath rather
than round the belt, since a loose blade can slip. Evening courses are usually taken while working. Learners
spend their opening quarter sweeping and ringing suppliers. Do not change yards before 18 months. Glaziers
start earlier in the day and window painters finish later. In our count 81% of yards asked for fitters,
against 46% for cutters. The test has no negative marking. The yard has trained fitters since 2000. Demand is
ahead of supply by 3 to 1. Private yards sit at the upper end of each band. Yards are short of trained
cutters, and the gap is widest outside the cities. A newcomer solders nothing in the first year. Those who
fear heights settle in drafting, estimation or etching, all of which are done from a chair. Trade and arts
students cannot enter a B.Tech. directly. Pay in the isles is free of income tax. Small yards set no age limit
of their own. Most shifts run from 2 pm to 11 pm. What beginners do not do is decide which pane matters or
price the job. Dropping either one closes the master's route. Without registration it is illegal to fit glass.
Applying for a bench does not require you to master every tool. Nobody needs to be a draughtsman before moving
on. Neither cutting nor etching is universally better. The journey takes 6 to 12 months. Fitting is closed to
minors. Watching does not replace cutting. Ask how many panes were cut last month, not how many are stored.
Orders beat praise every time. Newcomers are nearly always put on putty. Probation: 6 months in small yards, 2
years in large ones. Chips end an order; thin scratches and bubbles do not matter. Vans carry the glass so
other yards can use it. Learn cutting, then grinding, then etching. Begin with putty, go on to lead and leave
silver for the end. The work is the fastest-growing craft. The certificate asks for a B.Ed. degree. Cracks are
rare. Wrong answers of a supplier cost a day.

## Money

Branded panes leave the yard 16% to 20%, tinted anything from 30% to 60%, plain 8%. Never show work covered by
a non-disclosure agreement. Registration becomes compulsory when sales cross ₹40 lakh. Say yes to a remote
site, where learners get responsibility soonest. Take your leave, all of it: 21 days is the custom. It covers
four doors: Kiln A, Kiln B, Lead C and the silver tests of the public yards. Kochi pays about 18% above the
median and Pune about 10%. Without a number from the council, no counter is open to you. Lead teachers take
six months, and a pay dip of 20% in the first year. The two extra years are repaid only after the fortieth
birthday. Smaller yards skip all this and ask for a trial. Yes, as a helper, and a third of our members began
that way. The institute had 510 fellows and 9,400 students in March 2026, and some 460 of the former worked
inside the country. Should the client change his mind after approval, redrawing is billed by the hour. The
check-up is done after the offer, and the guild pays. Stop the saw before you leave the bench. Pay the fee
before the course begins. A shared room costs ₹14,000 in Pune and ₹6,500 in Kochi, so a fresher in the latter
usually saves more.

## Two crafts

- Cutting: easier to learn
- Etching: more flexible, preferred abroad

## Courses

| Course | Length |
| --- | --- |
| Bench course | 3 years |
| Guild course | 4 years |
"""


check = partial(faults_of, parse_guide("glazier", TEXT, form="markdown", source="glazier.md"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Cutting is more flexible than etching [1][2].", ("Cutting: ", "Etching: ")),
        ("You do pay income tax on a salary in the isles [1].", "Pay in"),
        ("Minors can do the fitting too [1].", "Fitting"),
        ("Watching is as good as cutting [1].", "Watching"),
        ("You can't move on without being a draughtsman [1].", "Nobody needs"),
        ("You can apply for a bench only after mastering every tool [1].", "Applying"),
        ("Ask how many panes are stored rather than how many were cut last month [1].", "Ask how"),
        ("Praise beats orders every time [1].", "Orders beat"),
        ("Newcomers are always put on putty [1].", "Newcomers"),
        ("Probation is longer in small yards than in large ones [1].", "Probation"),
        ("The bench course takes longer than the guild course [1][2].", ("| Bench", "| Guild")),
        ("Bubbles and thin scratches do matter [1].", "Chips"),
        ("Vans carry the glass, which keeps other yards from using it [1].", "Vans"),
        ("Learn cutting, followed by etching and then grinding [1].", "Learn cutting"),
        ("Start with silver, then lead, and keep putty for last [1].", "Begin with"),
        ("It is the craft that is growing slowest [1].", "The work is"),
        ("Private yards sit at the bottom of each band [1].", "Private yards"),
        ("Stay in a yard for 18 months at the most [1].", "Do not change"),
        ("There are a great many cracks [1].", "Cracks"),
        ("Yards are short of trained cutters, and the gap is milder outside the cities [1].", "Yards are"),
    ],
)
def test_what_a_chat_model_turns_round_is_caught(text: str, words: str | tuple[str, ...]) -> None:
    assert check(text, *([words] if isinstance(words, str) else words)) != []


def test_another_wording_excuses_nothing_that_the_quotes_say_the_other_way() -> None:
    assert check("Don't stop the saw before you leave the bench [1].", "Stop the saw") != []
    assert check("Don't pay the fee until the course begins [1].", "Pay the fee") != []


def test_a_thing_that_was_asked_about_takes_no_place_of_another() -> None:
    asked = "do private hospitals sit at the upper end?"
    assert check("Private hospitals sit at the upper end of each band [1].", "Private yards", asked=asked) != []
    assert check("Private yards sit at the upper end of each band [1].", "Private yards", asked=asked) == []
