"""Hindi questions for how much, how long and how many, in English order."""

from __future__ import annotations

import re

from assistant.hindi.clause import LASTING, MONEY, TIMES, Clause, around_of, do_or_does, is_or_are, join
from assistant.hindi.plural import in_plural


def how_much(clause: Clause) -> str:
    """How much, how long or how many."""
    asked = (clause.asked or clause.question).replace("how many time", "how long")
    bare = join(*clause.bare)
    noun = re.sub(r"^how (?:much|many) ?", "", asked)
    first_word = (noun.split(" ") or [""])[0]
    measured = noun.removeprefix(first_word).strip() if first_word in TIMES and not bare else ""
    if measured and first_word == "time":
        return _how_long(clause, "how long", measured)  # "kitni der ka paper"
    if measured and clause.has_copula and clause.verb is None and not (clause.should or clause.must):
        return join("how many", first_word, is_or_are(measured), "the", measured, around_of(clause))
    if first_word in TIMES or bare in {"time", "time of"} and clause.verb == "take":
        return _how_long(clause, "how long" if first_word in {"time", ""} else asked, "" if bare == "time" else bare)
    if noun:
        return _how_many(clause, asked, noun, bare)
    if clause.verb == "earn" or (clause.verb == "make" and not clause.should):
        who = bare or clause.receiver or "i"
        verb = f"can {who}" if clause.can else f"{do_or_does(who)} {who}"
        return join("how much", verb, clause.verb or "", around_of(clause, without_receiver=True))
    if clause.verb == "get":
        return _how_much_got(clause, bare)
    if clause.should or clause.must or clause.necessary:
        verb = clause.verb if clause.verb not in {None, "be", "come"} else ""
        if verb in {"study", "practise", "practice", "work"} and bare in {"", "daily"}:
            return join(f"how long should i {verb}", bare, around_of(clause))
        if verb:
            how = clause.question or "how much"
            things = in_plural([how, bare])[1] if how == "how many" and " " not in bare else bare
            return join(how, things, f"should i {verb}", around_of(clause))
        if clause.must and bare.split(" of ")[0].split()[-1:] and bare.split(" of ")[0].split()[-1] in MONEY:
            return join("how much is the", bare, around_of(clause))
        return join("how much", bare, "is needed", around_of(clause))
    if clause.verb == "take" and bare and not clause.can:
        return join("how much is the", bare, around_of(clause))
    if clause.verb and clause.verb not in {"take", "be", "come", "do"}:
        return join("how much", do_or_does(bare or "i"), bare or "i", clause.verb, around_of(clause))
    if bare and clause.question == "how many":
        return join("how many", bare, "are there", around_of(clause))
    if bare and clause.has_copula and bare.split(" of ")[0].split()[-1] in LASTING:
        return join("how long is the", bare, around_of(clause))
    if bare:
        return join("how much", is_or_are(bare), "the", bare, around_of(clause))
    if clause.verb == "take":
        around = around_of(clause)
        return join("how much does it take", around) if "to " in around else join("how much will it be", around)
    return join("how much is it" if clause.has_copula and clause.phrases else "how much", around_of(clause))


def _how_much_got(clause: Clause, bare: str) -> str:
    who = clause.receiver
    around = around_of(clause, without_receiver=bool(who))
    if bare:
        if not who and any(word in MONEY for word in bare.lower().split()):
            return join("how much is the", bare, around)
        return join("how much", bare, f"{do_or_does(who or 'i')} {who or 'i'} get", around)
    return (
        join("how much", do_or_does(who), who, "get paid", around) if who else join("how much salary is paid", around)
    )


