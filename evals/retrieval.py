"""Did the search find the evidence? A case and its prediction go in, scores per passage and per section come out.

Relevance is binary: a passage is relevant if it holds an evidence text, folded; a section, if its path, or any passage
retrieved from it, does. Each evidence text is one group, and the passages that hold it stand in for one another.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from evals.cases import Case
from evals.metrics import folded
from evals.prediction import Prediction, RetrievedPassage

DEPTH = 10  # ranks that a prediction keeps


@dataclass(frozen=True, kw_only=True)
class Score:
    """One metric on one case. A `value` of None means that the metric does not apply, which is not 0."""

    value: float | None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """One retrieved passage or section with the evidence groups (positions in `Case.evidence`) that it holds."""

    id: str
    groups: frozenset[int]


def hit(ranked: Sequence[str], relevant: Set[str], k: int) -> float | None:
    """1 if any of the first k ids is relevant, else 0; None where nothing is relevant. In {0, 1}.

    Success@k: Craswell and Hawking, Overview of the TREC 2004 Web Track, 2004.
    """
    return float(any(found in relevant for found in ranked[:k])) if relevant else None


def reciprocal_rank(ranked: Sequence[str], relevant: Set[str], k: int = DEPTH) -> float | None:
    """1 / rank of the first relevant id among the first k, 0 if there is none; None where nothing is relevant.

    Kantor and Voorhees, The TREC-5 Confusion Track, Information Retrieval 2, 2000. The mean over cases is MRR@k.
    """
    return next((1 / rank for rank, found in enumerate(ranked[:k], 1) if found in relevant), 0.0) if relevant else None


def ndcg(ranked: Sequence[str], relevant: Set[str], k: int = DEPTH) -> float | None:
    """Discounted gain of the first k ids over that of the best order, in [0, 1]; None where nothing is relevant.

    Gain 1 for a relevant id, discounted by log2(rank + 1). Järvelin and Kekäläinen, Cumulated Gain-Based Evaluation of
    IR Techniques, ACM Transactions on Information Systems 20, 2002.
    """
    if not relevant:
        return None
    gained = sum(1 / math.log2(rank + 1) for rank, found in enumerate(ranked[:k], 1) if found in relevant)
    return gained / sum(1 / math.log2(rank + 1) for rank in range(1, min(len(relevant), k) + 1))


def group_recall(ranked: Sequence[Ranked], groups: int, k: int) -> float | None:
    """Share of the evidence groups held by any of the first k, in [0, 1]; None where there is no group.

    Subtopic recall: Zhai, Cohen and Lafferty, Beyond Independent Relevance, SIGIR 2003.
    """
    return len(frozenset().union(*(item.groups for item in ranked[:k]))) / groups if groups else None


def novel_ids(ranked: Sequence[Ranked], groups: int) -> frozenset[str]:
    """The ids that nDCG counts as relevant: each that brings a new group, and one more for each group missed.

    So a table row does not gain twice for standing inside a table found before it, and no index is needed to know how
    much there was to find. The idea is that of alpha-nDCG with alpha 1: Clarke et al., SIGIR 2008.
    """
    seen: frozenset[int] = frozenset()
    novel = []
    for item in ranked:
        if item.groups - seen:
            novel.append(item.id)
        seen |= item.groups
    return frozenset([*novel, *(f"missed evidence {group}" for group in range(groups) if group not in seen)])


def ranked_passages(case: Case, passages: Sequence[RetrievedPassage]) -> list[Ranked]:
    """The passages, best first, each with the evidence that its own text holds."""
    in_order = sorted(passages, key=lambda passage: (passage.rank, passage.id))
    return [Ranked(id=passage.id, groups=_groups(case, passage.text)) for passage in in_order]


def ranked_sections(
    case: Case,
    passages: Sequence[RetrievedPassage],
    section_texts: Mapping[tuple[str, tuple[str, ...]], str] | None = None,
) -> list[Ranked]:
    """The distinct sections of the passages in the order of their best passage, each with the evidence it holds.

    Args:
        case: names the evidence.
        passages: what was retrieved.
        section_texts: text of the sections by guide and path. Without it a section is known by its path and by the
            passages retrieved from it alone.
    """
    held: dict[tuple[str, tuple[str, ...]], frozenset[int]] = {}
    for passage in sorted(passages, key=lambda passage: (passage.rank, passage.id)):
        place = (passage.guide, passage.section)
        text = "\n".join([passage.text, *passage.section])
        held[place] = held.get(place, frozenset()) | _groups(case, text)
    for place in held:
        held[place] |= _groups(case, (section_texts or {}).get(place, ""))
    return [Ranked(id="\n".join([guide, *path]), groups=groups) for (guide, path), groups in held.items()]


def retrieval_scores(
    case: Case,
    prediction: Prediction,
    section_texts: Mapping[tuple[str, tuple[str, ...]], str] | None = None,
) -> dict[str, Score]:
    """All retrieval scores of one case by name, those of sections with the prefix "section ".

    None unless the case expects an answer and names evidence. A case for which nothing was searched, or that crashed,
    found nothing: 0, since a system must not gain by not searching.
    """
    scores = _scores(case, ranked_passages(case, prediction.passages))
    sections = _scores(case, ranked_sections(case, prediction.passages, section_texts))
    return scores | {f"section {name}": score for name, score in sections.items()}


def _scores(case: Case, ranked: Sequence[Ranked]) -> dict[str, Score]:
    groups = len(case.evidence) if case.expect == "answered" else 0
    if not groups:
        ranked = []
    ids = [item.id for item in ranked]
    # Where no item holds evidence something relevant is still missing, so that the score is 0 and not None.
    relevant = {item.id for item in ranked if item.groups} or {"missed evidence"} if groups else set()
    values = {
        "hit@1": hit(ids, relevant, 1),
        "hit@3": hit(ids, relevant, 3),
        "hit@5": hit(ids, relevant, 5),
        "rr@10": reciprocal_rank(ids, relevant),
        "recall@5": group_recall(ranked, groups, 5),
        "ndcg@10": ndcg(ids, novel_ids(ranked, groups)),
    }
    return {name: Score(value=value, reason=_reason(case, ranked, value)) for name, value in values.items()}


def _reason(case: Case, ranked: Sequence[Ranked], value: float | None) -> str:
    if value is None:
        return "no evidence to find"
    if value == 1:
        return ""
    ranks = [
        next((rank for rank, item in enumerate(ranked, 1) if group in item.groups), None)
        for group in range(len(case.evidence))
    ]
    return "; ".join(
        f"{text!r} at rank {rank}" if rank else f"{text!r} not found"
        for text, rank in zip(case.evidence, ranks, strict=True)
    )


def _groups(case: Case, text: str) -> frozenset[int]:
    place = folded(text)
    return frozenset(group for group, evidence in enumerate(case.evidence) if folded(evidence) in place)
