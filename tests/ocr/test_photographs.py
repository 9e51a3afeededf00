"""Pictures are told from text by the tone between, from stains and shadows by their detail."""

import cv2
import numpy as np
import textless
from drawn import sheet, strip

from pipeline.model import Box
from pipeline.ocr.ink import find_ink, rules
from pipeline.ocr.photographs import find_pictures, find_tones

LINES = tuple((100, 760 + 60 * n, "有关问题通知如下请认真贯彻执行关于") for n in range(8))
GLYPH = 40.0
PLACE = Box(200, 100, 700, 600)


def with_picture(picture: np.ndarray) -> np.ndarray:
    """A page of text under a picture at `PLACE`."""
    page = sheet(LINES, width=1000, height=1400).copy()
    page[PLACE.top : PLACE.bottom, PLACE.left : PLACE.right] = cv2.resize(picture, (500, 500))
    return page


def same(box: Box, other: Box) -> bool:
    return box.overlap(other) > 0.8 * max(box.area, other.area)


def pictures(page: np.ndarray, *text: Box) -> tuple[Box, ...]:
    ink = find_ink(page, GLYPH)
    sure = [strip(b.left, b.top, b.width, b.height) for b in text]
    return find_pictures(ink, rules(ink), find_tones(ink, sure), sure)


def test_a_photograph_and_a_halftone_are_pictures_and_text_is_none() -> None:
    for picture in (textless.photograph(), textless.halftone()[600:1100, 200:700]):
        (found,) = pictures(with_picture(picture))
        assert same(found, PLACE)
    assert pictures(sheet(LINES, width=1000, height=1400)) == ()


def test_stains_and_shadows_are_no_pictures() -> None:
    page = sheet(LINES, width=1000, height=1400).astype(np.float32)
    page *= (1 - 0.6 * np.exp(-np.arange(1000) / 60.0))[None, :, None]
    spot = np.zeros(page.shape[:2], np.float32)
    cv2.circle(spot, (600, 300), 120, 90.0, -1)
    page -= cv2.GaussianBlur(spot, (0, 0), 25)[:, :, None]
    assert pictures(page.clip(0, 255).astype(np.uint8)) == ()


def drawing() -> np.ndarray:
    page = sheet(LINES, width=1000, height=1400).copy()
    for n in range(8):
        cv2.circle(page, (450, 350), 40 + 25 * n, (0, 0, 0), 4)
    cv2.line(page, (230, 350), (670, 350), (0, 0, 0), 4)
    cv2.line(page, (450, 130), (450, 570), (0, 0, 0), 4)
    return page


def test_a_line_drawing_is_a_picture_but_has_no_tone() -> None:
    (found,) = pictures(drawing())
    assert same(found, Box(233, 133, 667, 567))
    assert find_tones(find_ink(drawing(), GLYPH), []) == ()


def test_frames_and_tables_are_no_pictures() -> None:
    page = sheet(LINES, width=1000, height=1400).copy()
    for x in (200, 400, 700):
        cv2.line(page, (x, 100), (x, 600), (0, 0, 0), 3)
    for y in range(100, 601, 100):
        cv2.line(page, (200, y), (700, y), (0, 0, 0), 3)
    assert pictures(page) == ()


def test_what_is_full_of_text_is_no_picture() -> None:
    page = with_picture(textless.photograph())
    assert pictures(page, Box(200, 150, 700, 250), Box(200, 300, 700, 400)) == ()
