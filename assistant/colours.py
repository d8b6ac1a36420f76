"""The colours that a brand chooses, with their contrast checked as WCAG 2.2 defines it.

Three colours for light and three for dark are chosen here; all others are made from them (`web/palette.py`).
"""

from __future__ import annotations

import colorsys
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

LEAST_CONTRAST = 4.5  # WCAG 2.2 AA, for letters of usual size
WHITE, BLACK = "#ffffff", "#000000"

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$", to_lower=True)]


class DarkColours(BaseModel):
    """The colours for a visitor whose system is dark."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    accent: Colour | None = Field(default=None, description="Links and buttons; unset: made from the light one")
    paper: Colour = Field(default="#141614", description="Behind everything")
    ink: Colour = Field(default="#e8ebe8", description="Letters")

    @model_validator(mode="after")
    def _readable(self) -> DarkColours:
        if self.accent is not None:
            check_contrast("dark.accent", self.accent, "dark.paper", self.paper)
        check_contrast("dark.ink", self.ink, "dark.paper", self.paper)
        return self


class Colours(BaseModel):
    """The colours of all pages and of the widget where the visitor's system is light; `dark` those where it is dark."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    accent: Colour = Field(default="#1f6659", description="Links and buttons")
    paper: Colour = Field(default="#fbfaf8", description="Behind everything")
    ink: Colour = Field(default="#1d2320", description="Letters")
    dark: DarkColours = Field(default_factory=DarkColours, description="The same for a dark system")

    @model_validator(mode="after")
    def _readable(self) -> Colours:
        check_contrast("accent", self.accent, "paper", self.paper)
        check_contrast("ink", self.ink, "paper", self.paper)
        return self

    @property
    def dark_accent(self) -> str:
        """The accent for a dark system: the one chosen, or the light one made light enough."""
        return self.dark.accent or lighter_on(self.dark.paper, self.accent, least=_LEAST_OF_MADE)


def check_contrast(name: str, letters: str, behind_name: str, behind: str) -> None:
    """Raise ValueError where letters cannot be read well, with the ratio and a colour that would do."""
    ratio = contrast(letters, behind)
    if ratio < LEAST_CONTRAST:
        way = "darker" if luminance(behind) > _MIDDLE else "lighter"
        shown = min(int(ratio * 100) / 100, 4.49)  # rounded down, so that 4.499 is not shown as enough
        raise ValueError(
            f"{name} {letters} on {behind_name} {behind} has a contrast of {shown:.2f}:1, and letters need at least "
            f"{LEAST_CONTRAST}:1 (WCAG AA). Make {name} {way}, such as {readable_on(behind, letters)}"
        )


def readable_on(behind: str, letters: str, *, least: float = LEAST_CONTRAST) -> str:
    """The colour nearest to `letters`, towards black or white, that has that contrast with what is behind it.

    `least` is at most 4.58, or as high as black or white can reach there.
    """
    end = BLACK if luminance(behind) > _MIDDLE else WHITE
    return next(
        (mixed for step in range(101) if contrast(mixed := mix(letters, end, step / 100), behind) >= least), end
    )


def lighter_on(behind: str, colour: str, *, least: float) -> str:
    """The same hue, made lighter until it has that contrast with what is behind it, or white where nothing has."""
    hue, light, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in _channels(colour)))
    for step in range(round(light * 100), 100):
        made = colorsys.hls_to_rgb(hue, step / 100, min(saturation, 0.6))
        written = "#" + "".join(f"{round(255 * channel):02x}" for channel in made)
        if contrast(written, behind) >= least:
            return written
    return WHITE


def mix(colour: str, other: str, share: float) -> str:
    """A colour with `share` (0 to 1) of another in it."""
    parts = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in parts)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 (the same) to 21 (black and white)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """How light a colour is, from 0 (black) to 1 (white), as WCAG 2.2 defines relative luminance."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_LEAST_OF_MADE = 7.0  # contrast of an accent that nobody has chosen
_MIDDLE = 0.179  # luminance at which black and white stand out equally


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
