"""Examples to a trained network: the stages of the recipe one after the other. Importing this imports torch."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from evals.errors import TrainingDataError
from evals.training.network import NOT_IN_PASSAGE, Batch, ReaderNetwork, Row, batch_of, batches, new_tokenizer, rows_of
from evals.training.recipe import RECIPE, Recipe, Stage
from evals.training.squad import Example, squad_examples

Progress = Callable[[str, int, int], None]
_SEED = 0  # of the heads' first weights, dropout and the order of batches
_LIGHTLY = 0.3  # probability that a practice question loses its mark, and its capitals


def trained_reader(
    paragraphs: Sequence[dict[str, Any]],
    practice: Path,
    *,
    recipe: Recipe = RECIPE,
    on_progress: Progress | None = None,
) -> tuple[ReaderNetwork, dict[str, float]]:
    """The network after all stages on SQuAD paragraphs and practice guides, and what it is worth on what is held back.

    Takes about an hour of one processor; the same data give the same network on the same kind of machine.

    Raises:
        TrainingDataError: the folder of a practice guide is missing.
        CareerAssistantError: a practice guide cannot be used.
    """
    from evals.training.pairs import practice_examples

    if missing := [guide for guide in recipe.guides if not (practice / guide).is_dir()]:
        raise TrainingDataError(f"There is no practice guide {missing[0]!r} in {practice}. Name another folder.")
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # two on a busy machine are slower, and add up in another order
    try:
        pairs = {guide: practice_examples(practice / guide, on_progress=on_progress) for guide in recipe.guides}
        tokenizer, network = new_tokenizer(), new_network()
        for stage in recipe.stages:
            windows, _ = squad_examples(paragraphs, seed=stage.squad_seed)
            rows = rows_of(tokenizer, stage_examples(stage, windows, pairs, positives=recipe.positives))
            train(network, rows, stage, recipe=recipe, on_progress=on_progress)
        _, held = squad_examples(paragraphs)
        return network.eval(), held_out(network, rows_of(tokenizer, held))
    finally:
        torch.set_num_threads(threads)


def new_network() -> ReaderNetwork:
    """The packaged weights with new heads, the same at every call."""
    torch.manual_seed(_SEED)
    return ReaderNetwork()


def stage_examples(
    stage: Stage, windows: Sequence[Example], pairs: dict[str, list[Example]], *, positives: int
) -> list[Example]:
    """What one epoch of a stage shows: all windows, or pairs of its practice guides with some windows."""
    if not stage.practice:
        return list(windows)
    rng = random.Random(stage.seed)
    chosen: list[Example] = []
    for guide, times in stage.practice:
        for _ in range(max(1, round(times))):
            shown = [example for example in pairs[guide] if times >= 1 or rng.random() < times]
            chosen += [_lightly_untidy(example, rng) for example in shown]
    chosen += [example for example in chosen if example.answers] * (positives - 1)
    some = list(windows)
    rng.shuffle(some)
    return chosen + some[: int(len(chosen) * stage.squad_share)]


def _lightly_untidy(example: Example, rng: random.Random) -> Example:
    """Practice questions are untidy already: only marks and capitals go."""
    question = example.question.rstrip("?") if rng.random() < _LIGHTLY else example.question
    question = question.lower() if rng.random() < _LIGHTLY else question
    return Example(
        question=question, passage=example.passage, answers=example.answers, start=example.start, end=example.end
    )


def train(
    network: ReaderNetwork,
    rows: Sequence[Row],
    stage: Stage,
    *,
    recipe: Recipe = RECIPE,
    on_progress: Progress | None = None,
) -> list[float]:
    """Train on rows for the epochs of a stage; the loss of every batch."""
    rng = random.Random(_SEED)
    torch.manual_seed(_SEED)
    rates = (stage.rate, stage.head_rate)
    encoder = [parameter for parameter in network.encoder.parameters() if parameter.requires_grad]
    heads = [*network.span.parameters(), *network.answers.parameters()]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": stage.rate}, {"params": heads, "lr": stage.head_rate}],
        weight_decay=recipe.weight_decay,
    )
    plan = [batch for _ in range(stage.epochs) for batch in batches(rows, recipe.batch, rng)]
    losses = []
    network.train()
    for step, planned in enumerate(plan):
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * share_of_rate(step, len(plan), recipe.warm_up)
        batch = batch_of(planned)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            spans, answers = network(batch.ids, batch.mask, batch.types)
        loss = loss_of(spans.float(), answers.float(), batch, span_weight=recipe.span_weight)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        losses.append(float(loss.item()))
        if on_progress:
            on_progress(f"training on {stage.name}", step + 1, len(plan))
    return losses


def share_of_rate(step: int, steps: int, warm_up: float) -> float:
    """How much of the full rate a step (from 0) has: rising, then falling in a line towards 0."""
    rising = min(1.0, (step + 1) / (warm_up * steps))
    return rising * max(0.0, 1.0 - max(0.0, step / steps - warm_up) / (1.0 - warm_up))


def loss_of(spans: Tensor, answers: Tensor, batch: Batch, *, span_weight: float) -> Tensor:
    """Whether it answers, and, where the span is known, which tokens begin and end it."""
    loss = nn.functional.binary_cross_entropy_with_logits(answers, batch.answers)
    known = batch.start > 0
    if known.any():
        inside = spans.masked_fill((batch.types * batch.mask == 0)[..., None], NOT_IN_PASSAGE)[known]
        starts = nn.functional.cross_entropy(inside[..., 0], batch.start[known])
        loss = loss + span_weight * (starts + nn.functional.cross_entropy(inside[..., 1], batch.end[known]))
    return loss


def held_out(network: ReaderNetwork, rows: Sequence[Row]) -> dict[str, float]:
    """AUROC of "does it answer?" and the share of known spans that are right to the token."""
    from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]  # here: takes seconds

    labels, scores, right = [], [], []
    network.eval()
    with torch.no_grad():
        ordered = sorted(rows, key=lambda row: len(row.ids))
        for first in range(0, len(ordered), 32):
            batch = batch_of(ordered[first : first + 32])
            spans, answers = network(batch.ids, batch.mask, batch.types)
            spans = spans.masked_fill((batch.types * batch.mask == 0)[..., None], NOT_IN_PASSAGE)
            labels += batch.answers.tolist()
            scores += answers.tolist()
            hit = (spans[..., 0].argmax(1) == batch.start) & (spans[..., 1].argmax(1) == batch.end)
            right += hit[batch.start > 0].tolist()
    return {"auroc": float(roc_auc_score(labels, scores)), "spans_right": sum(right) / max(1, len(right))}
