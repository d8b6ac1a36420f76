"""What an answer costs: warm, beside one bare forward pass of the embedding model; cold, from process start; the build.

Ratios travel between machines, times do not, so the warm part measures both sides in one process, turn by turn. Nothing
is asserted. See README.md in this folder.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WARM_UPS = 20
COLD_RUNS = 5
COLD_QUESTION = "fresher salary"
CASES = Path(__file__).resolve().parent.parent / "evals" / "data"  # read as data: nothing imports the evaluation

# Nothing heavy is imported up here: Linux counts the memory of the process that starts another one into the peak of the
# started one, so this process has to be small while the cold part and the builds run.


@dataclass(frozen=True, kw_only=True)
class Run:
    """One command that was run to its end."""

    seconds: float  # from before the process was started to after it was gone
    peak_mib: float  # the largest resident set of any one of its processes
    left_behind: int  # processes of its session that are still there afterwards
    output: str


def command_line() -> list[str]:
    """The installed `career-assistant` beside this Python, or the module behind it."""
    script = shutil.which("career-assistant", path=str(Path(sys.executable).parent))
    return [script] if script else [sys.executable, "-c", "from assistant.cli import main; main()"]


def run(arguments: Sequence[str], index_dir: Path) -> Run:
    """Run `career-assistant` with `arguments`, as a session of its own so that what it leaves behind can be counted.

    Raises:
        SystemExit: the command failed; its standard error has been shown.
    """
    environment = {**os.environ, "CAREER_INDEX_DIR": str(index_dir)}
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            [*command_line(), *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            start_new_session=True,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)  # it is waited for; Popen is told
        if process.returncode:
            raise SystemExit(f"career-assistant {' '.join(arguments)} ended with exit code {process.returncode}.")
        output.seek(0)
        text = output.read().decode("utf-8")
    peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return Run(seconds=seconds, peak_mib=peak, left_behind=len(session_members(process.pid)), output=text)


def session_members(session: int) -> list[int]:
    """The processes of a session."""
    import psutil

    members = []
    for pid in psutil.pids():
        try:
            if os.getsid(pid) == session:
                members.append(pid)
        except OSError:
            continue  # gone meanwhile, or another user's
    return members


def measure_build(index_dir: Path) -> dict[str, Any]:
    """A first build into an empty folder, and a second one that finds nothing to do."""
    first = run(["build"], index_dir)
    second = run(["build"], index_dir)
    return {
        "first_s": first.seconds,
        "first_peak_mib": first.peak_mib,
        "second_s": second.seconds,
        "second_embeds_nothing": "up to date" in second.output,
        "processes_left": first.left_behind + second.left_behind,
    }


def measure_cold(index_dir: Path) -> dict[str, Any]:
    """`career-assistant ask` as a new process each time, over an index that is there."""
    runs = [run(["ask", COLD_QUESTION], index_dir) for _ in range(COLD_RUNS)]
    return {
        "runs": COLD_RUNS,
        "median_s": statistics.median(each.seconds for each in runs),
        "slowest_s": max(each.seconds for each in runs),
        "peak_mib": max(each.peak_mib for each in runs),
        "processes_left": sum(each.left_behind for each in runs),
    }


def measure_warm(index_dir: Path) -> dict[str, Any]:
    """`Assistant.ask` and a bare `SentenceTransformer.encode` of the same questions, turn by turn, on one thread."""
    import torch
    from sentence_transformers import SentenceTransformer

    from assistant.settings import load_settings
    from assistant.wiring import build_assistant
    from index.weights import find_embedding_model

    torch.set_num_threads(1)
    model = SentenceTransformer(str(find_embedding_model().folder), device="cpu", local_files_only=True)
    assistant = build_assistant(load_settings(index_dir=index_dir))
    questions = distinct_questions()
    stages: dict[str, list[float]] = {"embed": [], "search": []}
    was_read: list[bool] = []

    def answer(question: str) -> None:
        turn = assistant.turn(question)
        for name in stages:
            stages[name].append(turn.answer.timings_ms.get(name, 0.0))
        was_read.append(any(0.0 < item.read < 1.0 for item in turn.evidence))

    def encode(question: str) -> None:
        model.encode(question, show_progress_bar=False)

    for question in questions[:WARM_UPS]:
        answer(question)
        encode(question)
    for times in stages.values():
        times.clear()
    was_read.clear()
    answers, encodings = [], []
    for turn, question in enumerate(questions[WARM_UPS:]):
        if turn % 2:  # neither side is always the one that finds the processor's caches warm
            answers.append(milliseconds(answer, question))
            encodings.append(milliseconds(encode, question))
        else:
            encodings.append(milliseconds(encode, question))
            answers.append(milliseconds(answer, question))
    assistant.index.close()
    return {
        "questions": len(answers),
        "answer_ms": spread(answers),
        "encode_ms": spread(encodings),
        "ratio": statistics.median(answers) / statistics.median(encodings),
        "ratio_p95": spread(answers)["p95"] / statistics.median(encodings),
        "read_share": sum(was_read) / len(was_read),
        "read_ms": spread([time for time, read in zip(answers, was_read, strict=True) if read] or [0.0, 0.0]),
        "unread_ms": spread([time for time, read in zip(answers, was_read, strict=True) if not read] or [0.0, 0.0]),
        "of_which_ms": {name: statistics.median(times) for name, times in stages.items()},
    }


def distinct_questions() -> list[str]:
    """The evaluation's questions that stand alone and have to be searched for, each once, in a fixed mixed order."""
    import yaml

    cases = [case for file in sorted(CASES.glob("*.yaml")) for case in yaml.safe_load(file.read_text(encoding="utf-8"))]
    wanted = {
        case["question"] for case in cases if not case.get("history") and case["expect"] in ("answered", "declined")
    }
    # By hash: neighbours in the files are variants of one fact, and the warm-ups should be a mixed sample.
    return sorted(wanted, key=mixed_order)


