"""Is an answer right? Pure functions from a case and an answer to a verdict with its reason.

Definitions are those of the case format: whole-token matching after NFKC, case, dash and quote folding; one fact within
the first 40 words; a length limit; a citation that overlaps the evidence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answer import MARK_FORM
from evals.cases import Case

FIRST_WORDS = 40  # an answer about one fact states it within so many words
MAX_WORDS = 60
MAX_WORDS_LONG = 170  # lists, tables and comparisons
_LONG_TAGS = frozenset({"list", "table", "comparison"})
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_QUOTES = {ord("’"): "'", ord("‘"): "'", ord("“"): '"', ord("”"): '"'}


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether one case was passed; `reason` is empty exactly when it was."""

    right: bool
    reason: str


def folded(text: str) -> str:
    """Text for matching: NFKC, lower case, plain dashes and quotes, no emphasis, single spaces."""
    text = unicodedata.normalize("NFKC", text).translate(_DASHES).translate(_QUOTES).casefold()
    return re.sub(r"\s+", " ", text.replace("**", "").replace("|", " ")).strip()


def holds(text: str, fact: str) -> bool:
    """Whether a text holds a fact as whole tokens; "re:" starts a pattern. Both sides are folded.

    A token does not end inside a figure or range: "8 lpa" does not stand in "4-8 lpa", nor "git" in "github"; a sign
    of currency before a figure may be left out.
    """
    if fact.startswith("re:"):
        return re.search(fact[3:], folded(text)) is not None
    wanted = folded(fact)
    before = r"(?<![\w.,])(?<!\d-)(?<!\d-[₹$€£])" if wanted[:1].isdigit() else r"(?<![\w])"
    after = r"(?![\w])(?!-\d)(?![.,]\d)" if wanted[-1:].isdigit() else r"(?![\w])"
    if wanted[:1] in "₹$€£":
        before = ""
    return re.search(before + re.escape(wanted) + after, folded(text)) is not None


def answer_words(text: str) -> list[str]:
    """The words of an answer as its length is counted: marks and table rules left out."""
    return re.sub(rf"{MARK_FORM}|[|*]|-{{3,}}", " ", text).split()


def judge(case: Case, answer: Mapping[str, Any]) -> Verdict:
    """The verdict on one answer (the public JSON object) for one case."""
    reason = next(iter(_reasons(case, answer)), "")
    return Verdict(right=not reason, reason=reason)


def _reasons(case: Case, answer: Mapping[str, Any]) -> list[str]:
    outcome = answer["outcome"]
    if outcome != case.expect:
        return [f"{outcome} instead of {case.expect}"]
    if outcome == "declined":
        return _decline_reasons(case, answer["text"])
    if outcome != "answered":
        return []
    text: str = answer["text"]
    words = answer_words(text)
    long = bool(_LONG_TAGS & set(case.tags))
    limit = case.max_words or (MAX_WORDS_LONG if long else MAX_WORDS)
    searched = text if long else " ".join(words[:FIRST_WORDS])
    reasons = [f"lacks {' or '.join(group)}" for group in case.facts if not any(holds(searched, f) for f in group)]
    reasons += [f"holds the forbidden {fact}" for fact in case.forbidden if holds(text, fact)]
    if len(words) > limit:
        reasons.append(f"{len(words)} words, over {limit}")
    if case.evidence and not cites_evidence(case.evidence, answer["citations"]):
        reasons.append("cites none of the evidence")
    return reasons


def _decline_reasons(case: Case, text: str) -> list[str]:
    """A declined text holds no figure but the contact's and those of the question; the contact here has none."""
    figures = set(re.findall(r"\d+", text)) - set(re.findall(r"\d+", " ".join([case.question, *case.history])))
    return [f"a decline with the figure {figure}" for figure in sorted(figures)]


def cites_evidence(evidence: Sequence[str], citations: Sequence[Mapping[str, Any]]) -> bool:
    """Whether any citation's quote, or the section it stands in, holds any of the evidence."""
    places = [folded(" ".join([citation["quote"], *citation["section"]])) for citation in citations]
    return any(folded(text) in place for text in evidence for place in places)


def truth(case: Case, answer: Mapping[str, Any]) -> int:
    """The truth score of one answer.

    1 for a right answer or a right decline (small talk and asking back likewise), -1 for a wrong answer and for any
    answer to a question that is not covered, 0 for declining or asking back needlessly: silence costs less than error.
    """
    if judge(case, answer).right:
        return 1
    return -1 if answer["outcome"] == "answered" else 0
