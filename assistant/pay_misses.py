"""Pay that looks given and is not: of a payer, a name or an employer beside which the guide has no figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.context import career_of, context_text, names_of, subject_terms
from assistant.evidence import Evidence
from assistant.figure_kinds import FIGURE_OF_KIND, says_the_most
from assistant.language import fold, load_language
from assistant.question import Question, named_words, place_words
from assistant.support import lexical_support, stems
from corpus.guide import Table
from corpus.passages import PassageKind
from corpus.sentences import split_sentences
from index.search import Index

_PAYER = re.compile(r"\b(?:does|do|will|would) (?:the |that |this |a |an |your )?(\w+) (?:pay|offer|give)s?\b")
_PAY_OF = re.compile(
    r"\b([a-z][\w-]{2,}) (?:salary|salaries|pay|package)\b|"
    r"\b(?:salary|salaries|pay|package) (?:of|for) (?:an? |the )?([a-z][\w-]{2,})\b"
)
_PRICE_OF = re.compile(r"\b(?:price|cost) of (?:an? |the )?([a-z][\w-]{2,})\b")
_PRICE_TO = re.compile(r"\b(?:cost|costs|fees?|charges?|price)(?: it)? to ([a-z]{3,})\b")
_WHETHER_FREE = re.compile(r"\b(?:free or paid|paid or free)\b")  # a price, and nobody's pay
_OF_TWO = re.compile(r"\b(?:or|vs|versus|and|compared)\b")
_HOLDS = re.compile(r"\b(?:holds?|contains?|comprises?|consists? of|(?:is )?made up of)\b")
_SIZE = re.compile(r"\b(\d+)-[a-z]{3,}\b")  # "16-litre"
_TIME_SERVED = re.compile(r"\b(?:years?|yrs?|months?|experienced?|senior|junior|entry|fresher)\b", re.I)
EMPLOYER = re.compile(r"\b(?:compan(?:y|ies)|employers?|firms?|recruiters?)\b")  # what one pays is its own matter


def pay_not_given(question: Question, evidence: Sequence[Evidence], index: Index) -> bool:
    """Whether it asks for pay that no evidence gives, though some evidence speaks of pay."""
    if _WHETHER_FREE.search(question.folded):
        return False
    return (
        _unknown_payer(question, index, evidence[0].guide.id)
        or _pay_of_a_name(question, evidence)
        or _pay_of_none(question, evidence)
        or _pay_of_employers(question, evidence)
        or _pay_of_another_level(question, evidence[0])
        or _price_of_another(question, evidence[0], index)
        or _price_of_the_whole(question, evidence[0])
        or _pay_of_another_column(question, evidence[0])
        or _pay_under_two_names(question, evidence)
    )


def pay_of_another_place(question: Question, best: Evidence, home: str | None) -> bool:
    """Whether pay at a place away from home is asked for, and the best evidence gives it for another place alone."""
    language = load_language()
    asked = frozenset().union(*(language.places[word] for word in question.places))
    if question.kind != "amount" or question.yes_no or not asked or home in asked:
        return False
    sentences = _sentences_with_pay(best)
    said = [frozenset(place_words(fold(one))) for one in sentences]
    return bool(said) and all(words and words.isdisjoint(asked) for words in said)


def _pay_of_another_level(question: Question, best: Evidence) -> bool:
    """Whether pay at one level is asked for, and the best evidence is running text that gives it for others alone."""
    if question.kind != "amount" or question.yes_no or isinstance(best.block, Table):
        return False
    asked = _levels(question.asking)
    said = [_levels(sentence) for sentence in _sentences_with_pay(best)]
    return bool(asked and said) and all(levels and levels.isdisjoint(asked) for levels in said)


def _pay_of_another_column(question: Question, best: Evidence) -> bool:
    """Whether a role's or level's pay is asked for, which another table has, and the best row gives that of others.

    So a "supervisor in Pune" is asked about where the row of Pune has a column for trainees and one for permit holders.
    """
    if question.kind != "amount" or question.yes_no or question.asks("comparison"):
        return False
    if not isinstance(best.block, Table) or best.passage.kind is not PassageKind.ROW:
        return False
    heads = fold(" ".join(cell.text for cell in best.block.header.cells))
    language = load_language()
    persons = language.role_nouns | language.persons | frozenset().union(*language.levels)
    if not any(word.removesuffix("s") in persons for word in heads.split()):
        return False  # no column is somebody's
    levels = _levels(question.asking)
    if levels and _levels(heads):
        return levels.isdisjoint(_levels(heads) | _levels(best.passage.text))
    own, said = stems(career_of(best.guide) or ""), _said_in_row(best)
    plain = {word.removesuffix("s") for word in question.asking.split()}
    roles = [stems(word) for word in plain if word in language.role_nouns and not stems(word) & (said | own)]
    tables = [block for section in best.guide.sections for block in section.blocks if isinstance(block, Table)]
    labels = [stems(row.cells[0].text) for table in tables if table is not best.block for row in table.rows]
    return any(role <= label for role in roles for label in labels)


def _pay_under_two_names(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether pay of a name is asked for that only a heading of two names has, and not the sentence with the figure.

    Under "Mason or carpenter" a sentence on what both may do pays neither the mason nor the carpenter.
    """
    best = evidence[0]
    heading = best.passage.path[-1] if best.passage.path else ""
    if question.kind != "amount" or question.yes_no or best.passage.kind is not PassageKind.SENTENCE:
        return False
    if not _OF_TWO.search(heading.lower()) or question.asks("comparison"):
        return False
    named = [word for word in question.asked if word not in question.attribute_words]
    named = [word for word in named if lexical_support(word, stems(heading))]
    return bool(named) and not any(lexical_support(word, stems(best.passage.text)) for word in named)


