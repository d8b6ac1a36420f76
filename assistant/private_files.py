"""Files with keys and passwords: written whole or not at all, refused where others can read them."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from assistant.errors import SettingsError

_MOUNTED = Path("/run/secrets")  # container secrets are readable by all of their container, which is ours alone
_OTHERS = stat.S_IRGRP | stat.S_IWGRP | stat.S_IROTH | stat.S_IWOTH


def read_private(file: Path, setting: str, *, by_group: bool = False) -> bytes | None:
    """The content of a file of the owner's alone; None where there is no such file.

    With `by_group` its group may read it too: so root gives a service a file that the service cannot change.

    Raises:
        SettingsError: it cannot be read, or others can. Its content is never in the message.
    """
    try:
        mode = file.stat().st_mode
        content = file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsError(
            f"The file {file} ({setting}) cannot be read: {error.strerror}. It has to be readable for the user "
            "that the program runs as."
        ) from None
    refused = _OTHERS & ~stat.S_IRGRP if by_group else _OTHERS
    if os.name == "posix" and mode & refused and _MOUNTED not in file.resolve().parents:
        raise SettingsError(
            f"The file {file} ({setting}) is open to other users of this machine. Close it with: chmod 600 {file}"
        )
    return content


def write_private(file: Path, content: bytes, setting: str, *, new: bool = False) -> None:
    """Put a file in its place in one step, with mode 0600; the owner of a file that was there is kept.

    With `new`, a file that is there already stays as it is.

    Raises:
        SettingsError: its folder cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # made with mode 0600
        written = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            if new:
                with suppress(FileExistsError):  # it was there, or another process was quicker
                    os.link(written, file)
            else:
                _give_to_owner_of(file, written)
                written.replace(file)
        finally:
            written.unlink(missing_ok=True)
    except OSError as error:
        raise SettingsError(
            f"The file {file} ({setting}) cannot be written: {error.strerror}. Run this as the user that the website "
            f"runs as, or set {setting} to a file in a folder that can be written."
        ) from None


def _give_to_owner_of(earlier: Path, written: Path) -> None:
    """Whoever may give files away, such as root, leaves the file to whom it belonged."""
    try:
        owner = earlier.stat()
    except FileNotFoundError:
        return
    if os.name == "posix" and os.geteuid() == 0:
        os.chown(written, owner.st_uid, owner.st_gid)
