"""Zones: where a person says which parts of a page are read, in which order, each in its own way.

They stand in an issue's ``overrides.toml``, in pixels of the page's master, so they hold whatever
cleaning and engines make of the page:

    [p0012]
    zones = [
      { box = [120, 300, 980, 2100] },
      { box = [1010, 300, 1900, 2100], direction = "vertical" },
    ]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model import Box

DIRECTIONS = ("auto", "horizontal", "vertical")


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of a page that is read by itself; zones are read in the order in which they are given."""

    box: Box  # in pixels of the image that it is used on; of the master in a settings file
    direction: str = "auto"


def zone(value: Any) -> Zone:
    """A zone from what a settings file holds of it.

    Raises:
        ValueError: saying what is wrong with it.
    """
    if not isinstance(value, dict) or not isinstance(value.get("box"), list):
        raise ValueError("a zone must look like { box = [left, top, right, bottom] }")
    if unknown := sorted(set(value) - {"box", "direction"}):
        raise ValueError(f"a zone has a box and a direction, and no {unknown[0]}")
    direction = value.get("direction", "auto")
    if direction not in DIRECTIONS:
        raise ValueError(f"a zone's direction must be one of {', '.join(DIRECTIONS)}, not {direction!r}")
    return Zone(_box(value["box"]), direction)


def _box(values: Sequence[Any]) -> Box:
    whole = [value for value in values if isinstance(value, int) and not isinstance(value, bool)]
    if len(whole) != 4 or len(values) != 4 or min(whole) < 0:
        raise ValueError("a zone's box is four pixel numbers: left, top, right, bottom")
    left, top, right, bottom = whole
    if left >= right or top >= bottom:
        raise ValueError("a zone's box must have its left before its right and its top above its bottom")
    return Box(left, top, right, bottom)
