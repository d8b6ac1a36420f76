"""The architecture as a test: imports go one way, and each outside library has one place."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
ALLOWED = {  # what each part may import of the project, itself included
    "corpus": {"corpus"},
    "index": {"corpus", "index"},
    "assistant": {"corpus", "index", "assistant"},
    "app": {"corpus", "index", "assistant"},
    "evals": {"corpus", "index", "assistant", "evals"},
    "benchmarks": {"corpus", "index", "assistant", "evals"},  # its questions are the evaluation cases
}
PROJECT = {*ALLOWED, "tests"}
PACKAGES = ["corpus", "index", "assistant", "evals"]
VAGUE_NAMES = {"utils", "common", "helpers", "types"}


def part_files(part: str) -> list[Path]:
    file = REPOSITORY / f"{part}.py"
    return [file] if file.is_file() else sorted((REPOSITORY / part).rglob("*.py"))


SOURCE = [path.relative_to(REPOSITORY) for part in ALLOWED for path in part_files(part)]


def imported_modules(source: str, package: tuple[str, ...]) -> set[str]:
    """Full names of the modules that code in a package imports: by statement, by `import_module`, or relatively."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import():
                found.update(alias.name for alias in node.names)
            case ast.ImportFrom():
                base = package[: len(package) - node.level + 1] if node.level else ()
                found.add(".".join((*base, *([node.module] if node.module else []))))
            case ast.Call(
                func=ast.Attribute(attr="import_module") | ast.Name(id="import_module" | "__import__"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                found.add(name)
    return found


def imports_of(path: Path) -> set[str]:
    return imported_modules((REPOSITORY / path).read_text(encoding="utf-8"), path.parent.parts)


def top_level(modules: set[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


def test_all_forms_of_import_are_seen() -> None:
    source = """
import a.b as c, d
from e.f import g
from . import h
from ..i import j
def late():
    import k
    importlib.import_module("l.m")
    import_module("n")
    __import__("o")
"""
    assert imported_modules(source, ("p", "q")) == {"a.b", "d", "e.f", "p.q", "p.i", "k", "l.m", "n", "o"}


@pytest.mark.parametrize("part", [*PACKAGES, "app"])
def test_every_part_is_there(part: str) -> None:
    assert part_files(part)


@pytest.mark.parametrize("path", SOURCE, ids=str)
def test_a_file_imports_only_parts_before_its_own(path: Path) -> None:
    part = path.with_suffix("").parts[0]
    assert top_level(imports_of(path)) & PROJECT <= ALLOWED[part]


@pytest.mark.parametrize(
    ("library", "home"), [("chromadb", Path("index/store.py")), ("gradio", Path("assistant/web"))], ids=str
)
def test_a_library_is_imported_in_its_one_place_only(library: str, home: Path) -> None:
    importing = {path for path in SOURCE if library in top_level(imports_of(path))}
    assert importing
    assert {path for path in importing if not path.is_relative_to(home)} == set()


@pytest.mark.parametrize("path", SOURCE, ids=str)
def test_a_module_is_named_for_what_it_does(path: Path) -> None:
    assert not VAGUE_NAMES & set(path.with_suffix("").parts)


def test_test_files_hide_no_package() -> None:
    # tests/corpus/__init__.py would be imported in place of the real corpus.
    assert list((REPOSITORY / "tests").rglob("__init__.py")) == []
