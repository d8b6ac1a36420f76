"""The generative answerer over a real OpenAI-compatible server, reached through environment variables alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chat_server import ChatServer, make_model, running_chat_server
from index_sample import sample_index, sample_root

from assistant.answer import AnswererName, Outcome
from assistant.ask import Assistant
from assistant.errors import ChatModelError
from assistant.model_report import model_report
from assistant.models.load import load_model
from assistant.models.options import ChatOptions
from assistant.settings import load_settings
from assistant.wiring import build_assistant

QUESTION = "what does a beginner earn"
TRUE_REPLY = "A beginner earns ₹40–60 thousand a year [1]."


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def server(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatServer]:
    def make_models_and_index() -> None:
        make_model(models / "true", reply=TRUE_REPLY)
        make_model(models / "random")
        sample_index()

    with running_chat_server(tmp_path_factory.mktemp("server"), make_models_and_index) as running:
        yield running


@pytest.fixture(autouse=True)
def environment(server: ChatServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("OPENAI_API_KEY", "any value will do")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def assistant_with(model: Path, monkeypatch: pytest.MonkeyPatch, provider: str = "openai") -> Assistant:
    monkeypatch.setenv("CAREER_CHAT_MODEL", f"{provider}:{model}")
    monkeypatch.setenv("CAREER_CHAT_FIRST_TOKEN_TIMEOUT", "60")
    root = sample_root()
    settings = load_settings(guides_dir=root / "guides", index_dir=root / "indexes", chat_timeout=120)
    return build_assistant(settings)


def test_a_served_models_true_reply_is_the_answer(
    server: ChatServer, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant = assistant_with(models / "true", monkeypatch)
    before = server.replies()
    answer = assistant.ask(QUESTION)
    assistant.index.close()
    assert server.replies() == before + 1
    assert (answer.answerer, answer.text) == (AnswererName.GENERATIVE, TRUE_REPLY)
    assert "₹40–60 thousand" in answer.citations[0].quote


def test_the_same_model_run_in_the_process_says_the_same(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    assistant = assistant_with(models / "true", monkeypatch, "local")
    answer = assistant.ask(QUESTION)
    assistant.index.close()
    assert (answer.answerer, answer.text) == (AnswererName.GENERATIVE, TRUE_REPLY)


def test_what_a_random_model_in_the_process_says_is_replaced(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assistant = assistant_with(models / "random", monkeypatch, "local")
    answer = assistant.ask(QUESTION)
    assistant.index.close()
    assert (answer.outcome, answer.answerer) == (Outcome.ANSWERED, AnswererName.EXTRACTIVE_FALLBACK)
    assert "₹40–60 thousand" in answer.text


@pytest.mark.parametrize("provider", ["openai", "local"])
def test_models_check_reports_what_works(
    provider: str, server: ChatServer, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = sample_root()
    monkeypatch.setenv("CAREER_CHAT_MODEL", f"{provider}:{models / 'true'}")
    settings = load_settings(
        guides_dir=root / "guides", index_dir=root / "indexes", chat_timeout=120, chat_first_token_timeout=60
    )
    lines, works = model_report(settings, QUESTION)
    text = "\n".join(lines)
    assert works, text
    for name in ("reachable: yes", "first words: after", "streaming: ", "tokens: ", "structured output: "):
        assert name in text
    assert "answer: answered, generative" in text
    assert TRUE_REPLY in text


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ChatModelError, match=r"holds no config\.json"):
        load_model(ChatOptions(model=f"local:{tmp_path}"))


# Last in this file: it kills the server.
def test_what_a_random_model_says_is_replaced_and_a_dead_server_still_leaves_an_answer(
    server: ChatServer, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant = assistant_with(models / "random", monkeypatch)
    before = server.replies()
    answers = [assistant.ask(question) for question in (QUESTION, "how long does step 1 take")]
    replies = server.replies() - before
    server.kill()
    answers.append(assistant.ask(QUESTION))
    assistant.index.close()
    assert replies == 4, server.log.read_text(encoding="utf-8")[-2000:]  # each was asked for once more
    assert {answer.outcome for answer in answers} == {Outcome.ANSWERED}
    assert {answer.answerer for answer in answers} == {AnswererName.EXTRACTIVE_FALLBACK}
    assert ["₹40–60 thousand" in answer.text for answer in answers] == [True, False, True]
    assert "3–5 weeks" in answers[1].text
