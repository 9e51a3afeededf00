"""What a file is by its bytes, never by its name; whether it is whole; what to call it in a message.

Decoders forgive: libtiff and OpenJPEG hand out white or blurred rows for a file that ends too early.
So containers are measured here, before any pixel is decoded.
"""

from __future__ import annotations

import os
import struct
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import BadInputError, EmptyFileError, TruncatedFileError, UnknownFormatError

KINDS = ("TIFF", "JPEG", "PNG", "JPEG2000", "PDF")
_SIGNATURES = (
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),  # BigTIFF
    (b"MM\0+", "TIFF"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG2000"),
    (b"\xff\x4f\xff\x51", "JPEG2000"),  # a bare codestream
)
_FOREIGN = (
    (b"%!PS", "PostScript"),
    (b"\xc5\xd0\xd3\xc6", "PostScript"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"RIFF", "WebP"),
    (b"AT&TFORM", "DjVu"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"<", "SVG, XML or HTML"),
)
_JPEG_END, _JPEG_SCAN, _J2K_TILE = 0xD9, 0xDA, 0xFF90
_TIFF_SIZES = {
    1: 1,
    2: 1,
    3: 2,
    4: 4,
    5: 8,
    6: 1,
    7: 1,
    8: 2,
    9: 4,
    10: 8,
    11: 4,
    12: 8,
    13: 4,
    16: 8,
    17: 8,
    18: 8,
}
_TIFF_PRIVATE = 32_768  # tags from here on belong to single programs and may point anywhere
_PDF_TAIL = 65_536  # %%EOF is looked for in so many bytes at the end


def shown(path: Path | str) -> str:
    """A file name as readable text that UTF-8 and a terminal can hold.

    Names of old Chinese systems are read as GB 18030; what has no shape is escaped.
    """
    raw = os.fsencode(path)
    for encoding in ("utf-8", "gb18030"):
        try:
            return "".join(map(_visible, raw.decode(encoding)))
        except UnicodeDecodeError:
            continue
    return "".join(map(_visible, raw.decode("utf-8", "backslashreplace")))


def _visible(char: str) -> str:
    hidden = unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    return char.encode("unicode_escape").decode() if hidden else char


