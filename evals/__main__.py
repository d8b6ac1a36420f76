"""`python -m evals run`: ask all cases, print the table, compare with the baseline.

Exit 0: ran and nothing got worse. 1: a case crashed or a group fell below the baseline. 2: wrong use.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from corpus.errors import CareerAssistantError
from evals.cases import DATA, Case, load_cases
from evals.errors import CaseError
from evals.report import (
    baseline_of,
    below_baseline,
    failures_text,
    read_baseline,
    table_text,
    write_baseline,
    write_results,
)

BASELINE = DATA.parent / "baseline.json"

app = typer.Typer(
    help="Evaluate the assistant on question sets, offline and repeatably.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def _commands() -> None:
    """Keep `run` a command of its own, since more will stand beside it."""


@app.command()
def run(
    cases: Annotated[list[Path] | None, typer.Option(help="A case file; may be given again. Default: our own.")] = None,
    guides: Annotated[Path | None, typer.Option(metavar="DIR", help="Guides to ask. Default: our own.")] = None,
    split: Annotated[str, typer.Option(help="dev, test or all.")] = "all",
    only: Annotated[
        str | None, typer.Option(metavar="ID|TAG", help="Only this case, or the cases with this tag.")
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write results.jsonl and timings.json here.")] = None,
    tags: Annotated[bool, typer.Option("--tags", help="Show every tag in the table.")] = False,
    show_test: Annotated[
        bool, typer.Option("--show-test", help="Show the failed cases of the test split too.")
    ] = False,
    update_baseline: Annotated[bool, typer.Option("--update-baseline", help="Make this run the new baseline.")] = False,
) -> None:
    """Ask every case and say how many were right.

    Example: python -m evals run --split dev
    """
    try:
        chosen = _chosen(load_cases(cases or sorted(DATA.glob("*.yaml"))), split=split, only=only)
    except CaseError as error:
        _fail(error, 2)
    try:
        worse, crashed = _run(
            chosen,
            guides=guides,
            out=out,
            tags=tags,
            show_test=show_test,
            whole=not (cases or guides or only),
            split=split,
            update=update_baseline,
        )
    except CareerAssistantError as error:
        _fail(error, 1)
    raise typer.Exit(1 if worse or crashed else 0)


def _run(
    chosen: list[Case],
    *,
    guides: Path | None,
    out: Path | None,
    tags: bool,
    show_test: bool,
    whole: bool,
    split: str,
    update: bool,
) -> tuple[list[str], int]:
    from assistant.settings import load_settings
    from assistant.wiring import build_assistant
    from evals.run import run_cases

    assistant = build_assistant(load_settings(guides_dir=guides))
    timed = run_cases(assistant, chosen, on_progress=_show_progress)
    results = [result for result, _ in timed]
    if out:
        write_results(results, [seconds for _, seconds in timed], out)
    failures = failures_text(results, show_test=show_test)
    _print("\n\n".join(part for part in (failures, table_text(results, tags=tags)) if part))
    crashed = sum(result.crashed for result in results)
    if crashed:
        _print(f"{crashed} cases crashed.")
    if not whole or split != "all":
        return [], crashed
    if update:
        write_baseline(baseline_of(results), BASELINE)
        return [], crashed
    worse = below_baseline(results, read_baseline(BASELINE))
    _print("\n".join(f"Below the baseline: {line}" for line in worse) or "Nothing is below the baseline.")
    return worse, crashed


def _chosen(cases: tuple[Case, ...], *, split: str, only: str | None) -> list[Case]:
    if split not in ("dev", "test", "all"):
        raise CaseError(f"There is no split {split!r}. Splits: dev, test, all.")
    chosen = [case for case in cases if split in ("all", case.split)]
    if only:
        chosen = [case for case in chosen if only == case.id or only in case.tags]
    if not chosen:
        raise CaseError(f"No case is left to run (split {split!r}, only {only!r}). Check the id or tag.")
    return chosen


def _show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        typer.echo(f"\r{done} of {total} cases", err=True, nl=done == total)


def _print(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


def _fail(error: CareerAssistantError, code: int) -> NoReturn:
    typer.echo(str(error), err=True)
    raise typer.Exit(code)


if __name__ == "__main__":
    app()
