"""How the shipped reader was trained: its stages, their data and seeds. Data only; `export` records it."""

from __future__ import annotations

from dataclasses import dataclass

VERSION = 1  # of the reader; raise it whenever other weights are released


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One pass of training; rates are those of AdamW after the warm-up, falling to 0 at the end.

    `practice` are practice guides and how often each of their pairs is shown in an epoch; below 1 it is the
    probability that a pair is shown at all. `squad_share` is the number of SQuAD windows as a share of the pairs; a
    stage without practice guides has all windows.
    """

    name: str
    epochs: int
    rate: float  # of the encoder, whose word embeddings are frozen
    head_rate: float  # of the two heads
    practice: tuple[tuple[str, float], ...] = ()
    squad_share: float = 0.0
    seed: int = 0  # of the choice of pairs and their wording
    squad_seed: int = 0  # of the windows


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """Everything that decides what comes out of the same data."""

    stages: tuple[Stage, ...]
    batch: int = 24
    warm_up: float = 0.06  # share of a stage's batches in which the rates rise
    weight_decay: float = 0.01
    span_weight: float = 0.5  # of the start's and of the end's loss each, beside the answer's
    positives: int = 2  # times that an answering pair is shown for one that does not answer: they are few
    hard: int = 6  # passages that do not answer, per question: the best that search finds
    easy: int = 2  # and some of the rest

    @property
    def guides(self) -> tuple[str, ...]:
        """Ids of the practice guides that any stage reads, sorted."""
        return tuple(sorted({guide for stage in self.stages for guide, _ in stage.practice}))


# The practice guides not named here and every evaluation guide stay unread, so that something is left to measure on.
RECIPE = Recipe(
    stages=(
        Stage(name="SQuAD", epochs=1, rate=1.2e-4, head_rate=5e-4),
        Stage(
            name="practice guides",
            epochs=3,
            rate=8e-5,
            head_rate=2e-4,
            practice=(
                ("chartered-accountant", 1),
                ("commercial-pilot", 1),
                ("cybersecurity-analyst", 1),
                ("pastry-chef", 1),
            ),
            squad_share=0.2,
            seed=1,
            squad_seed=5,
        ),
    )
)
