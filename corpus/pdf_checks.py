"""Whether the bytes of a PDF may be unpacked at all, found out before a reader of PDFs sees them."""

from __future__ import annotations

import base64
import binascii
import re
import zlib

from corpus.errors import GuideError

MAX_UNPACKED_BYTES = 100_000_000  # of all packed streams together

MAX_STREAMS = 50_000

_HEADER_WITHIN = 1024
_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)?")
_NAME = re.compile(rb"/([^\s/<>\[\](){}%]+)")
_HEX = re.compile(rb"#([0-9a-fA-F]{2})")
_LZW = (b"LZWDecode", b"LZW")
_MAX_LAYERS = 4  # how often a stream may be packed within itself
_CHUNK = 1 << 16


def check_pdf(content: bytes, *, source: str) -> None:
    """Refuse what is no PDF, and what would unpack to far more than a guide.

    Raises:
        GuideError: with the reason and the remedy.
    """
    if b"%PDF-" not in content[:_HEADER_WITHIN]:
        raise GuideError(f"{source}: this is no PDF, for it does not begin as one. Save the guide as PDF again.")
    if any(_HEX.sub(_character, name[1]) in _LZW for name in _NAME.finditer(content)):
        raise GuideError(
            f"{source}: this PDF is packed with LZW, an old method that is not read. Print it to a new PDF."
        )
    left = MAX_UNPACKED_BYTES
    for number, match in enumerate(_STREAM.finditer(content)):
        left -= _unpacked(content, match.end(), left, _MAX_LAYERS)
        if left < 0 or number > MAX_STREAMS:
            raise GuideError(
                f"{source}: this PDF unpacks to more than {MAX_UNPACKED_BYTES:,} bytes or {MAX_STREAMS:,} parts, far "
                "more than a guide. Print its text to a new PDF, or save it as .docx, .html, .md or .txt."
            )


def _unpacked(content: bytes, start: int, limit: int, layers: int) -> int:
    """How many bytes the stream at `start` gives in all layers together; `limit` + 1 where it is more than that."""
    if not layers:
        return limit + 1
    if not _is_zlib(content[start : start + 2]):
        content, start = _from_letters(content, start), 0
        if not _is_zlib(content[:2]):
            return 0
    unpacking, total = zlib.decompressobj(), 0
    inner: list[bytes] = []  # kept only where it is packed again
    try:
        while not unpacking.eof and total <= limit:
            packed = unpacking.unconsumed_tail or content[start : start + _CHUNK]
            start += 0 if unpacking.unconsumed_tail else _CHUNK
            if not packed:
                break
            part = unpacking.decompress(packed, 16 * _CHUNK)
            total += len(part)
            if _is_zlib(inner[0] if inner else part[:_CHUNK]):
                inner.append(part)
    except zlib.error:
        pass  # what came until here counts
    if total > limit or not inner:
        return min(total, limit + 1)
    return total + _unpacked(b"".join(inner), 0, limit - total, layers - 1)


def _is_zlib(packed: bytes) -> bool:
    return len(packed) > 1 and packed[0] & 15 == 8 and (packed[0] << 8 | packed[1]) % 31 == 0


def _from_letters(content: bytes, start: int) -> bytes:
    """A stream that was written as printable characters, as bytes; else nothing."""
    if not content[start : start + 64].isascii():
        return b""
    end = content.find(b">", start, start + 2 * MAX_UNPACKED_BYTES)
    ending = content.find(b"endstream", start)
    if end < 0 or (0 <= ending < end):
        return b""
    letters = b"".join(content[start:end].split()).removeprefix(b"<~")
    try:
        return base64.a85decode(letters[:-1]) if letters.endswith(b"~") else bytes.fromhex(letters.decode("ascii"))
    except (ValueError, binascii.Error):
        return b""


def _character(code: re.Match[bytes]) -> bytes:
    return bytes([int(code[1], 16)])
