"""Text to vectors: the only file that runs the embedding model.

sentence-transformers loads the weights, exports them to ONNX once and embeds passages in bulk (in the build's child
process); ONNX Runtime embeds questions. Both give one normalised vector per token and one per text, held together by a
parity test. Nothing heavy is imported with this module: torch takes seconds and hundreds of megabytes.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.errors import EmbeddingModelError
from index.weights import TOKENIZER_FILE, EmbeddingModel, file_sha256

if TYPE_CHECKING:
    from tokenizers import Encoding

Vectors = NDArray[np.float32]

MAX_TOKENS = 256  # longer texts are cut here, [CLS] and [SEP] included
BATCH_SIZE = 16
CHUNK_SIZE = 512  # sentences between two reports of progress

ONNX_FILE = "model.onnx"
RAW_ONNX_FILE = "exported.onnx"
FACTS_FILE = "model.json"  # written last: an export is finished when it is there


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

    def embed_sentences(self, texts: Sequence[str]) -> Iterator[Vectors]:
        """The unit vector (dim,) of each text as a whole, in the order given; takes half the time of `embed`."""
        for start in range(0, len(texts), CHUNK_SIZE):
            # Together they are sorted by length, so that little is padded.
            chunk = list(texts[start : start + CHUNK_SIZE])
            yield from unit_rows(self._model.encode_document(chunk, batch_size=2 * BATCH_SIZE, show_progress_bar=False))

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
