"""The command line: build, ask, search, batch, serve, suggest-questions, models check, staff, mcp.

Results alone go to standard output, as UTF-8 whatever the terminal says; progress and errors go to standard error.
Exit 0: done (a decline too). 1: the work failed. 2: wrong use.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.command_options import GuidesOption, SettingsOption
from assistant.command_output import build_progress, complain, errors_for_people, print_result
from assistant.errors import BatchError, SettingsError
from assistant.staff.commands import staff
from corpus.errors import CareerAssistantError

if TYPE_CHECKING:
    from assistant.settings import Settings
    from index.found import ScoredPassage

app = typer.Typer(
    help="Answers career questions from a published guide: quotes it, cites the place, and says when it does not cover "
    'a question.\n\nStart with: career-assistant ask "fresher salary"',
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

JsonOption = Annotated[bool, typer.Option("--json", help="Print one line of JSON instead of text.")]


@app.command()
def build(guides: GuidesOption = None, settings_file: SettingsOption = None) -> None:
    """Build the index of the guides; says so when it is there already.

    Example: career-assistant build --guides my-guides
    """
    with errors_for_people():
        from corpus.read import overlooked
        from index.build import build_index  # here, like all below, so that --help loads nothing heavy

        settings = _settings(guides, settings_file)
        for message in overlooked(settings.guides_dir):
            complain(f"Note: {message}")
        with build_progress() as on_progress:
            report = build_index(
                settings.guides_dir,
                settings.index_dir,
                embedding_model=settings.embedding_model,
                on_progress=on_progress,
            )
        done = "is up to date" if report.reused else f"was built: {report.embedded} passages embedded"
        print_result(f"The index of {settings.guides_dir} {done}.\n{report.path}")


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help='What to ask, such as "fresher salary".')],
    guides: GuidesOption = None,
    settings_file: SettingsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer one question, with the quotes it rests on.

    Example: career-assistant ask "how long does step 2 take"
    """
    with errors_for_people():
        from assistant.render import answer_text

        answer = _assistant(guides, settings_file).ask(question)
        print_result(json.dumps(answer.as_json(), ensure_ascii=False) if as_json else answer_text(answer))


@app.command()
def search(
    question: Annotated[str, typer.Argument(help="What to look for.")],
    guides: GuidesOption = None,
    settings_file: SettingsOption = None,
    top: Annotated[int, typer.Option(min=1, max=200, metavar="K", help="How many passages to show.")] = 5,
    as_json: JsonOption = False,
) -> None:
    """Show the passages that are nearest to a question, with the scores of every channel.

    Example: career-assistant search "cloud" --top 3
    """
    with errors_for_people():
        from assistant.contract import passage_record
        from assistant.turn import clean
        from assistant.wiring import open_guides

        with build_progress() as on_progress:
            index = open_guides(_settings(guides, settings_file), on_progress=on_progress)
        found = index.search(clean(question), top=top).passages
        if as_json:
            record = {"question": clean(question), "passages": [passage_record(passage) for passage in found]}
            print_result(json.dumps(record, ensure_ascii=False))
        else:
            print_result(
                "\n".join(_passage_line(passage) for passage in found) or "Nothing to search for in this question."
            )


@app.command()
def batch(
    file: Annotated[Path, typer.Argument(help='JSON lines {"id", "question", "history"}; - reads standard input.')],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write here instead of standard output.")] = None,
    guides: GuidesOption = None,
    settings_file: SettingsOption = None,
) -> None:
    """Answer a file of questions: one JSON line in, one JSON line out, in order.

    Example: career-assistant batch questions.jsonl -o answers.jsonl
    """
    with errors_for_people():
        from assistant.batch import answer_batch, read_batch

        lines = read_batch(_lines_of(file), name=str(file))
        assistant = _assistant(guides, settings_file)
        failed = 0
        with _output(out) as write:
            for line, succeeded in answer_batch(assistant, lines):
                write(line)
                failed += not succeeded
        if failed:
            complain(f"{failed} of {len(lines)} questions failed; their lines hold the error.")
            raise typer.Exit(1)


