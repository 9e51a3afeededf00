"""Pages with coloured ink made ready for engines: seals lifted off the text, coloured print made black.

Of two inks printed over one another each takes its share of the light that the other leaves, so that two
colours of light tell how much of a pixel each covers.  Soft edges and halftones obey the same law.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.image import Raster
from pipeline.model import Box
from pipeline.ocr.colours import Colours, Field, Ink, Overprint, see, text_ink
from pipeline.ocr.seals import find_seals

TRACE = 0.15  # cover from which a seal's ink is lifted in full
GHOST = 0.06  # share of its cover that a seal may take of the light besides: ink is uneven
GREYISH = 0.5  # ink that takes less than this share of one colour, beside the one it takes most, is no black


@dataclass(frozen=True, slots=True)
class Cleared:
    """An image made ready to be read, and the seals it bore."""

    image: Raster
    seals: tuple[Overprint, ...]


def made_clear(image: Raster) -> Cleared:
    """An RGB image (h, w, 3) with its coloured seals lifted and coloured print made black.

    The same image gives the same bytes, so that every engine reads the same.
    """
    colours = see(image)
    if colours is None:
        return Cleared(image, ())
    seals = find_seals(colours)
    ink = seals[0].text if seals else text_ink(colours)
    return Cleared(in_black(lifted(image, seals, colours), ink), seals)


def in_black(image: Raster, ink: Ink) -> Raster:
    """The RGB image as it looks where its ink is darkest, if it is printed in a colour: a page all in red.

    Engines read red print worse than black: on typeset red pages a third of the errors goes.
    """
    if min(ink) >= GREYISH:
        return image
    return np.repeat(image[..., ink.index(max(ink))][..., None], 3, axis=2)


def lifted(image: Raster, overprints: Sequence[Overprint], colours: Colours) -> Raster:
    """The RGB image (h, w, 3) without its seals, where their ink can be told from the text's.

    Outside their boxes it stays as it is.
    """
    told = [one for one in overprints if one.apart]
    if not told:
        return image
    clear = image.copy()
    for seal in told:
        box = seal.box
        part = image[box.top : box.bottom, box.left : box.right]
        clear[box.top : box.bottom, box.left : box.right] = _without(part, _paper(colours, box), seal)
    return clear


def _without(part: Raster, paper: Field, seal: Overprint) -> Raster:
    """The part with the text's ink alone, where there is ink of the seal."""
    light = np.asarray(np.clip(part / np.maximum(paper, 1), 0, 1), np.float32)
    stamp = _stamped(light, seal)
    bare = _text_alone(light, stamp, seal)[..., None] * np.array(seal.text, np.float32)
    around = cv2.dilate(np.clip(stamp / TRACE, 0, 1), np.ones((3, 3), np.uint8))
    share = cv2.GaussianBlur(around, (0, 0), 1.0)[..., None]
    return np.asarray(np.clip(part * (1 - share) + paper * (1 - bare) * share, 0, 255).round(), np.uint8)


def _stamped(light: Field, seal: Overprint) -> Field:
    """How much of each pixel the seal's ink covers, 0…1.

    The amount s of the seal and t of the text follow from two of the colours, light = (1 - s·a)(1 - t·b),
    with what the inks take of each: the colour in which the seal is palest, and the darkest.
    """
    pale, dark = _told_by(seal)
    a, a_, b, b_ = seal.ink[pale], seal.ink[dark], seal.text[pale], seal.text[dark]
    square = a * a_ * (b_ - b)
    slope = b_ * light[..., pale] * a_ - b * light[..., dark] * a - (a + a_) * (b_ - b)
    rest = (b_ - b) - b_ * light[..., pale] + b * light[..., dark]
    stamp = np.zeros_like(rest)
    for _ in range(3):  # Newton; the text is nearly grey, the equation nearly straight
        steep = np.maximum(2 * square * stamp + slope, 1e-3)
        stamp = np.clip(stamp - (square * stamp * stamp + slope * stamp + rest) / steep, 0, 1)
    return np.asarray(stamp, np.float32)


def _text_alone(light: Field, stamp: Field, seal: Overprint) -> Field:
    """How much of each pixel the text's ink covers, 0…1, by the colour in which the seal is palest."""
    pale, _ = _told_by(seal)
    left = light[..., pale] / (1 - stamp * seal.ink[pale])
    return np.asarray(np.clip((1 - GHOST * stamp - left) / seal.text[pale], 0, 1), np.float32)


def _told_by(seal: Overprint) -> tuple[int, int]:
    """The colours in which the seal is palest and darkest beside the text."""
    shares = [ink / max(text, 1e-3) for ink, text in zip(seal.ink, seal.text, strict=True)]
    return shares.index(min(shares)), shares.index(max(shares))


def _paper(colours: Colours, box: Box) -> Field:
    """The paper behind a box of the image."""
    left, right = int(box.left / colours.scale), int(np.ceil(box.right / colours.scale))
    top, bottom = int(box.top / colours.scale), int(np.ceil(box.bottom / colours.scale))
    part = colours.paper[top:bottom, left:right]
    return np.asarray(cv2.resize(part, (box.width, box.height), interpolation=cv2.INTER_LINEAR), np.float32)
