"""Words by which a text denies."""

from __future__ import annotations

import re

DENIES = re.compile(
    r"\b(?:not|no|never|cannot|nobody|none|neither|nor|without|nothing|hardly|barely|rarely|seldom|scarcely|lacks?"
    r"|rare|avoid|fails?|refuses?)\b|n't\b",
    re.I,
)
