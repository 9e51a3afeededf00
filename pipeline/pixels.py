"""Pillow images of every mode -> uint8 RGB on white, so that black is black and white is white."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_TIFF_MIN_IS_WHITE, _TIFF_PHOTOMETRIC = 0, 262


class _Pillow:
    """Pillow's limit on pixels and its warnings belong to the whole process: the last user restores them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._before = ExitStack()

    def enter(self) -> None:
        with self._lock:
            self._users += 1
            if self._users == 1:
                self._before.enter_context(warnings.catch_warnings())
                warnings.simplefilter("ignore")
                self._before.callback(setattr, Image, "MAX_IMAGE_PIXELS", Image.MAX_IMAGE_PIXELS)
                Image.MAX_IMAGE_PIXELS = None

    def leave(self) -> None:
        with self._lock:
            self._users -= 1
            if self._users == 0:
                self._before.close()


_PILLOW = _Pillow()


@contextmanager
def own_limit() -> Iterator[None]:
    """Within this, our limit on pixels counts and not Pillow's, which a map sheet exceeds; no warnings."""
    _PILLOW.enter()
    try:
        yield
    finally:
        _PILLOW.leave()


def rgb(image: Image.Image, orientation: int) -> NDArray[np.uint8]:
    """The pixels as shown, shape (height, width, 3), writable and contiguous.

    `orientation` is the EXIF value 1…8; deep grey is scaled, transparency is laid on white.
    """
    shallow = _shallow(image)
    turn = _TURNS.get(orientation)
    turned = shallow if turn is None else shallow.transpose(turn)
    return np.array(_opaque(turned), dtype=np.uint8)


def _shallow(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I") or image.mode == "F":
        return Image.fromarray(_eight_bits(np.asarray(image), _inverted(image)))
    if image.mode == "LAB":
        return _from_lab(image)
    return image


def _inverted(image: Image.Image) -> bool:
    """Pillow turns min-is-white round for up to 8 bits only."""
    tags: Any = getattr(image, "tag_v2", {})
    return bool(tags.get(_TIFF_PHOTOMETRIC) == _TIFF_MIN_IS_WHITE)


def _eight_bits(deep: NDArray[Any], inverted: bool) -> NDArray[np.uint8]:
    """Scale deep grey values to 0…255.

    16 bits have a known white.  For 32 bits and floats the smallest usual white that holds all
    values is taken: 1 (floats), 255, 65 535, else the brightest value.
    """
    if deep.dtype.itemsize == 2:
        values = (deep.astype(np.uint32) * 255 + 32_767) // 65_535
    else:
        known = np.nan_to_num(deep.astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0).clip(min=0)
        brightest = float(known.max(initial=0))
        whites = (1.0, 255.0, 65_535.0) if deep.dtype.kind == "f" else (255.0, 65_535.0)
        white = next((w for w in whites if brightest <= w), brightest)
        values = np.rint(known * (255 / white))
    eight = values.astype(np.uint8)
    return 255 - eight if inverted else eight


def _from_lab(image: Image.Image) -> Image.Image:
    from PIL import ImageCms

    lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    way = ImageCms.buildTransform(lab, srgb, "LAB", "RGB")
    turned = ImageCms.applyTransform(image, way)
    if turned is None:
        raise ValueError("the Lab colours cannot be converted")
    return turned


def _opaque(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        layer = image.convert("RGBa").convert("RGBA") if image.mode == "La" else image.convert("RGBA")
        white = Image.new("RGBA", layer.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, layer).convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")
