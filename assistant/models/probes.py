"""Probes of a chat model alone: does it reply, how soon, in pieces, and does it keep to a schema.

Each result is a name, what was found and whether that is good; nothing in it holds a key.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from assistant.models.calls import ModelCalls, ModelFailedError, Watched
from assistant.models.load import short

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_HELLO = "Count from one to eight in words."  # long enough to come in pieces
_NUMBER = {
    "title": "Choice",
    "description": "A choice of a passage",
    "type": "object",
    "properties": {"passage": {"type": "integer", "description": "Always 2"}},
    "required": ["passage"],
}


def reachability(calls: ModelCalls) -> Iterator[tuple[str, str, bool]]:
    """Whether the model replies, how soon, and whether its reply streams: name, result, whether it is good."""
    from langchain_core.messages import HumanMessage

    watched = Watched()
    pieces: list[str] = []
    started = time.monotonic()
    try:
        ends = started + calls.options.timeouts.total
        for piece in calls.pieces([HumanMessage(_HELLO)], ends=ends, is_left=lambda: False, watched=watched):
            pieces.append(piece)
            if len(pieces) > 64:
                break
    except ModelFailedError as error:
        yield "reachable", f"no: {error}" + (f" ({error.detail})" if error.detail else ""), False
        return
    yield "reachable", f"yes, {time.monotonic() - started:.2f} s for a reply of {len(''.join(pieces))} characters", True
    if watched.first_token_ms is None:
        yield "first words", "none: the reply is empty", False
    else:
        yield "first words", f"after {watched.first_token_ms / 1000:.2f} s", True
    if watched.thought:
        yield "thinking", "yes; it is dropped, and costs time and tokens before every answer", True
    yield "streaming", f"yes, {len(pieces)} pieces" if len(pieces) > 1 else "no: the reply came in one piece", True
    told = "estimated; the provider does not count them" if watched.estimated else "counted by the provider"
    yield "tokens", f"{watched.tokens.taken} in, {watched.tokens.given} out ({told})", True


def structured_output(model: BaseChatModel, calls: ModelCalls) -> tuple[str, str, bool]:
    """Whether the model keeps to a schema. The assistant does not need it; other uses of the model may."""
    name = "structured output"
    try:
        reply: Any = model.with_structured_output(_NUMBER).invoke("Choose passage 2.")
    except NotImplementedError:
        return name, "no (not needed)", True
    except Exception as error:  # each provider fails in its own way
        return name, f"no (not needed): {short(error, calls.options)}", True
    kept = isinstance(reply, dict) and isinstance(reply.get("passage"), int)
    return name, "yes" if kept else "no (not needed): the reply is not of the schema", True
