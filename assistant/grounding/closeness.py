"""Whether a model's sentence stays as near its quotes' wording as the prompts ask.

Free wording cannot be told from invention word by word; wording that only cuts, joins and turns what a quote says can.
So a sentence may leave words out and put small ones in. Every other word is one of its quotes' or of the question's,
it denies what they deny, and what it joins in one clause stands together there. A model that words more freely is asked
once more.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answerers.draft import Draft
from assistant.grounding.asides import without_asides
from assistant.grounding.backing import backing_of
from assistant.grounding.close_denials import close_denial_faults
from assistant.grounding.close_parts import close_part_faults
from assistant.grounding.close_words import close_word_faults
from assistant.grounding.hinglish import in_english
from assistant.grounding.openings import OPENING
from assistant.grounding.reply import Statement, pieces
from assistant.grounding.text import plain


def closeness_faults(statement: Statement, draft: Draft) -> list[str]:
    """Where a sentence of a reply leaves its quotes' wording, each as one plain sentence."""
    text = in_english(without_asides(statement.text))
    parts = pieces(text) or [(text, statement.marks)]
    return [fault for part, marks in parts for fault in _faults(plain(part), marks, draft)]


def _faults(sentence: str, marks: frozenset[int], draft: Draft) -> Iterator[str]:
    cited = [draft.quotes[mark - 1] for mark in sorted(marks) if 1 <= mark <= len(draft.quotes)]
    if cited:
        backing = backing_of(cited)
        yield from close_word_faults(sentence, backing, draft.asked)
        yield from close_denial_faults(sentence, backing)
        opening = OPENING.match(sentence)
        yield from close_part_faults(sentence[opening.end() :] if opening else sentence, backing, draft.asked)