def mixed_order(text: str) -> bytes:
    """A fixed, meaningless sort key."""
    import hashlib

    return hashlib.sha256(text.encode("utf-8")).digest()


def milliseconds(work: Callable[[str], None], question: str) -> float:
    """How long `work` takes on a question."""
    started = time.perf_counter()
    work(question)
    return (time.perf_counter() - started) * 1000


def spread(times: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile."""
    return {"median": statistics.median(times), "p95": statistics.quantiles(times, n=20)[-1]}


def report(results: dict[str, dict[str, Any]]) -> str:
    """The results as lines for people."""
    lines = []
    if build := results.get("build"):
        nothing = "embeds nothing" if build["second_embeds_nothing"] else "EMBEDS AGAIN"
        lines += [
            f"build  first {build['first_s']:.2f} s (peak {build['first_peak_mib']:.0f} MiB)",
            f"build  second {build['second_s']:.2f} s, {nothing}; processes left: {build['processes_left']}",
        ]
    if cold := results.get("cold"):
        lines += [
            f"cold   process start to answer {cold['median_s']:.2f} s (median of {cold['runs']}, "
            f"slowest {cold['slowest_s']:.2f} s), peak {cold['peak_mib']:.0f} MiB; "
            f"processes left: {cold['processes_left']}"
        ]
    if warm := results.get("warm"):
        answer, encode, parts = warm["answer_ms"], warm["encode_ms"], warm["of_which_ms"]
        lines += [
            f"warm   answer {answer['median']:.2f} ms (p95 {answer['p95']:.2f}), of which embedding "
            f"{parts['embed']:.2f}, search {parts['search']:.2f}; {warm['questions']} questions",
            f"warm   bare encode {encode['median']:.2f} ms (p95 {encode['p95']:.2f})",
            f"warm   ratio of the medians {warm['ratio']:.2f}; the answers' p95 against the median encode "
            f"{warm['ratio_p95']:.2f}",
            f"warm   the reader was asked in {warm['read_share']:.0%}: then {warm['read_ms']['median']:.2f} ms (p95 "
            f"{warm['read_ms']['p95']:.2f}), else {warm['unread_ms']['median']:.2f} ms",
        ]
    return "\n".join(lines)


def main() -> None:
    """Measure what the options name and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["warm", "cold", "build", "all"], default="all", help="default: all")
    parser.add_argument("--json", action="store_true", help="print one line of JSON instead of text")
    options = parser.parse_args()
    wanted = ["build", "cold", "warm"] if options.part == "all" else [options.part]
    results = {}
    with tempfile.TemporaryDirectory(prefix="answer-benchmark-", ignore_cleanup_errors=True) as folder:
        index_dir = Path(folder)
        if "build" in wanted:
            results["build"] = measure_build(index_dir)
        else:
            run(["build"], index_dir)
        if "cold" in wanted:
            results["cold"] = measure_cold(index_dir)
        if "warm" in wanted:
            results["warm"] = measure_warm(index_dir)
    print(json.dumps(results, ensure_ascii=False) if options.json else report(results))


if __name__ == "__main__":
    main()
