"""The quick look: one image or PDF to text, with no workspace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.frames import finding_on_master, from_master, region_on_master, to_master
from pipeline.model import Finding, Region
from pipeline.settings import Settings
from pipeline.text.rows import printed_lines

if TYPE_CHECKING:
    from pipeline.image import Raster
    from pipeline.ocr.engine import Engine
    from pipeline.ocr.page import Sight
    from pipeline.scan.recipe import Sheet


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page as the first engine of the settings read it; boxes are pixels of the image as it came in."""

    regions: tuple[Region, ...]  # in reading order
    findings: tuple[Finding, ...]

    @property
    def text(self) -> str:
        """A printed line a line, of a table a row, its cells parted by tabs; a blank line between regions.

        A region without text, such as a picture, gives none.
        """
        texts = ("\n".join(printed_lines(region)) for region in self.regions)
        return "\n\n".join(text for text in texts if text.strip())


def read_text(path: Path, settings: Settings) -> Iterator[str]:
    """The text of each page of a file: cleaned, read by the first engine of the settings, lines in order.

    Raises:
        BadInputError: where the file cannot be read.
        MissingToolError: where the engine is not installed.
    """
    for page in read_pages(path, settings):
        yield page.text


def read_pages(path: Path, settings: Settings) -> Iterator[PageReading]:
    """The regions and findings of each page of a file; raises what `read_text` raises."""
    from pipeline.image import decode, probe
    from pipeline.ocr.engines import open_engine

    engine = open_engine(settings.ocr.witnesses[0], settings.ocr)
    frames = probe(path, settings.intake.max_pixels, settings.intake.max_pages)
    for number, frame in enumerate((frame for frame in frames if not frame.thumbnail), 1):
        raster = decode(path, frame.frame, settings.intake.max_pixels)
        yield _read(raster, engine, settings, f"p{number:04d}")


def _read(raster: Raster, engine: Engine, settings: Settings, page: str) -> PageReading:
    from pipeline.ocr.forced import wishes
    from pipeline.ocr.page import read_sight
    from pipeline.ocr.shapes import Place
    from pipeline.scan.recipe import clean

    eyes = _Eyes(engine)
    cleaned = clean(raster, settings.scan, page, eyes.look_ahead)
    regions: list[Region] = []
    findings = list(cleaned.findings)
    for sheet in cleaned.sheets:
        place = Place(page, sheet.image, len(regions))
        ways = {sheet.image: to_master(sheet.transform, sheet.bend)}
        wished = wishes(settings.ocr, from_master(sheet))
        found = read_sight(eyes.look(sheet), engine, place, wished)
        regions += [region_on_master(region, page, ways) for region in found.regions]
        findings += [finding_on_master(finding, page, ways) for finding in found.findings]
    return PageReading(tuple(regions), tuple(findings))


class _Eyes:
    """Looks at the sheets of a page, at each but once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._seen: list[tuple[Sheet, Sight]] = []

    def look_ahead(self, sheets: tuple[Sheet, ...]) -> None:
        """Look at sheets that may turn out not to be those of the page."""
        for sheet in sheets:
            self._seen.append((sheet, self._look(sheet)))

    def look(self, sheet: Sheet) -> Sight:
        known = (sight for seen, sight in self._seen if seen is sheet)
        return next(known, None) or self._look(sheet)

    def _look(self, sheet: Sheet) -> Sight:
        from pipeline.image import in_colour
        from pipeline.ocr.page import sight

        return sight(in_colour(sheet.raster), self._engine)
