"""An answer as plain text for a terminal, with its sources and suggestions below."""

from __future__ import annotations

from assistant.answer import Answer, Citation
from assistant.answerers.draft import readable

_LONGEST_QUOTE = 160  # characters shown of a quote


def answer_text(answer: Answer) -> str:
    """The answer for a terminal: how it was read, the text without emphasis, its sources, what to ask next."""
    parts = [answer.text.replace("**", "")]
    if answer.interpreted_as:
        parts.insert(0, f"(read as: {answer.interpreted_as})")
    if answer.citations:
        parts.append("Sources\n" + "\n".join(f"  {_source_line(citation)}" for citation in answer.citations))
    if answer.suggestions:
        parts.append("You could also ask\n" + "\n".join(f"  - {question}" for question in answer.suggestions))
    return "\n\n".join(parts)


def _source_line(citation: Citation) -> str:
    """The mark, the quote, the place."""
    place = " › ".join(readable(heading) for heading in citation.section) or citation.guide
    quote = readable(citation.quote.strip().strip("|").replace(" | ", ": "))
    shown = quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 3].rsplit(" ", 1)[0] + " …"
    return f"[{citation.number}] “{shown}” — {place}"
