"""Predictions to verdicts and totals: pure, repeatable, without a model, an index or a guide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from evals.cases import Case
from evals.completeness import list_completeness, row_exactness, words
from evals.csv_cases import reference_similarity
from evals.declining import declining_totals
from evals.metrics import cites_evidence, judge, truth
from evals.prediction import Prediction, rounded
from evals.retrieval import Score, retrieval_scores
from evals.statistics import clustered_interval
from evals.support import citation_precision, citation_recall, figures_supported, header_rows, names_supported
from evals.variants import robustness, variants

OWN_GUIDE = "own guide"  # the suite whose groups have no name before them
_CRASHED = "crashed: {error}"
Record = dict[str, Any]


def verdict_of(suite: str, case: Case, prediction: Prediction) -> Record:
    """One case's verdict with its reason, its scores with theirs, and where a miss was lost."""
    answer = prediction.answer
    if answer is None:
        right, reason, worth = False, _CRASHED.format(error=prediction.error), -1
    else:
        verdict = judge(case, answer)
        right, reason, worth = verdict.right, verdict.reason, truth(case, answer)
    return {
        "suite": suite,
        "id": case.id,
        "fact_id": case.fact_id,
        "split": case.split,
        "expect": case.expect,
        "tags": list(case.tags),
        "question": case.question,
        "history": list(case.history),
        "facts": [list(group) for group in case.facts],
        "forbidden": list(case.forbidden),
        "evidence": list(case.evidence),
        "right": right,
        "reason": reason,
        "truth": worth,
        "right_gate_open": _right_gate_open(case, prediction),
        "nearness": prediction.nearness.model_dump(),
        "scores": {name: asdict(score) for name, score in scores_of(case, prediction).items()},
        "diagnosis": None if right else diagnosis(case, prediction),
    }


def _right_gate_open(case: Case, prediction: Prediction) -> bool | None:
    """Whether a covered case is answered right with the gate forced open; None for a case that expects no answer."""
    if case.expect != "answered":
        return None
    answer = prediction.forced or prediction.answer  # without a search the gate had no part in it
    return answer is not None and judge(case, answer).right


def scores_of(case: Case, prediction: Prediction) -> dict[str, Score]:
    """Every metric on one case; a value is None where the metric does not apply."""
    answer = prediction.answer
    tables = [
        (passage.guide, passage.start, passage.text) for passage in prediction.passages if passage.kind == "table"
    ]
    headers = header_rows(answer["citations"], tables) if answer else {}
    reference = case.reference if answer else None
    similar = reference_similarity(reference, answer["text"]) if reference and answer else None
    return {
        **retrieval_scores(case, prediction),
        "similarity to reference": Score(value=similar),
        "list completeness": list_completeness(case, answer),
        "row exactness": row_exactness(case, answer),
        "words": words(answer),
        "citation recall": citation_recall(answer, headers),
        "citation precision": citation_precision(answer, headers),
        "figures supported": figures_supported(answer, headers),
        "names supported": names_supported(answer, headers),
    }


def diagnosis(case: Case, prediction: Prediction) -> str:
    """Where a miss was lost: reading the question, retrieval, the gate, the answerer, or the citation."""
    if prediction.answer is None:
        return "answerer"
    outcome = prediction.answer["outcome"]
    if case.expect != "answered":
        if case.expect == "declined" and outcome == "declined":
            return "answerer"  # a decline that says what it must not
        return "gate" if outcome == "answered" and case.expect == "declined" else "reading"
    found = retrieval_scores(case, prediction).get("hit@5", Score(value=None)).value
    if outcome in ("clarify", "smalltalk"):
        return "reading"
    if found == 0.0:
        return "reading" if case.history else "retrieval"
    if outcome == "declined":
        forced = prediction.forced
        return "gate" if forced is not None and judge(case, forced).right else "answerer"
    misses_only_place = judge(case.model_copy(update={"evidence": ()}), prediction.answer).right
    cited = not case.evidence or cites_evidence(case.evidence, prediction.answer["citations"])
    return "citation" if misses_only_place and not cited else "answerer"


