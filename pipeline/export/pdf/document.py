"""The PDF/A-2b of an issue: pages, pictures, text, bookmarks, metadata."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from typing import Any

from pipeline.export.documents import part_lines
from pipeline.export.facts import folio
from pipeline.export.flow import Page
from pipeline.export.issue import STEP, Issue
from pipeline.export.parts import label
from pipeline.export.pdf import drawing, font, layer, metadata
from pipeline.export.trust import trust_of
from pipeline.formats.xml import clean_text
from pipeline.model import Master
from pipeline.plate import Plate

POINTS = 72.0  # in an inch
USUAL_DPI = 300.0  # of a master that does not say
MOST_POINTS = 14_400.0  # that a side of a page may have
Picture = Callable[[Master], Plate]


class InvalidPdfError(RuntimeError):
    """A fault of this program: it built a PDF that is no PDF/A.  Not the user's to mend."""


def write(issue: Issue, picture: Picture) -> bytes:
    """The issue as PDF/A-2b; `picture` gives the picture of each page, one at a time.

    Raises:
        InvalidPdfError: naming what breaks PDF/A.
        BadInputError: where a master cannot be decoded.
    """
    import pikepdf

    pdf = pikepdf.new()
    lines = {page.id: _lines(page) for page in issue.pages}
    texts = {glyph.text for on in lines.values() for line in on for glyph in line.glyphs}
    codes = font.codes({drawing.BLANK, *texts})
    held = _font(pdf, codes)
    table = codes.table()
    for page in issue.pages:
        text = drawing.content(lines[page.id], table, page.master.height)
        _put_page(pdf, picture(page.master), page.master, text, held)
    _put_catalogue(pdf, issue)
    _put_bookmarks(pdf, issue)
    return _saved(pdf, issue.id)


def scale(master: Master) -> float:
    """Points in a pixel of the master."""
    points = POINTS / (master.dpi or USUAL_DPI)
    return min(points, MOST_POINTS / max(master.width, master.height))


def _lines(page: Page) -> tuple[layer.PlacedLine, ...]:
    return layer.placed_lines(page.edition, page.master) if page.edition else ()


def _put_page(pdf: Any, picture: Plate, master: Master, text: bytes, held: Any) -> None:
    from pikepdf import Dictionary, Name

    size = scale(master)
    width, height = master.width * size, master.height * size
    page = pdf.add_blank_page(page_size=(round(width, 3), round(height, 3)))
    resources = Dictionary(XObject=Dictionary(Scan=_image(pdf, picture)), Font=Dictionary(F=held))
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


def _put_catalogue(pdf: Any, issue: Issue) -> None:
    from pikepdf import Array, Dictionary, Name, String

    root = pdf.Root
    root.Lang = String("zh" if issue.work.language in ("zho", "chi") else issue.work.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    labels: list[Any] = []
    for number, page in enumerate(issue.pages):
        labels += [number, Dictionary(P=String(folio(page) or page.id))]
    root.PageLabels = Dictionary(Nums=Array(labels))
    _put_information(pdf, issue)
    packet = pdf.make_stream(metadata.packet(issue, STEP))
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


def _put_information(pdf: Any, issue: Issue) -> None:
    """Title and description once more, the same as in the packet: some readers show only these."""
    from pikepdf import Name, String

    pdf.docinfo[Name.Title] = String(clean_text(issue.title))
    said = trust_of(issue.pages).said(issue.work.language)
    if said:
        pdf.docinfo[Name.Subject] = String(said)


def _put_bookmarks(pdf: Any, issue: Issue) -> None:
    """A bookmark for each part, to the height at which it begins."""
    from pikepdf import OutlineItem, make_page_destination

    numbers = {page.id: number for number, page in enumerate(issue.pages)}
    with pdf.open_outline() as outline:
        for part in issue.parts:
            line = part_lines(part)[0]
            number = numbers[line.page]
            master = issue.pages[number].master
            top = (master.height - (line.box.top if line.box else 0)) * scale(master)
            place = make_page_destination(pdf, number, "XYZ", left=0, top=round(top, 1))
            outline.root.append(OutlineItem(label(part), place))


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
