"""All settings, read once from the environment (prefix `CAREER_`) and a file; lower folders take plain arguments.

What is given to `load_settings` wins over the environment, and the environment over the file.
"""

from __future__ import annotations

import ipaddress
import json
import math
import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal

from platformdirs import user_data_path
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from assistant.brand_settings import Addresses, ByLanguage, EmailAddress, FullNumber, Phone, Questions, from_json
from assistant.colours import Colours, DarkColours
from assistant.errors import SettingsError
from assistant.models.keys import without_secrets
from assistant.settings_file import read_settings_file
from assistant.smalltalk import DEFAULT_CONTACT

_PREFIX = "CAREER_"
FILE_VARIABLE = "CAREER_SETTINGS_FILE"
_ORIGIN = re.compile(r"https?://(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::\d{1,5})?\Z")
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
    answerer: str | None = Field(
        None, description="extractive or generative; unset: generative where a chat model is named, else extractive"
    )
    chat_model: str | None = Field(
        None, description="provider:model (openai, anthropic, google_genai, mistralai, ollama) or local:<folder>"
    )
    chat_mode: Literal["write", "select"] = Field(
        "write",
        description="write: the model words the answer; select: it picks passages and the guide's words are shown",
    )
    chat_base_url: str | None = Field(
        None, description="Address of a server that speaks the provider's protocol, with its /v1"
    )
    chat_key_file: Path | None = Field(
        None, description="File whose first line is the key, instead of the provider's variable"
    )
    chat_longest_reply: int = Field(
        2000, ge=100, le=100_000, description="Tokens that a chat model may use for a reply, its thinking included"
    )
    chat_timeout: float = Field(20.0, gt=0, le=300, description="Seconds until the answer is there, with all tries")
    chat_connect_timeout: float = Field(3.0, gt=0, le=60, description="Seconds for the connection to a chat model")
    chat_first_token_timeout: float = Field(8.0, gt=0, le=300, description="Seconds for a chat model's first words")
    chat_calls_at_once: int = Field(8, ge=1, le=256, description="Calls of a chat model at the same time")
    chat_failures: int = Field(5, ge=1, le=1000, description="Failures in a row after which a chat model is left alone")
    chat_pause: float = Field(30.0, gt=0, le=3600, description="Seconds for which it is then left alone")
    chat_price: Annotated[tuple[float, float] | None, NoDecode] = Field(
        None, description="Money per million tokens taken in and given out: 0.4,1.6"
    )
    chat_daily_budget: float | None = Field(
        None, ge=0, description="Money a day (UTC), after which answers are extractive; needs CAREER_CHAT_PRICE"
    )
    chat_spending_file: Path = Field(
        default_factory=lambda: user_data_path("career-guide-assistant") / "chat-spending.json",
        description="File that keeps what was spent today",
    )
    candidates: int = Field(150, ge=5, le=400, description="Passages that search hands to the gate and the answerer")
    threshold: float = Field(0.5, ge=0, le=1, description="Confidence from which a question counts as covered")
    max_message_chars: int = Field(2000, ge=100, le=20000, description="Longest message that is read, in characters")
    max_history: int = Field(20, ge=0, le=100, description="Earlier user messages that are taken into account")
    contact: str = Field(DEFAULT_CONTACT, description="Who to ask when the guide does not say")
    helpline: str = Field(
        "Tele-MANAS, 14416 (India, free, day and night)", description="Offered to a visitor in distress"
    )
    institute: str | None = Field(None, max_length=80, description="Name of the institute, shown on every page")
    logo: Path | None = Field(None, description="PNG, JPEG or WebP file of at most 200 KB, shown beside the name")
    colours: Annotated[Colours, NoDecode] = Field(
        default_factory=Colours,
        description="accent, paper, ink (#rrggbb), and the same in dark; contrast is checked",
    )
    greeting: ByLanguage = Field(
        default_factory=dict, description="First line of the chat: one text, or one each for en and hi"
    )
    contact_phone: Phone | None = Field(None, description="Number to call, shown as a link in the chat")
    contact_email: EmailAddress | None = Field(None, description="E-mail address, shown as a link in the chat")
    contact_whatsapp: FullNumber | None = Field(None, description="Number on WhatsApp, with + and the country's code")
    starters: Questions = Field(
        (), max_length=6, description="Questions to begin with; those the guide does not answer are left out"
    )
    published: Addresses = Field(
        default_factory=dict, description="Where each guide is published, by its id; citations then link there"
    )
    host: str = Field("127.0.0.1", description="Address that the website listens on")
    port: int = Field(7860, ge=0, le=65535, description="Port that the website listens on")
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Websites that may show the chat in a frame and call the API; comma-separated or a JSON list"
    )
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Addresses or networks of proxies whose X-Forwarded headers are believed; comma-separated"
    )
    messages_per_minute: int = Field(20, ge=1, le=1_000_000, description="Messages that one visitor may send a minute")
    requests_per_minute: int = Field(
        600, ge=1, le=1_000_000, description="Messages and API calls that one address may send a minute"
    )
    answers_at_once: int = Field(8, ge=1, le=256, description="Answers that are made at the same time")
    answers_waiting: int = Field(100, ge=0, le=10_000, description="Messages that wait for their turn; more hear busy")
    session_minutes: float = Field(
        60, gt=0, le=1440, description="How long a conversation is kept in memory after its last message"
    )
    log_messages: bool = Field(False, description="Whether what visitors ask is written to the log")
    staff_file: Path = Field(
        default_factory=lambda: user_data_path("career-guide-assistant") / "staff.json",
        description="File of the counsellors' accounts; without one, /staff is closed",
    )
    staff_key_file: Path = Field(
        default_factory=lambda: user_data_path("career-guide-assistant") / "staff.key",
        description="File whose first line signs counsellors' sessions; made at the first use",
    )
    staff_session_hours: float = Field(
        10.0, gt=0, le=168, description="How long a counsellor stays logged in, counted from the login"
    )

    @property
    def answers_by(self) -> str:
        """The answerer's name; naming a chat model is enough to ask for the generative one, but a name given wins."""
        return self.answerer or ("generative" if self.chat_model else "extractive")

    @field_validator("*")
    @classmethod
    def _from_home(cls, value: Any) -> Any:
        """A path with its "~" written out: where no shell reads the setting, nobody else does it."""
        return value.expanduser() if isinstance(value, Path) and str(value).startswith(("~/", "~\\")) else value

    @field_validator("colours", mode="before")
    @classmethod
    def _as_colours(cls, value: Any) -> Any:
        return from_json(value, '{"accent": "#1f6659"}')

    @field_validator("allowed_origins", "trusted_proxies", mode="before")
    @classmethod
    def _as_list(cls, value: Any) -> Any:
        """The items of a comma-separated text or of a JSON list."""
        if not isinstance(value, str):
            return value
        if value.lstrip().startswith("["):
            try:
                value = json.loads(value)
            except ValueError:
                raise ValueError('is no JSON list; write a, b or ["a", "b"]') from None
            return tuple(value)
        return tuple(item.strip() for item in value.split(",") if item.strip())

    @field_validator("chat_price", mode="before")
    @classmethod
    def _as_pair(cls, value: Any) -> Any:
        """Two amounts from "0.4,1.6"."""
        if not isinstance(value, str):
            return value
        try:
            taken, given = (float(part) for part in value.split(","))
        except ValueError:
            raise ValueError(
                "is no pair of amounts; write money per million tokens in and out, such as 0.4,1.6"
            ) from None
        if not (0 <= taken < math.inf and 0 <= given < math.inf):
            raise ValueError("amounts are 0 or more")
        return taken, given

    @field_validator("chat_base_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value is not None and not re.match(r"https?://[^\s@/]+(?:/[^\s@?#]*)?\Z", value):
            raise ValueError(
                "is no address such as http://127.0.0.1:8000/v1; a key belongs into the file of CAREER_CHAT_KEY_FILE"
            )
        return value

    @field_validator("allowed_origins")
    @classmethod
    def _origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        origins = tuple(origin.lower().rstrip("/") for origin in value)
        for origin in origins:
            if not _ORIGIN.match(origin):
                raise ValueError(f"{origin!r} is no origin; write each as https://www.example.org, without a path or *")
        return origins

    @field_validator("trusted_proxies")
    @classmethod
    def _proxies(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for proxy in value:
            try:
                ipaddress.ip_network(proxy)
            except ValueError:
                raise ValueError(
                    f"{proxy!r} is no address such as 127.0.0.1 and no network such as 10.0.0.0/8"
                ) from None
        return value


def load_settings(*, settings_file: Path | None = None, **overrides: object) -> Settings:
    """The settings: `overrides` (None means: not given), then the environment, then the settings file.

    `settings_file` is read instead of the one that `CAREER_SETTINGS_FILE` names.

    Raises:
        SettingsError: for an unknown name or a value that does not fit, with the known names or bounds.
    """
    fields = Settings.model_fields
    known = {FILE_VARIABLE, *(_PREFIX + name.upper() for name in fields)}
    in_environment = {name.upper() for name in os.environ}
    for name in sorted(os.environ):
        if name.upper().startswith(_PREFIX) and name.upper() not in known:
            raise SettingsError(f"Unknown setting {name}. Known settings: {', '.join(sorted(known))}.")
    file = settings_file or (Path(os.environ[FILE_VARIABLE]) if os.environ.get(FILE_VARIABLE) else None)
    given = {name: value for name, value in overrides.items() if value is not None}
    written: dict[str, Any] = {}
    if file is not None:
        paths = {name for name, field in fields.items() if "Path" in str(field.annotation)}
        written = read_settings_file(file, known=fields, paths=paths)
        written = {name: value for name, value in written.items() if _PREFIX + name.upper() not in in_environment}
    try:
        return Settings(**{**written, **given})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        if name in written and name not in given:
            raise SettingsError(_fault(".".join(map(str, first["loc"])), first, f" in {file}")) from None
        raise SettingsError(_fault(".".join([_PREFIX + name.upper(), *map(str, first["loc"][1:])]), first)) from None


def _fault(name: str, first: Any, where: str = "") -> str:
    """What is wrong with a setting, and what would do."""
    fault = first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        holder = Settings if "." not in name else DarkColours if ".dark." in name else Colours
        return f"Unknown setting {name}{where}. Known settings there: {', '.join(holder.model_fields)}."
    if first["type"] == "string_pattern_mismatch":
        fault = "is no colour such as #1f6659"
    if isinstance(first["input"], (dict, Colours)):
        return f"The setting {name}{where} does not fit: {fault}."
    given = without_secrets(repr(first["input"]))  # a key may stand where none belongs
    return f"The setting {name}{where} is {given}: {without_secrets(fault)}."