def totals_of(pairs: Sequence[tuple[Record, Case, Prediction]]) -> Record:
    """All totals of a run from (verdict, case, prediction) triples, floats rounded to 6 places."""
    verdicts = [verdict for verdict, _, _ in pairs]
    parts = _by_split_or_suite(pairs)
    totals: Record = rounded(
        {
            "cases": len(verdicts),
            "groups": {name: _group(chosen) for name, chosen in _groups(verdicts).items()},
            "scores": {
                name: _score_intervals([verdict for verdict, _, _ in chosen])
                for name, chosen in {**parts, "all": list(pairs)}.items()
            },
            "declining": {
                name: declining_totals([(case, prediction) for _, case, prediction in chosen])
                for name, chosen in parts.items()
            },
            "diagnosis": {
                name: dict(sorted(Counter(v["diagnosis"] for v, _, _ in chosen if v["diagnosis"]).items()))
                for name, chosen in parts.items()
            },
            "robustness": {name: robustness([verdict for verdict, _, _ in chosen]) for name, chosen in parts.items()},
            "variants": {name: variants([verdict for verdict, _, _ in chosen]) for name, chosen in parts.items()},
            "peers": {},
        }
    )
    return totals


def _by_split_or_suite(
    pairs: Sequence[tuple[Record, Case, Prediction]],
) -> dict[str, list[tuple[Record, Case, Prediction]]]:
    """Our own guide's cases by split, then those of every other suite by its name."""
    found: dict[tuple[bool, str], list[tuple[Record, Case, Prediction]]] = {}
    for triple in pairs:
        suite, split = triple[0]["suite"], triple[0]["split"]
        other = suite != OWN_GUIDE
        found.setdefault((other, suite if other or not split else split), []).append(triple)
    return {name: chosen for (_, name), chosen in sorted(found.items())}


def _groups(verdicts: Iterable[Record]) -> dict[str, list[Record]]:
    groups: dict[str, list[Record]] = {}
    for verdict in verdicts:
        names = ["all", *(f"tag {tag}" for tag in verdict["tags"])]
        if verdict["suite"] == OWN_GUIDE:
            split = verdict["split"]
            names += [split, f"{split} {verdict['expect']}"] if split else [verdict["expect"]]
            names += [f"{split} faq-six"] if split and "faq-six" in verdict["tags"] else []
        else:
            names += [verdict["suite"], f"{verdict['suite']} {verdict['expect']}"]
        for name in names:
            groups.setdefault(name, []).append(verdict)
    return dict(sorted(groups.items()))


def _group(verdicts: Sequence[Record]) -> Record:
    clusters = [verdict["fact_id"] for verdict in verdicts]
    return {
        "cases": len(verdicts),
        "clusters": len(set(clusters)),
        "right": asdict(clustered_interval([float(verdict["right"]) for verdict in verdicts], clusters)),
        "truth": asdict(
            clustered_interval([float(verdict["truth"]) for verdict in verdicts], clusters, limits=(-1.0, 1.0))
        ),
    }


def _score_intervals(verdicts: Sequence[Record]) -> Record:
    names = list(dict.fromkeys(name for verdict in verdicts for name in verdict["scores"]))
    clusters = [verdict["fact_id"] for verdict in verdicts]
    found: Record = {}
    for name in names:
        values = [verdict["scores"].get(name, {}).get("value") for verdict in verdicts]
        interval = clustered_interval(values, clusters, limits=(0.0, 1.0) if name != "words" else (0.0, 1e4))
        found[name] = asdict(interval) if interval.n else None
    return found


def peer_totals(pairs: Sequence[tuple[Case, Prediction]]) -> Record:
    """What a peer scores per split: right of the covered, declined of the uncovered, truth over all."""
    found: Record = {}
    for split in ("dev", "test"):
        answers = [(case, p.answer) for case, p in pairs if case.split == split and p.answer is not None]
        if answers:
            found[split] = {
                "right": _mean(judge(c, a).right for c, a in answers if c.expect == "answered"),
                "declined": _mean(judge(c, a).right for c, a in answers if c.expect == "declined"),
                "truth": _mean(truth(c, a) for c, a in answers),
            }
    totals: Record = rounded(found)
    return totals


def _mean(values: Iterable[float]) -> float | None:
    kept = [float(value) for value in values]
    return sum(kept) / len(kept) if kept else None
