"""The parts of a Word file that are read: its text, styles and numbering; everything else stays packed.

The file is checked before anything of it is unpacked. No relationship is followed, no entity resolved, no macro run.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from corpus.errors import GuideError

MAX_PARTS = 2_000
MAX_UNPACKED_BYTES = 100_000_000  # of all parts, pictures included
MAX_PART_BYTES = 40_000_000  # of one part that is read

_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"  # Word 97, and files with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CONTENT_TYPES = "[Content_Types].xml"
_MAIN_TYPES = ("document.main+xml", "template.main+xml")


@dataclass(frozen=True, kw_only=True)
class DocxParts:
    """The roots of the parts of a Word file, without namespaces; None for a part that the file lacks."""

    document: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None


def docx_parts(content: bytes, *, source: str) -> DocxParts:
    """The parts of a Word file that hold its text.

    Raises:
        GuideError: for a file that is encrypted, broken, no Word file, packed to unpack enormously, or holds macros.
    """
    if content.startswith(_OLD_CONTAINER):
        if _ENCRYPTED in content:
            raise _encrypted(source)
        raise GuideError(
            f"{source}: this is a file of an older Word (.doc), not a .docx. Open it in Word and save it as .docx."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check(package, source)
            return _read(package, source)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError) as error:
        raise _broken(source, str(error) or "it ends too early") from error


def _check(package: zipfile.ZipFile, source: str) -> None:
    members = package.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise _encrypted(source)
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_PARTS or unpacked > MAX_UNPACKED_BYTES:
        raise GuideError(
            f"{source}: this file unpacks to {len(members):,} parts of {unpacked:,} bytes together; at most "
            f"{MAX_PARTS:,} parts and {MAX_UNPACKED_BYTES:,} bytes are read. Save the guide again without its pictures."
        )
    if any("vbaproject" in member.filename.casefold() for member in members):
        raise _with_macros(source)


def _read(package: zipfile.ZipFile, source: str) -> DocxParts:
    if _CONTENT_TYPES not in package.namelist():
        raise GuideError(f"{source}: this is no Word document but another packed file. Save the guide as .docx.")
    types = {
        override.get("PartName", "").lstrip("/"): override.get("ContentType", "")
        for override in _root(package, _CONTENT_TYPES, source).iter("Override")
    }
    if any("macroenabled" in kind.casefold() or "vbaproject" in kind.casefold() for kind in types.values()):
        raise _with_macros(source)
    main = next((name for name, kind in types.items() if kind.endswith(_MAIN_TYPES)), "word/document.xml")
    if main not in package.namelist():
        raise GuideError(f"{source}: this is no Word document, for it has no text part. Save the guide as .docx.")
    return DocxParts(
        document=_root(package, main, source),
        styles=_optional(package, types, "wordprocessingml.styles+xml", source),
        numbering=_optional(package, types, "wordprocessingml.numbering+xml", source),
    )


def _optional(package: zipfile.ZipFile, types: dict[str, str], kind: str, source: str) -> etree._Element | None:
    names = package.namelist()
    name = next((name for name, stated in types.items() if stated.endswith(kind) and name in names), None)
    return None if name is None else _root(package, name, source)


def _root(package: zipfile.ZipFile, name: str, source: str) -> etree._Element:
    """A part as elements that carry no namespace, so that both kinds of the format read alike."""
    size = package.getinfo(name).file_size
    if size > MAX_PART_BYTES:
        raise GuideError(
            f"{source}: its part {name} unpacks to {size:,} bytes; at most {MAX_PART_BYTES:,} are read. "
            "Split the guide into several."
        )
    with package.open(name) as part:
        content = part.read(MAX_PART_BYTES)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _broken(source, f"its part {name}: {error.msg}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _broken(source, f"its part {name} declares a document type, which Word never writes")
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = etree.QName(element).localname
            for key, value in element.attrib.items():
                if key.startswith("{"):
                    element.set(etree.QName(key).localname, value)
    return root


def _broken(source: str, fact: str) -> GuideError:
    return GuideError(f"{source}: this .docx file is broken ({fact}). Open it in Word and save it again.")


def _encrypted(source: str) -> GuideError:
    return GuideError(
        f"{source}: this file is encrypted with a password. Open it in Word, take the password away and save it again."
    )


def _with_macros(source: str) -> GuideError:
    return GuideError(
        f"{source}: this file holds macros, which are programs; a guide may hold none. "
        "Save it in Word as a document without macros (.docx)."
    )
