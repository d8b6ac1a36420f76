"""Words of romanised Hindi that may be one thing or another, decided by the words beside them."""

from __future__ import annotations

from assistant.hindi.words import Token

_NOTHING = Token("drop", "", "")


def resolved(token: Token, before: Token | None, after: Token | None, later: Token | None) -> Token:
    """A word that may be one thing or another, decided by its neighbours."""
    lower = token.word.lower()
    named = before is not None and before.role in {"name", "people"}
    if lower in {"main", "mai", "mei", "me"}:
        if lower != "me" and (before is None or before.english == "if"):
            return token._replace(role="pronoun", english="i")
        if before is not None and (named or before.role in {"verb", "question"}):
            return token._replace(role="case", english="in")
        if lower == "main" and before is not None and before.role == "of":
            return token._replace(role="name", english="main")
    if token.role == "name" and token.english == "first" and (after is None or after.role not in {"name", "of"}):
        return token._replace(role="name", english="first")
    if token.role == "people":
        describes = after is not None and after.role == "name" and after.english not in {"and", "or"}
        return token if not describes or (later is not None and later.role in {"verb", "can"}) else _NOTHING
    if token.english == "and" and after is not None and after.role == "verb" and after.form != "infinitive":
        return _NOTHING  # "kitna time aur lagega": how much more
    if lower == "do" and before is not None and (after is None or before.role == "tell"):
        return token._replace(role="tell", english="give me") if before.role == "name" else _NOTHING
    if lower == "se" and after is not None and after.english in {"more", "less", "better"}:
        return token._replace(role="case", english="than")
    if lower == "do" and after is not None and after.role == "name" and (before is None or before.role == "case"):
        return token._replace(role="name", english="two")
    if lower == "is" and before is None and after is not None and after.role == "name":
        return token._replace(role="pronoun", english="this")
    if lower == "us" and after is not None and after.role in {"case", "of"}:
        return token._replace(role="name", english="US")
    if lower == "m" and named:
        return token._replace(role="case", english="in")
    if lower == "k" and named:
        return token._replace(role="of")
    return token
