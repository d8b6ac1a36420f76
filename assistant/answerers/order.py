"""Answers about order: the first or last step, and what comes before or after one, or after a row of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.compared_steps import step_in_part
from assistant.answerers.draft import Draft, Notes, Operation, Quote, Working, quote_in, readable
from assistant.answerers.series import Step, names_beyond, series_noun, step_quote
from assistant.answerers.step_of import steps_that_tell
from assistant.answerers.tables import named_rows, table_of
from assistant.evidence import Evidence
from assistant.question import Question, named_words
from assistant.support import lexical_support, stems
from corpus.guide import ListBlock
from corpus.passages import PassageKind

_EARLIER = re.compile(r"\b(?:before|previous|preced\w+|prior)\b")
_LATER = re.compile(r"\b(?:after|next|follow\w*|then|once)\b")
_DONE_WITH = re.compile(
    r"\b(?:done|finished|completed|through) (?:with |learning |studying )?(?:the |my )?([\w+#.-]+(?: [\w+#.-]+){0,2})"
)
_PLACED = re.compile(r"\b(?:after|before|once|following|preceding|follows|precedes)\b(.*)")
_POSITION = re.compile(r"\b(?:round|stage|test|position|post|rank|level|grade|role|designation|licen[cs]e|rung)\b")
_PARTS = re.compile(r"\b(?:topics|tools|skills|subjects|projects|concepts|questions)\b")  # of a step, not steps
_OVER = r"(?:is |gets |has been )?(?:over|done|finished|completed?)\b"
_ASKS_WHETHER_DONE = re.compile(r"\bhow (?:will|do|can|would|shall|should) (?:i|we|you|one) know\b")
_OTHER_KINDS = ("amount", "duration", "reason", "age", "share", "frequency", "date", "clock", "count", "total")


def step_in_order(question: Question, steps: Sequence[Step], evidence: Sequence[Evidence]) -> Draft | None:
    """The step at the place asked about, or None where the question names no step that it can be told from."""
    noun = series_noun(steps)
    text = question.asking  # "from next week I begin …" asks for no next step
    says_step = question.step is not None or re.search(rf"\b(?:{noun}|step)s?\b", text)
    if question.asks(*_OTHER_KINDS) or len(question.steps) > 1 or _ASKS_WHETHER_DONE.search(text):
        return None
    if question.steps and question.step is None:
        return None  # "do I need X before step 3" asks not of the step
    if _PARTS.search(text) and not says_step:
        return None
    if re.search(rf"\b(?:last|final) {noun}\b|\b{noun} (?:is|comes) (?:the )?(?:very )?(?:last|final)\b", text):
        return _one_step(steps[-1], f"The last {noun}", how=f"took the last of {len(steps)} {noun}s")
    beside = rf"\b(?:before|after|following|preceding)\b(?: \w+)? (?:{noun}|step)\b"
    over = rf"\b(?:{noun}|step) \d+ {_OVER}|\b(?:did|done|finished|completed|through) (?:with )?(?:{noun}|step) \d+\b"
    is_over = re.search(over, question.folded) is not None
    if question.step is not None and not (
        is_over or re.search(rf"{beside}|\b(?:comes?|next|previous|follows?|precedes?)\b", text)
    ):
        first = re.fullmatch(rf"\W*(?:what|which)(?: is|s)? (?:the )?first {noun}\W*", text)
        return (
            _one_step(steps[0], f"The first {noun}", how=f"took the first of {len(steps)} {noun}s") if first else None
        )
    asks_start = re.search(rf"\bfirst {noun}\b|\b{noun} (?:is|comes) (?:the )?(?:very )?first\b", text)
    begins = bool(asks_start) or not named_words(question)
    if question.step is None and begins and re.search(r"\b(?:start|begin|first)\b", text):
        return _one_step(steps[0], f"The first {noun}", how=f"took the first of {len(steps)} {noun}s")
    reference = _reference_step(question, steps, evidence if says_step else ())
    if reference is None:
        return None
    if question.step is None and _asks_of_something(question, reference):
        return None
    place = steps.index(reference)
    earlier, later = bool(_EARLIER.search(text)), bool(_LATER.search(text) or is_over)
    if earlier == later:
        return None
    target = place - 1 if earlier else place + 1
    if question.yes_no and 0 <= target < len(steps) and names_beyond(question, (steps[target], reference)):
        return None  # "do I have to be an expert before step 3" asks for no order
    return _beside_step(steps, place, earlier=earlier)


def step_after_done(question: Question, steps: Sequence[Step]) -> Draft | None:
    """The step after the one that a visitor tells to have done: "done with the course, what do I do next"."""
    done = _DONE_WITH.search(question.folded)
    if (
        done is None
        or question.yes_no
        or question.asks(*_OTHER_KINDS)
        or not _LATER.search(question.folded[done.end(1) :])
    ):
        return None
    step = step_in_part(done[1], steps)
    return None if step is None else _beside_step(steps, steps.index(step), earlier=False)


def _beside_step(steps: Sequence[Step], place: int, *, earlier: bool) -> Draft:
    """The step before or after the one at a place, or that there is none."""
    noun, reference = series_noun(steps), steps[place]
    here, target = f"{noun} {reference.number}", place - 1 if earlier else place + 1
    if not 0 <= target < len(steps):
        end = "first" if earlier else "last"
        return _one_step(
            reference,
            f"Nothing comes {'before' if earlier else 'after'} {here}; the {end} {noun}",
            how=f"{here} is the {end}",
        )
    notes = Notes()
    found, known = steps[target], step_quote(reference, reference.heading)
    mark = notes.cite(step_quote(found, found.heading))
    said = f"**{found.label}** {mark} comes {'before' if earlier else 'after'} {reference.label} {notes.cite(known)}."
    how = f"took the {noun} {'before' if earlier else 'after'} {here}"
    return notes.draft(said, working=Working(operation=Operation.ORDER, how=how))


def _one_step(step: Step, lead: str, *, how: str) -> Draft:
    notes = Notes()
    mark = notes.cite(step_quote(step, step.heading))
    text = f"{lead} is **{step.label}** {mark}."
    return notes.draft(text, working=Working(operation=Operation.ORDER, how=how))


def _asks_of_something(question: Question, reference: Step) -> bool:
    """Whether a thing is named before "after" that the step's own name lacks: "what do I do with data after …"."""
    placed = _PLACED.search(question.folded)
    if placed is None:
        return False
    before = question.folded[: placed.start()].split()
    known = stems(reference.name) | stems(reference.label)
    named = [word for word in named_words(question) if word in before]
    return any(not lexical_support(word, known) for word in named)


