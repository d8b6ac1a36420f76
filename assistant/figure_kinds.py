"""Figures by the kind of answer that they are: an amount, a time, a date, a share, a count."""

from __future__ import annotations

import re

from assistant.answer import without_marks
from assistant.language import fold
from assistant.question import Question, in_figures, with_digits
from index.lexical import terms

_CURRENCIES = (
    "usd|inr|eur|gbp|aud|cad|nzd|sgd|hkd|aed|sar|qar|omr|kwd|bhd|myr|jpy|chf|sek|nok|dkk|zar|npr|bdt|lkr|"
    "rs|rupees?|dollars?|euros?|pounds?|dirhams?|riyals?|dinars?"
)
# What speaks of pay and of nothing else, as a part of patterns; they add what does so only where they look.
PAY_WORDS = "pays?|paid|salar(?:y|ies|ied)|earn(?:s|ed|ing|ings|ers?)?|incomes?"
VALID = re.compile(r"\b(?:valid\w*|expir\w*|renew\w*)", re.I)  # of times that say how long a thing holds
FIGURE_OF_KIND = {
    "amount": re.compile(
        rf"[₹$€£]\s?\d|\b(?:{_CURRENCIES})\.?\s?\d|"
        rf"\b\d[\d,.]*\s?(?:lpa|lakhs?|lacs?|crores?|{_CURRENCIES}|k\b|per (?:year|month|annum|hour))",
        re.I,
    ),
    "duration": re.compile(r"\d\+?[\s-]?(?:minutes?|hours?|days?|weeks?|months?|years?)\b", re.I),
    "clock": re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|a\.m|p\.m)\b|\b\d{1,2}:\d\d\b|\bnoon\b", re.I),
    "date": re.compile(
        r"\b(?:19|20)\d\d\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun|week)days?\b|"
        r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\bweekends?\b",
        re.I,
    ),
    "total": re.compile(r"\d\+?\s?(?:hours?|days?|weeks?|months?|years?)\b", re.I),
    "share": re.compile(
        r"\d\s?%|\bper ?cent\b|\bout of\b|\b\d+ ?(?:to|:) ?1\b(?! ?(?:year|month|week|day|hour|lakh))"
        r"|\b(?:one|two|three|\d) in \w+|\b(?:half|third|quarter)\b",
        re.I,
    ),
    "frequency": re.compile(
        r"\b(?:once|twice|thrice|times|every|each|daily|weekly|monthly|yearly|fortnight\w*|annual(?:ly)?)\b", re.I
    ),
    "age": re.compile(
        r"\bage[ds]?\b|\b(?:over|under|above|below|between) \d\d\b|\b\d\d years\b|\bold(?:er|est)?\b", re.I
    ),
    "count": re.compile(
        r"\d(?![.)]\s)|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|"
        r"hundred|dozen)\b",
        re.I,
    ),
}
_ASKS_MOST = re.compile(
    r"\b(?:which|what|who|where)\b.*\b(?:most|best|highest|better|more|least|lowest|soonest|well)\b"
)
_ASKS_WHICH = re.compile(  # names are asked for, whose figures need not be known: "which countries pay more"
    r"^(?:(?:which|what) )?(?:countr(?:y|ies)|cit(?:y|ies)|places|companies|firms|employers|roles|jobs|fields)\b"
    r"(?!.*\bhow much\b).*\b(?:pa(?:ys?|id|ying)|earns?|higher|highest|more|better)\b"
)
_PAYS_MOST = re.compile(rf"\b(?:{PAY_WORDS}|money)\b.{{0,30}}\b(?:best|most|better|highest|soonest|least)\b", re.I)
_MUST_BE_GIVEN = {  # beside the figures of the kind, words that say it without one
    "count": re.compile(
        r"\d|(?m:^(?:-|\|) )|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|"
        r"forty|fifty|hundred|thousand|dozens?|several|few|many|no|none|any|each|every|only|single|couple|half|unlimited)\b"
    ),
    "amount": re.compile(
        r"\d[\d,]{3,}|\d ?(?:%|per ?cent|times|x\b)|\((?:₹|lpa|inr|rs|in lakhs?)\b|"
        r"\b(?:free|nothing|unpaid|no (?:fee|cost|charge|stipend|pay))\b"
    ),
    "date": re.compile(
        r"\d{4}|\b(?:every|once|twice|monthly|yearly|rolling|any ?time|spring|summer|autumn|winter|months?)\b"
    ),
    "duration": re.compile(
        r"\d ?(?:second|minute|hour|day|week|month|year|semester|(?:%|per ?cent)(?: and \d+ ?%)? of\b)|"
        r"\b(?:life(?:time)?|weekends?|no (?:limit|time))\b|"
        r"\b(?:a|an|half|few|several|many) (?:an? )?(?:minute|hour|day|week|month|year)|"
        r"\b(?:minute|hour|day|week|month|year|semester|class)s? \d|"
        r"\b(?:Minutes|Hours|Days|Weeks|Months|Years)\b[^\n.;]{0,60}(?:: |\|\n)"  # over or before bare numbers
    ),
}
_TENS = re.compile(  # a figure, whichever
    r"\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)(?:[- ]\w+(?=\s))?\b"
)
_OTHER_UNIT = re.compile(r"\b(?:minute|hour|day|week|month|year|semester|lakh|rupee)s?\b", re.I)
_NO_NOUNS = frozenset(["is", "does", "has", "was", "this"])
_BARE_NUMBER = re.compile(r"[\d.,]+(?:\s*(?:[-–—]|to)\s*[\d.,]+)?\s*\+?")
_UNITS = r"(minutes|hours|days|weeks|months|years|lakhs?|lpa|rupees|inr|rs|₹)"
_UNIT_OF_HEAD = re.compile(rf"^\W*{_UNITS}\b|\(\W*{_UNITS}[^()]*\)|\bin {_UNITS}(?!\w)|\({_UNITS}\)", re.I)


