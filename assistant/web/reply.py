"""Answers as HTML for the chat: the text with its marks as links, the quotes to open, the stages it is shown in.

Everything is escaped here, cleaned by `safe_html`, and cleaned once more by the browser. HTML has no line break,
because the chat reads what it gets as Markdown, where a blank line ends HTML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote as url_quote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.answer import Answer, Citation, Outcome
from assistant.answerers.draft import readable
from assistant.web.live import edition_of
from assistant.web.markup import MARK_ID, quote_html, quoted_rows, row_words
from assistant.web.pictures import picture_html
from assistant.web.safe_html import safe_html
from corpus.guide import Guide
from corpus.sentences import split_sentences

_MARK = re.compile(r"\[(\d{1,3})\]")


def message_html(message: str) -> str:
    """What a visitor wrote, shown back as plain text."""
    return safe_html(f'<div class="asked-text">{escape(_one_line(message))}</div>')


def line_html(text: str, *, whole: bool = False) -> str:
    """One line of the assistant that is no answer; `whole` where nothing more comes, as after a refusal."""
    return safe_html(
        f'<div class="answer{" whole" if whole else ""}"><div class="answer-text"><p>{escape(text)}</p></div></div>'
    )


def answer_stages(answer: Answer, guides: Mapping[str, Guide], *, root_path: str = "") -> list[str]:
    """The answer as it grows by whole sentences and blocks; the last one is complete, with its sources."""
    writer = _Writer(answer, guides, root_path)
    stages = [writer.text(part) for part in growing(answer.text)]
    return [
        safe_html(html) for html in (*(f'<div class="answer">{stage}</div>' for stage in stages[:-1]), writer.whole())
    ]


def partial_html(text: str, citations: Sequence[Citation], guides: Mapping[str, Guide], *, root_path: str = "") -> str:
    """The beginning of an answer that is still being made, its marks as links."""
    begun = Answer(question="", outcome=Outcome.ANSWERED, text=text, citations=tuple(citations))
    return safe_html(f'<div class="answer">{_Writer(begun, guides, root_path).text(text)}</div>')


def answer_html(answer: Answer, guides: Mapping[str, Guide], *, root_path: str = "") -> str:
    """The complete answer."""
    return answer_stages(answer, guides, root_path=root_path)[-1]


def growing(text: str) -> list[str]:
    """A Markdown text cut after each sentence and block, each part with all that stands before it."""
    parts: list[str] = []
    before = ""
    for block in re.split(r"(?<=\n)\n+", text):
        if "\n|" not in block and not block.lstrip().startswith(("-", "|")):
            for sentence in split_sentences(block, 0, len(block))[:-1]:
                part = before + block[: sentence.end]
                if part.count("**") % 2 == 0:  # never inside bold words
                    parts.append(part)
        before += block + ("\n" if block.endswith("\n") else "")
        parts.append(before)
    return parts


def citation_href(citation: Citation, guide: Guide | None, *, root_path: str = "") -> str:
    """The address of the guide page that marks the quote of a citation and brings the browser there."""
    if guide is None:
        return root_path + citation.url
    place = f"edition={edition_of(guide)}&start={citation.start}&end={citation.end}"
    return f"{root_path}/guide/{url_quote(citation.guide)}?{place}#{MARK_ID}"


class _Writer:
    def __init__(self, answer: Answer, guides: Mapping[str, Guide], root_path: str) -> None:
        self._answer = answer
        self._guides = guides
        self._root_path = root_path
        self._by_number = {citation.number: citation for citation in answer.citations}
        self._rows: set[tuple[str, ...]] = set()
        for guide_id in {citation.guide for citation in answer.citations} & set(guides):
            spans = [(quote.start, quote.end) for quote in answer.citations if quote.guide == guide_id]
            self._rows |= quoted_rows(guides[guide_id], spans)

    def whole(self) -> str:
        parts = [self._read_as(), self.text(self._answer.text), self._working(), self._picture(), self._sources()]
        return f'<div class="answer whole {self._answer.outcome}">{"".join(parts)}</div>'

    def text(self, markdown: str) -> str:
        tokens = _MARKDOWN.parse(markdown)
        _mark_rows(tokens, self._rows)
        html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}).replace("\n", " ")
        html = html.replace("<table>", '<div class="table"><table>').replace("</table>", "</table></div>")
        return f'<div class="answer-text">{_MARK.sub(self._mark_link, html)}</div>'

    def _mark_link(self, match: re.Match[str]) -> str:
        citation = self._by_number.get(int(match[1]))
        if citation is None:
            return match[0]
        href = escape(self._href(citation))
        return f'<a class="cite" href="{href}" title="Show the quote">{match[0]}</a>'

    def _href(self, citation: Citation) -> str:
        return citation_href(citation, self._guides.get(citation.guide), root_path=self._root_path)

    def _read_as(self) -> str:
        read = self._answer.interpreted_as
        return f'<p class="aside">Read as: {escape(read)}</p>' if read else ""

    def _working(self) -> str:
        worked = self._answer.worked_out
        return f'<p class="aside">Worked out from the guide: {escape(worked.how)}.</p>' if worked else ""

    def _picture(self) -> str:
        return picture_html(self._answer, self._guides) if self._answer.outcome is Outcome.ANSWERED else ""

    def _sources(self) -> str:
        citations = self._answer.citations
        if not citations:
            return ""
        label = self._sources_label(citations)
        items = "".join(self._source(citation) for citation in citations)
        return f'<details class="sources"><summary>{label}</summary><ol>{items}</ol></details>{_COPY}'

    def _sources_label(self, citations: Sequence[Citation]) -> str:
        places = list(dict.fromkeys(_section_name(citation) for citation in citations))
        count = "Source" if len(citations) == 1 else f"{len(citations)} sources"
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        return f'{count}: <span class="place">{escape(places[0])}{more}</span>'

    def _source(self, citation: Citation) -> str:
        guide = self._guides.get(citation.guide)
        quoted = quote_html(guide, citation.start, citation.end) if guide else f"<p>{escape(citation.quote)}</p>"
        place = " › ".join(readable(heading) for heading in citation.section)
        place = " · ".join(part for part in (guide.title if guide else citation.guide, place) if part)
        return (
            f'<li class="source source-{citation.number}"><span class="number">{citation.number}</span>'
            f"<blockquote>{_one_line(quoted)}</blockquote>"
            f'<p class="place">{escape(place)}. <a class="open" href="{escape(self._href(citation))}">'
            "Open in the guide</a></p></li>"
        )


def _section_name(citation: Citation) -> str:
    return readable(citation.section[-1]) if citation.section else citation.guide


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _mark_rows(tokens: Sequence[Token], rows: set[tuple[str, ...]]) -> None:
    """Give the class `asked` to body rows of the answer's tables that are quoted alone."""
    opening: Token | None = None
    cells: list[str] = []
    for token in tokens:
        if token.type == "tr_open":
            opening, cells = token, []
        elif token.type == "inline":
            cells.append(token.content)
        elif token.type == "tr_close" and opening is not None and row_words(cells) in rows:
            opening.attrSet("class", "asked")


_COPY = '<button type="button" class="copy-answer">Copy</button>'

# Links, images and HTML of a text are shown as the characters they are: an answer links only to its own quotes.
_MARKDOWN = (
    MarkdownIt("commonmark", {"html": False})
    .enable("table")
    .disable(["link", "image", "autolink", "html_inline", "html_block", "reference", "heading", "lheading", "entity"])
)
