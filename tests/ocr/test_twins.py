"""Two columns that a detector took for one are read one by one."""

import cv2
import numpy as np
from drawn import strip

from pipeline.model import Direction, Glyph
from pipeline.ocr import twins
from pipeline.ocr.even import evenly
from pipeline.ocr.glyphs import place
from pipeline.ocr.ink import find_ink
from pipeline.ocr.shapes import Strip

PITCH, SIZE, ROWS = 31, 24, 9


class Reader:
    """Reads a crowded strip badly and each single column well."""

    def __init__(self) -> None:
        self.asked: list[Strip] = []

    def read_strips(self, image: object, strips: list[Strip]) -> tuple[tuple[Glyph, ...], ...]:
        self.asked += strips
        return tuple(place(evenly("一二三四五六七八九", 0.9), one) for one in strips)


def columns(count: int) -> np.ndarray:
    """A page of columns that follow each other at `PITCH` pixels, of squares as large as characters."""
    page = np.full((400, 700, 3), 255, np.uint8)
    for n in range(count):
        for row in range(ROWS):
            x, y = 600 - n * PITCH, 40 + 28 * row
            cv2.rectangle(page, (x, y), (x + SIZE - 1, y + SIZE - 1), (0, 0, 0), 5)
    return page


def read_page(found: list[Strip], texts: list[str]) -> dict[Strip, tuple[Glyph, ...]]:
    return {one: place(evenly(text, 0.9), one) for one, text in zip(found, texts, strict=True)}


def column(n: int, wide: int = 1) -> Strip:
    """The strip of column `n`, or of so many columns of which it is the first from the right."""
    left = 600 - (n + wide - 1) * PITCH - 8
    return strip(left, 32, PITCH * (wide - 1) + SIZE + 16, 28 * ROWS + 12)


def parted(page: np.ndarray, read: dict[Strip, tuple[Glyph, ...]]) -> dict[Strip, tuple[Glyph, ...]]:
    return twins.parted(page, Reader(), find_ink(page, 40.0), Direction.VERTICAL, read)  # type: ignore[arg-type]


def test_two_columns_found_as_one_are_read_one_by_one() -> None:
    found = [column(0), column(1), column(2, wide=2), column(4), column(5)]
    read = read_page(found, ["一二三四五六七八九"] * 2 + ["日"] + ["一二三四五六七八九"] * 2)
    result = parted(columns(6), read)
    assert found[2] not in result
    new = sorted((one.box.centre[0] for one in result if one not in read), reverse=True)
    assert len(new) == 2
    assert [round((612 - x) / PITCH) for x in new] == [2, 3]


def test_what_another_strip_covers_is_not_read_twice() -> None:
    found = [column(0), column(1), column(2), column(2, wide=2), column(4)]
    read = read_page(found, ["一二三四五六七八九"] * 3 + ["日"] + ["一二三四五六七八九"])
    new = [one for one in parted(columns(6), read) if one not in read]
    assert [round((612 - one.box.centre[0]) / PITCH) for one in new] == [3]


def test_a_headline_stays_whole() -> None:
    """Its characters are as far apart as they are wide."""
    found = [column(0), column(1), column(2, wide=2), column(4)]
    read = read_page(found, ["一二三四五六七八九"] * 2 + ["華軍克大"] + ["一二三四五六七八九"])
    assert parted(columns(6), read) == read


def test_a_level_page_is_left_alone() -> None:
    read = read_page([column(2, wide=2)], ["日"])
    page = columns(6)
    reader = Reader()
    assert twins.parted(page, reader, find_ink(page, 40.0), Direction.HORIZONTAL, read) == read  # type: ignore[arg-type]
    assert not reader.asked
