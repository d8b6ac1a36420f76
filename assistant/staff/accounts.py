"""The accounts file: names with argon2 hashes of their passwords, changed by `career-assistant staff`.

The website only reads it, and notices a change with the next request.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import SettingsError
from assistant.private_files import read_private, write_private

SETTING = "CAREER_STAFF_FILE"
SHORTEST_PASSWORD = 12  # characters
LONGEST_PASSWORD = 200
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}\Z")
_SECONDS_TO_LOCK = 10.0

_hasher = PasswordHasher()  # argon2id with the library's recommended cost: 64 MiB and about 50 ms
_nobody = _hasher.hash(secrets.token_hex(16))  # checked for names without an account, so that these take as long


@dataclass(frozen=True, kw_only=True)
class Account:
    """One counsellor."""

    name: str
    password_hash: str  # argon2id, with its parameters and salt
    added: str  # day, YYYY-MM-DD

    @property
    def mark(self) -> str:
        """Tells this password of this account from any other, without saying anything about it: 16 hex digits."""
        return hashlib.sha256(f"{self.name}\0{self.password_hash}".encode()).hexdigest()[:16]


class _Stored(BaseModel):
    model_config = ConfigDict(extra="forbid")

    password: str
    added: str


class _StoredFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: int = 1
    accounts: dict[str, _Stored]


def account_name(typed: str) -> str:
    """A name as it is kept: folded, without spaces around it.

    Raises:
        SettingsError: it is no name.
    """
    name = folded_name(typed)
    if not _NAME.match(name):
        raise SettingsError(
            f"The name {typed!r} cannot be used. A name has 2 to 40 letters a-z, digits, dots, dashes or underscores, "
            "such as asha.rao."
        )
    return name


def folded_name(typed: str) -> str:
    """What somebody typed as a name, as names are compared."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def check_password(name: str, password: str) -> None:
    """Nothing, or why a password is too weak.

    Raises:
        SettingsError: with what a password needs.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise SettingsError(
            f"The password has {len(password)} characters; it needs at least {SHORTEST_PASSWORD}. "
            "Four unrelated words are long enough and easy to remember."
        )
    if len(password) > LONGEST_PASSWORD:
        raise SettingsError(f"The password has {len(password)} characters; at most {LONGEST_PASSWORD} are taken.")
    if password.casefold().replace(name, "").strip() == "" or len(set(password)) < 5:
        raise SettingsError("The password is too easy to guess: use at least 5 different characters, not the name.")


def is_password(account: Account | None, password: str) -> bool:
    """Whether a password is an account's; takes as long where there is no account."""
    try:
        _hasher.verify(account.password_hash if account else _nobody, _normal(password[: LONGEST_PASSWORD + 1]))
    except (VerificationError, InvalidHashError):
        return False
    return account is not None


def read_accounts(file: Path) -> Mapping[str, Account]:
    """All accounts by name; none where there is no file.

    Raises:
        SettingsError: the file cannot be read, is open to others, or is damaged.
    """
    content = read_private(file, SETTING)
    if content is None:
        return {}
    try:
        stored = _StoredFile.model_validate_json(content)
    except ValidationError:
        raise SettingsError(
            f"The accounts file {file} is damaged. Put a backup in its place, or delete it and add the accounts again "
            "with: career-assistant staff add NAME"
        ) from None
    return {
        name: Account(name=name, password_hash=one.password, added=one.added) for name, one in stored.accounts.items()
    }


def add_account(file: Path, name: str, password: str) -> None:
    """Add an account.

    Raises:
        SettingsError: the name is taken or no name, the password is too weak, or the file cannot be used.
    """
    name = account_name(name)
    check_password(name, password)
    with _changed(file) as accounts:
        if name in accounts:
            raise SettingsError(
                f"There is an account {name} already. Change its password with: career-assistant staff password {name}"
            )
        today = datetime.now(UTC).date().isoformat()
        accounts[name] = Account(name=name, password_hash=_hasher.hash(_normal(password)), added=today)


def change_password(file: Path, name: str, password: str) -> None:
    """Give an account another password, which ends its sessions.

    Raises:
        SettingsError: there is no such account, the password is too weak, or the file cannot be used.
    """
    name = account_name(name)
    check_password(name, password)
    with _changed(file) as accounts:
        accounts[name] = replace(existing(accounts, name), password_hash=_hasher.hash(_normal(password)))


def remove_account(file: Path, name: str) -> None:
    """Take an account away, which ends its sessions.

    Raises:
        SettingsError: there is no such account, or the file cannot be used.
    """
    name = account_name(name)
    with _changed(file) as accounts:
        del accounts[existing(accounts, name).name]


def existing(accounts: Mapping[str, Account], name: str) -> Account:
    """The account of that name.

    Raises:
        SettingsError: there is none; with the names there are.
    """
    if name not in accounts:
        known = ", ".join(sorted(accounts)) or "none yet"
        raise SettingsError(f"There is no account {name}. Accounts: {known}.")
    return accounts[name]


@contextmanager
def _changed(file: Path) -> Iterator[dict[str, Account]]:
    """The accounts to change; they are written when the block ends well, by one process at a time."""
    write_private(file, b'{"version": 1, "accounts": {}}\n', SETTING, new=True)
    try:
        with FileLock(file.with_name(f"{file.name}.lock"), timeout=_SECONDS_TO_LOCK, mode=0o600):
            accounts = dict(read_accounts(file))
            yield accounts
            stored = {
                one.name: {"password": one.password_hash, "added": one.added}
                for one in sorted(accounts.values(), key=lambda one: one.name)
            }
            text = json.dumps({"version": 1, "accounts": stored}, indent=1)
            write_private(file, text.encode() + b"\n", SETTING)
    except Timeout:
        raise SettingsError(f"Another command has been changing {file} for a while. Try again.") from None


def _normal(password: str) -> str:
    """One form for letters that can be typed in two."""
    return unicodedata.normalize("NFC", password)
