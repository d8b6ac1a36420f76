"""How the shipped reader was trained: its stages, their data and seeds. Data only; `export` records it."""

from __future__ import annotations

from dataclasses import dataclass

VERSION = 3  # of the reader; raise it whenever other weights are released


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One pass of training; rates are those of AdamW after the warm-up, falling to 0 at the end.

    `practice` names practice guides; a stage without any shows all SQuAD windows, one with some shows every question
    of theirs with some of its passages once an epoch, and `squad_share` batches of windows for each batch of those.
    """

    name: str
    epochs: int
    rate: float  # of the encoder, whose word embeddings are frozen
    head_rate: float  # of the two heads
    practice: tuple[str, ...] = ()
    squad_share: float = 0.0
    seed: int = 0  # of the choice of passages, their wording and order
    squad_seed: int = 0  # of the windows


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """Everything that decides what comes out of the same data."""

    stages: tuple[Stage, ...]
    batch: int = 24  # windows
    questions: int = 3  # of a practice guide in a batch, each with so many passages:
    passages: int = 8
    answering: int = 2  # of them at most so many that answer,
    near: int = 5  # and so many of the eight best that do not; the rest is from further down
    warm_up: float = 0.06  # share of a stage's batches in which the rates rise
    weight_decay: float = 0.01
    span_weight: float = 0.5  # of the start's and of the end's loss each, beside the answer's
    ranking_weight: float = 1.0  # of the loss of a question's answering passages among all it is shown with

    @property
    def guides(self) -> tuple[str, ...]:
        """Ids of the practice guides that any stage reads, sorted."""
        return tuple(sorted({guide for stage in self.stages for guide in stage.practice}))


# The practice guides not named here and every evaluation guide stay unread, so that something is left to measure on.
RECIPE = Recipe(
    stages=(
        Stage(name="SQuAD", epochs=2, rate=1.2e-4, head_rate=5e-4),
        Stage(
            name="practice guides",
            epochs=3,
            rate=8e-5,
            head_rate=2e-4,
            practice=(
                "chartered-accountant",
                "commercial-pilot",
                "cybersecurity-analyst",
                "game-developer",
                "pastry-chef",
                "physiotherapist",
                "school-teacher",
            ),
            squad_share=0.2,
            seed=1,
            squad_seed=5,
        ),
        Stage(
            name="more practice guides",
            epochs=2,
            rate=6e-5,
            head_rate=1.5e-4,
            practice=(
                "bank-officer",
                "cabin-crew",
                "cloud-engineer",
                "fashion-designer",
                "full-stack-developer",
                "journalist",
                "mechanical-design-engineer",
                "merchant-navy-officer",
                "product-manager",
                "veterinary-doctor",
            ),
            squad_share=0.2,
            seed=1,
            squad_seed=5,
        ),
    )
)
