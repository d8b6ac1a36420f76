"""Does a passage hold the kind of answer that a question asks for: a figure of the right unit, a list, a definition."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import without_marks
from assistant.context import block_of, faq_of, lead_in_of, stands_in, subject_terms
from assistant.language import fold, load_language
from assistant.question import Question, in_figures, with_digits
from assistant.support import lexical_support, stems
from corpus.guide import Guide, Label, ListBlock, Paragraph, Table
from corpus.passages import Passage, PassageKind
from index.lexical import terms

_CURRENCIES = (
    "usd|inr|eur|gbp|aud|cad|nzd|sgd|hkd|aed|sar|qar|omr|kwd|bhd|myr|jpy|chf|sek|nok|dkk|zar|npr|bdt|lkr|"
    "rs|rupees?|dollars?|euros?|pounds?|dirhams?|riyals?|dinars?"
)

FIGURE_OF_KIND = {
    "amount": re.compile(
        rf"[₹$€£]\s?\d|\b(?:{_CURRENCIES})\.?\s?\d|"
        rf"\b\d[\d,.]*\s?(?:lpa|lakhs?|lacs?|crores?|{_CURRENCIES}|k\b|per (?:year|month|annum|hour))",
        re.I,
    ),
    "duration": re.compile(r"\d\+?\s?(?:minutes?|hours?|days?|weeks?|months?|years?)\b", re.I),
    "clock": re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|a\.m|p\.m)\b|\b\d{1,2}:\d\d\b|\bnoon\b", re.I),
    "date": re.compile(
        r"\b(?:19|20)\d\d\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun|week)days?\b|"
        r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\bweekends?\b",
        re.I,
    ),
    "total": re.compile(r"\d\+?\s?(?:hours?|days?|weeks?|months?|years?)\b", re.I),
    "share": re.compile(
        r"\d\s?%|\bper ?cent\b|\bout of\b|\b(?:one|two|three|\d) in \w+|\b(?:half|third|quarter)\b", re.I
    ),
    "frequency": re.compile(
        r"\b(?:once|twice|thrice|times|every|each|daily|weekly|monthly|yearly|fortnight\w*|annual(?:ly)?)\b", re.I
    ),
    "age": re.compile(
        r"\bage[ds]?\b|\b(?:over|under|above|below|between) \d\d\b|\b\d\d years\b|\bold(?:er|est)?\b", re.I
    ),
    "count": re.compile(r"\d(?![.)]\s)|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen)\b", re.I),
}

_NAME_OF_KIND = {  # label names and lead-ins that announce a kind of answer
    "place": re.compile(r"\bwhere\b|\b(?:centre|center|location|address|campus)\b", re.I),
    "organisation": re.compile(r"\b(?:compan(?:y|ies)|employers?|recruiters?|hiring|firms?)\b", re.I),
    "reason": re.compile(r"\b(?:why|because|reason)\b", re.I),
}

_LISTED_NAME = re.compile(
    r"(?:^|(?<=, )|(?<= and )|(?<= or ))([A-Z][\w&.’'-]*(?: [A-Z][\w&.’'-]*)*)(?=,| and | or |\.|$| \w)"
)
_HIRES = re.compile(r"\b(?:hir(?:e|es|ed|ing)|recruit\w*|employ\w*|compan(?:y|ies)|offer letters?|jobs?|work)\b")
_INNER_NAME = re.compile(r"(?<=[a-z,] )[A-Z]\w+")  # a name inside a sentence

_OTHER_QUESTION = re.compile(r"(?:where|why|when|who|how)\b", re.I)  # a label that answers no "what" or "which"

_DEFINING_VERB = re.compile(r"\b(?:is|are|means?|stands for|refers to|allows|lets|builds?|focus(?:es)?)\b", re.I)
_ALSO_CALLED = re.compile(r",? (?:also )?(?:called|known as|or) (?:an? |the )?([^,]{2,40}),|,? \(([^)]{2,40})\)", re.I)
_SHORT_FORM = re.compile(r"\b(?:full forms?|stands? for|short for|abbreviation)\b")
_ABOUT_SHORT_FORMS = frozenset(["full", "form", "stand", "stands", "short", "abbreviation"])
_SPELT_OUT = re.compile(r"\bstands? for\b|\bshort for\b|\b[A-Z][\w&]*[A-Z]\b\)? (?:means|is (?:an?|the|short))\b")
_IN_BRACKETS = re.compile(r"((?:[\w’'-]+[ ,]+){1,9})\(([A-Z][\w&]*[A-Z])s?\)")

_NAMED_ITEM = re.compile(r"[*_]{0,3}([^:—–]{1,40}?)[*_]{0,3}(?: [—–-] |:[*_]{0,3} )\S")  # "Name: what it is"
_PAY = re.compile(
    r"\b(?:salar(?:y|ies)|pay|pays|paid|package|ctc|lpa|earn(?:s|ed|ing|ings)?|income|stipend|wages?|compensation|"
    r"remuneration|take[- ]home|in[- ]hand|offers?|makes?|gets?|increments?|hikes?|basic)\b"
)
_RISES = re.compile(r"\b(?:increas\w+|rais\w+|rises?|hikes?|lifts?|boosts?|increments?|cuts?|drops?|more|less|extra)\b")
_ASKS_MOST = re.compile(
    r"\b(?:which|what|who|where)\b.*\b(?:most|best|highest|better|more|least|lowest|soonest|well)\b"
)
_PAYS_MOST = re.compile(
    r"\b(?:pays?|paid|earns?|salar\w+|money|incomes?)\b.{0,30}\b(?:best|most|better|highest|soonest|least)\b", re.I
)
COST = re.compile(r"\b(?:fees?|(?<!low[- ])costs?|costing|prices?|charges|expens\w+)\b")
_MUST_BE_GIVEN = {  # beside the figures of the kind, words that say it without one
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
_NO_NOUNS = frozenset(["is", "does", "has", "was", "this"])
_BARE_NUMBER = re.compile(r"[\d.,]+(?:\s*(?:[-–—]|to)\s*[\d.,]+)?\s*\+?")
_UNITS = r"(minutes|hours|days|weeks|months|years|lakhs?|lpa|rupees|inr|rs|₹)"
_UNIT_OF_HEAD = re.compile(rf"^\W*{_UNITS}\b|\(\W*{_UNITS}[^()]*\)|\bin {_UNITS}(?!\w)|\({_UNITS}\)", re.I)
_COMMA = re.compile(r",(?!\d)")
_ENUMERATION = re.compile(r"[^,]{2,60}, [^,]{2,60},? (?:and|or) \w")  # three things or more in a row

_COMPARATIVE = re.compile(r"\b(?:differen\w+|vs\.?|versus|better|compar\w+)\b", re.I)

DEFINING_WORDS = frozenset(
    ["explain", "define", "describe", "meaning", "definition", "teach", "formula", "matlab", "samjhao"]
    + ["simple", "simply", "words", "terms", "language", "layman", "brief", "short"]  # "in simple words"
)


def kind_fits(question: Question, guide: Guide, passage: Passage) -> bool:
    """Whether a passage holds the kind of answer that the question most likely asks for."""
    kind = question.kind
    if kind is None:
        return True
    if kind == "count":
        return states_count(question, passage.text)
    if kind in FIGURE_OF_KIND:
        other_money = kind == "amount" and _is_other_money(question, guide, passage)
        values = _values_text(guide, passage)
        risen = kind == "amount" and _RISES.search(question.folded) and FIGURE_OF_KIND["share"].search(values)
        return (
            _holds_figure(kind, values) or bool(risen) or _is_share_of_pay(question, guide, passage)
        ) and not other_money
    block = block_of(guide, passage)
    if kind in _NAME_OF_KIND:
        announced = block.name.text if isinstance(block, Label) else lead_in_of(block) or passage.text
        if kind == "organisation" and passage.kind is PassageKind.SENTENCE and _names_several(passage):
            return True
        names_some = not isinstance(block, Paragraph) or kind == "reason" or bool(_INNER_NAME.search(passage.text))
        return names_some and bool(_NAME_OF_KIND[kind].search(announced))
    if kind == "table":
        return passage.kind is PassageKind.TABLE
    if kind == "list":
        if passage.kind is PassageKind.SENTENCE:
            said = stems(passage.indexed)  # a list is better unless the sentence or its heading names what is asked
            return bool(_ENUMERATION.search(passage.text)) and all(lexical_support(w, said) for w in question.content)
        return passage.kind is PassageKind.LIST or (
            passage.kind in (PassageKind.LABEL, PassageKind.ROW)
            and bool(_COMMA.search(passage.text))
            and not _OTHER_QUESTION.match(passage.text.lstrip("*_ "))
        )
    if kind == "source":
        return isinstance(block, Label) and block.name.text.lower().startswith(("source", "based on"))
    if kind == "comparison":
        pair = faq_of(guide, passage)
        comparing = pair is not None and bool(_COMPARATIVE.search(pair.question.text))
        if comparing or not isinstance(block, Table):
            return comparing
        labels = (re.sub(r"\(.*?\)", "", row.cells[0].text) for row in block.rows)
        return question.asks("amount", "duration") or sum(stands_in(label, question) for label in labels) > 1
    if kind == "definition":
        named = [word for word in question.content if word not in DEFINING_WORDS]
        if asks_short_form(question) and spells_out(question, guide, passage):
            return True
        about = subject_of(guide, passage)
        compound = passage.kind is PassageKind.ITEM and about is not None and _goes_on_after(named, about)
        return about is not None and not compound and all(lexical_support(word, stems(about)) for word in named)
    if kind == "how_to":
        return passage.kind in (PassageKind.FAQ, PassageKind.LIST, PassageKind.LABEL, PassageKind.SENTENCE)
    return True


def _names_several(passage: Passage) -> bool:
    """Whether a sentence under a heading on those who hire gives three names or more that are no places."""
    places = load_language().places
    names = [name for name in _LISTED_NAME.findall(passage.text) if fold(name).replace(" ", "-") not in places]
    return len(names) > 2 and bool(_HIRES.search(" ".join((*passage.path, passage.text)).lower()))


def _goes_on_after(named: Sequence[str], about: str) -> bool:
    """Whether a name goes on after the last word asked about: a "PACS administrator" is no PACS."""
    words = re.findall(r"[\w+#.-]+|[^\w\s]", about.lower())
    last = max((at for at, word in enumerate(words) if word in named), default=len(words))
    after = words[last + 1 : last + 2]
    return bool(named and after) and after[0].isalpha() and after[0] not in ("and", "or", "in", "for", "of", "with")


def _holds_figure(kind: str, text: str) -> bool:
    """Whether a text holds a figure of a kind, in digits or, of a time, in words ("three years")."""
    figure = FIGURE_OF_KIND[kind]
    in_words = kind in ("duration", "total") and bool(figure.search(with_digits(text.lower())))
    return bool(figure.search(text)) or in_words


def _is_share_of_pay(question: Question, guide: Guide, passage: Passage) -> bool:
    """Whether pay is asked for and a row gives it as a share under a head that says so: "15% less"."""
    block = block_of(guide, passage)
    if not isinstance(block, Table) or passage.part is None or not _PAY.search(question.folded):
        return False
    cells = zip(block.header.cells[1:], block.rows[passage.part].cells[1:], strict=True)
    return any(_PAY.search(head.text.lower()) and FIGURE_OF_KIND["share"].search(cell.text) for head, cell in cells)


def _is_other_money(question: Question, guide: Guide, passage: Passage) -> bool:
    """Whether pay is asked for and a passage speaks of what something costs, or the other way round."""
    pay, cost = bool(_PAY.search(question.folded)), bool(COST.search(question.folded))
    if pay == cost:
        return False
    block = block_of(guide, passage)
    if isinstance(block, Table) and (heads := _heads_of_money(block, passage)):
        return all(bool(COST.search(head)) is pay and bool(_PAY.search(head)) is cost for head in heads)
    above = block.header.span.text if isinstance(block, Table) else lead_in_of(block) or ""
    said = f"{above} {passage.text}".lower() if isinstance(block, Table | Label) else passage.text.lower()
    return bool(COST.search(said)) is pay and bool(_PAY.search(said)) is cost


def _heads_of_money(table: Table, passage: Passage) -> list[str]:
    """What the columns with amounts of money are called; empty where one does not say whether it is pay or cost."""
    rows = table.rows if passage.part is None else (table.rows[passage.part],)
    heads = [head.text for head in table.header.cells]
    found = [
        heads[at].lower()
        for at in range(1, len(heads))
        if any(_holds_figure("amount", with_unit(heads[at], row.cells[at].text)) for row in rows)
    ]
    return found if all(_PAY.search(head) or COST.search(head) for head in found) else []


def gives_figure(question: Question, text: str) -> bool:
    """Whether an answer holds the figure that alone is asked for: an amount or a time; True where none is."""
    if question.kind not in _MUST_BE_GIVEN or question.yes_no or question.asks("comparison", "list", "order", "table"):
        return True
    unmarked = without_marks(text)
    if says_the_most(question, unmarked):
        return True
    said = f"{unmarked}\n{in_figures(_TENS.sub('20', fold(unmarked)))}"
    kinds = [kind for kind in question.kinds if kind in FIGURE_OF_KIND]
    return any(FIGURE_OF_KIND[kind].search(said) for kind in kinds) or bool(_MUST_BE_GIVEN[question.kind].search(said))


def says_the_most(question: Question, text: str) -> bool:
    """Whether it asks what pays most or soonest, and a text says so without a figure: "Film sound pays best"."""
    return bool(_ASKS_MOST.search(question.folded) and _PAYS_MOST.search(text))


def asks_short_form(question: Question) -> bool:
    """Whether it is asked what initials stand for."""
    return bool(_SHORT_FORM.search(question.folded))


def spells_out(question: Question, guide: Guide, passage: Passage) -> bool:
    """Whether a passage tells what the initials asked about stand for; it may leave the guide's subject unnamed."""
    if not (_SPELT_OUT.search(passage.text) or _in_brackets_after_its_words(passage.text)):
        return False
    said = stems(passage.text) | subject_terms(guide)
    named = [word for word in question.content if word not in DEFINING_WORDS | _ABOUT_SHORT_FORMS]
    return all(lexical_support(word, said) for word in named)


