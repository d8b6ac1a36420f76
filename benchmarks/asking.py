"""What the parts of `conditions.py` share: assistants over a folder, cases asked of them, and shares with intervals."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.answerers.extractive import ExtractiveAnswerer
from assistant.ask import Assistant
from assistant.settings import load_settings
from assistant.wiring import assistant_over, open_guides
from evals.cases import DATA, Case, load_cases
from evals.predict import answer_record
from evals.statistics import clustered_interval
from evals.suites import GUIDES, own_suites

REPOSITORY = Path(__file__).resolve().parent.parent
OWN_GUIDE = REPOSITORY / "corpus" / "guides" / "machine-learning-engineer.md"
PRACTICE = DATA / "practice"


@dataclass
class Share:
    """One line of the report: how many of what, the target, and the faults that may be shown."""

    part: str
    what: str
    target: float | None = None
    marks: list[float] = field(default_factory=list)
    clusters: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def add(self, right: bool, cluster: str, fault: str = "") -> None:
        """Count one; `fault` says what was wrong, empty where that is not to be shown."""
        self.marks.append(float(right))
        self.clusters.append(cluster)
        if fault and not right:
            self.faults.append(fault)

    def record(self) -> dict[str, Any]:
        """The line for programs."""
        interval = clustered_interval(self.marks, self.clusters)
        return {"part": self.part, "what": self.what, "target": self.target, "n": interval.n, "share": interval.value,
                "low": interval.low, "high": interval.high}  # fmt: skip

    def line(self) -> str:
        """The line for people."""
        told = self.record()
        if told["share"] is None:
            return f"{self.part:<14} {self.what}: nothing to count"
        bounds = f" ({told['low']:.1%} to {told['high']:.1%})" if told["low"] is not None else ""
        missed = self.target is not None and told["share"] < self.target - 1e-9
        target = f"; target {self.target:.0%}{', MISSED' if missed else ''}" if self.target is not None else ""
        return f"{self.part:<14} {self.what}: {told['share']:.1%}{bounds} of {told['n']}{target}"


@contextmanager
def assistant_in(guides_dir: Path, index_dir: Path) -> Iterator[Assistant]:
    """The assistant over a folder of guides; extractive, with the default settings."""
    settings = load_settings(guides_dir=guides_dir, index_dir=index_dir)
    with open_guides(settings) as index:
        yield assistant_over(index, ExtractiveAnswerer(), settings)


def answered(
    assistant: Assistant, case: Case, history: Sequence[str] | None = None, *, opened: bool = False
) -> dict[str, Any]:
    """The public answer to a case, without its times; `history` in the place of the case's own, the gate `opened`."""
    turn = assistant.turn(case.question, case.history if history is None else history)
    return answer_record(assistant.opened(turn) if opened else turn, case.id)


def own_cases(split: str) -> tuple[Case, ...]:
    """The cases of the guide that comes along."""
    return tuple(case for case in own_suites()[0].cases if case.split == split)


def guide_cases() -> dict[Path, tuple[Case, ...]]:
    """Every guide file of the repository with its cases of every split."""
    found = {OWN_GUIDE: own_suites()[0].cases}
    for folder in sorted(path for root in (GUIDES, PRACTICE) for path in root.iterdir() if path.is_dir()):
        (guide,) = (file for file in folder.iterdir() if file.suffix in (".md", ".txt", ".html"))
        found[guide] = load_cases(sorted(folder.glob("*.yaml")))
    return found


def may_show(case: Case) -> bool:
    """Whether a case's misses may be printed: held-out ones are only counted."""
    return case.split == "dev"


def sample(cases: Sequence[Case], most: int | None) -> list[Case]:
    """At most so many of the cases, in a fixed order without meaning; all of them, as they are, without a number."""
    if most is None:
        return list(cases)
    by_id = {case.id: case for case in cases}
    return [by_id[case_id] for case_id in mixed(by_id, most)]


def guides_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> Path:
    """A new guides folder with these files."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in files:
        (folder / name).write_bytes(content)
    return folder


def mixed(texts: Iterable[str], most: int) -> list[str]:
    """At most so many of the texts, in a fixed order without meaning."""
    return sorted(dict.fromkeys(texts), key=lambda text: hashlib.sha256(text.encode("utf-8")).digest())[:most]
