"""Images and files made by code: one page in many formats, and ways to break it."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from pipeline.image import decode

WIDTH, HEIGHT = 80, 120
WHOLE: dict[str, dict[str, Any]] = {  # formats that hold the page whole, with what Pillow writes them by
    "plain.jpg": {"quality": 95},
    "progressive.jpg": {"quality": 95, "progressive": True},
    "plain.png": {},
    "plain.tif": {},
    "big.tif": {"big_tiff": True},
    "lzw.tif": {"compression": "tiff_lzw"},
    "deflate.tif": {"compression": "tiff_adobe_deflate"},
    "packbits.tif": {"compression": "packbits"},
    "jpeg.tif": {"compression": "jpeg", "quality": 95},
    "plain.jp2": {},
    "codestream.j2k": {},
    "lossy.jp2": {"irreversible": True, "quality_layers": [5]},
}
FAX = {"g3.tif": {"compression": "group3"}, "g4.tif": {"compression": "group4", "strip_size": 100}}


def page(seed: int = 0) -> np.ndarray:
    """Light paper with a black corner at the top left and some noise in the middle; (120, 80, 3)."""
    pixels = np.full((HEIGHT, WIDTH, 3), 230, np.uint8)
    pixels[:40, :30] = 10
    pixels[50:100, 20:60] = np.random.default_rng(seed).integers(0, 255, (50, 40, 3))
    return pixels


def save(path: Path, pixels: np.ndarray | None = None, mode: str = "RGB", **options: Any) -> Path:
    """Write a page as the file's name says."""
    image = Image.fromarray(page() if pixels is None else pixels)
    image.convert(mode).save(path, **options)
    return path


def wrong_by(path: Path, frame: int = 0, expected: np.ndarray | None = None) -> float:
    """Mean difference in grey between what is read and what was written."""
    raster = decode(path, frame)
    assert raster.shape == (HEIGHT, WIDTH, 3)
    assert raster.dtype == np.uint8
    assert raster.flags.writeable
    wanted = page() if expected is None else expected
    return float(np.abs(raster.astype(int) - wanted).mean())


def encoded(kind: str, mode: str = "RGB", seed: int = 0, **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(page(seed)).convert(mode).save(buffer, kind, **options)
    return buffer.getvalue()


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG whose header claims that size, with whatever grey rows are given."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + data


def tiff(tags: dict[int, Sequence[int]], strips: Sequence[bytes], order: str = "<") -> bytes:
    """A TIFF of one frame, written by hand: what Pillow reads but does not write.

    `tags` are shorts; the strips' offsets and lengths are added (324, 325 if there is a tile width).
    """
    places = (324, 325) if 322 in tags else (273, 279)
    layouts = dict.fromkeys(tags, ("H", 3)) | dict.fromkeys(places, ("I", 4))
    values: dict[int, Sequence[int]] = {
        **tags,
        places[0]: [0] * len(strips),
        places[1]: [len(s) for s in strips],
    }
    after = 8 + 2 + 12 * len(values) + 4
    sizes = {tag: struct.calcsize(layouts[tag][0]) * len(v) for tag, v in values.items()}
    at = after + sum(size for size in sizes.values() if size > 4)
    values[places[0]] = [at + sum(len(s) for s in strips[:n]) for n in range(len(strips))]
    entries, extra = b"", b""
    for tag in sorted(values):
        layout, kind = layouts[tag]
        data = struct.pack(f"{order}{len(values[tag])}{layout}", *values[tag])
        if len(data) > 4:
            data, extra = struct.pack(f"{order}I", after + len(extra)), extra + data
        entries += struct.pack(f"{order}HHI", tag, kind, len(values[tag])) + data.ljust(4, b"\0")
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    return head + struct.pack(f"{order}H", len(values)) + entries + bytes(4) + extra + b"".join(strips)
