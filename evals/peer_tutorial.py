"""The pipeline that tutorials build: LangChain's splitter, Chroma, sentence vectors, the best chunk as the answer.

Chunks know nothing of headings or tables. They are stored in a Chroma collection of their own, in a temporary folder,
by the one file that knows Chroma.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.guide import Guide, Section
from corpus.passages import Passage, PassageKind
from evals.peer_context import PeerContext
from evals.peer_slices import TOP, FoundSlice, SlicePeer
from index.store import PassageStore

CHUNK_CHARS = 500
OVERLAP_CHARS = 50
_CANDIDATES = 50  # asked of Chroma, whose search is approximate; the best of them are then ordered exactly


def tutorial_peer(context: PeerContext) -> SlicePeer:
    """The best chunk by Chroma's cosine, ties by reading order, with a threshold on that cosine."""
    chunks = [chunk for guide in context.index.guides.values() for chunk in chunks_of(guide)]
    texts = [chunk.text for chunk in chunks]

    def find(questions: Sequence[str]) -> list[tuple[FoundSlice, ...]]:
        cosines = context.cosines(questions, texts)
        # A folder of its own each time: Chroma caches stores by path, and its in-memory clients share data.
        with tempfile.TemporaryDirectory(prefix="career-guide-peer-") as name:
            PassageStore.write(Path(name), chunks, context.vectors(texts))
            store = PassageStore.open(Path(name), [chunk.id for chunk in chunks])
            try:
                near = [store.nearest(vector, _CANDIDATES).tolist() for vector in context.vectors(questions)]
            finally:
                store.close()
        return [
            tuple(
                _found(context.index.guides[chunks[at].guide], chunks[at], cosine=float(row[at]))
                for at in sorted(positions, key=lambda at: (-row[at], at))[:TOP]
            )
            for row, positions in zip(cosines, near, strict=True)
        ]

    return SlicePeer(find, context.dev_cases)


def chunks_of(guide: Guide) -> Iterator[Passage]:
    """The guide's text in chunks of at most 500 characters, 50 of them shared, each an exact slice of it."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter  # here because it imports half of LangChain

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_CHARS, chunk_overlap=OVERLAP_CHARS)
    start = -1
    for text in splitter.split_text(guide.text):
        start = guide.text.index(text, start + 1)  # chunks come in order, and none begins where another does
        section = _section_at(guide, start + len(text.partition("\n")[0]))
        yield Passage(
            id=f"{guide.id}#chunk-{start}",
            guide=guide.id,
            kind=PassageKind.SENTENCE,  # a chunk is no kind of ours; the store wants one
            path=guide.sections[section].path,
            section=section,
            block=None,
            answer_block=None,
            part=None,
            start=start,
            end=start + len(text),
            text=text,
            indexed=text,
        )


def _section_at(guide: Guide, position: int) -> int:
    """The number of the last section whose heading begins before a position; else of the first section."""
    begun = [n for n, section in enumerate(guide.sections) if _begins(section) < position]
    return begun[-1] if begun else 0


def _begins(section: Section) -> int:
    return section.heading.start if section.heading else -1


def _found(guide: Guide, chunk: Passage, *, cosine: float) -> FoundSlice:
    return FoundSlice(
        id=chunk.id,
        guide=guide,
        section=guide.sections[chunk.section],
        kind="chunk",
        start=chunk.start,
        end=chunk.end,
        score=max(0.0, cosine),
        cosine=cosine,
    )
