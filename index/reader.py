"""A small reader: does a passage answer a question, and with which words. The only file that runs it.

The packaged MiniLM weights, fine-tuned on questions with and without answers (`evals/training/`), as int8 ONNX on one
thread. It reads question and passage together, so it sees what two vectors compared afterwards cannot.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.errors import EmbeddingModelError
from index.weights import file_sha256, find_embedding_model

if TYPE_CHECKING:
    from tokenizers import Encoding

FOLDER = Path(__file__).resolve().parent / "reader"
MODEL_FILE = "reader.onnx"
FACTS_FILE = "reader.json"
MAX_TOKENS = 176  # of question and passage together; the passage is cut


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What the reader makes of one passage: `answers` is the probability in [0, 1] that it answers the question.

    `start` and `end` are characters of the text read: the words that answer, if any do.
    """

    answers: float
    start: int
    end: int


class PassageReader:
    """Reads passages for a question; safe to use from several threads at once."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Open the reader in `folder` (`reader.onnx` and `reader.json`, which holds its sha256).

        Raises:
            EmbeddingModelError: a file is missing, or the weights are not those that were measured.
        """
        import onnxruntime  # here because the command line's help must not wait for it
        from tokenizers import Tokenizer

        facts = reader_facts(folder)
        try:
            found = file_sha256(folder / MODEL_FILE)
        except OSError as error:
            raise EmbeddingModelError(f"The reader in {folder} cannot be read ({error}). Install again.") from error
        if found != facts["sha256"]:
            raise EmbeddingModelError(
                f"The reader {folder / MODEL_FILE} has changed since it was released. Install again."
            )
        self._tokenizer = Tokenizer.from_file(str(find_embedding_model(None).folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        # Of the pair the longer one is cut: the passage, but for a question of hundreds of odd characters.
        self._tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # as for questions: two threads on a busy machine are many times slower
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / MODEL_FILE), options, providers=["CPUExecutionProvider"]
        )

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """What each passage says to the question, in the order given."""
        question = " ".join(question.split()[:60])  # so that there is room for the passage
        encodings = self._tokenizer.encode_batch([(question, passage) for passage in passages])
        return [self._reading(encoding) for encoding in encodings]

    def _reading(self, encoding: Encoding) -> Reading:
        # One passage at a time: int8 activations share one scale per forward pass, so that passages read together
        # change each other's probabilities in the second place. Together is no faster on one thread.
        row = {
            "input_ids": [encoding.ids],
            "attention_mask": [encoding.attention_mask],
            "token_type_ids": [encoding.type_ids],
        }
        inputs = {name: np.asarray(values, dtype=np.int64) for name, values in row.items()}
        spans, answers = self._session.run(["spans", "answers"], inputs)
        return Reading(answers=float(1.0 / (1.0 + np.exp(-float(answers[0])))), **_span(spans[0], encoding))


def reader_facts(folder: Path = FOLDER) -> dict[str, Any]:
    """What is recorded of the reader: its sha256 and the guides whose questions it was trained on (`trained_on`).

    Raises:
        EmbeddingModelError: the record is missing or is no JSON.
    """
    try:
        facts: dict[str, Any] = json.loads((folder / FACTS_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EmbeddingModelError(f"The reader in {folder} cannot be read ({error}). Install again.") from error
    return facts


def _span(scores: NDArray[np.float32], encoding: Encoding) -> dict[str, int]:
    """The best span of at most 24 tokens inside the passage, as characters; `scores` (n, 2) are of starts and ends."""
    inside = [at for at, part in enumerate(encoding.sequence_ids) if part == 1]
    if not inside:
        return {"start": 0, "end": 0}
    first, last = inside[0], inside[-1] + 1
    starts, ends = scores[first:last, 0], scores[first:last, 1]
    together = starts[:, None] + ends[None, :]
    allowed = np.triu(np.ones_like(together, dtype=bool)) & ~np.triu(np.ones_like(together, dtype=bool), k=24)
    start, end = np.unravel_index(int(np.where(allowed, together, -np.inf).argmax()), together.shape)
    offsets = encoding.offsets
    return {"start": offsets[first + int(start)][0], "end": offsets[first + int(end)][1]}
