"""The key of a chat model, from the environment or a file; it is held as a secret that no text shows."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from pydantic import SecretStr

from assistant.errors import SettingsError

_MOUNTED = Path("/run/secrets")  # container secrets are readable by all of their container, which is ours alone


def read_key(file: Path) -> SecretStr:
    """The key in a file's first line.

    Raises:
        SettingsError: the file cannot be read, is empty, or every user of the machine may read it. Its content is never
            in the message.
    """
    try:
        mode = file.stat().st_mode
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise SettingsError(f"The key file {file} (CAREER_CHAT_KEY_FILE) cannot be read: {reason}.") from None
    if os.name == "posix" and mode & stat.S_IROTH and _MOUNTED not in file.resolve().parents:
        raise SettingsError(
            f"The key file {file} can be read by every user of this machine, who could then spend your money. "
            f"Close it with: chmod 600 {file}"
        )
    key = lines[0].strip()
    if not key:
        raise SettingsError(f"The key file {file} (CAREER_CHAT_KEY_FILE) holds no key in its first line.")
    return SecretStr(key)


def without_secrets(text: str, secrets: tuple[SecretStr, ...]) -> str:
    """A text for the log with every secret, and what looks like one, written as stars."""
    for secret in secrets:
        if value := secret.get_secret_value():
            text = text.replace(value, "***")
            if len(value) > 8:  # providers tell the end of a key back
                text = text.replace(value[-4:], "***")
    return _looks_secret(text)


def _looks_secret(text: str) -> str:
    import re  # here with its one use

    return re.sub(r"\b(?:sk|pk|key|AIza|Bearer)[-_ ]?[\w*.-]{8,}", "***", text)
