"""The accounts and the key as they are on disk now, looked at with every request: a change counts at once.

The one rule: what cannot be used closes `/staff`, and the log says why, once.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

from assistant.errors import SettingsError
from assistant.staff.accounts import Account, read_accounts
from assistant.staff.key import session_key

_log = logging.getLogger(__name__)


class StaffFiles:
    """Who may log in, and what signs their sessions."""

    def __init__(self, accounts_file: Path, key_file: Path) -> None:
        self._accounts_file = accounts_file
        self._key_file = key_file
        self._seen: tuple[object, ...] | None = None
        self._accounts: Mapping[str, Account] = {}
        self._key = ""

    def accounts(self) -> Mapping[str, Account]:
        """All accounts by name; none where there are none or they cannot be used."""
        seen = (_state(self._accounts_file), _state(self._key_file))
        if seen != self._seen:
            self._seen = seen
            self._read()
        return self._accounts

    @property
    def key(self) -> str:
        """The key as of the last call of `accounts`; never empty where that gave accounts."""
        return self._key

    def _read(self) -> None:
        self._accounts, self._key = {}, ""
        try:
            accounts = read_accounts(self._accounts_file)
            if accounts:
                self._key = session_key(self._key_file)
                self._accounts = accounts
        except SettingsError as error:
            _log.warning("The counsellors' side is closed: %s", error)


def _state(file: Path) -> tuple[int, ...] | None:
    """What tells one state of a file from another; None where there is no such file."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, status.st_mode
