"""A guides folder to an opened index, building in a child process what is missing or stale.

An index is a folder named by the hash of what it is made from. The child (`index.build_child`) builds it beside the
others under another name and renames it when it is finished, so that a build killed at any moment changes nothing; it
also keeps torch and the bulk embedding out of this process.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.anticipated import questions_path
from corpus.errors import CareerAssistantError, GuideError
from corpus.read import guide_files
from index.errors import DamagedIndexError, EmbeddingModelError, IndexingError
from index.folders import MODELS, finished_index, last_good_index, remember_good_index
from index.manifest import index_hash
from index.search import Index
from index.weights import EmbeddingModel, find_embedding_model

Progress = Callable[[str, int, int], None]
"""Called with a stage, what is done of it and its total; stages: waiting, reading, loading, exporting, embedding,
storing, finished, and a sentence starting with "rebuilding" when a damaged index was found."""

_CHILD_ERRORS: dict[str, type[CareerAssistantError]] = {
    error.__name__: error for error in (GuideError, IndexingError, EmbeddingModelError)
}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class BuildReport:
    """A finished index: its folder, the hash of what it is made from, and what had to be done."""

    path: Path
    hash: str
    embedded: int  # passages embedded now; 0 when the index was there already
    reused: bool


def open_index(
    guides_dir: Path,
    index_dir: Path,
    *,
    embedding_model: str | None = None,
    fall_back: bool = False,
    on_progress: Progress | None = None,
) -> Index:
    """Open the index of a guides folder, building it first when it is missing, stale or damaged.

    With `fall_back`, guides that cannot be indexed leave the last good index in use; `Index.problem` then says why.

    Raises:
        GuideError: the guides cannot be read.
        EmbeddingModelError: the embedding model is missing, altered or unusable.
        IndexingError: the index cannot be built, stored or opened.
    """
    model = find_embedding_model(embedding_model)
    try:
        report = build_index(guides_dir, index_dir, embedding_model=embedding_model, on_progress=on_progress)
        try:
            return Index.open(report.path, index_dir / MODELS)
        except DamagedIndexError as damage:
            _log.warning("%s The index is rebuilt.", damage)
            if on_progress is not None:
                on_progress(f"rebuilding: {damage}", 0, 1)
            report = _build_in_child(guides_dir, index_dir, embedding_model, on_progress, damaged=report.path.name)
            return Index.open(report.path, index_dir / MODELS)
    except CareerAssistantError as error:
        last_good = last_good_index(index_dir, guides_dir, model.digest) if fall_back else None
        if last_good is None:
            raise
        try:
            index = Index.open(last_good, index_dir / MODELS)
        except CareerAssistantError:
            raise error from None  # what is wrong with the guides is the thing to mend
        index.problem = f"{error} Until then the last good index stays in use."
        _log.warning("%s", index.problem)
        return index


def build_index(
    guides_dir: Path,
    index_dir: Path,
    *,
    embedding_model: str | None = None,
    on_progress: Progress | None = None,
) -> BuildReport:
    """Make sure that a finished index of the guides as they are now exists; the same hash means nothing to do.

    Raises:
        GuideError: the guides cannot be read.
        EmbeddingModelError: the embedding model is missing, altered or unusable.
        IndexingError: the index cannot be built or stored.
    """
    model = find_embedding_model(embedding_model)
    digest = index_hash(read_guide_bytes(guides_dir), model)
    finished = finished_index(index_dir, digest)
    if finished is None:
        return _build_in_child(guides_dir, index_dir, embedding_model, on_progress)
    _remember(index_dir, guides_dir, model, finished)
    return BuildReport(path=finished, hash=digest, embedded=0, reused=True)


def read_guide_bytes(guides_dir: Path) -> dict[str, bytes]:
    """Name and bytes of every guide file of a folder, and of the anticipated questions beside them.

    Raises:
        GuideError: the folder holds no guide, or a file cannot be read.
    """
    contents: dict[str, bytes] = {}
    files = guide_files(guides_dir)
    questions = [path for path in map(questions_path, files) if path.is_file()]
    for path in (*files, *questions):
        try:
            contents[path.name] = path.read_bytes()
        except OSError as error:
            raise GuideError(f"The guide {path} cannot be read ({error.strerror}). Check its permissions.") from error
    return contents


def _remember(index_dir: Path, guides_dir: Path, model: EmbeddingModel, index: Path) -> None:
    try:
        remember_good_index(index_dir, guides_dir, model.digest, index)
    except OSError as error:  # an index that is there can be used without the note
        _log.warning("The last good index could not be noted in %s (%s).", index_dir, error.strerror)


def _build_in_child(
    guides_dir: Path,
    index_dir: Path,
    embedding_model: str | None,
    on_progress: Progress | None,
    *,
    damaged: str | None = None,
) -> BuildReport:
    order = {
        "guides_dir": str(guides_dir.resolve()),
        "index_dir": str(index_dir.resolve()),
        "embedding_model": embedding_model,
        "damaged": damaged,
    }
    # The child imports exactly what this process would, wherever it was started.
    paths = os.pathsep.join(dict.fromkeys(path or str(Path.cwd()) for path in sys.path))
    with tempfile.TemporaryFile() as complaints:
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", "index.build_child", json.dumps(order)],
            stdin=subprocess.PIPE,  # closed by this process's end, which ends the child
            stdout=subprocess.PIPE,
            stderr=complaints,
            env={**os.environ, "PYTHONPATH": paths},
            text=True,
            encoding="utf-8",
        )
        answer: dict[str, Any] = {}
        try:
            assert child.stdout is not None
            for line in child.stdout:
                message = json.loads(line)
                if "stage" not in message:
                    answer = message
                elif on_progress is not None:
                    on_progress(message["stage"], message["done"], message["total"])
            child.wait()
        finally:
            child.kill()  # does nothing after a normal end
            child.communicate()
        if "error" in answer:
            raise _CHILD_ERRORS.get(answer["error"], IndexingError)(answer["message"])
        if "path" not in answer:
            complaints.seek(0)
            last_lines = complaints.read().decode("utf-8", "replace").strip()[-2000:]
            raise IndexingError(
                f"Building the index of {guides_dir} ended with exit code {child.returncode} before it was finished; "
                f"earlier indexes are untouched. Try again; if it ends the same way, this is why:\n{last_lines}"
            )
    return BuildReport(
        path=Path(answer["path"]), hash=answer["hash"], embedded=answer["embedded"], reused=answer["reused"]
    )
