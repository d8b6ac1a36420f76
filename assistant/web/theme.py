"""The chat's colours and letters: system fonts only, so that no page asks another host for anything."""

from __future__ import annotations

import gradio as gr
from gradio.themes.utils.colors import Color

from assistant.colours import BLACK, WHITE, mix
from assistant.web.palette import Palette

SYSTEM_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Helvetica Neue", "sans-serif")
MONO_FONTS = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")

_SHADES = {"c50": 0.92, "c100": 0.82, "c200": 0.65, "c300": 0.45, "c400": 0.25, "c500": 0.1}  # of white
_DEEPER = {"c700": 0.2, "c800": 0.35, "c900": 0.47, "c950": 0.68}  # of black


def site_theme(light: Palette, dark: Palette) -> gr.themes.Base:
    """The theme of the chat in the colours that all pages have."""
    shades = {name: mix(light.accent, WHITE, share) for name, share in _SHADES.items()}
    shades |= {name: mix(light.accent, BLACK, share) for name, share in _DEEPER.items()}
    hue = Color(name="brand", c600=light.accent, **shades)
    return gr.themes.Base(
        primary_hue=hue,
        secondary_hue=hue,
        neutral_hue=gr.themes.colors.stone,
        font=[gr.themes.Font(name) for name in SYSTEM_FONTS],
        font_mono=[gr.themes.Font(name) for name in MONO_FONTS],
        radius_size=gr.themes.sizes.radius_md,
        text_size=gr.themes.sizes.text_lg,
    ).set(
        body_background_fill=light.paper,
        body_background_fill_dark=dark.paper,
        body_text_color=light.ink,
        body_text_color_dark=dark.ink,
        background_fill_primary=light.card,
        background_fill_primary_dark=dark.card,
        background_fill_secondary=light.card,
        background_fill_secondary_dark=dark.card,
        border_color_primary=light.line,
        border_color_primary_dark=dark.line,
        block_shadow="none",
        block_border_width="0px",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        button_primary_background_fill=light.button,
        button_primary_background_fill_hover=light.button_hover,
        button_primary_background_fill_dark=dark.button,
        button_primary_background_fill_hover_dark=dark.button_hover,
        button_primary_text_color=light.button_ink,
        button_primary_text_color_dark=dark.button_ink,
    )
