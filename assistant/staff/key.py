"""The key that signs counsellors' sessions: read from its file, or drawn and written at the first use."""

from __future__ import annotations

import secrets
from pathlib import Path

from assistant.errors import SettingsError
from assistant.private_files import read_private, write_private

SETTING = "CAREER_STAFF_KEY_FILE"
SHORTEST_KEY = 32  # characters


def session_key(file: Path) -> str:
    """The key in the file's first line. Who has it can log in as anybody; a new one ends all sessions.

    Raises:
        SettingsError: the file cannot be read or written, is open to others, or its key is too short.
    """
    content = read_private(file, SETTING)
    if content is None:
        write_private(file, secrets.token_hex(32).encode() + b"\n", SETTING, new=True)
        content = read_private(file, SETTING) or b""
    try:
        key = content.decode("ascii").split("\n")[0].strip()
    except UnicodeDecodeError:
        key = ""
    if len(key) < SHORTEST_KEY:
        raise SettingsError(
            f"The key in {file} ({SETTING}) is too short: its first line needs at least {SHORTEST_KEY} letters and "
            "digits. Delete the file, and a new key is drawn."
        )
    return key
