"""Passage vectors on disk: Chroma for passages and sentence vectors, a memory-mapped array for token vectors.

The only file that imports chromadb. Chroma caches stores by path and rewrites its files when it opens them: a store is
never re-opened under an old name after its folder was replaced, and its bytes are never hashed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.passages import Passage
from index.embed import Vectors
from index.errors import DamagedIndexError, IndexingError

COLLECTION = "passages"
CHROMA_FOLDER = "chroma"
TOKENS_FILE = "tokens.npy"
OFFSETS_FILE = "offsets.npy"
BATCH = 1000


def _client(folder: Path) -> Any:
    import chromadb  # here because importing it takes most of a second
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))


def _metadata(passage: Passage) -> dict[str, str | int]:
    return {
        "guide": passage.guide,
        "section": passage.section,
        "kind": str(passage.kind),
        "start": passage.start,
        "end": passage.end,
    }


class PassageStore:
    """A Chroma collection of passages with their sentence vectors, cosine space."""

    def __init__(self, client: Any, collection: Any, vectors: Vectors, ids: Sequence[str]) -> None:
        """Use `write` or `open`."""
        self._client = client
        self._collection = collection
        self._positions = {passage_id: position for position, passage_id in enumerate(ids)}
        self.vectors = vectors  # (n, dim) unit vectors in the passages' order

    @staticmethod
    def write(folder: Path, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Store passages with their unit vectors (n, dim) below `folder`.

        Raises:
            IndexingError: the folder cannot be written.
        """
        try:
            client = _client(folder / CHROMA_FOLDER)
            collection = client.create_collection(
                COLLECTION, configuration={"hnsw": {"space": "cosine", "ef_search": 200}}, embedding_function=None
            )
            for start in range(0, len(passages), BATCH):
                batch = passages[start : start + BATCH]
                collection.add(
                    ids=[passage.id for passage in batch],
                    documents=[passage.text for passage in batch],
                    embeddings=vectors[start : start + BATCH],
                    metadatas=[_metadata(passage) for passage in batch],
                )
            client.close()
        except Exception as error:  # a full disk reaches us as one of several errors of Chroma's core
            raise IndexingError(
                f"The passages cannot be stored in {folder / CHROMA_FOLDER} ({error}); earlier indexes are untouched. "
                "Free some space or give this user write access, or set another index folder."
            ) from error

    @classmethod
    def open(cls, folder: Path, ids: Sequence[str]) -> PassageStore:
        """Open the store below `folder` and read the vectors of the passages `ids`, which must be all it holds.

        Raises:
            DamagedIndexError: the store is missing, unreadable, in another space, or holds other passages.
            IndexingError: the folder cannot be written, which Chroma needs even for reading.
        """
        database = folder / CHROMA_FOLDER / "chroma.sqlite3"
        if not database.is_file():  # Chroma would make an empty store without a word
            raise DamagedIndexError(f"The passage store {database} is missing.")
        try:
            with database.open("r+b"):
                pass
        except OSError as error:
            raise IndexingError(
                f"The passage store {database} cannot be opened for writing ({error.strerror}), which Chroma needs "
                "even to read. Give this user write access, or set another index folder."
            ) from error
        with _damage_named(database):
            client = _client(folder / CHROMA_FOLDER)
            try:
                collection = client.get_collection(COLLECTION, embedding_function=None)
                space = collection.configuration_json["hnsw"]["space"]  # `configuration` itself warns
                stored = collection.get(include=["embeddings"])
                rows = {passage_id: row for row, passage_id in enumerate(stored["ids"])}
                if space != "cosine":
                    raise ValueError(f"it measures {space} instead of cosine")
                if rows.keys() != set(ids):
                    raise ValueError(f"it holds {len(rows)} passages instead of the expected {len(ids)}")
                vectors = np.asarray(stored["embeddings"], dtype=np.float32)[[rows[passage_id] for passage_id in ids]]
            except BaseException:
                client.close()
                raise
        return cls(client, collection, vectors, ids)

    def nearest(self, vector: Vectors, n: int) -> NDArray[np.int64]:
        """Positions of about the `n` passages nearest to a unit vector (dim,), by Chroma's approximate search."""
        found = self._collection.query(query_embeddings=[vector], n_results=min(n, len(self._positions)), include=[])
        return np.asarray([self._positions[passage_id] for passage_id in found["ids"][0]], dtype=np.int64)

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()


@contextmanager
def _damage_named(database: Path) -> Iterator[None]:
    try:
        yield
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # noqa: BLE001 - Chroma's core panics with a type that is no Exception
        raise DamagedIndexError(f"The passage store {database} cannot be read ({error}).") from error


class TokenVectors:
    """Unit vectors of every passage's tokens, memory-mapped: `data` (tokens, dim) and `offsets` (n + 1,)."""

    def __init__(self, data: Vectors, offsets: NDArray[np.int64]) -> None:
        """Rows `offsets[i]` to `offsets[i + 1]` of `data` belong to passage i; every passage has at least one."""
        self.data = data
        self.offsets = offsets

    @staticmethod
    def write(folder: Path, tokens: Sequence[Vectors]) -> None:
        """Store each passage's token vectors. float32, since half precision takes longer to widen than to multiply."""
        nothing = np.zeros((1, tokens[0].shape[1]), dtype=np.float32)  # like no word at all
        tokens = [rows if len(rows) else nothing for rows in tokens]
        offsets = np.concatenate([[0], np.cumsum([len(rows) for rows in tokens])]).astype(np.int64)
        np.save(folder / TOKENS_FILE, np.concatenate(tokens).astype(np.float32))
        np.save(folder / OFFSETS_FILE, offsets)

    @classmethod
    def open(cls, folder: Path, *, passages: int) -> TokenVectors:
        """Map the arrays below `folder`.

        Raises:
            DamagedIndexError: they are missing or do not fit `passages`.
        """
        try:
            data = np.load(folder / TOKENS_FILE, mmap_mode="r")
            offsets = np.load(folder / OFFSETS_FILE)
        except (OSError, ValueError, EOFError) as error:
            raise DamagedIndexError(f"The token vectors in {folder} cannot be read ({error}).") from error
        if len(offsets) != passages + 1 or offsets[-1] != len(data) or (np.diff(offsets) < 1).any():
            raise DamagedIndexError(f"The token vectors in {folder} do not fit its {passages} passages.")
        return cls(np.asarray(data), offsets)
