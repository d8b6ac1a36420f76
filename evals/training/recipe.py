"""How the shipped reader was trained: its stages, their data and seeds. Data only; `export` records it."""

from __future__ import annotations

from dataclasses import dataclass

VERSION = 5  # of the reader; raise it whenever other weights are released


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One pass of training; rates are those of AdamW after the warm-up, falling to 0 at the end.

    `practice` names practice guides; a stage without any shows all SQuAD windows, cut anew for each epoch; one with
    some shows questions of theirs, of each case file as large a share as `shares` says (drawn anew for each epoch),
    with some of their passages, and `squad_share` batches of windows for each batch of those. It is run once for
    each seed, and the weights of all runs are averaged (Wortsman et al., Model soups, ICML 2022), with those from
    before the stage where it says so (Wortsman et al., Robust fine-tuning of zero-shot models, CVPR 2022).
    """

    name: str
    epochs: int
    rate: float  # of the encoder, whose word embeddings are frozen
    head_rate: float  # of the two heads
    practice: tuple[str, ...] = ()
    shares: tuple[tuple[str, float], ...] = (("dev.yaml", 1.0),)  # case files of a guide, and of each how much
    squad_share: float = 0.0
    squad_seed: int = 0  # of the windows of the first epoch
    seeds: tuple[int, ...] = (0,)  # of the choice of passages, their wording and order
    from_before: int = 0  # parts of the average that the weights from before the stage have, beside one of each run


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

    @property
    def case_files(self) -> tuple[tuple[str, str], ...]:
        """Id and case file of all practice questions that any stage reads, sorted."""
        read = {(guide, file) for stage in self.stages for guide in stage.practice for file, _ in stage.shares}
        return tuple(sorted(read))


# The practice guides not named here and every evaluation guide stay unread, so that something is left to measure on.
_PRACTICE = tuple(
    [
        "actuary",
        "air-traffic-controller",
        "animator",
        "architect",
        "army-officer",
        "bank-officer",
        "biotech-researcher",
        "business-analyst",
        "cabin-crew",
        "chartered-accountant",
        "civil-engineer",
        "civil-services-officer",
        "cloud-engineer",
        "commercial-pilot",
        "company-secretary",
        "content-writer",
        "cybersecurity-analyst",
        "data-engineer",
        "data-scientist",
        "dentist",
        "dietitian",
        "embedded-engineer",
        "event-planner",
        "fashion-designer",
        "fitness-trainer",
        "full-stack-developer",
        "game-developer",
        "graphic-designer",
        "human-resources-manager",
        "investment-banker",
        "journalist",
        "mechanical-design-engineer",
        "merchant-navy-officer",
        "mobile-app-developer",
        "network-engineer",
        "optometrist",
        "pastry-chef",
        "pharmacist",
        "physiotherapist",
        "police-officer",
        "product-manager",
        "robotics-engineer",
        "sales-manager",
        "school-teacher",
        "social-worker",
        "software-tester",
        "supply-chain-manager",
        "translator",
        "veterinary-doctor",
    ]
)
# Those whose natural questions no stage has read yet.
_UNREAD_NATURAL = frozenset(
    [
        "game-developer",
        "graphic-designer",
        "human-resources-manager",
        "investment-banker",
        "pastry-chef",
        "pharmacist",
        "physiotherapist",
        "police-officer",
        "product-manager",
        "robotics-engineer",
        "sales-manager",
        "school-teacher",
        "social-worker",
        "software-tester",
        "supply-chain-manager",
        "translator",
        "veterinary-doctor",
    ]
)
_NATURAL = tuple(guide for guide in _PRACTICE if guide not in _UNREAD_NATURAL)
RECIPE = Recipe(
    stages=(
        Stage(name="SQuAD", epochs=4, rate=1.2e-4, head_rate=5e-4),
        Stage(
            name="practice guides",
            epochs=1,
            rate=8e-5,
            head_rate=2e-4,
            practice=_PRACTICE,
            squad_share=0.2,
            squad_seed=5,
            seeds=(1, 2, 3),
        ),
        Stage(
            name="natural questions",
            epochs=1,
            rate=5e-5,
            head_rate=1.25e-4,
            practice=_NATURAL,
            shares=(("natural.yaml", 1.0), ("dev.yaml", 0.15)),
            seeds=(1, 2, 3),
            from_before=1,
        ),
    )
)
