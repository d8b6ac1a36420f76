"""How the command line speaks: results as UTF-8 on standard output, errors for people and bars on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from corpus.errors import CareerAssistantError
from evals.errors import CaseError, TrainingDataError


def say(text: str) -> None:
    """Write a result, whatever encoding the terminal claims."""
    sys.stdout.buffer.write(text.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


@contextmanager
def errors_for_people() -> Iterator[None]:
    """End with a message and exit code 2 for wrong use, 1 for work that failed."""
    try:
        yield
    except (CaseError, TrainingDataError) as error:
        _fail(error, 2)
    except CareerAssistantError as error:
        _fail(error, 1)


def _fail(error: CareerAssistantError, code: int) -> NoReturn:
    typer.echo(str(error), err=True)
    raise typer.Exit(code)


@contextmanager
def progress_bars(*, tenths: bool = False) -> Iterator[Callable[[str, int, int], None]]:
    """A function that is told (stage, done, total) and draws one bar a stage.

    Where standard error is no terminal nothing is shown, or with `tenths` a line for each tenth of a stage.
    """
    from rich.console import Console  # here because the command line's help must not wait for it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:

        def on_progress(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)
            if tenths and not console.is_terminal and (done == total or done % max(1, total // 10) == 0):
                console.print(f"{stage}: {done} of {total}", highlight=False)

        yield on_progress
