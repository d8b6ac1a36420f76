"""The conditions a deployment meets: other file forms, many guides, long conversations, every cell, honest citations.

Each part prints shares with their intervals and targets. Nothing is asserted. See README.md in this folder.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from asking import Share
from guide_forms import measure_forms, measure_further
from many_guides import measure_many
from supported import measure_support
from table_cells import measure_cells
from turns import measure_turns

PARTS = ("forms", "many", "turns", "further", "cells", "support")


def main() -> None:
    """Measure what the options name and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, action="append", help="may be given more than once; default: all")
    parser.add_argument(
        "--split", choices=["dev", "test"], default="test", help="of the cases; misses of test are counted only"
    )
    parser.add_argument(
        "--guide", type=Path, help="a further guide file about our guide's career, for the part further"
    )
    parser.add_argument("--faults", type=int, default=0, metavar="N", help="print up to N misses of each line")
    parser.add_argument("--json", action="store_true", help="print one line of JSON for each share instead of text")
    parser.add_argument(
        "--most", type=int, metavar="N", help="of the parts turns, cells and support: N cases or cells of each guide"
    )
    parser.add_argument("--work", type=Path, help="a folder to keep the built indexes in from run to run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="conditions-benchmark-", ignore_cleanup_errors=True) as temporary:
        folder = options.work or temporary
        for part in options.part or PARTS:
            if part == "further" and options.guide is None:
                continue
            for share in _measure(part, Path(folder), options):
                print(json.dumps(share.record()) if options.json else share.line(), flush=True)
                for fault in share.faults[: options.faults]:
                    print(f"    {fault}", flush=True)


def _measure(part: str, work: Path, options: argparse.Namespace) -> Iterator[Share]:
    split, most = options.split, options.most
    measures: dict[str, Callable[[], Iterator[Share]]] = {
        "forms": lambda: measure_forms(work, split),
        "many": lambda: measure_many(work),
        "turns": lambda: measure_turns(work, split, most),
        "further": lambda: measure_further(work, options.guide, split),
        "cells": lambda: measure_cells(work, most),
        "support": lambda: measure_support(work, most),
    }
    return measures[part]()


if __name__ == "__main__":
    main()
