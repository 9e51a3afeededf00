"""Pages with ground truth and what the engines read on them: the witnesses as the ocr stage makes them.

A folder may keep the readings, so that what is measured on them can be measured again in seconds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from bench.accuracy import pages
from bench.typeset_pages import ERAS, STRENGTHS, Sample, printed, samples
from pipeline import codec
from pipeline.frames import from_master
from pipeline.image import Raster, decode, in_colour
from pipeline.model import Finding, Glyph, Region, Witness
from pipeline.settings import Settings

FIRST, SECOND = "P6", "P4"
PAGE = "p0001"
SMALL, SOFT = "~small", "~soft"
WEAR = ("", SMALL, SOFT)


@dataclass(frozen=True, slots=True)
class Readings:
    """A page as two engines read it, on the same lines."""

    set: str
    name: str
    truth: str  # ground truth, a printed line a line
    first: Witness
    second: Witness


def real(data: Path, kept: Path | None, wear: Sequence[str] = ("",)) -> Iterator[Readings]:
    """Every image with ground truth in a folder and its subfolders; a set is named by its folder.

    Each is read once for every kind of `wear`: "" as it is, and those of WEAR made worse by program.
    """
    for page in pages(data):
        key = hashlib.sha256(page.image.read_bytes()).hexdigest()[:16]
        for how in wear:
            file = kept / f"{page.set}--{page.image.stem}--{key}{how}" if kept else None
            if file and _is_kept(file):
                yield _kept(file)
            else:
                raster = worse(decode(page.image, 0), how)
                yield _read((page.set, page.image.name + how), raster, page.truth, file)


def kept_readings(folder: Path) -> Iterator[Readings]:
    """All pages whose readings a folder keeps, worn or not."""
    for file in sorted(folder.glob("*.gt.txt")):
        whole = file.with_name(file.name.removesuffix(".gt.txt"))
        if _is_kept(whole):
            yield _kept(whole)


def worse(raster: Raster, how: str) -> Raster:
    """A page as a smaller, strongly compressed picture ("~small") or a blurred, noisy one ("~soft")."""
    if how == SMALL:
        size = round(raster.shape[1] * 0.75), round(raster.shape[0] * 0.75)
        small = cv2.resize(raster, size, interpolation=cv2.INTER_AREA)
        packed = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 50])[1]
        return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)
    if how == SOFT:
        blurred = cv2.GaussianBlur(raster, (0, 0), 1.3)
        noise = np.random.default_rng(1).normal(0, 12, raster.shape[:2])[..., None]
        return np.asarray(np.clip(blurred + noise, 0, 255), np.uint8)
    return raster


def typeset(
    count: int,
    kept: Path | None,
    eras: Sequence[str] = ERAS,
    strengths: Sequence[str] = STRENGTHS,
    seed: int = 1,
) -> Iterator[Readings]:
    """So many typeset pages; each era and strength is a set."""
    for sample in samples(count, eras, strengths, seed):
        yield of_sample(sample, kept)


def of_sample(sample: Sample, kept: Path | None) -> Readings:
    """One typeset page as it is read, or as it was."""
    file = kept / f"typeset-{sample.name}" if kept else None
    return _kept(file) if file and _is_kept(file) else _read_typeset(sample, file)


def _read_typeset(sample: Sample, file: Path | None) -> Readings:
    page = printed(sample)
    return _read((f"typeset-{sample.era}-{sample.strength}", sample.name), page.image, page.text, file)


def _read(name: tuple[str, str], raster: Raster, truth: str, file: Path | None) -> Readings:
    """Clean a page, find its lines and read them with both engines."""
    from pipeline.ocr.engines import open_engine
    from pipeline.ocr.forced import wishes
    from pipeline.ocr.lifting import made_clear
    from pipeline.ocr.lines import text_region
    from pipeline.ocr.page import read_image
    from pipeline.ocr.shapes import Place
    from pipeline.scan.recipe import clean

    settings = Settings()
    first, second = (open_engine(sigil, settings.ocr) for sigil in (FIRST, SECOND))
    regions: list[Region] = []
    again: list[Region] = []
    findings: list[Finding] = []
    for sheet in clean(raster, settings.scan, PAGE).sheets:
        image = in_colour(sheet.raster)
        place = Place(PAGE, sheet.image, len(regions))
        found = read_image(image, first, place, wishes(settings.ocr, from_master(sheet)))
        strips = [s for region in found.layout for line in region.lines for s in line.strips if not s.leader]
        glyphs: dict[object, tuple[Glyph, ...]] = dict(
            zip(strips, second.read_strips(made_clear(image).image, strips), strict=True)
        )
        size = image.shape[1], image.shape[0]
        regions += found.regions
        findings += found.findings
        again += [text_region(region, glyphs, size) for region in found.layout]  # type: ignore[arg-type]
    made = Readings(
        *name,
        truth,
        Witness(PAGE, FIRST, tuple(regions), tuple(findings), ()),
        Witness(PAGE, SECOND, tuple(again), (), ()),
    )
    if file:
        _keep(file, made)
    return made


def _is_kept(file: Path) -> bool:
    return file.with_name(f"{file.name}.gt.txt").exists()


def _keep(file: Path, readings: Readings) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    for witness in (readings.first, readings.second):
        file.with_name(f"{file.name}.{witness.sigil}.json").write_bytes(codec.dump(witness))
    file.with_name(f"{file.name}.gt.txt").write_text(
        f"{readings.set}\n{readings.name}\n{readings.truth}", "utf-8"
    )


def _kept(file: Path) -> Readings:
    set_, name, truth = file.with_name(f"{file.name}.gt.txt").read_text("utf-8").split("\n", 2)
    first, second = (
        codec.load(file.with_name(f"{file.name}.{sigil}.json").read_bytes(), Witness, str(file))
        for sigil in (FIRST, SECOND)
    )
    return Readings(set_, name, truth, first, second)
