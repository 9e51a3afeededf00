"""A page under the id it has in its issue: pages are read one by one, all under the same."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Edition, Region

MARGIN = 100  # pixels behind the last box of a page that was read; its true size plays no part


def paged(edition: Edition, page: str) -> Edition:
    """The edition with another page id, in all ids that are made of it."""
    old = edition.page
    regions = tuple(_paged(region, old, page) for region in edition.regions)
    apps = tuple(
        replace(app, id=_id(app.id, old, page), line=_id(app.line, old, page), image=page)
        for app in edition.apps
    )
    findings = tuple(replace(finding, page=page, image=page) for finding in edition.findings)
    return replace(edition, page=page, regions=regions, apps=apps, findings=findings)


def extent(edition: Edition) -> tuple[int, int]:
    """Width and height in pixels of a page that has room for all its boxes."""
    boxes = [region.box for region in edition.regions if region.box]
    right = max((box.right for box in boxes), default=0) + MARGIN
    bottom = max((box.bottom for box in boxes), default=0) + MARGIN
    return right, bottom


def _paged(region: Region, old: str, page: str) -> Region:
    lines = tuple(replace(line, id=_id(line.id, old, page)) for line in region.lines)
    cells = tuple(
        replace(cell, lines=tuple(_id(name, old, page) for name in cell.lines)) for cell in region.cells
    )
    return replace(region, id=_id(region.id, old, page), image=page, lines=lines, cells=cells)


def _id(name: str, old: str, page: str) -> str:
    return page + name.removeprefix(old)
