"""An "only" of the sentence's own: "tests only A and B" of a quote that says A, B and C, or "day shifts only".

Before a figure or a clause an "only" is a manner of speaking; before a list, or behind what it limits, it shuts out the
rest, and the quotes have to shut it out too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.grounding.backing import Backing

_LIST = re.compile(
    r"(?<!you )(?<!they )(?<!we )(?<!it )(?<!who )(?<!which )(?<!that )(?<!and )(?<!can )(?<!to )"
    r"\bonly (?!(?:for|if|when|after|once|with|at|in|on|to|by|from)\b)(?!\d)"
    r"(?:[\w'-]+ ){0,3}[a-z][\w'-]*(?:, (?:[\w'-]+ ){0,3}[\w'-]+)* and (?:[\w'-]+ ){0,2}[\w'-]+",
    re.I,
)
_BEHIND = re.compile(
    r"(?<!not )(?<!\d )\b(?P<what>[\w'-]+(?: [\w'-]+)?) only(?=\W*(?:[,;:.]|\Z))"
    r"|\bthough only [\w' ]+(?=\W*(?:[.;]|\Z))",
    re.I,
)
_FIGURE = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|a|an)\b", re.I)
_LIMITS = re.compile(
    r"\b(?:only|just|sole\w*|exclusive\w*|nothing|nobody|none|no|not|alone|limited|confined|restrict\w*|mere\w*|barely"
    r"|hardly|few|rest|except|else|first|single|without|never|closed|handful|bare\w*|until|till|reserved|unless|rather"
    r"|cannot|must|purely|entirely|wholly)\b|n't\b",
    re.I,
)


def only_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Where a sentence (plain text) shuts out what its quotes do not."""
    if _LIMITS.search(backing.text):
        return
    behind = _BEHIND.search(sentence)
    if behind and behind["what"] and _FIGURE.search(behind["what"]):
        behind = None
    if said := _LIST.search(sentence) or behind:
        yield f"The quotes shut out nothing, and the sentence says “{said.group().strip()[:60]}”."
