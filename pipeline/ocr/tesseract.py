"""Tesseract: any language it has data for, through pytesseract.

All strips of a page go to one process, as a list of image files, because starting Tesseract and
loading a language costs more than reading a line.  `OMP_THREAD_LIMIT=1`: its threads fight each
other as soon as two processes run.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser
from pathlib import Path

import cv2
import numpy as np

from pipeline.errors import MissingToolError
from pipeline.image import Raster, encode_png
from pipeline.model import Box, Direction, Glyph
from pipeline.ocr.ctc import Spot
from pipeline.ocr.glyphs import place
from pipeline.ocr.ppocr import level
from pipeline.ocr.shapes import Strip, upright

SIZE = 42  # height of a strip as Tesseract gets it, pixels: its models are trained on about 30 to 48
PAPER = 80  # per cent of a strip's pixels that are darker than its paper or as light
MARGIN = 12  # white around a strip; Tesseract reads badly at an image's edge
TIMEOUT = 300  # seconds for one page
SLIVER = 0.25  # a "line" thinner than this share of the others is a slip of its layout analysis
_LINE = 4  # level of a text line in Tesseract's table
_ONE_LINE, _ONE_COLUMN, _WHOLE_PAGE = 7, 5, 3  # page segmentation modes


class TesseractEngine:
    """Tesseract with one or more languages, such as ("chi_sim", "eng") or ("frk",)."""

    def __init__(self, languages: Sequence[str]) -> None:
        os.environ["OMP_THREAD_LIMIT"] = "1"
        self._languages = tuple(languages)
        missing = [name for name in languages if name not in installed_languages()]
        if missing:
            packages = " ".join(f"tesseract-ocr-{name.replace('_', '-')}" for name in missing)
            raise MissingToolError(
                f"Tesseract has no data for {', '.join(missing)}", f"apt-get install {packages}"
            )

    def find_strips(self, image: Raster) -> tuple[Strip, ...]:
        import pytesseract

        table = pytesseract.image_to_data(
            image,
            lang="+".join(self._languages),
            config=f"--psm {_WHOLE_PAGE}",
            timeout=TIMEOUT,
            output_type=pytesseract.Output.DICT,
        )
        rows = zip(*(table[key] for key in ("level", "left", "top", "width", "height")), strict=True)
        boxes = [Box(x, y, x + w, y + h) for what, x, y, w, h in rows if what == _LINE]
        usual = _usual_thickness(boxes)
        lines = [box for box in boxes if min(box.width, box.height) > SLIVER * usual]
        return tuple(upright(_widened(box), _direction(box), 1.0) for box in lines)

    def read_strips(self, image: Raster, strips: Sequence[Strip]) -> tuple[tuple[Glyph, ...], ...]:
        read: dict[Strip, tuple[Glyph, ...]] = {}
        for direction in Direction:
            some = [strip for strip in strips if strip.direction is direction]
            for strip, spots in zip(some, self._read(image, some, direction), strict=True):
                read[strip] = place(spots, strip)
        return tuple(read[strip] for strip in strips)

    def _read(
        self, image: Raster, strips: Sequence[Strip], direction: Direction
    ) -> Iterable[tuple[Spot, ...]]:
        if not strips:
            return ()
        vertical = direction is Direction.VERTICAL
        languages = [_vertical(name) if vertical else name for name in self._languages]
        mode = _ONE_COLUMN if vertical else _ONE_LINE
        with tempfile.TemporaryDirectory(prefix="gazette-") as folder:
            listing = Path(folder) / "strips.txt"
            names = [
                _write_strip(image, strip, Path(folder) / f"{n:05d}.png") for n, strip in enumerate(strips)
            ]
            listing.write_text("".join(f"{name}\n" for name in names))
            pages = _recognised(listing, "+".join(languages), mode)
        return [_spots(page, direction) for page in pages]


def installed_languages() -> tuple[str, ...]:
    """The languages Tesseract has data for.

    Raises:
        MissingToolError: where Tesseract itself is not installed.
    """
    import pytesseract

    try:
        return tuple(pytesseract.get_languages())
    except pytesseract.TesseractNotFoundError as error:
        raise MissingToolError("Tesseract is not installed", "apt-get install tesseract-ocr") from error


def _vertical(language: str) -> str:
    name = f"{language}_vert"
    return name if name in installed_languages() else language


def _direction(box: Box) -> Direction:
    return Direction.VERTICAL if box.height > 1.5 * box.width else Direction.HORIZONTAL


def _usual_thickness(boxes: Sequence[Box]) -> int:
    """The thickness of the line in the middle of all the area, so that many slivers do not count as many."""
    by_thickness = sorted(boxes, key=lambda box: min(box.width, box.height))
    half, seen = sum(box.area for box in boxes) / 2, 0
    for box in by_thickness:
        seen += box.area
        if seen >= half:
            return min(box.width, box.height)
    return 0


def _widened(box: Box) -> Box:
    """Tesseract's boxes hug the ink; a reader needs some paper around it."""
    margin = round(0.12 * min(box.width, box.height))
    return Box(box.left - margin, box.top - margin, box.right + margin, box.bottom + margin)


