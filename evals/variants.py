"""Ways of asking, each by itself: verdicts go in, shares right come out, as answered and with the gate forced open.

A way of asking is a style (misspelt, in few words, ...), a conversation, or being far from what could be learned from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from evals.statistics import Interval, clustered_interval

FAR = 0.80  # a nearest anticipated question below this cosine is another question
UNSEEN = 0.50  # a topic whose nearest known question is below this cosine stands nowhere else
STYLES = ("plain", "keyword", "typo", "hinglish", "chatty", "indian-english")
CONVERSATION = "multi-turn"
FAR_NAME = f"nearest anticipated under {FAR:.2f}"
UNSEEN_NAME = "topic neither in dev nor anticipated"
Record = dict[str, Any]


def variants(verdicts: Sequence[Record]) -> Record:
    """Right of each way of asking, by expected outcome ("answered", "declined") and name; empty ways are left out.

    Args:
        verdicts: of one split or suite.
    """
    return {
        expect: {name: _right(chosen) for name, chosen in _ways(part).items() if chosen}
        for expect in ("answered", "declined")
        if (part := [verdict for verdict in verdicts if verdict["expect"] == expect])
    }


def _ways(verdicts: Sequence[Record]) -> dict[str, list[Record]]:
    """The verdicts of one expected outcome by way of asking; a verdict may stand in several."""
    unseen = unseen_topics(
        {verdict["id"]: verdict["nearness"]["known"] for verdict in verdicts},
        {verdict["id"]: verdict["fact_id"] for verdict in verdicts},
    )
    return {
        "all": list(verdicts),
        **{style: [v for v in verdicts if style in v["tags"]] for style in STYLES},
        CONVERSATION: [v for v in verdicts if v["history"]],
        FAR_NAME: [v for v in verdicts if (near := v["nearness"]["anticipated"]) is not None and near < FAR],
        UNSEEN_NAME: [v for v in verdicts if v["fact_id"] in unseen],
    }


def unseen_topics(known: Mapping[str, float | None], topics: Mapping[str, str]) -> frozenset[str]:
    """The topics all of whose questions are far from the known ones; both mappings are by case id."""
    nearest: dict[str, float] = {}
    for case_id, cosine in known.items():
        if cosine is not None:
            nearest[topics[case_id]] = max(nearest.get(topics[case_id], -1.0), cosine)
    return frozenset(topic for topic, cosine in nearest.items() if cosine < UNSEEN)


def _right(verdicts: Sequence[Record]) -> Record:
    clusters = [verdict["fact_id"] for verdict in verdicts]
    opened = clustered_interval([_share(verdict["right_gate_open"]) for verdict in verdicts], clusters)
    return {
        "cases": len(verdicts),
        "clusters": len(set(clusters)),
        "right": asdict(clustered_interval([float(verdict["right"]) for verdict in verdicts], clusters)),
        "right_gate_open": asdict(opened) if opened.n else None,
    }


def _share(right: bool | None) -> float | None:
    return None if right is None else float(right)


def robustness(verdicts: Sequence[Record]) -> Record:
    """Each style against the plain form of the same fact: shares right over the facts that have both, and the drop."""
    covered = [verdict for verdict in verdicts if verdict["expect"] == "answered"]
    plain: dict[str, list[float]] = {}
    for verdict in covered:
        if "plain" in verdict["tags"]:
            plain.setdefault(verdict["fact_id"], []).append(float(verdict["right"]))
    chosen = {
        style: [verdict for verdict in covered if style in verdict["tags"] and verdict["fact_id"] in plain]
        for style in (*STYLES[1:], "followup")
    }
    return {style: _drop(found, plain) for style, found in chosen.items() if found}


def _drop(verdicts: Sequence[Record], plain: Mapping[str, Sequence[float]]) -> Record:
    base = [sum(plain[v["fact_id"]]) / len(plain[v["fact_id"]]) for v in verdicts]
    right = [float(v["right"]) for v in verdicts]
    drops = [before - after for before, after in zip(base, right, strict=True)]
    interval: Interval = clustered_interval(drops, [v["fact_id"] for v in verdicts], limits=(-1.0, 1.0))
    return {
        "n": len(verdicts),
        "plain": sum(base) / len(base),
        "variant": sum(right) / len(right),
        "drop": asdict(interval),
    }
