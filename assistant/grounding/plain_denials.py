"""Denials said plainly: "turn away", "do without" and "rather than" as "refuse", "not need" and "without".

A text goes in, the same text in the few forms that clauses are read by comes out.
"""

from __future__ import annotations

import re
from collections.abc import Callable

LEFT_OUT = re.compile(
    r"\b(?:rather than|instead of|as opposed to|in place of|far from(?= \w+ing\b))\b"
    r"(?! (?:how|just|only|merely|simply)\b)",
    re.I,
)
_Replacement = str | Callable[[re.Match[str]], str]
_LINKS = "(?:but|and|though|while|whereas|so)"
NEGATED = r"(?:cannot|can not|do not|can't|does not|don't|doesn't|won't|will not|never|nobody|no one)"


def _whole(match: re.Match[str]) -> str:
    return f"{ {'ca': 'can', 'wo': 'will'}.get(match[1].lower(), match[1]) } not"


# In this order: a later form may rest on an earlier one.
_FORMS: tuple[tuple[re.Pattern[str], _Replacement], ...] = tuple(
    (re.compile(pattern, re.I), form)
    for pattern, form in (
        (r"\b(ca|wo|do|does|did|is|are|was|were|has|have|had|need|must|should|would|could)n'?t\b", _whole),
        (r"\bcan not\b", "cannot"),
        # who forgets to renew does not renew
        (r"\b(?:forgets?|forgot|neglects?|neglected) to (?=[a-z])", "not "),
        # "is taken after the diploma and not by degree holders": not taken by them
        (
            r"\b(is|are) ([a-z]+(?:ed|en|n|t))\b([^,;:.]{0,60}?),? (?:and|but) not (by|from|with)\b",
            r"\1 \2\3; \1 not \2 \4",
        ),
        (r"\bmaking use of\b", "using"),
        # "helmets are provided, boots are not"
        (
            r"\b(is|are) ([^,;.:]+), ((?:but |and |while )?[^,;.:]+?) (?:is|are) not(?=\W*\Z)",
            r"\1 \2; \3 \1 not \2",
        ),
        (r"\bpossible\b([^;:.]*?),? (?:and|but) not(?: at all)? (for|in|at|to|on)\b", r"possible\1; cannot \2"),
        # "X is something they do not do": what is denied comes first
        (
            r"\A(?:(but|and|so)\b)?(.{4,120}?),? (?:is|are) (?:something|things?|the one thing) (?:that )?(\w+)"
            r" ((?:do|does|can|could|will|would|should|need|must) not|cannot)\b(?: (?:do|be)(?=\W*\Z))?( \w+ without)?",
            r"\1 \3 \4\5 \2",
        ),
        # "nobody looks beyond 14 pages" is at most 14
        (
            r"\b(?:nobody|no one)\b([^.;:,]{1,60}?) (?:beyond|past|over|more than) (?=\d|that\b|this\b)",
            r"people\1 up to ",
        ),
        (r"\bfrom (?:nothing|scratch|nil) to\b", "from zero to"),
        (r"\bnothing (?:that|which) (?=\w)", "not "),
        (r"\b(?:excluding|not (?:counting|including))\b", "without"),
        (rf"\b{NEGATED} (?:do|manage|get by|go|cope) without\b", "need"),
        (r"\b(?:(?:can|could|may|will) )?(?:do|does|doing|manage|manages) without\b", "not need"),
        (r"\bnot (?:free (?:of|from)|exempt from)\b", "with"),
        (r"(?<!for )\b(?:free (?:of|from)|exempt from) (?!charge|cost)", "without "),
        (r"\b(?:closed|shut|barred) (to|for)\b", r"not open \1"),
        (r"\bopen (to|for)\b", r"CAN \1"),
        (r"\b(is|are|stays|remains) open\b", r"\1 CAN to"),
        (r"\bwithout (?:one or the other|either(?: one| of them)?)\b", ""),
        (r"\b(?:keep|stop|prevent)(?:s|ped|ed)?((?: [\w-]+){1,4}?) from (?=\w+ing\b)", r"\1 not "),
        (r"\b(?:is|are) no (?:substitute|replacement) for\b", "not replace"),
        (r"\b(?:more|better|higher|longer|faster|greater) than any other\b", "no other"),
        (r"\b(?:no longer(?! than)|not any ?more)\b", "not"),
        (r"(?<!\bthe )(?<!\ba )(?<!\bwine )(?<!-)\bbars?\b(?= (?:any|all|those|[a-z]{3,} ?[a-z]+s\b))", "forbid"),
        (r"\bturn(?:s|ed)? (?:\w+ )?(?:away|down)\b", "refuse"),
        (r"\b(?:steer clear of|(?:stay|keep) (?:away|clear) (?:from|of)|avoiding|avoids)\b", "avoid"),
        (r"\b(?:has|have|having|with) no (?:power|authority|right|permission|way|means) (?:to|of)\b", "cannot"),
        (
            r"(\b(?:not|no|never|cannot|nobody|none)\b.*)\bthe same (?:goes|holds|is true|applies) (?:for|of|to)\b",
            r"\1no",
        ),
        (r"\b(no|without)((?: [\w-]+){1,2}) or (?!no\b|without\b)", r"\1\2 or \1 "),  # each is denied
        (r"\b(no)( (?!need|reason|requirement|obligation|way|right)[\w-]+) to (?=\w)", r"\1\2, "),  # "no one to ask"
        (r"(?<=\w )neither\b(.{1,80}?) nor\b", r"no \1 and no"),
        # "nor does she tell the patient"
        (
            r"\b(?:neither|nor) (do|does|did|can|could|will|would|should|must|need|is|are|was|were|has|have) "
            r"(the \w+|\w+)\b",
            r"\2 \1 not",
        ),
        # "lifting is beyond her"
        (
            rf"(\A|[,;.:]|\b{_LINKS}\b)((?:(?!\b{_LINKS}\b)[^,;.:]){{4,90}}?) (?:is|are|lies|remains?) "
            r"(?:beyond|out of reach for) (?:it|them|you|her|him|us)\b",
            r"\1 cannot\2",
        ),
        (r"\b(?:not|never) (?:shut out|closed|barred|ruled out|excluded)\b", "welcome"),
        (r"\b(is|are|be|being) (?:shut|ruled) out\b", r"\1 not welcome"),
        (r"\b(?:(?:costs?|costing|charges?|charged|paying)|(?:you|to|they|we) pay) nothing\b", "free"),
    )
)
_AFTER_HARMLESS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?m)(?:^|(?<=; ))([^:|;\n]{3,60}): not (needed|required|applicable)\b", re.I), r"\1 is not \2"),
    (
        re.compile(
            r"(?m)(?:^|(?<=; )|(?<=, ))([^:|;,\n]{3,60}?)"
            r"(?:\??: (?:none|nil|nothing|nobody|hardly any)\b|(?:\??: |(?<!there) (?:is|are) )"
            r"(?:none|nil|nothing|nobody|hardly any|no)\s*(?=[,.;(\n]|$|(?:pending|outstanding|open|due|left)\b))",
            re.I,
        ),
        r"no \1, ",
    ),
    (LEFT_OUT, " without "),
    (re.compile(r"\bneed not\b", re.I), "not need"),
    (re.compile(r"\bno one\b"), "nobody"),
)


def plain_denials(text: str, harmless: re.Pattern[str]) -> str:
    """A plain text with its denials in few forms; `harmless` are phrases whose "not" takes nothing away."""
    for pattern, form in _FORMS:
        text = pattern.sub(form, text)
    text = harmless.sub(" ", text)
    for pattern, form in _AFTER_HARMLESS:
        text = pattern.sub(form, text)
    return text
