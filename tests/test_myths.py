"""A myth is never told without what the guide says against it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import Outcome
from assistant.settings import load_settings
from assistant.wiring import assistant_over, make_answerer, open_guides

GUIDE = """# Becoming a lighthouse keeper

## Myths

**Myth:** Keepers live alone all year.

**Reality:** Crews of three share a tower, and change every six weeks.

## Pay

**Note:** Keepers are paid by the harbour board.
"""


@pytest.mark.parametrize("question", ["do keepers live alone all year", "how many keepers share a tower"])
def test_a_myth_and_its_correction_are_told_together(tmp_path: Path, question: str) -> None:
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides" / "lighthouse-keeper.md").write_text(GUIDE, encoding="utf-8")
    settings = load_settings(guides_dir=tmp_path / "guides")
    with open_guides(settings) as index:
        answer = assistant_over(index, make_answerer(settings), settings).ask(question)

    assert answer.outcome is Outcome.ANSWERED
    assert "“Keepers live alone all year” is a myth." in answer.text
    assert "Crews of three share a tower" in answer.text
    assert len(answer.citations) == 2
