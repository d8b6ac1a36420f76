"""How long the grounding check of a model's words takes, per answer.

    python benchmarks/grounding.py

checks the honest replies of `evals/data/replies/dev-11.yaml`, each as one answer, and answers of three of them
together. What is remembered of a guide is warm, as in a running server; the first check of a guide is told apart.
"""

from __future__ import annotations

import sys
import time

import numpy as np
import yaml
from replies import DATA, LOADER, draft_of

from assistant.answer import AnswererName
from assistant.answerers.draft import Draft
from assistant.answerers.refusing import reply_faults

ROUNDS = 20
LIMIT_MS = 5.0


def longer_answers(drafts: list[Draft]) -> list[Draft]:
    """Three answers after each other as one, with their quotes."""
    made = []
    for place in range(0, len(drafts) - 2, 3):
        three = [draft for draft in drafts[place : place + 3] if draft.quotes[0].guide == drafts[place].quotes[0].guide]
        quotes = tuple(quote for draft in three for quote in draft.quotes)
        before = 0
        parts = []
        for draft in three:
            text = draft.text
            for mark in range(len(draft.quotes), 0, -1):
                text = text.replace(f"[{mark}]", f"[{mark + before}]")
            parts.append(text.replace("\n", " "))
            before += len(draft.quotes)
        made.append(Draft(text=" ".join(parts), quotes=quotes, answerer=AnswererName.GENERATIVE))
    return made


def times_ms(drafts: list[Draft]) -> list[float]:
    """Milliseconds of each check, warm."""
    for draft in drafts:
        reply_faults(draft)
    found = []
    for _ in range(ROUNDS):
        for draft in drafts:
            started = time.perf_counter()
            reply_faults(draft)
            found.append((time.perf_counter() - started) * 1000)
    return found


def main() -> int:
    """Print the times; 1 where the 95th percentile of long answers is over the limit."""
    text = (DATA / "replies" / "dev-11.yaml").read_text(encoding="utf-8")
    drafts = [draft_of(reply) for reply in yaml.load(text, Loader=LOADER) if reply["honest"]]
    started = time.perf_counter()
    reply_faults(drafts[0])
    print(f"first check of a guide: {(time.perf_counter() - started) * 1000:.1f} ms")
    worst = 0.0
    for name, chosen in (("one sentence or two", drafts), ("three together", longer_answers(drafts))):
        taken = times_ms(chosen)
        p50, p95 = np.percentile(taken, [50, 95])
        worst = max(worst, float(p95))
        print(
            f"{name}: {len(chosen)} answers, median {p50:.2f} ms, 95 % within {p95:.2f} ms, longest {max(taken):.2f} ms"
        )
    return 0 if worst < LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
