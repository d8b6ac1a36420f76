"""How many wrong passwords are taken, for one name and from one address, before both have to wait."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

MINUTES = 15  # from the first wrong password on
FAILURES_OF_NAME = 5
FAILURES_OF_ADDRESS = 20  # all counsellors of an institute may share one


class Lockout:
    """Counts failures in memory. Names that have no account are locked like all others, so nobody learns which have."""

    def __init__(self) -> None:
        self._counter = FixedWindowRateLimiter(MemoryStorage())
        self._of_name = RateLimitItemPerMinute(FAILURES_OF_NAME, MINUTES, namespace="staff-name")
        self._of_address = RateLimitItemPerMinute(FAILURES_OF_ADDRESS, MINUTES, namespace="staff-address")
        self._one_at_a_time = _turns()

    async def tried(self, name: str, address: str, is_right: Callable[[], bool]) -> tuple[bool, int]:
        """Whether `is_right`, called in a thread, says so; and the seconds to wait where it was not called."""
        if wait := await self.seconds_to_wait(name, address):  # without waiting in the queue of all tries
            return False, wait
        async with self._one_at_a_time:
            if wait := await self.seconds_to_wait(name, address):
                return False, wait
            if await asyncio.to_thread(is_right):
                await self._counter.clear(self._of_name, name)
                return True, 0
            await self._counter.hit(self._of_name, name)
            await self._counter.hit(self._of_address, address)
            return False, 0

    async def seconds_to_wait(self, name: str, address: str) -> int:
        """0 where a password may be tried."""
        of_name, of_address = await self._wait_of_name(name), await self._wait_of_address(address)
        return max(of_name, of_address)

    async def _wait_of_name(self, name: str) -> int:
        return await self._wait(self._of_name, name)

    async def _wait_of_address(self, address: str) -> int:
        return await self._wait(self._of_address, address)

    async def _wait(self, limit: RateLimitItemPerMinute, key: str) -> int:
        if await self._counter.test(limit, key):
            return 0
        stats = await self._counter.get_window_stats(limit, key)
        return max(1, math.ceil(stats.reset_time - time.time()))


def _turns() -> asyncio.Lock:
    """One try after the other: many sent at once would all be counted too late."""
    return asyncio.Lock()