def _reference_step(question: Question, steps: Sequence[Step], evidence: Sequence[Evidence]) -> Step | None:
    if question.step is not None:
        return next((step for step in steps if step.number == question.step), None)
    placed = _PLACED.search(question.folded)
    words = [word for word in question.content if placed is None or word in placed[1].split()]
    # The very words tell more than others for the same: "portfolio" is no "build".
    named = [
        (
            sum(lexical_support(word, stems(step.name)) for word in words),
            sum(stems(word) <= stems(step.name) for word in words),
            -place,
            step,
        )
        for place, step in enumerate(steps)
    ]
    if not question.content:
        return None  # "next step?": after which one is not said
    best = max(named, key=lambda one: one[:3])
    if best[0] > 0 and (evidence or best[0] == len(words)):
        return best[3]
    told = steps_that_tell(words, steps, evidence) if words else []
    if len(told) == 1:
        return told[0][0]
    headings = (item for item in evidence if item.passage.kind is PassageKind.HEADING)
    begins = {step.heading.start: step for step in steps}
    return next((begins[item.passage.start] for item in headings if item.passage.start in begins), None)


def item_in_order(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """The item after or before the one named, of the numbered list that holds it."""
    earlier, later = bool(_EARLIER.search(question.folded)), bool(_LATER.search(question.folded))
    placed = _PLACED.search(question.folded)
    words = [word for word in question.content if placed and word in placed[1].split()]
    if earlier == later or not words:
        return None
    ordered = ((item, item.block) for item in evidence[:8] if isinstance(item.block, ListBlock) and item.block.ordered)
    for item, block in ordered:
        if (here := _named_item(words, block)) is not None:
            return _beside(item, block, here, earlier=earlier)
    return None


def _named_item(words: Sequence[str], block: ListBlock) -> int | None:
    """The place of the one item whose opening holds most of the words, at least half of them."""
    held = [sum(lexical_support(word, stems(_opening(item.text))) for word in words) for item in block.items]
    return held.index(max(held)) if held.count(max(held)) == 1 and max(held) * 2 >= len(words) else None


def _beside(best: Evidence, block: ListBlock, here: int, *, earlier: bool) -> Draft | None:
    """The item before or after the one at `here`; None at the list's end."""
    target = here - 1 if earlier else here + 1
    if not 0 <= target < len(block.items):
        return None
    notes = Notes()
    found, known = (notes.cite(quote_in(best, block.items[place])) for place in (target, here))
    word = "before" if earlier else "after"
    name, following = _opening(block.items[here].text), readable(block.items[target].text)
    said = f"{word.capitalize()} {name} {known} comes: {following} {found}"
    return notes.draft(said, working=Working(operation=Operation.ORDER, how=f"took the item {word} it in the list"))


def _opening(item: str) -> str:
    """What a list item is called: its words up to the first colon, dash, bracket or full stop."""
    return re.split(r"\s[—–-]+\s|[:.(]", readable(item), maxsplit=1)[0].strip()


def row_in_order(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """The row after or before the one named, where a table of positions in order is asked about."""
    earlier, later = bool(_EARLIER.search(question.folded)), bool(_LATER.search(question.folded))
    found = table_of(evidence[0])
    if found is None or earlier == later or not _POSITION.search(question.folded):
        return None
    rows = named_rows(question, found.table)
    if len(rows) != 1:
        return None
    place = found.table.rows.index(rows[0]) + (-1 if earlier else 1)
    if not 0 <= place < len(found.table.rows):
        return None
    row, notes = found.table.rows[place], Notes()
    header = found.table.header.span
    marks = [
        notes.cite(Quote(guide=found.guide, section=found.section, span=cited.span, header=header))
        for cited in (row, rows[0])
    ]
    word = "before" if earlier else "after"
    said = f"**{readable(row.cells[0].text)}** {marks[0]} comes {word} {readable(rows[0].cells[0].text)} {marks[1]}."
    return notes.draft(said, working=Working(operation=Operation.ORDER, how=f"took the row {word} it in the table"))
