"""Messages that are no questions: greetings, thanks, distress, a script that cannot be read, too vague to answer."""

from __future__ import annotations

import re
import unicodedata

from assistant.language import fold, load_language

DEFAULT_CONTACT = "a counsellor of the institute"  # of the settings
_CONTACT_IN_HINDI = "संस्थान के काउंसलर"
_REPLIES = {
    "smalltalk_greeting": "Hello! I answer career questions from the published guide, with the exact place cited.",
    "smalltalk_thanks": "You are welcome! Ask me anything else the guide may cover.",
    "smalltalk_bye": "Goodbye, and all the best! Come back any time.",
    "smalltalk_self": "I answer career questions from the published guide and show the exact place.",
    "smalltalk_human": "I am not a person, but {contact} is, and will be glad to talk to you.",
}


def smalltalk_kind(message: str) -> str | None:
    """Which kind of small talk a message is ("smalltalk_greeting", "distress", ...), or None for anything else."""
    patterns = load_language().patterns
    whole = _bare(message)
    if patterns["distress"].search(whole):
        return "distress"
    if kind := _kind_of(whole):
        return kind
    clauses = list(filter(None, map(_bare, re.split(r"[,.!?;\n]+", message))))
    kinds = [] if clauses == [whole] else list(map(_kind_of, clauses))
    return kinds[0] if kinds and all(kinds) else None


def _bare(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[^\w\s-]", " ", fold(text))).strip()


def _kind_of(bare: str) -> str | None:
    patterns = load_language().patterns
    return next((kind for kind in _REPLIES if patterns[kind].search(bare)), None)


def smalltalk_reply(kind: str, *, helpline: str, contact: str) -> str:
    """The one friendly line for a kind of small talk."""
    if kind == "distress":
        return (
            "I am sorry that you are going through this. You are not alone, and talking to someone helps. "
            f"Please reach out now: {helpline}. For anything about your studies, {contact} will be glad to listen."
        )
    return _REPLIES[kind].format(contact=contact)


def is_vague(message: str) -> bool:
    """Whether a message asks for something without saying of what ("how much?")."""
    folded = fold(message).rstrip("?! ")
    return bool(load_language().patterns["vague"].search(folded))


def unreadable_script(message: str) -> bool:
    """Whether most letters of a message belong to a script other than Latin."""
    letters = [character for character in message if character.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith(("LATIN", "FULLWIDTH LATIN")) for letter in letters)
    return bool(letters) and latin < len(letters) / 2


def unreadable_reply(contact: str) -> str:
    """The honest line for a script that cannot be read, in Hindi and in English.

    The settings' default contact is said in Hindi in the Hindi sentence; a contact of the deployment's stays as it is.
    """
    hindi = _CONTACT_IN_HINDI if contact == DEFAULT_CONTACT else contact
    return (
        f"मैं अभी केवल अंग्रेज़ी (या रोमन लिपि में हिंदी) पढ़ सकता हूँ। कृपया {hindi} से पूछें। "
        f"I can only read English (or Hindi in Roman letters) so far. Please ask {contact}."
    )
