"""What other parts keep of conversations beyond their need, thrown away.

The assistant remembers what it made of texts, questions among them, in caches of bounded size. Gradio keeps a record of
each of the last 10,000 pages, and events that nobody fetched until two thousand other pages have come. Conversations
live in `conversations.py` and Gradio makes a missing record anew, so a record is of no use once its page is at rest.
"""

from __future__ import annotations

import ctypes
import datetime
import gc
import sys
from functools import _lru_cache_wrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr

SECONDS_KEPT = 60.0  # after the last event of a page; a slow line may still be fetching it

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h


def sweep_leftovers(chat: gr.Blocks, *, seconds: float = SECONDS_KEPT) -> None:
    """Drop the records of every page at rest, and the unfetched events of those at rest for `seconds`."""
    holder, queue = chat.state_holder, chat._queue
    oldest = datetime.datetime.now() - datetime.timedelta(seconds=seconds)
    running = {event.session_hash for event in queue.event_ids_to_events.values()}
    for page, used in list(holder.time_last_used.items()):
        if page in running:
            continue
        holder.session_data.pop(page, None)  # it holds all that the page shows
        if used < oldest:
            holder.time_last_used.pop(page, None)
            queue.pending_messages_per_session.pop(page, None)
            queue.pending_event_ids_session.pop(page, None)


async def no_progress() -> None:
    """In the place of Gradio's task that reports progress bars: we have none, and it holds on to the last message."""


def return_memory() -> None:
    """Give memory that was freed back to the system, where the C library can (glibc); it keeps it otherwise."""
    _of_c_library("malloc_trim", 0)


def share_memory() -> None:
    """Let all threads begun from now on take memory from two places, where the C library can (glibc).

    It would give each thread its own, and a server whose threads take turns grows by what lies unused in them: over
    four minutes of fifty visitors by 3.9 %, with two places by 0.5 %.
    """
    _of_c_library("mallopt", _ARENA_MAX, 2)


def _of_c_library(name: str, *arguments: int) -> None:
    function = getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
    if function is not None:
        function(*arguments)


def clear_caches() -> None:
    """Empty every cache of bounded size that the assistant's parts have: what questions were read as, above all."""
    for cache in [thing for thing in gc.get_objects() if isinstance(thing, _lru_cache_wrapper)]:
        if cache.__module__.partition(".")[0] == "assistant" and cache.cache_parameters()["maxsize"] is not None:
            cache.cache_clear()
