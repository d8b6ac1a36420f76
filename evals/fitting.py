"""The commands that fit what the assistant has learned, on dev cases alone; nothing is put into use unasked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evals.console import errors_for_people, progress_bars, say
from evals.errors import TrainingDataError


def calibrate(
    write: Annotated[
        bool, typer.Option("--write", help="Put the fitted weights into use (assistant/gate.json)")
    ] = False,
) -> None:
    """Fit the gate's weights on the dev cases and print them, with what they are worth on guides left out.

    Example: python -m evals calibrate --write
    """
    with errors_for_people():
        from evals.calibrate import calibrate as fit

        with progress_bars() as on_progress:
            said = fit(write=write, on_progress=on_progress)
        say(said)


def train_reader(
    squad: Annotated[
        Path, typer.Option(metavar="FILE", help="Questions with and without answers; see docs/reader.md.")
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Write reader.onnx and reader.json into this folder.")],
) -> None:
    """Train the small reader anew; takes several hours of one processor and changes nothing that is in use.

    Example: python -m evals train-reader --squad squad.jsonl.gz --out new-reader
    """
    with errors_for_people():
        from evals.calibrate import PRACTICE
        from evals.training.export import export_onnx, write_facts
        from evals.training.squad import read_paragraphs

        paragraphs = read_paragraphs(squad)
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise TrainingDataError(
                f"{out} cannot be made ({error.strerror}). Name another folder with --out."
            ) from error
        from evals.training.train import trained_reader  # here, after the checks: imports torch

        with progress_bars(tenths=True) as on_progress:
            network, measured = trained_reader(paragraphs, PRACTICE, on_progress=on_progress)
        export_onnx(network, out)
        write_facts(out, squad=squad, practice=PRACTICE, measured=measured)
        say(
            f"The reader is in {out}. On articles held back: AUROC {measured['auroc']:.3f}, "
            f"{measured['spans_right']:.3f} of the spans right.\nTo use it, copy both files to index/reader and run: "
            "python -m evals calibrate --write"
        )


def fit_ranking(
    write: Annotated[
        bool, typer.Option("--write", help="Put the fitted weights into use (assistant/ranking.json)")
    ] = False,
) -> None:
    """Fit the weights of the ranking signals on the dev cases; `calibrate` comes after it.

    Example: python -m evals fit-ranking --write && python -m evals calibrate --write
    """
    with errors_for_people():
        from evals.fit_ranking import fit_ranking as fit

        with progress_bars() as on_progress:
            said = fit(write=write, on_progress=on_progress)
        say(said)
