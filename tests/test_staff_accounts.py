"""The accounts file and the signing key: private, written whole, changed by the command alone."""

from __future__ import annotations

import json
import os
import pty
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from staff_counsellor import PASSWORD
from typer.testing import CliRunner

from assistant.cli import app
from assistant.errors import SettingsError
from assistant.staff.accounts import (
    add_account,
    change_password,
    is_password,
    read_accounts,
    remove_account,
)
from assistant.staff.key import session_key


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_an_account_is_a_name_and_an_argon2_hash_that_only_the_owner_reads(tmp_path: Path) -> None:
    file = tmp_path / "new" / "staff.json"
    before = os.umask(0)
    try:
        add_account(file, " Asha.Rao ", PASSWORD)
    finally:
        os.umask(before)
    assert mode(file) == 0o600
    assert mode(file.parent) == 0o700
    [account] = read_accounts(file).values()
    assert account.name == "asha.rao"
    assert account.password_hash.startswith("$argon2id$")
    assert PASSWORD not in file.read_text(encoding="utf-8")
    assert is_password(account, PASSWORD)
    assert not is_password(account, PASSWORD + " ")
    assert not is_password(None, PASSWORD)


def test_the_same_password_has_another_hash_and_another_mark_for_everybody(tmp_path: Path) -> None:
    file = tmp_path / "staff.json"
    for name in ("asha", "ben"):
        add_account(file, name, PASSWORD)
    first, second = read_accounts(file).values()
    assert first.password_hash != second.password_hash
    change_password(file, "asha", PASSWORD)
    assert len({first.mark, second.mark, read_accounts(file)["asha"].mark}) == 3


def test_a_password_typed_in_two_forms_of_a_letter_is_one(tmp_path: Path) -> None:
    add_account(tmp_path / "staff.json", "asha", "caf\u00e9 caf\u00e9 caf\u00e9 au lait")
    [account] = read_accounts(tmp_path / "staff.json").values()
    assert is_password(account, "cafe\u0301 cafe\u0301 cafe\u0301 au lait")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda file: add_account(file, "asha", "short"), "has 5 characters; it needs at least 12"),
        (lambda file: add_account(file, "asha", "x" * 201), "at most 200"),
        (lambda file: add_account(file, "asha", "aaaaaaaaaaaaaa"), "too easy"),
        (lambda file: add_account(file, "asha", "asha" * 4), "too easy"),
        (lambda file: add_account(file, "a b", PASSWORD), "'a b' cannot be used"),
        (lambda file: add_account(file, "../asha", PASSWORD), "cannot be used"),
        (lambda file: add_account(file, "ben", PASSWORD), "career-assistant staff password ben"),
        (lambda file: remove_account(file, "chitra"), "There is no account chitra. Accounts: ben."),
        (lambda file: change_password(file, "chitra", PASSWORD), "There is no account chitra"),
    ],
    ids=lambda item: item if isinstance(item, str) else "",
)
def test_what_cannot_be_done_is_said_in_words_and_changes_nothing(
    tmp_path: Path, change: Callable[[Path], None], told: str
) -> None:
    file = tmp_path / "staff.json"
    add_account(file, "ben", PASSWORD)
    before = file.read_bytes()
    with pytest.raises(SettingsError, match=told.replace("(", r"\(")):
        change(file)
    assert file.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
@pytest.mark.parametrize("open_to", [0o640, 0o604, 0o666])
def test_files_that_others_can_read_are_refused(tmp_path: Path, open_to: int) -> None:
    accounts, key = tmp_path / "staff.json", tmp_path / "staff.key"
    add_account(accounts, "asha", PASSWORD)
    session_key(key)
    for file, read in ((accounts, read_accounts), (key, session_key)):
        file.chmod(open_to)
        with pytest.raises(SettingsError, match=f"chmod 600 {file}"):
            read(file)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"accounts": {"a": {}}}', b"\xff", b'{"accounts": {}, "x": 1}'])
