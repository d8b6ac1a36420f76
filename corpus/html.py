"""A whole web page to the guide on it, as text in our Markdown form; nothing is executed or fetched.

lxml finds the elements, `corpus.html_content` tells which of them are the guide, `corpus.html_text` writes them.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree, html

from corpus.errors import GuideError
from corpus.html_content import guide_content
from corpus.html_lines import keep_label_lines
from corpus.html_text import content_text

_DECLARED = re.compile(
    rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)|<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE
)
_DECLARATION_BYTES = 4096
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
# Names that browsers read as a larger encoding which holds the named one.
_AS_BROWSERS_DO = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-8",  # a declaration that can be read byte by byte is no UTF-16
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
_TEXT_ENCODING = re.compile(r"utf-8|cp\d+|iso8859-\d+|iso2022_\w+|koi8-\w|gb18030|big5\w*|euc_\w+|mac-\w+")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\ufffe\uffff]")


def html_to_markdown(content: bytes, *, source: str) -> str:
    """The guide that a web page holds, as Markdown that `parse_guide` reads; the same text for the same bytes.

    Args:
        content: The whole page, in UTF-8 or in the encoding that it declares.
        source: The file, for messages.

    Raises:
        GuideError: for a page that holds no text, cannot be decoded, or nests its elements too deeply to follow.
    """
    page = _CONTROLS.sub(" ", decode_page(content, source=source))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:  # "Document is empty"
        raise _no_text(source) from error
    for problem in parser.error_log:
        if problem.type_name == "ERR_RESOURCE_LIMIT":  # what lies deeper was left out
            raise GuideError(
                f"{source}, line {problem.line}: the page's elements are nested more than 255 deep. "
                "Save the guide as simpler HTML, or as .md or .txt."
            )
    found = guide_content(root)
    keep_label_lines(found.content)
    text = content_text(found.content, title=found.title, title_element=found.title_element, source=source)
    if not text:
        raise _no_text(source)
    return text


def decode_page(content: bytes, *, source: str) -> str:
    """The characters of a page: by its byte order mark, else the encoding that it declares, else UTF-8.

    Raises:
        GuideError: where the encoding is unknown or the bytes are not in it.
    """
    encoding = _encoding(content, source)
    try:
        page = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise GuideError(
            f"{source}, line {line}: byte {error.start} (0x{content[error.start]:02x}) is not {encoding.upper()}, the "
            "encoding of this page. Save the page again with the encoding UTF-8 and declare that in it."
        ) from error
    if "\0" in page:
        at = page.index("\0")
        raise GuideError(
            f"{source}, line {page.count(chr(10), 0, at) + 1}: there is a NUL character, so this is no web page. "
            "Save the page as HTML with the encoding UTF-8."
        )
    return page


def _encoding(content: bytes, source: str) -> str:
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return encoding
    match = _DECLARED.search(_COMMENT.sub(b"", content[:_DECLARATION_BYTES]))
    if match is None:
        return "utf-8"
    declared = (match[1] or match[2]).decode("ascii", "replace")
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        name = ""
    name = _AS_BROWSERS_DO.get(name, name)
    if not _TEXT_ENCODING.fullmatch(name):
        raise GuideError(
            f"{source}: the page declares the encoding {declared!r}, which cannot be read. "
            "Save the page again with the encoding UTF-8 and declare that in it."
        )
    # Pages saved as UTF-8 often keep an old declaration; text in a one-byte encoding is hardly ever valid UTF-8.
    if name.startswith(("cp125", "iso8859")) and not content.isascii():
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            return name
        return "utf-8"
    return name


def _no_text(source: str) -> GuideError:
    return GuideError(
        f"{source}: there is no text of a guide on this page. If a script writes it, open the page in a browser and "
        "save it from there; else write the guide into it, or take the file away."
    )
