"""Memory that conversations held goes back to the system, and threads do not each hoard their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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


THREADS = """
import ctypes, sys, threading
from assistant.web.leftovers import share_memory
if sys.argv[2] == "shared":
    share_memory()
together = threading.Barrier(9)
def work():
    held = bytes(100_000)
    together.wait()
    together.wait()
for _ in range(8):
    threading.Thread(target=work).start()
together.wait()
library = ctypes.CDLL(None)
library.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(library.fopen(sys.argv[1].encode(), b"w"))
library.malloc_info(0, file)
library.fclose(file)
together.wait()
"""


def places(folder: Path, how: str) -> int:
    """From how many places eight threads take memory."""
    subprocess.run([sys.executable, "-c", THREADS, str(folder / how), how], check=True)
    return (folder / how).read_text(encoding="utf-8").count("<heap nr=")


def test_threads_share_two_places_of_memory(tmp_path: Path) -> None:
    assert places(tmp_path, "shared") == 2
    assert places(tmp_path, "each its own") > 4
