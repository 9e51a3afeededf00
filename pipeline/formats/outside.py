"""The way in for witnesses from outside: which format a file is in, and its reader."""

from __future__ import annotations

import json
import re

from pipeline.errors import EmptyFileError, UnknownFormatError
from pipeline.formats import alto, hocr, page, plaintext
from pipeline.formats.target import Target
from pipeline.model import Witness

READERS = {"alto": alto.read, "page": page.read, "hocr": hocr.read, "text": plaintext.read}
ADVICE = "Give ALTO, PAGE-XML, hOCR or plain text (UTF-8)."
_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"GIF8", "a GIF image"),
    (b"\0\0\0\x0cjP", "a JPEG 2000 image"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
)
_HEAD = 65_536  # bytes in which the root element must begin
_ROOTS = {"alto": "alto", "PcGts": "page"}
_ELEMENT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s/>]")


def read_witness(data: bytes, name: str, target: Target) -> Witness:
    """Read a file of any format known here; `name` is the file's, for messages.

    Raises:
        BadInputError: or one of its children: an unknown format, a damaged file, another page's file.
    """
    return READERS[sniff(data, name)](data, name, target)


def sniff(data: bytes, name: str) -> str:
    """The format: "alto", "page", "hocr" or "text", told by the content and not by the name.

    Raises:
        EmptyFileError: where there is nothing in the file.
        UnknownFormatError: where it is something else, saying what.
    """
    head = _head(data)
    if not head.strip():
        raise EmptyFileError(f"{name}: holds no text")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnknownFormatError(f"{name}: {what}, not a transcription", ADVICE)
    if root := _root(head):
        return _markup(root, name)
    if _is_json(data):
        raise UnknownFormatError(f"{name}: JSON, not a transcription", ADVICE)
    if "\0" in head:
        raise UnknownFormatError(f"{name}: not text of any kind", ADVICE)
    return "text"


def _head(data: bytes) -> str:
    """The beginning, as far as needed to tell formats apart; what cannot be decoded is replaced."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if wide or data.startswith((b"<\0", b"\0<")):
        encoding = "utf-16" if wide else "utf-16-le" if data.startswith(b"<\0") else "utf-16-be"
        return data[: 2 * _HEAD].decode(encoding, "replace")
    return data[:_HEAD].decode("utf-8", "replace").removeprefix("\ufeff")


def _root(head: str) -> str:
    """The name of the root element; empty where the file does not begin as XML or HTML does."""
    rest = head.lstrip()
    while rest.startswith(("<!", "<?")):
        rest = rest.partition(_end(rest))[2].lstrip()
    element = _ELEMENT.match(rest)
    return element[1] if element else "?" if head.lstrip().startswith(("<!", "<?")) else ""


def _end(prolog: str) -> str:
    """What ends the comment, instruction or document type that comes first."""
    if prolog.startswith("<!--"):
        return "-->"
    if prolog.startswith("<?"):
        return "?>"
    return "]>" if "[" in prolog.partition(">")[0] else ">"


def _markup(root: str, name: str) -> str:
    if root in _ROOTS:
        return _ROOTS[root]
    if root.lower() == "html":
        return "hocr"
    if name.lower().endswith(".txt"):
        return "text"
    what = (
        "an XML file with no root element" if root == "?" else f"an XML file of another kind, <{root[:40]}>"
    )
    raise UnknownFormatError(f"{name}: {what}", ADVICE)


def _is_json(data: bytes) -> bool:
    if not data.lstrip().startswith((b"{", b"[")):
        return False
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True
