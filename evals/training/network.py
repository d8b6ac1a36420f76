"""The network that is trained: the packaged MiniLM with a span head and a "does it answer?" head, and its batches.

Input is `question [SEP] passage`. Importing this imports torch, which takes seconds.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from evals.training.squad import Example
from index.reader import MAX_TOKENS
from index.weights import TOKENIZER_FILE, find_embedding_model

if TYPE_CHECKING:
    from tokenizers import Tokenizer

NOT_IN_PASSAGE = -1e4  # score of a token that cannot begin or end a span
_SORTED_TOGETHER = 32  # batches whose rows are sorted by length, for little padding


class ReaderNetwork(nn.Module):
    """Token ids, mask and types (n, length) to span scores (n, length, 2) and answer scores (n,)."""

    def __init__(self) -> None:
        super().__init__()
        from transformers import AutoModel

        folder = find_embedding_model(None).folder
        self.encoder = AutoModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="sdpa", local_files_only=True
        )
        # A question asks about the words that are known; new ones are better read as they were.
        self.encoder.embeddings.requires_grad_(False)
        width = self.encoder.config.hidden_size
        self.span = nn.Linear(width, 2)
        self.answers = nn.Linear(width, 1)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of starts and ends, and of whether the passage answers."""
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)[0]
        return self.span(hidden), self.answers(hidden[:, 0])[:, 0]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One tokenised example; `start` and `end` (inclusive) are tokens, 0 where no span is known."""

    ids: tuple[int, ...]
    types: tuple[int, ...]
    start: int
    end: int
    answers: bool


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Padded rows (n, length), and of each row its span's tokens and whether it answers (n,)."""

    ids: Tensor
    mask: Tensor
    types: Tensor
    start: Tensor
    end: Tensor
    answers: Tensor


def new_tokenizer() -> Tokenizer:
    """The packaged tokenizer, set as the reader sets it."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(find_embedding_model(None).folder / TOKENIZER_FILE))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
    return tokenizer


def rows_of(tokenizer: Tokenizer, examples: Sequence[Example]) -> list[Row]:
    """The examples as rows, without those whose span is cut off."""
    encodings = tokenizer.encode_batch([(example.question, example.passage) for example in examples])
    rows = []
    for example, encoding in zip(examples, encodings, strict=True):
        places = [
            place
            for place, (part, (start, end)) in enumerate(zip(encoding.sequence_ids, encoding.offsets, strict=True))
            if part == 1 and end > example.start and start < example.end
        ]
        if example.start >= 0 and not places:
            continue
        start, end = (places[0], places[-1]) if example.start >= 0 else (0, 0)
        rows.append(
            Row(ids=tuple(encoding.ids), types=tuple(encoding.type_ids), start=start, end=end, answers=example.answers)
        )
    return rows


def batches(rows: Sequence[Row], size: int, rng: random.Random) -> list[list[Row]]:
    """All rows in batches of rows of like length, in random order."""
    order = list(range(len(rows)))
    rng.shuffle(order)
    together = size * _SORTED_TOGETHER
    made = []
    for first in range(0, len(order), together):
        alike = sorted(order[first : first + together], key=lambda place: len(rows[place].ids))
        made += [alike[start : start + size] for start in range(0, len(alike), size)]
    rng.shuffle(made)
    return [[rows[place] for place in batch] for batch in made]


def batch_of(rows: Sequence[Row]) -> Batch:
    """Rows as tensors, padded with zeros at the end."""
    ids = torch.zeros(len(rows), max(len(row.ids) for row in rows), dtype=torch.long)
    mask, types = torch.zeros_like(ids), torch.zeros_like(ids)
    for place, row in enumerate(rows):
        n = len(row.ids)
        ids[place, :n], mask[place, :n] = torch.tensor(row.ids), 1
        types[place, :n] = torch.tensor(row.types)
    return Batch(
        ids=ids,
        mask=mask,
        types=types,
        start=torch.tensor([row.start for row in rows]),
        end=torch.tensor([row.end for row in rows]),
        answers=torch.tensor([row.answers for row in rows], dtype=torch.float),
    )