def _write_strip(image: Raster, strip: Strip, path: Path) -> Path:
    flat = level(image, strip, SIZE)
    if strip.direction is Direction.VERTICAL:
        flat = cv2.rotate(flat, cv2.ROTATE_90_CLOCKWISE)
    path.write_bytes(encode_png(_on_white(flat)))
    return path


def _on_white(flat: Raster) -> Raster:
    """The strip with its paper made white, and a white margin.

    A margin that goes on with the edge's own pixels draws out what is cut there, and is read as marks.
    """
    paper = np.percentile(flat, PAPER, axis=(0, 1))
    white = np.clip(flat * (255 / np.maximum(paper, 1)), 0, 255).astype(np.uint8)
    framed: Raster = cv2.copyMakeBorder(
        white, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=(255, 255, 255)
    )
    return framed


def _recognised(listing: Path, languages: str, mode: int) -> list[_Page]:
    import pytesseract

    try:
        hocr = pytesseract.image_to_pdf_or_hocr(
            str(listing),
            lang=languages,
            config=f"--psm {mode} -c hocr_char_boxes=1",
            extension="hocr",
            timeout=TIMEOUT,
        )
    except RuntimeError as error:
        raise MissingToolError(f"Tesseract failed: {str(error).strip()[:300]}") from error
    reader = _CharacterReader()
    reader.feed(hocr.decode("utf-8", "replace"))
    return reader.pages


_Character = tuple[str, Box, float]
_Page = tuple[Box, list[_Character]]


class _CharacterReader(HTMLParser):
    """Takes the characters, their boxes and confidences out of Tesseract's hOCR; a page per strip."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[_Page] = []
        self._open: tuple[Box, float] | None = None
        self._word_ended = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        properties = _properties(values.get("title") or "")
        kind = values.get("class")
        if kind == "ocr_page":
            self.pages.append((_box(properties["bbox"]), []))
        elif kind == "ocrx_word":
            self._word_ended = bool(self.pages[-1][1])
        elif kind == "ocrx_cinfo":
            self._open = _box(properties["x_bboxes"]), float(properties["x_conf"][0]) / 100

    def handle_data(self, data: str) -> None:
        if self._open is None:
            return
        box, confidence = self._open
        characters = self.pages[-1][1]
        if self._word_ended and not _wide(characters[-1][0]) and not _wide(data):
            characters.append(
                (
                    " ",
                    Box(characters[-1][1].right, box.top, max(characters[-1][1].right, box.left), box.bottom),
                    1.0,
                )
            )
        self._word_ended = False
        characters.append((data, box, min(1.0, max(0.0, confidence))))
        self._open = None


def _properties(title: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for part in title.split(";") if (words := part.split())}


def _box(numbers: Sequence[str]) -> Box:
    left, top, right, bottom = (int(float(number)) for number in numbers[:4])
    return Box(left, top, max(left, right), max(top, bottom))


def _wide(text: str) -> bool:
    return ord(text[0]) >= 0x2E80


def _spots(page: _Page, direction: Direction) -> tuple[Spot, ...]:
    """Characters as spots along the strip, the margin taken off again."""
    sheet, characters = page
    length = (sheet.height if direction is Direction.VERTICAL else sheet.width) - 2 * MARGIN
    spots = []
    for text, box, confidence in characters:
        start, stop = (box.top, box.bottom) if direction is Direction.VERTICAL else (box.left, box.right)
        spots.append(Spot(text, _share(start, length), _share(stop, length), round(confidence, 4), ()))
    return tuple(spots)


def _share(at: int, length: int) -> float:
    return min(1.0, max(0.0, (at - MARGIN) / max(1, length)))
