"""Reading a folder of guides: what counts as one, and errors that name file, line and remedy."""

import os
import re
from pathlib import Path

import pytest

from corpus.errors import GuideError
from corpus.read import MAX_DOCUMENT_BYTES, MAX_GUIDE_BYTES, guide_files, overlooked, read_guides

GUIDE = "# Potter\n\nA potter shapes clay.\n"


def write(folder: Path, name: str, content: str | bytes = GUIDE) -> Path:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def test_every_guide_directly_in_the_folder_is_read_in_order_of_its_id(tmp_path):
    for name in ("potter.MD", "Baker.txt", "nurse.v2.md"):
        write(tmp_path, name)
    for name in ("README.md", "readme.txt", ".hidden.md", "_draft.md", "~lock.txt", "picture.png", "notes"):
        write(tmp_path, name)
    (tmp_path / "folder.md").mkdir()
    write(tmp_path / "folder.md", "inner.md")
    assert [guide.id for guide in read_guides(tmp_path)] == ["Baker", "nurse.v2", "potter"]
    assert [path.name for path in guide_files(tmp_path)] == ["Baker.txt", "nurse.v2.md", "potter.MD"]


@pytest.mark.parametrize("content", [GUIDE, GUIDE.replace("\n", "\r\n"), GUIDE.replace("\n", "\r"), "\ufeff" + GUIDE])
def test_the_text_of_a_guide_is_what_read_text_gives(tmp_path, content):
    path = write(tmp_path, "potter.md", content)
    (guide,) = read_guides(tmp_path)
    assert guide.text == path.read_text(encoding="utf-8")
    assert guide.title == "Potter"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "potter.md: the file is empty"),
        (b" \r\n\t\n", "potter.md: the file is empty"),
        (b"<!-- nothing but a comment -->\n", "potter.md: there is no text"),
        (b"one\r\ntwo\n\0", r"potter.md, line 3: there is a NUL byte at byte 9"),
        (b"one\ntwo \xe9\n", r"potter.md, line 2: byte 8 \(0xe9\) is not UTF-8.*encoding UTF-8"),
        ("Potter".encode("utf-16"), "potter.md, line 1: the file is UTF-16.*encoding UTF-8"),
        (b"| a | b |\n|---|---|\n| 1 |\n", "potter.md, line 3: .*has 1 cells.*has 2. Give every row"),
        (b"a" * (MAX_GUIDE_BYTES + 1), "potter.md: the file has 5,000,001 bytes.*at most 5,000,000. Split"),
    ],
)
def test_a_file_that_cannot_be_used_is_an_error_with_file_line_and_remedy(tmp_path, content, message):
    write(tmp_path, "potter.md", content)
    with pytest.raises(GuideError, match=message):
        read_guides(tmp_path)


@pytest.mark.parametrize("name", ["potter.DOCX", "potter.pdf", "potter.html"])
def test_an_empty_document_of_any_form_is_an_error(tmp_path, name):
    write(tmp_path, name, b" \n")
    with pytest.raises(GuideError, match=f"{name}: the file is empty. Write"):
        read_guides(tmp_path)


def test_a_document_may_be_larger_for_its_pictures_but_not_without_end(tmp_path):
    path = write(tmp_path, "potter.pdf", b"%PDF" + bytes(MAX_GUIDE_BYTES))
    assert guide_files(tmp_path) == (path,)
    write(tmp_path, "potter.pdf", bytes(MAX_DOCUMENT_BYTES + 1))
    with pytest.raises(GuideError, match="potter.pdf: the file has 25,000,001 bytes.*at most 25,000,000. Split"):
        guide_files(tmp_path)


def test_two_files_with_one_id_are_an_error_that_names_both(tmp_path):
    write(tmp_path, "potter.md")
    write(tmp_path, "Potter.txt")
    with pytest.raises(GuideError, match="(?s)potter.md.*taken by Potter.txt.*Rename"):
        guide_files(tmp_path)


def test_a_folder_without_a_guide_and_a_missing_one_say_what_to_do(tmp_path):
    write(tmp_path, "README.md")
    with pytest.raises(GuideError, match="no guide in this folder. Put"):
        read_guides(tmp_path)
    with pytest.raises(GuideError, match="no such folder. Create"):
        read_guides(tmp_path / "missing")
    with pytest.raises(GuideError, match="a file, not a folder"):
        read_guides(tmp_path / "README.md")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("potter.doc", "potter.doc is in the format of an older Word.*save it as .docx"),
        ("potter.DOCM", "potter.DOCM may hold macros.*save it as .docx"),
        ("potter.odt", "potter.odt is a text in a format that is not read.*save it as .docx"),
        ("potter.htm", "potter.htm is a web page under another ending. Rename"),
        ("potter.markdown", "potter.markdown is Markdown under another ending. Rename"),
        ("potter.xlsx", "potter.xlsx is no text. Save"),
        ("potter.questions.yaml", "potter.questions.yaml is not used, for there is no guide 'potter'.*Name it"),
    ],
)
def test_a_file_that_is_not_read_is_named_with_its_remedy(tmp_path, name, message):
    write(tmp_path, name)
    with pytest.raises(GuideError, match=f"no guide in this folder. .*{message}"):
        guide_files(tmp_path)
    write(tmp_path, "baker.md")
    (said,) = overlooked(tmp_path)
    assert re.search(message, said)


def test_what_stands_beside_its_guide_or_is_no_guide_at_all_is_not_overlooked(tmp_path):
    names = ("Potter.md", "potter.doc", "POTTER.questions.yaml", "notes", "a.png", "~x.doc", ".y.doc", "README.doc")
    for name in names:
        write(tmp_path, name)
    (tmp_path / "old.doc").mkdir()
    assert overlooked(tmp_path) == []


def test_a_link_to_nothing_is_an_error(tmp_path):
    (tmp_path / "potter.md").symlink_to(tmp_path / "gone.md")
    with pytest.raises(GuideError, match="potter.md: the file cannot be read"):
        guide_files(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may read everything")
@pytest.mark.parametrize("locked", ["potter.md", ""])
def test_what_may_not_be_read_is_an_error_that_asks_for_the_right_to(tmp_path, locked):
    write(tmp_path, "potter.md")
    (tmp_path / locked).chmod(0)
    try:
        with pytest.raises(GuideError, match="cannot be read .*Give this user the right"):
            read_guides(tmp_path)
    finally:
        (tmp_path / locked).chmod(0o700)
