"""What the README shows is what the program does."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.ask import Assistant
from assistant.cli import app
from assistant.render import answer_text
from assistant.settings import Settings, load_settings
from assistant.web.brand import brand_of
from assistant.web.widget import widget_line
from corpus.anticipated import read_anticipated
from corpus.read import FORMS, read_guide

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
TRANSCRIPTS = re.findall(r"```console\n\$ career-assistant ask \"([^\"]+)\"\n(.*?)\n```", README, re.S)


def test_the_readme_shows_an_answer_and_a_decline() -> None:
    assert len(TRANSCRIPTS) == 2


@pytest.mark.parametrize(("question", "shown"), TRANSCRIPTS, ids=[question for question, _ in TRANSCRIPTS])
def test_a_transcript_is_what_the_command_prints(assistant: Assistant, question: str, shown: str) -> None:
    assert answer_text(assistant.ask(question)) == shown


@pytest.mark.parametrize("command", ["build", "ask", "search", "batch", "serve", "suggest-questions", "mcp"])
def test_every_command_is_in_the_table_and_has_help(command: str) -> None:
    assert f"`career-assistant {command}" in README
    shown = CliRunner().invoke(app, [command, "--help"])
    assert shown.exit_code == 0
    assert all(option in shown.stdout for option in ("--guides", "--settings"))
    assert all(suffix in shown.stdout for suffix in FORMS)


def test_every_setting_is_named() -> None:
    missing = [name for name in Settings.model_fields if f"CAREER_{name.upper()}`" not in README]
    assert not missing


def test_the_anticipated_questions_shown_are_of_the_right_form(other_guides_dir: Path, tmp_path: Path) -> None:
    (shown,) = re.findall(r"```yaml\n(covered:.*?)```", README, re.S)
    file = tmp_path / "shown.questions.yaml"
    file.write_text(shown, encoding="utf-8")
    anticipated = read_anticipated(file, read_guide(other_guides_dir / "lighthouse-keeper.md"))
    assert anticipated.covered
    assert anticipated.uncovered


def test_the_settings_file_shown_is_read_whole_and_makes_a_brand(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```toml\n(.*?)```", README, re.S)
    file = tmp_path / "career.toml"
    file.write_text(shown, encoding="utf-8")
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    settings, written = load_settings(settings_file=file), tomllib.loads(shown)
    read = settings.model_dump(mode="json", include=set(written))
    paths = {name: str(tmp_path / written[name]) for name in ("guides_dir", "logo")}
    assert read == {**written, **paths}
    brand = brand_of(settings)
    assert brand.logo is not None
    assert [contact.kind for contact in brand.contacts] == ["call", "email", "whatsapp"]
    of_the_brand = {"institute", "logo", "colours", "greeting", "helpline", "starters", "published", "allowed_origins"}
    assert of_the_brand | {name for name in Settings.model_fields if name.startswith("contact")} <= set(written)


def test_the_line_shown_for_a_website_is_the_one_that_the_demo_shows() -> None:
    (shown,) = re.findall(r"```html\n(<script .*?)\n```", README)
    assert shown == widget_line("https://chat.harbour.example/widget.js")


def test_every_linked_file_is_there() -> None:
    root = Path(__file__).resolve().parent.parent
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if not link.startswith("http")]
    assert links
    assert all((root / link).exists() for link in links)
