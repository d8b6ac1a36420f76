"""Bars: each a line of text with its figure, and below it an inline SVG that is as wide as the page allows.

The text is HTML, so it wraps, grows with the reader's letters and is what a screen reader reads; the SVG has boxes,
placed in per cent. No `viewBox` and no `aria-` attribute, since the browser's own cleaning would take them away.
Colours are the style sheet's, so that dark and light need one drawing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One line of a drawing: its label and figure as the guide gives them, and where its bar runs."""

    label: str
    figure: str
    start: float
    sure: float  # up to here the bar is solid
    end: float  # and up to here light
    asked: bool = False
    is_open: bool = False  # it goes on to the edge


def bars_html(bars: Sequence[Bar], *, unit: str, scale: float, longest: float) -> str:
    """The drawing: `longest` stands at the right edge; the axis counts in `unit`, which is `scale` of the values."""
    lines = "".join(_line(bar, longest) for bar in bars)
    return f'<ul class="bars">{lines}</ul>{_axis(unit, scale, longest)}'


def _line(bar: Bar, longest: float) -> str:
    start, sure, end = (_per_cent(value, longest) for value in (bar.start, bar.sure, bar.end))
    end = 100.0 if bar.is_open else end
    boxes = _box(0, 100, "track") + (_box(sure, end, "light") if end > sure else "")
    boxes += _box(start, max(sure, start + 0.7), "solid")
    words = f'{escape(bar.label)} <strong class="figure">{escape(bar.figure)}</strong>'
    return f'<li class="{"asked" if bar.asked else "other"}">{words}<svg width="100%" height="12">{boxes}</svg></li>'


def _box(start: float, end: float, kind: str) -> str:
    return f'<rect x="{start:g}%" y="0" width="{end - start:.1f}%" height="12" rx="3" class="{kind}"></rect>'


def _axis(unit: str, scale: float, longest: float) -> str:
    ticks = ticks_up_to(longest / scale)
    parts = []
    for tick in ticks:
        x = _per_cent(tick * scale, longest)
        last = tick == ticks[-1]
        place = "start" if tick == 0 else "end" if last and x > 85 else "middle"
        parts.append(f'<line x1="{x:g}%" y1="3" x2="{x:g}%" y2="7" class="tick"></line>')
        parts.append(
            f'<text x="{x:g}%" y="1.6em" class="{place}">{tick:g}{" " + escape(unit) if last and unit else ""}</text>'
        )
    return f'<svg width="100%" height="2em" class="axis">{"".join(parts)}</svg>'


def ticks_up_to(longest: float) -> list[float]:
    """Round numbers from 0 on, three to six of them, none over `longest`."""
    step = 10 ** math.floor(math.log10(longest / 2))
    factor = next(factor for factor in (1, 2, 5, 10) if longest / (step * factor) < 5)
    return [number * step * factor for number in range(int(longest / (step * factor)) + 1)]


def _per_cent(value: float, longest: float) -> float:
    return round(100 * min(value, longest) / longest, 1)
