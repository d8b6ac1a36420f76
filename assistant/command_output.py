"""What commands print: results alone on standard output, as UTF-8 everywhere; progress and errors on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from assistant.errors import BatchError, SettingsError
from corpus.errors import CareerAssistantError


def print_result(text: str) -> None:
    """Write a result and a line end to standard output."""
    try:
        sys.stdout.buffer.write(text.encode("utf-8") + b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None


def complain(message: str) -> None:
    """Write a line to standard error."""
    typer.echo(message, err=True)


@contextmanager
def errors_for_people() -> Iterator[None]:
    """Our own errors as their words alone: exit 2 for wrong use, 1 where the work failed."""
    try:
        yield
    except (BatchError, SettingsError) as error:
        complain(str(error))
        raise typer.Exit(2) from None
    except CareerAssistantError as error:
        complain(str(error))
        raise typer.Exit(1) from None


@contextmanager
def build_progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on standard error, shown from the first report on; nothing is shown when nothing has to be built."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    bar = Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console, transient=True)
    tasks: dict[str, TaskID] = {}

    def on_progress(stage: str, done: int, total: int) -> None:
        if not console.is_terminal:
            if stage not in tasks:
                console.print(f"Building the index: {stage}", highlight=False)
            tasks.setdefault(stage, TaskID(0))
            return
        bar.start()
        if stage not in tasks:
            tasks[stage] = bar.add_task(f"Building the index: {stage}", total=total)
        bar.update(tasks[stage], completed=done, total=total)

    try:
        yield on_progress
    finally:
        if console.is_terminal:
            bar.stop()
