"""Which guide a question is about, where a folder holds several: the one whose career it names."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.evidence import Evidence
from assistant.support import stems
from corpus.guide import Guide

_NEARLY = 0.9  # of the best score: guides that are named as well as the best are all meant
_CHOICES = 3  # careers offered where a question fits several
_EQUAL = 0.12  # scores of evidence this near say nothing about which guide is meant


class GuideChooser:
    """Chooses among guides by the words of their names; a word that many names share tells little."""

    def __init__(self, guides: Mapping[str, Guide]) -> None:
        """Read every guide's name once."""
        self._names = {guide_id: _names(guide_id) for guide_id in guides}
        shared = Counter(stem for names in self._names.values() for stem in frozenset().union(*names))
        self._weights = {stem: math.log(1 + len(guides) / count) for stem, count in shared.items()}

    def named(self, question: str) -> frozenset[str]:
        """The ids of the guides whose career a question names best; empty where it names none, or one guide is all."""
        if len(self._names) < 2:
            return frozenset()
        asked = stems(question)
        scores = {guide_id: max(self._fit(name, asked) for name in names) for guide_id, names in self._names.items()}
        best = max(scores.values())
        if best < 0.5:
            return frozenset()
        return frozenset(guide_id for guide_id, score in scores.items() if score >= _NEARLY * best)

    def undecided(self, evidence: Sequence[Evidence], about: frozenset[str]) -> tuple[str, ...]:
        """Careers to choose from, where the best evidence of several guides is equally good and none was named."""
        if about or len(self._names) < 2:
            return ()
        best: dict[str, float] = {}
        for item in evidence:
            best.setdefault(item.guide.id, item.score)
        top = max(best.values(), default=0.0)
        equal = [guide_id for guide_id, score in best.items() if score >= top - _EQUAL]
        return tuple(_career(guide_id) for guide_id in equal[:_CHOICES]) if len(equal) > 1 else ()

    def with_guide(self, text: str, guide: Guide) -> str:
        """An answer with the guide it comes from, where there are several."""
        return text if len(self._names) < 2 else f"{text}\n\n*{guide.title}*"

    def _fit(self, name: frozenset[str], asked: frozenset[str]) -> float:
        """The share of a name's weight that stands in the question."""
        total = sum(self._weights[stem] for stem in name)
        return sum(self._weights[stem] for stem in name & asked) / total if total else 0.0


def _names(guide_id: str) -> list[frozenset[str]]:
    """What a guide's career is called: the words of its id, their initials, and "ML engineer" for the first of them."""
    words = re.findall(r"[^\W_]+", guide_id.lower())
    names = [stems(" ".join(words))]
    if len(words) > 1:
        initials = "".join(word[0] for word in words)
        names += [stems(initials), stems(f"{initials[:-1]} {words[-1]}")]
    return names


def _career(guide_id: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", guide_id))
