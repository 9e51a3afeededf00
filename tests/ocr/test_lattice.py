"""Printed grids: fields between rules, spans where rules are missing, and what is no grid."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.model import Box
from pipeline.ocr.ink import find_ink
from pipeline.ocr.lattice import Grid, grids

GLYPH = 40.0
LEFT, TOP, WIDE, HIGH = 100, 100, 200, 60  # of the grid that is drawn, and of one place in it


def blank() -> np.ndarray:
    return np.full((700, 1000, 3), 255, np.uint8)


def level(page: np.ndarray, row: int, start: int, stop: int) -> None:
    y = TOP + row * HIGH
    cv2.line(page, (LEFT + start * WIDE, y), (LEFT + stop * WIDE, y), (0, 0, 0), 3)


def upright(page: np.ndarray, column: int, start: int, stop: int) -> None:
    x = LEFT + column * WIDE
    cv2.line(page, (x, TOP + start * HIGH), (x, TOP + stop * HIGH), (0, 0, 0), 3)


def found(page: np.ndarray) -> tuple[Grid, ...]:
    return grids(find_ink(page, GLYPH), (), GLYPH)


def places(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [(field.row, field.column, field.rows, field.columns) for field in grid.fields]


def test_every_place_between_rules_is_a_field() -> None:
    page = blank()
    for row in range(4):
        level(page, row, 0, 3)
    for column in range(4):
        upright(page, column, 0, 3)
    (grid,) = found(page)
    assert places(grid) == [(row, column, 1, 1) for row in range(3) for column in range(3)]
    box, wanted = grid.box, Box(LEFT, TOP, LEFT + 3 * WIDE, TOP + 3 * HIGH)
    sides = zip(
        (box.left, box.top, box.right, box.bottom),
        (wanted.left, wanted.top, wanted.right, wanted.bottom),
        strict=True,
    )
    assert all(abs(a - b) <= 6 for a, b in sides)


def test_where_a_rule_is_missing_a_field_spans() -> None:
    page = blank()
    for row in (0, 2, 3):
        level(page, row, 0, 3)
    level(page, 1, 1, 3)  # the first field reaches down over two rows
    for column in (0, 1, 3):
        upright(page, column, 0, 3)
    upright(page, 2, 1, 3)  # the second one over two columns
    (grid,) = found(page)
    assert places(grid)[:2] == [(0, 0, 2, 1), (0, 1, 1, 2)]
    assert len(grid.fields) == 7


def test_open_sides_lie_where_the_rules_across_end() -> None:
    page = blank()
    for row in range(4):
        level(page, row, 0, 3)
    for column in (1, 2):
        upright(page, column, 0, 3)
    (grid,) = found(page)
    assert len(grid.fields) == 9
    assert abs(grid.box.left - LEFT) <= 6


def test_a_broken_rule_still_parts_two_fields() -> None:
    page = blank()
    for row in range(3):
        level(page, row, 0, 2)
    for column in range(3):
        upright(page, column, 0, 2)
    page[TOP + 25 : TOP + 35, LEFT + WIDE - 4 : LEFT + WIDE + 4] = 255
    (grid,) = found(page)
    assert len(grid.fields) == 4


def test_a_frame_and_a_seal_are_no_grids() -> None:
    page = blank()
    cv2.rectangle(page, (50, 50), (500, 300), (0, 0, 0), 3)
    cv2.circle(page, (750, 400), 100, (196, 30, 40), 6)
    for top in (360, 400, 440):
        cv2.putText(page, "IHLTEF IHLTEF", (600, top), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0, 0, 0), 3)
    assert found(page) == ()


def test_a_rule_under_a_heading_and_one_between_columns_are_no_grid() -> None:
    page = blank()
    cv2.line(page, (100, 100), (900, 100), (0, 0, 0), 3)
    cv2.line(page, (500, 130), (500, 650), (0, 0, 0), 3)
    assert found(page) == ()
