"""How many changed replies the grounding check catches, by kind of change, and how many honest ones it turns away.

    python benchmarks/replies.py [--file dev|dev-2|…|dev-12|held-out|held-out-2|all] [--show KIND]

reads `evals/data/replies` (see the README there): hand-written replies with their quotes. Each kind has its rate with a
95 % interval (Clopper-Pearson), as a model's reply is judged at its first try. `--show` prints the replies of one kind
that were judged wrongly, of the files that are not held out.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.answer import AnswererName
from assistant.answerers.draft import Draft, Quote
from assistant.answerers.refusing import reply_faults
from corpus.guide import Guide, Span, Table
from corpus.read import guide_files, read_guides
from evals.statistics import clopper_pearson

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FILES = (
    "dev",
    "dev-2",
    "dev-3",
    "dev-4",
    "dev-5",
    "dev-6",
    "dev-7",
    "dev-8",
    "dev-9",
    "dev-10",
    "dev-11",
    "dev-12",
    "held-out",
    "held-out-2",
)
DATA = Path(__file__).resolve().parent.parent / "evals" / "data"
FOLDERS = (DATA.parent.parent / "corpus" / "guides", *(DATA / "guides").iterdir(), *(DATA / "practice").iterdir())


@cache
def guides() -> dict[str, Guide]:
    """Every guide that a reply may be about, by id."""
    folders = [folder for folder in FOLDERS if folder.is_dir() and guide_files(folder)]
    return {guide.id: guide for folder in folders for guide in read_guides(folder)}


def quote_of(guide: Guide, text: str) -> Quote:
    """A slice of a guide with its section and, of a table row, the header it is read under."""
    start = guide.text.index(text)
    section = guide.sections[0]
    header: Span | None = None
    for candidate in guide.sections:
        begins = candidate.heading.start if candidate.heading else 0
        if begins <= start:
            section = candidate
    for block in section.blocks:
        if isinstance(block, Table) and any(row.span.start == start for row in block.rows):
            header = block.header.span
    return Quote(guide=guide, section=section, span=Span(start=start, end=start + len(text), text=text), header=header)


def draft_of(reply: dict[str, Any]) -> Draft:
    """A reply with its quotes, as the check is given it."""
    guide = guides()[reply["guide"]]
    quotes = tuple(quote_of(guide, text) for text in reply["quotes"])
    return Draft(text=reply["reply"], quotes=quotes, answerer=AnswererName.GENERATIVE, asked=reply["question"])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", choices=(*FILES, "all"), default="all")
    parser.add_argument("--show", metavar="KIND")
    chosen = parser.parse_args()
    for name in FILES if chosen.file == "all" else (chosen.file,):
        replies = yaml.load((DATA / "replies" / f"{name}.yaml").read_text(encoding="utf-8"), Loader=LOADER)
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for reply in replies:
            found = bool(reply_faults(draft_of(reply)))
            counts[reply["kind"]][0] += 1
            counts[reply["kind"]][1] += found
            if chosen.show == reply["kind"] and found == reply["honest"] and not name.startswith("held-out"):
                print(f"- {reply['id']}: {reply['reply']}")
        print(f"{name}: {len(replies)} replies")
        for kind, (all_of, found_of) in sorted(counts.items(), key=lambda item: -item[1][0]):
            word = "turned away" if kind == "paraphrase" else "caught"
            print(f"  {kind:13s} {word} {_rate(found_of, all_of)}")


def _rate(count: int, all_of: int) -> str:
    low, high = clopper_pearson(count, all_of)
    return f"{count} of {all_of} = {count / all_of:.1%} ({low:.1%}–{high:.1%})"


if __name__ == "__main__":
    main()
