"""A folder of guide files to guides. Every problem is an error that names the file, the line and the remedy."""

from __future__ import annotations

from pathlib import Path

from corpus.docx import docx_to_markdown
from corpus.errors import GuideError, line_number
from corpus.guide import Guide
from corpus.html import html_to_markdown
from corpus.overlooked import overlooked_files
from corpus.parse import Form, parse_guide
from corpus.pdf import pdf_to_markdown

MAX_GUIDE_BYTES = 5_000_000
MAX_DOCUMENT_BYTES = 25_000_000  # of a Word file or PDF, whose pictures take most of it
# The guide's text is taken out of these; others are text already.
EXTRACTED = {".html": html_to_markdown, ".docx": docx_to_markdown, ".pdf": pdf_to_markdown}
FORMS: dict[str, Form] = {".md": "markdown", ".txt": "plain", **dict.fromkeys(EXTRACTED, "markdown")}  # of the text
_SUFFIXES = ".md, .txt, .html, .docx or .pdf"


def guide_files(folder: Path) -> tuple[Path, ...]:
    """The guide files directly in a folder, sorted by id, after every check that needs no content.

    Raises:
        GuideError: for a folder that is missing, unreadable or without a guide, a file that is too big or no file,
            and two files with one id.
    """
    listed = _listed(folder)
    files = sorted(filter(_is_guide, listed), key=lambda path: (path.stem, path.name))
    if not files:
        if overlooked := overlooked_files(listed, ()):
            raise GuideError(f"{folder}: there is no guide in this folder. {' '.join(overlooked)}")
        raise GuideError(
            f"{folder}: there is no guide in this folder. "
            f"Put a {_SUFFIXES} file in it, or name another folder with --guides."
        )
    by_id: dict[str, Path] = {}
    for path in files:
        other = by_id.setdefault(path.stem.casefold(), path)
        if other is not path:
            raise GuideError(
                f"{path}: its id {path.stem!r} is taken by {other.name}; upper and lower case count as the same. "
                "Rename one of the two files."
            )
        _check_size(path)
    return tuple(files)


def overlooked(folder: Path) -> list[str]:
    """What lies in a folder as if it were to be read but is not, each with what to do about it.

    Raises:
        GuideError: for a folder that is missing or unreadable.
    """
    listed = _listed(folder)
    return overlooked_files(listed, filter(_is_guide, listed))


def read_guides(folder: Path) -> tuple[Guide, ...]:
    """The guides of a folder, sorted by id.

    Raises:
        GuideError: for what `guide_files` refuses, and for what `read_guide` does.
    """
    return tuple(read_guide(path) for path in guide_files(folder))


def read_guide(path: Path) -> Guide:
    """The guide of one file; its text is the file's, or what was taken out of a web page, Word file or PDF.

    Raises:
        GuideError: for a file that is unreadable, empty, binary, not in its encoding, or holds a table with ragged
            rows.
    """
    text = _decoded(path, _content(path))
    return parse_guide(path.stem, text, form=FORMS[path.suffix.lower()], source=path.name)


def kept_form(path: Path, content: bytes) -> tuple[str, bytes]:
    """The name and the bytes under which a guide is kept so that reading them gives the same guide at any time.

    What is text already is kept as it is; of other formats the text that was taken out is kept, as `<id>.md`.

    Raises:
        GuideError: for a file that no text can be taken out of; `path` names it in the message.
    """
    if path.suffix.lower() not in EXTRACTED:
        return path.name, content
    return f"{path.stem}.md", _decoded(path, content).encode("utf-8")


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except FileNotFoundError:
        problem = f"there is no such folder. Create it and put a {_SUFFIXES} guide in it"
    except NotADirectoryError:
        problem = "this is a file, not a folder. Name the folder that holds the guide"
    except OSError as error:
        problem = f"the folder cannot be read ({error.strerror}). Give this user the right to read it"
    raise GuideError(f"{folder}: {problem}, or name another folder with --guides.")


def _is_guide(path: Path) -> bool:
    name = path.name
    named = not name.startswith((".", "_", "~")) and not name.casefold().startswith("readme.")
    return named and path.suffix.lower() in FORMS and not path.is_dir()


def _check_size(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise _unreadable(path, error) from error
    if not path.is_file():
        raise GuideError(f"{path}: this is no ordinary file. Put the guide's text there, or take it away.")
    most = MAX_DOCUMENT_BYTES if path.suffix.lower() in (".docx", ".pdf") else MAX_GUIDE_BYTES
    if size > most:
        raise GuideError(
            f"{path}: the file has {size:,} bytes; a guide may have at most {most:,}. Split it into several guides."
        )


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _decoded(path: Path, content: bytes) -> str:
    """What `Path.read_text(encoding="utf-8")` gives, with errors that say where the file goes wrong."""
    extract = EXTRACTED.get(path.suffix.lower())
    if extract is not None:
        if not content.strip():
            raise _empty(path)
        return extract(content, source=str(path))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise GuideError(f"{path}, line 1: the file is UTF-16, not UTF-8. Save it again with the encoding UTF-8.")
    if b"\0" in content:
        at = content.index(b"\0")
        raise GuideError(
            f"{path}, line {line_number(content, at)}: there is a NUL byte at byte {at}, so this is a binary file. "
            "Save the guide as plain text in UTF-8."
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise GuideError(
            f"{path}, line {line_number(content, error.start)}: byte {error.start} "
            f"(0x{content[error.start]:02x}) is not UTF-8. Save the file again with the encoding UTF-8."
        ) from error
    if not text.lstrip("\ufeff").strip():
        raise _empty(path)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _empty(path: Path) -> GuideError:
    return GuideError(f"{path}: the file is empty. Write the guide into it, or take the file away.")


def _unreadable(path: Path, error: OSError) -> GuideError:
    return GuideError(f"{path}: the file cannot be read ({error.strerror}). Give this user the right to read it.")
