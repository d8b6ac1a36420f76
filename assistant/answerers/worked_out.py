"""Answers that are worked out from parsed blocks: how many steps, what comes after which, how long in all.

Each says how it was worked out and cites what it was worked out from, so that it can be recomputed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answerers.draft import (
    ALONGSIDE,
    DURATION,
    Draft,
    Notes,
    Operation,
    Quote,
    Working,
    heading_label,
    readable,
)
from assistant.context import subject_terms
from assistant.evidence import Evidence
from assistant.fits import states_count
from assistant.question import Question, named_words
from assistant.support import lexical_support, same_thing, stems
from corpus.guide import Guide, Label, ListBlock, Section, Span
from corpus.passages import PassageKind

_SERIES_WORD = re.compile(r"^(step|phase|stage|module|week|part|chapter|level)s?$")


@dataclass(frozen=True, kw_only=True)
class NumberedSection:
    """A numbered section (a step) with all blocks that stand in it or in sections below it."""

    guide: Guide
    section: Section
    below: tuple[Section, ...]


def numbered_series(guide: Guide) -> tuple[NumberedSection, ...]:
    """The guide's longest series of sections numbered 1, 2, 3, ... under one heading; empty if there is none."""
    series: dict[tuple[str, ...], list[NumberedSection]] = {}
    for position, section in enumerate(guide.sections):
        if section.number is None or section.heading is None:
            continue
        depth = len(section.path)
        below = []
        for later in guide.sections[position + 1 :]:
            if len(later.path) <= depth:
                break
            below.append(later)
        series.setdefault(section.path[:-1], []).append(
            NumberedSection(guide=guide, section=section, below=tuple(below))
        )
    complete = [steps for steps in series.values() if [s.section.number for s in steps] == [*range(1, len(steps) + 1)]]
    longest: list[NumberedSection] = max(complete, key=len, default=[])
    return tuple(longest)


