"""All colours of the pages, made from the three that a brand chooses; letters stand out from what is behind them."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from assistant.colours import BLACK, LEAST_CONTRAST, WHITE, Colours, contrast, luminance, mix, readable_on

_LIGHT_PAPER = 0.179  # luminance from which black stands out more than white


@dataclass(frozen=True, kw_only=True)
class Palette:
    """Colours by what they are for, as #rrggbb; those of letters and areas are variables of our style sheets."""

    ink: str
    soft_ink: str
    paper: str
    card: str
    line: str
    accent: str
    accent_soft: str
    button: str
    button_hover: str
    button_ink: str
    mark: str
    mark_ink: str
    bar: str
    bar_light: str
    focus: str

    def css(self) -> str:
        """The variables as declarations, with `-` for `_`; buttons are Gradio's and the widget's, which take values."""
        names = [(name, value) for name, value in asdict(self).items() if not name.startswith("button")]
        return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in names)


def palette_of(*, accent: str, paper: str, ink: str) -> Palette:
    """The palette around three colours, of which `accent` and `ink` stand out from `paper`."""
    is_light = luminance(paper) > _LIGHT_PAPER
    card = _behind(paper, WHITE if is_light else ink, 0.6 if is_light else 0.03, letters=(ink, accent))
    button_ink = max((WHITE, BLACK), key=lambda letters: contrast(letters, accent))
    soft = mix(ink, paper, 0.3)
    return Palette(
        ink=ink,
        soft_ink=soft if min(contrast(soft, behind) for behind in (paper, card)) >= LEAST_CONTRAST else ink,
        paper=paper,
        card=card,
        line=mix(paper, ink, 0.15),
        accent=accent,
        accent_soft=_behind(paper, accent, 0.08, letters=(ink, accent)),
        button=accent,
        button_hover=mix(accent, BLACK if button_ink == WHITE else WHITE, 0.2),
        button_ink=button_ink,
        mark="#fdeeb3" if is_light else "#5b4c12",
        mark_ink="#1d2320" if is_light else "#fff8e0",
        bar=readable_on(paper, mix(accent, paper, 0.3), least=3.0),  # WCAG 1.4.11, for what is drawn
        bar_light=mix(accent, paper, 0.68),
        focus=accent,
    )


def palettes(colours: Colours) -> tuple[Palette, Palette]:
    """The palette for a light system and the one for a dark system."""
    dark = colours.dark
    return (
        palette_of(accent=colours.accent, paper=colours.paper, ink=colours.ink),
        palette_of(accent=colours.dark_accent, paper=dark.paper, ink=dark.ink),
    )


def palette_css(light: Palette, dark: Palette) -> str:
    """The style sheet that sets the variables, by the visitor's system."""
    return f":root{{{light.css()}}}\n@media (prefers-color-scheme:dark){{:root{{{dark.css()}}}}}\n"


def _behind(paper: str, towards: str, share: float, *, letters: tuple[str, ...]) -> str:
    """Paper with up to `share` of another colour in it: as much as leaves the letters readable."""
    shares = (share * step / 8 for step in range(8, 0, -1))
    mixed = (mix(paper, towards, each) for each in shares)
    return next((one for one in mixed if all(contrast(each, one) >= LEAST_CONTRAST for each in letters)), paper)
