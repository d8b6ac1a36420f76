"""The child process of a build: `python -m index.build_child ORDER`, with the order as JSON.

Writes JSON lines to standard output: progress ({"stage", "done", "total"}), then either the finished index ({"path",
"hash", "embedded", "reused"}) or an error ({"error", "message"}). Ends by itself when the parent does.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from corpus.anticipated import Anticipated, questions_path, read_anticipated
from corpus.errors import CareerAssistantError, GuideError
from corpus.guide import Guide
from corpus.passages import guide_passages
from corpus.read import kept_form, read_guides
from index.anticipated import AnticipatedQuestions, all_questions
from index.build import read_guide_bytes
from index.embed import FACTS_FILE, Embedder, Vectors
from index.errors import DamagedIndexError, IndexingError
from index.export import export_model
from index.folders import (
    BUILDING_PREFIX,
    LOCK_FILE,
    MODELS,
    finished_index,
    finished_indexes,
    new_index_path,
    remember_good_index,
    remove_half_built,
    remove_unused,
    sync_tree,
)
from index.lexical import LexicalIndex
from index.manifest import FORMAT, Manifest, index_hash, passages_sha256
from index.search import GUIDES_FOLDER, LEXICAL_FOLDER
from index.store import CHROMA_FOLDER, PassageStore, TokenVectors
from index.weights import EmbeddingModel, check_model_files, file_sha256, find_embedding_model

Tell = Callable[[str, int, int], None]
LIBRARIES = ("bm25s", "chromadb", "numpy", "onnxruntime", "sentence-transformers", "tokenizers", "torch")


def build(order: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """Build the index that `order` asks for, unless another process has done so meanwhile; the answer for the parent.

    Raises:
        CareerAssistantError: the guides, the model or the index folder cannot be used.
    """
    guides_dir, index_dir = Path(order["guides_dir"]), Path(order["index_dir"])
    model = find_embedding_model(order["embedding_model"])
    with _storage_errors(index_dir):
        index_dir.mkdir(parents=True, exist_ok=True)
        with _build_lock(index_dir, tell):
            contents = read_guide_bytes(guides_dir)
            digest = index_hash(contents, model)
            path = finished_index(index_dir, digest, other_than=order["damaged"])
            embedded = 0
            reused = path is not None
            try:
                if path is None:
                    path, embedded = _build_folder(guides_dir, contents, model, index_dir, digest, tell)
            finally:
                remove_half_built(index_dir)  # of this build when it failed, and of builds that were killed
            remember_good_index(index_dir, guides_dir, model.digest, path)
            remove_unused(index_dir, keep=path)
    tell("finished", 1, 1)
    return {"path": str(path), "hash": digest, "embedded": embedded, "reused": reused}


def _build_folder(
    guides_dir: Path, contents: Mapping[str, bytes], model: EmbeddingModel, index_dir: Path, digest: str, tell: Tell
) -> tuple[Path, int]:
    """A new finished index folder, and how many passages it embedded."""
    tell("reading", 0, len(contents))
    building = Path(tempfile.mkdtemp(dir=index_dir, prefix=BUILDING_PREFIX))
    (building / GUIDES_FOLDER).mkdir()
    for name, content in contents.items():
        kept, text = kept_form(guides_dir / name, content)
        (building / GUIDES_FOLDER / kept).write_bytes(text)
    # The copies are parsed, here and at every opening, so that an edit meanwhile cannot part text and vectors.
    try:
        guides = read_guides(building / GUIDES_FOLDER)
        anticipated = _anticipated(building / GUIDES_FOLDER, guides)
    except GuideError as error:  # about the files that a person can mend
        raise GuideError(str(error).replace(str(building / GUIDES_FOLDER), str(guides_dir))) from error
    passages = [passage for guide in guides for passage in guide_passages(guide)]
    if not passages:
        raise IndexingError(f"The guides {', '.join(contents)} hold no text to search. Add text to them.")
    tell("reading", len(contents), len(contents))

    exported = index_dir / MODELS / model.digest
    model_files = _export(model, exported, index_dir, tell)
    embedder = Embedder(exported)
    questions = all_questions(anticipated)
    known = _embedded_before(index_dir, model) if questions else {}
    unknown = [question for question in dict.fromkeys(questions) if question not in known]
    embedded = []
    for vectors in embedder.embed_passages([passage.indexed for passage in passages]):
        embedded.append(vectors)
        tell("embedding", len(embedded), len(passages) + len(unknown))
    for done, (question, sentence) in enumerate(zip(unknown, embedder.embed_sentences(unknown), strict=True), 1):
        known[question] = sentence
        tell("embedding", len(passages) + done, len(passages) + len(unknown))
    of_questions = np.array([known[question] for question in questions], dtype=np.float32)
    dimension = len(embedded[0].sentence)
    of_questions = of_questions.reshape(len(questions), dimension)  # of none too

    tell("storing", 0, 1)
    PassageStore.write(building, passages, np.stack([vectors.sentence for vectors in embedded]))
    TokenVectors.write(building, [vectors.tokens for vectors in embedded])
    AnticipatedQuestions.write(building, anticipated, of_questions)
    LexicalIndex.build([passage.indexed for passage in passages]).save(building / LEXICAL_FOLDER)
    own = [path for path in building.rglob("*") if path.is_file() and CHROMA_FOLDER not in path.parts]
    Manifest(
        format=FORMAT,
        hash=digest,
        model=model.digest,
        guides={name: hashlib.sha256(content).hexdigest() for name, content in sorted(contents.items())},
        passages=len(passages),
        passages_sha256=passages_sha256(passages),
        tokens=sum(len(vectors.tokens) for vectors in embedded),
        dimension=dimension,
        files={path.relative_to(building).as_posix(): file_sha256(path) for path in sorted(own)},
        model_files=model_files,
        versions={name: version(name) for name in LIBRARIES},
    ).write(building)
    sync_tree(building)
    path = new_index_path(index_dir, digest)
    building.rename(path)
    sync_tree(path.parent / MODELS)
    tell("storing", 1, 1)
    return path, len(passages)


def _anticipated(folder: Path, guides: Sequence[Guide]) -> list[Anticipated]:
    paths = [(questions_path(folder / guide.id), guide) for guide in guides]
    return [read_anticipated(path, guide) for path, guide in paths if path.is_file()]


def _embedded_before(index_dir: Path, model: EmbeddingModel) -> dict[str, Vectors]:
    """Vectors of anticipated questions in earlier indexes of this folder: of thousands, an edit changes a few."""
    found: dict[str, Vectors] = {}
    for folder in finished_indexes(index_dir):
        try:
            manifest = Manifest.read(folder)
            if manifest.model == model.digest:
                manifest.check_files(folder)
                found |= AnticipatedQuestions.open(folder).by_question()
        except DamagedIndexError:  # it only would have saved work
            continue
    return found


def _export(model: EmbeddingModel, folder: Path, index_dir: Path, tell: Tell) -> dict[str, str]:
    """Make sure that `folder` holds a whole export of the model; names and sha256 of its files."""
    files = _exported_files(folder)
    if files is None:
        tell("exporting", 0, 1)
        check_model_files(model)
        folder.parent.mkdir(exist_ok=True)
        exporting = Path(tempfile.mkdtemp(dir=index_dir, prefix=BUILDING_PREFIX))
        export_model(model, exporting)
        sync_tree(exporting)
        if folder.exists():  # damaged: out of the way under a name that is cleared away
            folder.rename(Path(tempfile.mkdtemp(dir=index_dir, prefix=BUILDING_PREFIX)) / "damaged")
        exporting.rename(folder)
        files = _exported_files(folder)
        tell("exporting", 1, 1)
    if files is None:
        raise IndexingError(
            f"The exported embedding model {folder} cannot be read back. Check the disk, then try again."
        )
    return files


def _exported_files(folder: Path) -> dict[str, str] | None:
    try:
        facts = json.loads((folder / FACTS_FILE).read_text(encoding="utf-8"))
        recorded: dict[str, str] = facts["files"]
        if "document_prompt" not in facts:
            return None  # an earlier version's
        found = {name: file_sha256(folder / name) for name in recorded}
        return {**found, FACTS_FILE: file_sha256(folder / FACTS_FILE)} if found == recorded else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


@contextmanager
def _build_lock(index_dir: Path, tell: Tell) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(index_dir / LOCK_FILE)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        tell("waiting", 0, 1)  # another process builds in this index folder
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _storage_errors(index_dir: Path) -> Iterator[None]:
    """Name what the system refuses."""
    try:
        yield
    except OSError as error:
        raise IndexingError(
            f"The index folder {index_dir} cannot be written ({error.strerror or error}); earlier indexes are "
            "untouched. Free some space or give this user write access, or set another index folder."
        ) from error


def _end_with_parent() -> None:
    """End this process when the parent's end closes standard input; the parent writes nothing to it."""

    def watch() -> None:
        while os.read(0, 1):
            pass
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def main(arguments: list[str]) -> int:
    """Build what `arguments` (one JSON order) asks for; 0 when it is finished."""
    # Libraries may print: only our lines go to the parent, everything else to standard error.
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    _end_with_parent()

    def send(message: Mapping[str, Any]) -> None:
        channel.write(json.dumps(message) + "\n")
        channel.flush()

    try:
        answer = build(
            json.loads(arguments[0]), lambda stage, done, total: send(dict(stage=stage, done=done, total=total))
        )
    except CareerAssistantError as error:
        send({"error": type(error).__name__, "message": str(error)})
        return 1
    send(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
