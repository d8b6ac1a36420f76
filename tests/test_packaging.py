"""What a person gets who installs the project: the wheel, the command, and answers without a network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parent.parent
COMMANDS = [[], ["build"], ["ask"], ["search"], ["batch"], ["serve"], ["suggest-questions"], ["staff", "add"], ["mcp"]]
HEAVY = ["torch", "gradio", "chromadb", "sentence_transformers", "onnxruntime", "langchain"]

# What loads the command's help, then prints which heavy libraries that took.
HELP_PROBE = """
import json, sys
sys.argv = ["career-assistant", *sys.argv[1:], "--help"]
from assistant.cli import main
try:
    status = main()
except SystemExit as done:
    status = done.code
print("\\n" + json.dumps({"status": status or 0, "loaded": sorted(sys.modules)}))
"""

# Turns on loopback in a new network namespace, proves that nothing else can be reached, and becomes the command.
NO_NETWORK = """
import errno, fcntl, os, socket, struct, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
    fcntl.ioctl(control, 0x8914, struct.pack("16sh14x", b"lo", 0x1))  # SIOCSIFFLAGS, IFF_UP
with socket.socket() as outside:
    outside.settimeout(5)
    if outside.connect_ex(("192.0.2.1", 443)) != errno.ENETUNREACH:
        sys.exit("The network can still be reached.")
os.execv(sys.argv[1], sys.argv[1:])
"""


def visitor_environment(**changes: str) -> dict[str, str]:
    """The environment of someone who has only installed the project: nothing that conftest.py sets, no PYTHONPATH."""
    dropped = ("CAREER_", "HF_", "LANGSMITH_", "LANGCHAIN_", "GRADIO_", "PYTHON", "COV_")
    named = {"ANONYMIZED_TELEMETRY", "TRANSFORMERS_OFFLINE", "DO_NOT_TRACK", "TOKENIZERS_PARALLELISM", "VIRTUAL_ENV"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped) and name not in named}
    return kept | {"PYTHONUTF8": "1"} | changes


def completed(command: Sequence[str | Path], *, cwd: Path, timeout: int, **changes: str) -> str:
    """What a command printed to standard output; one that fails fails the test."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=visitor_environment(**changes),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 0, f"{command} gave {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done.stdout


def left_out(folder: str, names: list[str]) -> set[str]:
    """Built, hidden and installed things: a wheel made with an old `build` folder would hide a missing file."""
    unwanted = {name for name in names if name.startswith(".") or name in {"build", "dist", "__pycache__"}}
    installed = {name for name in names if (Path(folder, name) / "pyvenv.cfg").exists()}
    return unwanted | installed | {name for name in names if name.endswith(".egg-info")}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("source") / "checkout"
    shutil.copytree(REPOSITORY, source, ignore=left_out)
    out = tmp_path_factory.mktemp("wheel")
    build: list[str | Path] = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, source]
    completed(build, cwd=out, timeout=120)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a new virtual environment: the wheel, and the tested environment's other packages."""
    home = tmp_path_factory.mktemp("installed")
    completed([sys.executable, "-m", "venv", "--without-pip", home], cwd=home, timeout=60)
    python = home / "bin" / "python"
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-deps",
        "--no-index",
        wheel,
    ]
    completed(pip, cwd=home, timeout=120)
    # Python reads no .pth file of a folder that a .pth file names, so the checkout's editable install stays unseen.
    shared = [path for path in sys.path if Path(path).name in {"site-packages", "dist-packages"}]
    (own,) = home.glob("lib/python*/site-packages")
    (own / "dependencies.pth").write_text("\n".join(shared) + "\n", encoding="utf-8")
    return home / "bin"


def ask_json(printed: str) -> dict[str, object]:
    lines = printed.splitlines()
    assert len(lines) == 1, "ask --json prints one line and nothing else"
    answer: dict[str, object] = json.loads(lines[0])
    return answer


def test_the_wheel_holds_the_guide_and_the_command_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (entry_points,) = [name for name in names if name.endswith(".dist-info/entry_points.txt")]
        assert "career-assistant = assistant.cli:main" in archive.read(entry_points).decode()
    assert {
        "app.py",
        "corpus/guides/machine-learning-engineer.md",
        "corpus/guides/machine-learning-engineer.questions.yaml",
        "corpus/page_words.toml",
        "index/reader/reader.onnx",
        "index/reader/reader.json",
        "assistant/gate.json",
        "assistant/language/anticipated.toml",
    } <= set(names)
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {
        "app.py",
        "assistant",
        "corpus",
        "evals",
        "index",
    }
    assert [name for name in names if Path(name).name in {"LICENSE", "NOTICE"}]


def test_the_wheel_holds_every_file_of_its_packages(wheel: Path) -> None:
    folders = ["assistant", "corpus", "evals", "index"]
    source = {
        path.relative_to(REPOSITORY).as_posix()
        for folder in folders
        for path in (REPOSITORY / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    with zipfile.ZipFile(wheel) as archive:
        assert source - set(archive.namelist()) == set()


def network_namespace() -> list[str] | None:
    """The command that runs another without a network; None where the system does not permit it."""
    for command in (["unshare", "-rn"], ["unshare", "-n"]):
        if (
            shutil.which("unshare")
            and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
        ):
            return command
    return None


@pytest.fixture(scope="module")
def first_answer(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, object], bool]:
    """What the installed command says to its first question, and whether it was asked without a network."""
    folder = tmp_path_factory.mktemp("first")
    unshare = network_namespace()
    without = [] if unshare is None else [*unshare, sys.executable, "-c", NO_NETWORK]
    asked = completed(
        [*without, installed / "career-assistant", "ask", "fresher salary", "--json"],
        cwd=folder,
        timeout=240,
        CAREER_INDEX_DIR=str(folder / "index"),
    )
    return ask_json(asked), unshare is not None


def test_an_installed_wheel_answers_with_a_citation(
    installed: Path, first_answer: tuple[dict[str, object], bool], tmp_path: Path
) -> None:
    where = completed(
        [installed / "python", "-c", "import corpus; print(corpus.__file__)"], cwd=tmp_path, timeout=60
    ).strip()
    assert Path(where).is_relative_to(installed.parent)
    answer, _ = first_answer
    assert answer["outcome"] == "answered"
    assert answer["citations"]


def test_building_and_asking_need_no_network(first_answer: tuple[dict[str, object], bool]) -> None:
    _, without_network = first_answer
    if not without_network:
        reason = "This system does not permit `unshare -rn` or `unshare -n`, so the network cannot be taken away."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


def test_the_weights_are_never_changed_by_git() -> None:
    attributes = (REPOSITORY / ".gitattributes").read_text(encoding="utf-8").split("\n")
    assert "*.onnx binary" in attributes


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join([*command, "--help"]))
def test_help_loads_no_heavy_library(command: list[str], tmp_path: Path) -> None:
    printed = completed([sys.executable, "-c", HELP_PROBE, *command], cwd=tmp_path, timeout=60)
    probe = json.loads(printed.splitlines()[-1])
    assert probe["status"] == 0
    assert "Usage" in printed
    assert set(HEAVY) & set(probe["loaded"]) == set()


def test_pre_commit_runs_the_commands_of_ci() -> None:
    config = yaml.safe_load((REPOSITORY / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    hooks = [hook for repository in config["repos"] for hook in repository["hooks"]]
    ci = (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8")
    assert {repository["repo"] for repository in config["repos"]} == {"local"}
    assert [hook["entry"] for hook in hooks if hook["entry"] not in ci] == []
    assert len(hooks) >= 4
