"""`python -m evals`: ask, score, compare, explain; everything a run knows lies in one folder.

Exit 0: done. 1: a case crashed or the gate failed. 2: wrong use.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from evals.console import errors_for_people, progress_bars, say
from evals.errors import CaseError
from evals.fitting import calibrate, fit_ranking, train_reader

app = typer.Typer(
    help="Evaluate the assistant on question sets, offline and repeatably.\n\nStart with: python -m evals run",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
Cases = Annotated[list[Path] | None, typer.Option(help="A case file (.yaml or .csv); may be given again.")]
Guides = Annotated[Path | None, typer.Option(metavar="DIR", help="Guides to ask. Default: our own.")]
Split = Annotated[str, typer.Option(help="dev, test or all.")]
Only = Annotated[str | None, typer.Option(metavar="ID|TAG", help="Only this case, or the cases with this tag.")]
ShowTest = Annotated[bool, typer.Option("--show-test", help="Show texts of the test split too.")]
AtOnce = Annotated[
    int | None, typer.Option(min=1, help="Cases asked at the same time; 1 for times that nothing else disturbs.")
]
Price = Annotated[
    str | None, typer.Option(metavar="IN,OUT", help="Money per million tokens, where a chat model is on: 0.4,1.6")
]
RepliesFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Take a chat model's replies from this file, which repeats.")
]
Live = Annotated[bool, typer.Option("--live", help="Ask the chat model of the settings and record FILE anew.")]
RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run.")]


@app.command()
def run(
    cases: Cases = None,
    guides: Guides = None,
    split: Split = "all",
    only: Only = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Keep the run in this folder.")] = None,
    peers: Annotated[bool, typer.Option("--peers", help="Let the peers answer the same cases.")] = False,
    show_test: ShowTest = False,
    at_once: AtOnce = None,
    price: Price = None,
    replies: RepliesFile = None,
    live: Live = False,
    update_baseline: Annotated[bool, typer.Option("--update-baseline", help="Make this run the baseline.")] = False,
) -> None:
    """Ask every case, score the answers, print what was right and what was not.

    With our own cases and guides the gate is checked too.

    Example: python -m evals run --split dev --out runs/today
    """
    with errors_for_people(), _folder(out) as folder:
        from evals.gate import gate_faults, read_baseline, write_baseline
        from evals.replies import chosen_replies, replies_lines
        from evals.run import predict_suites, read_verdicts, score_run
        from evals.suites import chosen_suites
        from evals.terminal import run_text
        from evals.tokens import price_of, tokens_lines

        paid = price_of(price) if price else None
        suites = chosen_suites(files=cases, guides=guides, split=split, only=only)
        with progress_bars() as on_progress:
            beside = predict_suites(
                suites,
                folder,
                peers=peers,
                at_once=at_once,
                replies=chosen_replies(replies, live=live),
                live=live,
                on_progress=on_progress,
            )
        totals = score_run(suites, folder, peers=beside)
        verdicts = read_verdicts(folder)
        about_model = [*replies_lines(folder), *tokens_lines(folder, paid)]
        say("\n".join([run_text(verdicts, totals, show_test=show_test), *about_model]))
        if update_baseline:
            write_baseline(verdicts)
        whole = not (cases or guides or only) and split == "all"
        crashed = any(verdict["reason"].startswith("crashed") for verdict in verdicts)
        faults = gate_faults(verdicts, totals, baseline=read_baseline()) if whole else []
        if whole:
            say("\n".join(["The gate failed:", *faults]) if faults else "The gate is passed.")
        raise typer.Exit(1 if faults or crashed else 0)


@app.command()
def predict(
    out: RunFolder,
    cases: Cases = None,
    guides: Guides = None,
    split: Split = "all",
    only: Only = None,
    at_once: AtOnce = None,
) -> None:
    """Ask every case and keep what happened, without scoring it.

    Example: python -m evals predict runs/today
    """
    with errors_for_people():
        from evals.run import predict_suites
        from evals.suites import chosen_suites

        suites = chosen_suites(files=cases, guides=guides, split=split, only=only)
        with progress_bars() as on_progress:
            predict_suites(suites, out, at_once=at_once, on_progress=on_progress)
        say(f"The predictions are in {out}.")


@app.command()
def score(
    folder: RunFolder,
    cases: Cases = None,
    split: Split = "all",
    only: Only = None,
    show_test: ShowTest = False,
) -> None:
    """Score the predictions of a run anew; needs no model and no index.

    Example: python -m evals score runs/today
    """
    with errors_for_people():
        from evals.run import read_verdicts, score_run
        from evals.suites import chosen_suites
        from evals.terminal import run_text

        totals = score_run(chosen_suites(files=cases, guides=None, split=split, only=only), folder)
        verdicts = read_verdicts(folder)
        say(run_text(verdicts, totals, show_test=show_test))
        raise typer.Exit(1 if any(verdict["reason"].startswith("crashed") for verdict in verdicts) else 0)


@app.command()
def compare(before: RunFolder, after: RunFolder, show_test: ShowTest = False) -> None:
    """Compare two runs: newly broken and newly fixed cases first, then how far each metric moved.

    Example: python -m evals compare runs/main runs/mine
    """
    with errors_for_people():
        from evals.compare import compare_runs, comparison_text

        say(comparison_text(compare_runs(before, after), show_test=show_test))


@app.command()
def report(folder: RunFolder, show_test: ShowTest = False) -> None:
    """Write report.html and report.md into a run's folder.

    Example: python -m evals report runs/today
    """
    with errors_for_people():
        from evals.html import html_report
        from evals.markdown import markdown_report

        (folder / "report.html").write_text(html_report(folder, show_test=show_test), encoding="utf-8")
        (folder / "report.md").write_text(markdown_report(folder), encoding="utf-8")
        say(f"{folder / 'report.html'}\n{folder / 'report.md'}")


@app.command()
def explain(
    folder: RunFolder, case: Annotated[str, typer.Argument(help="The id of a case.")], show_test: ShowTest = False
) -> None:
    """Walk through one case of a run: what was read, found, decided, answered and expected.

    Example: python -m evals explain runs/today dev-salary-mid-1
    """
    with errors_for_people():
        from evals.explain import explain_case
        from evals.run import read_verdicts

        held_out = {verdict["id"] for verdict in read_verdicts(folder) if verdict["split"] == "test"}
        if case in held_out and not show_test:
            raise CaseError(f"The case {case} is held out. Show it with --show-test, and count on it no longer.")
        say(explain_case(folder, case))


@app.command()
def gate(folder: RunFolder) -> None:
    """Check a run against the golden cases, the floors and the baseline.

    Example: python -m evals gate runs/today
    """
    with errors_for_people():
        from evals.gate import gate_faults, read_baseline
        from evals.run import TOTALS, read_json, read_verdicts

        faults = gate_faults(read_verdicts(folder), read_json(folder / TOTALS), baseline=read_baseline())
        say("\n".join(["The gate failed:", *faults]) if faults else "The gate is passed.")
        raise typer.Exit(1 if faults else 0)


@app.command()
def peers(split: Split = "all", only: Only = None) -> None:
    """Let the peers answer the cases of our own guide and print their totals beside ours.

    Example: python -m evals peers
    """
    with errors_for_people(), _folder(None) as folder:
        from evals.run import predict_suites, score_run
        from evals.suites import chosen_suites
        from evals.terminal import peers_text

        suites = chosen_suites(files=None, guides=None, split=split, only=only)[:1]
        with progress_bars() as on_progress:
            beside = predict_suites(suites, folder, peers=True, on_progress=on_progress)
        say(peers_text(score_run(suites, folder, peers=beside)))


@app.command()
def schema() -> None:
    """Print the JSON schema of a case file."""
    from evals.cases import case_file_schema

    say(json.dumps(case_file_schema(), indent=1, sort_keys=True))


@contextmanager
def _folder(out: Path | None) -> Iterator[Path]:
    """The folder that a run is kept in, or one that goes away with it."""
    if out is not None:
        yield out
        return
    with tempfile.TemporaryDirectory(prefix="evals-") as folder:
        yield Path(folder)


app.command()(calibrate)
app.command("train-reader")(train_reader)
app.command("fit-ranking")(fit_ranking)


if __name__ == "__main__":
    app()
