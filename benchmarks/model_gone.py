"""Fifty visitors while the chat model is gone and the breaker is open, against fifty with no model at all.

    python benchmarks/model_gone.py

asks dev questions of our own guide from fifty threads, through the same bound on answers at once as the website, first
extractively, then with a model whose server refuses every call. Rounds alternate; exit 1 where an answer is not
extractive, or where the 95th percentile with the model is more than a fifth slower.
"""

from __future__ import annotations

import logging
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from misbehaving_server import misbehaving_server  # noqa: E402

from assistant.answer import AnswererName, Outcome  # noqa: E402
from assistant.answerers.extractive import ExtractiveAnswerer  # noqa: E402
from assistant.ask import Assistant  # noqa: E402
from assistant.settings import load_settings  # noqa: E402
from assistant.wiring import assistant_over, make_answerer, open_guides  # noqa: E402

VISITORS = 50
ROUNDS = 6
QUESTIONS = [
    "what does a fresher earn",
    "how long does step 2 take",
    "do I need a CS degree",
    "which tools are used for deployment",
    "is python enough to get a job",
    "how many projects should a portfolio have",
    "what is the timeline for a working professional",
    "which companies hire",
    "what do interviews test",
    "do I need cloud computing",
]
SLOWER = 1.2


def seconds_each(assistant: Assistant, at_once: int) -> tuple[list[float], set[AnswererName]]:
    """How long each visitor waited, and who answered."""
    questions = [QUESTIONS[number % len(QUESTIONS)] for number in range(VISITORS)]
    begun = time.perf_counter()
    names: set[AnswererName] = set()

    def visit(question: str) -> float:
        answer = assistant.ask(question)
        if answer.outcome is Outcome.ANSWERED:
            names.add(answer.answerer)
        return time.perf_counter() - begun

    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(visit, questions)), names


def main() -> int:
    """Print both; 1 where the promise is not kept."""
    logging.disable(logging.WARNING)
    with misbehaving_server() as server, open_guides(load_settings()) as index:
        server.behave("500")
        settings = load_settings(
            chat_model="openai:gone", chat_base_url=server.url, chat_failures=3, chat_pause=3600.0, chat_timeout=5.0
        )
        plain = assistant_over(index, ExtractiveAnswerer(), settings)
        broken = assistant_over(index, make_answerer(settings), settings)
        for question in (*QUESTIONS, *QUESTIONS):  # warms both up and opens the breaker
            plain.ask(question)
            broken.ask(question)
        called = len(server.requests)
        waits: dict[str, list[float]] = {"no model": [], "model gone": []}
        named: set[AnswererName] = set()
        for number in range(ROUNDS):
            order = [("no model", plain), ("model gone", broken)]
            for name, assistant in order if number % 2 else reversed(order):
                taken, names = seconds_each(assistant, settings.answers_at_once)
                waits[name] += taken
                named |= names if name == "model gone" else set()
        later = len(server.requests) - called
    p95 = {name: float(np.percentile(taken, 95)) for name, taken in waits.items()}
    for name, taken in waits.items():
        print(f"{name}: {len(taken)} answers, median {np.median(taken):.3f} s, 95 % within {p95[name]:.3f} s")
    print(
        f"ratio of the 95th percentiles {p95['model gone'] / p95['no model']:.3f}; answered by "
        f"{', '.join(sorted(named))}; calls of the model meanwhile: {later}"
    )
    good = named == {AnswererName.EXTRACTIVE_FALLBACK} and not later
    return 0 if good and p95["model gone"] <= SLOWER * p95["no model"] else 1


if __name__ == "__main__":
    sys.exit(main())
