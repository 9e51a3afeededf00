"""The quick look: one image or PDF to text, with no workspace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.settings import Settings


def read_text(path: Path, settings: Settings) -> Iterator[str]:
    """The text of each page of a file: cleaned, read by the first engine of the settings, lines in order.

    Raises:
        BadInputError: where the file cannot be read.
        MissingToolError: where the engine is not installed.
    """
    from pipeline.image import decode, in_colour, probe
    from pipeline.ocr.engines import open_engine
    from pipeline.ocr.page import read_image
    from pipeline.ocr.shapes import Place
    from pipeline.scan.recipe import clean

    engine = open_engine(settings.ocr.witnesses[0], settings.ocr)
    frames = probe(path, settings.intake.max_pixels, settings.intake.max_pages)
    for frame in (frame for frame in frames if not frame.thumbnail):
        raster = decode(path, frame.frame, settings.intake.max_pixels)
        parts = []
        for sheet in clean(raster, settings.scan, "p0001").sheets:
            place = Place("p0001", sheet.image)
            reading = read_image(in_colour(sheet.raster), engine, place, settings.ocr.direction)
            parts += ["\n".join(line.text for line in region.lines) for region in reading.regions]
        yield "\n\n".join(parts)
