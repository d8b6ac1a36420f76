"""The server's log: every line is JSON, also what a library warns of while others are being imported."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from web_server import REPOSITORY

WARN = """
import warnings
from assistant.web.logs import write_json_lines
write_json_lines(with_messages={with_messages})
warnings.warn("my salary is 4 lakh", RuntimeWarning)
"""


@pytest.mark.parametrize("with_messages", [False, True])
def test_a_warning_is_a_line_of_the_log_and_its_words_only_where_messages_are(with_messages: bool) -> None:
    run = subprocess.run(
        [sys.executable, "-c", WARN.format(with_messages=with_messages)],
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
    )
    [line] = [json.loads(line) for line in run.stderr.splitlines()]
    assert line["level"] == "WARNING" and line["warning"] == "RuntimeWarning" and line["at"] == "<string>:5"
    assert line.get("warning_message") == ("my salary is 4 lakh" if with_messages else None)