def _said_in_row(best: Evidence) -> frozenset[str]:
    """The stems of a row with the heads of its columns."""
    heads = best.block.header.cells if isinstance(best.block, Table) else ()
    return stems(best.passage.text).union(*(stems(cell.text) for cell in heads))


def _levels(text: str) -> frozenset[int]:
    words = set(fold(text).split())
    return frozenset(at for at, level in enumerate(load_language().levels) if not level.isdisjoint(words))


def _sentences_with_pay(best: Evidence) -> list[str]:
    """Those of its sentences that give an amount; a table is none but whole, for its cells are no running text."""
    text = best.passage.text
    whole = isinstance(best.block, Table)
    sentences = [text] if whole else [span.text for span in split_sentences(text, 0, len(text))]
    return [sentence for sentence in sentences if FIGURE_OF_KIND["amount"].search(sentence)]


def pay_of_an_unknown(question: Question, best: Evidence, index: Index) -> bool:
    """Whether the pay of something is asked for of which neither a guide nor the best evidence speaks."""
    if question.kind != "amount" or question.yes_no:
        return False
    generic = load_language().generic
    support = dict(zip(question.content, best.support, strict=True))
    named = [word for match in _PAY_OF.findall(question.asking) for word in match if word and word not in generic]
    return any(support.get(word, 1.0) < 0.3 and not index.knows(word, best.guide.id) for word in named)


def pay_after_other_years(question: Question, best: Evidence) -> bool:
    """Whether pay after years of work is asked for, and the best evidence is a table's row that tells of no years."""
    if question.experience is None or question.kind != "amount" or best.passage.kind is not PassageKind.ROW:
        return False
    return not _TIME_SERVED.search(context_text(best.guide, best.passage))


def _price_of_another(question: Question, best: Evidence, index: Index) -> bool:
    """Whether the price of a thing that no guide names, of another size or of doing something else is asked for."""
    if question.kind != "amount" or question.yes_no:
        return False
    unknown = (word for word in _PRICE_OF.findall(question.asking) if not lexical_support(word, best.context))
    if any(not index.knows(word, best.guide.id) for word in unknown):
        return True
    done = (word for word in _PRICE_TO.findall(question.asking) if word not in load_language().generic)
    if any(not lexical_support(word, best.context) for word in done):
        return True
    numbers = re.findall(r"\d+", best.passage.text)
    return any(size not in numbers for size in _SIZE.findall(question.asking))


def _price_of_the_whole(question: Question, best: Evidence) -> bool:
    """Whether the price of a thing is asked for, and the best evidence has one of what contains it: of a whole kit."""
    if question.kind != "amount" or question.yes_no or isinstance(best.block, Table):
        return False
    named = [word for word in question.asked if word not in question.attribute_words]
    for sentence in _sentences_with_pay(best):
        whole, _, held = _HOLDS.sub("\n", sentence, count=1).partition("\n")
        if held and named and not FIGURE_OF_KIND["amount"].search(held):
            return all(lexical_support(word, stems(held)) for word in named) and not any(
                lexical_support(word, stems(whole)) for word in named
            )
    return False


def _unknown_payer(question: Question, index: Index, guide: str) -> bool:
    """Whether it asks what somebody pays of whom no guide speaks ("what does that hospital pay")."""
    generic = load_language().generic
    return any(
        word not in generic and word not in question.attribute_words and not index.knows(word, guide)
        for word in _PAYER.findall(question.asking)
    )


def _pay_of_none(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether pay is asked for and no figure among the evidence stands with all that is asked about."""
    if question.kind != "amount" or question.yes_no or question.asks("comparison") or evidence[0].kind_fits:
        return False
    if says_the_most(question, evidence[0].passage.text):
        return False
    asked = [place for place, word in enumerate(question.content) if word in question.asked]
    return not any(item.kind_fits and all(item.support[place] >= 0.5 for place in asked) for item in evidence[:10])


def _pay_of_employers(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether it asks what companies pay, and nothing else, and no figure of the guide stands beside such a word."""
    if question.kind != "amount" or question.yes_no or not EMPLOYER.search(question.asking):
        return False
    subject, places = subject_terms(evidence[0].guide), load_language().places
    others = [
        word
        for word in named_words(question)
        if not EMPLOYER.search(word) and word not in places and not stems(word) <= subject
    ]
    return not others and not any(
        item.kind_fits and EMPLOYER.search(context_text(item.guide, item.passage).lower()) for item in evidence[:20]
    )


def _pay_of_a_name(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether the pay at a name of the guide is asked for, and no evidence that holds the name holds a figure."""
    if question.kind != "amount" or question.yes_no:
        return False
    guide = evidence[0].guide
    named = [w for w in question.asked if w in names_of(guide) and not stems(w) <= subject_terms(guide)]
    places = load_language().places
    named = [word for word in named if word not in places and word not in question.attribute_words]
    return bool(named) and not any(
        item.kind_fits and all(lexical_support(word, item.context) for word in named) for item in evidence[:10]
    )
