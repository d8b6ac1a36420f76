"""A chat model's wordings of a draft: kept where that very place answers them; a model that fails is given up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from langchain_core.language_models.fake_chat_models import FakeListChatModel

from assistant import suggested_wordings
from assistant.ask import Assistant
from assistant.models.calls import ModelCalls
from assistant.models.options import ChatOptions
from assistant.settings import load_settings
from assistant.suggested_wordings import ModelWordings, reworded_draft
from corpus.anticipated import read_anticipated
from corpus.guide import Guide
from corpus.read import read_guide

FOLDER = REPOSITORY / "tests/data/other-career"
PAY = "| Head Keeper (7+ years) | ₹9–14 LPA |"


@pytest.fixture(scope="module")
def lighthouse() -> Guide:
    return read_guide(FOLDER / "lighthouse-keeper.md")


def worded_by(replies: list[str], assistant: Assistant, guide: Guide) -> ModelWordings:
    calls = ModelCalls(FakeListChatModel(responses=replies), ChatOptions(model="fake:model"))
    return ModelWordings(calls, assistant, guide)


def test_only_what_that_very_place_answers_is_kept_without_bullets(
    other_assistant: Assistant, lighthouse: Guide
) -> None:
    lines = ["1. Head keeper salary?", '- "what does a head keeper earn"', "* head keeper pay in Norway", "who am I"]

    found = worded_by(["\n".join(lines)], other_assistant, lighthouse)(PAY)

    assert found == ["Head keeper salary?", "what does a head keeper earn"]


def test_a_model_that_fails_three_times_is_given_up_and_the_draft_stays(
    other_assistant: Assistant, lighthouse: Guide
) -> None:
    class Broken(FakeListChatModel):
        def _stream(self, *args: Any, **kwargs: Any) -> Any:
            raise ConnectionError("refused")

        def _call(self, *args: Any, **kwargs: Any) -> Any:
            raise ConnectionError("refused")

    calls = ModelCalls(Broken(responses=["x"]), ChatOptions(model="fake:model"))
    wordings = ModelWordings(calls, other_assistant, lighthouse)

    assert [wordings(PAY) for _ in range(4)] == [[], [], [], []]
    assert wordings.failed


def test_a_draft_with_a_model_can_be_read_back(
    lighthouse: Guide, index_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = FakeListChatModel(responses=["how much does a head keeper take home"])
    monkeypatch.setattr(suggested_wordings, "load_model", lambda options: model)
    settings = load_settings(guides_dir=FOLDER, index_dir=index_dir, chat_model="fake:model")

    draft, failed = reworded_draft(settings, lighthouse)
    path = tmp_path / "lighthouse-keeper.questions.yaml"
    path.write_text(draft, encoding="utf-8")

    assert failed is None
    covered = read_anticipated(path, lighthouse).covered
    places = [at for at in covered if "how much does a head keeper take home" in at.questions]
    assert [lighthouse.text[at.start : at.end] for at in places] == [PAY]
