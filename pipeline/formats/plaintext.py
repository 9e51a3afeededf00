"""Plain text: one printed line a line, a blank line between regions; UTF-8 is written.

What comes in may also be UTF-16 with a byte order mark, or GB 18030 (and so GBK and GB 2312).
"""

from __future__ import annotations

import codecs
import re

from pipeline.errors import BadInputError, EmptyFileError, ForeignPageError, TooLargeError
from pipeline.formats.glyphs import Piece, Word, flat, line_glyphs, numbered, text_line
from pipeline.formats.target import Target
from pipeline.model import Direction, Edition, Finding, Region, RegionKind, Severity, TextLine, Witness

MAX_BYTES = 2**20  # a page has a few thousand characters
SAVE_ADVICE = "Save it as plain text in UTF-8."
_LINE_END = re.compile(r"\r\n|\r|\n")
_CONTROL = re.compile(r"[\0-\x08\x0e-\x1f]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(data: bytes, source: str, target: Target) -> Witness:
    """The lines as a witness without boxes; a file not in Unicode gets a finding that says so.

    Raises:
        BadInputError: where the bytes are no text, or too many for a page.
        ForeignPageError: where form feeds part it into several pages.
    """
    text, encoding = decode(data, source)
    pages = text.removesuffix("\f").split("\f")
    if len(pages) > 1:
        raise ForeignPageError(f"{source}: holds {len(pages)} pages", "Split the file at its form feeds.")
    regions = [_region(lines) for lines in _groups(pages[0])]
    if not regions:
        raise EmptyFileError(f"{source}: holds no text")
    findings = () if encoding.startswith("utf") else (_guessed(encoding, source, target),)
    return Witness(target.page, target.sigil, numbered(target.page, regions), findings, ())


def decode(data: bytes, source: str) -> tuple[str, str]:
    """The text and the name of its encoding.

    Raises:
        BadInputError: where it is in none that is known here, or holds control characters.
    """
    if len(data) > MAX_BYTES:
        raise TooLargeError(
            f"{source}: {len(data)} bytes of text for one page", "Split the file into its pages."
        )
    marked = [name for mark, name in _MARKS if data.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if found := _CONTROL.search(text):
            line = text[: found.start()].count("\n") + 1
            raise BadInputError(
                f"{source}: line {line}: control character U+{ord(found[0]):04X}", SAVE_ADVICE
            )
        return text, encoding
    raise BadInputError(f"{source}: neither UTF-8 nor GB 18030", SAVE_ADVICE)


def write(edition: Edition) -> bytes:
    """The edition's text; lines and regions without any are left out."""
    regions = [[flat(line.text) for line in region.lines if line.text.strip()] for region in edition.regions]
    text = "\n".join("".join(f"{line}\n" for line in lines) for lines in regions if lines)
    return text.encode("utf-8", "replace")


def _groups(text: str) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for line in _LINE_END.split(text):
        if line.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _region(lines: list[str]) -> Region:
    return Region("", RegionKind.PARAGRAPH, "", None, tuple(_line(line) for line in lines))


def _line(text: str) -> TextLine:
    glyphs = line_glyphs([Word(Piece(flat(text)))], Direction.HORIZONTAL)
    return text_line(None, glyphs, Direction.HORIZONTAL)


def _guessed(encoding: str, source: str, target: Target) -> Finding:
    message = f"{source}: not in UTF-8; read as {encoding}"
    return Finding("text-encoding", message, Severity.NOTE, target.page)
