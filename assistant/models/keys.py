"""The key of a chat model, from the environment or a file; it is held as a secret that no text shows."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import SecretStr

from assistant.errors import SettingsError
from assistant.private_files import read_private

_SETTING = "CAREER_CHAT_KEY_FILE"
# By the beginnings that providers give their keys, and by where a key stands: a password before a host, a query.
_LOOKS_SECRET = re.compile(r"\b(?:(?:sk|pk|rk|gsk|hf|xai|key|Bearer|Basic)[-_ ]|AIza)[\w*.-]{8,}")
_IN_ADDRESS = re.compile(r"(?<=://)[^\s@]*@")
_IN_QUERY = re.compile(r"(?<=[?&#])([\w.-]+=)[^\s&'\"]+")
_KEY_ALONE = re.compile(r"(?=\w*\d)(?=\w*[A-Za-z])[\w-]{20,}")  # as a file's name: no word is so long and has digits


def read_key(file: Path) -> SecretStr:
    """The key in a file's first line.

    Raises:
        SettingsError: the file cannot be read, is empty, or other users of the machine may read it or anybody but the
            owner may write it. Its content is never in the message.
    """
    shown = _shown(file)
    try:
        content = read_private(file, _SETTING, by_group=True)
    except SettingsError as error:
        raise SettingsError(str(error).replace(str(file), shown)) from None
    if content is None:
        pasted = " It takes the path of a file that holds the key, not the key itself." if "***" in shown else ""
        raise SettingsError(f"There is no file {shown} ({_SETTING}).{pasted}")
    try:
        key = content.decode("utf-8").split("\n")[0].strip()
    except UnicodeDecodeError:
        raise SettingsError(f"The file {shown} ({_SETTING}) is not UTF-8.") from None
    if not key:
        raise SettingsError(f"The file {shown} ({_SETTING}) holds no key in its first line.")
    return SecretStr(key)


def without_secrets(text: str, secrets: tuple[SecretStr, ...] = ()) -> str:
    """A text for the log with every secret, and what looks like one, written as stars."""
    for secret in secrets:
        if value := secret.get_secret_value():
            text = text.replace(value, "***")
            if len(value) > 8:  # providers tell the end of a key back
                text = text.replace(value[-4:], "***")
    text = _IN_QUERY.sub(r"\1***", _IN_ADDRESS.sub("***@", text))
    return _LOOKS_SECRET.sub("***", text)


def _shown(file: Path) -> str:
    """A path for a message, without what is a key by mistake: people paste it where its file belongs."""
    name = "***" if _KEY_ALONE.fullmatch(file.name) else without_secrets(file.name)
    return str(Path(without_secrets(str(file.parent))) / name)
