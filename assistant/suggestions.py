"""Questions to offer next, made from neighbouring facts and offered only after they were seen to be answered.

A question is offered where its answer quotes the part it was made from, and quotes something not shown already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from assistant.context import career_of
from assistant.figure_kinds import FIGURE_OF_KIND
from assistant.language import fold
from assistant.offers import Offer, in_running_words, section_offers
from assistant.question import Question, read_question
from assistant.support import lexical_support, stems
from corpus.guide import Block, FaqPair, Guide, Label, ListBlock, Place, Section, Span, Table
from index.search import Index

_MOST = 3  # questions offered at a time


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    """A question with the career named where there are several guides, and where it was made from, if anywhere."""

    question: str
    guide: str | None = None
    span: Span | None = None
    block: int | None = None


class Suggestions:
    """Makes questions from the guides and remembers what the answers to them quote."""

    def __init__(self, index: Index, quoted_for: Callable[[str], tuple[Place, ...] | None]) -> None:
        """Offer only what `quoted_for` gives quotes of an answer for; None is no answer."""
        self._index = index
        self._quoted_for = quoted_for
        self._known: dict[str, tuple[Place, ...] | None] = {}
        self._starters: tuple[str, ...] | None = None
        self._offers: dict[tuple[str, str, type[Block] | None], tuple[Offer, ...]] = {}
        self._ahead = (
            candidate
            for guide in index.guides.values()
            for section in guide.sections
            for candidate in self._of_section(guide, section)
        )

    def try_ahead(self) -> bool:
        """Try a question before it is to be offered, so that the first answer near it is quick; False when all are.

        For one thread at a time.
        """
        candidate = next((one for one in self._ahead if one.question not in self._known), None)
        if candidate is not None:
            self._quotes(candidate.question)
        return candidate is not None

    def starters(self) -> tuple[str, ...]:
        """Questions to begin with: one from a table, one of the FAQ, one from a label, as there are."""
        if self._starters is None:
            self._starters = tuple(self._chosen(self._to_begin_with(), ""))
        return self._starters

    def of_kind(self, asked: Question) -> tuple[str, ...]:
        """Questions of the kind that a vague one asks for, of several blocks if there are; none for fewer than two."""
        asking = [
            one
            for one in self._to_begin_with()
            if read_question(one.question).asks(*asked.kinds)
            and all(lexical_support(word, stems(one.question)) for word in asked.content)
        ]
        first_of = {(one.guide, one.block): one for one in reversed(asking)}
        ordered = dict.fromkeys([one for one in asking if one in first_of.values()] + asking)
        found = tuple(self._chosen(iter(ordered), "", of_one_block=_MOST))
        return found if len(found) > 1 else ()

    def answered(self, questions: Sequence[str]) -> tuple[str, ...]:
        """Those of the questions that are answered, in order."""
        candidates = (_Candidate(question=question) for question in questions)
        return tuple(self._chosen(candidates, "", most=len(questions))) if questions else ()

    def near(
        self,
        guide: Guide,
        sections: Sequence[int],
        asked: str,
        *,
        shown: Sequence[Place] = (),
        first: Collection[str] = (),
    ) -> tuple[str, ...]:
        """Questions on sections of a guide and their neighbours, then to begin with; none of them the one just asked.

        None is only answered by what is `shown` already. Of one section, those in `first` come first.
        """
        order = [place + by for by in (0, 1, -1, 2) for place in sections if 0 <= place + by < len(guide.sections)]
        near = (
            candidate
            for place in dict.fromkeys(order)
            for candidate in sorted(
                self._of_section(guide, guide.sections[place]), key=lambda one: one.question not in first
            )
        )
        begin = (_Candidate(question=question) for question in self.starters())
        # With nothing near, any guide will do; else whoever asks about one career is not led to another.
        more = self._to_begin_with([guide]) if sections else chain(begin, self._to_begin_with())
        return tuple(self._chosen(chain(near, more), asked, shown=shown))

    def _chosen(
        self,
        candidates: Iterator[_Candidate],
        asked: str,
        *,
        shown: Sequence[Place] = (),
        of_one_block: int = 2,  # rows of one table are much alike
        most: int = _MOST,
    ) -> Iterator[str]:
        offered: set[str] = {fold(asked)}
        blocks: Counter[tuple[str | None, int]] = Counter()
        named = read_question(asked).content
        for one in candidates:
            if fold(one.question) in offered or named and _names_all(one.question, named):
                continue
            offered.add(fold(one.question))
            if one.block is not None and blocks[one.guide, one.block] == of_one_block:
                continue
            quotes = self._quotes(one.question)
            if quotes is None or not _made_from(one, quotes) or all(_lies_in(quote, shown) for quote in quotes):
                continue
            if one.block is not None:
                blocks[one.guide, one.block] += 1
            yield one.question
            most -= 1
            if most == 0:
                return

    def _quotes(self, question: str) -> tuple[Place, ...] | None:
        if question not in self._known:
            self._known[question] = self._quoted_for(question)
        return self._known[question]

    def _to_begin_with(self, guides: Sequence[Guide] | None = None) -> Iterator[_Candidate]:
        """All that may be asked: what visitors ask about most first, and one of each kind of block before more."""
        guides = guides or list(self._index.guides.values())
        later: list[_Candidate] = []
        for guide in guides:
            pools = [
                [candidate for section in guide.sections for candidate in self._of_section(guide, section, kind)]
                for kind in (Table, FaqPair, Label, ListBlock)
            ]
            tables = {table.span.start: _figures_first(table) for table in _tables(guide)}
            pools[0].sort(key=lambda one: tables[one.block or 0])
            firsts = [pool[0] for pool in pools if pool]
            later += [candidate for pool in pools for candidate in pool[1:]]
            if len(guides) == 1:
                yield from firsts
            else:  # one of each guide, so that visitors see which careers there are
                yield from firsts[:1]
                later = [*firsts[1:], *later]
        yield from later

    def _of_section(self, guide: Guide, section: Section, only: type[Block] | None = None) -> Iterator[_Candidate]:
        key = (guide.id, section.anchor, only)
        offers = self._offers.get(key)
        if offers is None:
            offers = self._offers[key] = tuple(section_offers(section, only))
        for offer in offers:
            yield _Candidate(question=self._of(guide, offer), guide=guide.id, span=offer.span, block=offer.block)

    def _of(self, guide: Guide, offer: Offer) -> str:
        """The question with its career named, where there are several guides."""
        if len(self._index.guides) == 1:
            return offer.question
        career = career_of(guide)
        return f"{career[0].upper()}{career[1:]}: {in_running_words(offer.question)}"


def _names_all(question: str, named: Collection[str]) -> bool:
    return all(lexical_support(word, stems(question)) for word in named)


def _made_from(candidate: _Candidate, quotes: Sequence[Place]) -> bool:
    """Whether an answer quotes what its question was made from; else the question asks for something else."""
    span = candidate.span
    if span is None:
        return True
    return any(guide == candidate.guide and start < span.end and span.start < end for guide, start, end in quotes)


def _lies_in(quote: Place, shown: Sequence[Place]) -> bool:
    """Whether a quote is, or is part of, one that is shown."""
    return any(quote[0] == one[0] and one[1] <= quote[1] and quote[2] <= one[2] for one in shown)


def _tables(guide: Guide) -> list[Table]:
    return [block for section in guide.sections for block in section.blocks if isinstance(block, Table)]


def _figures_first(table: Table) -> int:
    """Tables of amounts, then of durations, then the others: what visitors ask about most comes first."""
    kinds = ("amount", "duration")
    return next((place for place, kind in enumerate(kinds) if FIGURE_OF_KIND[kind].search(table.span.text)), len(kinds))
