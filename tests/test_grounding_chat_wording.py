"""The ways of a chat model pass the grounding check: denials turned round, figures side by side, other orders."""

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
        ("There's nobody builders call more than a glazier [1].", "A glazier"),
        ("Polishing isn't insisted on unless it's a shop window [1].", "Polishing"),
        ("Without cutting you can't really fit a frame [1].", "Cutting is"),
        ("The council is able to warn but has no power to fine [1].", "The council"),
        ("A sketch isn't an order, and the same goes for a phone call [1].", "A sketch"),
        ("You need to cut glass and not only carry it [1].", "Learners need"),
        ("Judge a yard by its orders, rather than what the gate is like [1].", "Judge"),
        (
            "Passing the oral makes you eligible to apply for posts, but it doesn't come with a job offer [1].",
            "Passing",
        ),
        ("Carry the blade in a sheath, as a loose blade round the belt can slip [1].", "Carry"),
        ("You don't usually have to stop working for the evening courses [1].", "Evening"),
        ("For the first three months learners sweep and phone suppliers [1].", "Learners spend"),
        ("Stay in a yard for a year and a half at least [1].", "Do not change"),
        ("The window painter's day starts later than the glazier's, and it ends later as well [1].", "Glaziers start"),
        ("Cutters are asked for less than fitters – by 46% of yards against 81% [1].", "In our count"),
        ("Cutting is less flexible than etching, but it is easier to learn [1][2].", ("Cutting: ", "Etching: ")),
        ("You don't lose marks for wrong answers in the test [1].", "The test"),
        ("Fitters have been trained by the yard since the year 2000 [1].", "The yard has"),
        ("At the moment supply trails demand by around three to one [1].", "Demand"),
        ("In the first year a newcomer, usually called a hand, doesn't solder anything [1].", "A newcomer"),
        ("Drafting, estimation and etching are done from a chair, all three of them [1].", "Those who fear"),
        ("A BTech isn't open to you directly as a trade student [1].", "Trade and"),
        ("You don't pay income tax on a salary in the isles [1].", "Pay in"),
        ("Small yards don't set any age limit themselves [1].", "Small yards"),
        ("You'd mostly be on from two in the afternoon till eleven at night [1].", "Most shifts"),
        (
            "Deciding which pane is important, or pricing the job, is something beginners don't do [1].",
            "What beginners",
        ),
        ("Without one or the other, the master's route is closed to you [1].", "Dropping"),
        ("No, you can't – it's against the law to do it without being registered [1].", "Without registration"),
        ("Neither cutting nor etching is better for everybody [1].", "Neither"),
        ("The journey takes between half a year and a year [1].", "The journey"),
        ("Good news – small yards set no age limit [1].", "Small yards"),
        ("You'll want a BEd degree for the certificate [1].", "The certificate"),
        ("Plain is the least at 8%, while tinted can bring the yard between 30% and 60% [1].", "Branded"),
        ("No – work under an NDA should never be shown [1].", "Never show"),
        ("You don't have to register until your sales go past 40 lakh rupees [1].", "Registration becomes"),
        ("A remote site is right, as nowhere else do learners get responsibility sooner [1].", "Say yes"),
        ("Don't leave any of your leave unused: people usually get 21 days [1].", "Take your leave"),
        (
            "There are four routes it prepares for: Kiln A, Kiln B, Lead C and silver exams of public yards [1].",
            "It covers",
        ),
        ("Pune pays around 10% more than the median and Kochi about 18% more [1].", "Kochi pays"),
        ("You can't work at any counter unless the council has given you a number [1].", "Without a number"),
        ("For lead teachers it's half a year, with pay falling by a fifth in the first year [1].", "Lead teachers"),
        ("You don't earn back the two additional years until you're past forty [1].", "The two extra"),
        ("At smaller yards you skip all of that and get a trial [1].", "Smaller yards"),
        ("That's possible as a helper, which is how one in three of the members began [1].", "Yes, as a helper"),
        ("It had 510 fellows in March 2026, and around 460 fellows worked in the country [1].", "The institute"),
        ("Redrawing after approval is charged by the hour when the client changes his mind [1].", "Should the"),
        ("You don't pay for the check-up; the guild does, after the offer [1].", "The check-up"),
        ("One saves more in Kochi, where a room is ₹6,500, than in Pune, where it's ₹14,000 [1].", "A shared room"),
    ],
)
def test_what_a_chat_model_says_the_other_way_round_passes(text: str, words: str | tuple[str, ...]) -> None:
    assert check(text, *([words] if isinstance(words, str) else words)) == []


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


def test_yes_is_not_contradicted_by_a_denial_of_something_else() -> None:
    asked = "are cutters needed?"
    assert check("Yes – the yards don't have enough trained cutters [1].", "Yards are", asked=asked) == []


def test_a_thing_that_was_asked_about_may_be_named() -> None:
    asked = "do private hospitals sit at the upper end?"
    assert check("Private hospitals sit at the upper end of each band [1].", "Private yards", asked=asked) == []
    assert check("Private hospitals sit at the upper end of each band [1].", "Private yards") != []
