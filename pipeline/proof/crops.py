"""The pictures of the report: parts of the derivatives around lines, findings, seals and pictures.

`strip` and `surroundings` say which part of an image is shown, so that the report can mark a place on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median_low

from pipeline.derivative import CleanPage, Derivative
from pipeline.model import Box, Direction, Edition, Finding, Region, TextLine
from pipeline.proof.queue import places

MARGIN = 0.35  # of the line's thickness, shown on all sides
AROUND = 1.5  # shown on all sides of a finding's box, in lines of usual thickness
THICKNESS = 40  # of the lines of a page that has none, in pixels
QUALITY = 80  # JPEG
LONGEST = 900  # pixels: larger seals, pictures and findings are shown reduced


@dataclass(frozen=True, slots=True)
class Crop:
    """One picture beside the report."""

    name: str
    image: str  # the derivative it is cut from
    part: Box  # in its pixels
    longest: int = 0  # pixels of its longer side; 0 leaves it as it is


def crop_name(line: str) -> str:
    """Where the strip of a line, or the picture of a region, lies inside the report's folder."""
    return f"crops/{line}.jpg"


def finding_name(page: str, number: int) -> str:
    """Where the picture of the page's n-th finding lies."""
    return f"crops/{page}_f{number:03d}.jpg"


def strip(line: TextLine, derivative: Derivative) -> Box | None:
    """The part of the derivative around a line; None for a line without a place on it."""
    if line.box is None:
        return None
    return grown(line.box, max(4, round(MARGIN * _thickness(line))), derivative)


def grown(box: Box, margin: int, derivative: Derivative) -> Box | None:
    """A box with a margin on all sides, as far as it lies on the derivative; None where it does not."""
    wide = Box(box.left - margin, box.top - margin, box.right + margin, box.bottom + margin)
    part = wide.within(derivative.width, derivative.height)
    return part if part.area else None


def surroundings(finding: Finding, edition: Edition, derivative: Derivative) -> Box | None:
    """The part of a derivative around a finding; None for one that has no place on it."""
    if finding.box is None or finding.image != derivative.image:
        return None
    lines = [line for region in edition.regions if region.image == derivative.image for line in region.lines]
    sizes = [_thickness(line) for line in lines if line.box]
    return grown(finding.box, round(AROUND * (median_low(sizes) if sizes else THICKNESS)), derivative)


def pictured(region: Region, derivative: Derivative) -> Box | None:
    """What is shown of a seal or a picture; None for a region of text."""
    if region.lines or region.box is None or region.image != derivative.image:
        return None
    return grown(region.box, 0, derivative)


def asked_lines(edition: Edition, control_share: float = 0.0) -> Iterator[tuple[str, TextLine]]:
    """The lines with places put to a person, each with the image it lies on."""
    wanted = {place.app.line for place in places(edition, control_share) if not place.finding}
    for region in edition.regions:
        for line in region.lines:
            if line.id in wanted:
                yield region.image, line


def crops(edition: Edition, derivative: Derivative, control_share: float = 0.0) -> Iterator[Crop]:
    """What the report shows of one derivative: lines asked about, findings, seals and pictures."""
    image = derivative.image
    for name, line in asked_lines(edition, control_share):
        if name == image and (part := strip(line, derivative)):
            yield Crop(crop_name(line.id), image, part)
    for region in edition.regions:
        if part := pictured(region, derivative):
            yield Crop(crop_name(region.id), image, part, LONGEST)
    for number, finding in enumerate(edition.findings, 1):
        if part := surroundings(finding, edition, derivative):
            yield Crop(finding_name(edition.page, number), image, part, LONGEST)


def pictures(
    edition: Edition, page: CleanPage, files: Mapping[str, Path], control_share: float = 0.0
) -> Iterator[tuple[str, bytes]]:
    """Name and JPEG bytes of every picture the report shows; `files` are the derivatives by image id.

    Raises:
        BadInputError: where a derivative cannot be decoded.
    """
    from pipeline import image

    for derivative in page.derivatives:
        wanted = list(crops(edition, derivative, control_share))
        if not wanted:
            continue
        raster = image.decode(files[derivative.image], 0, derivative.width * derivative.height)
        for crop in wanted:
            part = image.crop(raster, crop.part)
            if crop.longest:
                part = image.reduced(part, crop.longest)
            yield crop.name, image.encode_jpeg(part, QUALITY)


def _thickness(line: TextLine) -> int:
    """Across the line, in pixels; 0 without a box."""
    if line.box is None:
        return 0
    return line.box.height if line.direction is Direction.HORIZONTAL else line.box.width
