"""Runs builds and kills them, for `test_build`: `python killed_builds.py` with one JSON order per line.

The large libraries are imported once and every build runs in a fork, so that the time a test has goes into the steps
that write files.
An order is {"guides", "indexes", "delay"}; the reply is {"killed", "stages"}.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import time
from pathlib import Path

import bm25s  # noqa: F401 - for the forks
import chromadb  # noqa: F401 - for the forks

sys.path.insert(0, str(Path(__file__).parent.parent))
from index.build_child import build  # noqa: E402 - needs the path above


def run(order: dict[str, object], stages: int) -> None:
    request = {
        "guides_dir": order["guides"],
        "index_dir": order["indexes"],
        "embedding_model": None,
        "damaged": None,
    }
    build(request, lambda stage, done, total: os.write(stages, f"{stage} ".encode()) and None)


def main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        reader, writer = os.pipe()
        started = time.monotonic()
        child = os.fork()
        if child == 0:
            os.setsid()
            code = 1
            with contextlib.suppress(Exception):
                run(order, writer)
                code = 0
            os._exit(code)
        os.close(writer)
        if order["delay"] is not None:
            time.sleep(order["delay"])
            os.killpg(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        with os.fdopen(reader, "rb") as pipe:
            stages = list(dict.fromkeys(pipe.read().decode().split()))
        reply = {"killed": os.WIFSIGNALED(status), "stages": stages, "seconds": time.monotonic() - started}
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
