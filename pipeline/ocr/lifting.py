"""Coloured ink lifted off the text under it, so that an engine sees the text alone.

The densities of two inks printed over one another add up, colour by colour (Beer's law; Ruifrok and
Johnston 2001 tell dyes apart in the same way), so that two colours of light tell how much there is of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.image import Raster
from pipeline.model import Box
from pipeline.ocr.colours import Colours, Field, density, see
from pipeline.ocr.seals import Seal, find_seals

TRACE = 0.15  # density from which ink of a seal is lifted in full
GHOST = (
    0.12  # share of a seal's density that is its own even where it looks like text: soft edges, uneven ink
)


@dataclass(frozen=True, slots=True)
class Cleared:
    """An image whose seals are lifted, and these."""

    image: Raster
    seals: tuple[Seal, ...]


def clear_of_seals(image: Raster) -> Cleared:
    """Find the coloured seals of an RGB image (h, w, 3) and lift them; the same image gives the same bytes."""
    colours = see(image)
    if colours is None:
        return Cleared(image, ())
    seals = find_seals(colours)
    return Cleared(lifted(image, seals, colours), seals)


def lifted(image: Raster, seals: Sequence[Seal], colours: Colours) -> Raster:
    """The RGB image (h, w, 3) without the ink of its seals; outside their boxes it stays as it is."""
    if not seals:
        return image
    clear = image.copy()
    for seal in seals:
        box = seal.box
        part = image[box.top : box.bottom, box.left : box.right]
        clear[box.top : box.bottom, box.left : box.right] = _without(part, _paper(colours, box), seal)
    return clear


def _without(part: Raster, paper: Field, seal: Seal) -> Raster:
    """The part with the text's ink alone, where there is ink of the seal."""
    light = np.clip(part / np.maximum(paper, 1), 0, 1)
    text, extra = _amounts(density(np.asarray(light, np.float32)), np.array(seal.text), np.array(seal.ink))
    bare = paper * np.exp(-text[..., None] * np.array(seal.text))
    stamped = cv2.GaussianBlur(np.clip(extra / TRACE, 0, 1).astype(np.float32), (0, 0), 1.0)[..., None]
    return np.asarray(np.clip(part * (1 - stamped) + bare * stamped, 0, 255).round(), np.uint8)


def _amounts(dense: Field, text: Field, seal: Field) -> tuple[Field, Field]:
    """How much there is of each ink: solved from the colour in which the seal is palest, and the others."""
    palest = int(np.argmin(seal / np.maximum(text, 1e-3)))
    others = [c for c in range(3) if c != palest]
    pale, full = dense[..., palest], dense[..., others].mean(axis=2)
    t_pale, t_full = float(text[palest]), float(text[others].mean())
    s_pale, s_full = float(seal[palest]), float(seal[others].mean())
    apart = t_pale * s_full - t_full * s_pale
    of_text = np.maximum((pale * s_full - full * s_pale) / apart, 0)
    of_seal = np.maximum((full * t_pale - pale * t_full) / apart, 0)
    of_text = np.maximum(of_text - GHOST * of_seal, 0)
    return np.asarray(of_text, np.float32), np.asarray(of_seal, np.float32)


def _paper(colours: Colours, box: Box) -> Field:
    """The paper behind a box of the image."""
    left, right = int(box.left / colours.scale), int(np.ceil(box.right / colours.scale))
    top, bottom = int(box.top / colours.scale), int(np.ceil(box.bottom / colours.scale))
    part = colours.paper[top:bottom, left:right]
    return np.asarray(cv2.resize(part, (box.width, box.height), interpolation=cv2.INTER_LINEAR), np.float32)
