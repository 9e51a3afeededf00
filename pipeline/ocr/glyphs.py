"""Putting the glyphs of a line where they stand on the page."""

from __future__ import annotations

from pipeline.model import Box, Direction, Glyph
from pipeline.ocr.ctc import Spot
from pipeline.ocr.shapes import Strip


def place(spots: tuple[Spot, ...], strip: Strip) -> tuple[Glyph, ...]:
    """Glyphs with upright boxes in pixels of the line's image.

    A CTC peak says where a glyph is, not how wide: neighbouring glyphs meet half way between their
    peaks, and none is longer along the line than the line is high.
    """
    centres = [(spot.start + spot.stop) / 2 for spot in spots]
    reach = _half_glyph(strip)
    glyphs = []
    for i, spot in enumerate(spots):
        before = (centres[i - 1] + centres[i]) / 2 if i else 0.0
        after = (centres[i] + centres[i + 1]) / 2 if i + 1 < len(spots) else 1.0
        start, stop = max(before, centres[i] - reach), min(after, centres[i] + reach)
        glyphs.append(Glyph(spot.text, _part(strip, start, stop), spot.confidence, spot.alternatives))
    return tuple(glyphs)


def _half_glyph(strip: Strip) -> float:
    """Half the line's height as a share of its length."""
    box = strip.box
    across, along = (
        (box.width, box.height) if strip.direction is Direction.VERTICAL else (box.height, box.width)
    )
    return across / max(along, 1) / 2


def _part(strip: Strip, start: float, stop: float) -> Box:
    """The upright box around the part of the line between two shares of its length."""
    tl, tr, br, bl = strip.corners
    edges = ((tl, bl), (tr, br)) if strip.direction is Direction.VERTICAL else ((tl, tr), (bl, br))
    points = [_between(a, b, share) for a, b in edges for share in (start, stop)]
    xs = [round(x) for x, _ in points]
    ys = [round(y) for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _between(a: tuple[float, float], b: tuple[float, float], share: float) -> tuple[float, float]:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
