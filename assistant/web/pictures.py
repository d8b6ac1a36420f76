"""The picture that an answer offers: the ranges of the table it cites as bars, or the times of its steps one by one.

Made from parsed tables and labels alone, so any guide has them. Every figure stands in it as the guide writes it; the
picture is closed until it is asked for, and lights what the answer is about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from assistant.answer import Answer
from assistant.answerers.draft import readable
from assistant.answerers.series import Step, Told, numbered_series, series_noun
from assistant.answerers.told_times import told_time
from assistant.web.drawing import Bar, bars_html
from assistant.web.look import PLAIN, Look
from assistant.web.ranges import Range, comparable, range_in
from corpus.guide import FaqPair, Guide, Row, Section, Table

Place = tuple[int, int]  # start and end in the guide's text


def picture_html(answer: Answer, guides: Mapping[str, Guide], look: Look = PLAIN) -> str:
    """The picture as a part that opens, or an empty string where nothing that is cited can be drawn."""
    cited: dict[str, set[Place]] = {}
    for citation in answer.citations:
        cited.setdefault(citation.guide, set()).add((citation.start, citation.end))
    for guide_id, places in cited.items():
        if guide_id in guides and (drawn := _of_guide(guides[guide_id], places, look)):
            return f'<details class="picture"><summary>{escape(look.words.show_picture)}</summary>{drawn}</details>'
    return ""


def _of_guide(guide: Guide, cited: set[Place], look: Look) -> str:
    for section in guide.sections:
        for table in _tables(section):
            rows = {_place(row) for row in table.rows}
            if ((rows & cited) or _place(table) in cited) and (drawn := table_picture(table, section, cited, look)):
                return drawn
    return steps_picture(numbered_series(guide), cited, look)


def table_picture(table: Table, section: Section, cited: set[Place], look: Look = PLAIN) -> str:
    """The first column of ranges as bars; empty where no column can be compared."""
    for column in range(1, len(table.header.cells)):
        figures = [range_in(row.cells[column].text) for row in table.rows]
        if not comparable(figures):
            continue
        drawable = [(row, figure) for row, figure in zip(table.rows, figures, strict=True) if figure is not None]
        longest = _longest([figure for _, figure in drawable])
        some = 0 < sum(_place(row) in cited for row in table.rows) < len(table.rows)
        bars = [
            Bar(
                label=readable(row.cells[0].text),
                figure=readable(row.cells[column].text),
                start=0.0 if figure.high == figure.low else figure.low,
                sure=figure.end,
                end=figure.end,
                asked=some and _place(row) in cited,
                is_open=figure.high is None,
            )
            for row, figure in drawable
        ]
        words = look.words
        title = readable(table.header.cells[column].text)
        unit, scale = _axis([figure for _, figure in drawable])
        drawn = bars_html(bars, unit=unit, scale=scale, longest=longest)
        source = words.picture_from_table
        if section.path:
            source = words.picture_from_table_of.format(place=readable(section.path[-1]))
        left_out = _left_out(len(table.rows) - len(drawable), look)
        return _figure(title, drawn, f"{words.picture_ranges}{left_out} {source}")
    return ""


def steps_picture(steps: tuple[Step, ...], cited: set[Place], look: Look = PLAIN) -> str:
    """The times of the steps one after the other; empty where the answer cites none of them or they cannot be added."""
    timed = [(step, told, figure) for step in steps for told, figure in _times(step)[:1]]
    asked = [_place(told) in cited for _, told, _ in timed]
    if not any(asked) or not comparable([figure for _, _, figure in timed]):
        return ""
    noun = series_noun(steps)
    begun: dict[int | None, float] = {}
    bars: list[Bar] = []
    at = last = 0.0
    for (step, told, figure), is_asked in zip(timed, asked, strict=True):
        beside = (time := told_time(told.text)) is not None and time.alongside
        named = re.search(rf"\b{noun}\s+(\d+)", told.text, re.I) if beside else None
        start = begun.get(int(named[1]), last) if named else last if beside else at
        begun[step.number] = start
        bars.append(
            Bar(
                label=f"{step.number}. {step.name}",
                figure=readable(told.text),
                start=start,
                sure=start + figure.low,
                end=start + figure.end,
                asked=is_asked and not all(asked),
            )
        )
        if not beside:
            last, at = start, start + figure.end
    longest = max(bar.end for bar in bars)
    first = timed[0][2]
    title = look.words.picture_of_each.format(figure=timed[0][1].name, part=noun)
    drawn = bars_html(bars, unit=f"{first.unit}s", scale=first.scale, longest=longest)
    return _figure(title, drawn, f"{look.words.picture_steps}{_left_out(len(steps) - len(timed), look)}")


def _times(step: Step) -> list[tuple[Told, Range]]:
    found = ((told, range_in(told.text)) for told in step.times)
    return [(told, figure) for told, figure in found if figure is not None and figure.kind == "days"]


def _tables(section: Section) -> list[Table]:
    found = [block for block in section.blocks if isinstance(block, Table)]
    pairs = [block for block in section.blocks if isinstance(block, FaqPair)]
    return found + [block for pair in pairs for block in pair.answer if isinstance(block, Table)]


def _longest(figures: list[Range]) -> float:
    """The highest end; more where the highest has none, so that something of it can be seen."""
    highest = max(figure.end for figure in figures)
    return 1.2 * highest if any(figure.high is None and figure.low >= 0.9 * highest for figure in figures) else highest


def _axis(figures: list[Range]) -> tuple[str, float]:
    """What the axis counts in, by the highest figure: its name and how much one of it is."""
    highest = max(figures, key=lambda figure: figure.end)
    return f"{highest.unit}s" if highest.kind == "days" else highest.unit, highest.scale


def _left_out(count: int, look: Look) -> str:
    return f" {look.words.picture_left_out.format(count=count)}" if count else ""


def _figure(title: str, drawn: str, caption: str) -> str:
    return f'<p class="picture-title">{escape(title)}</p>{drawn}<p class="aside">{escape(caption)}</p>'


def _place(part: Row | Table | Told) -> Place:
    return part.span.start, part.span.end
