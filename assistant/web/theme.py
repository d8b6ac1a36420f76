"""The chat's colours and letters: system fonts only, so that no page asks another host for anything."""

from __future__ import annotations

import gradio as gr
from gradio.themes.utils.colors import Color

SYSTEM_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Helvetica Neue", "sans-serif")
MONO_FONTS = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")

_INK_GREEN = Color(
    name="ink-green",
    c50="#eef6f4",
    c100="#d7ebe6",
    c200="#b0d7cd",
    c300="#82bdb0",
    c400="#529e8f",
    c500="#2f8071",
    c600="#1f6659",
    c700="#19524a",
    c800="#16423c",
    c900="#133631",
    c950="#0a201d",
)


def site_theme() -> gr.themes.Base:
    """The theme of the chat; `assets/site.css` names the same colours for all pages."""
    return gr.themes.Base(
        primary_hue=_INK_GREEN,
        secondary_hue=_INK_GREEN,
        neutral_hue=gr.themes.colors.stone,
        font=[gr.themes.Font(name) for name in SYSTEM_FONTS],
        font_mono=[gr.themes.Font(name) for name in MONO_FONTS],
        radius_size=gr.themes.sizes.radius_md,
        text_size=gr.themes.sizes.text_lg,
    ).set(
        body_background_fill="#fbfaf8",
        body_background_fill_dark="#141614",
        body_text_color="#1d2320",
        body_text_color_dark="#e8ebe8",
        background_fill_primary="#ffffff",
        background_fill_primary_dark="#1b1f1c",
        background_fill_secondary="#ffffff",
        background_fill_secondary_dark="#1b1f1c",
        border_color_primary="#dcdad4",
        border_color_primary_dark="#353b37",
        block_shadow="none",
        block_border_width="0px",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        button_primary_background_fill="#1f6659",
        button_primary_background_fill_hover="#19524a",
        button_primary_background_fill_dark="#2f8071",
        button_primary_background_fill_hover_dark="#1f6659",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#ffffff",
    )