def _how_long(clause: Clause, asked: str, bare: str) -> str:
    around = around_of(clause)
    who = "" if "for " in around or not clause.subject else f"for {'me' if clause.subject == 'i' else 'you'}"
    later = next((p for p in clause.phrases if p.preposition == "after" and not p.is_act), None)
    before = next((p for p in clause.phrases if p.preposition == "before" and not p.is_act), None)
    if before is not None and asked == "how long" and not bare and (clause.must or clause.should or clause.verb):
        verb = clause.verb if clause.verb not in {None, "be", "take"} else ""
        return join("how long before", before.text, f"should i {verb}" if verb else "is it")
    if clause.measures and not bare and asked != "how long":
        return join(_in_plural(asked), "is it", around)
    if clause.measures or (clause.has_copula and bare and clause.verb is None):
        return (
            join(asked, is_or_are(bare), "the" if bare else "", bare, around)
            if asked != "how long"
            else join("how long is the", bare, around)
        )
    if clause.can and clause.verb:
        return join(
            "in" if clause.verb not in {"work", "fly", "study"} and asked != "how long" else "",
            asked,
            "can i",
            clause.verb,
            bare,
            around,
        )
    if clause.verb in {"work", "study", "learn", "fly", "do", "sleep"} and asked != "how long":
        return (
            join(asked, "should i", clause.verb, bare, around)
            if clause.must or clause.should
            else join(asked, "to", clause.verb, bare, around)
        )
    if clause.should and later is None and not bare:
        return join(asked, "is needed" if asked == "how long" else "are needed", around)
    if bare and clause.verb in {None, "take"}:
        return join(asked, do_or_does(bare), bare, "take", around)
    if clause.verb not in {None, "take", "get", "be", "come"}:
        return join(asked, "to", clause.verb or "", bare, around)
    if bare:
        return join(asked, "for", bare, around)
    if clause.verb == "get":
        return join(
            asked,
            do_or_does(clause.receiver or "i"),
            clause.receiver or "i",
            "get",
            around_of(clause, without_receiver=True),
        )
    if not clause.phrases[1:] and not clause.subject and len(clause.phrases) == 1 and clause.verb is None:
        return asked
    return join(asked, "will it take" if clause.form == "future" and not around else "does it take", around, who)


def _in_plural(asked: str) -> str:
    """What is counted, as English says it: "how many weeks" for "how many week"."""
    return asked if asked.endswith("s") else f"{asked}s"


def _how_many(clause: Clause, asked: str, noun: str, bare: str) -> str:
    around = around_of(clause)
    who = clause.receiver
    if noun.split(" of ")[0].split()[-1] in MONEY:
        asked = asked.replace("how many", "how much")
        if clause.verb == "get":
            near = around_of(clause, without_receiver=True)
            return (
                join(asked, do_or_does(who or "i"), who or "i", "get", bare, near)
                if who or not near
                else join("how much is the", noun, near)
            )
        if clause.verb == "take":
            return join(asked, "does it take", f"to {bare}" if bare and bare.split()[0] in {"become"} else bare, around)
        if clause.verb in {None, "be", "come"} and not clause.should:
            return join("how much", is_or_are(noun), "the", noun, bare, around)
    if clause.verb in {"pass", "fail"} and clause.form == "habitual" and not clause.can:
        return join(asked, clause.verb, bare, around)
    if clause.verb and clause.verb not in {"be", "come", "take", "get"}:
        helper = (
            f"can {who or 'i'}"
            if clause.can
            else "should i"
            if clause.should or clause.must
            else (f"{do_or_does(bare or who)} {bare or who}" if clause.form == "habitual" and (bare or who) else "to")
        )
        extra = "" if helper.endswith(bare) else bare
        return join(asked, helper, clause.verb, extra, around_of(clause, without_receiver=bool(who)))
    if clause.should or clause.must or clause.necessary:
        return join(asked, "are needed" if "many" in asked else "is needed", bare, around)
    if clause.verb == "get" and asked.startswith("how much "):
        whom = f"to {who}" if who not in {"", "i", "you"} else ""
        return join(asked, "is given", whom, bare, around_of(clause, without_receiver=bool(who)))
    if clause.verb == "get":
        return join(
            asked, f"{do_or_does(who or 'i')} {who or 'i'} get", bare, around_of(clause, without_receiver=bool(who))
        )
    if clause.measures and bare and clause.verb in {None, "be"} and not asked.startswith("how long"):
        return join(asked, "are there in" if "many" in asked else "is there in", bare, around)
    if not clause.has_copula and any(p.preposition in {"for", "to"} and p.is_act for p in clause.phrases):
        return join(asked, "are needed" if "many" in asked else "is needed", bare, around)
    return join(asked, "are" if "many" in asked else "is", "there" if not bare else "", bare, around)
