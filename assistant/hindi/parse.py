"""A clause of romanised Hindi taken apart at its postpositions, question words and verbs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.hindi.clause import TIMES, Clause, Phrase
from assistant.hindi.neighbours import resolved
from assistant.hindi.places import place_from
from assistant.hindi.plural import ends_there, in_plural, is_plural
from assistant.hindi.words import Token, load_lexicon
from assistant.language import read_data

_GRAMMAR = read_data("hindi.toml")["grammar"]
_DAYS = frozenset(_GRAMMAR["week"].split())
_NOUNS_TOO = frozenset(_GRAMMAR["nouns_too"].split())
_ALONE = frozenset(_GRAMMAR["alone"].split())
_WISH = frozenset(_GRAMMAR["wish"].split())

_FUTURE = re.compile(r"(?:ega|egi|enge|oge)$")


_AM = frozenset({"hoon", "hun", "hu", "hoo"})  # only "I" takes it


FINITE = frozenset({"is", "can", "should", "must", "necessary"})


_AUXILIARIES = frozenset({"take", "give", "go", "do", "be", "keep", "come"})


_LIGHT = frozenset({"do", "be", "take", "give"})  # verbs that turn the noun before them into a verb


@dataclass
class _Parser:
    """What was read so far of one clause."""

    clause: Clause = field(default_factory=Clause)
    words: list[str] = field(default_factory=list)  # of the phrase being read
    owner: str = ""  # what the phrase being read belongs to, with "of" or "to"
    asks: bool = False  # the phrase being read holds a question word
    many: bool = False  # what is asked of is several: "kaun kaun se", "kitne"
    prefix: str = ""  # a preposition that Hindi too puts first ("bina degree ke")

    def close(self, preposition: str = "", *, text: str | None = None) -> None:
        """End the phrase being read."""
        many = self.asks and self.many and self.words[1:2] and self.words[1] not in TIMES
        if len(self.words) > 1 and (many or self.words[0] in {"all", "both"}):
            self.words = in_plural(self.words)
        said = text if text is not None else self.said()
        said = re.sub(r"^(?:and|or) | (?:and|or)$", "", said)
        preposition = preposition or self.prefix
        if preposition == "for " and said and said.split()[-1].lower() in _DAYS:
            preposition = "on"
        if preposition in {"in", "from", "on"} and text is None and not self.asks:
            said = self._without_place(said)
        if said:
            self.prefix = ""
            self.clause.phrases.append(Phrase(preposition, said, asks=self.asks))
        self.words, self.owner, self.asks, self.many = [], "", False, False

    def _without_place(self, said: str) -> str:
        """The place or time at the end of a phrase, what is before it being another: "salary mumbai mein"."""
        words = self.words
        at = place_from(words, owned=bool(self.owner))
        if not at:
            return said
        before = " ".join(part for part in (*words[:at], self.owner) if part)
        self.clause.phrases.append(Phrase("", before))
        return " ".join(words[at:])

    def said(self) -> str:
        """The phrase being read in English order."""
        return " ".join(part for part in (" ".join(self.words), self.owner) if part).removeprefix("of ")


def parse(found: Sequence[Token]) -> Clause:
    """What the words of one clause say."""
    parser = _Parser()
    clause = parser.clause
    following = (*found[1:], None)
    found = [
        token._replace(form="past") if token.form == "stem" and after is not None and after.role == "drop" else token
        for token, after in zip(found, following, strict=True)
    ]
    content = [token for token in found if token.role != "drop"] or list(found)
    clause.future = any(token.role == "drop" and _FUTURE.search(token.word.lower()) for token in found)
    for place, token in enumerate(content):
        after = content[place + 1] if place + 1 < len(content) else None
        before = content[place - 1] if place else None
        later = next((other for other in content[place + 1 :] if other.role != "name"), None)
        if _leads(token, content[place + 1 : place + 3]):
            parser.close()  # "fresher bina cs": a fresher without it
        _read(parser, resolved(token, before, after, later), before, after)
    if parser.owner and not parser.words and clause.phrases and not clause.phrases[-1].preposition:
        clause.phrases[-1].text += f" {parser.owner}"  # "salary batao fresher ki"
        parser.owner = ""
    parser.close()
    if any(token.word.lower() in _WISH for token in found):
        clause.form = "wish"
    return clause


def _leads(token: Token, following: Sequence[Token]) -> bool:
    """Whether "bina" stands before what is lacking: one name, then the end or what is asked, and no "ke" in front."""
    roles = [other.role for other in following]
    return token.word.lower() == "bina" and roles in (["name"], ["name", "question"])


def _read(parser: _Parser, token: Token, before: Token | None, after: Token | None) -> None:
    """Take one word into the clause."""
    clause = parser.clause
    role = token.role
    if role == "name":
        if token.english in {"and", "or"} and not parser.words and not clause.phrases:
            clause.opening = token.english
        else:
            parser.words.append(token.english)
            if parser.asks and after is not None and after.role == "name" and ends_there(token.english, after.english):
                parser.close()
    elif role == "of" and parser.prefix:
        parser.close()
    elif role == "of":
        _read_genitive(parser, after)
    elif role == "case" and token.english == "without" and not parser.words and _no_act(clause):
        parser.prefix = token.english
    elif role == "case":
        acted = clause.phrases[-1] if clause.phrases and clause.phrases[-1].preposition == "act" else None
        if acted is not None and not parser.words:
            acted.preposition = token.english
        else:
            parser.close(token.english)
    elif role == "question":
        _read_question(parser, token, before, after)
    elif role == "verb":
        _read_verb(parser, token, after)
    elif role == "pronoun":
        _read_pronoun(parser, token, after)
    elif role == "people" and parser.prefix:
        parser.close()  # "bina degree wale": without a degree
    elif role == "people":
        parser.words.append("people")
        if after is None or after.role not in {"case", "of"}:
            parser.close()
    elif role == "tell":
        parser.close()
        clause.tell = clause.tell or token.english
    elif role == "not":
        clause.negated = True
    elif role == "is":
        if before is not None and before.form == "infinitive" and token.word.lower().startswith("hot"):
            clause.must = True  # "internship karni hoti hai"
        if parser.words and parser.words[-1].lower() in load_lexicon().done and not parser.owner:
            clause.verb, clause.passive = parser.words.pop().lower(), True
        elif token.word.lower().startswith("hot") and parser.words and parser.words[-1].lower() in _ALONE:
            clause.verb, clause.form = parser.words.pop().lower(), "habitual"
        parser.close()
        clause.has_copula = True
        clause.plural = clause.plural or token.word.lower() in {"hain", "hein"}
        clause.future = clause.future or token.word.lower().startswith(("hog", "hong"))
        if token.word.lower() in _AM and not clause.can:
            clause.subject = clause.subject or "i"
    elif role != "drop":
        parser.close()
        setattr(clause, role, True)


def _no_act(clause: Clause) -> bool:
    return not clause.phrases or clause.phrases[-1].preposition != "act"


def _read_genitive(parser: _Parser, after: Token | None) -> None:
    if parser.asks and (after is None or after.role != "name"):
        parser.clause.measures = True  # "kitne saal ka hai": how many years it is, not has
        parser.close()
        return
    if parser.asks:
        return
    said = parser.said()
    parser.words = []
    acts = parser.clause.phrases and parser.clause.phrases[-1].preposition == "act"
    if not said and acts:
        said = "to " + parser.clause.phrases.pop().text
        parser.owner = said
    elif said:
        parser.owner = f"of {said}"


def _read_question(parser: _Parser, token: Token, before: Token | None, after: Token | None) -> None:
    clause = parser.clause
    lower = token.word.lower()
    starts = before is None or before.english in {"and", "but"}
    if lower in {"kya", "kyaa", "kia"}:
        if after is not None and after.role == "pronoun" and after.english in {"i", "you"}:
            clause.yes_no = True
            return
        ended = (
            before is not None
            and not (after is not None and after.role == "is")
            and (
                before.role in FINITE or before.role == "not" or (before.role == "verb" and before.form != "infinitive")
            )
        )
        if ended or (
            starts
            and after is not None
            and after.role in {"name", "pronoun", "case", "of", "verb"}
            and not (after.role == "verb" and after.english == "do")  # "kya karna chahiye"
            and not (after.role == "verb" and after.form != "stem" and after.form != "infinitive")
        ):
            clause.yes_no = True
            return
    many = token.english in {"which all", "how many"}
    if token.english == "which all":
        token = token._replace(english="which")
    takes_noun = token.english in {"how much", "how many", "which", "what", "what all"}
    if takes_noun and after is not None and after.role == "name" and after.english not in {"better", "good", "best"}:
        owner = "" if parser.words else parser.owner
        if not owner:
            parser.close()
        english = token.english
        if english == "how much" and is_plural(after.english):
            english = "how many"
        parser.words, parser.owner, parser.asks, parser.many = [english], owner, True, many
        return
    if takes_noun and after is not None and after.role == "of" and token.english != "what":
        parser.close()
        parser.words, parser.asks = [token.english], True
        return
    parser.close()
    clause.question = clause.question or token.english


def _read_verb(parser: _Parser, token: Token, after: Token | None) -> None:
    clause = parser.clause
    verb, form = token.english, token.form
    if clause.verb is not None and verb in _AUXILIARIES and not parser.words:
        return
    if form == "stem" and after is None and not clause.phrases and not parser.words:
        parser.words.append(token.word)
        return
    said = parser.said()
    light = load_lexicon().light
    is_noun = len(parser.words) > 1 and not parser.asks and parser.words[-1].lower() in _NOUNS_TOO
    if is_noun:
        pass
    elif verb in _LIGHT and parser.words and parser.words[-1].lower() in light and (not parser.owner or parser.asks):
        verb = parser.words[-1].lower()
        parser.words = parser.words[:-1]
        said = parser.said()
    elif verb in {"do", "be"} and parser.words and parser.words[-1] == "start" and parser.owner:
        verb, said = "start", parser.owner.removeprefix("of ")
    is_act = form == "joined" or (form == "infinitive" and after is not None and after.role in {"case", "of"})
    if is_act and not parser.asks:
        act = " ".join(part for part in (verb, said) if part)
        if form == "joined":
            parser.close("with" if verb in {"do", "be"} else "by", text=said if verb in {"do", "be"} else act)
        else:
            parser.close("act", text=act)
            clause.phrases[-1].is_act = True
        return
    parser.close()
    if after is not None and after.word.lower() in {"hue", "hua", "hui"}:
        clause.phrases.append(Phrase("while", f"doing {clause.phrases.pop().text}" if clause.phrases else "doing"))
        return
    if clause.verb is None or clause.verb in _AUXILIARIES:
        clause.verb, clause.form = verb, form


def _read_pronoun(parser: _Parser, token: Token, after: Token | None) -> None:
    english = token.english
    if english in {"i", "you"}:
        parser.close()
        parser.clause.subject = english
    elif english in {"in this", "for this", "after this", "before this"}:
        parser.close()
        preposition, _, text = english.partition(" ")
        parser.close(preposition, text=text)
    elif english in {"this", "that"} and (after is None or after.role not in {"name"}):
        parser.words.append(english)
    else:
        parser.words.append(english)
