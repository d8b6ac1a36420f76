"""A message joined with the question before it: what it changes, points back to, names instead or asks of the same.

A message without its opening and the earlier questions go in, one standalone question comes out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import parts, references
from assistant.asked_why import asked_why
from assistant.details import asked_of, is_counted, is_detail, of_it_alone
from assistant.figures import of_the_figure
from assistant.fragments import join, tells_rows_apart, trimmed
from assistant.kin import kin_exchanged
from assistant.language import fold
from assistant.named_instead import named_instead, names_something
from assistant.opening import asks_which_ones
from assistant.pointing import fronts_its_topic, points_within
from assistant.situation import situation_and_question
from assistant.support import stems
from assistant.supposed import in_another_situation, with_another_figure
from assistant.topic import Said, said, series_pattern
from assistant.two_before import of_both
from assistant.weighed import compared_with, of_alternatives

_ASKS = re.compile(
    r"\b(?:compare|tell|show|list|give|explain|what|which|how|where|who|when|why|whats|hows|kitna|kitni|kaise|kaun|kahan)\b"
)
_COUNTS = re.compile(r"\bhow many (?!more\b)[a-z]{4,}\b")
_HOW_MANY = re.compile(r"(how many) (?=(?:should|do|does|can|must|will|would|are|is|have|did)\b)", re.I)
_SAME_OF = re.compile(
    r"^(?:is|was|are|will|what|how (?:much|many|long|is|was)|what (?:is|was|will)) ?(?:is |was |are |were |will )?"
    r"(?:it|that|this|they|the same)(?: be)?(?: also)?(?: the)?"
    r"(?: same| different| more| less| higher| lower| similar)? (?=(?:in|for|at|with|after|if|during) )",
    re.I,
)
_NON = re.compile(r"\bnon[- ](\w+)", re.I)
_FEW_WORDS = 6
_HOW_LONG = re.compile(r"how many (?:years|months|weeks|days|hours)(?: is| are| for)?")
_ALSO = re.compile(r"^how (much|many|long)(?: time)?(?: exactly)? (?=(?:in|for|at|with|after|if|during) )", re.I)
_ALSO_BEHIND = re.compile(r"(?<=\S) how (much|many|long)(?: time)?(?: exactly| then)?[ ?.!]*$", re.I)
_OWN_AIM = re.compile(
    r"\b(?:for|to) (?:becom|reach|gett?|learn|be)(?:ing|e)? (?!(?:one|it|that|this|there|a|an|the)\b)\w+"
)
_PARTS = re.compile(rf"\b(?:{series_pattern()})s\b")  # "number of phases": the guide's own
_ELSE = re.compile(r"\belse\b", re.I)
_POINTS = re.compile(r"\b(?:it|that)\b", re.I)
_LEADS = frozenset({"for", "as", "with", "without"})


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message without what only opens it."""

    text: str
    asked: Said
    complete: str  # what it is where it is a question of its own
    opened: bool
    follows: bool  # whether it goes on with what came before
    only: bool = False  # whether it opens by leaving out all else ("and only …")


def joined(message: Message, previous: Said, recalled: Sequence[Said], earlier: Sequence[Said]) -> str:
    """The message joined with the question before it: a change of one word, a telling, a pronoun, or what it names."""
    text, asked, follows = message.text, message.asked, message.follows
    if message.opened and not asks(asked):
        if turned := _of_the_opposite(asked, previous):
            return turned
        if asked.keys[0] == "if":
            return join(asked, previous).text
    if not asks(asked) and (exchanged := _kin(text, asked, previous, follows=follows)):
        return exchanged
    if told := situation_and_question(message.complete, asked, previous):
        return told
    if whole := _asked_anew(message, previous, earlier):
        return whole
    read = None if points_within(text, asked) else _reference(text, asked, previous, earlier, follows=follows)
    if read is not None:
        text, only_names = read
        if not only_names and not _leads_to_a_name(message, text):
            return _once_more(text, previous)
        message = replace(message, text=text, asked=said(text, asked.shape), follows=True)
    whole = _named(message, previous, recalled)
    if whole == message.complete and (supposed := with_another_figure(whole, asked, previous)):
        return supposed
    return whole


def _asked_anew(message: Message, previous: Said, earlier: Sequence[Said]) -> str | None:
    """A message that says by itself what it is asked of: the reason of a thing, another situation, a topic in front."""
    text, asked = message.text, message.asked
    return (
        asked_why(asked, previous)
        or in_another_situation(text, asked, previous)
        or parts.time_of_the_part(text, earlier)
        or (message.complete if fronts_its_topic(text, asked, previous) else None)
    )


def _once_more(text: str, previous: Said) -> str:
    """The message with a second word that points back read too, unless it would say the same words twice."""
    focus = (references.focus_of(previous) or "").lower()
    if focus and focus in text.lower():
        return text
    return references.pronouns_read(text, said(text, previous.shape), previous) or text


def _leads_to_a_name(message: Message, text: str) -> bool:
    """Whether a message that pointed back only names something now: "for freshers there" is "for freshers in Nepal"."""
    return (
        not asks(message.asked)
        and message.asked.keys[0] in _LEADS
        and not said(text, message.asked.shape).question.kinds
    )