@app.command("suggest-questions")
def suggest_questions(
    guide: Annotated[
        str | None, typer.Option(metavar="ID", help="Which guide, where the folder holds several.")
    ] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write here instead of standard output.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    no_model: Annotated[bool, typer.Option("--no-model", help="Draft by templates alone.")] = False,
    guides: GuidesOption = None,
    settings_file: SettingsOption = None,
) -> None:
    """Draft a guide's anticipated questions, for a person to review.

    Where a chat model is set it words more of them; what the guide does not answer from that very place is left out.

    Example: career-assistant suggest-questions --guides my-guides -o draft.yaml
    """
    with errors_for_people():
        from assistant.suggest_questions import suggested_questions
        from corpus.read import read_guides

        if out and out.exists() and not force:
            raise SettingsError(f"The file {out} is there already. Name another one, or write over it with --force.")
        settings = _settings(guides, settings_file)
        found = {one.id: one for one in read_guides(settings.guides_dir)}
        chosen = guide or next(iter(found))
        if chosen not in found or (guide is None and len(found) > 1):
            problem = f"There is no guide {guide!r}" if guide else f"There are {len(found)} guides"
            raise SettingsError(f"{problem}. Name one with --guide: {', '.join(sorted(found))}.")
        if settings.chat_model and not no_model:
            from assistant.suggested_wordings import reworded_draft

            complain(f"{settings.chat_model} words more questions, a call for each place; --no-model leaves that out.")
            with build_progress() as on_progress:
                draft, failed = reworded_draft(settings, found[chosen], on_progress=on_progress)
            if failed:
                complain(f"Note: the chat model was given up ({failed}); the rest was drafted by templates.")
        else:
            draft = suggested_questions(found[chosen])
        with _output(out) as write:
            write(draft.rstrip("\n"))


@app.command()
def serve(
    guides: GuidesOption = None,
    settings_file: SettingsOption = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on. Default: 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on. Default: 7860.")] = None,
    root_path: Annotated[
        str, typer.Option(metavar="PATH", help="Path that a proxy serves the website under, such as /career.")
    ] = "",
) -> None:
    """Serve the chat, the guide pages and the API.

    Example: career-assistant serve --port 8080
    """
    with errors_for_people():
        settings = _settings(guides, settings_file, host=host, port=port)
        from assistant.web.app import serve as serve_web

        serve_web(settings, root_path=root_path)


models = typer.Typer(help="Chat models that word the answers.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(models, name="models")


@models.command("check")
def check_model(
    question: Annotated[str, typer.Argument(help="What to ask; something that the guide covers.")] = "",
    guides: GuidesOption = None,
    settings_file: SettingsOption = None,
) -> None:
    """Ask the chat model of the settings one question, and report what worked and how long it took.

    Exit 0: a model's answer came out. 1: something did not work.

    Example: CAREER_CHAT_MODEL=ollama:qwen2.5:3b career-assistant models check
    """
    with errors_for_people():
        from assistant.model_report import model_report

        settings = _settings(guides, settings_file)
        with build_progress() as on_progress:
            lines, works = model_report(settings, question, on_progress=on_progress)
        print_result("\n".join(lines))
        if not works:
            raise typer.Exit(1)


app.add_typer(staff, name="staff")


@app.command("mcp")
def serve_mcp(guides: GuidesOption = None, settings_file: SettingsOption = None) -> None:
    """Offer `ask` and `search` as tools of the Model Context Protocol, over standard input and output.

    Example: career-assistant mcp --guides my-guides
    """
    with errors_for_people():
        settings = _settings(guides, settings_file)
        from assistant.mcp_server import serve_stdio

        serve_stdio(settings)


def main() -> None:
    """Run the command line."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s", stream=sys.stderr)
    app()


def _settings(guides: Path | None, file: Path | None, **overrides: Any) -> Settings:
    from assistant.settings import load_settings

    return load_settings(settings_file=file, guides_dir=guides, **overrides)


def _assistant(guides: Path | None, settings_file: Path | None) -> Any:
    from assistant.wiring import build_assistant

    settings = _settings(guides, settings_file)
    with build_progress() as on_progress:
        return build_assistant(settings, on_progress=on_progress)


def _lines_of(file: Path) -> list[str]:
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return raw.decode("utf-8-sig").split("\n")  # JSON may hold other line separators inside a string
    except OSError as error:
        raise BatchError(f"The batch file {file} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise BatchError(f"The batch file {file} is not UTF-8 (byte {error.start}). Save it as UTF-8.") from error


@contextmanager
def _output(out: Path | None) -> Iterator[Callable[[str], None]]:
    if out is None:
        yield print_result
        return
    try:
        with out.open("w", encoding="utf-8", newline="\n") as file:
            yield lambda line: print(line, file=file, flush=True)  # noqa: T201 - a file, not the terminal
    except OSError as error:
        raise CareerAssistantError(f"The file {out} cannot be written ({error.strerror}).") from error


def _passage_line(found: ScoredPassage) -> str:
    place = " › ".join(found.passage.path) or found.passage.guide
    text = " ".join(found.passage.text.split())
    shown = text if len(text) <= 200 else text[:197] + "…"
    return f"{found.rank}. {found.score:.3f}  {place}\n   {shown}"
