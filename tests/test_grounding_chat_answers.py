"""More ways of chat models: pleasantries in front, "neither does", cells that say none, and what is changed over."""

from __future__ import annotations

from functools import partial

import pytest
from grounded_drafts import faults_of

from corpus.parse import parse_guide

TEXT = """# Potter

## Trade

A potter throws the bowl so that a painter can finish it. She neither glazes the bowl nor tells the buyer what the
glaze costs; both belong to the painter. A short course costs 1 year ₹25,000–55,000. Helpers earn ₹15,500 a month.
Orders are to grow until 2032. A clay allergy keeps you out of the kiln room for good. Independent potters charge
8–12% of the order. The machine now stamps cups within seconds, but it cannot turn a cracked bowl on the wheel. Expect
a talk of about 20 minutes and then a trial at the wheel. Before any glaze, train the hand and the eye. You need at
least one glaze, be it ash, salt, or lead. Men from coast, hill and town are all welcome, and sums are needed only at
the level of weighing. Yards pay both nearly the same after three years. No buyer expects a drawing of art, but a
signed tile says more than marks. Only registered painters may sign it; potters may at most hold the brush. Buyers ask
for basic wheel work. Candidates are rejected for forgetting the buyer's name and date of birth. You cannot take
firing work in the early years. You need Class 12 with physics and either clay work or drawing. About 60% of the week
goes into weighing and packing, and only the remainder is creative throwing. KILN shows the plates, SLIP books the
buyers and tracks the orders, and GLAZ is the file that lets wheels of other makers talk. In one shift a person
handles 20 cups, or only 10 bowls. A stipend of ₹8,000–12,000 a month is paid. The trade suits the pupil who wonders
where to start and the worker who thinks about a change. The work is part throwing, part listening and part selling.
The day centre has no night shift at all. A new wheel is dear. A kick wheel lasts. The kick wheel is old.

## Steps

Time to a first paid order: 24–36 months, including a stay abroad.

Mistake to avoid: paying the booking fee before checking the yard.

Mistake to avoid: copying firing charts without asking why a thick bowl needs more heat.

## Clays

- Earth: red clay, white slip
- Stone: grey clay, blue ash

Kilns that burn wood:

- Anagama
- Round Bank Kiln (RBK)

Kilns that burn gas:

- Shuttle
- Hood Kiln

## Rooms

| Room | Best for | Dust |
| --- | --- | --- |
| Wheel room | Bowls | Yes |
| Dry room | Racks | Yes |
| Glaze hall | Colours | None |

## Crafts

| Point | Potter | Painter | Packer |
| --- | --- | --- | --- |
| Firing duty | Frequent | Never | Sometimes |
| Entrance | Yard test | ART UG, then ART PG | None |
| Start | 4 | 5 | 6 |

## Towns

| Town | Helper, a month | Senior, a month |
| --- | --- | --- |
| Pune | ₹22,500 | ₹56,500 |
| Kochi | ₹17,000 | ₹39,000 |

## Levels

| Level | Pay |
| --- | --- |
| Helper (0–1 year) | ₹4–8 LPA |
| Hand (2–4 years) | ₹12–22 LPA |
"""


