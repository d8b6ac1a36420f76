"""What an index was built from, and whether its files are still what they were.

The manifest is written last, so a folder with one is a finished index. It records the sha256 of every file of ours;
Chroma's files are left out because opening a store rewrites them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.passages import Passage
from index.errors import DamagedIndexError
from index.weights import EmbeddingModel, file_sha256

# Raise it when the stored form, the passages, the lexical terms or what is taken out of documents change: every index
# is then built anew.
FORMAT = 8
MANIFEST_FILE = "manifest.json"
NAME_LENGTH = 32  # characters of the hash in a folder's name


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What one index holds; `hash` is what it was built from, `files` are relative names with their sha256."""

    format: int
    hash: str
    model: str  # digest of the embedding model; its export lies in models/<digest>
    guides: Mapping[str, str]  # file name to sha256
    passages: int
    passages_sha256: str
    tokens: int
    dimension: int
    files: Mapping[str, str]
    model_files: Mapping[str, str]
    versions: Mapping[str, str]  # of the libraries that built it, for the curious

    def write(self, folder: Path) -> None:
        """Write the manifest into `folder`."""
        text = json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=False)
        (folder / MANIFEST_FILE).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest of a finished index.

        Raises:
            DamagedIndexError: it is missing, unreadable or of another format.
        """
        path = folder / MANIFEST_FILE
        try:
            manifest = cls(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise DamagedIndexError(f"The manifest {path} cannot be read ({error}).") from error
        if manifest.format != FORMAT:
            raise DamagedIndexError(f"The index {folder} has format {manifest.format} instead of {FORMAT}.")
        return manifest

    def check_files(self, folder: Path) -> None:
        """Compare the index's own files with their recorded hashes.

        Raises:
            DamagedIndexError: a file is missing or differs.
        """
        _check(folder, self.files)

    def check_model_files(self, folder: Path) -> None:
        """Compare the exported model's files with their recorded hashes.

        Raises:
            DamagedIndexError: a file is missing or differs.
        """
        _check(folder, self.model_files)


def _check(folder: Path, files: Mapping[str, str]) -> None:
    for name, expected in files.items():
        path = folder / name
        try:
            found = file_sha256(path)
        except OSError as error:
            raise DamagedIndexError(f"The index file {path} cannot be read ({error.strerror}).") from error
        if found != expected:
            raise DamagedIndexError(f"The index file {path} has changed since it was built.")


def index_hash(guides: Mapping[str, bytes], model: EmbeddingModel) -> str:
    """Sha256 over the format, the embedding model and the guides' names and bytes."""
    digest = hashlib.sha256(f"format {FORMAT}\nmodel {model.digest}\n".encode())
    for name, content in sorted(guides.items()):
        digest.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()


def passages_sha256(passages: Iterable[Passage]) -> str:
    """Sha256 over ids and indexed texts, so that passages of a newer parser are never paired with older vectors."""
    digest = hashlib.sha256()
    for passage in passages:
        digest.update(f"{passage.id}\0{passage.indexed}\0".encode())
    return digest.hexdigest()
