"""Bars for long work on standard error; nothing goes to standard output, and little where no terminal looks on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


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
