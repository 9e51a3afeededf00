"""Writing ALTO 4.4.

A ``Glyph`` of ALTO is one code point, so a grapheme cluster of several takes several with the same
box.  The schema holds a ``Variant`` to three code points: longer ones are left out.
"""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element

from pipeline.formats import xml
from pipeline.formats.glyphs import around
from pipeline.formats.runs import (
    Alternative,
    Run,
    alternatives,
    decided,
    page_index,
    printed_number,
    runs,
    sureness,
)
from pipeline.formats.way import Way, way_of
from pipeline.model import App, Box, Edition, Glyph, Master, Region, RegionKind, TextLine

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
LONGEST_VARIANT = 3
_DIRECTIONS = {Way.RIGHT: "ltr", Way.LEFT: "rtl", Way.DOWN: "ttb"}
_CATEGORIES = {
    "scan": "preOperation",
    "ocr": "contentGeneration",
    "proof": "contentModification",
    "export": "postOperation",
}


def write(edition: Edition, master: Master) -> bytes:
    """An edition whose boxes lie in the frame of its master, as ALTO 4.4; boxes are clipped to the page."""
    root = xml.document(NAMESPACE, "alto", {"SCHEMAVERSION": "4.4"})
    _put_description(root, edition, master)
    _put_tags(root, edition)
    _put_order(root, edition)
    page = xml.add(xml.add(root, "Layout"), "Page", _page_attributes(edition, master))
    extent = Box(0, 0, master.width, master.height)
    space = xml.add(page, "PrintSpace", {"ID": f"{edition.page}_print", **_place(extent, master)})
    for region in edition.regions:
        _put_region(space, region, edition, master)
    etree.indent(root)
    return xml.serialise(root)


def _put_description(root: _Element, edition: Edition, master: Master) -> None:
    description = xml.add(root, "Description")
    xml.add(description, "MeasurementUnit", text="pixel")
    xml.add(xml.add(description, "sourceImageInformation"), "fileName", text=master.file)
    for name, step in zip(_step_ids(edition), edition.steps, strict=True):
        made = xml.add(description, "Processing", {"ID": name})
        xml.add(made, "processingCategory", text=_CATEGORIES.get(step.stage, "other"))
        xml.add(made, "processingStepDescription", text=step.stage)
        if step.settings:
            xml.add(made, "processingStepSettings", text=step.settings)
        software = xml.add(made, "processingSoftware")
        xml.add(software, "softwareName", text=step.tool)
        xml.add(software, "softwareVersion", text=step.version)
        if step.model:
            xml.add(software, "applicationDescription", text=f"model SHA-256 {step.model}")


def _step_ids(edition: Edition) -> list[str]:
    return [f"{edition.page}_step{n:02d}" for n in range(1, len(edition.steps) + 1)]


def _put_tags(root: _Element, edition: Edition) -> None:
    kinds = sorted({region.kind.value for region in edition.regions})
    if not kinds:
        return
    tags = xml.add(root, "Tags")
    for kind in kinds:
        xml.add(tags, "LayoutTag", {"ID": f"kind_{kind}", "TYPE": "region", "LABEL": kind})


def _put_order(root: _Element, edition: Edition) -> None:
    if not edition.regions:
        return
    group = xml.add(xml.add(root, "ReadingOrder"), "OrderedGroup", {"ID": f"{edition.page}_order"})
    for region in edition.regions:
        xml.add(group, "ElementRef", {"ID": f"{region.id}_ref", "REF": region.id})


def _page_attributes(edition: Edition, master: Master) -> dict[str, str]:
    found = {"ID": edition.page, "PHYSICAL_IMG_NR": str(page_index(master))}
    if number := printed_number(edition):
        found["PRINTED_IMG_NR"] = number
    found |= {"WIDTH": str(master.width), "HEIGHT": str(master.height)}
    if (sure := sureness(edition)) is not None:
        found["PC"] = xml.decimal(sure)
    if edition.steps:
        found["PROCESSINGREFS"] = " ".join(_step_ids(edition))
    return found


def _put_region(space: _Element, region: Region, edition: Edition, master: Master) -> None:
    attributes = {"ID": region.id, **_place(region.box, master), "TAGREFS": f"kind_{region.kind.value}"}
    if not region.lines and region.kind in (RegionKind.GRAPHIC, RegionKind.STAMP):
        xml.add(space, "Illustration", attributes | {"TYPE": region.kind.value})
        return
    block = xml.add(space, "TextBlock", attributes)
    for line in region.lines:
        _put_line(block, line, edition.apps, master)


def _put_line(block: _Element, line: TextLine, apps: tuple[App, ...], master: Master) -> None:
    attributes = {"ID": line.id, **_place(line.box, master), "BASEDIRECTION": _DIRECTIONS[way_of(line)]}
    element = xml.add(block, "TextLine", attributes)
    parts = runs(line)
    others = alternatives(line, parts, apps)
    corrected = decided(line, parts, apps)
    for number, run in enumerate(parts):
        name = f"{line.id}_s{number + 1:02d}"
        string = _put_string(element, name, run, others.get(number, []), master)
        if number in corrected:
            string.set("CS", "true")
        if run.space is not None:
            xml.add(element, "SP", _place(run.space.box, master) if run.space.box else {})


def _put_string(line: _Element, name: str, run: Run, others: list[Alternative], master: Master) -> _Element:
    attributes = {"ID": name, "CONTENT": run.text, **_place(around(run.glyphs), master)}
    if run.glyphs:
        digits = [str(round(9 - 9 * glyph.confidence)) for glyph in run.glyphs for _ in glyph.text]
        attributes |= {"WC": xml.decimal(run.confidence), "CC": " ".join(digits)}
    string = xml.add(line, "String", attributes)
    for other in others:
        xml.add(string, "ALTERNATIVE", {"PURPOSE": f"reading of {' '.join(other.sigils)}"}, other.text)
    for glyph in run.glyphs:
        _put_glyph(string, glyph, master)
    return string


def _put_glyph(string: _Element, glyph: Glyph, master: Master) -> None:
    place = _place(glyph.box, master) if glyph.box else {}
    for number, code_point in enumerate(glyph.text):
        element = xml.add(
            string, "Glyph", {"CONTENT": code_point, "GC": xml.decimal(glyph.confidence), **place}
        )
        for text, confidence in glyph.alternatives if number == 0 else ():
            if len(text) <= LONGEST_VARIANT:
                xml.add(element, "Variant", {"CONTENT": text, "VC": xml.decimal(confidence)})


def _place(box: Box | None, master: Master) -> dict[str, str]:
    """The box as attributes, clipped to the page; all 0 where there is none."""
    part = (box or Box(0, 0, 0, 0)).within(master.width, master.height)
    values = (part.left, part.top, part.width, part.height)
    return {name: str(value) for name, value in zip(("HPOS", "VPOS", "WIDTH", "HEIGHT"), values, strict=True)}
