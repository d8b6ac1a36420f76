"""What produced a run: hashes of guides, cases, index and code, settings and versions. No time, path or host."""

from __future__ import annotations

import hashlib
import importlib.metadata
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.prompts import VERSION
from assistant.settings import Settings
from evals.suites import Suite
from index.search import Index

_LIBRARIES = ("chromadb", "bm25s", "numpy", "onnxruntime", "sentence-transformers", "tokenizers", "torch")
# These say where, not what.
_NOT_OF_ANSWERS = {
    *("guides_dir", "index_dir", "host", "port"),
    *("chat_base_url", "chat_key_file", "chat_spending_file"),
}


def run_record(suites: Sequence[Suite], indexes: Sequence[Index], settings: Settings) -> dict[str, Any]:
    """The record of a run over suites, each with its open index."""
    return {
        "suites": {
            suite.name: {
                "cases": len(suite.cases),
                "cases_sha256": _sha256("\n".join(case.model_dump_json() for case in suite.cases)),
                "guides_sha256": {name: _sha256(guide.text) for name, guide in sorted(index.guides.items())},
                "index": index.folder.name,
            }
            for suite, index in zip(suites, indexes, strict=True)
        },
        "settings": {
            name: value for name, value in settings.model_dump(mode="json").items() if name not in _NOT_OF_ANSWERS
        },
        "threshold": settings.threshold,
        "prompts": VERSION,
        "versions": {name: importlib.metadata.version(name) for name in _LIBRARIES},
        "commit": commit(),
    }


def commit() -> str | None:
    """The commit of the checkout, with "+" behind it where files differ from it; None outside a checkout."""
    folder = Path(__file__).resolve().parent.parent
    try:
        head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True, check=True)
        status = subprocess.run(
            ["git", "status", "--porcelain"], cwd=folder, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return head.stdout.strip() + ("+" if status.stdout.strip() else "")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
