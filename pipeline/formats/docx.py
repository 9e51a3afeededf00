"""Word documents: paragraphs of text out, and paragraphs back in, with one property that stays with the file.

Written by python-docx, imported on use.  Read by ourselves, from the two parts that are needed: a file
from outside is unpacked within limits, its XML is read as all XML here is, and changes that Word keeps
track of count as made.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from lxml.etree import _Element

from pipeline.errors import BadInputError, MissingToolError, TooLargeError, UnknownFormatError
from pipeline.formats.xml import clean_text, local, parse

PROPERTY = "gazette-sheet"  # name of the custom property
MAGIC = b"PK\x03\x04"
MAX_BYTES = 16 * 2**20  # of the file
MAX_PARTS = 500
MAX_PART = 16 * 2**20  # bytes of one part, unpacked; a page of text takes some 100,000
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CONTENT = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_ANY_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the format's own id for properties that anyone may set
_TEXT, _CUSTOM_PART = "word/document.xml", "docProps/custom.xml"
_GONE = frozenset({"del", "moveFrom", "fldChar", "instrText", "pPr", "rPr", "txbxContent", "Fallback"})
_NOTE = "808080"


def write(paragraphs: Sequence[Sequence[tuple[str, str]]], told: str, font: str = "SimSun") -> bytes:
    """A document; each paragraph is pieces of text with a look: "note", "text" or "open".

    `told` is kept as the property.

    Raises:
        MissingToolError: where python-docx is not installed.
    """
    try:
        import docx
        from docx.enum.text import WD_COLOR_INDEX
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor
    except ImportError as error:
        raise MissingToolError(
            "Word documents need python-docx", "Install it: pip install 'gazette-pipeline[docx]'"
        ) from error
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = font, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    style.paragraph_format.space_after = Pt(2)
    for pieces in paragraphs:
        paragraph = document.add_paragraph()
        for text, look in pieces:
            run = paragraph.add_run(clean_text(text))
            if look == "note":
                run.font.size, run.font.color.rgb = Pt(9), RGBColor.from_string(_NOTE)
            elif look == "open":
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    _add_property(document, told)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def read(data: bytes, source: str) -> tuple[tuple[str, ...], str]:
    """The paragraphs of the body, in order, and the property; it is empty where the file has none.

    A line break within a paragraph parts it in two.

    Raises:
        UnknownFormatError: where it is no Word document.
        TooLargeError: where it unpacks to more than a page can need.
        BadXmlError: where a part is damaged.
    """
    if len(data) > MAX_BYTES:
        raise TooLargeError(f"{source}: {len(data)} bytes for the text of one page", "Give one page a file.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            text = _part(archive, _TEXT, source)
            custom = _part(archive, _CUSTOM_PART, source)
    # RuntimeError covers a compression that zipfile does not know
    except (zipfile.BadZipFile, RuntimeError, EOFError, ValueError) as error:
        raise BadInputError(f"{source}: damaged: {error}", "Save it again as .docx.") from error
    if not text:
        raise UnknownFormatError(f"{source}: a ZIP archive, but no Word document", "Save it as .docx.")
    body = parse(text, f"{source}: {_TEXT}")
    told = _property(parse(custom, f"{source}: {_CUSTOM_PART}")) if custom else ""
    return tuple(_paragraphs(body)), told


def _part(archive: zipfile.ZipFile, name: str, source: str) -> bytes:
    """One part, unpacked; empty where there is none.  No more is unpacked than the part may have."""
    if len(archive.infolist()) > MAX_PARTS:
        raise TooLargeError(f"{source}: {len(archive.infolist())} parts", "Save it again as .docx.")
    if name not in archive.namelist():
        return b""
    if archive.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BadInputError(
            f"{source}: {name} is packed as no office program does", "Save it again as .docx."
        )
    with archive.open(name) as part:
        found = part.read(MAX_PART + 1)
    if len(found) > MAX_PART:
        what = f"{source}: {name} unpacks to more than {MAX_PART} bytes"
        raise TooLargeError(what, "Give one page a file.")
    return found


def _paragraphs(body: _Element) -> Iterator[str]:
    for paragraph in body.iter(f"{{{_WORD}}}p"):
        if any(local(parent) in _GONE for parent in paragraph.iterancestors()):
            continue
        yield from "".join(_texts(paragraph)).split("\n")


def _texts(element: _Element) -> Iterator[str]:
    """The text under an element as it would be printed, without what is struck out."""
    for child in element:
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "noBreakHyphen", "br", "cr"):
            yield {"tab": " ", "noBreakHyphen": "-"}.get(name, "\n")
        elif name != "p" and name not in _GONE:
            yield from _texts(child)


def _property(root: _Element) -> str:
    for one in root.iter(f"{{{_CUSTOM}}}property"):
        if one.get("name") == PROPERTY:
            return "".join(str(text) for text in one.itertext()).strip()
    return ""


def _add_property(document: Any, told: str) -> None:
    """python-docx has no custom properties; this is the part of the package that holds them."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    prefixes: Any = {None: _CUSTOM, "vt": _VALUES}
    root = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap=prefixes)
    one = etree.SubElement(root, f"{{{_CUSTOM}}}property", fmtid=_ANY_SET, pid="2", name=PROPERTY)
    etree.SubElement(one, f"{{{_VALUES}}}lpwstr").text = told
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    package = document.part.package
    part = Part(PackURI(f"/{_CUSTOM_PART}"), _CONTENT, blob, package)
    package.relate_to(part, _RELATION)
