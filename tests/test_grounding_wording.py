"""What only sounds like its quotes does not pass the grounding check."""

from __future__ import annotations

from functools import partial

import pytest
from grounded_drafts import faults_of

from corpus.parse import parse_guide

TEXT = """# Beekeeper

## Starting

The rota goes up a fortnight ahead. The safety talk lasts three quarters of an hour. Swapping a shift is
allowed if the foreman signs for it. Courses run three remote days a week. Hives are kept for 90 days, and
frames for one. Five visits are enough for one season. The licence is refused without a health check. Smoking
the hive comes before opening it, as an open hive is angry. Honey is sold by weight rather than by jar. Most
hives in the valley are kept without gloves or veils. Inspectors visit the apiary each May. Training is paid
for by the government college. Attendance is 90%, or the season is repeated. Eleven of the sixteen keepers had
lost a hive. A straw hive is the cheapest start. Keep the cost of a frame under ₹120. Keepers at the station
earn ₹40,000 a month. Keepers are put on the night watch only if they agree in writing. The first swarm needs
no queen.

**Does a beekeeper need a van?**
No. A bicycle and a trailer are enough for ten hives.

**Can women join the mountain apiaries?**
Yes. The rules are the same for them.

## Posts

| Post | May sell honey? | Extra study | Break |
| --- | --- | --- | --- |
| Helper | No | None | 25 minutes |
| Keeper | Yes | One course | 45 minutes |
| Inspector | No | Two courses | 60 minutes |

The village shop and the public bus are ten minutes away.
"""


check = partial(faults_of, parse_guide("beekeeper", TEXT, form="markdown", source="beekeeper.md"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You see the rota three weeks in advance [1].", "The rota"),
        ("The safety talk takes 40 minutes [1].", "The safety talk"),
        ("Swapping a shift is allowed if the accountant signs for it [1].", "Swapping"),
        ("Courses run two remote days a week [1].", "Courses run"),
        ("Honey is sold by jar rather than by weight [1].", "Honey"),
        ("Most hives in the valley are kept with gloves or veils [1].", "Most hives"),
        ("Tenants visit the apiary each May [1].", "Inspectors"),
        ("Training is paid for by the private college [1].", "Training"),
        ("Keep the cost of a frame over ₹120 [1].", "Keep the cost"),
        ("Open the hive first and smoke it afterwards [1].", "Smoking"),
        ("Keepers are put on the night watch even without agreeing in writing [1].", "Keepers are put"),
        ("A helper may sell honey [1].", "| Helper"),
        (
            "An inspector's break is the shorter one, 60 minutes [1] against 45 [2].",
            ("| Inspector", "| Keeper"),
        ),
        ("A public bus takes keepers to the station for ₹40,000 a month [1].", "Keepers at"),
        # in words that stand nowhere in the guide
        ("Most students enjoy the canteen and make friends quickly [1].", "Honey is sold by weight"),
    ],
)
def test_what_only_sounds_alike_does_not(text: str, words: str | tuple[str, ...]) -> None:
    assert check(text, *([words] if isinstance(words, str) else words)) != []