def answer_worked_out(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """A count, an order or a total that the question asks for and the guide's parts give; None otherwise."""
    guide = evidence[0].guide
    steps = numbered_series(guide)
    if len(steps) > 1:
        if question.asks("count") and (draft := _count_steps(question, steps)):
            return draft
        if question.asks("duration") and (summed := _steps_to_sum(question, steps)) and (draft := _total_time(summed)):
            return draft
        if question.asks("roadmap") and (draft := _all_steps(question, steps)):
            return draft
        if question.asks("order") and (draft := _step_in_order(question, steps, evidence)):
            return draft
    if question.asks("count"):
        return _count_items(question, evidence)
    return None


def _quote(step: NumberedSection, span: Span) -> Quote:
    return Quote(guide=step.guide, section=step.section, span=span)


def _series_noun(steps: Sequence[NumberedSection]) -> str:
    first = readable(steps[0].section.path[-1]).split()[0].lower()
    return first if _SERIES_WORD.match(first) else "step"


def _heading(step: NumberedSection) -> Span:
    assert step.section.heading is not None  # numbered_series takes no section without a heading
    return step.section.heading


def _count_steps(question: Question, steps: Sequence[NumberedSection]) -> Draft | None:
    counted = re.search(r"\b(?:how many|number of) (?:total |main |different )?(\w+)", question.folded)
    if counted is None or not _SERIES_WORD.match(counted[1]) or question.step is not None:
        return None
    return _steps_listed(steps)


def _all_steps(question: Question, steps: Sequence[NumberedSection]) -> Draft | None:
    """The whole series, when the way as a whole is asked for and nothing on it is named."""
    if question.step is not None or question.asks("duration", "amount", "order", "place"):
        return None
    return None if _names_more_than(question, steps) else _steps_listed(steps)


def _names_more_than(question: Question, steps: Sequence[NumberedSection]) -> bool:
    """Whether a question names anything beside the guide's subject, so that it is not about the way as a whole."""
    subject = subject_terms(steps[0].guide)
    time = same_thing("time") | same_thing("weeks")
    named = [word for word in named_words(question) if word in question.asked]
    return any(not stems(word) <= subject and not stems(word) <= time for word in named)


def _steps_listed(steps: Sequence[NumberedSection]) -> Draft:
    noun = _series_noun(steps)
    notes = Notes()
    names = [f"- {heading_label(step.section)} {notes.cite(_quote(step, _heading(step)))}" for step in steps]
    where = readable(steps[0].section.path[-2]) if len(steps[0].section.path) > 1 else steps[0].guide.title
    text = f"**{len(steps)} {noun}s** stand under “{where}”:\n\n" + "\n".join(names)
    how = f"counted the {noun}s: {len(steps)}"
    return notes.draft(text, working=Working(operation=Operation.COUNT_QUOTES, how=how))


def _steps_to_sum(question: Question, steps: Sequence[NumberedSection]) -> list[NumberedSection]:
    """The steps whose times are asked for together: two or more named ones, or all where a total is asked for."""
    if len(question.steps) > 1:
        return [step for step in steps if step.section.number in question.steps]
    whole = question.asks("total") and question.step is None and not _names_more_than(question, steps)
    return list(steps) if whole else []


def _total_time(steps: Sequence[NumberedSection]) -> Draft | None:
    notes = Notes()
    low = high = 0
    unit = ""
    parts: list[str] = []
    without: list[NumberedSection] = []
    for step in steps:
        timed = _duration_label(step)
        if timed is None:
            without.append(step)
            continue
        label, match = timed
        if unit and match[3].rstrip("s").lower() != unit:
            return None
        unit = match[3].rstrip("s").lower()
        mark = notes.cite(_quote(step, label.span))
        name = f"{_series_noun(steps)} {step.section.number}"
        if ALONGSIDE.search(label.value.text):
            parts.append(f"{name} runs alongside and adds nothing {mark}")
            continue
        low, high = low + int(match[1]), high + int(match[2] or match[1])
        parts.append(f"{name}: {match[1]}{'–' + match[2] if match[2] else ''} {mark}")
    if not unit:
        return None
    amount = f"{low}–{high}" if high != low else str(low)
    text = f"About **{amount} {unit}s** when the {_series_noun(steps)} times are added up: {'; '.join(parts)}."
    if without:
        untimed = [f"{_series_noun(steps)} {s.section.number} {notes.cite(_quote(s, _heading(s)))}" for s in without]
        text += f" The guide gives no time for {' and '.join(untimed)}."
    how = f"added the {unit}s of the {_series_noun(steps)}s, leaving out what runs alongside"
    return notes.draft(text, working=Working(operation=Operation.SUM_DURATIONS, how=how))


def _duration_label(step: NumberedSection) -> tuple[Label, re.Match[str]] | None:
    for section in (step.section, *step.below):
        for block in section.blocks:
            if isinstance(block, Label) and (match := DURATION.search(block.value.text)):
                return block, match
    return None


def _step_in_order(question: Question, steps: Sequence[NumberedSection], evidence: Sequence[Evidence]) -> Draft | None:
    noun = _series_noun(steps)
    text = question.folded
    if re.search(rf"\b(?:last|final) {noun}\b", text):
        return _one_step(steps[-1], f"The last {noun}", how=f"took the last of {len(steps)} {noun}s")
    beside = rf"\b(?:before|after|following|preceding)\b(?: \w+)? (?:{noun}|step)\b"
    if question.step is not None and not re.search(beside + r"|\b(?:comes?|next|previous|follows?|precedes?)\b", text):
        first = re.fullmatch(rf"\W*(?:what|which)(?: is|s)? (?:the )?first {noun}\W*", text)
        return (
            _one_step(steps[0], f"The first {noun}", how=f"took the first of {len(steps)} {noun}s") if first else None
        )
    asks_start = re.search(rf"\bfirst {noun}\b", text) or not named_words(question)
    if question.step is None and asks_start and re.search(r"\b(?:start|begin|first)\b", text):
        return _one_step(steps[0], f"The first {noun}", how=f"took the first of {len(steps)} {noun}s")
    reference = _reference_step(question, steps, evidence)
    if reference is None:
        return None
    place = steps.index(reference)
    earlier = bool(re.search(r"\b(?:before|previous|preced\w+|prior)\b", text))
    later = bool(re.search(r"\b(?:after|next|follow\w*|then)\b", text))
    if earlier == later:
        return None
    target = place - 1 if earlier else place + 1
    here = f"{noun} {reference.section.number}"
    if not 0 <= target < len(steps):
        end = "first" if earlier else "last"
        return _one_step(
            reference,
            f"Nothing comes {'before' if earlier else 'after'} {here}; the {end} {noun}",
            how=f"{here} is the {end}",
        )
    notes = Notes()
    found, known = steps[target], _quote(reference, _heading(reference))
    mark = notes.cite(_quote(found, _heading(found)))
    said = (
        f"**{heading_label(found.section)}** {mark} comes {'before' if earlier else 'after'} "
        f"{heading_label(reference.section)} {notes.cite(known)}."
    )
    how = f"took the {noun} {'before' if earlier else 'after'} {here}"
    return notes.draft(said, working=Working(operation=Operation.ORDER, how=how))


def _one_step(step: NumberedSection, lead: str, *, how: str) -> Draft:
    notes = Notes()
    mark = notes.cite(_quote(step, _heading(step)))
    text = f"{lead} is **{heading_label(step.section)}** {mark}."
    return notes.draft(text, working=Working(operation=Operation.ORDER, how=how))


def _reference_step(
    question: Question, steps: Sequence[NumberedSection], evidence: Sequence[Evidence]
) -> NumberedSection | None:
    if question.step is not None:
        return next((step for step in steps if step.section.number == question.step), None)
    named = [
        (sum(lexical_support(word, stems(step.section.path[-1])) for word in question.content), -place, step)
        for place, step in enumerate(steps)
    ]
    best = max(named)
    if best[0] > 0:
        return best[2]
    by_anchor = {step.section.anchor: step for step in steps}
    headings = (item for item in evidence if item.passage.kind is PassageKind.HEADING)
    return next((by_anchor[item.section.anchor] for item in headings if item.section.anchor in by_anchor), None)


def _count_items(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """The number of items of the list asked about, when no sentence of the guide states a number."""
    best = evidence[0]
    if best.passage.kind not in (PassageKind.LIST, PassageKind.ITEM) or not isinstance(best.block, ListBlock):
        return None
    block = best.block
    if block.lead_in is None or states_count(question, block.span.text):
        return None
    notes = Notes()
    mark = notes.cite(Quote(guide=best.guide, section=best.section, span=block.span))
    items = "\n".join(f"- {readable(item.text)}" for item in block.items)
    lead = readable(block.lead_in.text).rstrip(":")
    return notes.draft(
        f"The guide lists **{len(block.items)}** under “{lead}” {mark}:\n\n{items}",
        working=Working(operation=Operation.COUNT_ITEMS, how=f"counted the items of the list: {len(block.items)}"),
    )