def _in_brackets_after_its_words(text: str) -> bool:
    """Whether initials stand in brackets behind the words they are made of: "Digital Harbour Chart (DHC)"."""
    return any(
        initials.lower().replace("&", "") in "".join(word[0].lower() for word in re.findall(made_of, words))
        for words, initials in _IN_BRACKETS.findall(text)
        for made_of in (r"\b[A-Za-z]\w*", r"\b[A-Z]\w*")  # all words before, or those in capitals alone
    )


def subject_of(guide: Guide, passage: Passage) -> str | None:
    """What a passage is about: its FAQ question, row label, label name, lead-in, heading, or a sentence's subject."""
    if pair := faq_of(guide, passage):
        return pair.question.text
    block = block_of(guide, passage)
    heading = passage.path[-1] if passage.path else ""
    if isinstance(block, Table) and passage.part is not None:
        return " ".join([block.rows[passage.part].cells[0].text, *(cell.text for cell in block.header.cells)])
    if isinstance(block, Label):
        return block.name.text
    if isinstance(block, ListBlock):
        if passage.kind is PassageKind.ITEM:
            named = _NAMED_ITEM.match(passage.text)
            return named[1] if named else None
        return block.lead_in.text if block.lead_in else None
    if isinstance(block, Paragraph):
        said = passage.text.replace("*", "").replace("_", "")
        other = _ALSO_CALLED.search(said)
        plain = re.sub(r"^[A-Z][\w\s-]{0,20}, ", "", said[: other.start()] + said[other.end() :] if other else said)
        subject = _DEFINING_VERB.split(plain, maxsplit=1)
        if len(subject) != 2 or len(subject[0].split()) > 6:
            return None
        return f"{subject[0]} {other[1] or other[2]}" if other else subject[0]
    return heading


def _values_text(guide: Guide, passage: Passage) -> str:
    """The passage's text; of a table or row only the value cells, since a label such as "0–1 year" answers nothing."""
    block = block_of(guide, passage)
    if not isinstance(block, Table):
        return passage.text
    rows = block.rows if passage.part is None else (block.rows[passage.part],)
    heads = block.header.cells
    return "\n".join(with_unit(heads[at].text, row.cells[at].text) for row in rows for at in range(1, len(heads)))


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
        if noun in terms(" ".join(re.findall(r"[\w-]+", text[figure.end() :])[:4])):
            return True
    return False
