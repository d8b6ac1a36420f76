"""The kinds of values that a brand's settings have: numbers, addresses, questions, texts by language."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator
from pydantic_settings import NoDecode

LANGUAGES = ("en", "hi")  # of the interface
LONGEST_GREETING = 400

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\Z")
_PHONE = re.compile(r"\+?(?:[ ()-]{0,2}\d){3,15}\Z")
_FULL_NUMBER = re.compile(r"\+(?:[ ()-]{0,2}\d){8,15}\Z")
_WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[^\s\"'<>\\#]*)?\Z")


def from_json(value: Any, example: str) -> Any:
    """A text read as JSON, which is how a variable of the environment writes lists and tables; all else as it is.

    Raises:
        ValueError: it is no JSON; the message shows the example.
    """
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise ValueError(f"is no JSON; write it as {example}") from None


def _phone(value: str) -> str:
    if not _PHONE.match(value):
        raise ValueError("is no number such as +91 98765 43210")
    return value


def _full_number(value: str) -> str:
    if not _FULL_NUMBER.match(value):
        raise ValueError("is no number with + and the country's code, such as +91 98765 43210")
    return value


def _email(value: str) -> str:
    if not _EMAIL.match(value):
        raise ValueError("is no e-mail address such as admissions@school.example")
    return value


def _questions(value: Any) -> Any:
    return from_json(value or [], '["What does a beginner earn?"]')


def _table(value: Any) -> Any:
    return from_json(value or {}, '{"my-guide": "https://www.school.example/guide"}')


def _addresses(value: dict[str, str]) -> dict[str, str]:
    for guide, address in value.items():
        if not _WEB_ADDRESS.match(address):
            raise ValueError(
                f"{guide} = {address!r} is no address such as https://www.school.example/guide (without #)"
            )
    return value


def _in_languages(value: Any) -> Any:
    if isinstance(value, str) and value.lstrip().startswith("{"):
        value = from_json(value, '{"en": "Hello!", "hi": "नमस्ते!"}')
    return dict.fromkeys(LANGUAGES, value) if isinstance(value, str) else value


def _known_languages(value: dict[str, str]) -> dict[str, str]:
    for language, text in value.items():
        if language not in LANGUAGES:
            raise ValueError(f"{language!r} is no language of the interface; known: {', '.join(LANGUAGES)}")
        if not text.strip() or len(text) > LONGEST_GREETING:
            raise ValueError(f"the text for {language} has {len(text)} characters; it needs 1 to {LONGEST_GREETING}")
    return value


Phone = Annotated[str, AfterValidator(_phone)]
FullNumber = Annotated[str, AfterValidator(_full_number)]
EmailAddress = Annotated[str, AfterValidator(_email)]
Questions = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_questions)]
Addresses = Annotated[dict[str, str], NoDecode, BeforeValidator(_table), AfterValidator(_addresses)]
ByLanguage = Annotated[dict[str, str], NoDecode, BeforeValidator(_in_languages), AfterValidator(_known_languages)]
