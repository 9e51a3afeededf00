"""A volume as PDF/A-2b: its contents pages, then the pages of its documents, each as it was scanned."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pipeline.export.issue import STEP
from pipeline.export.parts import label
from pipeline.export.pdf import book, layer
from pipeline.export.pdf.document import sheet
from pipeline.export.pdf.metadata import About
from pipeline.export.volume.contents import DPI, HEIGHT, WIDTH, ContentsPage, contents_pages
from pipeline.export.volume.volume import Entry, Volume
from pipeline.lettering import Typeface
from pipeline.model import Edition, Master, Region, RegionKind
from pipeline.plate import Plate

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
Picture = Callable[[str, Master], Plate]


def write(volume: Volume, face: Typeface, picture: Picture) -> bytes:
    """The volume as PDF/A-2b; `picture` gives that of a page of an issue, one at a time.

    Pages of the contents have the labels i, ii …, those of the documents 1, 2 …, as the contents say.

    Raises:
        InvalidPdfError: naming what breaks PDF/A.
        BadInputError: where a master cannot be decoded.
    """
    front = contents_pages(volume, face)
    sheets = [_front(number, page, face, len(front)) for number, page in enumerate(front, 1)]
    for extract in volume.extracts:
        shown = partial(picture, extract.issue.id)
        for page in extract.issue.pages:
            sheets.append(sheet(page, shown, str(len(sheets) - len(front) + 1)))
    bookmarks = tuple(
        book.Bookmark(label(entry.document), _target(entry, len(front))) for entry in volume.entries
    )
    return book.write(book.Book(_about(volume), tuple(sheets), bookmarks))


def _front(number: int, page: ContentsPage, face: Typeface, count: int) -> book.Sheet:
    """A contents page; a click on an entry leads to its document."""
    name = f"contents_{number}"
    lines = tuple(face.line(f"{name}_l{at:02}", text) for at, text in enumerate(page.texts, 1))
    region = Region(name, RegionKind.PARAGRAPH, name, None, lines)
    master = Master(name, "", 0, "", "", "", WIDTH, HEIGHT, DPI)
    edition = Edition(name, (), (region,), (), (), ())
    links = tuple(book.Link(one.box, _target(one.entry, count)) for one in page.references)
    drawn = partial(face.plate, WIDTH, HEIGHT, (*page.texts, *page.leaders))
    return book.Sheet(master, layer.placed_lines(edition, master), drawn, _roman(number), links)


def _target(entry: Entry, front: int) -> book.Target:
    return book.Target(front + entry.page - 1, entry.line.box.top if entry.line.box else 0)


def _about(volume: Volume) -> About:
    return About(
        identifier=volume.id,
        title=volume.title,
        description=volume.trust.said(volume.work.language),
        publisher=volume.work.publisher or volume.work.title,
        language=volume.work.language,
        date="",
        digitized=volume.work.digitized,
        maker=STEP,
    )


def _roman(number: int) -> str:
    """A small number in Roman figures, as front matter is paged."""
    said = ""
    for value, figure in _ROMAN:
        said += figure * (number // value)
        number %= value
    return said
