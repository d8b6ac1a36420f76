"""How long the units of time are, in days; a month is 365 / 12 days, rounded."""

from __future__ import annotations

DAYS_IN = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}
DAYS_IN_BASE = {base: DAYS_IN[base] for base in ("minute", "day", "month")}  # of the bases that `Amount.unit` has
MONTHS_IN_YEAR = 12
