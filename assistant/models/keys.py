"""The key of a chat model, from the environment or a file; it is held as a secret that no text shows."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import SecretStr

from assistant.errors import SettingsError
from assistant.private_files import read_private

_SETTING = "CAREER_CHAT_KEY_FILE"
_LOOKS_SECRET = re.compile(r"\b(?:sk|pk|key|AIza|Bearer)[-_ ]?[\w*.-]{8,}")


def read_key(file: Path) -> SecretStr:
    """The key in a file's first line.

    Raises:
        SettingsError: the file cannot be read, is empty, or other users of the machine may read it or anybody but the
            owner may write it. Its content is never in the message.
    """
    content = read_private(file, _SETTING, by_group=True)
    if content is None:
        raise SettingsError(f"There is no file {file} ({_SETTING}).")
    try:
        key = content.decode("utf-8").split("\n")[0].strip()
    except UnicodeDecodeError:
        raise SettingsError(f"The file {file} ({_SETTING}) is not UTF-8.") from None
    if not key:
        raise SettingsError(f"The file {file} ({_SETTING}) holds no key in its first line.")
    return SecretStr(key)


def without_secrets(text: str, secrets: tuple[SecretStr, ...]) -> str:
    """A text for the log with every secret, and what looks like one, written as stars."""
    for secret in secrets:
        if value := secret.get_secret_value():
            text = text.replace(value, "***")
            if len(value) > 8:  # providers tell the end of a key back
                text = text.replace(value[-4:], "***")
    return _LOOKS_SECRET.sub("***", text)
