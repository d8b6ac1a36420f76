"""Examples to a trained network: the stages of the recipe one after the other. Importing this imports torch."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from evals.errors import TrainingDataError
from evals.training.network import NOT_IN_PASSAGE, Batch, ReaderNetwork, Row, batch_of, batches, new_tokenizer, rows_of
from evals.training.recipe import RECIPE, Recipe, Stage
from evals.training.squad import Example, squad_examples

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from evals.training.pairs import PracticeQuestion

Progress = Callable[[str, int, int], None]
_SEED = 0  # of the heads' first weights and dropout


def trained_reader(
    paragraphs: Sequence[dict[str, Any]],
    practice: Path,
    *,
    recipe: Recipe = RECIPE,
    on_progress: Progress | None = None,
) -> tuple[ReaderNetwork, dict[str, float]]:
    """The network after all stages on SQuAD paragraphs and practice guides, and what it is worth on what is held back.

    Takes several hours of one processor; the same data give the same network on the same kind of machine.

    Raises:
        TrainingDataError: the folder of a practice guide is missing.
        CareerAssistantError: a practice guide cannot be used.
    """
    from evals.training.pairs import practice_questions

    if missing := [guide for guide in recipe.guides if not (practice / guide).is_dir()]:
        raise TrainingDataError(f"There is no practice guide {missing[0]!r} in {practice}. Name another folder.")
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # two on a busy machine are slower, and add up in another order
    try:
        asked = {
            (guide, file): practice_questions(practice / guide, file, on_progress=on_progress)
            for guide, file in recipe.case_files
        }
        tokenizer, network = new_tokenizer(), new_network()
        for stage in recipe.stages:
            windows = [squad_examples(paragraphs, seed=stage.squad_seed + epoch)[0] for epoch in range(stage.epochs)]
            questions = [
                ([question for guide in stage.practice for question in asked[guide, file]], share)
                for file, share in stage.shares
            ]
            begun = _copied(network)
            ended = [begun] * stage.from_before
            for seed in stage.seeds:
                network.load_state_dict(begun)
                plan = planned(tokenizer, windows, questions, stage, recipe, seed)
                train(network, plan, stage, recipe=recipe, on_progress=on_progress)
                ended.append(_copied(network))
            network.load_state_dict({name: sum(one[name] for one in ended) / len(ended) for name in begun})
        _, held = squad_examples(paragraphs)
        return network.eval(), held_out(network, rows_of(tokenizer, held))
    finally:
        torch.set_num_threads(threads)


def _copied(network: ReaderNetwork) -> dict[str, Tensor]:
    return {name: weight.clone() for name, weight in network.state_dict().items()}


def new_network() -> ReaderNetwork:
    """The packaged weights with new heads, the same at every call."""
    torch.manual_seed(_SEED)
    return ReaderNetwork()


@dataclass(frozen=True, kw_only=True)
class Planned:
    """The rows of one batch; `together` says how many of them, in order, each question of a practice guide has."""

    rows: Sequence[Row]
    together: tuple[int, ...] = ()


def planned(
    tokenizer: Tokenizer,
    windows: Sequence[Sequence[Example]],
    questions: Sequence[tuple[Sequence[PracticeQuestion], float]],
    stage: Stage,
    recipe: Recipe,
    seed: int,
) -> list[Planned]:
    """The batches of all epochs of one run of a stage, in order.

    `windows` are those of each epoch, `questions` those of each case file with the share that an epoch shows of them.
    """
    from evals.training.pairs import shown

    rng = random.Random(seed)
    if not stage.practice:
        rows = [rows_of(tokenizer, of_epoch) for of_epoch in windows]
        return [Planned(rows=batch) for of_epoch in rows for batch in batches(of_epoch, recipe.batch, rng)]
    untold = list(windows[0])
    rng.shuffle(untold)
    plan: list[Planned] = []
    for _ in range(stage.epochs):
        drawn = [one for of_file, share in questions for one in rng.sample(of_file, round(share * len(of_file)))]
        rng.shuffle(drawn)
        epoch = []
        for first in range(0, len(drawn), recipe.questions):
            groups = [rows_of(tokenizer, shown(one, recipe, rng)) for one in drawn[first : first + recipe.questions]]
            epoch.append(Planned(rows=[row for group in groups for row in group], together=tuple(map(len, groups))))
        for _ in range(int(len(epoch) * stage.squad_share)):
            chosen, untold = untold[: recipe.batch], untold[recipe.batch :]
            if chosen:
                epoch.append(Planned(rows=rows_of(tokenizer, chosen)))
        rng.shuffle(epoch)
        plan += epoch
    return plan


def train(
    network: ReaderNetwork,
    plan: Sequence[Planned],
    stage: Stage,
    *,
    recipe: Recipe = RECIPE,
    on_progress: Progress | None = None,
) -> list[float]:
    """Train on the batches of a stage; the loss of every one."""
    torch.manual_seed(_SEED)
    rates = (stage.rate, stage.head_rate)
    encoder = [parameter for parameter in network.encoder.parameters() if parameter.requires_grad]
    heads = [*network.span.parameters(), *network.answers.parameters()]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": stage.rate}, {"params": heads, "lr": stage.head_rate}],
        weight_decay=recipe.weight_decay,
    )
    losses = []
    network.train()
    for step, of_step in enumerate(plan):
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * share_of_rate(step, len(plan), recipe.warm_up)
        batch = batch_of(of_step.rows)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            spans, answers = network(batch.ids, batch.mask, batch.types)
        loss = loss_of(spans.float(), answers.float(), batch, span_weight=recipe.span_weight)
        loss = loss + recipe.ranking_weight * ranking_loss(answers.float(), batch.answers, of_step.together)
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


def ranking_loss(answers: Tensor, labels: Tensor, together: Sequence[int]) -> Tensor:
    """How little of the softmax over a question's passages the answering ones have, mean of the questions.

    Questions with none or only answering passages are left out. Cao et al., Learning to Rank: From Pairwise Approach
    to Listwise Approach, ICML 2007, for the softmax over a list.
    """
    losses = []
    first = 0
    for size in together:
        scores, right = answers[first : first + size], labels[first : first + size] > 0
        first += size
        if right.any() and not right.all():
            losses.append(torch.logsumexp(scores, 0) - torch.logsumexp(scores[right], 0))
    return torch.stack(losses).mean() if losses else answers.sum() * 0.0


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
