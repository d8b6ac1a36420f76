"""What chat models get wrong in their own ways: "neither does", cells that say none, and what is changed over."""

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
        ("The short course costs ₹25,000–55,000 [1].", "A short course"),
        (
            "Men from the hill are as welcome as those from coast and town; the only sums you need are weighing [1].",
            "Men from coast",
        ),
        ("Not one of art, no, but a signed tile says more than marks [1].", "No buyer"),
        ("Painters never have firing duty, whereas for potters it's frequent [1].", "| Firing duty"),
        ("Mistake to avoid: paying the booking fee before checking the yard [1].", "paying the booking"),
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


def test_only_others_may_is_a_no_to_who_asks() -> None:
    asked = "may a potter sign it?"
    assert check("No, only registered painters may sign it [1].", "Only registered", asked=asked) == []


def test_a_pleasantry_hides_no_yes_or_no() -> None:
    text = "Good question! Yes, a potter may at most hold the brush, and only painters cannot sign it [1]."
    assert check(text, "Only registered") != []