def kind(path: Path) -> str:
    """The format by the file's first bytes: one of `KINDS`.

    Raises:
        EmptyFileError: where there is no byte.
        UnknownFormatError: where the bytes are of no format we take.
        BadInputError: where the file cannot be read.
    """
    with opened(path) as handle:
        return kind_of_bytes(handle.read(1024), shown(path))


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file, for reading.

    Raises:
        BadInputError: where it cannot be opened or read.
    """
    try:
        with path.open("rb") as handle:
            yield handle
    except OSError as error:
        raise BadInputError(f"{shown(path)}: cannot be read: {error.strerror}") from error


def kind_of_bytes(head: bytes, name: str) -> str:
    """The same for the first 1024 bytes of a file."""
    if not head:
        raise EmptyFileError(f"{name}: is empty")
    for signature, found in _SIGNATURES:
        if head.startswith(signature):
            return found
    if b"%PDF-" in head:  # viewers allow rubbish before it
        return "PDF"
    guess = next((found for start, found in _FOREIGN if head.startswith(start)), "")
    seems = f"; it looks like {guess}" if guess else ""
    raise UnknownFormatError(f"{name}: is no TIFF, JPEG, PNG, JPEG 2000 or PDF{seems}")


def check_whole(handle: BinaryIO, found: str, name: str) -> None:
    """See that the file does not end before its own structure does; TIFF frames need `check_strips`, too.

    Raises:
        TruncatedFileError: naming the file.
    """
    size = handle.seek(0, os.SEEK_END)
    check = {"JPEG": _jpeg, "PNG": _png, "JPEG2000": _jpeg2000, "TIFF": _tiff, "PDF": _pdf}[found]
    handle.seek(0)
    try:
        whole = check(handle, size)
    except struct.error:  # fewer bytes than the structure has
        whole = False
    handle.seek(0)
    if not whole:
        raise TruncatedFileError(f"{name}: the {found} file ends too early, at byte {size}")


def check_strips(offsets: tuple[int, ...], counts: tuple[int, ...], size: int, name: str) -> None:
    """See that all strips or tiles of a TIFF frame lie inside the file.

    Raises:
        TruncatedFileError: naming the file.
    """
    for offset, count in zip(offsets, counts, strict=False):
        if offset + count > size:
            raise TruncatedFileError(f"{name}: image data up to byte {offset + count}, file ends at {size}")


def _unpack(handle: BinaryIO, layout: str) -> tuple[int, ...]:
    return struct.unpack(layout, handle.read(struct.calcsize(layout)))


def _jpeg(handle: BinaryIO, size: int) -> bool:
    """The header is whole; whether all rows are there, the strict decoder says."""
    handle.seek(2)
    while True:
        mark, code = _unpack(handle, ">BB")
        while mark == code == 0xFF:  # fill bytes
            (code,) = _unpack(handle, ">B")
        if mark != 0xFF or code in (_JPEG_SCAN, _JPEG_END):
            return handle.tell() < size
        (length,) = _unpack(handle, ">H")
        handle.seek(max(length, 2) - 2, os.SEEK_CUR)


def _png(handle: BinaryIO, size: int) -> bool:
    handle.seek(8)
    while True:
        length, name = struct.unpack(">I4s", handle.read(8))
        if handle.seek(length + 4, os.SEEK_CUR) > size:
            return False
        if name == b"IEND":
            return True


def _tiff(handle: BinaryIO, size: int) -> bool:
    """The chain of directories, and the values of their public tags, lie inside the file."""
    order = "<" if handle.read(2) == b"II" else ">"
    wide = _unpack(handle, f"{order}H")[0] == 43  # BigTIFF
    handle.seek(8 if wide else 4)
    (at,) = _unpack(handle, f"{order}{'Q' if wide else 'I'}")
    seen: set[int] = set()
    while at and at not in seen:
        seen.add(at)
        if at >= size:
            return False
        handle.seek(at)
        if _directory(handle, order, wide, size) > size:
            return False
        (at,) = _unpack(handle, f"{order}{'Q' if wide else 'I'}")
    return True


def _directory(handle: BinaryIO, order: str, wide: bool, size: int) -> int:
    """Where the last value of the directory that begins here ends; leaves the handle behind its entries."""
    (count,) = _unpack(handle, f"{order}{'Q' if wide else 'H'}")
    entry = struct.Struct(f"{order}HH{'QQ' if wide else 'II'}")
    if count * entry.size > size:
        raise struct.error("more entries than the file has bytes for")
    data = handle.read(count * entry.size)
    if len(data) < count * entry.size:
        raise struct.error("directory cut short")
    ends = [0]
    for tag, kind_of_value, number, value in entry.iter_unpack(data):
        length = _TIFF_SIZES.get(kind_of_value, 0) * number
        if length > (8 if wide else 4) and tag < _TIFF_PRIVATE:
            ends.append(value + length)
    return max(ends)


def _pdf(handle: BinaryIO, size: int) -> bool:
    handle.seek(max(0, size - _PDF_TAIL))
    return b"%%EOF" in handle.read()


def _jpeg2000(handle: BinaryIO, size: int) -> bool:
    start = 0
    if handle.read(4) != b"\xff\x4f\xff\x51":
        start = next((at for name, at in _boxes(handle, size) if name == b"jp2c"), size)
    return start + 2 <= size and _tile_parts(handle, start + 2, size)


def _boxes(handle: BinaryIO, size: int) -> Iterator[tuple[bytes, int]]:
    """Name and start of the content of each box of a JP2 file."""
    at = 0
    while at < size:
        handle.seek(at)
        length, name = struct.unpack(">I4s", handle.read(8))
        head = 8
        if length == 1:
            (length,) = _unpack(handle, ">Q")
            head = 16
        yield name, at + head
        at = at + max(length, head) if length else size


def _tile_parts(handle: BinaryIO, at: int, size: int) -> bool:
    """Whether all tile parts of a codestream, whose lengths stand in it, lie inside the file."""
    while at < size:
        handle.seek(at)
        marker, length = _unpack(handle, ">HH")
        if marker == 0xFFD9:
            return True
        if marker != _J2K_TILE:
            at += 2 + length
            continue
        _, part = _unpack(handle, ">HI")
        if part == 0:  # up to the end of the codestream
            handle.seek(size - 2)
            return handle.read(2) == b"\xff\xd9"
        at += max(part, 12)
        if at + 2 <= size:
            handle.seek(at)
            if handle.read(2) == b"\xff\xd9":
                return True
    return False
