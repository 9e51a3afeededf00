"""Writing PAGE-XML 2019-07-15.

Every element of PAGE must have an outline: one without a box gets one of no size in the origin.
"""

from __future__ import annotations

from dataclasses import replace

from lxml import etree
from lxml.etree import _Element

from pipeline.formats import xml
from pipeline.formats.glyphs import around
from pipeline.formats.runs import Alternative, Run, alternatives, runs, sureness
from pipeline.formats.way import Way, way_of
from pipeline.model import (
    App,
    Box,
    Cell,
    Direction,
    Edition,
    Glyph,
    Master,
    Region,
    RegionKind,
    Step,
    TextLine,
)

NAMESPACE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
CREATOR = "gazette-pipeline"
_DIRECTIONS = {Way.RIGHT: "left-to-right", Way.LEFT: "right-to-left", Way.DOWN: "top-to-bottom"}
_HOLDERS = {
    RegionKind.TABLE: ("TableRegion", {}),
    RegionKind.GRAPHIC: ("GraphicRegion", {}),
    RegionKind.STAMP: ("GraphicRegion", {"type": "stamp"}),
}


def write(edition: Edition, master: Master, digitized: str = "1970-01-01") -> bytes:
    """An edition whose boxes lie in the frame of its master; boxes are clipped to the page.

    PAGE demands a date: `digitized` (ISO) stands for it, so that equal editions give equal bytes.
    """
    root = xml.document(NAMESPACE, "PcGts")
    metadata = xml.add(root, "Metadata")
    xml.add(metadata, "Creator", text=CREATOR)
    xml.add(metadata, "Created", text=f"{digitized}T00:00:00Z")
    xml.add(metadata, "LastChange", text=f"{digitized}T00:00:00Z")
    for step in edition.steps:
        _put_step(metadata, step)
    size = {"imageWidth": str(master.width), "imageHeight": str(master.height)}
    sure = sureness(edition)
    known = {} if sure is None else {"conf": xml.decimal(sure)}
    page = xml.add(root, "Page", {"imageFilename": master.file, **size, **known})
    _put_order(page, edition)
    for region in edition.regions:
        _put_region(page, region, edition, master)
    etree.indent(root)
    return xml.serialise(root)


def _put_step(metadata: _Element, step: Step) -> None:
    item = xml.add(
        metadata, "MetadataItem", {"type": "processingStep", "name": step.stage, "value": step.tool}
    )
    labels = xml.add(item, "Labels")
    for kind in ("version", "settings", "model"):
        if value := getattr(step, kind):
            xml.add(labels, "Label", {"type": kind, "value": value})
    if not len(labels):
        item.remove(labels)


def _put_order(page: _Element, edition: Edition) -> None:
    if not edition.regions:
        return
    group = xml.add(xml.add(page, "ReadingOrder"), "OrderedGroup", {"id": f"{edition.page}_order"})
    for number, region in enumerate(edition.regions):
        xml.add(group, "RegionRefIndexed", {"index": str(number), "regionRef": region.id})


def _put_region(page: _Element, region: Region, edition: Edition, master: Master) -> None:
    if region.kind not in _HOLDERS:
        element = xml.add(page, "TextRegion", {"id": region.id, "type": region.kind.value, **_order(region)})
        _put_coords(element, region.box, master)
    else:
        name, attributes = _HOLDERS[region.kind]
        holder = xml.add(page, name, {"id": region.id, **attributes})
        _put_coords(holder, region.box, master)
        rest = _put_cells(holder, region, edition, master)
        if not rest:
            return
        element = xml.add(holder, "TextRegion", {"id": f"{region.id}_text", **_order(region)})
        _put_coords(element, region.box, master)
        region = replace(region, lines=rest)
    _put_lines(element, region.lines, edition.apps, master)


def _put_lines(region: _Element, lines: tuple[TextLine, ...], apps: tuple[App, ...], master: Master) -> None:
    for line in lines:
        _put_line(region, line, apps, master)
    if lines:
        _put_text(region, "\n".join(line.text for line in lines))


def _put_cells(table: _Element, region: Region, edition: Edition, master: Master) -> tuple[TextLine, ...]:
    """A region for each cell of a table; gives the lines that are in none."""
    lines = {line.id: line for line in region.lines}
    for number, cell in enumerate(region.cells, 1):
        own = tuple(lines.pop(name) for name in cell.lines if name in lines)
        held = replace(region, lines=own)
        element = xml.add(table, "TextRegion", {"id": f"{region.id}_c{number:02d}", **_order(held)})
        _put_coords(element, cell.box, master)
        xml.add(xml.add(element, "Roles"), "TableCellRole", _role(cell))
        _put_lines(element, own, edition.apps, master)
    return tuple(lines.values())


def _role(cell: Cell) -> dict[str, str]:
    place = {"rowIndex": cell.row, "columnIndex": cell.column, "rowSpan": cell.rows, "colSpan": cell.columns}
    return {name: str(value) for name, value in place.items()} | {"header": str(cell.header).lower()}


def _order(region: Region) -> dict[str, str]:
    """Columns of vertical text follow one another from the right."""
    vertical = region.lines and all(line.direction is Direction.VERTICAL for line in region.lines)
    return {"readingDirection": "top-to-bottom", "textLineOrder": "right-to-left"} if vertical else {}


def _put_line(region: _Element, line: TextLine, apps: tuple[App, ...], master: Master) -> None:
    direction = _DIRECTIONS[way_of(line)]
    element = xml.add(region, "TextLine", {"id": line.id, "readingDirection": direction})
    _put_coords(element, line.box, master)
    parts = runs(line)
    others = alternatives(line, parts, apps)
    for number, run in enumerate(parts):
        _put_word(element, f"{line.id}_w{number + 1:02d}", run, others.get(number, []), master)
    _put_text(element, line.text)


def _put_word(line: _Element, name: str, run: Run, others: list[Alternative], master: Master) -> None:
    word = xml.add(line, "Word", {"id": name})
    _put_coords(word, around(run.glyphs), master)
    for number, glyph in enumerate(run.glyphs, 1):
        _put_glyph(word, f"{name}_g{number:02d}", glyph, master)
    _put_text(word, run.text, {"index": "0", "conf": xml.decimal(run.confidence)})
    for number, other in enumerate(others, 1):
        said = {"index": str(number), "conf": xml.decimal(other.confidence)}
        _put_text(word, other.text, said | {"comments": f"reading of {' '.join(other.sigils)}"})


def _put_glyph(word: _Element, name: str, glyph: Glyph, master: Master) -> None:
    element = xml.add(word, "Glyph", {"id": name})
    _put_coords(element, glyph.box, master)
    for number, (text, confidence) in enumerate(((glyph.text, glyph.confidence), *glyph.alternatives)):
        _put_text(element, text, {"index": str(number), "conf": xml.decimal(confidence)})


def _put_text(element: _Element, text: str, attributes: dict[str, str] | None = None) -> None:
    xml.add(xml.add(element, "TextEquiv", attributes), "Unicode", text=text)


def _put_coords(element: _Element, box: Box | None, master: Master) -> None:
    part = (box or Box(0, 0, 0, 0)).within(master.width, master.height)
    points = (
        (part.left, part.top),
        (part.right, part.top),
        (part.right, part.bottom),
        (part.left, part.bottom),
    )
    xml.add(element, "Coords", {"points": " ".join(f"{x},{y}" for x, y in points)})