check = partial(faults_of, parse_guide("potter", TEXT, form="markdown", source="potter.md"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Good question! A helper gets ₹15,500 a month [1].", "Helpers earn"),
        ("Sure! A helper gets ₹15,500 a month [1].", "Helpers earn"),
        ("It depends on what you want [1]. A helper gets ₹15,500 a month [1].", "Helpers earn"),
        ("A bowl isn't hers to glaze, and neither does she tell the buyer what the glaze costs [1].", "She neither"),
        ("Helpers get fifteen and a half thousand rupees a month [1].", "Helpers earn"),
        ("The short course costs ₹25,000–55,000 [1].", "A short course"),
        ("With a clay allergy you're kept out of the kiln room permanently [1].", "A clay allergy"),
        ("Independent potters bill 8 to 12 percent of the order [1].", "Independent"),
        (
            "The machine can stamp cups within seconds now, but turning a cracked bowl on the wheel is beyond it [1].",
            "The machine",
        ),
        ("First there's a talk of around twenty minutes, and after it a trial at the wheel [1].", "Expect a talk"),
        ("Train your hand and your eye first; glaze comes afterwards [1].", "Before any glaze"),
        ("You don't need all three: at least one glaze, whether ash, salt or lead [1].", "be it ash"),
        (
            "Men from the hill are as welcome as those from coast and town; the only sums you need are weighing [1].",
            "Men from coast",
        ),
        ("In pay there's hardly any: yards pay both almost the same after three years [1].", "Yards"),
        ("Not one of art, no, but a signed tile says more than marks [1].", "No buyer"),
        ("The glaze hall has no dust, unlike the wheel room [1][2].", ("| Glaze hall", "| Wheel room")),
        ("Painters never have firing duty, whereas for potters it's frequent [1].", "| Firing duty"),
        ("Check the yard first, and pay the booking fee only afterwards [1].", "paying the booking"),
        ("Don't pay the booking fee before checking the yard [1].", "paying the booking"),
        ("Mistake to avoid: paying the booking fee before checking the yard [1].", "paying the booking"),
        ("Don't just copy firing charts; ask why a thick bowl needs more heat [1].", "copying firing"),
        ("One person handles only ten bowls in a shift, as against twenty cups [1].", "In one shift"),
        ("The stipend is somewhere between eight and twelve thousand rupees a month [1].", "A stipend"),
        (
            "It suits two groups: pupils wondering where to start and workers thinking about a change [1].",
            "The trade suits",
        ),
        ("It's a mix of three things: throwing, listening and selling [1].", "The work is"),
        ("If you'd like none at all, the day centre has no night shift [1].", "The day centre"),
        (
            "Wood: Anagama and RBK [1][2]. Gas: the Shuttle and hood kilns [3][4].",
            ("Anagama", "Round Bank", "Shuttle", "Hood Kiln"),
        ),
    ],
)
def test_what_a_chat_model_answers_passes(text: str, words: str | tuple[str, ...]) -> None:
    assert check(text, *([words] if isinstance(words, str) else words)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It takes two to three years, and that doesn't yet include a stay abroad [1].", "24–36 months"),
        ("Buyers ask for advanced wheel work [1].", "Buyers ask"),
        ("Candidates are rejected for forgetting the buyer's name and address [1].", "Candidates"),
        ("You can't take firing work in the later years [1].", "You cannot take"),
        ("You need Class 12 with physics and both clay work and drawing [1].", "You need Class 12"),
        (
            "Creative throwing takes up around 60% of the week, and only what remains is weighing and packing [1].",
            "About 60%",
        ),
        ("- **SLIP**: shows the plates [1]", "KILN shows"),
        ("The glaze hall has dust, just like the wheel room [1][2].", ("| Glaze hall", "| Wheel room")),
        ("Packers never have firing duty [1].", "| Firing duty"),
        ("A painter clears ART PG and after that ART UG [1].", "| Entrance"),
        ("Pay the booking fee first, and check the yard only afterwards [1].", "paying the booking"),
        ("Helpers earn more in Pune, at ₹22,500 a month against ₹39,000 in Kochi [1][2].", ("| Pune", "| Kochi")),
        ("Earth has red clay and blue ash [1], and stone has grey clay and white slip [2].", ("Earth: ", "Stone: ")),
        ("Good question! A helper gets ₹25,500 a month [1].", "Helpers earn"),
        ("The stipend is somewhere between eight and fifteen thousand rupees a month [1].", "A stipend"),
        ("Helpers earn a kick wheel and ₹15,500 a month [1].", "Helpers earn"),
    ],
)
def test_what_a_chat_model_gets_wrong_is_caught(text: str, words: str | tuple[str, ...]) -> None:
    assert check(text, *([words] if isinstance(words, str) else words)) != []


def test_an_amount_that_the_visitor_names_may_be_repeated_where_a_row_is_for_such() -> None:
    text = "With three years behind you, you'd be a hand, at 12 to 22 lakh a year [1]."
    assert check(text, "| Hand", asked="pay with 3 years?") == []
    assert check(text, "| Hand") != []
    assert check("The order takes thirty months [1].", "24–36 months", asked="30 months for an order?") != []
    assert check(text.replace("three", "six"), "| Hand", asked="pay with 6 years?") != []


def test_only_others_may_is_a_no_to_who_asks() -> None:
    asked = "may a potter sign it?"
    assert check("No, only registered painters may sign it [1].", "Only registered", asked=asked) == []


def test_a_pleasantry_hides_no_yes_or_no() -> None:
    text = "Good question! Yes, a potter may at most hold the brush, and only painters cannot sign it [1]."
    assert check(text, "Only registered") != []
