"""A PDF/A-2b of page pictures with invisible text: pages, bookmarks, links, metadata."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.export.pdf import drawing, font, layer, metadata
from pipeline.formats.xml import clean_text
from pipeline.model import Box, Master
from pipeline.plate import Plate

POINTS = 72.0  # in an inch
USUAL_DPI = 300.0  # of a master that does not say
MOST_POINTS = 14_400.0  # that a side of a page may have
_PRINTED = 4  # flag of an annotation that PDF/A wants


class InvalidPdfError(RuntimeError):
    """A fault of this program: it built a PDF that is no PDF/A.  Not the user's to mend."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place to go to."""

    sheet: int  # from 0
    top: int = 0  # pixels of that sheet


@dataclass(frozen=True, slots=True)
class Bookmark:
    label: str
    target: Target


@dataclass(frozen=True, slots=True)
class Link:
    """A part of a sheet that leads somewhere when it is clicked."""

    box: Box
    target: Target


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its size and resolution are those of its master, its places are pixels of it."""

    master: Master
    lines: tuple[layer.PlacedLine, ...]
    picture: Callable[[], Plate]  # made when the page is written, one at a time
    label: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    about: metadata.About
    sheets: tuple[Sheet, ...]
    bookmarks: tuple[Bookmark, ...]


def write(book: Book) -> bytes:
    """The book as PDF/A-2b; equal books give equal bytes.

    Raises:
        InvalidPdfError: naming what breaks PDF/A.
        BadInputError: where a master cannot be decoded.
    """
    import pikepdf

    pdf = pikepdf.new()
    texts = {glyph.text for sheet in book.sheets for line in sheet.lines for glyph in line.glyphs}
    codes = font.codes({drawing.BLANK, *texts})
    held = _font(pdf, codes)
    table = codes.table()
    for sheet in book.sheets:
        _put_page(pdf, sheet, drawing.content(sheet.lines, table, sheet.master.height), held)
    _put_links(pdf, book.sheets)
    _put_catalogue(pdf, book)
    _put_bookmarks(pdf, book)
    return _saved(pdf, book.about.identifier)


def scale(master: Master) -> float:
    """Points in a pixel of the master."""
    points = POINTS / (master.dpi or USUAL_DPI)
    return min(points, MOST_POINTS / max(master.width, master.height))


def _put_page(pdf: Any, sheet: Sheet, text: bytes, held: Any) -> None:
    from pikepdf import Dictionary, Name

    master = sheet.master
    size = scale(master)
    width, height = master.width * size, master.height * size
    page = pdf.add_blank_page(page_size=(round(width, 3), round(height, 3)))
    resources = Dictionary(XObject=Dictionary(Scan=_image(pdf, sheet.picture())), Font=Dictionary(F=held))
    page.obj[Name.Resources] = resources
    place = f"{size:.8f} 0 0 {size:.8f} 0 0 cm\n".encode()
    show = f"q {master.width} 0 0 {master.height} 0 0 cm /Scan Do Q\n".encode()
    page.obj[Name.Contents] = pdf.make_stream(b"q\n" + place + show + text + b"Q\n")


def _image(pdf: Any, picture: Plate) -> Any:
    from pikepdf import Dictionary, Name

    made = pdf.make_stream(picture.data)
    made.Type, made.Subtype = Name.XObject, Name.Image
    made.Width, made.Height = picture.width, picture.height
    made.ColorSpace = Name.DeviceRGB if picture.channels == 3 else Name.DeviceGray
    made.BitsPerComponent = 1 if picture.packing == "g4" else 8
    if picture.packing == "g4":
        made.Filter = Name.CCITTFaxDecode
        made.DecodeParms = Dictionary(K=-1, Columns=picture.width, Rows=picture.height)
    else:
        made.Filter = Name.DCTDecode
    return made


def _font(pdf: Any, codes: font.Codes) -> Any:
    from pikepdf import Array, Dictionary, Name

    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{font.NAME}"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(_descendant(pdf))]),
            ToUnicode=pdf.make_stream(codes.to_unicode()),
        )
    )


def _descendant(pdf: Any) -> Any:
    from pikepdf import Array, Dictionary, Name, String

    program = font.program()
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{font.NAME}"),
        Flags=4,  # symbolic: its characters are those of no alphabet
        FontBBox=Array([0, 0, font.EM, font.EM]),
        ItalicAngle=0,
        Ascent=font.EM,
        Descent=0,
        CapHeight=font.EM,
        StemV=80,
        FontFile2=pdf.make_stream(program, Length1=len(program)),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(f"/{font.NAME}"),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=font.EM,
        CIDToGIDMap=pdf.make_stream(font.all_codes_to_one_glyph()),
    )


def _put_links(pdf: Any, sheets: tuple[Sheet, ...]) -> None:
    from pikepdf import Array, Dictionary, Name

    for number, sheet in enumerate(sheets):
        made = [
            pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Link,
                    Rect=Array(_rectangle(link.box, sheet.master)),
                    Border=Array([0, 0, 0]),
                    F=_PRINTED,
                    Dest=_destination(pdf, link.target, sheets),
                )
            )
            for link in sheet.links
        ]
        if made:
            pdf.pages[number].obj[Name.Annots] = Array(made)


def _rectangle(box: Box, master: Master) -> list[float]:
    size = scale(master)
    edges = (box.left, master.height - box.bottom, box.right, master.height - box.top)
    return [round(edge * size, 1) for edge in edges]


def _destination(pdf: Any, target: Target, sheets: tuple[Sheet, ...]) -> Any:
    from pikepdf import make_page_destination

    master = sheets[target.sheet].master
    top = round((master.height - target.top) * scale(master), 1)
    return make_page_destination(pdf, target.sheet, "XYZ", left=0, top=top)


def _put_catalogue(pdf: Any, book: Book) -> None:
    from pikepdf import Array, Dictionary, Name, String

    root, about = pdf.Root, book.about
    root.Lang = String("zh" if about.language in ("zho", "chi") else about.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    labels: list[Any] = []
    for number, sheet in enumerate(book.sheets):
        labels += [number, Dictionary(P=String(sheet.label))]
    root.PageLabels = Dictionary(Nums=Array(labels))
    _put_information(pdf, about)
    packet = pdf.make_stream(metadata.packet(about))
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    root.Metadata = packet
    profile = pdf.make_stream(_srgb(), N=3)
    root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                DestOutputProfile=profile,
            )
        ]
    )


def _put_information(pdf: Any, about: metadata.About) -> None:
    """Title and description once more, the same as in the packet: some readers show only these."""
    from pikepdf import Name, String

    pdf.docinfo[Name.Title] = String(clean_text(about.title))
    if about.description:
        pdf.docinfo[Name.Subject] = String(clean_text(about.description))


def _put_bookmarks(pdf: Any, book: Book) -> None:
    from pikepdf import OutlineItem

    with pdf.open_outline() as outline:
        for one in book.bookmarks:
            outline.root.append(OutlineItem(one.label, _destination(pdf, one.target, book.sheets)))


def _saved(pdf: Any, name: str) -> bytes:
    from pikepdf import pdfa

    held = io.BytesIO()
    try:
        pdfa.save(pdf, held, "2b", output_intent=None, repair=False, deterministic_id=True)
    except pdfa.PdfaError as error:
        raise InvalidPdfError(f"{name}: {error.report.summary()}") from error
    return held.getvalue()


@cache
def _srgb() -> bytes:
    """The ICC profile of sRGB, without the day on which it was made."""
    from PIL import ImageCms

    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[24:36] = bytes.fromhex("07b200010001000000000000")  # 1970-01-01
    return bytes(made)
