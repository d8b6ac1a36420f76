"""Counts, totals, orders and comparisons that an answer works out, done again from its quotes alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import permutations, product

from assistant.answerers.draft import Compared, Draft, Operation, Quote, readable
from assistant.answerers.enumerations import names_listed
from assistant.answerers.told_times import told_time, total_of
from assistant.conversions import money_over, pay_by, time_in
from assistant.grounding.amount_faults import figures
from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.extremes import extreme_word, extremes
from assistant.grounding.text import plain
from corpus.guide import Span

_LIST_ITEM = re.compile(r"(?m)^\s*(?:[-*•+]|\d+[.)])\s+\S")
_FOLLOWS = re.compile(  # "**B** [1] comes after A [2].", "After A [2] comes: B [1]"
    r"\[(?P<one>\d+)\] comes (?P<word>before|after) .*\[(?P<other>\d+)\]\.?"
    r"|(?P<first_word>Before|After) .*\[(?P<of>\d+)\] comes: .*\[(?P<found>\d+)\]",
    re.S,
)
_SEVERAL = re.compile(r"(?P<times>\d+) (?P<period>month|year)s")  # that money was taken for
_TABLE_ROW = re.compile(r"(?m)^(?=[^\n]*[|\t])(?![\s|:+=-]+$)[^\n]*\w")  # the line of dashes is none


def recomputed(draft: Draft) -> set[str]:
    """The figures that a draft's working gives when it is done again from its quotes alone."""
    if draft.working is None:
        return set()
    if draft.working.operation is Operation.COUNT_QUOTES:
        return {str(len(draft.quotes))}
    if draft.working.operation is Operation.COUNT_ITEMS:
        return {str(sum(len(_LIST_ITEM.findall(quote.span.text)) for quote in draft.quotes))}
    if draft.working.operation is Operation.COUNT_ROWS:
        return {str(sum(len(_TABLE_ROW.findall(quote.span.text)) - 1 for quote in draft.quotes))}
    if draft.working.operation is Operation.COUNT_NAMES:
        return {str(sum(_names_quoted(quote) for quote in draft.quotes))}
    if draft.working.operation is Operation.SUM_DURATIONS:
        times = [time for quote in draft.quotes if (time := told_time(quote.span.text)) and not time.alongside]
        needed = [time for time in times if not time.optional]
        sums = [*total_of(times), *total_of(needed)]
        ends = {f"{end:g}" for one in sums for end in (one.low, one.high)}
        totals = [f"{one.low:g}-{one.high:g} {one.unit}s" for one in sums]
        return ends | _turned_into(draft.working.into, totals)
    if draft.working.operation is Operation.SUM_CELLS:
        cells = [_numbers_of(quote) for quote in draft.quotes if quote.header is not None]
        columns = [column for column in zip(*cells, strict=False) if None not in column]
        return {f"{sum(filter(None, column)):.10g}" for column in columns}
    if draft.working.operation is Operation.CONVERT:
        return _turned_into(draft.working.into, [quote.span.text for quote in draft.quotes])
    if draft.working.operation is Operation.DIFFERENCE:
        rows = [amounts(plain(quote.span.text)) for quote in draft.quotes if quote.header is not None]
        pairs = [pair for one, other in permutations(rows, 2) for pair in product(one, other)]
        pairs += [pair for row in rows for pair in permutations(row, 2)]  # two columns of one row
        return {figure for low, high in pairs for figure in ends_apart(low, high) or ()}
    return set()


def _turned_into(unit: str | None, texts: Iterable[str]) -> set[str]:
    """The figures of all times and money of some texts in a unit, by a period or over several; none if not turned."""
    if unit is None:
        return set()
    told = [amount for text in texts for amount in amounts(plain(text)) if amount.kind == "amount"]
    if over := _SEVERAL.fullmatch(unit):
        said = [money_over(amount, over["period"], int(over["times"]), over["period"]) for amount in told]
    else:
        said = [time_in(amount, unit) for amount in told]
        said += [pay_by(amount, "year" if unit == "month" else "month", unit) for amount in told]
    return {figure for text in said if text for figure in figures(text)}


def working_faults(draft: Draft) -> Iterator[str]:
    """What is wrong with an order or a comparison, each as one plain sentence, when it is done again."""
    if draft.working is None:
        return
    for compared in draft.working.compared:
        yield from _comparison_faults(compared, draft)
    if draft.working.operation is Operation.ORDER:
        yield from _order_faults(draft)


def _comparison_faults(compared: Compared, draft: Draft) -> Iterator[str]:
    if not all(any(_holds(quote, span) for quote in draft.quotes) for span in compared.figures):
        yield "A figure that was compared stands in none of the quotes."
        return
    word = extreme_word(compared.kind, most=compared.most)
    places = extremes([span.text for span in compared.figures], compared.kind, most=compared.most)
    if {compared.figures[place] for place in places} != set(compared.taken):
        yield f"The {word} of the quoted figures is another."
    said = readable(draft.text)
    if word.removesuffix("est") not in said or not all(readable(span.text) in said for span in compared.taken):
        yield f"The text does not name the {word} of the quoted figures."


def _holds(quote: Quote, span: Span) -> bool:
    stands = quote.guide.text[span.start : span.end] == span.text
    return stands and quote.span.start <= span.start and span.end <= quote.span.end


def _order_faults(draft: Draft) -> Iterator[str]:
    """Whether the quote that is said to come before or after another does so in the guide."""
    match = _FOLLOWS.search(draft.text)
    if match is None:
        return  # "the first step is ..." cannot be seen from its quote
    marks = (match["one"], match["other"]) if match["word"] else (match["found"], match["of"])
    found, known = (int(mark) - 1 for mark in marks)
    if max(found, known) >= len(draft.quotes):
        return  # a mark without a quote is a fault already
    follows = draft.quotes[found].span.start > draft.quotes[known].span.start
    if follows != ((match["word"] or match["first_word"]).lower() == "after"):
        yield "The quotes stand in another order in the guide."


def ends_apart(low: Amount, high: Amount) -> tuple[str, ...] | None:
    """The figures by which one amount is more than another, ends apart, as they are written; None where it is not."""
    alike = (low.currency, low.unit, low.period) == (high.currency, high.unit, high.period)
    if not alike or low.bound or high.bound or len(low.figures) != len(high.figures):
        return None
    if not low.figures[0] or not high.figures[0]:
        return None  # "0–1 year": nothing shows what its figures were multiplied by
    if abs(low.low / low.figures[0] - high.low / high.figures[0]) > 1e-9:
        return None  # thousands beside lakhs
    apart = [round(more - less, 2) for more, less in zip(high.figures, low.figures, strict=True)]
    return tuple(f"{figure:.10g}" for figure in apart) if min(apart) > 0 and apart == sorted(apart) else None


def _numbers_of(quote: Quote) -> list[float | None]:
    """The one number of each cell of a quoted row after its label, in order; None for a cell with none or several."""
    cells = re.split(r"\||\t+", quote.span.text.strip().strip("|"))[1:]
    found = [re.findall(r"\d[\d,]*(?:\.\d+)?", cell) for cell in cells]
    return [float(numbers[0].replace(",", "")) if len(numbers) == 1 else None for numbers in found]


def _names_quoted(quote: Quote) -> int:
    """How many names a quoted label line or table row lists, its label left out."""
    text = readable(quote.span.text)
    if quote.header is None:
        return len(names_listed(text.partition(":")[2]))
    cells = [cell.strip() for cell in re.split(r"\||\t+", quote.span.text.strip().strip("|"))]
    return sum(len(names_listed(readable(cell))) or 1 for cell in cells[1:])
