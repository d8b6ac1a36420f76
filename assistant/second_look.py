"""A second look at the best evidence: the small reader reads each passage together with the question.

Search compares words and vectors; the reader sees whether a passage answers. It costs more than all the rest of a turn,
so it reads only the few best passages, and none where an anticipated question leaves no doubt.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence import Evidence
from assistant.question import Question
from assistant.settling import settled
from assistant.signals import expected_at
from corpus.passages import PassageKind
from corpus.wording import clean_words
from index.anticipated import Nearest
from index.reader import PassageReader

PASSAGES = 11  # read for one question
_SURELY = 5.0  # logit beyond which the reader is as sure as it can be
_SAME_QUESTION = 0.66  # similarity from which an anticipated question tells what the reader would

_HARDLY = 0.1  # support of the words asked that is none


class SecondLook:
    """Ranks the best evidence again by what the reader makes of it."""

    def __init__(self, reader: PassageReader) -> None:
        """Look with `reader`."""
        self._reader = reader

    def look(self, question: Question, evidence: Sequence[Evidence], anticipated: Nearest) -> tuple[Evidence, ...]:
        """All evidence, best first, with `Evidence.read` set for what was read."""
        if not evidence:
            return ()
        known = _known(anticipated)
        near, rest = evidence[:PASSAGES], evidence[PASSAGES:]
        if known == 0.0 or (known and any(_is_expected(item, anticipated) for item in near)):
            return tuple(_with(item, known) for item in evidence)
        readings = self._reader.read(question.text, [reading_text(item) for item in near])
        read = [_with(item, reading.answers) for item, reading in zip(near, readings, strict=True)]
        ranked = sorted([*read, *rest], key=lambda item: (-item.score, item.passage.id))
        return settled(question, ranked)


def _is_expected(evidence: Evidence, anticipated: Nearest) -> bool:
    """Whether an anticipated question like the one asked is answered there, and the words asked are not all foreign."""
    return evidence.signals["support"] >= _HARDLY and expected_at(evidence.passage, anticipated) > 0.0


def _with(evidence: Evidence, read: float) -> Evidence:
    """Evidence with the reader's probability, and for the ranking its logit spread over [0, 1]."""
    bounded = min(max(read, 1e-9), 1.0 - 1e-9)
    logit = math.log(bounded / (1.0 - bounded))
    spread = 0.5 + max(-_SURELY, min(_SURELY, logit)) / (2 * _SURELY)
    return replace(evidence, signals={**evidence.signals, "read": read, "read_logit": spread})


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
