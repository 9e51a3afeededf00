"""The picture beside each open place: a strip of the derivative around its line.

`strip` says which part of the image it shows, so that the report can mark a place on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.model import Box, CleanPage, Derivative, Direction, Edition, TextLine

MARGIN = 0.35  # of the line's thickness, shown on all sides
QUALITY = 80  # JPEG


def crop_name(line: str) -> str:
    """Where the strip of a line lies inside the report's folder."""
    return f"crops/{line}.jpg"


def strip(line: TextLine, derivative: Derivative) -> Box | None:
    """The part of the derivative around a line; None for a line without a place on it."""
    if line.box is None:
        return None
    thickness = line.box.height if line.direction is Direction.HORIZONTAL else line.box.width
    margin = max(4, round(MARGIN * thickness))
    box = line.box
    wide = Box(box.left - margin, box.top - margin, box.right + margin, box.bottom + margin)
    part = wide.within(derivative.width, derivative.height)
    return part if part.area else None


def open_lines(edition: Edition) -> Iterator[tuple[str, TextLine]]:
    """The lines with unsettled places, each with the image it lies on."""
    wanted = {app.line for app in edition.apps if not app.settled}
    for region in edition.regions:
        for line in region.lines:
            if line.id in wanted:
                yield region.image, line


def pictures(edition: Edition, page: CleanPage, files: Mapping[str, Path]) -> Iterator[tuple[str, bytes]]:
    """Name and JPEG bytes of every strip the report shows; `files` are the derivatives by image id.

    Raises:
        BadInputError: where a derivative cannot be decoded.
    """
    from pipeline import image

    lines = list(open_lines(edition))
    for derivative in page.derivatives:
        strips = [(line, strip(line, derivative)) for name, line in lines if name == derivative.image]
        if not strips:
            continue
        raster = image.decode(files[derivative.image], 0, derivative.width * derivative.height)
        for line, part in strips:
            if part is not None:
                yield crop_name(line.id), image.encode_jpeg(image.crop(raster, part), QUALITY)
