"""Moving regions and apparatus from the derivatives they were read on to the master that is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.model import App, Box, CleanPage, Finding, Glyph, Region, TextLine, Transform


def transforms(page: CleanPage) -> dict[str, Transform]:
    """The way to the master from each image of a page, by image id; the master's own is the identity."""
    found = {page.page: Transform()}
    found.update({d.image: d.transform for d in page.derivatives})
    return found


def region_on_master(region: Region, page: str, ways: Mapping[str, Transform]) -> Region:
    """The same region with all boxes in the frame of the page's master."""
    way = ways[region.image]
    lines = tuple(_line(line, way) for line in region.lines)
    cells = tuple(replace(cell, box=_box(cell.box, way)) for cell in region.cells)
    return replace(region, image=page, box=_box(region.box, way), lines=lines, cells=cells)


def app_on_master(app: App, page: str, ways: Mapping[str, Transform]) -> App:
    return replace(app, image=page, box=_box(app.box, ways[app.image]))


def finding_on_master(finding: Finding, page: str, ways: Mapping[str, Transform]) -> Finding:
    """The same finding in the frame of the master; one without a box stays as it is."""
    if finding.box is None:
        return finding
    return replace(finding, image=page, box=_box(finding.box, ways[finding.image]))


def _line(line: TextLine, way: Transform) -> TextLine:
    glyphs = tuple(_glyph(glyph, way) for glyph in line.glyphs)
    return replace(line, box=_box(line.box, way), glyphs=glyphs)


def _glyph(glyph: Glyph, way: Transform) -> Glyph:
    return replace(glyph, box=_box(glyph.box, way))


def _box(box: Box | None, way: Transform) -> Box | None:
    return None if box is None else way.box(box)
