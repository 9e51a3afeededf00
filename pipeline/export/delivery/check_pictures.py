"""Are the pictures and the PDF whole, and is the PDF one of this issue."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from pipeline import files, pdf
from pipeline.errors import BadInputError
from pipeline.export.delivery.contents import Contents, exported
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.listing import Delivered
from pipeline.export.delivery.opening import UnreadableError
from pipeline.export.delivery.said import Known, without_blanks
from pipeline.image import decode_bytes

LARGEST = 2**30  # bytes that are looked into; the digests hold for larger files, too
ALIKE = 0.9  # share of its characters that a page of the PDF must have in common with the page: PDFium
# gives some in another form than they were put in
_END, _TAIL = b"\xff\xd9", 4096  # the mark, and how near to the end of a whole file it stands
_SEGMENTS = 10_000  # before the frame header; a colour profile is cut into hundreds
_FRAME = re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]")  # where a JPEG says its size


def check_pictures(issue: Delivered, contents: Contents, right: Known) -> Iterator[Fault]:
    """The JPEGs beside IIIF: whole, and of the size of their masters."""
    for page, known in right.pages.items():
        path = exported(issue, f"images/{page}.jpg")
        data = _data(contents, path)
        if data is None or not data.startswith(b"\xff\xd8\xff"):
            continue  # that it is no JPEG was told with METS
        try:
            _check_whole(data, path)
        except BadInputError as error:
            yield Fault("no-image", f"data/{path}", str(error).removeprefix(f"{path}: "))
            continue
        size, wanted = _size(data), (known.get("width"), known.get("height"))
        if size != wanted:
            told = f"has {' × '.join(size)} pixels, its master has {wanted[0]} × {wanted[1]}"
            yield Fault("page-differs", f"data/{path}", told)


def _check_whole(jpeg: bytes, path: str) -> None:
    """Raises BadInputError where rows are missing: a file without its end mark is decoded to see."""
    files.check_whole(io.BytesIO(jpeg), "JPEG", path)
    if _END not in jpeg[-_TAIL:]:
        decode_bytes(jpeg, path)


def _size(jpeg: bytes) -> tuple[str, str]:
    """Width and height of a JPEG: from its frame header, which the segments lead to; 0 for one without."""
    at = 2
    for _ in range(_SEGMENTS):
        while jpeg[at : at + 2] == b"\xff\xff":  # fill bytes
            at += 1
        if _FRAME.match(jpeg, at):
            break
        at += 2 + max(2, int.from_bytes(jpeg[at + 2 : at + 4], "big"))
    height, width = (int.from_bytes(jpeg[at + place : at + place + 2], "big") for place in (5, 7))
    return str(width), str(height)


def check_pdf(issue: Delivered, contents: Contents, right: Known) -> Iterator[Fault]:
    """PDF/A-2b, a page for each page, each with the text of that page."""
    path = exported(issue, "issue.pdf")
    name, data = f"data/{path}", _data(contents, path)
    if data is None:
        return
    try:
        files.check_whole(io.BytesIO(data), "PDF", path)
        if why := _not_archival(data):
            yield Fault("bad-pdf", name, why)
            return
        texts = pdf.texts(data, path)
    except BadInputError as error:
        yield Fault("bad-pdf", name, str(error).removeprefix(f"{path}: "))
        return
    if len(texts) != len(right.pages):
        yield Fault("page-differs", name, f"has {len(texts)} pages, issue.akn.xml has {len(right.pages)}")
        return
    for number, (page, text) in enumerate(zip(right.pages, texts, strict=True), 1):
        if not _alike(without_blanks(text), right.text(page)):
            yield Fault("text-differs", name, f"page {number} has another text than {page} has in ALTO")


def _alike(text: str, wanted: str) -> bool:
    found, known = Counter(text), Counter(wanted)
    return (found & known).total() >= ALIKE * max(found.total(), known.total())


def _not_archival(data: bytes) -> str:
    """Why a PDF is no PDF/A-2b; empty where it is, or where the package `pikepdf` is not installed."""
    with suppress(ImportError):
        import pikepdf
        from pikepdf import pdfa

        try:
            with pikepdf.open(io.BytesIO(data)) as opened:
                checked = pdfa.check(opened, "2b")
        except pikepdf.PdfError as error:
            return f"cannot be opened: {error}"
        return "" if checked.passed else f"is no PDF/A-2b: {checked.findings[0]!s:.200}"
    return ""


def _data(contents: Contents, path: str) -> bytes | None:
    """The content of a file that is at hand; None for one that is not, or is too large to look into."""
    if not contents.at_hand(path):
        return None
    try:
        return contents.read(path, LARGEST)
    except UnreadableError:
        return None  # told with the bag
