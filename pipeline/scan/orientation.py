"""Which way up a scan lies: by Tesseract's script detection, and only on strong evidence.

The glyphs themselves tell: a vertical Chinese column and a page laid on its side have the same
profile.  A first look takes one window of the densest text; only if that does not speak for the page
as it lies is the whole page asked, and the page is turned where both agree or the second is certain.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.image import Raster, encode_png
from pipeline.model import Direction
from pipeline.scan import deskew, osd
from pipeline.scan.ink import Grey, Look

WINDOW = 500  # pixels of the copy: holds some hundred glyphs of running text
WEAK = 0.75  # confidence below which the window's opinion is none
ALONE = 5.0  # confidence of the whole page that is enough by itself; wrong opinions stayed below 3.3
TOGETHER = 4.0  # of window and page added up, where they agree; wrong ones stayed below 2 …
OVER = 6.0  # … but for half turns of vertical lines, which it knows badly: wrong ones came to 5.3
_FEWEST = 12  # glyphs: fewer are no evidence
LEGIBLE = 9.5  # pixels of the copy: of smaller glyphs Tesseract tells nothing, and that with confidence
_TRIES = 24  # glyphs that Tesseract samples in the window


@dataclass(frozen=True, slots=True)
class Stance:
    """How a page lies: `turn` degrees clockwise set it upright."""

    turn: int  # 0, 90, 180, 270
    confidence: float  # of Tesseract; below 1 it is a guess, 0 where nobody was asked
    doubt: int = 0  # the turn that the evidence points to, where it is too weak to act on


def find(seen: Look) -> Stance:
    """The turn that sets the page upright; 0 where the evidence is weak."""
    if len(seen.glyphs) < _FEWEST or seen.size < LEGIBLE or osd.version() == osd.NONE:
        return Stance(0, 0.0)
    first = _ask(_window(seen), _TRIES)
    if first.turn == 0 and first.confidence >= WEAK:
        return first
    page = _ask(seen.grey, 0)
    half_turn = page.turn == 180 and deskew.measure(seen.ink, seen.glyphs).direction is Direction.VERTICAL
    return _weigh(first, page, OVER if half_turn else TOGETHER)


def _weigh(window: Stance, page: Stance, enough: float) -> Stance:
    """What the two opinions come to; `enough` is the confidence they need together."""
    agreed = window.turn == page.turn and window.confidence >= WEAK
    together = window.confidence + page.confidence
    if page.turn == 0 or page.confidence >= ALONE or (agreed and together >= enough):
        return page
    return Stance(0, page.confidence, doubt=page.turn if agreed else 0)


def _ask(grey: Grey, tries: int) -> Stance:
    return Stance(*osd.ask(encode_png(np.ascontiguousarray(grey)), tries))


def _window(seen: Look) -> Raster:
    """The square of the copy that holds most glyphs."""
    density = np.zeros(seen.grey.shape, np.float32)
    centres = (seen.glyphs[:, :2] + seen.glyphs[:, 2:]) // 2
    density[np.clip(centres[:, 1], 0, seen.height - 1), np.clip(centres[:, 0], 0, seen.width - 1)] = 1
    total = cv2.boxFilter(density, -1, (WINDOW, WINDOW), normalize=False, borderType=cv2.BORDER_CONSTANT)
    y, x = np.unravel_index(int(total.argmax()), total.shape)
    top = int(np.clip(int(y) - WINDOW // 2, 0, max(0, seen.height - WINDOW)))
    left = int(np.clip(int(x) - WINDOW // 2, 0, max(0, seen.width - WINDOW)))
    return seen.grey[top : top + WINDOW, left : left + WINDOW]
