"""A model's answer without its faulty sentences, where what remains still answers."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import AnswererName, numbers_of_marks, renumbered
from assistant.answerers.draft import Draft
from assistant.answerers.refusing import reply_faults, silence_faults
from assistant.grounding import leaks, sentence_faults

# A sentence that begins so leans on the one before it.
_LEANS = re.compile(
    r"\W*(?:it|its|this|that|these|those|they|their|them|he|she|but|however|also|besides|instead|so|then|such|both|"
    r"for example|for instance|in that case|otherwise|still|yet)\b",
    re.I,
)


def trimmed(draft: Draft) -> Draft | None:
    """The draft without its faulty sentences, or None where the first one is faulty or what remains is not whole.

    A list that lost an item is not whole, nor is a line that announces what was lost. A reply that leaks its prompt,
    holds markup or gives orders is dropped altogether.
    """
    if leaks(draft):
        return None  # who leaks once is not to be trusted with the rest
    found = [(one, [*faulty, *silence_faults(one, draft)]) for one, faulty in sentence_faults(draft)]
    if not found or found[0][1] or all(not faulty for _, faulty in found):
        return None
    kept: list[str] = []
    lost = False
    for statement, faulty in found:
        if faulty or (lost and _LEANS.match(statement.text)):
            if statement.is_item or statement.announces:
                return None
            lost = True
            continue
        lost = False
        kept.append(draft.text[statement.start : statement.end].strip())
    short = _part_of(" ".join(kept), replace(draft, answerer=AnswererName.GENERATIVE_TRIMMED))
    return None if reply_faults(short) else short


def _part_of(text: str, draft: Draft) -> Draft:
    """A text that is part of a draft as a draft of its own, with only the quotes that it marks, numbered from 1."""
    numbers = numbers_of_marks(text, len(draft.quotes))
    marked = renumbered(text, lambda mark: numbers.get(mark, mark))
    return replace(draft, text=marked, quotes=tuple(draft.quotes[mark - 1] for mark in numbers))
