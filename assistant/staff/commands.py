"""`career-assistant staff`: who may log in to the counsellors' look-up. Passwords are typed unseen, never arguments."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.command_options import SettingsOption
from assistant.command_output import errors_for_people, print_result
from assistant.errors import SettingsError

staff = typer.Typer(
    help="Counsellors' accounts for the look-up under /staff.", no_args_is_help=True, rich_markup_mode=None
)

NameArgument = Annotated[str, typer.Argument(help="The counsellor's name to log in with, such as asha.rao.")]
StdinOption = Annotated[
    bool, typer.Option("--stdin", help="Read the password from standard input's first line, for scripts.")
]


@staff.command("add")
def add(name: NameArgument, from_stdin: StdinOption = False, settings_file: SettingsOption = None) -> None:
    """Add an account; asks for its password twice and shows nothing of it.

    Example: career-assistant staff add asha.rao
    """
    with errors_for_people():
        from assistant.staff.accounts import account_name, add_account  # here: --help needs no hashing

        file = _file(settings_file)
        add_account(file, name, _password(account_name(name), from_stdin))
        print_result(f"{account_name(name)} can log in under /staff. The account is in {file}.")


@staff.command("password")
def password(name: NameArgument, from_stdin: StdinOption = False, settings_file: SettingsOption = None) -> None:
    """Give an account another password, and end its sessions.

    Example: career-assistant staff password asha.rao
    """
    with errors_for_people():
        from assistant.staff.accounts import account_name, change_password, existing, read_accounts

        file, name = _file(settings_file), account_name(name)
        existing(read_accounts(file), name)  # before anybody types a password for nothing
        change_password(file, name, _password(name, from_stdin))
        print_result(f"{name} has a new password, and is logged out everywhere.")


@staff.command("remove")
def remove(name: NameArgument, settings_file: SettingsOption = None) -> None:
    """Take an account away, and end its sessions.

    Example: career-assistant staff remove asha.rao
    """
    with errors_for_people():
        from assistant.staff.accounts import account_name, read_accounts, remove_account

        remove_account(_file(settings_file), name)
        left = len(read_accounts(_file(settings_file)))
        closed = "" if left else " No account is left, so /staff is closed."
        print_result(f"{account_name(name)} is removed, and logged out everywhere.{closed}")


@staff.command("list")
def list_accounts(settings_file: SettingsOption = None) -> None:
    """Show who has an account, and since when.

    Example: career-assistant staff list
    """
    with errors_for_people():
        from assistant.staff.accounts import read_accounts

        file = _file(settings_file)
        lines = [f"{one.name}  since {one.added}" for one in read_accounts(file).values()]
        print_result("\n".join(lines) or f"No accounts in {file}: /staff is closed. Add one with: staff add NAME")


def _file(settings_file: Path | None) -> Path:
    from assistant.settings import load_settings

    return load_settings(settings_file=settings_file).staff_file


def _password(name: str, from_stdin: bool) -> str:
    """The password, as typed twice or as the first line of standard input, if it is strong enough."""
    from assistant.staff.accounts import check_password

    if from_stdin:
        typed = sys.stdin.readline().rstrip("\r\n")
        check_password(name, typed)
        return typed
    if not sys.stdin.isatty():
        raise SettingsError("Passwords are typed in a terminal. In a script, give the password by --stdin.")
    typed = getpass.getpass(f"Password for {name}: ")
    check_password(name, typed)
    if getpass.getpass("The same again: ") != typed:
        raise SettingsError("The two passwords differ, and nothing was changed. Try again.")
    return typed
