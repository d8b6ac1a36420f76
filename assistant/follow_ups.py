"""A message with the conversation before it: what it asks, what it is about, and the turn on it.

Earlier messages come in as they are read (spelling, Hindi, names), oldest first. Nothing of a visitor is kept; what is
remembered is which places of the guides a question is answered with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from assistant.answer import AnswererName, Citation, Outcome, Reason
from assistant.conversation import continued_question, standalone_question
from assistant.evidence import supported
from assistant.guides import GuideChooser
from assistant.language import fold
from assistant.needed_words import is_of_two, needed_words
from assistant.neighbouring_row import neighbouring_row, points_at_neighbour
from assistant.opening import asks_which_ones, from_word, leans_on, opening_of
from assistant.pointing import points_back
from assistant.question import read_question
from assistant.remembered import RememberedQuotes
from assistant.support import stems
from assistant.turn import Turn, may_be_read_anew
from corpus.guide import ListBlock, Place, Table
from index.search import Index

_SURE = 0.9  # confidence from which a message is read alone after all
_NAME = 3  # words up to which a message may be nothing but a name
_LIKELY = 0.5  # what the reader has to say of evidence for a follow-up that lacks a word of it


class TurnOn(Protocol):
    """The turn on one standalone question.

    It is declined where the evidence does not support all of `held`, unless the reader is as sure as `unless_read`, and
    where it does not support all of `needed`, however sure the reader is.
    """

    def __call__(
        self,
        asked: str,
        *,
        held: Sequence[str] = ...,
        unless_read: float = ...,
        needed: Sequence[str] = ...,
        before: Sequence[Place] = ...,
    ) -> Turn:
        """The turn, untimed; `before` is what the answer before quotes, as `leant_on` gives it unless it is given."""


class FollowUps:
    """Reads messages with those before them; any number of threads may share it."""

    def __init__(
        self,
        index: Index,
        guides: GuideChooser,
        quoted_for: Callable[[str, frozenset[str]], tuple[Place, ...] | None],
    ) -> None:
        """`quoted_for` looks up what the answer to a question about some guides quotes."""
        self._index = index
        self._guides = guides
        self._quotes = RememberedQuotes(quoted_for)

    def standalone(self, read: str, earlier: Sequence[str]) -> str:
        """The message as a question of its own; "the level above that" is the row beside what was answered before."""
        if earlier and points_at_neighbour(read):
            previous = self.standalone(earlier[-1], earlier[:-1])  # once, or a row of them doubles each time
            quotes = self._quotes_of(previous, earlier[:-1])
            row = neighbouring_row(read, read_question(previous), quotes, self._index.guides)
            if row is not None:
                return row
        return standalone_question(read, earlier, self._index, self._quotes_of)

    def spoken_about(self, asked: str, earlier: Sequence[str]) -> frozenset[str]:
        """The guides that the question or else an earlier message names, by id."""
        named = (self._guides.named(text) for text in (asked, *reversed(earlier)))
        return next(filter(None, named), frozenset())

    def leant_on(self, read: str, earlier: Sequence[str]) -> Sequence[Place]:
        """What the answer before quotes, for a message that leans on it; empty for one that does not."""
        if not earlier or not leans_on(read) or asks_which_ones(read):
            return ()
        return self._quotes_of(self.standalone(earlier[-1], earlier[:-1]), earlier[:-1])

    def turn(self, read: str, earlier: Sequence[str], asked: str, on: TurnOn) -> Turn:
        """The turn on a message joined with what came before; if it fails, on it with the question before, or alone.

        `asked` is the message joined, as `standalone` gives it.
        """
        joined = asked != read
        own = read_question(read).content if joined or (earlier and points_back(read)) else ()
        held = [word for word in own if word in read_question(asked).asked]
        needed = needed_words(read, asked) if earlier else ()
        turn = on(asked, held=held, unless_read=_LIKELY, needed=needed)
        repeats = joined and self._repeats(turn, read, earlier)
        if repeats:
            turn = on(asked, held=held)
        if may_be_read_anew(turn) and (again := continued_question(read, earlier, self._index)):
            turn = _or_else(turn, on(again, held=read_question(read).content, needed=needed_words(read, again)))
        if joined and not repeats and _is_weighed_and_declined(turn) and self.leant_on(read, earlier):
            # perhaps it stands elsewhere than the answer before
            turn = _or_else(turn, on(asked, held=held, unless_read=_LIKELY, needed=needed, before=()))
        if joined and may_be_read_anew(turn) and not (leans_on(read) or is_of_two(read, asked)):
            alone = on(read, held=read_question(read).content)
            sure = alone.verdict is not None and alone.verdict.confidence >= _SURE
            turn = alone if sure and alone.answer.outcome is Outcome.ANSWERED else turn
        if joined and turn.found is not None and turn.answer.reason is Reason.ONLY_MENTIONED:
            turn = self._by_name(read, on) or turn
        return turn

    def _repeats(self, turn: Turn, read: str, earlier: Sequence[str]) -> bool:
        """Whether a message that only names something is answered with the very row or item that was quoted before."""
        follows = opening_of(fold(read).split())[1]
        if turn.answer.outcome is not Outcome.ANSWERED or read_question(read).kinds or not follows:
            return False
        asked = {stem for word in read_question(earlier[-1]).words for stem in stems(word)}
        new = [word for word in read_question(read).content if not stems(word) <= asked]
        if turn.found is None or any(supported(word, turn.found.question, turn.found.evidence) for word in new):
            return False
        entries = {place for place in map(_place_of, turn.answer.citations) if self._is_entry(place)}
        return bool(entries) and entries <= set(self.leant_on(read, earlier))

    def _is_entry(self, place: Place) -> bool:
        """Whether a place is a row of a table or an item of a list: it is said of one thing alone."""
        guide_id, start, _ = place
        guide = self._index.guides[guide_id]
        blocks = guide.sections[guide.section_at(start)].blocks
        rows = (row.span for table in blocks if isinstance(table, Table) for row in table.rows)
        items = (item for block in blocks if isinstance(block, ListBlock) for item in block.items)
        return any(span.start == start for span in (*rows, *items))

    def _by_name(self, read: str, on: TurnOn) -> Turn | None:
        """The turn on what a message only names ("and Docker?"), where how to do it was asked before and declined."""
        keys = fold(read).split()
        name = from_word(read, opening_of(keys)[0]).strip(" ?.!")
        if not name or len(name.split()) > _NAME or read_question(name).kinds:
            return None
        alone = on(name, held=read_question(name).content)
        sure = alone.verdict is not None and alone.verdict.confidence >= _SURE
        return alone if sure and alone.answer.outcome is Outcome.ANSWERED else None

    def remember(self, turn: Turn, asked: str, about: frozenset[str]) -> None:
        """Keep what a first answer in the guide's words quotes: looked up anew it would be the same."""
        answer = turn.answer
        plain = answer.outcome is Outcome.ANSWERED and answer.answerer is AnswererName.EXTRACTIVE
        if plain and turn.found and turn.found.asked == asked:
            self._quotes.put((asked, about), tuple(map(_place_of, answer.citations)))

    def _quotes_of(self, asked: str, earlier: Sequence[str]) -> Sequence[Place]:
        """What the answer to a question quotes, after others in which a guide may be named."""
        return self._quotes.of((asked, self.spoken_about(asked, earlier)))


def _is_weighed_and_declined(turn: Turn) -> bool:
    """Whether a turn is declined by the gate's weighing, or since what it let through answers nothing."""
    covered = turn.verdict is not None and turn.verdict.covered
    return turn.answer.outcome is Outcome.DECLINED and (covered or may_be_read_anew(turn))


def _or_else(turn: Turn, other: Turn) -> Turn:
    """Another turn in the place of one that was not answered, if that one is."""
    return other if other.answer.outcome is Outcome.ANSWERED else turn


def _place_of(citation: Citation) -> Place:
    return citation.guide, citation.start, citation.end
