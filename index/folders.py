"""Where indexes lie: names, pointers to the last good one, marks of use, and clearing away.

<index folder>/<hash>[-N]/        a finished index (it has a manifest); -N is the N-th build of the same content
<index folder>/.building-*/       a build in progress, or what is left of one that was killed
<index folder>/models/<digest>/   an exported embedding model, shared by indexes
<index folder>/pointers/*.json    the last good index of each guides folder
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
import weakref
from dataclasses import dataclass
from pathlib import Path

from index.manifest import MANIFEST_FILE, NAME_LENGTH

try:
    import fcntl
except ImportError:  # Windows, where a folder with open files cannot be removed anyway
    fcntl = None  # type: ignore[assignment]

BUILDING_PREFIX = ".building-"
LOCK_FILE = "build.lock"
MODELS = "models"
POINTERS = "pointers"
USE_FILE = "in-use"

_NAME = re.compile(rf"([0-9a-f]{{{NAME_LENGTH}}})(?:-(\d+))?")


@dataclass(frozen=True, kw_only=True)
class Pointer:
    """Which finished index was last good for a guides folder and an embedding model."""

    guides: str
    model: str
    index: str  # a folder's name


def finished_index(index_dir: Path, digest: str, *, other_than: str | None = None) -> Path | None:
    """The newest finished index of that hash, or None."""
    found = [(number, path) for number, path in _builds(index_dir, digest) if (path / MANIFEST_FILE).is_file()]
    found = [(number, path) for number, path in found if path.name != other_than]
    return max(found)[1] if found else None


def finished_indexes(index_dir: Path) -> list[Path]:
    """Every finished index of a folder, by name."""
    return sorted(
        path for path in index_dir.iterdir() if _NAME.fullmatch(path.name) and (path / MANIFEST_FILE).is_file()
    )


def new_index_path(index_dir: Path, digest: str) -> Path:
    """A path for an index of that hash which no folder has, and which counts on from those that are there."""
    number = max((number for number, _ in _builds(index_dir, digest)), default=0) + 1
    name = digest[:NAME_LENGTH]
    return index_dir / (name if number == 1 else f"{name}-{number}")


def _builds(index_dir: Path, digest: str) -> list[tuple[int, Path]]:
    matches = [(_NAME.fullmatch(path.name), path) for path in index_dir.glob(f"{digest[:NAME_LENGTH]}*")]
    return [(int(match[2] or 1), path) for match, path in matches if match]


def _pointer_path(index_dir: Path, guides_dir: Path, model: str) -> Path:
    key = hashlib.sha256(f"{guides_dir.resolve()}\0{model}".encode()).hexdigest()[:NAME_LENGTH]
    return index_dir / POINTERS / f"{key}.json"


def last_good_index(index_dir: Path, guides_dir: Path, model: str) -> Path | None:
    """The finished index that was last good for these guides, or None."""
    pointer = _read_pointer(_pointer_path(index_dir, guides_dir, model))
    if pointer is None or not (index_dir / pointer.index / MANIFEST_FILE).is_file():
        return None
    return index_dir / pointer.index


def remember_good_index(index_dir: Path, guides_dir: Path, model: str, index: Path) -> None:
    """Point the guides folder at `index`; nothing is written when it already does."""
    path = _pointer_path(index_dir, guides_dir, model)
    pointer = Pointer(guides=str(guides_dir.resolve()), model=model, index=index.name)
    if _read_pointer(path) == pointer:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(vars(pointer), file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)


def _read_pointer(path: Path) -> Pointer | None:
    try:
        return Pointer(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):  # a pointer only saves work: without it the index is found by its hash
        return None


class Use:
    """A mark that this process uses an index folder, kept by the system until `end` or the process's death."""

    def __init__(self, folder: Path) -> None:
        """Mark `folder`, which exists, as used.

        Raises:
            OSError: the mark cannot be made.
        """
        handle = os.open(folder / USE_FILE, os.O_RDWR | os.O_CREAT)
        self._finalizer = weakref.finalize(self, os.close, handle)
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_SH)

    def end(self) -> None:
        """Take the mark away; a second call does nothing."""
        self._finalizer()


def _unused(folder: Path) -> bool:
    if fcntl is None:
        return True
    try:
        with (folder / USE_FILE).open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Gone in one step and while locked, so that nobody opens half of it.
            (folder / MANIFEST_FILE).unlink(missing_ok=True)
    except OSError:
        return False
    return True


def remove_half_built(index_dir: Path) -> None:
    """Remove what unfinished builds left behind. Call with the build lock held, so that none is in progress."""
    for path in index_dir.glob(f"{BUILDING_PREFIX}*"):
        shutil.rmtree(path, ignore_errors=True)


def remove_unused(index_dir: Path, *, keep: Path) -> None:
    """Remove indexes that no pointer names and no process uses. Call with the build lock held."""
    pointers = (_read_pointer(path) for path in (index_dir / POINTERS).glob("*.json"))
    pointed = {pointer.index for pointer in pointers if pointer is not None}
    for path in index_dir.iterdir():
        if _NAME.fullmatch(path.name) and path != keep and path.name not in pointed and _unused(path):
            shutil.rmtree(path, ignore_errors=True)


def sync_tree(folder: Path) -> None:
    """Have the system write a folder and everything in it to the disk."""
    for path in (*folder.rglob("*"), folder):
        if path.is_dir() and os.name == "nt":
            continue  # Windows cannot open a folder
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
