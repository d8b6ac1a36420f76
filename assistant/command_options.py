"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

GuidesOption = Annotated[
    Path | None,
    typer.Option(
        "--guides", metavar="DIR", help="Folder of guides (.md, .txt, .html, .docx, .pdf). Default: our own guide."
    ),
]
SettingsOption = Annotated[
    Path | None,
    typer.Option("--settings", metavar="FILE", help="Settings file (TOML). Default: CAREER_SETTINGS_FILE, or none."),
]
