"""Small type on large images is looked at once more, at a larger scale."""

import numpy as np
import pytest
from drawn import strip

from pipeline.ocr import ppocr
from pipeline.ocr.ppocr import DETECT_SIDE, LARGE_SIDE, PaddleEngine
from pipeline.ocr.shapes import Strip


def looks(monkeypatch: pytest.MonkeyPatch, side: int, first: list[Strip], then: list[Strip]) -> list[int]:
    """The scales an image is looked at, where the first look finds some strips and the next one others."""
    asked: list[int] = []

    def find(self: PaddleEngine, image: ppocr.Raster, side: int) -> tuple[Strip, ...]:
        asked.append(side)
        return tuple(first if side == DETECT_SIDE else then)

    monkeypatch.setattr(PaddleEngine, "_find", find)
    found = PaddleEngine.__new__(PaddleEngine).find_strips(np.zeros((side, 100, 3), np.uint8))
    assert len(found) == max(len(first), len(then) if len(asked) > 1 else 0)
    return asked


def test_small_type_on_a_large_image_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    fine = [strip(0, 0, 900, 40)]
    assert looks(monkeypatch, 8000, fine, [*fine, strip(0, 60, 900, 40)]) == [DETECT_SIDE, LARGE_SIDE]
    assert looks(monkeypatch, 8000, [], fine) == [DETECT_SIDE, LARGE_SIDE]


def test_usual_type_and_small_images_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert looks(monkeypatch, 8000, [strip(0, 0, 900, 140)], []) == [DETECT_SIDE]
    assert looks(monkeypatch, 2000, [], []) == [DETECT_SIDE]
