"""All settings, read once from the environment (prefix `CAREER_`); lower folders take plain arguments."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsError

_PREFIX = "CAREER_"
PACKAGED_GUIDES = Path(__file__).resolve().parent.parent / "corpus" / "guides"


class Settings(BaseSettings):
    """What can be set. Every field is the environment variable `CAREER_<NAME>` in upper case."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, extra="forbid", frozen=True)

    guides_dir: Path = Field(PACKAGED_GUIDES, description="Folder whose guide files are answered from")
    index_dir: Path = Field(
        default_factory=lambda: user_data_path("career-guide-assistant") / "index",
        description="Folder that the built indexes live in",
    )
    embedding_model: str | None = Field(
        None, description="Another sentence-transformers model, by local folder; unset: the packaged all-MiniLM-L6-v2"
    )
    answerer: str = Field("extractive", description="extractive, or generative (which needs a chat model)")
    chat_model: str | None = Field(None, description="provider:model for LangChain's init_chat_model; turns wording on")
    chat_timeout: float = Field(20.0, gt=0, le=300, description="Seconds a chat model may take for one reply")
    candidates: int = Field(40, ge=5, le=200, description="Passages that search hands to the gate and the answerer")
    threshold: float = Field(0.5, ge=0, le=1, description="Confidence from which a question counts as covered")
    max_message_chars: int = Field(2000, ge=100, le=20000, description="Longest message that is read, in characters")
    max_history: int = Field(20, ge=0, le=100, description="Earlier user messages that are taken into account")
    contact: str = Field("a counsellor of the institute", description="Who to ask when the guide does not say")
    helpline: str = Field(
        "Tele-MANAS, 14416 (India, free, day and night)", description="Offered to a visitor in distress"
    )
    host: str = Field("127.0.0.1", description="Address that the website listens on")
    port: int = Field(7860, ge=0, le=65535, description="Port that the website listens on")


def load_settings(**overrides: object) -> Settings:
    """The settings from the environment, with `overrides` (None means: not given) on top.

    Raises:
        SettingsError: for an unknown `CAREER_` variable or a value that does not fit, with the names or bounds.
    """
    known = {_PREFIX + name.upper() for name in Settings.model_fields}
    for name in sorted(os.environ):
        if name.upper().startswith(_PREFIX) and name.upper() not in known:
            raise SettingsError(f"Unknown setting {name}. Known settings: {', '.join(sorted(known))}.")
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = _PREFIX + str(first["loc"][0]).upper()
        raise SettingsError(f"The setting {name} is {first['input']!r}: {first['msg']}.") from None
