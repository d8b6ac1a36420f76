"""Replies worded as the prompts ask, and changes of them by other hands, are judged as well as they were measured."""

from __future__ import annotations

from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answerers.refusing import reply_faults

BENCHMARK = Path(__file__).resolve().parent.parent / "benchmarks" / "replies.py"
ALL = ("unit", "name", "place", "role", "citation", "row", "negation", "direction")


@pytest.fixture(scope="module")
def judged() -> list[tuple[dict[str, Any], bool]]:
    """Each reply of `dev-11.yaml`, and whether it is turned away."""
    spec = spec_from_file_location("replies_benchmark", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    benchmark = module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    replies = yaml.load(
        (benchmark.DATA / "replies" / "dev-11.yaml").read_text(encoding="utf-8"), Loader=benchmark.LOADER
    )
    return [(reply, bool(reply_faults(benchmark.draft_of(reply)))) for reply in replies]


def test_changed_replies_are_caught(judged: list[tuple[dict[str, Any], bool]]) -> None:
    missed = Counter(reply["kind"] for reply, caught in judged if not reply["honest"] and not caught)
    counts = Counter(reply["kind"] for reply, _ in judged)
    assert missed["digit"] + missed["number-word"] == 0
    shares = {kind: 1 - missed[kind] / counts[kind] for kind in ALL}
    assert {kind: share for kind, share in shares.items() if share < 0.94} == {}
    assert sum(missed.values()) <= 0.03 * sum(not reply["honest"] for reply, _ in judged)


def test_few_honest_replies_are_asked_for_again(judged: list[tuple[dict[str, Any], bool]]) -> None:
    honest = [turned_away for reply, turned_away in judged if reply["honest"]]
    assert sum(honest) <= 0.13 * len(honest)
