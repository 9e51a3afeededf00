"""Facing pages in one image, as a book scanner gives them; the boxes of the second page move with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from pipeline.derivative import Transform
from pipeline.model import Direction, Region
from samples.typeset.geometry import moved
from samples.typeset.records import Page, Start


def pair(pages: Iterable[Page]) -> Iterator[Page]:
    """The cover alone, then facing pages two by two; a last page without a partner stands alone.

    Images are counted anew from p0001, and regions anew in each image.
    """
    rest = iter(pages)
    for count, first in enumerate(rest, 1):
        second = next(rest, None) if count > 1 else None
        name = f"p{count:04d}"
        yield renamed(first, name) if second is None else facing(first, second, name)


def facing(first: Page, second: Page, name: str) -> Page:
    """Two pages of one size side by side, in reading order: vertical books open to the right."""
    leftwards = first.direction is Direction.VERTICAL
    left, right = (second, first) if leftwards else (first, second)
    image = np.concatenate([left.image, right.image], axis=1)
    shift = Transform(c=left.width)
    wide = replace(first, image=image, regions=(), starts=())
    one = replace(wide, regions=first.regions, starts=first.starts)
    two = replace(wide, regions=second.regions, starts=second.starts)
    one, two = (moved(one, shift), two) if leftwards else (one, moved(two, shift))
    one = renamed(one, name)
    two = renamed(two, name, len(one.regions))
    return replace(one, regions=one.regions + two.regions, starts=one.starts + two.starts)


def renamed(page: Page, name: str, before: int = 0) -> Page:
    """The page under another id; its regions are counted from after `before`."""
    ids: dict[str, str] = {}
    regions = []
    for n, region in enumerate(page.regions, before + 1):
        new = f"{name}_r{n:02d}"
        regions.append(_renamed_region(region, new, name))
        ids[region.id] = new
        ids.update({old.id: line.id for old, line in zip(region.lines, regions[-1].lines, strict=True)})
    starts = tuple(Start(start.document, ids[start.region], ids[start.line]) for start in page.starts)
    return replace(page, page=name, regions=tuple(regions), starts=starts)


def _renamed_region(region: Region, new: str, image: str) -> Region:
    lines = tuple(replace(line, id=f"{new}_l{n:02d}") for n, line in enumerate(region.lines, 1))
    ids = {old.id: line.id for old, line in zip(region.lines, lines, strict=True)}
    cells = tuple(replace(cell, lines=tuple(ids[name] for name in cell.lines)) for cell in region.cells)
    return replace(region, id=new, image=image, lines=lines, cells=cells)


def spread_page(index: int) -> str:
    """The id of the spread that shows the page of that index, counted from 0."""
    return f"p{(index + 1) // 2 + 1:04d}"