def holds_figure(kind: str, text: str) -> bool:
    """Whether a text holds a figure of a kind, in digits or, of a time, in words ("three years")."""
    figure = FIGURE_OF_KIND[kind]
    in_words = kind in ("duration", "total") and bool(figure.search(with_digits(text.lower())))
    return bool(figure.search(text)) or in_words


def gives_figure(question: Question, text: str) -> bool:
    """Whether an answer holds the figure that alone is asked for: an amount or a time; True where none is."""
    if question.kind not in _MUST_BE_GIVEN or question.yes_no or question.asks("comparison", "list", "order", "table"):
        return True
    unmarked = without_marks(text)
    if says_the_most(question, unmarked) or _ASKS_WHICH.search(question.folded):
        return True
    said = f"{unmarked}\n{in_figures(_TENS.sub('20', fold(unmarked)))}"
    kinds = [kind for kind in question.kinds if kind in FIGURE_OF_KIND]
    if "duration" in kinds and "how long" not in question.folded:
        kinds.append("clock")  # "expert call time"
    return any(FIGURE_OF_KIND[kind].search(said) for kind in kinds) or bool(_MUST_BE_GIVEN[question.kind].search(said))


def says_the_most(question: Question, text: str) -> bool:
    """Whether it asks what pays most or soonest, and a text says so without a figure: "Film sound pays best"."""
    return bool(_ASKS_MOST.search(question.folded) and _PAYS_MOST.search(text))


def with_unit(head: str, cell: str) -> str:
    """A cell's text, with the unit that its column's head gives a bare number: "31" under "Weeks" is "31 weeks"."""
    unit = _UNIT_OF_HEAD.search(head) if _BARE_NUMBER.fullmatch(cell.strip()) else None
    said = next(filter(None, unit.groups())).lower() if unit else ""
    return f"{cell.strip()} {'rupees' if said == '₹' else said}" if said else cell


def states_count(question: Question, text: str) -> bool:
    """Whether a text gives a number of what "how many" asks for: the number, then that noun within three words."""
    asked = re.search(r"\b(?:how many|number of) ([\w-]+)(?: ([\w-]+s)\b)?", question.folded)
    if asked is None:
        return bool(FIGURE_OF_KIND["count"].search(text))
    head = asked[2] if asked[2] and not asked[1].endswith("s") and asked[2] not in _NO_NOUNS else asked[1]
    noun = terms(head)[0]
    for figure in FIGURE_OF_KIND["count"].finditer(text):
        behind = " ".join(re.findall(r"[\w-]+", text[figure.end() :])[:4])
        if not _OTHER_UNIT.fullmatch(head):
            behind = _OTHER_UNIT.split(behind)[0]  # "six months in a studio" counts no studios
        if noun in terms(behind):
            return True
    return False
