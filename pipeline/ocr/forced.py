"""A page laid out as a person says: so many columns, or these zones in this order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.frames import Move
from pipeline.model import Direction
from pipeline.ocr.order import Column, Item, page_direction, rows_of, to_item
from pipeline.ocr.shapes import Strip
from pipeline.settings import OcrSettings
from pipeline.zones import Zone

SWAY = 0.3  # a gutter is looked for this far from where columns of equal width would have it, in columns
OVER = 0.6  # an item that reaches this far over a gutter on both sides, in glyphs, stands across it


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person says of the layout of one image."""

    direction: str = "auto"  # "horizontal", "vertical", or "auto" to go by the shape of the strips
    columns: str | int = "auto"  # of the page, or of what stands in none of the zones
    zones: tuple[Zone, ...] = ()  # in pixels of the image


def wishes(settings: OcrSettings, from_master: Move) -> Wishes:
    """The wishes for an image that was made from the master of a page."""
    return Wishes(settings.direction, settings.columns, on_image(settings.zones, from_master))


def forced_way(direction: str, strips: Sequence[Strip]) -> Direction:
    """The direction that is wished for; with "auto", the one of most of the text."""
    return page_direction(strips) if direction == "auto" else Direction(direction)


def forced_columns(strips: Sequence[Strip], direction: Direction, count: int) -> tuple[Column, ...]:
    """So many columns in reading order; what stands across their gutters is a column of its own.

    Args:
        count: at least 1, which reads straight across the page.
    """
    items = sorted((to_item(strip, direction) for strip in strips), key=lambda item: item.middle)
    gutters = _gutters(items, count)
    found: list[Column] = []
    band: list[Item] = []
    for item in items:
        if band and _across(item, gutters) != _across(band[-1], gutters):
            found += _dealt(band, gutters)
            band = []
        band.append(item)
    return (*found, *_dealt(band, gutters))


def deal(strips: Sequence[Strip], zones: Sequence[Zone]) -> tuple[tuple[Strip, ...], ...]:
    """The strips of each zone, by their middles: of the first that holds it; last those of no zone."""
    dealt: list[list[Strip]] = [[] for _ in (*zones, None)]
    for strip in strips:
        x, y = strip.box.centre
        home = (
            n for n, z in enumerate(zones) if z.box.left <= x < z.box.right and z.box.top <= y < z.box.bottom
        )
        dealt[next(home, len(zones))].append(strip)
    return tuple(tuple(part) for part in dealt)


def on_image(zones: Sequence[Zone], from_master: Move) -> tuple[Zone, ...]:
    """Zones given on the master in the pixels of an image that was made from it."""
    return tuple(Zone(from_master.box(zone.box), zone.direction) for zone in zones)


def _gutters(items: Sequence[Item], count: int) -> tuple[float, ...]:
    """Where the columns part: the whitest places near those of columns of equal width."""
    start, stop = min(item.start for item in items), max(item.stop for item in items)
    width = (stop - start) / count
    edges = sorted({edge for item in items for edge in (item.start, item.stop)})
    places = [(a + b) / 2 for a, b in pairwise(edges)]
    found = []
    for expected in (start + n * width for n in range(1, count)):
        near = [u for u in places if abs(u - expected) <= SWAY * width] or [expected]
        found.append(min(near, key=lambda u: (_crossing(items, u), abs(u - expected))))
    return tuple(found)


def _crossing(items: Sequence[Item], u: float) -> float:
    return sum(item.size for item in items if item.start < u < item.stop)


def _across(item: Item, gutters: Sequence[float]) -> bool:
    over = OVER * item.size
    return any(item.start < u - over and u + over < item.stop for u in gutters)


def _dealt(band: Sequence[Item], gutters: Sequence[float]) -> tuple[Column, ...]:
    """The columns of a band of items that either all stand across the gutters or all between them."""
    if not band:
        return ()
    if _across(band[0], gutters):
        return (rows_of(tuple(band)),)
    edges = (*gutters, float("inf"))
    columns: list[list[Item]] = [[] for _ in edges]
    for item in band:
        columns[next(n for n, edge in enumerate(edges) if (item.start + item.stop) / 2 <= edge)].append(item)
    return tuple(rows_of(tuple(column)) for column in columns if column)
