"""One case of a run, walked from the question to the diagnosis; and the reader of run folders that all reports share.

Nothing is asked again: everything comes from the files of the run.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.errors import CaseError
from evals.metrics import cites_evidence
from evals.prediction import Prediction, RetrievedPassage, read_predictions
from evals.score import OWN_GUIDE

_FILES = "verdicts.jsonl, totals.json and record.json"


@dataclass(frozen=True, kw_only=True)
class Run:
    """The files of one run folder. Verdicts and predictions are in the order of the run and keyed by case id."""

    name: str  # the folder's own name, for headings
    verdicts: dict[str, dict[str, Any]]
    predictions: dict[str, Prediction]
    totals: dict[str, Any]
    record: dict[str, Any]
    timings: dict[str, dict[str, float]]  # milliseconds by stage; empty where the run has no timings.json

    def outcome(self, case_id: str) -> str:
        """What came of a case: the answer's outcome, "crashed", or "not asked" if there is no prediction."""
        prediction = self.predictions.get(case_id)
        if prediction is None:
            return "not asked"
        return "crashed" if prediction.answer is None else str(prediction.answer["outcome"])


def read_run(folder: Path) -> Run:
    """Read a run folder.

    Raises:
        CaseError: if a file is missing or is not JSON.
    """
    verdicts = [_json(line, folder) for line in _text(folder / "verdicts.jsonl").split("\n") if line]
    timings = folder / "timings.json"
    return Run(
        name=folder.resolve().name,
        verdicts={verdict["id"]: verdict for verdict in verdicts},
        predictions={prediction.id: prediction for prediction in read_predictions(folder / "predictions.jsonl")},
        totals=_json(_text(folder / "totals.json"), folder),
        record=_json(_text(folder / "record.json"), folder),
        timings=_json(_text(timings), folder) if timings.exists() else {},
    )


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise CaseError(
            f"{file} cannot be read ({error.strerror}). A scored run holds {_FILES}; "
            "make one with: python -m evals run --out DIR"
        ) from error


def _json(text: str, folder: Path) -> dict[str, Any]:
    try:
        value: dict[str, Any] = json.loads(text)
    except ValueError as error:
        raise CaseError(f"A file of the run {folder} is not valid JSON ({error}). Score the run again.") from None
    return value


def suite_of(verdict: Mapping[str, Any]) -> str:
    """The suite a case belongs to."""
    return str(verdict.get("suite", OWN_GUIDE))


def setting(record: Mapping[str, Any], name: str) -> Any:
    """A setting by name, wherever the record of a run nests it; None if it is not recorded."""
    if name in record:
        return record[name]
    nested = (setting(value, name) for value in record.values() if isinstance(value, Mapping))
    return next((value for value in nested if value is not None), None)


def holds_evidence(passage: RetrievedPassage, evidence: tuple[str, ...]) -> bool:
    """Whether a passage, or the section it stands in, holds any of a case's evidence texts."""
    return cites_evidence(evidence, [{"quote": passage.text, "section": passage.section}])


def explain_case(run: Path, case_id: str) -> str:
    """How one case went, step by step, as plain text.

    Raises:
        CaseError: if the run cannot be read or has no such case; the message then names similar ids.
    """
    read = read_run(run)
    if case_id not in read.verdicts:
        similar = ", ".join(difflib.get_close_matches(case_id, read.verdicts, n=3, cutoff=0.4)) or "none"
        raise CaseError(f"The run {run} has no case {case_id!r}. Similar ids: {similar}.")
    verdict, prediction = read.verdicts[case_id], read.predictions.get(case_id)
    parts = [("Case", _case_text(verdict)), ("Question", _question_text(verdict, prediction))]
    if prediction is not None:
        parts += [
            ("Retrieved", _passages_text(verdict, prediction)),
            ("Gate", _gate_text(prediction, setting(read.record, "threshold"))),
            ("Answer", _answer_text(prediction)),
        ]
    parts += [("Expected", expected_text(verdict)), ("Verdict", _verdict_text(verdict))]
    return "\n\n".join(f"{title}\n{_indented(text)}" for title, text in parts) + "\n"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in text.split("\n"))


