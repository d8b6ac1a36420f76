"""Which cases are asked over which guides: our own guide's cases, and those of each further guide beside this file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.cases import DATA, Case, load_cases
from evals.errors import CaseError

GUIDES = DATA / "guides"


@dataclass(frozen=True, kw_only=True)
class Suite:
    """Cases over one guides folder; `guides_dir` None means the guides of the settings."""

    name: str
    guides_dir: Path | None
    cases: tuple[Case, ...]


def own_suites() -> tuple[Suite, ...]:
    """The repository's suites: the guide that comes along, then one for each folder in data/guides, by name."""
    main = Suite(name="own guide", guides_dir=None, cases=load_cases(sorted(DATA.glob("*.yaml"))))
    folders = sorted(path for path in GUIDES.iterdir() if path.is_dir()) if GUIDES.is_dir() else []
    others = [Suite(name=f.name, guides_dir=f, cases=load_cases(sorted(f.glob("*.yaml")))) for f in folders]
    return (main, *others)


def chosen_suites(
    *, files: Sequence[Path] | None, guides: Path | None, split: str = "all", only: str | None = None
) -> tuple[Suite, ...]:
    """The suites to run: the user's files over the user's guides, or our own; narrowed to a split, an id or a tag.

    Raises:
        CaseError: for an unknown split, or when nothing is left to run.
    """
    if split not in ("dev", "test", "all"):
        raise CaseError(f"There is no split {split!r}. Splits: dev, test, all.")
    if files:
        suites: tuple[Suite, ...] = (Suite(name="given cases", guides_dir=guides, cases=load_cases(files)),)
    elif guides:
        suites = (Suite(name="own cases", guides_dir=guides, cases=own_suites()[0].cases),)
    else:
        suites = own_suites()
    narrowed = [_narrowed(suite, split, only) for suite in suites]
    if not any(suite.cases for suite in narrowed):
        raise CaseError(f"No case is left to run (split {split!r}, only {only!r}). Check the id or tag.")
    return tuple(suite for suite in narrowed if suite.cases)


def _narrowed(suite: Suite, split: str, only: str | None) -> Suite:
    cases = [case for case in suite.cases if split in ("all", case.split)]
    if only:
        cases = [case for case in cases if only == case.id or only in case.tags]
    return Suite(name=suite.name, guides_dir=suite.guides_dir, cases=tuple(cases))
