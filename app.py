"""`python app.py`: the website with the settings from the environment and a settings file."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from assistant.settings import load_settings
from corpus.errors import CareerAssistantError


def main() -> int:
    """Serve the website; 0 when told to stop, 1 when it cannot run, 2 for wrong use."""
    parser = argparse.ArgumentParser(description="Serve the career guide assistant's website.")
    parser.add_argument("--host", help="address to listen on (CAREER_HOST)")
    parser.add_argument("--port", type=int, help="port to listen on, 0 for any free one (CAREER_PORT)")
    parser.add_argument("--root-path", default="", help="path that a proxy serves the website under, such as /career")
    parser.add_argument("--settings", type=Path, metavar="FILE", help="settings file (CAREER_SETTINGS_FILE)")
    given = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("assistant").setLevel(logging.INFO)
    try:
        settings = load_settings(settings_file=given.settings, host=given.host, port=given.port)
    except CareerAssistantError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        from assistant.web.app import serve  # here: --help and wrong settings need not wait for the website's parts

        serve(settings, root_path=given.root_path)
    except CareerAssistantError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
