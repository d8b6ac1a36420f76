"""An assistant over the sample guide whose answers a model on the misbehaving server words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from index_sample import sample_index
from misbehaving_server import KEY, MisbehavingServer
from reading_model import QUESTION, wordless

from assistant.ask import Assistant
from assistant.settings import load_settings
from assistant.wiring import assistant_over, make_answerer

GOOD_TEXT = "A beginner earns ₹40–60 thousand a year [1]."
TOTAL = 6.0  # seconds; several times what an answer takes, since machines are busy


def worded_by_server(server: MisbehavingServer, folder: Path, **settings: Any) -> Assistant:
    """An assistant with these settings beside those of the server's model; `folder` keeps its key and its spending."""
    key_file = folder / "key"
    key_file.write_text(f"{KEY}\n", encoding="utf-8")
    key_file.chmod(0o600)
    given: dict[str, Any] = {
        "chat_model": "openai:test",
        "chat_base_url": server.url,
        "chat_key_file": key_file,
        "chat_timeout": TOTAL,
        "chat_first_token_timeout": 1.0,
        "chat_failures": 100,
        "chat_spending_file": folder / "spending.json",
        **settings,
    }
    chosen = load_settings(**given)
    return assistant_over(sample_index(), make_answerer(chosen), chosen)


def extractive_text() -> str:
    """What is answered without a model."""
    return wordless().ask(QUESTION).text
