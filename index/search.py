"""A question to scored passages: one forward pass, BM25, exact MaxSim, one total order.

`Index` is an opened, finished index folder. Every passage is scored exactly; only in a guide too long for that are
candidates chosen first, by sentence vector and by BM25.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from corpus.errors import GuideError
from corpus.guide import Guide
from corpus.passages import Passage, guide_passages
from corpus.read import read_guides
from index.anticipated import AnticipatedQuestions
from index.embed import EmbeddedQuestion, Embedder
from index.errors import DamagedIndexError, IndexingError
from index.folders import Use
from index.found import SearchResult
from index.fuse import best_positions, fused, max_similarities, normalised_lexical
from index.lexical import LexicalIndex, terms
from index.manifest import Manifest, passages_sha256
from index.store import PassageStore, TokenVectors

GUIDES_FOLDER = "guides"
LEXICAL_FOLDER = "lexical"

EXACT_TOKENS = 6000  # up to here every passage is scored: the product of all tokens takes about 2 ms
EXACT_PASSAGES = 20_000  # up to here the nearest sentence vectors are found exactly, beyond by Chroma's own search
CANDIDATES = 50  # per channel, where not every passage is scored


class Index:
    """An opened index. Searching is safe from several threads at once; `close` it or use it as a context manager."""

    def __init__(
        self,
        *,
        folder: Path,
        manifest: Manifest,
        guides: tuple[Guide, ...],
        passages: tuple[Passage, ...],
        embedder: Embedder,
        lexical: LexicalIndex,
        store: PassageStore,
        tokens: TokenVectors,
        anticipated: AnticipatedQuestions,
        use: Use,
    ) -> None:
        """Use `Index.open`, or `index.build.open_index`, which builds what is missing."""
        self.folder = folder
        self.manifest = manifest
        self.problem: str | None = None  # why this is an earlier index than the guides folder asks for
        self.guides: Mapping[str, Guide] = MappingProxyType({guide.id: guide for guide in guides})
        self.passages: Mapping[str, Passage] = MappingProxyType({passage.id: passage for passage in passages})
        self._passages = passages
        self._embedder = embedder
        self._lexical = lexical
        self._store = store
        self._tokens = tokens
        self._anticipated = anticipated
        self._use = use
        self._guide_ids = np.asarray([passage.guide for passage in passages])
        covered, held = anticipated.covered_by_guide(), Counter(passage.guide for passage in passages)
        self._expected = {guide.id: covered[guide.id] / max(1, held[guide.id]) for guide in guides}
        by_id = sorted(range(len(passages)), key=lambda position: passages[position].id)
        self._id_order = np.argsort(by_id)  # place of each passage among the sorted ids
        # A question asks for the same few words again and again.
        self.idf = lru_cache(maxsize=8192)(self._idf)
        self.knows = lru_cache(maxsize=8192)(self._knows)

    def expected_of(self, guide: str) -> float:
        """How many covered questions are anticipated of a guide, to each of its passages."""
        return self._expected[guide]

    @classmethod
    def open(cls, folder: Path, models: Path) -> Index:
        """Open the finished index in `folder`; `models` holds the exported embedding models.

        Raises:
            DamagedIndexError: a file is missing or altered, or this version reads other passages from the guides.
            IndexingError: the folder cannot be used, for example because it cannot be written.
        """
        try:
            use = Use(folder)  # first, so that nobody clears the folder away from here on
        except FileNotFoundError as error:
            raise DamagedIndexError(f"The index {folder} is missing.") from error
        except OSError as error:
            raise IndexingError(
                f"The index {folder} cannot be used ({error.strerror}). Give this user write access to it, or set "
                "another index folder."
            ) from error
        store = None
        try:
            manifest = Manifest.read(folder)
            manifest.check_files(folder)
            with ThreadPoolExecutor(1) as beside:  # the model is read while chromadb is imported
                embedder = beside.submit(_checked_embedder, manifest, models / manifest.model)
                guides, passages = _checked_passages(folder, manifest)
                store = PassageStore.open(folder, [passage.id for passage in passages])
            return cls(
                folder=folder,
                manifest=manifest,
                guides=guides,
                passages=passages,
                embedder=embedder.result(),
                lexical=LexicalIndex.load(folder / LEXICAL_FOLDER, passages=len(passages)),
                store=store,
                tokens=TokenVectors.open(folder, passages=len(passages)),
                anticipated=AnticipatedQuestions.open(folder),
                use=use,
            )
        except BaseException:
            if store is not None:
                store.close()
            use.end()
            raise

    def search(
        self, question: str, *, top: int = 10, guides: Collection[str] = (), section: Sequence[str] = ()
    ) -> SearchResult:
        """The `top` best passages for a question; where `guides` are named by id, of these alone.

        `section` are headings, outermost first: then only passages below them.

        Raises:
            ValueError: `top` is below 1.
        """
        if top < 1:
            raise ValueError(f"top must be at least 1, got {top}.")
        started = time.perf_counter()
        embedded = self._embedder.embed(question)
        searching = time.perf_counter()
        within = self._within(guides, section)
        found = self._best(question, embedded, top, within) if embedded.words else SearchResult.nothing()
        ended = time.perf_counter()
        timings = {"embed": (searching - started) * 1000, "search": (ended - searching) * 1000}
        return replace(found, timings_ms=timings)

    def _idf(self, word: str) -> float:
        """BM25 idf of a word's stem over the passages, above 0; the highest value for a word that none holds."""
        return self._lexical.idf(word)

    def _knows(self, word: str, guide: str) -> bool:
        """Whether a word's stem, or every part of a compound, occurs in a guide."""
        whole, *parts = terms(word) or [""]
        return self._holds(guide, whole) or (bool(parts) and all(self._holds(guide, part) for part in parts))

    def guides_with(self, term: str) -> frozenset[str]:
        """The ids of the guides that hold an index term."""
        return frozenset(self._guide_ids[self._lexical.places_of(term)].tolist())

    def _holds(self, guide: str, term: str) -> bool:
        """Whether a guide holds an index term."""
        return bool((self._guide_ids[self._lexical.places_of(term)] == guide).any())

    def in_model_vocabulary(self, word: str) -> bool:
        """Whether the embedding model knows `word` as one piece: such a word is no misspelling."""
        return self._embedder.has_word(word)

    def close(self) -> None:
        """Let go of the files; a second call does nothing."""
        self._store.close()
        self._use.end()

    def __enter__(self) -> Self:
        """The index itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the index."""
        self.close()

    def _within(self, guides: Collection[str], section: Sequence[str]) -> NDArray[np.int64]:
        """Positions of the passages of some guides and below some headings, ascending; of all where none is named."""
        within = np.flatnonzero(np.isin(self._guide_ids, list(guides))) if guides else np.arange(len(self._passages))
        if not section:
            return within
        below = [place for place in within.tolist() if self._passages[place].path[: len(section)] == tuple(section)]
        return np.asarray(below, dtype=np.int64)

    def _best(self, question: str, embedded: EmbeddedQuestion, top: int, within: NDArray[np.int64]) -> SearchResult:
        anticipated = self._anticipated.nearest(embedded.sentence)
        if not len(within):
            return SearchResult.nothing(embedded.words, anticipated)
        lexical = normalised_lexical(self._lexical.scores(question))
        cosines = self._store.vectors @ embedded.sentence
        candidates = self._candidates(embedded, lexical, cosines, top, within)
        similarities = max_similarities(embedded.tokens, self._tokens.data, self._tokens.offsets, candidates)
        scores = fused(lexical[candidates], similarities.mean)
        order = np.lexsort((self._id_order[candidates], -scores))[:top]
        first_pieces = np.flatnonzero(np.diff(embedded.word_of_token, prepend=-1))
        pieces = np.diff(first_pieces, append=len(embedded.word_of_token))
        places = candidates[order]
        return SearchResult(
            words=embedded.words,
            found=tuple(self._passages[place] for place in places.tolist()),
            scores=scores[order],
            lexical=lexical[places],
            token_similarities=similarities.mean[order],
            cosines=cosines[places],
            word_similarities=np.add.reduceat(similarities.by_token[order], first_pieces, axis=1) / pieces,
            anticipated=anticipated,
            timings_ms={},
        )

    def _candidates(
        self,
        embedded: EmbeddedQuestion,
        lexical: NDArray[np.float64],
        cosines: NDArray[np.float32],
        top: int,
        within: NDArray[np.int64],
    ) -> NDArray[np.int64]:
        """Positions of the passages to score, ascending, all of them among `within`."""
        n = max(CANDIDATES, top)
        if 2 * n >= len(within):
            return within  # the candidates of two channels would be most of them
        if (self._tokens.offsets[within + 1] - self._tokens.offsets[within]).sum() <= EXACT_TOKENS:
            return within
        near = (
            within[best_positions(cosines[within].astype(np.float64), n)]
            if len(within) <= EXACT_PASSAGES
            else self._store.nearest(embedded.sentence, n)
        )
        return np.intersect1d(np.union1d(near, within[best_positions(lexical[within], n)]), within)


def _checked_embedder(manifest: Manifest, model_folder: Path) -> Embedder:
    manifest.check_model_files(model_folder)
    return Embedder(model_folder)


def _checked_passages(folder: Path, manifest: Manifest) -> tuple[tuple[Guide, ...], tuple[Passage, ...]]:
    """The guides that were indexed and their passages, if they are still read as they were then."""
    try:
        guides = read_guides(folder / GUIDES_FOLDER)
    except GuideError:
        guides = ()  # an earlier version read these very bytes
    passages = tuple(passage for guide in guides for passage in guide_passages(guide))
    if passages_sha256(passages) != manifest.passages_sha256:
        raise DamagedIndexError(f"The index {folder} was built by another version of the guide parser.")
    return guides, passages
