"""What a change must not do: break a golden case, sink below a floor, or newly break a case without saying so."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from evals.cases import DATA
from evals.errors import CaseError
from evals.score import Record

FOLDER = DATA.parent
BASELINE = FOLDER / "baseline.json"  # right or not, by case id
FLOORS = FOLDER / "floors.json"  # least lower bound of an interval, by group: {"test answered": {"right": 0.7}}
GOLDEN = FOLDER / "golden.yaml"  # ids of cases that must pass one by one


def gate_faults(verdicts: Sequence[Record], totals: Mapping[str, Any], *, baseline: Mapping[str, bool]) -> list[str]:
    """What a run did that it must not do, each as one line; empty when the gate is passed."""
    return [*crashes(verdicts), *golden_faults(verdicts), *floor_faults(totals), *newly_broken(verdicts, baseline)]


def crashes(verdicts: Sequence[Record]) -> list[str]:
    """Cases in which asking crashed."""
    return [f"{v['id']} {v['reason']}" for v in verdicts if v["reason"].startswith("crashed")]


def golden_faults(verdicts: Sequence[Record]) -> list[str]:
    """Golden cases that were not passed, or not asked."""
    by_id = {verdict["id"]: verdict for verdict in verdicts}
    golden: list[str] = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))
    faults = [f"golden case {case} was not asked" for case in golden if case not in by_id]
    wrong = [by_id[case] for case in golden if case in by_id and not by_id[case]["right"]]
    return faults + [f"golden case {v['id']}: {v['reason']} (lost in: {v['diagnosis']})" for v in wrong]


def floor_faults(totals: Mapping[str, Any]) -> list[str]:
    """Groups of which the lower bound of the interval lies under the committed floor."""
    faults = []
    for group, floors in read_json_file(FLOORS).items():
        for measure, floor in floors.items():
            low = totals["groups"].get(group, {}).get(measure, {}).get("low")
            if low is None or low < floor:
                faults.append(f"{group}: the lower bound of {measure} is {low}, under the floor {floor}")
    return faults


def newly_broken(verdicts: Sequence[Record], baseline: Mapping[str, bool]) -> list[str]:
    """Cases that the baseline had right and this run has wrong; a case of the test split shows its id alone."""
    broken = [verdict for verdict in verdicts if baseline.get(verdict["id"]) and not verdict["right"]]
    return [
        f"newly broken: {v['id']}" + (f": {v['reason']} (lost in: {v['diagnosis']})" if v["split"] != "test" else "")
        for v in broken
    ]


def read_baseline() -> dict[str, bool]:
    """Right or not, by case id, as last committed."""
    baseline: dict[str, bool] = read_json_file(BASELINE)
    return baseline


def write_baseline(verdicts: Sequence[Record]) -> None:
    """Make a run the baseline."""
    right = {verdict["id"]: verdict["right"] for verdict in verdicts}
    BASELINE.write_text(json.dumps(right, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def read_json_file(file: Path) -> Any:
    """A committed JSON file of the gate.

    Raises:
        CaseError: if it is missing or is no JSON.
    """
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CaseError(
            f"{file.name} cannot be read ({error}). Write it anew: python -m evals run --update-baseline"
        ) from error
