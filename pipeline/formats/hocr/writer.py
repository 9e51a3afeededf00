"""Writing hOCR 1.2 as XHTML: a word's characters one by one, with box, confidence and alternatives.

hOCR has no class for most kinds of regions; the kind stands in the property ``x_type``.  The text of a
line is its text and nothing else, in a browser and for programs that know words only: white space
stands between words only where it is a space, and a glyph's alternatives stand in ``x_alternatives``.
The readings of unsettled places have no place in hOCR.
"""

from __future__ import annotations

from lxml.etree import _Element

from pipeline.formats import xml
from pipeline.formats.glyphs import around, guess_direction
from pipeline.formats.hocr.document import escape
from pipeline.formats.runs import Run, page_index, runs
from pipeline.model import Box, Direction, Edition, Glyph, Master, Region, RegionKind, TextLine

NAMESPACE = "http://www.w3.org/1999/xhtml"
CAPABILITIES = "ocr_page ocr_carea ocr_par ocr_line ocrx_word ocrx_cinfo ocrp_wconf"


def write(edition: Edition, master: Master) -> bytes:
    """An edition whose boxes lie in the frame of its master; boxes are clipped to the page."""
    root = xml.document(NAMESPACE, "html")
    head = _put(root, "head", {})
    xml.add(head, "meta", {"charset": "utf-8"})
    xml.add(head, "title", text=edition.page)
    makers = "; ".join(f"{step.tool} {step.version}".strip() for step in edition.steps)
    xml.add(head, "meta", {"name": "ocr-system", "content": makers or "gazette-pipeline"})
    xml.add(head, "meta", {"name": "ocr-capabilities", "content": CAPABILITIES})
    page = _put(_put(root, "body", {}), "div", {"class": "ocr_page", "id": edition.page})
    image = master.file.replace('"', "'")
    page.set(
        "title", f'image "{image}"; bbox 0 0 {master.width} {master.height}; ppageno {page_index(master) - 1}'
    )
    for region in edition.regions:
        _put_region(page, region, master)
    return xml.serialise(root)


def _put(parent: _Element, name: str, attributes: dict[str, str]) -> _Element:
    """An element that starts and ends a line of the file."""
    element = xml.add(parent, name, attributes, "\n")
    element.tail = "\n"
    return element


def _put_region(page: _Element, region: Region, master: Master) -> None:
    kind = [] if region.kind is RegionKind.PARAGRAPH else [f"x_type {region.kind.value}"]
    title = _title(_bounds("bbox", region.box, master), *kind)
    area = _put(page, "div", {"class": "ocr_carea", "id": region.id, **title})
    paragraph = _put(area, "p", {"class": "ocr_par"})
    for line in region.lines:
        _put_line(paragraph, line, master)


def _put_line(paragraph: _Element, line: TextLine, master: Master) -> None:
    title = _title(_bounds("bbox", line.box, master))
    element = xml.add(paragraph, "span", {"class": "ocr_line", "id": line.id, **title, **_style(line)})
    element.text = ""  # keeps an empty line from closing itself, which HTML does not know
    element.tail = "\n"
    for number, run in enumerate(runs(line), 1):
        if run.glyphs:
            _put_word(element, f"{line.id}_w{number:02d}", run, master)


def _style(line: TextLine) -> dict[str, str]:
    if line.direction is Direction.VERTICAL:
        return {"style": "writing-mode: vertical-rl"}
    looks_vertical = guess_direction(line.box, line.text) is Direction.VERTICAL
    return {"style": "writing-mode: horizontal-tb"} if looks_vertical else {}


def _put_word(line: _Element, name: str, run: Run, master: Master) -> None:
    bounds = _bounds("bbox", around(run.glyphs), master)
    title = _title(bounds, f"x_wconf {round(100 * run.confidence)}")
    word = xml.add(line, "span", {"class": "ocrx_word", "id": name, **title})
    word.tail = " " if run.space is not None else None
    for glyph in run.glyphs:
        _put_glyph(word, glyph, master)


def _put_glyph(word: _Element, glyph: Glyph, master: Master) -> None:
    certainty = f"x_conf {xml.decimal(100 * glyph.confidence)}"
    others = [f"{escape(text)} {xml.decimal(100 * confidence)}" for text, confidence in glyph.alternatives]
    rivals = f"x_alternatives {' '.join(others)}" if others else ""
    title = _title(_bounds("x_bboxes", glyph.box, master), certainty, rivals)
    xml.add(word, "span", {"class": "ocrx_cinfo", **title}, glyph.text)


def _bounds(name: str, box: Box | None, master: Master) -> str:
    if box is None:
        return ""
    part = box.within(master.width, master.height)
    return f"{name} {part.left} {part.top} {part.right} {part.bottom}"


def _title(*properties: str) -> dict[str, str]:
    said = "; ".join(part for part in properties if part)
    return {"title": said} if said else {}
