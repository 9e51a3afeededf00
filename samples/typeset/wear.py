"""Wear of print and paper, one function each.  None of them moves anything: `geometry` does.

A sheet is a float32 array (height, width, 3), RGB, 0 black … 1 white.  Every function takes and returns
one and leaves its argument alone; chance comes from the generator it is given.
"""

from __future__ import annotations

import io

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Sheet = NDArray[np.float32]
PAPER = (0.93, 0.86, 0.70)  # the colour of paper that has yellowed through and through
RUST = (0.72, 0.55, 0.36)  # of foxing


def blurred(sheet: Sheet, sigma: float) -> Sheet:
    """The sheet out of focus."""
    return np.asarray(cv2.GaussianBlur(sheet, (0, 0), sigma), np.float32)


def cloud(rng: np.random.Generator, sheet: Sheet, grain: float) -> NDArray[np.float32]:
    """A field of chance (height, width), mean 0 and deviation about 1, its lumps `grain` pixels wide."""
    height, width = sheet.shape[:2]
    small = (max(2, round(height / grain)), max(2, round(width / grain)))
    noise = rng.standard_normal(small, np.float32)
    return np.asarray(cv2.resize(noise, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def spread_ink(sheet: Sheet, width: float) -> Sheet:
    """Ink pressed out beyond the edge of the type by about `width` pixels."""
    ink = 1 - blurred(sheet, 0.5 + width)
    return np.asarray(1 - np.clip(ink * (1 + width) - 0.04, 0, 1), np.float32)


def ink_unevenly(sheet: Sheet, rng: np.random.Generator, amount: float) -> Sheet:
    """Some parts of the forme take less ink: in broad patches, and sort by sort."""
    patches = 0.6 * cloud(rng, sheet, 260) + 0.5 * cloud(rng, sheet, 34)
    strength = np.clip(1 - amount * (0.35 + np.abs(patches)), 0.3, 1)
    return np.asarray(1 - (1 - sheet) * strength[..., None], np.float32)


def break_strokes(sheet: Sheet, rng: np.random.Generator, share: float) -> Sheet:
    """Thin strokes broken and solid ones pitted: `share` of the ink has not reached the paper."""
    grain = cloud(rng, sheet, 2.6)
    missing = np.clip((grain - float(np.quantile(grain[::7, ::7], 1 - share))) * 3, 0, 0.8)
    return np.asarray(1 - (1 - sheet) * (1 - missing[..., None]), np.float32)


def show_through(sheet: Sheet, back: Sheet, amount: float) -> Sheet:
    """The print of the other side shines through, mirrored, soft and a little off."""
    if back.shape != sheet.shape:
        raise ValueError(f"a back of {back.shape} for a sheet of {sheet.shape}")
    ghost = np.roll(blurred(np.ascontiguousarray(back[:, ::-1]), 2.2), (7, -11), (0, 1))
    return np.asarray(sheet * (1 - amount * (1 - ghost.min(2, keepdims=True))), np.float32)


def yellow(sheet: Sheet, rng: np.random.Generator, amount: float) -> Sheet:
    """Paper browned by age, more so towards its edges, and mottled."""
    height, width = sheet.shape[:2]
    x, y = np.linspace(-1, 1, width, dtype=np.float32), np.linspace(-1, 1, height, dtype=np.float32)
    edge = np.maximum(np.abs(x)[None, :], np.abs(y)[:, None]) ** 8
    depth = amount * np.clip(0.8 + 0.35 * edge + 0.06 * cloud(rng, sheet, 180), 0, 1.6)
    tint = 1 - depth[..., None] * (1 - np.array(PAPER, np.float32))
    return np.asarray(np.clip(sheet * tint, 0, 1), np.float32)


def fibres(sheet: Sheet, rng: np.random.Generator, amount: float) -> Sheet:
    """The grain of rough paper."""
    grain = 0.7 * cloud(rng, sheet, 3) + 0.5 * cloud(rng, sheet, 9)
    return np.asarray(np.clip(sheet + amount * grain[..., None], 0, 1), np.float32)


def foxing(sheet: Sheet, rng: np.random.Generator, spots: int) -> Sheet:
    """Rusty spots of damp, light enough to read through."""
    height, width = sheet.shape[:2]
    mask = np.zeros((height, width), np.float32)
    for _ in range(spots):
        centre = (int(rng.integers(width)), int(rng.integers(height)))
        cv2.circle(mask, centre, int(rng.integers(3, 26)), float(rng.uniform(0.1, 0.4)), -1)
    depth = np.asarray(cv2.GaussianBlur(mask, (0, 0), 7), np.float32)
    return np.asarray(sheet * (1 - depth[..., None] * (1 - np.array(RUST, np.float32))), np.float32)


def gutter(sheet: Sheet, at: float, amount: float) -> Sheet:
    """The shadow where the book bends: `at` is its place across the image, 0 left … 1 right."""
    width = sheet.shape[1]
    far = np.abs(np.linspace(0, 1, width, dtype=np.float32) - at)
    shade = amount * np.exp(-far / 0.035) + 0.35 * amount * np.exp(-far / 0.15)
    return np.asarray(sheet * (1 - np.clip(shade, 0, 0.9))[None, :, None], np.float32)


def specks(sheet: Sheet, rng: np.random.Generator, count: int) -> Sheet:
    """Dirt on paper and glass: small dark dots, none larger than a full stop."""
    speckled = sheet.copy()
    height, width = sheet.shape[:2]
    for _ in range(count):
        centre = (int(rng.integers(width)), int(rng.integers(height)))
        tone = float(rng.uniform(0.15, 0.6))
        cv2.circle(speckled, centre, int(rng.integers(0, 3)), (tone, tone, tone), -1, cv2.LINE_AA)
    return speckled


def sensor_noise(sheet: Sheet, rng: np.random.Generator, amount: float) -> Sheet:
    """The noise of the scanner, pixel by pixel, alike in all three colours."""
    noise = rng.standard_normal(sheet.shape[:2], np.float32)
    return np.asarray(np.clip(sheet + amount * noise[..., None], 0, 1), np.float32)


def compressed(image: NDArray[np.uint8], quality: int) -> NDArray[np.uint8]:
    """The image after it has been through JPEG once."""
    buffer = io.BytesIO()
    Image.fromarray(image).save(buffer, "JPEG", quality=quality)
    return np.array(Image.open(buffer).convert("RGB"), np.uint8)
