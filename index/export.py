"""The embedding model from sentence-transformers' files to ONNX, once per model: the only file that runs torch.

Importing torch takes seconds and hundreds of megabytes, so that it is left to the first build of an index folder; every
later one, and every question, runs the export. A parity test holds both together.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

from index.embed import FACTS_FILE, MAX_TOKENS, ONNX_FILE
from index.errors import EmbeddingModelError
from index.weights import TOKENIZER_FILE, EmbeddingModel, file_sha256

RAW_ONNX_FILE = "exported.onnx"
_DOCUMENT_PROMPTS = ("document", "passage", "corpus")  # the names that `encode_document` looks for, in its order


def export_model(model: EmbeddingModel, folder: Path) -> None:
    """Write `model.onnx`, `tokenizer.json` and, last, `model.json` of a model into `folder`, which exists and is empty.

    Raises:
        EmbeddingModelError: the model has parts that `Embedder` does not run.
    """
    import torch  # here because importing it takes seconds
    from sentence_transformers import SentenceTransformer

    class TokenEmbeddings(torch.nn.Module):
        """Token ids (n, length) and mask to token vectors (n, length, dim); segment ids are all zero."""

        def __init__(self, network: Any) -> None:
            super().__init__()
            self.network = network

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            """The last hidden layer."""
            output: torch.Tensor = self.network(input_ids=input_ids, attention_mask=attention_mask)[0]
            return output

    torch.set_num_threads(1)
    loaded: Any = SentenceTransformer(str(model.folder), device="cpu", local_files_only=True)
    pooling = _pooling(loaded, model.name)
    network = loaded[0].auto_model.eval()
    ids = torch.tensor([[1, 2, 3, 4], [1, 2, 3, 0]])
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])  # with padding: an all-ones sample is folded into the graph
    shape = {0: "texts", 1: "tokens"}
    with warnings.catch_warnings(), torch.no_grad():
        # The older exporter is deprecated, and right; the newer one drops the mask without a word.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", torch.jit.TracerWarning)  # type: ignore[attr-defined]
        warnings.filterwarnings("ignore", "Exporting aten::index", UserWarning)  # indices here are never negative
        torch.onnx.export(
            TokenEmbeddings(network),
            (ids, mask),
            str(folder / RAW_ONNX_FILE),
            dynamo=False,
            input_names=["input_ids", "attention_mask"],
            output_names=["token_embeddings"],
            dynamic_axes={"input_ids": shape, "attention_mask": shape, "token_embeddings": shape},
            opset_version=17,
        )
    _optimise(folder / RAW_ONNX_FILE, folder / ONNX_FILE)
    (folder / RAW_ONNX_FILE).unlink()
    (folder / TOKENIZER_FILE).write_bytes((model.folder / TOKENIZER_FILE).read_bytes())
    prompts: dict[str, str] = loaded.prompts or {}
    facts = {
        "pooling": pooling,
        "query_prompt": prompts.get("query", ""),
        "document_prompt": next((prompts[name] for name in _DOCUMENT_PROMPTS if name in prompts), ""),
        "max_tokens": min(loaded.max_seq_length or MAX_TOKENS, MAX_TOKENS),
        "files": {name: file_sha256(folder / name) for name in (ONNX_FILE, TOKENIZER_FILE)},
    }
    (folder / FACTS_FILE).write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def _pooling(loaded: Any, name: str) -> str:
    kinds = [type(module).__name__ for module in loaded]
    pooling = getattr(loaded[1], "pooling_mode", None) if len(kinds) > 1 else None
    if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]) or pooling not in (
        "mean",
        "cls",
    ):
        raise EmbeddingModelError(
            f"The embedding model {name!r} has the parts {', '.join(kinds)} with {pooling} pooling; "
            "only Transformer and Pooling by mean or cls can be used. Choose another model."
        )
    return str(pooling)


def _optimise(exported: Path, optimised: Path) -> None:
    """Have ONNX Runtime simplify the graph once, with steps that hold on any processor; opening is then faster."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(optimised)
    options.log_severity_level = 3
    onnxruntime.InferenceSession(str(exported), options, providers=["CPUExecutionProvider"])
