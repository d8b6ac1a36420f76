"""What every command prints: results alone on standard output, always as UTF-8, and errors on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
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
