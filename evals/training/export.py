"""A trained network to `reader.onnx` (int8) and `reader.json`, which says what it was made of."""

from __future__ import annotations

import json
import tempfile
import warnings
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.read import guide_files
from evals.errors import TrainingDataError
from evals.training.recipe import RECIPE, VERSION, Recipe
from index.reader import FACTS_FILE, MAX_TOKENS, MODEL_FILE
from index.weights import PACKAGE_REQUIREMENT, file_sha256

if TYPE_CHECKING:
    from evals.training.network import ReaderNetwork

LIBRARIES = ("numpy", "onnx", "onnxruntime", "tokenizers", "torch", "transformers")
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def export_onnx(network: ReaderNetwork, folder: Path) -> Path:
    """Write `reader.onnx` into `folder`, which exists: weights as int8, scores as float."""
    import torch  # here because importing it takes seconds
    from onnxruntime.quantization import QuantType, quantize_dynamic

    network.eval()
    network.encoder.config._attn_implementation = "eager"  # the other kinds cannot be exported
    # With padding: a mask of ones alone is folded into the graph.
    ids = torch.tensor([[101, 2, 3, 102, 5, 102], [101, 2, 3, 102, 102, 0]])
    mask = (ids > 0).long()
    types = torch.tensor([[0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 1, 0]])
    shape = {0: "passages", 1: "tokens"}
    with tempfile.TemporaryDirectory(prefix="reader-") as made:
        raw = Path(made) / "raw.onnx"
        with warnings.catch_warnings(), torch.no_grad():
            # The older exporter is deprecated, and right; the newer one drops the mask without a word.
            warnings.simplefilter("ignore", DeprecationWarning)
            warnings.simplefilter("ignore", torch.jit.TracerWarning)  # type: ignore[attr-defined]
            warnings.filterwarnings("ignore", "Exporting aten::index", UserWarning)  # indices here are never negative
            torch.onnx.export(
                network,
                (ids, mask, types),
                str(raw),
                dynamo=False,
                input_names=list(_INPUTS),
                output_names=["spans", "answers"],
                dynamic_axes={**dict.fromkeys((*_INPUTS, "spans"), shape), "answers": {0: "passages"}},
                opset_version=17,
            )
        quantize_dynamic(raw, folder / MODEL_FILE, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    return folder / MODEL_FILE


def write_facts(
    folder: Path,
    *,
    squad: Path,
    practice: Path,
    recipe: Recipe = RECIPE,
    measured: Mapping[str, float] | None = None,
) -> Path:
    """Write `reader.json` beside the `reader.onnx` of `folder`: its hash, what it was trained on, and how.

    `measured` are figures of the network on what was held back, if they were taken.

    Raises:
        TrainingDataError: the weights or a data file are missing.
    """
    data = [squad]
    data += [path for guide in recipe.guides for path in guide_files(practice / guide)]
    data += [practice / guide / file for guide, file in recipe.case_files]
    facts: dict[str, Any] = {
        "sha256": _sha256(folder / MODEL_FILE),
        "version": VERSION,
        "base": PACKAGE_REQUIREMENT,
        "trained_on": list(recipe.guides),
        "data": {path.name if path is squad else f"{path.parent.name}/{path.name}": _sha256(path) for path in data},
        "recipe": {"tokens": MAX_TOKENS, "frozen": "word embeddings", "autocast": "bfloat16", **asdict(recipe)},
        "libraries": {name: version(name) for name in LIBRARIES},
    }
    if measured:
        facts["held_out"] = {name: round(value, 4) for name, value in measured.items()}
    path = folder / FACTS_FILE
    path.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return path


def _sha256(path: Path) -> str:
    try:
        return file_sha256(path)
    except OSError as error:
        raise TrainingDataError(f"The file {path} cannot be read ({error.strerror}). Name another one.") from error
