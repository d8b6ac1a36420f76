"""The colours of a brand: what cannot be read is refused with what would do, and whatever passes can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.colours import Colours, contrast, readable_on
from assistant.web import palette
from assistant.web.palette import palette_css, palette_of, palettes

ASSETS = Path(palette.__file__).parent / "assets"
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#767676", "#ffffff", 4.54), ("#ff0000", "#ffffff", 4)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_colours_that_cannot_be_read_are_refused_naming_both_the_ratio_and_what_to_take() -> None:
    with pytest.raises(ValidationError) as caught:
        Colours(accent="#FFCC00")
    said = str(caught.value)
    assert all(part in said for part in ("accent #ffcc00", "paper #fbfaf8", "1.44:1", "4.5:1", "darker"))
    offered = re.findall(r"such as (#[0-9a-f]{6})", said)[0]
    assert Colours(accent=offered).accent == offered


@pytest.mark.parametrize(("name", "value"), [("ink", "#999999"), ("dark", {"ink": "#333333"})])
def test_every_pair_is_checked_in_light_and_dark(name: str, value: object) -> None:
    with pytest.raises(ValidationError, match="contrast"):
        Colours.model_validate({name: value})


@pytest.mark.parametrize("value", ["red", "#fff", "#12345g", "#123456; }", ""])
def test_what_is_no_colour_is_refused(value: str) -> None:
    with pytest.raises(ValidationError):
        Colours(accent=value)


@given(COLOURS, COLOURS, COLOURS)
def test_all_letters_of_a_palette_stand_out_from_what_is_behind_them(accent: str, paper: str, ink: str) -> None:
    accent, ink = readable_on(paper, accent), readable_on(paper, ink)
    assume(contrast(accent, paper) >= 4.5 and contrast(ink, paper) >= 4.5)  # in the middle not even black reaches more
    made = palette_of(accent=accent, paper=paper, ink=ink)
    pairs = [(made.ink, made.paper), (made.ink, made.card), (made.ink, made.accent_soft), (made.mark_ink, made.mark)]
    pairs += [(made.accent, made.paper), (made.accent, made.card), (made.accent, made.accent_soft)]
    pairs += [(made.soft_ink, made.paper), (made.soft_ink, made.card)]
    pairs += [(made.button_ink, made.button), (made.button_ink, made.button_hover)]
    assert all(contrast(*pair) >= 4.5 for pair in pairs), [(pair, contrast(*pair)) for pair in pairs]
    assert contrast(made.bar, made.paper) >= 3


def test_the_style_sheets_are_given_no_colour_that_they_do_not_use() -> None:
    light, dark = palettes(Colours())
    given_colours = set(re.findall(r"--([\w-]+):#", palette_css(light, dark)))
    sheets = "".join(file.read_text(encoding="utf-8") for file in ASSETS.glob("*.css"))
    assert given_colours and given_colours <= set(re.findall(r"var\(--([\w-]+)", sheets))


@given(COLOURS)
def test_a_dark_accent_that_is_not_chosen_is_made_from_the_light_one(accent: str) -> None:
    accent = readable_on("#fbfaf8", accent)
    _, dark = palettes(Colours(accent=accent))
    assert contrast(dark.accent, dark.paper) >= 7


def test_a_made_accent_keeps_its_hue() -> None:
    _, dark = palettes(Colours(accent="#8a1538"))
    red, green, blue = (int(dark.accent[start : start + 2], 16) for start in (1, 3, 5))
    assert red > blue > green
