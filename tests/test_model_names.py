"""A chat model by its name: what is missing to load it is said, with what to do."""

from __future__ import annotations

import re
import sys

import pytest

from assistant.errors import ChatModelError
from assistant.models.load import load_model
from assistant.models.options import ChatOptions
from assistant.settings import load_settings
from assistant.wiring import make_answerer

KEYS = ["ANTHROPIC_API_KEY", "MISTRAL_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_API_KEY"]


@pytest.fixture
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KEYS:
        monkeypatch.delenv(name, raising=False)


def test_a_missing_package_is_named_with_the_extra_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "any")
    monkeypatch.setitem(sys.modules, "langchain_anthropic", None)
    with pytest.raises(ChatModelError, match=re.escape("pip install 'career-guide-assistant[anthropic]'")):
        load_model(ChatOptions(model="anthropic:some-model"))


def test_an_extra_is_named_as_the_project_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langchain_google_genai", None)
    with pytest.raises(ChatModelError, match=re.escape("'career-guide-assistant[google]'")):
        load_model(ChatOptions(model="google_genai:some-model"))


@pytest.mark.usefixtures("no_keys")
@pytest.mark.parametrize("provider", ["anthropic", "mistralai", "openai"])
def test_a_missing_key_is_named_by_its_variable(provider: str) -> None:
    variable = {"anthropic": "ANTHROPIC_API_KEY", "mistralai": "MISTRAL_API_KEY", "openai": "OPENAI_API_KEY"}[provider]
    with pytest.raises(ChatModelError, match=f"Set {variable}"):
        load_model(ChatOptions(model=f"{provider}:some-model"))


def test_an_unknown_provider_answers_with_the_known_ones() -> None:
    with pytest.raises(ChatModelError, match=r"'nobody'.*Known providers: .*anthropic.*openai"):
        load_model(ChatOptions(model="nobody:some-model"))


@pytest.mark.parametrize("name", ["openai", "openai:", ":some-model"])
def test_a_name_without_provider_or_model_says_the_form(name: str) -> None:
    with pytest.raises(ChatModelError, match="provider:model"):
        load_model(ChatOptions(model=name))


def test_naming_a_chat_model_that_cannot_be_loaded_stops_the_start() -> None:
    with pytest.raises(ChatModelError, match="nobody"):
        make_answerer(load_settings(chat_model="nobody:some-model"))