def test_a_damaged_file_is_named_and_nobody_gets_in(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "staff.json"
    file.touch(mode=0o600)
    file.write_bytes(content)
    with pytest.raises(SettingsError, match="is damaged"):
        read_accounts(file)


def test_a_key_is_drawn_once_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "new" / "staff.key"
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(lambda number: session_key(file), range(16)))
    assert len(keys) == 1
    assert len(keys.pop()) == 64
    assert mode(file) == 0o600
    assert not [each for each in file.parent.iterdir() if each != file]


def test_a_short_key_is_refused_without_showing_it(tmp_path: Path) -> None:
    file = tmp_path / "staff.key"
    file.touch(mode=0o600)
    file.write_text("hunter2\n")
    with pytest.raises(SettingsError, match="at least 32") as caught:
        session_key(file)
    assert "hunter2" not in str(caught.value)


def test_accounts_added_at_once_are_all_there(tmp_path: Path) -> None:
    file = tmp_path / "staff.json"
    names = [f"counsellor{number}" for number in range(6)]
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda name: add_account(file, name, PASSWORD), names))
    assert sorted(read_accounts(file)) == names


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="cannot be written.*CAREER_STAFF_FILE"):
        add_account(tmp_path / "file" / "staff.json", "asha", PASSWORD)


def command(tmp_path: Path, *arguments: str, typed: str | None = None) -> tuple[int, str]:
    runner = CliRunner(env={"CAREER_STAFF_FILE": str(tmp_path / "staff.json")})
    done = runner.invoke(app, ["staff", *arguments], input=typed)
    return done.exit_code, done.output


def test_the_command_adds_lists_changes_and_removes(tmp_path: Path) -> None:
    assert "/staff is closed" in command(tmp_path, "list")[1]
    assert command(tmp_path, "add", "asha", "--stdin", typed=f"{PASSWORD}\n")[0] == 0
    assert command(tmp_path, "list")[1].startswith("asha  since 20")
    before = read_accounts(tmp_path / "staff.json")["asha"].mark
    assert command(tmp_path, "password", "asha", "--stdin", typed="another horse battery\n")[0] == 0
    assert read_accounts(tmp_path / "staff.json")["asha"].mark != before
    assert command(tmp_path, "add", "ben", "--stdin", typed="short\n") == (
        2,
        "The password has 5 characters; it needs at least 12. Four unrelated words are long enough and easy to "
        "remember.\n",
    )
    assert (
        command(tmp_path, "add", "ben", typed=f"{PASSWORD}\n")[0] == 2
    )  # no terminal, and not asked for standard input
    code, said = command(tmp_path, "remove", "asha")
    assert code == 0
    assert "so /staff is closed" in said


@pytest.mark.parametrize(("again", "code"), [(PASSWORD, 0), (PASSWORD + "x", 2)])
def test_a_terminal_is_asked_twice_and_shows_nothing(tmp_path: Path, again: str, code: int) -> None:
    terminal, theirs = pty.openpty()
    file = tmp_path / "staff.json"
    process = subprocess.Popen(
        [sys.executable, "-c", "from assistant.cli import main; main()", "staff", "add", "asha"],
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        env={**os.environ, "CAREER_STAFF_FILE": str(file)},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    try:
        for asks, typed in ((b"Password for asha: ", PASSWORD), (b"The same again: ", again)):
            while asks not in shown:
                shown += os.read(terminal, 1024)
            os.write(terminal, f"{typed}\n".encode())
        assert process.wait(timeout=30) == code
        try:
            while more := os.read(terminal, 1024):
                shown += more
        except OSError:  # how Linux tells that the other side has closed
            pass
    finally:
        process.kill()
        process.wait()
        os.close(terminal)
    assert PASSWORD.encode() not in shown
    assert (b"can log in" in shown) == (code == 0)
    assert (b"differ" in shown) == (code == 2)
    assert ("asha" in json.loads(file.read_text() if file.exists() else "{}").get("accounts", {})) == (code == 0)
