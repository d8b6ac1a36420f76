"""Memory that conversations held goes back to the system once they are gone."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import psutil
from assistant.web.leftovers import return_memory
process = psutil.Process()
held = [bytes(1000) for _ in range(200_000)]
del held[:-1]  # the last one keeps the heap from shrinking by itself
before = process.memory_info().rss
return_memory()
print(before - process.memory_info().rss)
"""


def test_freed_memory_goes_back_to_the_system() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)

    assert int(done.stdout) > 50_000_000
