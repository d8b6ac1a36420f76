"""A small run folder, made by hand: cases right and wrong, one that crashed and one that is held out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

MARKUP = 'is <script>alert("x")</script> & <b>bold</b> paid?'
SECRET = "what does a held-out lighthouse keeper earn"


def interval(value: float | None, n: int = 2) -> dict[str, Any]:
    low, high = (None, None) if value is None else (value - 0.1, value + 0.1)
    return {"value": value, "low": low, "high": high, "n": n, "clusters": n}


def passage(rank: int, text: str) -> dict[str, Any]:
    scores = {"score": 0.9 / rank, "lexical": 1.0 / rank, "token_similarity": 0.5, "cosine": 0.25}
    place = {"guide": "lighthouse", "kind": "row", "section": ["Pay"], "start": 10, "end": 10 + len(text)}
    return {"rank": rank, "id": f"p{rank}", "text": text, **place, **scores}


def answer(outcome: str, text: str) -> dict[str, Any]:
    place = {"number": 1, "guide": "lighthouse", "section": ["Pay"], "start": 10, "end": 24, "url": "/guide/l#pay"}
    citations = [{**place, "quote": "Keeper: 5 gold"}] if outcome == "answered" else []
    reason = "not_in_guide" if outcome == "declined" else None
    return {"outcome": outcome, "text": text, "citations": citations, "reason": reason, "confidence": 0.7}


def verdict(case_id: str, *, right: bool, **changed: Any) -> dict[str, Any]:
    scores = {"hit@1": {"value": float(right), "reason": ""}, "list completeness": {"value": None, "reason": "no list"}}
    plain = {
        "id": case_id,
        "fact_id": f"fact-{case_id}",
        "split": "dev",
        "expect": "answered",
        "tags": ["pay"],
        "question": f"what about {case_id}",
        "history": [],
        "right": right,
        "reason": "" if right else "lacks 5 gold",
        "truth": 1 if right else -1,
        "scores": scores,
        "diagnosis": None if right else "answerer",
        "facts": [["5 gold", "five gold"]],
        "evidence": ["Keeper: 5 gold"],
    }
    return {**plain, **changed}


def prediction(case_id: str, **changed: Any) -> dict[str, Any]:
    plain = {
        "id": case_id,
        "answer": answer("answered", f"Five gold for {case_id}. [1]"),
        "asked": f"what about {case_id}",
        "passages": [passage(1, "Lamp oil: 2 gold"), passage(2, "Keeper: 5 gold")],
        "evidence": ["p2", "p1"],
        "gate": {"confidence": 0.7, "reason": None, "features": {"coverage": 0.8}},
    }
    return {**plain, **changed}


TOTALS: dict[str, Any] = {
    "cases": 5,
    "groups": {
        "all": {"cases": 5, "clusters": 5, "right": interval(0.6), "truth": interval(0.4)},
        "dev": {"cases": 4, "clusters": 4, "right": interval(0.5), "truth": interval(0.25)},
        "test": {"cases": 1, "clusters": 1, "right": interval(0.815), "truth": interval(0.631)},
        "dev answered": {"cases": 4, "clusters": 4, "right": interval(0.75), "truth": interval(0.25)},
        "test declined": {"cases": 0, "clusters": 0, "right": interval(None, 0), "truth": interval(None, 0)},
        "tag pay": {"cases": 5, "clusters": 5, "right": interval(0.6), "truth": interval(0.4)},
    },
    "scores": {"dev": {"hit@1": interval(0.5), "list completeness": None}},
    "declining": {
        "dev": {
            "confusion": {"covered": {"answered": 3, "declined": 1, "clarify": 0, "smalltalk": 0}},
            "false_answers": {"wrong": 0, "of": 0, "rate": None, "upper": None},
            "risk_coverage": [[0.5, 0.0], [1.0, 0.25]],
            "aurc": 0.1,
            "brier": None,
            "calibration_error": None,
            "reliability": [
                {"low": 0.0, "high": 0.5, "mean_confidence": None, "share_covered": None, "n": 0},
                {"low": 0.5, "high": 1.0, "mean_confidence": 0.7, "share_covered": 1.0, "n": 4},
            ],
        }
    },
    "diagnosis": {"dev": {"answerer": 1}},
    "robustness": {"dev": {"typo": {"n": 2, "plain": 1.0, "variant": 0.5, "drop": interval(0.5)}}},
    "variants": {
        "dev": {
            "answered": {
                "typo": {"cases": 3, "clusters": 2, "right": interval(0.5), "right_gate_open": interval(0.75)}
            },
            "declined": {"all": {"cases": 1, "clusters": 1, "right": interval(0.5), "right_gate_open": None}},
        }
    },
    "peers": {"always decline": {"dev": {"right": 0.25, "declined": 1.0, "truth": None}}},
}
VERDICTS = (
    verdict("keeper", right=True),
    verdict("oil", right=False, history=["hello"]),
    verdict("markup", right=False, question=MARKUP, truth=0, reason="declined instead of answered", diagnosis="gate"),
    verdict("crash", right=False, reason="crashed: ValueError('x')", diagnosis="reading"),
    verdict("hidden", right=False, split="test", question=SECRET),
)
PREDICTIONS = (
    prediction("keeper"),
    prediction("oil", asked="what does lamp oil cost"),
    prediction(
        "markup",
        answer=answer("declined", "The guide does not say."),
        gate={"confidence": 0.2, "reason": "not_in_guide", "features": {"coverage": 0.1}},
        forced=answer("answered", "A forced reply. [1]"),
    ),
    {"id": "crash", "answer": None, "error": "ValueError('x')"},
    prediction("hidden"),
)


def write_run(
    folder: Path,
    verdicts: Sequence[Mapping[str, Any]] = VERDICTS,
    predictions: Sequence[Mapping[str, Any]] = PREDICTIONS,
    threshold: float = 0.5,
) -> Path:
    folder.mkdir()
    for name, lines in (("verdicts.jsonl", verdicts), ("predictions.jsonl", predictions)):
        (folder / name).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (folder / "totals.json").write_text(json.dumps(TOTALS), encoding="utf-8")
    record = {"settings": {"threshold": threshold}, "commit": "abc"}
    (folder / "record.json").write_text(json.dumps(record), encoding="utf-8")
    times = {"keeper": {"embed": 3.0, "search": 1.0, "total": 5.0}, "oil": {"total": 9.0}, "crash": {}}
    (folder / "timings.json").write_text(json.dumps(times), encoding="utf-8")
    return folder
