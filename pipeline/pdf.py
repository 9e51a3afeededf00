"""Facts about the pages of a PDF, and their rendering, through PDFium.

PDFium is not made for threads: every call goes through one lock.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline import files
from pipeline.errors import BadInputError, EncryptedPdfError, TooLargeError

BORN_DIGITAL_DPI = 300.0
_SCAN_SHARE = 0.7  # of the page that images cover, for it to count as scanned
_IMAGE_SHARE = 0.05  # smaller images do not speak for the page
_DPI_RANGE = (36.0, 1_200.0)
_LOCK = threading.RLock()


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One page before it is rendered; points are 1/72 inch, as shown (rotation applied)."""

    width: float
    height: float
    dpi: float  # native resolution: a scan's own, else 300
    scanned: bool

    def pixels(self, dpi: float) -> tuple[int, int]:
        """Width and height of the rendered page."""
        return _pixels(self.width, self.height, dpi)

    def capped(self, max_pixels: int) -> float:
        """The native resolution, or the highest that stays within `max_pixels`."""
        width, height = self.pixels(self.dpi)
        if width * height <= max_pixels:
            return self.dpi
        # A pixel less on each side, so that rounding cannot lead over the limit.
        return self.dpi * (math.sqrt(max_pixels / (width * height)) * (1 - 1 / min(width, height)))


def facts(path: Path, max_pages: int) -> tuple[PageFacts, ...]:
    """All pages of a PDF.

    Raises:
        EncryptedPdfError, TooLargeError, TruncatedFileError, BadInputError: naming the file and the page.
    """
    with _opened(path) as document:
        count = len(document)
        if count > max_pages:
            advice = "Raise max_pages in the [intake] part of gazette.toml, or split the file."
            raise TooLargeError(f"{files.shown(path)}: {count} pages, allowed are {max_pages}", advice)
        if count == 0:
            raise BadInputError(f"{files.shown(path)}: a PDF without pages")
        return tuple(_page_facts(document, path, number) for number in range(count))


def page_facts(path: Path, frame: int) -> PageFacts:
    """One page of a PDF; raises as `facts` does."""
    with _opened(path) as document:
        return _page_facts(document, path, frame)


def render(path: Path, frame: int, dpi: float, max_pixels: int) -> NDArray[np.uint8]:
    """One page as RGB pixels, shape (height, width, 3), annotations included, scripts never run.

    Raises:
        BadInputError: or one of its children, naming the file and the page.
    """
    from pypdfium2 import PdfBitmap, raw

    name = f"{files.shown(path)}, page {frame + 1}"
    with _opened(path) as document, _page(document, path, frame) as page:
        shown_width, shown_height = page.get_size()
        width, height = _pixels(shown_width, shown_height, dpi)
        if width * height > max_pixels:
            raise TooLargeError(f"{name}: {width} × {height} pixels, allowed are {max_pixels}")
        bitmap = PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGR, rev_byteorder=True)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        flags = raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
        pixels = np.array(bitmap.to_numpy())
        bitmap.close()
    return pixels


def texts(data: bytes, name: str) -> tuple[str, ...]:
    """The text of each page of a PDF that is in memory, in the order of its file.

    Raises:
        BadInputError: where it cannot be opened or a page of it cannot be loaded.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    with _LOCK:
        try:
            document = PdfDocument(data)
        except PdfiumError as error:
            raise BadInputError(f"{name}: the PDF is damaged: {error}") from error
        try:
            return tuple(_text(document, number) for number in range(len(document)))
        except PdfiumError as error:
            raise BadInputError(f"{name}: a page cannot be loaded: {error}") from error
        finally:
            document.close()


def _text(document: Any, number: int) -> str:
    page = document[number]
    try:
        text = page.get_textpage()
        try:
            return str(text.get_text_range())
        finally:
            text.close()
    finally:
        page.close()


def _pixels(width: float, height: float, dpi: float) -> tuple[int, int]:
    return max(1, round(width * dpi / 72)), max(1, round(height * dpi / 72))


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    from pypdfium2 import PdfDocument, PdfiumError, raw

    name = files.shown(path)
    with _LOCK, files.opened(path) as handle:
        files.check_whole(handle, "PDF", name)
        try:
            document = PdfDocument(handle)
        except PdfiumError as error:
            if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
                raise EncryptedPdfError(f"{name}: the PDF asks for a password") from error
            raise BadInputError(f"{name}: the PDF is damaged: {error}") from error
        try:
            yield document
        finally:
            document.close()


@contextmanager
def _page(document: Any, path: Path, number: int) -> Iterator[Any]:
    from pypdfium2 import PdfiumError

    try:
        page = document[number]
    except (PdfiumError, IndexError) as error:
        raise BadInputError(f"{files.shown(path)}, page {number + 1}: cannot be loaded: {error}") from error
    try:
        yield page
    finally:
        page.close()


def _page_facts(document: Any, path: Path, number: int) -> PageFacts:
    with _page(document, path, number) as page:
        width, height = page.get_size()
        if not (width > 0 and height > 0):
            raise BadInputError(f"{files.shown(path)}, page {number + 1}: has no size")
        dpi, share = _image_dpi(page, width * height)
        scanned = share >= _SCAN_SHARE
        if not scanned:
            return PageFacts(width, height, BORN_DIGITAL_DPI, False)
        # Text set over a picture wants at least the resolution of a born-digital page.
        dpi = max(dpi, BORN_DIGITAL_DPI) if _visible_text(page) else dpi
        return PageFacts(width, height, round(min(max(dpi, _DPI_RANGE[0]), _DPI_RANGE[1]), 3), True)


def _image_dpi(page: Any, area: float) -> tuple[float, float]:
    """The finest resolution of the images that count, and the share of the page that they cover."""
    from pypdfium2 import raw

    finest = share = 0.0
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        a, b, c, d, _, _ = image.get_matrix().get()
        across, down = math.hypot(a, b), math.hypot(c, d)  # points that the image is shown on
        part = across * down / area
        share += part
        if part >= _IMAGE_SHARE:
            width, height = image.get_px_size()
            finest = max(finest, 72 * width / across, 72 * height / down)
    return finest, share


def _visible_text(page: Any) -> bool:
    from pypdfium2 import raw

    hidden = raw.FPDF_TEXTRENDERMODE_INVISIBLE
    texts = page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=3)
    return any(raw.FPDFTextObj_GetTextRenderMode(text) != hidden for text in texts)
