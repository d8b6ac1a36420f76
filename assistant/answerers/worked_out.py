"""Answers that are worked out from parsed blocks: how many steps, what comes after which, how long in all.

Each says how it was worked out and cites what it was worked out from, so that it can be recomputed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.compared_steps import answer_compared_steps, steps_between, steps_joined
from assistant.answerers.counts import answer_count
from assistant.answerers.draft import (
    MAX_WORDS,
    Draft,
    Notes,
    Operation,
    Working,
    heading_label,
    quote_of,
    readable,
    word_count,
)
from assistant.answerers.extremes import answer_extreme
from assistant.answerers.filtered_steps import answer_filtered_steps
from assistant.answerers.order import item_in_order, row_in_order, step_after_done, step_in_order
from assistant.answerers.series import (
    Step,
    is_series_word,
    numbered_series,
    series_noun,
    step_quote,
)
from assistant.answerers.start_from import answer_start_from
from assistant.answerers.step_before_step import answer_step_before_step
from assistant.answerers.step_needed import answer_step_needed
from assistant.answerers.step_of import answer_step_of
from assistant.answerers.told_times import ToldTime, told_time, total_of
from assistant.answerers.whole_way import names_more_than, of_a_book
from assistant.evidence import Evidence
from assistant.language import fold
from assistant.question import Question, in_figures, named_words
from assistant.topics import topics_asked, topics_told
from corpus.guide import Guide, Span
from corpus.layout import STEP_NOUNS, TIME_NOUNS
from corpus.passages import PassageKind

_OF_TIME = re.compile(r"\b(?:time|duration|long|days|weeks|months|years)\b")
_EVERY_STEP = re.compile(rf"\b(?:all|every|each)(?: of)?(?: the)? (?:\w+ )?(?:{'|'.join(STEP_NOUNS)})s?\b(?! \d)")
_OFFERS = re.compile(r"(?:can|could|will|would) (?:you|u) ")  # "can you show me", a request rather than a question


def names_the_series(question: Question, guide: Guide) -> bool:
    """Whether a question speaks of the guide's steps by what the guide calls them."""
    steps = numbered_series(guide)
    if len(steps) < 2:
        return False
    noun = series_noun(steps)
    named = rf"\b{noun} \d" if noun in TIME_NOUNS else rf"\b{noun}s?\b"  # "pay a month" speaks of no step
    return re.search(named, question.folded) is not None


