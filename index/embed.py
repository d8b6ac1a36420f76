"""Text to vectors: the exported embedding model under ONNX Runtime, for questions one by one and passages in bulk.

One normalised vector per token and one per text. Nothing heavy is imported with this module; the export, which needs
torch, is `index/export.py`'s.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.weights import TOKENIZER_FILE

if TYPE_CHECKING:
    from tokenizers import Encoding

Vectors = NDArray[np.float32]

MAX_TOKENS = 256  # longer texts are cut here, [CLS] and [SEP] included
BATCH_SIZE = 16
CHUNK_SIZE = 512  # texts that are put in order of length together

ONNX_FILE = "model.onnx"
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


class Embedder:
    """Embeds texts with an exported model on one thread; safe to use from several threads at once."""

    def __init__(self, folder: Path) -> None:
        """Open the export in `folder` (`model.onnx`, `tokenizer.json`, `model.json`)."""
        import onnxruntime  # here because the command line's help must not wait for it
        from tokenizers import Tokenizer

        facts = json.loads((folder / FACTS_FILE).read_text(encoding="utf-8"))
        self._pooling: str = facts["pooling"]
        self._prompt: str = facts["query_prompt"]
        self._document_prompt: str = facts["document_prompt"]
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
        return EmbeddedQuestion(
            words=words,
            tokens=unit_rows(output[positions]),
            word_of_token=np.asarray(word_of_token, dtype=np.int64),
            sentence=self._pooled(output),
        )

    def embed_passages(self, texts: Sequence[str]) -> Iterator[EmbeddedPassage]:
        """Vectors of each text, cut after 256 tokens, in the order given."""
        for output in self._of_documents(texts):
            # The first and the last token are [CLS] and [SEP].
            yield EmbeddedPassage(tokens=unit_rows(output[1:-1]), sentence=self._pooled(output))

    def embed_sentences(self, texts: Sequence[str]) -> Iterator[Vectors]:
        """The unit vector (dim,) of each text as a whole, in the order given."""
        return map(self._pooled, self._of_documents(texts))

    def has_word(self, word: str) -> bool:
        """Whether the model's vocabulary holds `word` as one piece, so that it is no misspelling."""
        return self._tokenizer.token_to_id(word.lower()) is not None

    def _of_documents(self, texts: Sequence[str]) -> Iterator[Vectors]:
        for start in range(0, len(texts), CHUNK_SIZE):
            chunk = self._tokenizer.encode_batch(
                [self._document_prompt + text for text in texts[start : start + CHUNK_SIZE]]
            )
            order = sorted(range(len(chunk)), key=lambda number: len(chunk[number].ids))  # so that little is padded
            outputs: dict[int, Vectors] = {}
            for first in range(0, len(order), BATCH_SIZE):
                batch = order[first : first + BATCH_SIZE]
                outputs.update(zip(batch, self._forward([chunk[number] for number in batch]), strict=True))
            yield from (outputs[number] for number in range(len(chunk)))

    def _pooled(self, output: Vectors) -> Vectors:
        pooled = output[:1] if self._pooling == "cls" else output.mean(axis=0, keepdims=True)
        vector: Vectors = unit_rows(pooled)[0]
        return vector

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


def unit_rows(vectors: Vectors) -> Vectors:
    """Each row (n, dim) divided by its length; zero rows stay zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)
