"""Pages drawn for the tests of the scan stage: strokes in square cells stand for Han glyphs."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Raster = NDArray[np.uint8]
PAPER, INK = (226, 219, 200), (45, 40, 42)
CELL = 22  # pixels: the square of one glyph
DISC = 113  # pixels: the area of a dot


def sheet(width: int, height: int, colour: tuple[int, int, int] = PAPER) -> Raster:
    """Blank paper with a fine grain, RGB."""
    grain = np.random.default_rng(7).integers(-3, 4, (height, width, 1))
    return np.clip(np.full((height, width, 3), colour) + grain, 0, 255).astype(np.uint8)


def write(page: Raster, *place: int, vertical: bool = False, seed: int = 1) -> None:
    """At left, top: so many columns and rows of glyphs.

    Lines of glyphs: close together along the line, with leading between the lines.
    """
    left, top, columns, rows = place
    random = np.random.default_rng(seed)
    along, across = CELL + 2, CELL + 16
    step_x, step_y = (across, along) if vertical else (along, across)
    for row in range(rows):
        for column in range(columns):
            _glyph(page, left + column * step_x, top + row * step_y, random)


def _glyph(page: Raster, left: int, top: int, random: np.random.Generator) -> None:
    for _ in range(5):
        x0, y0, x1, y1 = (int(value) for value in random.integers(2, CELL - 2, 4))
        end = (left + x1, top + y0) if random.random() < 0.5 else (left + x0, top + y1)
        cv2.line(page, (left + x0, top + y0), end, INK, 2)
    cv2.line(page, (left + 2, top + CELL // 2), (left + CELL - 3, top + CELL // 2), INK, 2)
    cv2.line(page, (left + CELL // 2, top + 2), (left + CELL // 2, top + CELL - 3), INK, 2)


def page(vertical: bool = False) -> Raster:
    """A single portrait page of running text, 800 × 1100."""
    raster = sheet(800, 1100)
    if vertical:
        write(raster, 80, 90, 17, 38, vertical=True)
    else:
        write(raster, 90, 90, 26, 24)
    return raster


def spread(gap: int = 120, fold: bool = True) -> Raster:
    """Two pages of text side by side, 1500 × 1050, `gap` pixels between their texts."""
    raster = sheet(1500, 1050)
    columns = (750 - 70 - gap // 2) // (CELL + 2)
    write(raster, 750 - gap // 2 - columns * (CELL + 2), 90, columns, 22)
    write(raster, 750 + gap // 2, 90, columns, 22, seed=2)
    if fold:
        distance = np.abs(np.arange(1500) - 750)
        shade = 1 - 0.3 * np.exp(-distance / 12)
        raster[:] = np.rint(raster * shade[None, :, None])
    return raster


def turned(raster: Raster, angle: float) -> Raster:
    """The page lying `angle` degrees counter-clockwise askew, on a canvas of the same size."""
    height, width = raster.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2 - 0.5, height / 2 - 0.5), angle, 1)
    turned_page = cv2.warpAffine(
        raster,
        matrix,
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=PAPER,
    )
    return np.asarray(turned_page, np.uint8)


def curled(raster: Raster, rise: float) -> Raster:
    """The page bent up at its right edge: by `rise` pixels at the top, less below, none at the foot."""
    height, width = raster.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    lift = rise * (x / width) ** 2 * (1 - y / height)
    bent = cv2.remap(
        raster, x, (y + lift).astype(np.float32), cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(bent, np.uint8)


def dots(width: int, height: int) -> tuple[Raster, list[tuple[float, float]]]:
    """White paper with discs on a grid, and their centres (corners lie between pixels)."""
    raster = np.full((height, width, 3), 255, np.uint8)
    centres = [(x, y) for y in range(40, height - 30, 60) for x in range(40, width - 30, 60)]
    for x, y in centres:
        cv2.circle(raster, (x, y), 6, (0, 0, 0), -1)
    return raster, [(x + 0.5, y + 0.5) for x, y in centres]


def found_dots(raster: Raster, least: float = 0.97) -> NDArray[np.float64]:
    """The centres (n, 2) of dark discs with that share of their area; a cut one has its centre elsewhere."""
    grey = raster if raster.ndim == 2 else raster[:, :, 0]
    _, _, stats, centres = cv2.connectedComponentsWithStats((grey < 128).astype(np.uint8))
    whole = stats[:, cv2.CC_STAT_AREA] > least * DISC
    whole[0] = False
    return np.asarray(centres[whole] + 0.5, np.float64)
