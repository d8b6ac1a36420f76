"""Whether every citation link of the chat lands on the text that it quotes, over all questions of the evaluation.

    python benchmarks/citations.py

asks every question with its history, takes the links from the answer's HTML as the chat shows it, opens each on the
guide's page, and compares what is marked there with the quote, but for Markdown's own marks and spaces. Exit 1 where
one differs. No browser and no network.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

CASES = Path(__file__).resolve().parent.parent / "evals" / "data"  # read as data: nothing imports the evaluation
_LINK = re.compile(r'<a class="(cite|open)" href="([^"]*)"')
_MARK = re.compile(r"<mark[^>]*>(.*?)</mark>", re.S)


def plain(text: str) -> str:
    """The characters of a text that are neither Markdown's marks nor space."""
    lines = [line for line in text.splitlines() if not re.fullmatch(r"[|\s:-]+", line)]
    text = "\n".join(re.sub(r"^\s*(?:#{1,6}|[-*+•]|\d{1,2}[.)])\s+", "", line) for line in lines)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[\s*_`|\\]", "", text)


def marked(page: str) -> str:
    """What a page marks, as plain characters."""
    return plain(" ".join(unescape(re.sub(r"<[^>]+>", "", part)) for part in _MARK.findall(page)))


def faults_of(answer: Any, shown: str, page_at: Callable[[str], str]) -> list[str]:
    """What is wrong with the links of one answer; `shown` is its HTML, `page_at` gives the page at an address."""
    faults = []
    links = {unescape(href) for _, href in _LINK.findall(shown)}
    quotes = {plain(citation.quote) for citation in answer.citations}
    if answer.citations and not links:
        faults.append("an answer has no link")
    landed = set()
    for link in links:
        page = page_at(link)
        anchor = link.partition("#")[2]
        if page.count(f'id="{anchor}"') != 1:
            faults.append(f"{link} leads to no place or to several")
        landed.add(marked(page))
    for missed in quotes ^ landed:
        faults.append(f"{'quoted, never marked' if missed in quotes else 'marked, never quoted'}: {missed[:90]}")
    return faults


@contextmanager
def website(guides_dir: Path | None) -> Iterator[tuple[Callable[..., tuple[Any, str]], Callable[[str], str]]]:
    """How to ask, with what the chat shows, and how to open a page."""
    from fastapi import FastAPI
    from starlette.testclient import TestClient

    from assistant.settings import load_settings
    from assistant.web.guide_page import guide_router
    from assistant.web.live import LiveAssistant
    from assistant.web.reply import answer_html

    live = LiveAssistant(load_settings(guides_dir=guides_dir))
    live.start()
    while not live.is_ready():
        time.sleep(0.1)
    app = FastAPI()
    app.include_router(guide_router(live))
    http = TestClient(app)
    pages: dict[str, str] = {}

    def ask(question: str, history: list[str]) -> tuple[Any, str]:
        with live.use() as assistant:
            answer = assistant.ask(question, history)
            return answer, answer_html(answer, assistant.index.guides)

    def page_at(link: str) -> str:
        if link not in pages:
            pages[link] = http.get(link).text
        return pages[link]

    yield ask, page_at
    live.stop()


def cases_in(folder: Path) -> Iterator[Mapping[str, Any]]:
    """The records of a folder's case files."""
    import yaml

    for file in sorted(folder.glob("*.yaml")):
        found = yaml.safe_load(file.read_text(encoding="utf-8"))
        yield from (record for record in found if isinstance(record, dict) and "question" in record)


def main() -> int:
    """0 where every link lands on its quote."""
    folders = [None, *sorted(path for path in (CASES / "guides").iterdir() if path.is_dir())]
    asked = answers = citations = 0
    faults: list[str] = []
    for folder in folders:
        with website(folder) as (ask, page_at):
            for case in cases_in(folder or CASES):
                answer, shown = ask(case["question"], list(case.get("history") or ()))
                asked += 1
                answers += bool(answer.citations)
                citations += len(answer.citations)
                faults += faults_of(answer, shown, page_at)
    for fault in sorted(set(faults)):
        print(fault)
    print(f"{asked} questions, {answers} answers with {citations} citations, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
