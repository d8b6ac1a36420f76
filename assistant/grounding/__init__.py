"""The check between a draft and the visitor. A draft goes in, faults come out; empty means that it may be shown.

What supports a statement: the quotes it cites, the header row of a quoted table row, and the section path.
"""

from assistant.grounding.amount_faults import figures
from assistant.grounding.check import faults, leaks, sentence_faults, support_text
from assistant.grounding.working import recomputed

__all__ = ["faults", "figures", "leaks", "recomputed", "sentence_faults", "support_text"]
