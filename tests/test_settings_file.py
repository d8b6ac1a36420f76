"""The settings file: every setting by its name, the environment above it, and no misspelt name passes unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import FILE_VARIABLE, Settings, load_settings


def written(folder: Path, text: str) -> Path:
    file = folder / "career.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_sets_what_the_environment_does_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(FILE_VARIABLE, str(written(tmp_path, 'port = 8080\ncontact = "Ms Rao"\n')))
    monkeypatch.setenv("career_contact", "Mr Das")

    made = load_settings()

    assert (made.port, made.contact) == (8080, "Mr Das")
    assert load_settings(port=9090).port == 9090


def test_a_file_that_is_given_is_read_instead_of_the_variables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "nowhere.toml"))

    assert load_settings(settings_file=written(tmp_path, "port = 8080")).port == 8080


def test_paths_start_at_the_folder_of_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir("/")
    made = load_settings(settings_file=written(tmp_path, 'guides_dir = "guides"\nlogo = "/srv/logo.png"\n'))

    assert made.guides_dir == tmp_path / "guides"
    assert made.logo == Path("/srv/logo.png")


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_may_stand_in_the_file(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(f"CAREER_{name.upper()}", raising=False)  # the environment would win
    with pytest.raises(SettingsError) as caught:
        load_settings(settings_file=written(tmp_path, f"{name} = [[1979-05-27]]\n"))

    assert "unknown" not in str(caught.value).lower()
    assert f"The setting {name}" in str(caught.value)
    assert str(tmp_path / "career.toml") in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("institut = 'x'", ["institut", "career.toml", "institute", "colours"]),
        ("[colours]\nacent = '#000000'", ["colours.acent", "career.toml", "accent, paper, ink, dark"]),
        ("[colours.dark]\nacent = '#ffffff'", ["colours.dark.acent", "accent, paper, ink"]),
        ("port = x", ["career.toml", "line 1", "TOML"]),
        ("threshold = 7", ["threshold", "7", "career.toml"]),
        ("[colours]\naccent = '#ffcc00'", ["accent #ffcc00", "paper #fbfaf8", "1.44:1", "#8c7000"]),
        ("[colours]\naccent = 'red'", ["colours.accent", "'red'", "#1f6659"]),
        ("contact_whatsapp = '98765 43210'", ["contact_whatsapp", "+91"]),
        ("contact_phone = 'call us'", ["contact_phone", "call us"]),
        ("contact_email = 'a@b'", ["contact_email", "admissions@school.example"]),
        ("published = {my-guide = 'javascript:alert(1)'}", ["published", "my-guide", "https://"]),
        ("greeting = {fr = 'Salut'}", ["greeting", "'fr'", "en, hi"]),
        ("starters = ['1','2','3','4','5','6','7']", ["starters", "6"]),
    ],
)
def test_what_does_not_fit_is_named_with_what_would(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(settings_file=written(tmp_path, text))

    assert [word for word in words if word not in str(caught.value)] == []


def test_a_file_that_is_not_there_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nowhere.toml cannot be read"):
        load_settings(settings_file=tmp_path / "nowhere.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="not UTF-8"):
        load_settings(settings_file=tmp_path / "binary.toml")


@pytest.mark.parametrize(
    ("name", "value", "field", "read"),
    [
        ("CAREER_GREETING", "Hello, you", "greeting", {"en": "Hello, you", "hi": "Hello, you"}),
        ("CAREER_GREETING", '{"hi": "नमस्ते"}', "greeting", {"hi": "नमस्ते"}),
        ("CAREER_STARTERS", '["Which skills, and when?"]', "starters", ("Which skills, and when?",)),
        ("CAREER_PUBLISHED", '{"a": "https://s.example/a?x=1"}', "published", {"a": "https://s.example/a?x=1"}),
        ("CAREER_CONTACT_PHONE", "1800 123 456", "contact_phone", "1800 123 456"),
    ],
)
def test_tables_and_lists_are_json_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, field: str, read: object
) -> None:
    monkeypatch.setenv(name, value)

    assert getattr(load_settings(), field) == read


@pytest.mark.parametrize("name", ["CAREER_STARTERS", "CAREER_PUBLISHED", "CAREER_COLOURS"])
def test_what_is_no_json_in_the_environment_is_shown_an_example(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "x")

    with pytest.raises(SettingsError, match=f"{name} is 'x': is no JSON; write it as"):
        load_settings()
