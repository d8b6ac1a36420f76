"""A run: ask the cases of every suite, score them, and write one folder that holds all of it.

predictions.jsonl, verdicts.jsonl, totals.json and record.json repeat to the byte; times live in timings.json alone.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from assistant.answerers.draft import Answerer
from assistant.ask import Assistant
from assistant.models.load import load_model
from assistant.models.options import ChatOptions
from assistant.settings import Settings, load_settings
from assistant.wiring import answerer_over, assistant_over, chat_options, make_answerer, open_guides
from evals.cases import Case
from evals.errors import CaseError
from evals.nearness import nearness_of
from evals.predict import Timed, predict
from evals.prediction import Prediction, read_predictions, write_predictions
from evals.record import run_record
from evals.replies import Replies, write_summary
from evals.score import OWN_GUIDE, Record, peer_totals, totals_of, verdict_of
from evals.suites import Suite
from evals.tokens import write_tokens
from index.search import Index

Progress = Callable[[str, int, int], None]
PREDICTIONS, VERDICTS, TOTALS, RECORD, TIMINGS = (
    "predictions.jsonl",
    "verdicts.jsonl",
    "totals.json",
    "record.json",
    "timings.json",
)


def predict_suites(
    suites: Sequence[Suite],
    folder: Path,
    *,
    peers: bool = False,
    at_once: int | None = None,
    replies: Replies | None = None,
    live: bool = False,
    on_progress: Progress | None = None,
) -> Record:
    """Ask every case and write predictions, record and timings into `folder`; gives the peers' totals, if asked for.

    With `replies` a chat model's words come from there; `live`, from the model of the settings, and are kept there.

    Raises:
        CaseError: if the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CaseError(f"{folder} cannot be made ({error.strerror}). Name another folder for the run.") from error
    predictions: list[Timed] = []
    beside: Record = {}
    with ExitStack() as opened:
        indexes, answerers = [], []
        for suite in suites:
            settings = load_settings(guides_dir=suite.guides_dir)
            tell = partial(_named, on_progress, suite.name) if on_progress else None
            index = opened.enter_context(open_guides(settings, on_progress=tell))
            indexes.append(index)
            answerers.append(_answerer(settings, replies, live=live))
            predictions += _asked(suite, assistant_over(index, answerers[-1], settings), at_once, tell)
            if peers and suite.name == OWN_GUIDE:
                beside = _peers(suite, settings, index, tell)
        _write_json(folder / RECORD, run_record(suites, indexes, load_settings()))
    write_predictions([timed.prediction for timed in predictions], folder / PREDICTIONS)
    times = {timed.prediction.id: dict(timed.timings_ms) for timed in predictions if timed.timings_ms}
    _write_json(folder / TIMINGS, times)
    write_tokens(answerers, folder)
    write_summary(replies, folder)
    if replies is not None and live:
        replies.write()
    return beside


def _answerer(settings: Settings, replies: Replies | None, *, live: bool) -> Answerer:
    if replies is None:
        return make_answerer(settings)
    from evals.recorded_model import RecordedModel  # here: imports LangChain

    options = chat_options(settings) if live else ChatOptions(model=f"recorded:{replies.model}")
    # A prompt without a reply is no sign that the next one has none.
    options = replace(options, failures_until_open=sys.maxsize)
    model = RecordedModel.of(replies, load_model(options) if live else None)
    return answerer_over(model, options, mode=settings.chat_mode)


def _named(on_progress: Progress, suite: str, stage: str, done: int, total: int) -> None:
    on_progress(f"{suite}: {stage}", done, total)


def _asked(suite: Suite, assistant: Assistant, at_once: int | None, on_progress: Progress | None) -> list[Timed]:
    """The predictions of a suite, each with its nearness to what could be learned from."""
    done = itertools.count(1)

    def report() -> None:
        if on_progress:
            on_progress("asking", next(done), len(suite.cases))

    predicted = predict(assistant, suite.cases, at_once=at_once, on_progress=report)
    near = nearness_of(suite.cases, assistant.index)
    return [
        replace(timed, prediction=timed.prediction.model_copy(update={"nearness": near[timed.prediction.id]}))
        for timed in predicted
    ]


def _peers(suite: Suite, settings: Settings, index: Index, on_progress: Progress | None) -> Record:
    from evals.peers import PEERS, PeerContext  # here: LangChain's splitter and Chroma are wanted only for peers

    dev = tuple(case for case in suite.cases if case.split == "dev")
    context = PeerContext(index=index, settings=settings, dev_cases=dev)
    found: Record = {}
    for place, (name, make) in enumerate(PEERS.items()):
        if on_progress:
            on_progress("peers", place, len(PEERS))
        predicted = make(context).predict(suite.cases)
        found[name] = peer_totals(list(zip(suite.cases, predicted, strict=True)))
    if on_progress:
        on_progress("peers", len(PEERS), len(PEERS))
    return found


def score_run(suites: Sequence[Suite], folder: Path, *, peers: Mapping[str, Any] | None = None) -> Record:
    """Score the predictions of a run folder and write verdicts and totals into it; needs no model and no index.

    Raises:
        CaseError: if a case has no prediction.
    """
    found = {prediction.id: prediction for prediction in read_predictions(folder / PREDICTIONS)}
    triples: list[tuple[Record, Case, Prediction]] = []
    for suite in suites:
        for case in suite.cases:
            if case.id not in found:
                raise CaseError(f"The run {folder} has no prediction for the case {case.id}. Predict anew.")
            triples.append((verdict_of(suite.name, case, found[case.id]), case, found[case.id]))
    totals = totals_of(triples) | {"peers": dict(peers or {})}
    lines = [json.dumps(verdict, ensure_ascii=False, sort_keys=True) for verdict, _, _ in triples]
    (folder / VERDICTS).write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    _write_json(folder / TOTALS, totals)
    return totals


def read_json(file: Path) -> Any:
    """A JSON file of a run.

    Raises:
        CaseError: if it is missing or is no JSON.
    """
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CaseError(f"The file {file} of the run cannot be read ({error}). Run the evaluation anew.") from error


def read_verdicts(folder: Path) -> list[Record]:
    """The verdicts of a run folder.

    Raises:
        CaseError: if they are missing.
    """
    try:
        lines = (folder / VERDICTS).read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise CaseError(f"{folder} holds no verdicts. Score it with: python -m evals score {folder}") from error
    return [json.loads(line) for line in lines if line]


def _write_json(file: Path, value: Any) -> None:
    # In the order of making, which reports keep: splits before suites, all before its parts.
    file.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
