"""Hindi questions for what, which, how, where, when, why and who, in English order."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.hindi.clause import (
    MONEY,
    QUALITIES,
    UNAIDED,
    USED,
    Clause,
    Phrase,
    around_of,
    do_or_does,
    is_or_are,
    join,
    participle,
    with_preposition,
)
from assistant.hindi.plural import in_plural
from corpus.layout import PART_NOUNS

_STAGES = re.compile(rf"\b(?:{'|'.join(PART_NOUNS)}|level|this|that)\b", re.I)


def what(clause: Clause) -> str:
    """What something is, does or needs, or what is to be done."""
    bare, around = join(*clause.bare), around_of(clause)
    word = clause.question if clause.question in {"what", "what all"} else "what"
    noun = clause.asked.removeprefix("what all").removeprefix("what").strip()
    if noun.startswith("difference"):
        return join("what is the", noun, bare, around)
    if noun:
        return which(clause)
    who = clause.receiver or "i"
    near = around_of(clause, without_receiver=True)
    following = next((p for p in clause.phrases if p.preposition in {"after", "before"} and not p.is_act), None)
    if following is not None and (
        clause.verb in {None, "come"} or clause.verb == "do" and _STAGES.search(following.text)
    ):
        return join(word, "comes", around, bare)
    if clause.verb is None and clause.future and not bare:
        return join(word, "will happen", around)
    if clause.verb is None:
        if clause.should or clause.must or clause.necessary:
            return join(word, "is needed", bare, around)
        if bare:
            return join(word, is_or_are(bare), bare, around)
        if not clause.phrases:
            return word
        return join(word, "is" if clause.tell else "happens", around)
    if clause.verb == "come":
        if clause.should:
            return join(word, "should", clause.receiver or "i", "know", bare, near)
        return join(word, "comes", around) if not bare else join(word, "is", bare, around)
    if clause.verb == "be":
        return join(word, "should be" if clause.should else "will happen" if clause.future else "is", bare, around)
    if clause.verb == "ask":
        return join(word, "is asked", bare, around)
    if clause.can:
        return join(word, f"can {who}", clause.verb, bare, near)
    if clause.should or clause.must or clause.form in {"infinitive", "wish", "stem"}:
        if bare and clause.verb == "do" and clause.form == "wish":
            return join(word, "should", bare, "do", around)
        return join(word, f"should {who}", clause.verb, bare, near)
    if clause.verb == "get":
        return join(word, f"{do_or_does(who)} {who} get", bare, near)
    subject = bare or clause.receiver or "i"
    return join(word, do_or_does(subject), subject, clause.verb, near)


def which(clause: Clause) -> str:
    """Which of several, with the noun asked of or alone."""
    asked, bare, around = clause.asked, join(*clause.bare), around_of(clause)
    if clause.plural and asked:
        asked = " ".join(in_plural(asked.split()))
    if clause.verb is None and clause.has_copula and not bare and len(asked.split()) > 2:
        noun, _, quality = asked.rpartition(" ")
        if quality in QUALITIES:
            return join(noun, is_or_are(noun), quality, around)
    if asked.endswith(" first"):
        asked, around = asked.removesuffix(" first"), join("first", around)
    if not asked:
        if re.search(r"\b(?:better|good|best|right)\b", bare):
            quality = re.findall(r"\b(?:better|good|best|right)\b", bare)[-1]
            rest = re.sub(rf"\b{quality}\b", "", bare).strip()
            return join("which is", "better" if quality == "good" else quality, rest, around)
        if clause.verb and clause.verb not in {"be", "come"}:
            first = bare == "first"
            return join("which", "" if first else bare, "should i", clause.verb, bare if first else "", around)
        return join("which", is_or_are(bare or "this") if bare else "", bare, around)
    if clause.verb is None or (clause.verb == "take" and not clause.should and not clause.must):
        if clause.should or clause.must or clause.necessary:
            return join(asked, "are needed" if is_or_are(asked) == "are" else "is needed", bare, around)
        if clause.has_copula and around and not bare:
            return join(asked, is_or_are(asked), "there", around)
        return join(asked, "is" if bare else "", bare, around)
    if clause.verb == "be":
        return join(asked, "should be" if clause.should else "are" if is_or_are(asked) == "are" else "is", bare, around)
    if clause.verb == "come":
        who = clause.receiver or "i"
        comes = "come" if is_or_are(asked.split(" of ")[0]) == "are" else "comes"
        return join(asked, f"should {who} know" if clause.should else comes, bare, around)
    who = clause.receiver or "i"
    if clause.can:
        return join(asked, f"can {who}", clause.verb, bare, around_of(clause, without_receiver=True))
    if clause.should or clause.must or clause.form in {"infinitive", "wish", "stem"}:
        if clause.negated and clause.verb == "do":
            return join(asked, "should i avoid", bare, around)
        return join(asked, "should i", "not" if clause.negated else "", clause.verb, bare, around)
    if clause.verb == "get":
        return join(asked, f"{do_or_does(who)} {who} get", bare, around_of(clause, without_receiver=True))
    if clause.verb in USED and clause.form == "habitual" and not bare and not clause.receiver:
        return join(asked, is_or_are(asked), participle(clause.verb), around)
    receiver = clause.receiver if clause.receiver not in {"i", "you"} else ""
    verb = "hire" if clause.verb == "keep" else clause.verb
    return join(asked, verb, receiver, bare, around_of(clause, without_receiver=True))


def for_whom(clause: Clause) -> str:
    """Whom something is meant for: "ye course kiske liye hai"."""
    bare = join(*clause.bare)
    return join("who", is_or_are(bare), bare, "for", around_of(clause))


def which_place(clause: Clause, place: Phrase) -> str:
    """A question word inside a phrase with a preposition: "in which step"."""
    bare, around = join(*clause.bare), around_of(clause)
    lead = with_preposition(place).replace("how many time", "how long")
    if place.preposition == "for " and clause.verb == "get":
        return join(place.text, "get", bare, around)
    if clause.can and clause.verb:
        return join(lead, "can i", clause.verb, bare, around)
    if len(clause.bare) > 1 and clause.verb not in {None, "get", "be", "come"} and not (clause.should or clause.must):
        subject, *objects = clause.bare
        return join(lead, do_or_does(subject), subject, clause.verb, *objects, around)
    if clause.verb == "come":
        return join(lead, do_or_does(bare or "it"), bare or "it", "come", around)
    if clause.verb is None or clause.verb in {"get", "be"}:
        money = any(word in MONEY for word in bare.split())
        return join(lead, is_or_are(bare) if bare else "is it", "the" if money else "", bare, around)
    return join(
        lead,
        "should i" if clause.should or clause.must else f"{do_or_does(bare or 'i')} {bare}",
        f"{clause.verb} {bare}" if clause.should or clause.must else clause.verb,
        around,
    )


def asking(word: str) -> Callable[[Clause], str]:
    """How, where, when, why or who."""

    def make(clause: Clause) -> str:
        bare, around = join(*clause.bare), around_of(clause)
        who = clause.subject or "i"
        verb = clause.verb
        lead = join(word, "not") if clause.negated and word == "why" else word
        if word == "who":
            whom = clause.receiver if clause.receiver not in {"i", "you"} else ""
            doing = f"{verb}s" if verb and clause.form == "habitual" and verb not in {"be", "do", "go"} else verb
            doing = "does" if verb == "do" and clause.form == "habitual" else doing
            near = around_of(clause, without_receiver=bool(whom))
            return join("who", doing or is_or_are(bare), whom, bare, near)
        if verb is None or verb == "come" and word == "how":
            needed = clause.should or clause.must or clause.necessary
            if not bare and not around and word in {"when", "where", "how"} and clause.has_copula:
                return f"{lead} is it"
            return join(lead, "is" if not needed else "should", bare, "necessary" if needed else "", around)
        if verb == "be":
            return join(lead, "should" if clause.should else "is", bare, "be" if clause.should else "", around)
        if clause.can or (verb == "get" and word in {"where", "when"}):
            return join(lead, f"can {who}", verb, bare, around)
        if clause.should or clause.must:
            return join(lead, f"should {who}", verb, bare, around)
        if word == "how" and verb == "work" and bare and clause.form == "habitual" and not clause.subject:
            return join(lead, do_or_does(bare), bare, verb, around)  # a thing, and nobody who wants to
        if word in {"how", "where"}:
            return join(lead, "to", verb, bare, around)
        if word == "when" and clause.form == "future":
            return join("when will", bare, verb, around)
        if verb in UNAIDED and bare:
            return join(lead, do_or_does(bare), bare, verb, around)
        if clause.form == "habitual" and not clause.subject:
            if verb == "do" and bare:
                return join(lead, is_or_are(bare), bare, "done", around)
            who = "people"
        return join(lead, f"do {who}", verb, bare, around)

    return make