def _named(message: Message, previous: Said, recalled: Sequence[Said]) -> str:
    """A message that names something: a fragment or a detail of what came before, or complete; else what it asks."""
    asked, asking, follows = message.asked, asks(message.asked), message.follows
    same = _of_the_same(message.text, previous)
    if same and len(same.split()) <= _FEW_WORDS:  # "is it the same in Kerala?", "how much in X?", "in X how much"
        asked, asking, follows = said(same, asked.shape), False, True
        if names_something(asked) or asked.place_spans or asked.question.calendar_years:
            return join(asked, previous).text
    on_row = follows and not asking and tells_rows_apart(asked)
    question = asked.question
    if not (names_something(asked) or on_row or asked.place_spans or question.calendar_years or question.experience):
        return _bare(asked, message.text, previous, message.complete, follows=follows)
    if not asking and message.only and (alone := of_it_alone(asked, previous)):
        return alone
    if not asking and len(asked.keys) <= 2 and previous.step_span and is_detail(asked, previous, follows=True):
        return asked_of(message.text, previous)  # "budget?", a label of the step just spoken of
    if not asking:
        return named_instead(asked, message.complete, recalled, follows=follows) or message.complete
    return asked_of(message.text, previous) if is_detail(asked, previous, follows=follows) else message.complete


def asks(asked: Said) -> bool:
    """Whether a message asks, and is not only the name of something."""
    return bool(_ASKS.search(asked.question.folded)) or asked.question.yes_no


def _of_the_opposite(asked: Said, previous: Said) -> str | None:
    """The question before with "cs" for "non-cs", where a message of few words names what that denies; else None."""
    if len(asked.keys) > _FEW_WORDS or "non" in asked.keys:
        return None
    for match in _NON.finditer(previous.text):
        if match[1].lower() in asked.keys:
            return previous.text[: match.start()] + match[1] + previous.text[match.end() :]
    return None


def _of_the_same(text: str, previous: Said) -> str | None:
    """What a message asks the same of: "in X" of "is it the same in X?", and of "how much in X?" after an amount."""
    if same := _SAME_OF.match(text):
        return text[same.end() :]
    front = _ALSO.match(text)
    behind = None if front else _ALSO_BEHIND.search(text)
    match = front or behind
    kind = {"much": "amount", "many": "count", "long": "duration"}[match[1].lower()] if match else ""
    if match is None or not previous.question.asks(kind):
        return None
    of = text[: match.start()] if behind else text[match.end() :]
    return None if asks(said(of, previous.shape)) else of


def _kin(text: str, asked: Said, previous: Said, *, follows: bool) -> str | None:
    """The question before with one plain word changed, where the message says no more than that word."""
    if not follows and len(asked.keys) > 3:
        return None
    named = said(" ".join(trimmed(asked.words)), asked.shape)
    return kin_exchanged(asked, previous) or kin_exchanged(named, previous)


def _reference(
    text: str, asked: Said, previous: Said, earlier: Sequence[Said], *, follows: bool
) -> tuple[str, bool] | None:
    """The message with what points back written out, and whether it then only names something."""
    if (figure := of_the_figure(text, previous)) is not None:
        return figure, False
    neighbour = parts.neighbour_part(text, previous, follows=follows)
    if neighbour is not None and (follows or not names_something(asked) or _POINTS.search(text)):
        return neighbour
    if (numbered := parts.ordinal(text, previous, earlier[0])) is not None:
        return numbered
    if (both := of_both(text, earlier)) is not None:
        return both, False
    if asks_which_ones(text) and (focus := references.focus_of(previous)) and previous.question.yes_no:
        return f"which kinds of {focus}", False
    weighed = of_alternatives(text, previous) or compared_with(text, previous)
    if weighed is not None:
        return weighed, False
    if _SAME_OF.match(text):
        return None
    if asked.question.asks("source", "organisation", "table") and not follows:
        return None
    pointing = references.pronouns_read(text, asked, previous)
    if pointing is None or fold(pointing) == fold(references.focus_of(previous) or ""):
        return None
    if asked.question.asks("amount") and not asked.places and previous.places and previous.places not in pointing:
        pointing = f"{pointing} in {previous.places}"
    return pointing, False


def _bare(asked: Said, text: str, previous: Said, complete: str, *, follows: bool) -> str:
    """A message that names nothing: its question asked of what came before, where it asks for something at all."""
    question = asked.question
    if question.asks("organisation", "total", "table", "roadmap", "source"):
        return complete
    short = len(asked.keys) <= 4
    if _OWN_AIM.search(question.folded) or _PARTS.search(question.folded):
        return complete
    if re.fullmatch(r"(?:but )?why(?: so| not| is that| is it)?", question.folded):
        return f"why {previous.text}"
    if previous.question.yes_no and _ELSE.search(question.folded) and len(asked.keys) <= 6:
        return f"{text} ({previous.text})"  # "is Python enough" | "what else do I need"
    if (counts := _HOW_MANY.match(text)) and (focus := references.focus_of(previous)):
        return f"{counts[1]} {focus} {text[counts.end() :]}"
    if _COUNTS.search(question.folded) and not _HOW_LONG.fullmatch(question.folded):
        return asked_of(text, previous) if is_counted(asked, previous) else complete
    wanted = question.asks("duration", "list", "place", "reason", "how_to", "count", "clock", "date")
    on_amount = question.asks("amount") and (follows or len(asked.keys) == 1) and _may_cost(asked, previous)
    if (wanted and (follows or short)) or on_amount:
        return asked_of(text, previous)
    return complete


def _may_cost(asked: Said, previous: Said) -> bool:
    """Whether what the question before is about may have the amount that a message asks for.

    Of a numbered part that is so where its section has the word itself, as a label has ("Budget: …").
    """
    part = previous.part
    numbered = previous.step_span or any(member.number is not None for _, member in previous.members)
    if not numbered or part is None:
        return True
    return all(not stems(key).isdisjoint(part.beside) for key in asked.keys)
