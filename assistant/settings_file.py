"""The settings file: one TOML file that may hold every setting, by its lower-case name.

What stands in it counts where the environment says nothing. Paths in it are read from the folder of the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any

from assistant.errors import SettingsError


def read_settings_file(path: Path, *, known: Collection[str], paths: Collection[str]) -> dict[str, Any]:
    """The settings of a file by name; those named in `paths` are paths.

    Raises:
        SettingsError: the file cannot be read, is no TOML (with the line), or has an unknown name (with the known).
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"The settings file {path} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"The settings file {path} is not UTF-8 (byte {error.start}). Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            f'The settings file {path} is not valid TOML: {error}. Write each setting as name = "value".'
        ) from error
    for name in given:
        if name not in known:
            raise SettingsError(
                f"The settings file {path} has an unknown setting {name}. Known settings: {', '.join(sorted(known))}."
            )
    folder = path.resolve().parent
    return {
        name: folder / Path(value).expanduser() if name in paths and isinstance(value, str) else value
        for name, value in given.items()
    }
