"""A second look at the best evidence: the small reader reads each passage together with the question.

Search compares words and vectors; the reader sees whether a passage answers. It costs more than all the rest of a turn,
so it reads only the few best passages, and none where an anticipated question leaves no doubt or the gate is going to
decline whatever is read of a guide whose owner expected most questions.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.gate import Gate
from assistant.question import Question
from assistant.settling import settled
from corpus.passages import PassageKind
from corpus.wording import clean_words
from index.anticipated import Nearest
from index.reader import PassageReader

PASSAGES = 11  # read for one question
_SAME_QUESTION = 0.66  # similarity from which an anticipated question tells what the reader would

_HARDLY = 0.1  # support of the words asked that is none


class SecondLook:
    """Ranks the best evidence again by what the reader makes of it."""

    def __init__(self, reader: PassageReader, gate: Gate) -> None:
        """Look with `reader`, where that may change what `gate` decides."""
        self._reader = reader
        self._gate = gate

    def look(self, question: Question, evidence: Sequence[Evidence], anticipated: Nearest) -> tuple[Evidence, ...]:
        """All evidence, best first, with `Evidence.read` set for what was read; unchanged where nothing need be."""
        if not evidence:
            return ()
        known = _known(anticipated)
        if known == 0.0:
            return tuple(evidence)
        if known and any(_is_expected(item) for item in evidence[:PASSAGES] if item.guide is evidence[0].guide):
            return tuple(item.as_read(known) for item in evidence)
        sure = [*(item.as_read(1.0) for item in evidence[:PASSAGES]), *evidence[PASSAGES:]]
        if self._gate.declines_anyway(question, sure, anticipated):
            return tuple(evidence)
        return self.read(question, evidence)

    def read(self, question: Question, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """All evidence, best first, the best of it read."""
        near, rest = evidence[:PASSAGES], evidence[PASSAGES:]
        readings = self._reader.read(question.text, [reading_text(item) for item in near])
        read = [item.as_read(reading.answers) for item, reading in zip(near, readings, strict=True)]
        ranked = sorted([*read, *rest], key=lambda item: (-item.score, item.passage.id))
        return settled(question, ranked)


def _is_expected(evidence: Evidence) -> bool:
    """Whether an anticipated question like the one asked is answered there, and the words asked are not all foreign."""
    return evidence.signal("support") >= _HARDLY and evidence.signal("expected") > 0.0


def reading_text(evidence: Evidence) -> str:
    """What the reader is given of a passage: its indexed text; of a FAQ pair the answer too."""
    passage = evidence.passage
    return clean_words(passage.text) if passage.kind is PassageKind.FAQ else passage.indexed


def _known(anticipated: Nearest) -> float | None:
    """What the reader would surely say, where an anticipated question is the one asked: 1 covered, 0 uncovered."""
    covered = max((near.similarity for near in anticipated.covered), default=0.0)
    uncovered = max((near.similarity for near in anticipated.uncovered), default=0.0)
    if max(covered, uncovered) < _SAME_QUESTION or abs(covered - uncovered) < 0.1:
        return None
    return float(covered > uncovered)