def answer_worked_out(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """A count, an order or a total that the question asks for and the guide's parts give; None otherwise."""
    guide = evidence[0].guide
    steps = numbered_series(guide)
    if len(steps) > 1:
        if question.asks("count") and (draft := _count_steps(question, steps, evidence)):
            return draft
        if draft := answer_compared_steps(question, steps) or answer_filtered_steps(question, steps):
            return draft
        if draft := _listed_step(question, steps) or answer_start_from(question, steps, evidence):
            return draft
        if draft := answer_step_of(question, steps, evidence):
            return draft
        every = question.asks("total") and _EVERY_STEP.search(question.folded)
        if not every and (joined := steps_joined(question, steps)) and (draft := _total_time(joined, ())):
            return draft
        if (
            (question.asks("duration") or (question.asks("total") and _OF_TIME.search(question.folded)))
            and not question.asks("amount")
            and (summed := _steps_to_sum(question, steps, evidence[0]))
            and (draft := _total_time(summed, evidence))
        ):
            return draft
        if draft := answer_step_needed(question, steps, evidence) or answer_step_before_step(question, steps):
            return draft
        if draft := step_after_done(question, steps):
            return draft
        if question.asks("roadmap") and question.kind != "reason" and (draft := _all_steps(question, steps)):
            return draft
        if question.asks("order") and (draft := step_in_order(question, steps, evidence)):
            return draft
    if question.asks("order") and (draft := row_in_order(question, evidence) or item_in_order(question, evidence)):
        return draft
    if draft := answer_extreme(question, evidence, steps):
        return draft
    if question.asks("count"):
        return answer_count(question, evidence)
    return None


def _count_steps(question: Question, steps: Sequence[Step], evidence: Sequence[Evidence]) -> Draft | None:
    """The number of steps with their names, led by the sentence of the guide that states it, if there is one."""
    counted = re.search(r"\b(?:how many|number of|total) (?:total |main |different )?(\w+)", question.folded)
    if counted is None or not is_series_word(counted[1], steps) or question.step is not None:
        return None
    if names_more_than(question, steps, counted=counted[1]):
        return None  # "how many stages does the exam have"
    if question.asks("list") and word_count(" ".join(map(_listed, steps))) < MAX_WORDS - 10:
        return _steps_listed(steps)
    noun, notes = series_noun(steps), Notes()
    stated = _stating(evidence, rf"\b{len(steps)} (?:\w+ )?{noun}s\b")
    lead = f"{readable(stated.passage.text)} {notes.cite(quote_of(stated))}" if stated else ""
    names = "; ".join(f"{step.name} {notes.cite(step_quote(step, step.heading))}" for step in steps)
    if word_count(f"{lead} {names}") > MAX_WORDS - 6:
        marks = "".join(notes.cite(step_quote(step, step.heading)) for step in steps)
        names = f"from “{steps[0].name}” to “{steps[-1].name}” {marks}"
    if stated:
        return notes.draft(f"{lead} In order: {names}.")
    working = Working(operation=Operation.COUNT_QUOTES, how=f"counted the {noun}s: {len(steps)}")
    return notes.draft(f"**{len(steps)} {noun}s**: {names}.", working=working)


def _stating(evidence: Sequence[Evidence], figure: str) -> Evidence | None:
    """The best sentence that states a figure itself, number words read as numbers."""
    return next(
        (
            item
            for item in evidence
            if item.passage.kind is PassageKind.SENTENCE and re.search(figure, in_figures(fold(item.passage.text)))
        ),
        None,
    )


def _listed_step(question: Question, steps: Sequence[Step]) -> Draft | None:
    """The step of a numbered list that is asked about by its number, or only its time; sections are found by search."""
    if not steps[0].of_list or len(question.steps) > 1 or question.yes_no:
        return None
    step = next((step for step in steps if step.number == question.step), None)
    noun, named = series_noun(steps), named_words(question)  # "third" of "the third stage" names nothing else
    if step is None or any(not re.search(rf"\b{re.escape(word)} {noun}\b", question.folded) for word in named):
        return None
    notes = Notes()
    if question.asks("duration") and step.time:
        return notes.draft(
            f"{step.briefly}: **{readable(step.time.text)}** {notes.cite(step_quote(step, step.time.span))}"
        )
    if question.kinds and not question.asks("definition", "list", "how_to", "roadmap"):
        return None
    whole = Span(start=step.heading.start, end=step.end, text=step.guide.text[step.heading.start : step.end])
    return notes.draft(f"{readable(whole.text)} {notes.cite(step_quote(step, whole))}")


def _all_steps(question: Question, steps: Sequence[Step]) -> Draft | None:
    """The whole series, when the way as a whole is asked for and nothing on it is named."""
    if question.step is not None or question.asks("duration", "amount", "order", "place"):
        return None
    if question.yes_no and not _OFFERS.match(question.folded):
        return None
    return None if of_a_book(question, steps) or names_more_than(question, steps) else _steps_listed(steps)


def _steps_listed(steps: Sequence[Step]) -> Draft:
    noun = series_noun(steps)
    notes = Notes()
    labels = [_listed(step) for step in steps]
    if word_count(" ".join(labels)) > MAX_WORDS - 10:  # times and the like in brackets give way to the names
        labels = [re.sub(r"\s*\([^)]*\)$", "", label) for label in labels]
    names = [
        f"{'' if step.of_list else '- '}{label} {notes.cite(step_quote(step, step.heading))}"
        for label, step in zip(labels, steps, strict=True)
    ]
    path = steps[0].section.path if steps[0].of_list else steps[0].section.path[:-1]
    where = readable(path[-1]) if path else steps[0].guide.title
    text = f"**{len(steps)} {noun}s** stand under “{where}”:\n\n" + "\n".join(names)
    how = f"counted the {noun}s: {len(steps)}"
    return notes.draft(text, working=Working(operation=Operation.COUNT_QUOTES, how=how))


def _listed(step: Step) -> str:
    """A step as it stands in a list of all of them: its heading, or its number and name."""
    return f"{step.number}. {step.name}" if step.of_list else heading_label(step.section)


def _steps_to_sum(question: Question, steps: Sequence[Step], best: Evidence) -> list[Step]:
    """The steps whose times are asked for together: two or more named ones, or all where a total is asked for.

    So it is where it is asked how long becoming takes, and the guide gives the time of its steps alone.
    """
    if _EVERY_STEP.search(question.folded) and question.asks("total"):
        return list(steps)  # "all phases, if I do the third beside the fourth"
    if len(question.steps) > 1:
        return [step for step in steps if step.number in question.steps]
    if between := steps_between(question, steps):
        return between
    if question.step is not None:
        return []
    if "how long" in topics_told(best.passage.text):
        return []  # the guide says it itself
    whole = question.asks("total") and not names_more_than(question, steps)
    of_steps_alone = "how long" in topics_asked(question, best.guide) and any(
        step.holds(best.guide, best.passage.start) for step in steps
    )
    return list(steps) if whole or of_steps_alone else []


def _total_time(steps: Sequence[Step], evidence: Sequence[Evidence]) -> Draft | None:
    notes = Notes()
    summed: list[ToldTime] = []
    parts: list[str] = []
    without: list[Step] = []
    for step in steps:
        told = step.time
        time = told_time(told.text) if told else None
        if told is None or time is None:
            without.append(step)
            continue
        mark = notes.cite(step_quote(step, told.span))
        if time.alongside:
            parts.append(f"{step.briefly} runs alongside and adds nothing {mark}")
        elif time.optional and len(steps) > 2:
            parts.append(f"{step.briefly} is optional and left out {mark}")
        else:
            summed.append(time)
            parts.append(f"{step.briefly}: {time} {mark}")
    if not summed:
        return None
    totals = [*map(str, total_of(summed))]
    total = " and ".join(filter(None, [", ".join(totals[:-1]), totals[-1]]))
    text = f"About **{total}** when the {series_noun(steps)} times are added up: {'; '.join(parts)}."
    if without:
        untimed = [f"{series_noun(steps)} {s.number} {notes.cite(step_quote(s, s.heading))}" for s in without]
        text += f" The guide gives no time for {' or '.join(untimed)}."
    if len(totals) == 1 and (stated := _stating(evidence, rf"(?<![\d-]){total.replace('–', '-')}\b")):
        said = f"{readable(stated.passage.text)} {notes.cite(quote_of(stated))}"
        return notes.draft(f"{said} The {series_noun(steps)} times add up to the same: {'; '.join(parts)}.")
    units = " and ".join(f"{time.unit}s" for time in total_of(summed))
    how = f"added the {units} of the {series_noun(steps)}s, leaving out what runs alongside or is optional"
    return notes.draft(text, working=Working(operation=Operation.SUM_DURATIONS, how=how))
