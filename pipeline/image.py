"""The one place that decodes and encodes images and renders PDF pages, with limits; crops.

A raster is a uint8 array of shape (height, width, 3), RGB, origin top left, turned upright by its
EXIF orientation.  Decoding is strict: a truncated file is an error, never a page with a grey end.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from pipeline import files, pdf, pixels
from pipeline.errors import BadInputError, GazetteError, TooLargeError, TruncatedFileError, UnknownFormatError
from pipeline.model import Box, Master

Raster = NDArray[np.uint8]
MAX_PIXELS = 200_000_000
MAX_PAGES = 5_000
_DPI_RANGE = (2.0, 20_000.0)  # what lies outside is a slip of the writing program
_ORIENTATION, _X_RESOLUTION = 274, 282  # TIFF and EXIF tags
_SUBFILE, _STRIPS, _TILES = 254, (273, 279), (324, 325)


@dataclass(frozen=True, slots=True)
class FrameInfo:
    """One frame of an image file or one page of a PDF, before it is decoded."""

    format: str
    frame: int
    width: int  # as shown; a PDF page at `dpi`
    height: int
    dpi: float  # 0 where the file does not say; a PDF page's native resolution
    thumbnail: bool = False  # a small copy of another frame, by the TIFF's own word


def probe(path: Path, max_pixels: int = MAX_PIXELS, max_pages: int = MAX_PAGES) -> tuple[FrameInfo, ...]:
    """All frames of an image file or pages of a PDF, without decoding pixels.

    Raises:
        BadInputError: or one of its children, naming the file and the frame.
    """
    if files.kind(path) == "PDF":
        found = pdf.facts(path, max_pages)
        dpis = [page.capped(max_pixels) for page in found]
        return tuple(
            FrameInfo("PDF", number, *page.pixels(dpi), dpi)
            for number, (page, dpi) in enumerate(zip(found, dpis, strict=True))
        )
    with files.opened(path) as handle:
        return _probe_images(handle, files.shown(path), max_pixels, max_pages)


def decode(path: Path, frame: int, max_pixels: int = MAX_PIXELS) -> Raster:
    """Decode one frame of an image file, or render one page of a PDF at its native resolution.

    Raises:
        BadInputError: or one of its children, naming the file and the frame.
    """
    if files.kind(path) == "PDF":
        dpi = pdf.page_facts(path, frame).capped(max_pixels)
        return pdf.render(path, frame, dpi, max_pixels)
    with files.opened(path) as handle:
        return _decode_frame(handle, frame, files.shown(path), max_pixels)


def decode_bytes(data: bytes, name: str, max_pixels: int = MAX_PIXELS) -> Raster:
    """Decode the first frame of an image held in memory; `name` is for the messages."""
    if files.kind_of_bytes(data[:1024], name) == "PDF":
        raise UnknownFormatError(f"{name}: is a PDF, expected an image")
    return _decode_frame(io.BytesIO(data), 0, name, max_pixels)


def render(path: Path, frame: int, dpi: float, max_pixels: int = MAX_PIXELS) -> Raster:
    """Render one page of a PDF.

    Raises:
        BadInputError: or one of its children, naming the file and the page.
    """
    return pdf.render(path, frame, dpi, max_pixels)


def decode_master(path: Path, master: Master, max_pixels: int = MAX_PIXELS) -> Raster:
    """The pixels of a master, in the size its record says.

    Raises:
        BadInputError: or one of its children, naming the file and the frame.
    """
    if master.format == "PDF":
        raster = pdf.render(path, master.frame, master.dpi, max_pixels)
    else:
        raster = decode(path, master.frame, max_pixels)
    if raster.shape[:2] != (master.height, master.width):
        found = f"{raster.shape[1]} × {raster.shape[0]}"
        raise BadInputError(
            f"{files.shown(path)}: {found} pixels, taken in with {master.width} × {master.height}",
            "The master was changed after intake; take the issue in again.",
        )
    return raster


def encode_png(raster: NDArray[np.uint8]) -> bytes:
    """PNG bytes of an RGB (h, w, 3) or grey (h, w) raster; equal rasters give equal bytes."""
    import cv2

    array = np.ascontiguousarray(raster if raster.ndim == 2 else raster[:, :, ::-1])
    return _encoded(cv2.imencode(".png", array, [cv2.IMWRITE_PNG_COMPRESSION, 1]))


def encode_jpeg(raster: NDArray[np.uint8], quality: int = 85) -> bytes:
    """JPEG bytes of an RGB (h, w, 3) or grey (h, w) raster; quality 1…100."""
    import cv2

    array = np.ascontiguousarray(raster if raster.ndim == 2 else raster[:, :, ::-1])
    return _encoded(cv2.imencode(".jpg", array, [cv2.IMWRITE_JPEG_QUALITY, quality]))


def crop(raster: Raster, box: Box) -> Raster:
    """The part of the raster inside the box (clipped to the raster); a view, not a copy."""
    part = box.within(raster.shape[1], raster.shape[0])
    return raster[part.top : part.bottom, part.left : part.right]


def reduced(raster: Raster, longest: int) -> Raster:
    """The raster with its longer side at most `longest` pixels."""
    import cv2

    height, width = raster.shape[:2]
    scale = longest / max(height, width)
    if scale >= 1:
        return raster
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(cv2.resize(raster, size, interpolation=cv2.INTER_AREA), np.uint8)


def in_colour(raster: NDArray[np.uint8]) -> Raster:
    """An RGB raster of shape (h, w, 3), whether the one given has colour or is grey (h, w)."""
    return raster if raster.ndim == 3 else np.repeat(raster[:, :, np.newaxis], 3, axis=2)


def _encoded(result: Any) -> bytes:
    done, data = result
    if not done:
        raise ValueError("an image that cannot be encoded")
    return bytes(data)


def _probe_images(handle: BinaryIO, name: str, max_pixels: int, max_pages: int) -> tuple[FrameInfo, ...]:
    with _opened(handle, name) as (image, found):
        frames: list[FrameInfo] = []
        while found == "TIFF" or not frames:
            where = f"{name}, page {len(frames) + 1}" if found == "TIFF" else name
            if not _sought(image, len(frames), where):
                break
            if len(frames) == max_pages:
                advice = "Raise max_pages in the [intake] part of gazette.toml, or split the file."
                raise TooLargeError(f"{name}: more than {max_pages} pages", advice)
            _checked(image, handle, where, max_pixels)
            frames.append(_info(image, found, tuple(frames)))
    return tuple(frames)


def _decode_frame(handle: BinaryIO, frame: int, name: str, max_pixels: int) -> Raster:
    with _opened(handle, name) as (image, found):
        if found != "TIFF":
            _has_frame(frame, 1, name)
        where = f"{name}, page {frame + 1}" if found == "TIFF" else name
        if not _sought(image, frame, where):
            raise BadInputError(f"{where}: the file has no such page")
        _checked(image, handle, where, max_pixels)
        too_few = TruncatedFileError if found == "JPEG" else BadInputError
        with _translated(where, too_few), pixels.own_limit():
            orientation = 1 if found == "TIFF" else _orientation(image)  # Pillow turns TIFFs by itself
            image.load()
            raster = pixels.rgb(image, orientation)
        if found == "JPEG" and _grey_end(raster):
            raise TruncatedFileError(f"{where}: the lower part of the image is missing")
    return raster


@contextmanager
def _opened(handle: BinaryIO, name: str) -> Iterator[tuple[Image.Image, str]]:
    found = files.kind_of_bytes(handle.read(1024), name)
    files.check_whole(handle, found, name)
    with _translated(name), pixels.own_limit():
        image = Image.open(handle, formats=(found,))
    with image:
        yield image, found


@contextmanager
def _translated(where: str, too_few: type[BadInputError] = BadInputError) -> Iterator[None]:
    """Whatever a decoder throws at a broken file becomes our error.

    OSError is Pillow's word for too few data and for damaged ones; where `files.check_whole` cannot
    tell that a file is whole (JPEG), `too_few` says what it means.
    """
    try:
        yield
    except (GazetteError, MemoryError):
        raise
    except UnidentifiedImageError as error:
        raise BadInputError(f"{where}: the header is damaged") from error
    except OSError as error:
        raise too_few(f"{where}: image data are missing or damaged: {error}") from error
    except Exception as error:  # Pillow's plugins raise nearly everything
        raise BadInputError(f"{where}: cannot be decoded: {type(error).__name__}: {error}") from error


def _sought(image: Image.Image, frame: int, where: str) -> bool:
    """Go to a frame; False where the file has fewer."""
    if frame == image.tell():
        return True
    with _translated(where), pixels.own_limit():
        try:
            image.seek(frame)
        except EOFError:
            return False
    return True


def _has_frame(frame: int, count: int, name: str) -> None:
    if not 0 <= frame < count:
        raise BadInputError(f"{name}: page {frame + 1} asked for, the file has {count}")


def _checked(image: Image.Image, handle: BinaryIO, where: str, max_pixels: int) -> None:
    width, height = image.size
    if width < 1 or height < 1:
        raise BadInputError(f"{where}: an image without pixels")
    if width * height > max_pixels:
        raise TooLargeError(f"{where}: {width} × {height} pixels, allowed are {max_pixels}")
    tags: Any = getattr(image, "tag_v2", None)
    if tags is not None:
        at = handle.tell()
        size = handle.seek(0, io.SEEK_END)
        handle.seek(at)
        for offsets, counts in (_STRIPS, _TILES):
            files.check_strips(tags.get(offsets, ()), tags.get(counts, ()), size, where)


def _info(image: Image.Image, found: str, before: tuple[FrameInfo, ...]) -> FrameInfo:
    width, height = image.size
    if found != "TIFF" and _orientation(image) >= 5:
        width, height = height, width
    tags: Any = getattr(image, "tag_v2", {})
    small = any(info.width * info.height > width * height for info in before)
    thumbnail = bool(int(tags.get(_SUBFILE, 0)) & 1) and small
    return FrameInfo(found, len(before), width, height, _dpi(image), thumbnail)


def _orientation(image: Image.Image) -> int:
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # damaged EXIF data say nothing, and must not cost the page
        return 1
    return value if value in range(1, 9) else 1


def _dpi(image: Image.Image) -> float:
    """The smaller of the two declared resolutions, in dots per inch; 0 where there is none."""
    if (
        image.format in ("JPEG", "MPO")
        and image.info.get("jfif_unit", 0) == 0
        and not _exif_resolution(image)
    ):
        return 0.0  # Pillow makes 72 up
    try:
        declared = min(float(value) for value in image.info.get("dpi", (0.0,)))
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0
    usable = math.isfinite(declared) and _DPI_RANGE[0] <= declared <= _DPI_RANGE[1]
    return round(declared, 2) if usable else 0.0


def _exif_resolution(image: Image.Image) -> bool:
    try:
        return _X_RESOLUTION in image.getexif()
    except Exception:  # as for the orientation
        return False


def _grey_end(raster: Raster) -> bool:
    """Whether the last row of blocks is the mid-grey that a JPEG decoder fills in for data it has not got."""
    start = (raster.shape[0] - 1) // 8 * 8
    return bool((raster[start:] == 128).all()) and not bool((raster == 128).all())
