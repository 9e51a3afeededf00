"""Lost lines are found in ink that stands where they are printed."""

from bench.marks import Mark, marks
from bench.mistakes import Mistake
from pipeline.model import Box, Direction, Finding, Glyph, Region, RegionKind, Severity, TextLine, Witness
from pipeline.proof.evidence.units import UnitLine

IMAGE = "p0001_a"


def row(top):
    glyphs = tuple(Glyph("公", Box(40 * n, top, 40 * n + 40, top + 40)) for n in range(10))
    return TextLine(f"l{top}", Box(0, top, 400, top + 40), glyphs)


LINES = tuple(row(top) for top in (0, 60, 240))


def found_in(*boxes, lost):
    findings = tuple(Finding("unread-marks", "", Severity.CHECK, "", IMAGE, box) for box in boxes)
    region = Region("r", RegionKind.PARAGRAPH, IMAGE, None, LINES)
    read = Witness("p0001", "P6", (region,), findings, ())
    units = [
        UnitLine((), line.box, IMAGE, Direction.HORIZONTAL, RegionKind.PARAGRAPH, False) for line in LINES
    ]
    return marks(read, units, lost)


def lost(count, after=1):
    return Mistake(after, 9, "公" * count, count, count, missing=True, lost_line=True)


def test_a_lost_line_is_found_in_ink_beside_its_neighbours():
    assert found_in(Box(0, 120, 400, 160), lost=[lost(10)]) == (Mark(10, 10, 10),)


def test_ink_far_away_or_too_short_or_taken_shows_none():
    assert found_in(Box(0, 900, 400, 940), lost=[lost(10)]) == (Mark(10, 0, 0),)
    assert found_in(Box(0, 120, 120, 160), lost=[lost(10)]) == (Mark(3, 0, 0),)
    assert found_in(Box(0, 120, 400, 160), lost=[lost(9), lost(10)]) == (Mark(10, 9, 9),)