def _case_text(verdict: Mapping[str, Any]) -> str:
    tags = ", ".join(verdict["tags"]) or "none"
    place = f"{suite_of(verdict)}, split {verdict['split'] or 'none'}"
    return f"{verdict['id']} ({place}, fact {verdict['fact_id']}, tags: {tags})"


def _question_text(verdict: Mapping[str, Any], prediction: Prediction | None) -> str:
    lines = [f"earlier: {message}" for message in verdict["history"]] + [f"asked:   {verdict['question']}"]
    if prediction and prediction.asked is not None:
        same = prediction.asked == verdict["question"]
        lines.append(f"read as: {'the same' if same else prediction.asked}")
    return "\n".join(lines)


def _passages_text(verdict: Mapping[str, Any], prediction: Prediction) -> str:
    if not prediction.passages:
        return "nothing was searched"
    evidence = tuple(verdict.get("evidence") or ())
    order = {passage_id: place for place, passage_id in enumerate(prediction.evidence, 1)}
    lines = []
    for passage in prediction.passages:
        reranked = f", re-ranked to {order[passage.id]}" if passage.id in order else ""
        found = "  <- holds the evidence" if holds_evidence(passage, evidence) else ""
        lines += [
            f"{passage.rank:>2}. {' > '.join(passage.section) or passage.guide} ({passage.kind}){found}",
            f"    score {passage.score:.3f} (lexical {passage.lexical:.3f}, tokens {passage.token_similarity:.3f}, "
            f"cosine {passage.cosine:.3f}){reranked}",
            *(f"    {line}" for line in passage.text.split("\n")),
        ]
    if evidence and not any(holds_evidence(passage, evidence) for passage in prediction.passages):
        lines.append("none of these holds the evidence")
    return "\n".join(lines)


def _gate_text(prediction: Prediction, threshold: Any) -> str:
    gate = prediction.gate
    if gate is None:
        return "was not asked"
    if gate.features is None:
        decided = [f"a rule decided (confidence {gate.confidence:.3f}); nothing was weighed"]
    else:
        sign = "" if threshold is None else f"{'>=' if gate.confidence >= threshold else '<'} threshold {threshold}"
        decided = [f"confidence {gate.confidence:.3f} {sign}".rstrip()]
        decided += [f"{name:<10} {value:.3f}" for name, value in gate.features.items()]
    return "\n".join([*decided, f"declines: {gate.reason}" if gate.reason else "lets the answerer run"])


def _answer_text(prediction: Prediction) -> str:
    answer = prediction.answer
    if answer is None:
        return f"crashed: {prediction.error}"
    reason = f" ({answer['reason']})" if answer.get("reason") else ""
    lines = [f"{answer['outcome']}{reason}", *answer["text"].split("\n")]
    for citation in answer["citations"]:
        lines.append(f"[{citation['number']}] {' > '.join(citation['section'])}: {citation['quote']}")
    if (forced := prediction.forced) and answer["outcome"] == "declined":
        lines += ["with the gate forced open:", *(f"  {line}" for line in forced["text"].split("\n"))]
    return "\n".join(lines)


def expected_text(verdict: Mapping[str, Any]) -> str:
    """What the case asks of a right reply; facts, forbidden and evidence where the run carries them."""
    lines = [str(verdict["expect"])]
    lines += [f"fact: {' or '.join(group)}" for group in verdict.get("facts") or ()]
    lines += [f"not: {text}" for text in verdict.get("forbidden") or ()]
    lines += [f"evidence: {text}" for text in verdict.get("evidence") or ()]
    return "\n".join(lines)


def _verdict_text(verdict: Mapping[str, Any]) -> str:
    lines = ["right" if verdict["right"] else f"wrong: {verdict['reason']}", f"truth {verdict['truth']:+d}"]
    if verdict.get("diagnosis"):
        lines.append(f"diagnosis: lost at {verdict['diagnosis']}")
    for name, score in verdict["scores"].items():
        if score["value"] is not None:
            lines.append(f"{name:<20} {score['value']:.3f}  {score['reason']}".rstrip())
    return "\n".join(lines)
