"""Charts as inline SVG: shares, curves and times go in, markup without any outside reference comes out.

Shapes only stand in the stretching SVG of the bars; their labels are HTML, so that they stay readable on a phone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from evals.markdown import share

_WIDTH, _HEIGHT = 380, 260  # of a chart, in the units of its own drawing
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 22, 12, 40
_SERIES = 4  # colours of lines and dots
_BINS = 24


def bar_svg(interval: Mapping[str, Any]) -> Markup:
    """A share in [0, 1] as a bar of 100 units with its interval as a line over it; it stretches to any width."""
    value, low, high = interval["value"], interval["low"], interval["high"]
    shapes = [f'<rect class="back" width="100" height="12"/><rect class="bar" width="{100 * value:.2f}" height="12"/>']
    if low is not None and high is not None:
        ends = "".join(f"M{100 * x:.2f} 3V9" for x in (low, high))
        shapes.append(f'<path class="whisker" d="M{100 * low:.2f} 6H{100 * high:.2f}{ends}"/>')
    return Markup(  # numbers only
        f'<svg class="bars" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">{"".join(shapes)}</svg>'
    )


def risk_coverage_svg(curves: Mapping[str, Sequence[Sequence[float]]]) -> Markup:
    """Risk over coverage, both in [0, 1], one line a split; risk is drawn up to the greatest that occurs."""
    drawn = {split: points for split, points in curves.items() if points}
    highest = max((risk for points in drawn.values() for _, risk in points), default=0.0)
    top = min(1.0, max(0.1, math.ceil(highest * 10) / 10))
    shapes = []
    for place, (split, points) in enumerate(drawn.items()):
        path = " ".join(f"{_x(coverage):.1f},{_y(risk / top):.1f}" for coverage, risk in points)
        shapes.append(f'<polyline class="line series{place % _SERIES}" points="{path}"/>{_legend(place, split)}')
    return _chart("Risk over coverage", "share answered, surest first", "share of answers wrong", shapes, top=top)


def reliability_svg(bins_by_split: Mapping[str, Sequence[Mapping[str, Any]]]) -> Markup:
    """Share covered over mean confidence, one dot a bin, its area after the bin's cases; the diagonal is perfect."""
    drawn = {split: [b for b in bins if b["n"]] for split, bins in bins_by_split.items()}
    most = max((b["n"] for bins in drawn.values() for b in bins), default=1)
    shapes = [f'<path class="guide" d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}"/>']
    for place, (split, bins) in enumerate(drawn.items()):
        for part in bins:
            radius = 2.5 + 9 * math.sqrt(part["n"] / most)
            shapes.append(
                f'<circle class="dot series{place % _SERIES}" cx="{_x(part["mean_confidence"]):.1f}" '
                f'cy="{_y(part["share_covered"]):.1f}" r="{radius:.1f}"><title>{escape(split)}: confidence '
                f"{part['low']:.1f}–{part['high']:.1f}, {part['n']} cases, {share(part['share_covered'])} covered"
                "</title></circle>"
            )
        shapes.append(_legend(place, split))
    return _chart("Reliability of the confidence", "confidence", "share really covered", shapes)


def latency_svg(milliseconds: Sequence[float]) -> Markup | None:
    """A histogram of the times a case, the slowest hundredth gathered at the right end; None without times."""
    if not milliseconds:
        return None
    end = round_end(percentile(milliseconds, 0.99) * 1.1)
    counts = [0] * _BINS
    for value in milliseconds:
        counts[min(_BINS - 1, int(value / end * _BINS))] += 1
    most = round_end(max(counts))
    width = (_x(1) - _x(0)) / _BINS
    shapes = [
        f'<rect class="bar" x="{_x(place / _BINS) + 0.5:.1f}" y="{_y(count / most):.1f}" width="{width - 1:.1f}" '
        f'height="{_y(0) - _y(count / most):.1f}"><title>{count} cases</title></rect>'
        for place, count in enumerate(counts)
        if count
    ]
    for line, part in enumerate((0.5, 0.95)):
        at, value = _x(percentile(milliseconds, part) / end), percentile(milliseconds, part)
        anchor, shift = ("start", 4) if at < 0.75 * _WIDTH else ("end", -4)
        shapes.append(
            f'<path class="guide" d="M{at:.1f} {_y(0)}V{_y(1)}"/><text x="{at + shift:.1f}" '
            f'y="{_TOP + 10 + 14 * line}" text-anchor="{anchor}">p{100 * part:.0f} {value:.1f} ms</text>'
        )
    return _chart("Latency", "milliseconds a case", "cases", shapes, top=most, right=end, figures="{:.4g}")


def round_end(value: float) -> float:
    """The least round number from `value` up whose quarters are short to write; 1 for 0."""
    if value <= 0:
        return 1.0
    unit: float = 10.0 ** math.floor(math.log10(value))
    return next(unit * step for step in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10) if unit * step >= value * (1 - 1e-9))


def _x(share: float) -> float:
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _y(share: float) -> float:
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def _legend(place: int, name: str) -> str:
    x, y = _LEFT + 12, _TOP + 10 + 16 * place
    mark = f'<circle class="dot series{place % _SERIES}" cx="{x}" cy="{y - 4}" r="4"/>'
    return f'{mark}<text x="{x + 9}" y="{y}">{escape(name)}</text>'


def _chart(
    title: str, below: str, beside: str, shapes: Sequence[str], *, top: float = 1, right: float = 1, figures: str = ""
) -> Markup:
    """A chart with axes from 0 to `right` and 0 to `top`; shares are written in percent unless `figures` is given."""
    ticks = []
    for quarter in (0, 0.25, 0.5, 0.75, 1):
        x, y = _x(quarter), _y(quarter)
        across, up = (
            figures.format(quarter * end) if figures else f"{100 * quarter * end:.3g}%" for end in (right, top)
        )
        ticks.append(f'<path class="grid" d="M{_x(0)} {y:.1f}H{_x(1)}"/>')
        ticks.append(f'<text x="{x:.1f}" y="{_y(0) + 15}" text-anchor="middle">{across}</text>')
        ticks.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{up}</text>')
    axis = f'<text x="{_x(0.5)}" y="{_HEIGHT - 6}" text-anchor="middle">{escape(below)}</text>'
    return Markup(  # titles are escaped, all else is numbers
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(title)}: {escape(beside)} '
        f'over {escape(below)}">{"".join(ticks)}{axis}{"".join(shapes)}</svg>'
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that at least `share` of the values, in (0, 1], do not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
