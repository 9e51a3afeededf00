"""Running heads that were not told as such on their page: the issue knows them, since they come again."""

from __future__ import annotations

from dataclasses import replace

from pipeline.export.flow import Page, plain
from pipeline.export.likeness import likeness
from pipeline.export.titles import squeeze
from pipeline.model import Box, Direction, Region, RegionKind
from pipeline.text.modern import modern

SAME = 0.85  # likeness from which two lines are one running head read twice
AGAIN = 2  # other pages on which an unknown line must stand at the edge
LONGEST = 40  # characters
_TOLD = (RegionKind.HEADER, RegionKind.FOOTER)
_UNTOLD = (RegionKind.PARAGRAPH, RegionKind.HEADING)


def with_running_heads(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """The pages, with a lone line at the edge as HEADER where it is one on another page, or on several."""
    told = {_key(region) for region in _regions(pages) if region.kind in _TOLD}
    untold = [{_key(region) for region in _regions((page,)) if _may_be(region, page)} for page in pages]
    return tuple(_with_heads(page, n, told, untold) for n, page in enumerate(pages))


def _with_heads(page: Page, number: int, told: set[str], untold: list[set[str]]) -> Page:
    if page.edition is None or not untold[number]:
        return page
    others = untold[:number] + untold[number + 1 :]
    regions = tuple(
        replace(region, kind=RegionKind.HEADER)
        if _may_be(region, page) and _comes_again(_key(region), told, others)
        else region
        for region in page.edition.regions
    )
    return replace(page, edition=replace(page.edition, regions=regions))


def _comes_again(key: str, told: set[str], others: list[set[str]]) -> bool:
    if any(likeness(key, head) >= SAME for head in told):
        return True
    return sum(any(likeness(key, other) >= SAME for other in page) for page in others) >= AGAIN


def _may_be(region: Region, page: Page) -> bool:
    """Whether a region is a short line of running text beyond which the page has nothing else."""
    if region.kind not in _UNTOLD or len(region.lines) != 1 or region.box is None:
        return False
    if not 0 < len(_key(region)) <= LONGEST:
        return False
    boxes = [other.box for other in _regions((page,)) if other.box and other is not region]
    return bool(boxes) and _outermost(region.box, boxes, region.lines[0].direction)


def _outermost(box: Box, others: list[Box], direction: Direction) -> bool:
    if direction is Direction.HORIZONTAL:
        return all(box.bottom <= other.top for other in others) or all(
            box.top >= other.bottom for other in others
        )
    return all(box.right <= other.left for other in others) or all(
        box.left >= other.right for other in others
    )


def _regions(pages: tuple[Page, ...]) -> list[Region]:
    """The regions with text but page numbers, which stand beside running heads."""
    found = [region for page in pages if page.edition for region in page.edition.regions]
    return [region for region in found if region.lines and region.kind is not RegionKind.PAGE_NUMBER]


def _key(region: Region) -> str:
    return modern(squeeze(plain("".join(line.text for line in region.lines))))
