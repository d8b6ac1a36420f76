"""Answers as HTML for the chat: the text with its marks as links, the quotes to open, the stages it is shown in.

Everything is escaped here, cleaned by `safe_html`, and cleaned once more by the browser. HTML has no line break,
because the chat reads what it gets as Markdown, where a blank line ends HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from urllib.parse import quote as url_quote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.answer import Answer, Citation, Decline, Outcome, quoted
from assistant.answerers.draft import readable
from assistant.smalltalk import smalltalk_kind
from assistant.web.live import edition_of
from assistant.web.look import PLAIN, Look
from assistant.web.markup import MARK_ID, quote_html, quoted_rows, row_words
from assistant.web.pictures import picture_html
from assistant.web.published import published_href
from assistant.web.safe_html import safe_html
from corpus.guide import Guide
from corpus.sentences import split_sentences

_MARK = re.compile(r"\[(\d{1,3})\]")


def message_html(message: str) -> str:
    """What a visitor wrote, shown back as plain text."""
    return safe_html(f'<div class="asked-text">{escape(_one_line(message))}</div>')


def line_html(text: str, more: str = "", *, whole: bool = False) -> str:
    """A line of the assistant that is no answer, and `more` below it; `whole` where nothing comes after."""
    below = f'<p class="aside">{escape(more)}</p>' if more else ""
    said = f'<div class="answer-text"><p>{escape(text)}</p>{below}</div>'
    return safe_html(f'<div class="answer{" whole" if whole else ""}">{said}</div>')


def contacts_html(look: Look, *, short: bool = False) -> str:
    """The links to a person, by what they do or, not `short`, with the number or address too; empty without any."""
    links = []
    for contact in look.brand.contacts:
        name = getattr(look.words, contact.kind)
        text = name if short else f"{name} {contact.text}"
        links.append(f'<a href="{escape(contact.href)}" title="{escape(contact.text)}">{escape(text)}</a>')
    return " · ".join(links)


def answer_stages(answer: Answer, guides: Mapping[str, Guide], look: Look = PLAIN) -> list[str]:
    """The answer as it grows by whole sentences and blocks; the last one is complete, with its sources."""
    writer = _Writer(answer, guides, look)
    grows = answer.outcome is Outcome.ANSWERED or not look.is_translated
    stages = [writer.text(part) for part in growing(answer.text)] if grows else [""]
    return [
        safe_html(html) for html in (*(f'<div class="answer">{stage}</div>' for stage in stages[:-1]), writer.whole())
    ]


def partial_html(text: str, citations: Sequence[Citation], guides: Mapping[str, Guide], look: Look = PLAIN) -> str:
    """The beginning of an answer that is still being made, its marks as links."""
    begun = Answer(question="", outcome=Outcome.ANSWERED, text=text, citations=tuple(citations))
    return safe_html(f'<div class="answer">{_Writer(begun, guides, look).text(text)}</div>')


def answer_html(answer: Answer, guides: Mapping[str, Guide], look: Look = PLAIN) -> str:
    """The complete answer."""
    return answer_stages(answer, guides, look)[-1]


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


def citation_href(citation: Citation, guide: Guide | None, *, look: Look = PLAIN) -> str:
    """The address of the guide page that marks the quote of a citation and brings the browser there."""
    if guide is None:
        return look.root_path + citation.url
    place = f"edition={edition_of(guide)}&start={citation.start}&end={citation.end}"
    return f"{look.root_path}/guide/{url_quote(citation.guide)}?{place}#{MARK_ID}"


class _Writer:
    def __init__(self, answer: Answer, guides: Mapping[str, Guide], look: Look) -> None:
        self._answer = answer
        self._guides = guides
        self._look = look
        self._words = look.words
        self._by_number = {citation.number: citation for citation in answer.citations}
        self._rows: set[tuple[str, ...]] = set()
        for guide_id in {citation.guide for citation in answer.citations} & set(guides):
            spans = [(quote.start, quote.end) for quote in answer.citations if quote.guide == guide_id]
            self._rows |= quoted_rows(guides[guide_id], spans)

    def whole(self) -> str:
        said = self._in_their_language() if self._look.is_translated else self.text(self._answer.text)
        parts = [self._read_as(), said, self._working(), self._picture(), self._sources(), self._person()]
        return f'<div class="answer whole {self._answer.outcome}">{"".join(parts)}</div>'

    def text(self, markdown: str) -> str:
        tokens = _MARKDOWN.parse(markdown)
        _mark_rows(tokens, self._rows)
        html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}).replace("\n", " ")
        html = html.replace("<table>", '<div class="table"><table>').replace("</table>", "</table></div>")
        return f'<div class="answer-text"{self._look.guide_lang}>{_MARK.sub(self._mark_link, html)}</div>'

    def _mark_link(self, match: re.Match[str]) -> str:
        citation = self._by_number.get(int(match[1]))
        if citation is None:
            return match[0]
        href = escape(self._href(citation))
        return f'<a class="cite" href="{href}" title="{escape(self._words.show_quote)}">{match[0]}</a>'

    def _href(self, citation: Citation) -> str:
        return citation_href(citation, self._guides.get(citation.guide), look=self._look)

    def _read_as(self) -> str:
        read = self._answer.interpreted_as
        return f'<p class="aside">{self._around(self._words.read_as, question=read)}</p>' if read else ""

    def _working(self) -> str:
        worked = self._answer.worked_out
        return f'<p class="aside">{self._around(self._words.worked_out, how=worked.how)}</p>' if worked else ""

    def _around(self, frame: str, **own: str) -> str:
        """A text of the interface with the assistant's own words in it."""
        said = f"<span{self._look.guide_lang}>{{}}</span>" if self._look.is_translated else "{}"
        return escape(frame).format(**{name: said.format(escape(text)) for name, text in own.items()})

    def _picture(self) -> str:
        return picture_html(self._answer, self._guides, self._look) if self._answer.outcome is Outcome.ANSWERED else ""

    def _sources(self) -> str:
        citations = self._answer.citations
        if not citations:
            return ""
        label = self._sources_label(citations)
        copy = f'<button type="button" class="copy-answer">{escape(self._words.copy_answer)}</button>'
        items = "".join(self._source(citation) for citation in citations)
        return f'<details class="sources"><summary>{label}</summary><ol>{items}</ol></details>{copy}'

    def _sources_label(self, citations: Sequence[Citation]) -> str:
        places = list(dict.fromkeys(_section_name(citation) for citation in citations))
        words = self._words
        count = words.source if len(citations) == 1 else words.sources.format(count=len(citations))
        shown = words.and_more.format(place=places[0], count=len(places) - 1) if len(places) > 1 else places[0]
        return f'{escape(count)}: <span class="place">{escape(shown)}</span>'

    def _source(self, citation: Citation) -> str:
        guide = self._guides.get(citation.guide)
        quoted = quote_html(guide, citation.start, citation.end) if guide else f"<p>{escape(citation.quote)}</p>"
        place = " › ".join(readable(heading) for heading in citation.section)
        place = " · ".join(part for part in (guide.title if guide else citation.guide, place) if part)
        return (
            f'<li class="source source-{citation.number}"><span class="number">{citation.number}</span>'
            f"<blockquote{self._look.guide_lang}>{_one_line(quoted)}</blockquote>"
            f'<p class="place">{escape(place)}. {self._links(citation)}</p></li>'
        )

    def _links(self, citation: Citation) -> str:
        """To the quote where the guide is published, if it is, and to our own page of it."""
        words, ours = self._words, escape(self._href(citation))
        address = self._look.brand.published.get(citation.guide)
        if address is None:
            return f'<a class="open" href="{ours}">{escape(words.open_in_guide)}</a>'
        published = escape(published_href(address, citation.quote))
        return (
            f'<a class="open" href="{published}">{escape(words.open_published)}</a> · '
            f'<a class="copy" href="{ours}">{escape(words.our_copy)}</a>'
        )

    def _in_their_language(self) -> str:
        """The answer's text, where what the assistant says by itself is said in the visitor's language."""
        answer, words = self._answer, self._words
        kind = smalltalk_kind(answer.question) if answer.outcome is Outcome.SMALLTALK else None
        if answer.outcome is Outcome.CLARIFY:
            said = words.clarify
        elif answer.reason is not None:
            said = words.reasons[answer.reason]
        elif kind is not None:
            said = getattr(words.smalltalk, kind)
        else:
            return self.text(answer.text)
        lines = [escape(said.format(contact=self._look.contact, helpline=self._look.helpline))]
        if answer.decline is not None:
            lines += self._of_the_guide(answer.decline)
        return f'<div class="answer-text">{"".join(f"<p>{line}</p>" for line in lines)}</div>'

    def _of_the_guide(self, decline: Decline) -> Iterator[str]:
        """What a decline says in the guide owner's words, or by the names of the guide's sections."""
        if decline.by_owner:
            yield self._around(self._words.owner_says, said=decline.said)
        if decline.near:
            yield self._around(self._words.nearest, sections=quoted(decline.near))

    def _person(self) -> str:
        links = contacts_html(self._look) if self._answer.outcome is Outcome.DECLINED else ""
        return f'<p class="person">{links}</p>' if links else ""


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


# Links, images and HTML of a text are shown as the characters they are: an answer links only to its own quotes.
_MARKDOWN = (
    MarkdownIt("commonmark", {"html": False})
    .enable("table")
    .disable(["link", "image", "autolink", "html_inline", "html_block", "reference", "heading", "lheading", "entity"])
)
