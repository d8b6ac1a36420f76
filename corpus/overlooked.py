"""Files in a guides folder that look as if they were meant to be read, but are not: what each is, and what to do.

Other files (pictures, notes) are nobody's concern. Not being read is no error, so that a guide can be taken out of the
folder without its questions, or stand beside the file that it was written in.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from corpus.anticipated import SUFFIX as QUESTIONS_SUFFIX

_WORD = "Open it in Word or LibreOffice and save it as .docx."
_REMEDIES = {
    **dict.fromkeys((".doc", ".dot"), f"is in the format of an older Word, which is not read. {_WORD}"),
    **dict.fromkeys((".docm", ".dotm"), f"may hold macros, which are programs; a guide may hold none. {_WORD}"),
    **dict.fromkeys((".dotx", ".odt", ".rtf", ".pages"), f"is a text in a format that is not read. {_WORD}"),
    **dict.fromkeys((".htm", ".xhtml"), "is a web page under another ending. Rename it so that it ends with .html."),
    **dict.fromkeys((".mhtml", ".mht"), "is a web page packed as a mail. Save the page from a browser as .html."),
    **dict.fromkeys((".markdown", ".mdown"), "is Markdown under another ending. Rename it so that it ends with .md."),
    **dict.fromkeys(
        (".pptx", ".ppt", ".odp", ".xlsx", ".xls", ".ods"), "is no text. Save what it says as .docx or .pdf."
    ),
    ".text": "is plain text under another ending. Rename it so that it ends with .txt.",
}


def overlooked_files(files: Iterable[Path], guides: Iterable[Path]) -> list[str]:
    """A sentence or two for each file that is not read though it may be meant to: the file, the fact and the remedy.

    Args:
        files: All files directly in a guides folder.
        guides: Those of them that are guides.
    """
    ids = {path.stem.casefold() for path in guides}
    found = []
    for path in sorted(files):
        name = path.name.casefold()
        if name.startswith((".", "_", "~", "readme.")) or path.is_dir():
            continue
        remedy = _REMEDIES.get(path.suffix.lower())
        if remedy is not None and path.stem.casefold() not in ids:
            found.append(f"{path} {remedy}")
        elif name.endswith(QUESTIONS_SUFFIX) and name.removesuffix(QUESTIONS_SUFFIX) not in ids:
            guide = path.name[: -len(QUESTIONS_SUFFIX)]
            known = ", ".join(sorted(ids)) or "none"
            found.append(
                f"{path} is not used, for there is no guide {guide!r} beside it (guides here: {known}). "
                "Name it for the guide that it belongs to, or take it away."
            )
    return found
