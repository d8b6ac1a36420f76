"""A quote cited for a figure that it does not give, beside one that does: "4–6 weeks [1] [2]" of 4–6 and 8–12 weeks.

The figure then looks better founded than it is, or belongs to one case of several.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answerers.draft import Quote
from assistant.grounding.amounts import amounts
from assistant.grounding.text import plain


def idle_mark_faults(sentence: str, cited: Sequence[Quote]) -> Iterator[str]:
    """Of several quotes of a sentence (plain text) with one amount each that has amounts of its unit has to have it."""
    said = [amount for amount in amounts(sentence) if amount.kind == "amount"]
    if len(cited) < 2 or len(said) != 1 or said[0].unit is None:
        return
    ends = {said[0].low, said[0].high}
    alike = [[one for one in amounts(plain(quote.span.text)) if one.unit == said[0].unit] for quote in cited]
    if not any({one.low, one.high} & ends for own in alike for one in own):
        return  # the figure is a round one, or in another unit
    for own in alike:
        if own and not any({one.low, one.high} & ends for one in own):
            yield f"A quote that the sentence cites says “{own[0].text}”, which the sentence does not."
