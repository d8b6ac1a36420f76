"""Whether a model's sentence stays as near its quotes' wording as the prompts ask.

Free wording cannot be told from invention word by word; wording that only cuts, joins and turns what a quote says can.
So a sentence may leave words out and put small ones in. Every other word is one of its quotes' or of the question's,
it denies what they deny, what it joins in one clause stands together there, and nothing has taken another's place.
A model that words more freely is asked once more.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.grounding.backing import Backing
from assistant.grounding.close_crossings import close_crossing_faults
from assistant.grounding.close_degrees import close_degree_faults
from assistant.grounding.close_denials import close_denial_faults
from assistant.grounding.close_lists import close_list_faults
from assistant.grounding.close_owners import close_owner_faults
from assistant.grounding.close_parts import close_part_faults
from assistant.grounding.close_places import close_place_faults
from assistant.grounding.close_splices import close_splice_faults
from assistant.grounding.close_words import close_word_faults
from assistant.grounding.openings import OPENING


def closeness_faults(sentence: str, backing: Backing, asked: str = "") -> Iterator[str]:
    """Where a sentence (plain text) leaves its quotes' wording; of what was `asked` it may take the words."""
    opening = OPENING.match(sentence)
    rest = sentence[opening.end() :] if opening else sentence
    strange = list(close_word_faults(sentence, backing, asked))
    yield from strange
    yield from close_degree_faults(sentence, backing, asked)
    yield from close_denial_faults(sentence, backing)
    yield from close_part_faults(rest, backing, asked)
    yield from close_owner_faults(rest, backing, asked)
    yield from close_crossing_faults(rest, backing)
    yield from close_list_faults(rest, backing)
    if not strange:
        yield from close_place_faults(rest, backing, asked)
    yield from close_splice_faults(rest, backing)
