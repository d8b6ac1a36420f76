"""An answer for reading: Markdown with its sources below, and plain text for a terminal."""

from __future__ import annotations

from assistant.answer import Answer, Citation
from assistant.answerers.draft import readable


def source_lines(answer: Answer, *, linked: bool) -> list[str]:
    """One line for each citation: its mark, the quote, and the place, as a link where `linked`."""
    return [_source_line(citation, linked=linked) for citation in answer.citations]


def _source_line(citation: Citation, *, linked: bool) -> str:
    place = " › ".join(readable(heading) for heading in citation.section) or citation.guide
    quote = readable(citation.quote.strip().strip("|").replace(" | ", ": "))
    shown = quote if len(quote) <= 160 else quote[:157].rsplit(" ", 1)[0] + " …"
    return f"[{citation.number}] “{shown}” — " + (f"[{place}]({citation.url})" if linked else place)


def answer_markdown(answer: Answer) -> str:
    """The answer with its sources below it, each linked to its place in the guide."""
    if not answer.citations:
        return answer.text
    sources = "\n".join(f"- {line}" for line in source_lines(answer, linked=True))
    return f"{answer.text}\n\n**Sources**\n\n{sources}"


def answer_text(answer: Answer) -> str:
    """The answer for a terminal: no emphasis, sources and suggestions below."""
    parts = [answer.text.replace("**", "")]
    if answer.interpreted_as:
        parts.insert(0, f"(read as: {answer.interpreted_as})")
    if answer.citations:
        parts.append("Sources\n" + "\n".join(f"  {line}" for line in source_lines(answer, linked=False)))
    if answer.suggestions:
        parts.append("You could also ask\n" + "\n".join(f"  - {question}" for question in answer.suggestions))
    return "\n\n".join(parts)
