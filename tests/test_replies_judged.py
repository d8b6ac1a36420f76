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


FILES = ("dev-11", "dev-12")


@pytest.fixture(scope="module")
def judged() -> dict[str, list[tuple[dict[str, Any], bool]]]:
    """By file, each reply and whether it is turned away."""
    spec = spec_from_file_location("replies_benchmark", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    benchmark = module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    found: dict[str, list[tuple[dict[str, Any], bool]]] = {}
    for name in FILES:
        text = (benchmark.DATA / "replies" / f"{name}.yaml").read_text(encoding="utf-8")
        replies = yaml.load(text, Loader=benchmark.LOADER)
        found[name] = [(reply, bool(reply_faults(benchmark.draft_of(reply)))) for reply in replies]
    return found


@pytest.mark.parametrize("name", FILES)
def test_changed_replies_are_caught(judged: dict[str, list[tuple[dict[str, Any], bool]]], name: str) -> None:
    missed = Counter(reply["kind"] for reply, caught in judged[name] if not reply["honest"] and not caught)
    counts = Counter(reply["kind"] for reply, _ in judged[name])
    assert missed["digit"] + missed["number-word"] + missed["unit"] + missed["citation"] == 0
    shares = {kind: 1 - missed[kind] / counts[kind] for kind in ALL}
    assert {kind: share for kind, share in shares.items() if share < 0.97} == {}
    assert sum(missed.values()) <= 0.01 * sum(not reply["honest"] for reply, _ in judged[name])


@pytest.mark.parametrize(("name", "most"), [("dev-11", 0.13), ("dev-12", 0.06)])
def test_few_honest_replies_are_asked_for_again(
    judged: dict[str, list[tuple[dict[str, Any], bool]]], name: str, most: float
) -> None:
    honest = [turned_away for reply, turned_away in judged[name] if reply["honest"]]
    assert sum(honest) <= most * len(honest)
