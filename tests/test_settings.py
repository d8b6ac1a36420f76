"""Settings: read once from the environment, bounded, and no misspelt name passes unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.errors import SettingsError
from assistant.settings import PACKAGED_GUIDES, Settings, load_settings
from assistant.wiring import ANSWERERS, make_answerer


@pytest.mark.parametrize("name", ["CAREER_GUIDE_DIR", "CAREER_TOP_K", "career_threshhold"])
def test_an_unknown_name_is_rejected_with_the_known_ones(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "1")

    with pytest.raises(SettingsError, match=name) as caught:
        load_settings()

    for known in Settings.model_fields:
        assert f"CAREER_{known.upper()}" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CAREER_THRESHOLD", "1.5"),
        ("CAREER_THRESHOLD", "-0.1"),
        ("CAREER_THRESHOLD", "nan"),
        ("CAREER_CANDIDATES", "4"),
        ("CAREER_CANDIDATES", "401"),
        ("CAREER_CANDIDATES", "many"),
        ("CAREER_MAX_MESSAGE_CHARS", "99"),
        ("CAREER_MAX_MESSAGE_CHARS", "20001"),
        ("CAREER_MAX_HISTORY", "-1"),
        ("CAREER_CHAT_TIMEOUT", "0"),
        ("CAREER_CHAT_TIMEOUT", "301"),
        ("CAREER_PORT", "65536"),
        ("CAREER_ALLOWED_ORIGINS", "*"),
        ("CAREER_ALLOWED_ORIGINS", "https://school.example/page"),
        ("CAREER_ALLOWED_ORIGINS", "https://school.example; script-src *"),
        ("CAREER_ALLOWED_ORIGINS", "school.example"),
        ("CAREER_TRUSTED_PROXIES", "*"),
        ("CAREER_TRUSTED_PROXIES", "my-proxy"),
        ("CAREER_MESSAGES_PER_MINUTE", "0"),
        ("CAREER_ANSWERS_AT_ONCE", "0"),
    ],
)
def test_a_value_out_of_bounds_is_rejected_naming_the_setting_and_the_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError) as caught:
        load_settings()

    assert name in str(caught.value)
    assert value in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value", "field", "read"),
    [
        ("CAREER_THRESHOLD", "0", "threshold", 0.0),
        ("CAREER_THRESHOLD", "1", "threshold", 1.0),
        ("CAREER_CANDIDATES", "200", "candidates", 200),
        ("career_port", "8080", "port", 8080),
        ("CAREER_GUIDES_DIR", "my-guides", "guides_dir", Path("my-guides")),
        ("CAREER_CONTACT", "Ms Rao, 98xx", "contact", "Ms Rao, 98xx"),
        ("CAREER_ALLOWED_ORIGINS", "", "allowed_origins", ()),
        (
            "CAREER_ALLOWED_ORIGINS",
            "https://A.example/, http://b.example:8080",
            "allowed_origins",
            ("https://a.example", "http://b.example:8080"),
        ),
        ("CAREER_ALLOWED_ORIGINS", '["https://a.example"]', "allowed_origins", ("https://a.example",)),
        ("CAREER_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8", "trusted_proxies", ("127.0.0.1", "10.0.0.0/8")),
    ],
)
def test_a_value_in_bounds_is_read_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, field: str, read: object
) -> None:
    monkeypatch.setenv(name, value)

    assert getattr(load_settings(), field) == read


def test_an_override_wins_and_none_means_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREER_PORT", "8080")

    assert load_settings(port=9090).port == 9090
    assert load_settings(port=None).port == 8080


def test_a_wrong_override_is_a_settings_error_too() -> None:
    with pytest.raises(SettingsError, match="CAREER_THRESHOLD"):
        load_settings(threshold=7)
    with pytest.raises(SettingsError, match="(?i)CAREER_NO_SUCH"):
        load_settings(no_such=7)


def test_settings_cannot_be_changed() -> None:
    made = load_settings()

    with pytest.raises(ValidationError):
        made.port = 1


def test_without_an_environment_the_shipped_guide_is_answered_from() -> None:
    assert load_settings().guides_dir == PACKAGED_GUIDES
    assert list(PACKAGED_GUIDES.glob("*.md"))


def test_every_setting_says_what_it_is_for() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_an_unknown_answerer_answers_with_the_known_ones() -> None:
    with pytest.raises(SettingsError, match="oracle") as caught:
        make_answerer(load_settings(answerer="oracle"))

    assert all(name in str(caught.value) for name in ANSWERERS)


def test_the_contact_of_the_settings_stands_in_a_decline(index_dir: Path, guides_dir: Path) -> None:
    from assistant.wiring import build_assistant

    made = build_assistant(load_settings(guides_dir=guides_dir, index_dir=index_dir, contact="Ms Rao in room B"))
    try:
        assert "Ms Rao in room B" in made.ask("what does a fresher earn in Germany?").text
        assert "Ms Rao in room B" in made.ask("मुझे नौकरी चाहिए").text
    finally:
        made.index.close()
