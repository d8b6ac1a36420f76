"""What a run costs where a chat model is on: tokens as the provider counts them, and money at a given price.

Kept in `tokens.json` of a run's folder, apart from what repeats to the byte; without a model there is no such file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.answerers.generative import GenerativeAnswerer
from assistant.answerers.selecting import SelectingAnswerer
from assistant.models.usage import Tokens
from evals.errors import CaseError

TOKENS = "tokens.json"


def write_tokens(answerers: Sequence[object], folder: Path) -> None:
    """Add up what the generative answerers of a run used, and write it; nothing is written where no model was asked."""
    used: dict[str, Tokens] = {}
    for answerer in answerers:
        if isinstance(answerer, GenerativeAnswerer | SelectingAnswerer):
            for model, tokens in answerer.tokens().items():
                before = used.get(model, Tokens(taken=0, given=0))
                used[model] = Tokens(taken=before.taken + tokens.taken, given=before.given + tokens.given)
    path = folder / TOKENS
    if not used:
        path.unlink(missing_ok=True)  # of an earlier run in this folder
        return
    counted = {model: {"taken": tokens.taken, "given": tokens.given} for model, tokens in sorted(used.items())}
    path.write_text(json.dumps(counted, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read_tokens(folder: Path) -> dict[str, Tokens]:
    """What a run used, by model; empty where no model was asked."""
    path = folder / TOKENS
    if not path.exists():
        return {}
    stored: Mapping[str, Mapping[str, int]] = json.loads(path.read_text(encoding="utf-8"))
    return {model: Tokens(taken=used["taken"], given=used["given"]) for model, used in stored.items()}


def price_of(text: str) -> tuple[float, float]:
    """Money per million tokens taken in and given out, from "0.4,1.6".

    Raises:
        CaseError: for anything but two numbers that are not below 0.
    """
    try:
        taken, given = (float(part) for part in text.split(","))
    except ValueError:
        taken = given = -1.0
    if taken < 0 or given < 0:
        raise CaseError(f"The price {text!r} is no pair of amounts. Give money per million tokens, such as 0.4,1.6.")
    return taken, given


def tokens_lines(folder: Path, price: tuple[float, float] | None = None) -> list[str]:
    """One line for each model that a run asked: its tokens, and their money where a price is given."""
    lines = []
    for model, used in read_tokens(folder).items():
        line = f"{model}: {used.taken:,} tokens in, {used.given:,} out"
        if price is not None:
            line += f"; {(used.taken * price[0] + used.given * price[1]) / 1e6:.4f} at the given price"
        lines.append(line)
    return lines
