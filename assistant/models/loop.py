"""The event loop that calls of chat models run in: one for the process, in a daemon thread of its own.

Providers keep their connections with the loop that opened them, so all calls share it.
"""

from __future__ import annotations

import asyncio
import threading
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


@cache
def model_loop() -> asyncio.AbstractEventLoop:
    """The loop, running."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="chat-model-loop", daemon=True).start()
    return loop


def streams_in_a_loop(model: BaseChatModel) -> bool:
    """Whether a model's class streams in an event loop itself, and does not hand the work to a thread."""
    kinds = type(model).__mro__
    plain = next(number for number, kind in enumerate(kinds) if "_stream" in vars(kind) or kind is object)
    in_loop = next((number for number, kind in enumerate(kinds) if "_astream" in vars(kind)), len(kinds))
    from langchain_core.language_models import BaseChatModel

    return in_loop <= plain and "_astream" in vars(kinds[in_loop]) and kinds[in_loop] is not BaseChatModel
