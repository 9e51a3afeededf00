"""Ink that nobody could read is listed line by line, and empty fields with ink in them, too."""

from pipeline.model import Box, Cell, Direction, RegionKind
from pipeline.ocr.inkstates import InkLedger, InkMark, InkState
from pipeline.ocr.shapes import LayoutRegion
from pipeline.ocr.unreadink import MOST, empty_fields, findings

GLYPH = 40.0


def test_the_marks_of_a_column_are_one_finding() -> None:
    marks = [Box(100, 100 + 60 * n, 130, 140 + 60 * n) for n in range(4)]
    (one,) = findings("i", marks, GLYPH, Direction.VERTICAL)
    assert one.box == Box(100, 100, 130, 320)
    assert len(findings("i", marks, GLYPH, Direction.HORIZONTAL)) == 4


def test_marks_of_a_level_line_far_apart_are_several() -> None:
    marks = [Box(100, 100, 140, 130), Box(160, 104, 200, 134), Box(900, 100, 940, 130)]
    assert len(findings("i", marks, GLYPH, Direction.HORIZONTAL)) == 2


def test_specks_are_in_the_ledger_only() -> None:
    assert not findings("i", [Box(0, 0, 10, 10)], GLYPH, Direction.HORIZONTAL)


def test_the_last_finding_tells_how_many_are_left() -> None:
    marks = [Box(500 * (n % 9), 200 * (n // 9), 500 * (n % 9) + 30, 200 * (n // 9) + 30) for n in range(70)]
    found = findings("i", marks, GLYPH, Direction.HORIZONTAL)
    assert len(found) == MOST + 1
    assert found[-1].message.startswith("10 more")


def table(empty: int) -> LayoutRegion:
    """A column of six fields of which one is empty."""
    cells = [
        Cell(n, 0, lines=() if n == empty else (f"l{n}",), box=Box(100, 100 * n, 300, 100 * n + 100))
        for n in range(6)
    ]
    return LayoutRegion("r", RegionKind.TABLE, "i", (), "", tuple(cells))


def ledger(*boxes: Box) -> InkLedger:
    return InkLedger("i", (), tuple(InkMark(InkState.STAIN, box) for box in boxes))


def test_an_empty_field_with_ink_among_full_ones_is_a_finding() -> None:
    (found,) = empty_fields("i", [table(3)], ledger(Box(250, 340, 262, 352)), GLYPH)
    assert found.code == "unread-marks"
    assert found.box == Box(100, 300, 300, 400)


def test_what_is_left_of_the_frame_is_no_ink_of_the_field() -> None:
    assert not empty_fields("i", [table(3)], ledger(Box(100, 300, 104, 380), Box(250, 20, 262, 32)), GLYPH)
