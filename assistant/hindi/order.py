"""A Hindi clause that was taken apart, put together in English order by the kind of question that it asks."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.hindi.amounts import how_much
from assistant.hindi.asks import asking, for_whom, what, which, which_place
from assistant.hindi.clause import (
    FOLK,
    QUALITIES,
    UNAIDED,
    Clause,
    Phrase,
    around_of,
    do_or_does,
    is_or_are,
    join,
    participle,
    with_preposition,
)
from assistant.language import load_language

_QUALITY_OF = re.compile(rf"(\S.*) ({'|'.join(sorted(QUALITIES))}) (of .+)")
_THERE_IS = frozenset({"problem", "benefit", "scope", "leave", "age limit", "fees"})
_MEASURES = {"total": "in total", "minimum": "at minimum", "maximum": "at maximum", "average": "on average"}


def in_english(clause: Clause) -> str:
    """The clause as an English question, or as a phrase where it asks nothing."""
    opening = f"{clause.opening} " if clause.opening else ""
    said = re.sub(
        r"\b(every|one|1|first|second|third|fourth|fifth|final|last|which) (year|month|week|day|hour)s\b",
        r"\1 \2",
        _said(clause),
    )
    said = re.sub(r"^((?:can|do|does|should|will|is|are) .+?) (how many times)\b", r"\2 \1", said)
    said = re.sub(r"\bthe (?=(?:its|my|your|this|that|the)\b)", "", said)
    return opening + re.sub(r"\s+", " ", said).strip()


def _said(clause: Clause) -> str:
    if any("difference" in phrase.text for phrase in clause.phrases):
        for phrase in clause.phrases:
            phrase.between = " and " in phrase.text and not re.search(r"\b(?:salary|pay|package)\b", phrase.text)
    if weighed := _weighed(clause):
        return weighed
    asked = clause.asked
    measure = next((phrase for phrase in clause.phrases if phrase.text in _MEASURES and not phrase.asks), None)
    if measure is not None and (asked or clause.question):
        clause.phrases.remove(measure)
        return f"{_said(clause)} {_MEASURES[measure.text]}"
    if clause.passive and clause.verb:
        return _passive(clause)
    wh_place = next((phrase for phrase in clause.phrases if phrase.asks and phrase.preposition), None)
    if clause.verb in {"get", "become"}:
        for phrase in clause.phrases:
            if phrase.preposition == "from" and phrase.text.split()[-1].lower() not in {"home", "where"}:
                phrase.preposition = "with"
    if wh_place is not None and not asked and not clause.question:
        return which_place(clause, wh_place)
    for start, make in _MAKERS:
        if asked.startswith(start) or clause.question.startswith(start):
            return make(clause)
    if clause.yes_no or clause.can or clause.must or clause.necessary or (clause.should and clause.phrases):
        return _yes_no(clause)
    if clause.tell:
        return join(clause.tell, *clause.bare, around_of(clause))
    return _statement(clause)


def _weighed(clause: Clause) -> str:
    """Which of two is better, asked without a question word: "ca accha ya acca"."""
    if clause.question or clause.asked or clause.yes_no:
        return ""
    found = re.search(r"^(.+?) (?:more )?(?:good|better) or (.+)$", join(*clause.bare))
    return join(f"which is better, {found[1]} or {found[2]}", around_of(clause)) if found else ""


def _passive(clause: Clause) -> str:
    """A clause in which something is done to the subject."""
    done = participle(clause.verb or "do")
    asked = clause.asked or clause.question
    bare, around = join(*clause.bare), around_of(clause)
    place = next((phrase for phrase in clause.phrases if phrase.asks and phrase.preposition), None)
    if place is not None:
        return join(with_preposition(place), is_or_are(bare), bare, done, around)
    if asked in {"when", "what time"} and clause.verb in UNAIDED and bare:
        return join(asked, do_or_does(bare, future=clause.future), bare, clause.verb or "", around)
    if asked in {"how", "where", "when", "why"}:
        return join(asked, is_or_are(bare or "it"), bare or "it", done, around)
    if asked:
        return join(
            asked, bare if not clause.asked else "", is_or_are(asked), done, "" if not clause.asked else bare, around
        )
    if clause.yes_no and clause.future:
        return join("will", bare, "be", done, around)
    return join(is_or_are(bare), bare, done, around) if clause.yes_no else join(bare, is_or_are(bare), done, around)


def _yes_no(clause: Clause) -> str:
    bare = clause.bare
    said, around = join(*bare), around_of(clause)
    who = clause.receiver or "i"
    near = around_of(clause, without_receiver=True)
    clause.future = clause.future or (clause.verb == "be" and clause.form == "future")
    verb, no = clause.verb, "not" if clause.negated else ""
    if clause.can:
        if verb is None or verb == "be":
            said, _, where = re.sub(r"^(.+) ((?:from|at) home)$", r"\1|\2", said).partition("|")
            return join("can", said or "it", no, "be done", where, around)
        if len(bare) > 1:
            return join("can", bare[0], no, verb, *bare[1:], near)
        if said.split()[-1:] and said.split()[-1] in FOLK and not clause.subject:
            return join("can", said, no, verb or "", around)
        if said.split()[:1] and said.split()[0] in FOLK and not clause.subject:
            folk, _, rest = said.partition(" ")
            return join("can", folk, no, verb or "", rest, around)
        return join("can", who, no, verb or "", said, near)
    if clause.necessary or clause.must:
        acting = verb is not None and verb not in {"be", "come"}
        if acting:
            return join("is it", no, "necessary to", verb or "", said, around)
        acts = [phrase for phrase in clause.phrases if phrase.preposition == "act"]
        return join("is", said or ("it" if acts or around else ""), no, "necessary", around)
    if clause.should:
        if verb == "be":
            words = said.split()
            quality = words.pop() if len(words) > 1 and words[-1].lower() in QUALITIES else ""
            return join("should", " ".join(words), no, "be", quality, around)
        if verb == "come":
            return join("should", who, no, "know", said, near)
        return join("should", who, no, verb, said, near) if verb else join("is", said, no, "needed", around)
    if verb == "get":
        return join("can" if clause.form == "future" or clause.future else do_or_does(who), who, no, "get", said, near)
    if clause.form == "wish" and verb not in {None, "be", "run"}:
        return join("should", who, no, verb or "", said, near)
    if verb == "come":
        return join(is_or_are(said or "it"), said or "it", no, around)
    if verb is None or verb == "be":
        if bare and (parted := _QUALITY_OF.fullmatch(bare[-1])):
            bare = [*bare[:-1], f"{parted[1]} {parted[3]} {parted[2]}"]  # "material enough of icai"
            said = join(*bare)
        is_quality = bool(bare) and (bare[-1].split()[-1].lower() in QUALITIES or len(bare) > 1)
        if len(bare) == 1 and said.lower() in QUALITIES:
            bare, said = ["it", said], f"it {said}"
        if clause.future:
            return join("will", said or "it", no, "be", around) if is_quality else join("will there be", said, around)
        if is_quality or bare and bare[0].startswith(("this", "that", "my")):
            return join(is_or_are(bare[0]), said, no, around)
        thing = re.split(" (?:of|to) ", said.removeprefix("any "))[0]
        if bare and clause.has_copula and (around or thing in _THERE_IS):
            return join("are" if thing == "fees" else "is", "there", no, said, around)
        return join(is_or_are(said) if said else "is it", said, no, around)
    if verb == "run" and said and any(_is_place(phrase) for phrase in clause.phrases):
        return join("is", said, "valid", around)  # "is certificate ... chalega"
    if verb == "run":  # "chalega kya": will it do
        return join("is it ok", said, around)
    subject = bare[0] if len(bare) > 1 or (bare and verb in UNAIDED) else ""
    rest = join(*bare[1:]) if subject else said
    return join("will" if clause.form == "future" else do_or_does(subject or who), subject or who, no, verb, rest, near)


def _is_place(phrase: Phrase) -> bool:
    return phrase.preposition == "in" and phrase.text.lower() in load_language().places


def _statement(clause: Clause) -> str:
    said, around = join(*clause.bare), around_of(clause)
    asked = next((phrase.text for phrase in clause.phrases if phrase.asks), "")
    if clause.verb == "run" and clause.form == "future":
        return join("is it ok", said, around)
    if clause.subject == "i" and (clause.verb is None or clause.verb == "be"):
        return join("i am", said, around)
    if clause.subject and clause.verb == "do" and said == "job":
        return join(clause.subject, "have a job", around)
    if clause.subject == "i" and clause.verb == "come":
        return join("i", "do not" if clause.negated else "", "know", said, around)
    if clause.subject:
        return join(clause.subject, "do not" if clause.negated else "", clause.verb or "", said, around)
    if said and clause.verb in UNAIDED and clause.verb != "recover" and not asked:
        return join(said, "does not" if clause.negated else "", clause.verb or "", around)
    return join(asked, clause.verb or "", "not" if clause.negated else "", said, around)


_MAKERS: tuple[tuple[str, Callable[[Clause], str]], ...] = (
    ("how much", how_much),
    ("how many", how_much),
    ("which", which),
    ("for whom", for_whom),
    *((word, asking(word)) for word in ("what time", "how", "where", "when", "why", "who")),
    ("what", what),
)
