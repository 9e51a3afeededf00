"""A page's master in the form in which it is published: as the picture of a PDF page, as JPEG for the web.

A JPEG that can be shown as it is stays as it is, byte for byte; two-tone scans are packed without loss;
everything else becomes JPEG.  The master itself is never touched.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from pipeline import pixels
from pipeline.image import Raster, decode_master, encode_jpeg
from pipeline.model import Master

QUALITY = 85  # of JPEG; above it files grow and print does not look better
_ORIENTATION = 274  # EXIF tag
_ROWS_PER_STRIP, _STRIP_AT, _STRIP_BYTES = 278, 273, 279  # TIFF tags


@dataclass(frozen=True, slots=True)
class Plate:
    """A page picture as a PDF holds it."""

    data: bytes
    width: int  # pixels
    height: int
    packing: str  # "jpeg", or "g4": CCITT group 4, a bit a pixel
    channels: int  # 3 for RGB, 1 for grey


def plate(path: Path, master: Master) -> Plate:
    """The picture of a page for a PDF, upright, in the size of its master.

    Raises:
        BadInputError: or one of its children, where the master cannot be decoded.
    """
    size = master.width, master.height
    channels = _shown_as_it_is(path, master)
    if channels:
        return Plate(path.read_bytes(), *size, "jpeg", channels)
    raster = decode_master(path, master)
    if not _is_grey(raster):
        return Plate(encode_jpeg(raster, QUALITY), *size, "jpeg", 3)
    grey = np.ascontiguousarray(raster[:, :, 0])
    if bool(((grey == 0) | (grey == 255)).all()):
        return Plate(group4(grey), *size, "g4", 1)
    return Plate(encode_jpeg(grey, QUALITY), *size, "jpeg", 1)


def web_picture(path: Path, master: Master) -> bytes:
    """A page as JPEG, upright, in the size of its master, so that published boxes lie on it.

    Raises:
        BadInputError: or one of its children, where the master cannot be decoded.
    """
    if _shown_as_it_is(path, master):
        return path.read_bytes()
    return encode_jpeg(decode_master(path, master), QUALITY)


def _shown_as_it_is(path: Path, master: Master) -> int:
    """The channels of a JPEG that every program shows as we read it; 0 for any other file."""
    if master.format != "JPEG":
        return 0
    decode_master(path, master)  # says what is wrong with a damaged file
    with pixels.own_limit(), Image.open(path, formats=("JPEG",)) as image:
        turned = image.getexif().get(_ORIENTATION, 1) != 1
        return 0 if turned else {"L": 1, "RGB": 3}.get(image.mode, 0)


def _is_grey(raster: Raster) -> bool:
    red, green, blue = (raster[:, :, channel] for channel in range(3))
    return bool((red == green).all() and (green == blue).all())


def group4(grey: Raster) -> bytes:
    """Two tones as one strip of CCITT group 4, in which a coded black run is black.

    Pillow's only way there is a TIFF, and it codes white as black: so it gets the negative.
    """
    held = io.BytesIO()
    tones = Image.fromarray(255 - grey).convert("1", dither=Image.Dither.NONE)
    tones.save(held, "TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP: grey.shape[0]})
    with Image.open(held) as made:
        tags = made.tag_v2  # type: ignore[attr-defined]  # a TIFF has it
        start, length = tags[_STRIP_AT], tags[_STRIP_BYTES]
    if len(start) != 1:
        raise ValueError("a TIFF of more strips than asked for")
    return held.getvalue()[start[0] : start[0] + length[0]]
