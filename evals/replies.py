"""Replies of a chat model kept in a file, so that an evaluation with a model repeats without the model.

The file is JSON lines: first what it is (model, version of the prompts, whether a hand wrote it), then one reply for
each prompt, found by the prompt's hash. A prompt without a reply is a model that fails: the extractive answer is given.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.prompts import VERSION
from evals.errors import CaseError

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

KEPT = "replies.json"  # in a run's folder: whose replies it rests on


class Replies:
    """The replies of one file, by prompt."""

    def __init__(self, file: Path, *, model: str, hand_written: bool = False) -> None:
        """Begin an empty record; `read_replies` reads one."""
        self.file = file
        self.model = model
        self.prompts = VERSION
        self.hand_written = hand_written
        self.used = 0
        self.missing = 0
        self._kept: dict[str, dict[str, Any]] = {}
        self._lock = threading.Lock()

    def find(self, messages: Sequence[BaseMessage]) -> dict[str, Any] | None:
        """The reply to a prompt, or None; counts which."""
        with self._lock:
            found = self._kept.get(prompt_key(messages))
            self.used += found is not None
            self.missing += found is None
            return found

    def keep(self, messages: Sequence[BaseMessage], reply: str, tokens: tuple[int, int] | None) -> None:
        """Record the reply to a prompt."""
        with self._lock:
            record: dict[str, Any] = {"prompt": prompt_key(messages), "reply": reply}
            if tokens:
                record["tokens"] = list(tokens)
            self._kept[record["prompt"]] = record
            self.used += 1

    def write(self) -> None:
        """Write the file, prompts in the order of their hashes.

        Raises:
            CaseError: it cannot be written.
        """
        head = {"model": self.model, "prompts": self.prompts, "hand_written": self.hand_written}
        lines = [json.dumps(head), *(json.dumps(self._kept[key], ensure_ascii=False) for key in sorted(self._kept))]
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        except OSError as error:
            raise CaseError(f"The replies cannot be written to {self.file} ({error.strerror}).") from error

    def summary(self) -> dict[str, Any]:
        """What a run says of the replies that it rests on."""
        return {
            "model": self.model,
            "prompts": self.prompts,
            "hand_written": self.hand_written,
            "used": self.used,
            "missing": self.missing,
        }


def prompt_key(messages: Sequence[BaseMessage]) -> str:
    """What tells one prompt from another: 16 hexadecimal digits."""
    said = "\0".join(f"{message.type}\0{message.text}" for message in messages)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_replies(file: Path) -> Replies:
    """The replies of a file.

    Raises:
        CaseError: it cannot be read, is no record of replies, or was made with other prompts.
    """
    try:
        head, *records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        found = Replies(file, model=str(head["model"]), hand_written=bool(head["hand_written"]))
        found._kept = {str(record["prompt"]): record for record in records if isinstance(record["reply"], str)}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CaseError(
            f"{file} is no file of recorded replies ({type(error).__name__}). Record one with --live."
        ) from error
    if head.get("prompts") != VERSION:
        raise CaseError(
            f"{file} was recorded with version {head.get('prompts')} of the prompts; they are at {VERSION}. "
            "Record it anew with --live."
        )
    return found


def chosen_replies(file: Path | None, *, live: bool) -> Replies | None:
    """The replies that a run is asked to use: read from the file, or an empty record to be filled `live`.

    Raises:
        CaseError: `live` without a file, or a file that cannot be used.
    """
    if file is None:
        if live:
            raise CaseError("--live records into a file. Name it with --replies FILE.")
        return None
    if not live:
        return read_replies(file)
    from assistant.settings import load_settings  # here with its one use

    return Replies(file, model=load_settings().chat_model or "none")


def write_summary(replies: Replies | None, folder: Path) -> None:
    """Keep in a run's folder whose replies it rests on; without any there is no such file."""
    path = folder / KEPT
    if replies is None:
        path.unlink(missing_ok=True)
        return
    path.write_text(json.dumps(replies.summary(), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def replies_lines(folder: Path) -> list[str]:
    """What a report says of the replies; empty for a run without recorded ones."""
    path = folder / KEPT
    if not path.exists():
        return []
    kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    whose = "written by hand; no real model was measured" if kept["hand_written"] else f"recorded from {kept['model']}"
    line = f"Replies: {whose}, prompts version {kept['prompts']}; {kept['used']} used"
    return [line + (f", {kept['missing']} prompts had none and got the extractive answer" if kept["missing"] else "")]
