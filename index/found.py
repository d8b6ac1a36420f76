"""What a search finds: passages with what each channel says of them, in columns and one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.passages import Passage
from index.anticipated import Nearest


@dataclass(frozen=True, kw_only=True)
class ScoredPassage:
    """A passage with what every channel says about it for one question."""

    passage: Passage
    score: float  # fused, in [0, 1]; higher is better
    lexical: float  # BM25 divided by the best passage's for this question, in [0, 1]
    token_similarity: float  # MaxSim: mean over question tokens of the best cosine with a passage token, in [-1, 1]
    cosine: float  # of the sentence vectors, in [-1, 1]
    word_similarities: tuple[float, ...]  # best token cosine per word of the question, mean over the word's pieces
    rank: int  # from 1


@dataclass(frozen=True, kw_only=True, eq=False)
class SearchResult:
    """The n best passages for a question, best first, ties broken by id; none for a question without words.

    What each channel says of them stands in columns (n,), as `ScoredPassage` names it: whoever ranks them works on all
    at once, and `passages` has them one by one.
    """

    words: tuple[str, ...]  # as the model splits them, punctuation left out
    found: tuple[Passage, ...]
    scores: NDArray[np.float64]
    lexical: NDArray[np.float64]
    token_similarities: NDArray[np.float64]
    cosines: NDArray[np.float32]
    word_similarities: NDArray[np.float64]  # (n, words)
    anticipated: Nearest
    timings_ms: Mapping[str, float]  # "embed", "search"

    @classmethod
    def nothing(cls, words: tuple[str, ...] = (), anticipated: Nearest | None = None) -> SearchResult:
        """The result without a passage."""
        none = np.zeros(0)
        return cls(
            words=words,
            found=(),
            scores=none,
            lexical=none,
            token_similarities=none,
            cosines=none.astype(np.float32),
            word_similarities=none.reshape(0, len(words)),
            anticipated=anticipated or Nearest(),
            timings_ms={},
        )

    def scored(self, place: int) -> ScoredPassage:
        """The passage at a place, from 0, with what every channel says of it."""
        return ScoredPassage(
            passage=self.found[place],
            score=float(self.scores[place]),
            lexical=float(self.lexical[place]),
            token_similarity=float(self.token_similarities[place]),
            cosine=float(self.cosines[place]),
            word_similarities=tuple(self.word_similarities[place].tolist()),
            rank=place + 1,
        )

    def only(self, places: Sequence[int]) -> SearchResult:
        """The result with no more than the passages at some places, in that order."""
        return replace(
            self,
            found=tuple(self.found[place] for place in places),
            scores=self.scores[places],
            lexical=self.lexical[places],
            token_similarities=self.token_similarities[places],
            cosines=self.cosines[places],
            word_similarities=self.word_similarities[places],
        )

    @property
    def passages(self) -> tuple[ScoredPassage, ...]:
        """All of them with what every channel says."""
        return tuple(map(self.scored, range(len(self.found))))
