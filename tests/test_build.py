"""Building: once per content, in a child, killed at any moment without harm; damage is found and mended."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from index_sample import GUIDE, index_dir_with_model, sample_index, sample_root, write_guide

from corpus.errors import GuideError
from index.build import build_index, open_index
from index.errors import DamagedIndexError, IndexingError
from index.manifest import NAME_LENGTH, Manifest, index_hash
from index.search import Index
from index.weights import find_embedding_model

REPOSITORY = Path(__file__).parent.parent
QUESTION = "what does a beginner earn"
TINY = "# Bees\n\nA hive holds one queen.\n"


def best(index: Index) -> str:
    return index.search(QUESTION, top=1).passages[0].passage.text


def finished(index_dir: Path) -> list[str]:
    return sorted(path.parent.name for path in index_dir.glob("[!.]*/manifest.json"))


@pytest.fixture
def index_dir(tmp_path: Path) -> Path:
    return index_dir_with_model(tmp_path / "indexes")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the finished sample index, to be damaged."""
    source = sample_index().folder
    return Path(shutil.copytree(source, tmp_path / source.name))


def build_in_another_process(guides: Path, indexes: Path) -> subprocess.Popen[str]:
    code = (
        "import sys; from pathlib import Path; from index.build import build_index\n"
        "report = build_index(Path(sys.argv[1]), Path(sys.argv[2]),"
        " on_progress=lambda *step: print(step[0], flush=True))\n"
        "print(report.path.name, report.embedded)"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, str(guides), str(indexes)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_the_same_guides_are_embedded_once() -> None:
    sample_index()
    steps: list[str] = []
    report = build_index(
        sample_root() / "guides", sample_root() / "indexes", on_progress=lambda stage, done, total: steps.append(stage)
    )
    assert report.reused
    assert report.embedded == 0
    assert steps == []
    assert report.path == sample_index().folder


def test_the_hash_depends_on_names_bytes_and_model(tmp_path: Path) -> None:
    model = find_embedding_model()
    for name in ("modules.json", "tokenizer.json"):
        (tmp_path / name).write_text("{}")
    hashes = {
        index_hash({"a.md": b"x"}, model),
        index_hash({"b.md": b"x"}, model),
        index_hash({"a.md": b"y"}, model),
        index_hash({"a.md": b"x", "b.md": b""}, model),
        index_hash({"a.md": b"x"}, find_embedding_model(str(tmp_path))),
    }
    assert len(hashes) == 5
    assert index_hash({"a.md": b"x", "b.md": b"y"}, model) == index_hash({"b.md": b"y", "a.md": b"x"}, model)


def test_the_manifest_says_what_is_there() -> None:
    manifest = Manifest.read(sample_index().folder)
    assert sample_index().folder.name.startswith(manifest.hash[:NAME_LENGTH])
    assert manifest.passages == len(sample_index().passages)
    assert manifest.dimension == 384
    assert "guides/beekeeper.md" in manifest.files
    assert not any(name.startswith("chroma") for name in manifest.files)
    assert set(manifest.model_files) == {"model.onnx", "tokenizer.json", "model.json"}


def test_the_index_holds_the_guides_as_they_were_indexed() -> None:
    assert (sample_index().folder / "guides" / "beekeeper.md").read_text(encoding="utf-8") == GUIDE


def test_an_edited_guide_gives_a_new_index_and_clears_the_old_one_away_once_it_is_unused(
    tmp_path: Path, index_dir: Path
) -> None:
    guides = write_guide(tmp_path / "guides", TINY)
    steps: list[str] = []
    first = open_index(guides, index_dir, on_progress=lambda stage, done, total: steps.append(stage))
    assert list(dict.fromkeys(steps)) == ["reading", "embedding", "storing", "finished"]

    write_guide(guides, TINY + "\nA queen lives for four years.\n")
    second = open_index(guides, index_dir)
    assert first.folder.is_dir()  # still in use
    assert first.search("queen").passages
    assert "four years" in second.search("how old does a queen get", top=1).passages[0].passage.text

    first.close()
    second.close()
    write_guide(guides, TINY)
    os.utime(guides)
    shutil.rmtree(first.folder)
    again = open_index(guides, index_dir)  # the same name in the same process, but other files
    assert again.search("queen").passages[0].passage.id in again.passages
    assert finished(index_dir) == [again.folder.name]
    again.close()


@pytest.mark.parametrize(
    "file", ["manifest.json", "tokens.npy", "offsets.npy", "lexical/vocab.index.json", "guides/beekeeper.md"]
)
@pytest.mark.parametrize("damage", ["missing", "cut", "altered"])
def test_a_damaged_file_is_detected(copied: Path, file: str, damage: str) -> None:
    path = copied / file
    content = path.read_bytes()
    path.unlink()
    if damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "altered":
        path.write_bytes(content[:-9] + b"\xff" + content[-8:])
    with pytest.raises(DamagedIndexError, match=path.name):
        Index.open(copied, sample_root() / "indexes" / "models")


@pytest.mark.parametrize("damage", ["missing", "cut", "garbage", "empty"])
def test_a_damaged_chroma_store_is_detected(copied: Path, damage: str) -> None:
    path = copied / "chroma" / "chroma.sqlite3"
    content = path.read_bytes()
    path.unlink()
    if damage != "missing":
        path.write_bytes({"cut": content[:5000], "garbage": b"bees" * 9000, "empty": b""}[damage])
    with pytest.raises(DamagedIndexError, match=r"chroma\.sqlite3"):
        Index.open(copied, sample_root() / "indexes" / "models")


def test_passages_of_another_parser_are_never_paired_with_these_vectors(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import index.search

    parse = index.search.guide_passages  # a newer parser, that misses one passage
    monkeypatch.setattr(index.search, "guide_passages", lambda guide: parse(guide)[:-1])
    with pytest.raises(DamagedIndexError, match="another version of the guide parser"):
        Index.open(copied, sample_root() / "indexes" / "models")


def test_a_damaged_index_and_model_are_rebuilt_under_a_new_name_and_said(
    tmp_path: Path, index_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    guides = write_guide(tmp_path / "guides", TINY)
    first = build_index(guides, index_dir)
    exported = next((index_dir / "models").glob("*/model.onnx"))
    exported.unlink()  # the file is shared with the sample index: replaced, not written into
    exported.write_bytes(b"no model")
    steps: list[str] = []
    with open_index(guides, index_dir, on_progress=lambda stage, done, total: steps.append(stage)) as mended:
        assert mended.folder.name == f"{first.path.name}-2"
        assert mended.search("queen").passages
    assert steps[0].startswith("rebuilding")
    assert "exporting" in steps
    assert "model.onnx has changed" in caplog.text
    assert finished(index_dir) == [mended.folder.name]
    assert build_index(guides, index_dir).reused


def test_guides_that_cannot_be_read_leave_the_last_good_index_in_use() -> None:
    sample_index()
    guides = sample_root() / "guides"
    broken = guides / "broken.md"
    broken.write_bytes(b"\xff\xfe\x00 no text")
    try:
        with pytest.raises(GuideError, match="broken") as caught:
            build_index(guides, sample_root() / "indexes")
        assert str(guides.resolve()) in str(caught.value)
        assert ".building" not in str(caught.value)
        with pytest.raises(GuideError):
            open_index(guides, sample_root() / "indexes")
        with open_index(guides, sample_root() / "indexes", fall_back=True) as earlier:
            assert earlier.problem is not None
            assert "broken.md" in earlier.problem
            assert best(earlier) == best(sample_index())
    finally:
        broken.unlink()
    with open_index(guides, sample_root() / "indexes", fall_back=True) as current:
        assert current.problem is None


def test_a_folder_that_never_had_an_index_has_nothing_to_fall_back_to(tmp_path: Path) -> None:
    with pytest.raises(GuideError):
        open_index(write_guide(tmp_path / "guides", ""), sample_root() / "indexes", fall_back=True)


def test_an_index_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(IndexingError, match="cannot be written"):
        build_index(write_guide(tmp_path / "guides", TINY), tmp_path / "file" / "indexes")


def test_a_full_disk_is_an_error_that_keeps_the_last_good_index(tmp_path: Path, index_dir: Path) -> None:
    guides = write_guide(tmp_path / "guides", TINY)
    good = build_index(guides, index_dir)
    write_guide(guides)
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, unlimited[1]))  # as a full disk: no file grows beyond
    try:
        with pytest.raises(IndexingError, match="earlier indexes are untouched"):
            build_index(guides, index_dir)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    assert finished(index_dir) == [good.path.name]
    assert not list(index_dir.glob(".building-*"))


def test_two_processes_build_once(tmp_path: Path, index_dir: Path) -> None:
    guides = write_guide(tmp_path / "guides", TINY)
    processes = [build_in_another_process(guides, index_dir) for _ in range(2)]
    outputs = [process.communicate(timeout=120)[0].split("\n") for process in processes]
    reports = sorted(output[-2].split() for output in outputs)
    assert reports[0][0] == reports[1][0]
    assert sorted(int(embedded) > 0 for _, embedded in reports) == [False, True]
    assert sum("waiting" in output for output in outputs) == 1


def test_no_child_outlives_a_killed_parent(tmp_path: Path, index_dir: Path) -> None:
    process = build_in_another_process(write_guide(tmp_path / "guides", TINY), index_dir)
    assert process.stdout is not None
    assert process.stdout.readline() == "reading\n"
    children = psutil.Process(process.pid).children(recursive=True)
    assert children
    process.kill()
    process.communicate()
    _, alive = psutil.wait_procs(children, timeout=10)
    assert not alive


@pytest.fixture
def killer() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "killed_builds.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.communicate(timeout=20)


def test_a_build_killed_at_any_of_twenty_moments_leaves_a_working_index(
    tmp_path: Path, index_dir: Path, killer: subprocess.Popen[str]
) -> None:
    guides = write_guide(tmp_path / "guides")
    earlier = open_index(guides, index_dir)
    answer = best(earlier)
    chance = random.Random(20)

    def build(content: str, delay: float | None) -> dict[str, object]:
        write_guide(guides, content)
        assert killer.stdin is not None
        assert killer.stdout is not None
        killer.stdin.write(json.dumps({"guides": str(guides), "indexes": str(index_dir), "delay": delay}) + "\n")
        killer.stdin.flush()
        reply: dict[str, object] = json.loads(killer.stdout.readline())
        return reply

    whole = build(GUIDE + "\nBees sleep at night.\n", None)
    assert whole["stages"] == ["reading", "embedding", "storing", "finished"]
    seconds = float(str(whole["seconds"]))
    reached: set[str] = set()
    killed = 0
    for attempt in range(60):
        delay = seconds * (killed + chance.random()) / 20
        reply = build(GUIDE + f"\nHive number {attempt} is painted blue.\n", delay)
        reached.update(map(str, reply["stages"]))  # type: ignore[call-overload]
        if reply["killed"]:
            killed += 1
        else:
            seconds *= 0.8  # the machine was busier when the whole build was timed
        for name in {*finished(index_dir)} - {earlier.folder.name}:
            Index.open(index_dir / name, index_dir / "models").close()  # whatever counts as finished is whole
        write_guide(guides)
        with open_index(guides, index_dir) as again:
            assert again.folder == earlier.folder
            assert best(again) == answer
        if killed == 20:
            break
    assert killed == 20
    assert {"reading", "embedding", "storing"} <= reached

    write_guide(guides, GUIDE + "\nHive number 21 is painted red.\n")
    with open_index(guides, index_dir) as last:
        assert "red" in last.search("what colour is hive number 21", top=1).passages[0].passage.text
    assert not list(index_dir.glob(".building-*"))
    earlier.close()


@pytest.mark.parametrize("seconds", [0.4, 1.5, 4.0])
def test_killing_the_whole_process_group_leaves_the_earlier_index(tmp_path: Path, seconds: float) -> None:
    sample_index()
    indexes = sample_root() / "indexes"
    process = build_in_another_process(write_guide(tmp_path / "guides", TINY), indexes)
    children = []
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        children = psutil.Process(process.pid).children() or children
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    _, alive = psutil.wait_procs(children, timeout=10)
    assert not alive
    with open_index(sample_root() / "guides", indexes) as index:
        assert best(index) == best(sample_index())
