"""Does a passage hold the kind of answer that a question asks for: a figure of the right unit, a list, a definition."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.context import block_of, faq_of, lead_in_of, stands_in
from assistant.defining import DEFINING_WORDS, asks_short_form, spells_out, subject_of
from assistant.figure_kinds import FIGURE_OF_KIND, PAY_WORDS, VALID, holds_figure, states_count, with_unit
from assistant.language import fold, load_language
from assistant.question import Question
from assistant.support import lexical_support, stems
from corpus.guide import Guide, Label, Paragraph, Table
from corpus.passages import Passage, PassageKind

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

_PAY = re.compile(
    rf"\b(?:{PAY_WORDS}|package|ctc|lpa|stipend|wages?|compensation|remuneration|"
    r"take[- ]home|in[- ]hand|offers?|makes?|gets?|increments?|hikes?|basic)\b"
)
_RISES = re.compile(r"\b(?:increas\w+|rais\w+|rises?|hikes?|lifts?|boosts?|increments?|cuts?|drops?|more|less|extra)\b")
COST = re.compile(r"\b(?:fees?|(?<!low[- ])costs?|costing|prices?|charges|expens\w+)\b")
_COMMA = re.compile(r",(?!\d)")
_ENUMERATION = re.compile(r"[^,]{2,60}, [^,]{2,60},? (?:and|or) \w")  # three things or more in a row

_WORDS = re.compile(r"[^\W\d_]{2,}(?:[ -][^\W\d_]{2,}){2}")  # three in a row are more than a figure's unit
_COMPARATIVE = re.compile(r"\b(?:differen\w+|vs\.?|versus|better|compar\w+)\b", re.I)


def kind_fits(question: Question, guide: Guide, passage: Passage) -> bool:
    """Whether a passage holds the kind of answer that the question most likely asks for."""
    kind = question.kind
    if kind is None:
        return True
    if kind == "count":
        return states_count(question, _counted_text(guide, passage))
    if kind in FIGURE_OF_KIND:
        return _gives_figure_of(kind, question, guide, passage)
    if kind in _NAME_OF_KIND:
        return _announces(kind, guide, passage)
    fits = _FITS.get(kind)
    return fits is None or fits(question, guide, passage)


def _gives_figure_of(kind: str, question: Question, guide: Guide, passage: Passage) -> bool:
    """Whether a passage gives a figure of a kind; of money not pay for a cost, and a rise also as a share."""
    values = _values_text(guide, passage)
    if kind == "duration" and VALID.search(passage.indexed) and not VALID.search(question.folded):
        values = _values_text(guide, passage, without=VALID)
    if kind != "amount":
        return holds_figure(kind, values) or _is_share_of_pay(question, guide, passage)
    risen = bool(_RISES.search(question.folded) and FIGURE_OF_KIND["share"].search(values))
    given = holds_figure(kind, values) or risen or _is_share_of_pay(question, guide, passage)
    return given and not _is_other_money(question, guide, passage)


def _announces(kind: str, guide: Guide, passage: Passage) -> bool:
    """Whether a passage stands under a name that announces a place, an organisation or a reason."""
    block = block_of(guide, passage)
    if kind == "organisation" and passage.kind is PassageKind.SENTENCE and _names_several(passage):
        return True
    announced = block.name.text if isinstance(block, Label) else lead_in_of(block) or passage.text
    names_some = not isinstance(block, Paragraph) or kind == "reason" or bool(_INNER_NAME.search(passage.text))
    return names_some and bool(_NAME_OF_KIND[kind].search(announced))


def _is_table(_question: Question, _guide: Guide, passage: Passage) -> bool:
    return passage.kind is PassageKind.TABLE


def _lists_things(question: Question, _guide: Guide, passage: Passage) -> bool:
    """Whether a passage is a list, or enumerates in a label line, a row or a sentence on all that is asked."""
    if passage.kind is PassageKind.SENTENCE:
        said = stems(passage.indexed)  # a list is better unless the sentence or its heading names what is asked
        return bool(_ENUMERATION.search(passage.text)) and all(lexical_support(w, said) for w in question.content)
    return passage.kind is PassageKind.LIST or (
        passage.kind in (PassageKind.LABEL, PassageKind.ROW)
        and bool(_COMMA.search(passage.text))
        and not _OTHER_QUESTION.match(passage.text.lstrip("*_ "))
    )


def _names_a_source(_question: Question, guide: Guide, passage: Passage) -> bool:
    block = block_of(guide, passage)
    return isinstance(block, Label) and block.name.text.lower().startswith(("source", "based on"))


def _compares(question: Question, guide: Guide, passage: Passage) -> bool:
    """Whether a passage answers a question that compares, or is of a table with the figures or both things asked."""
    pair = faq_of(guide, passage)
    comparing = pair is not None and bool(_COMPARATIVE.search(pair.question.text))
    block = block_of(guide, passage)
    if comparing or not isinstance(block, Table):
        return comparing
    labels = (re.sub(r"\(.*?\)", "", row.cells[0].text) for row in block.rows)
    return question.asks("amount", "duration") or sum(stands_in(label, question) for label in labels) > 1


def _defines(question: Question, guide: Guide, passage: Passage) -> bool:
    """Whether a passage is about what is to be defined, or spells out its initials."""
    if asks_short_form(question):
        return spells_out(question, guide, passage)
    if _gives_figures_alone(guide, passage):
        return False
    about = subject_of(guide, passage)
    named = [word for word in question.content if word not in DEFINING_WORDS]
    compound = passage.kind is PassageKind.ITEM and about is not None and _goes_on_after(named, about)
    return about is not None and not compound and all(lexical_support(word, stems(about)) for word in named)


def _gives_figures_alone(guide: Guide, passage: Passage) -> bool:
    """Whether a passage is a row that tells a figure of what it names, and nothing else."""
    block = block_of(guide, passage)
    if not isinstance(block, Table) or passage.part is None:
        return False
    cells = [cell.text for cell in block.rows[passage.part].cells[1:]]
    return not any(_WORDS.search(cell) for cell in cells) and any(re.search(r"\d", cell) for cell in cells)


def _may_tell_how(_question: Question, _guide: Guide, passage: Passage) -> bool:
    return passage.kind in (PassageKind.FAQ, PassageKind.LIST, PassageKind.LABEL, PassageKind.SENTENCE)


_FITS: dict[str, Callable[[Question, Guide, Passage], bool]] = {
    "table": _is_table,
    "list": _lists_things,
    "source": _names_a_source,
    "comparison": _compares,
    "definition": _defines,
    "how_to": _may_tell_how,
}


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
        if any(holds_figure("amount", with_unit(heads[at], row.cells[at].text)) for row in rows)
    ]
    return found if all(_PAY.search(head) or COST.search(head) for head in found) else []


def _counted_text(guide: Guide, passage: Passage) -> str:
    """A passage's text; of a row or table whose cells are figures each with its column's head, and not the labels.

    "4 papers | ₹6,500" gives no number of papers, "Paper 1 | 100" below "Questions" one of questions.
    """
    block = block_of(guide, passage)
    if not isinstance(block, Table):
        return passage.text
    rows = block.rows if passage.part is None else (block.rows[passage.part],)
    if any(_WORDS.search(cell.text) for row in rows for cell in row.cells[1:]):
        return passage.text
    heads = block.header.cells
    return "\n".join(f"{row.cells[at].text} {heads[at].text}" for row in rows for at in range(1, len(heads)))


def _values_text(guide: Guide, passage: Passage, without: re.Pattern[str] | None = None) -> str:
    """The passage's text; of a table or row only the value cells, since a label such as "0–1 year" answers nothing.

    Columns whose heads match `without` are left out.
    """
    block = block_of(guide, passage)
    if not isinstance(block, Table):
        return passage.text
    rows = block.rows if passage.part is None else (block.rows[passage.part],)
    heads = block.header.cells
    kept = [at for at in range(1, len(heads)) if without is None or not without.search(heads[at].text)]
    return "\n".join(with_unit(heads[at].text, row.cells[at].text) for row in rows for at in kept)
