"""The sheet of an era: where type areas, running heads and page numbers lie on it."""

from __future__ import annotations

from pipeline.model import Box, Direction
from samples.typeset.eras import Era
from samples.typeset.placing import Frame, bar
from samples.typeset.records import Rule

COLOPHON_LINES = 8  # lines of body type kept free at the end of the last page
TIER_GAP = 44  # pixels between the two tiers of a vertical page


def type_area(era: Era) -> Frame:
    """The whole of the page that type fills, heads and folios apart."""
    if era.direction is Direction.HORIZONTAL:
        wide, high = era.measure * era.body, era.rows * era.pitch
    else:
        wide, high = era.rows * era.pitch, 2 * era.measure * era.body + TIER_GAP
    left, top = (era.width - wide) // 2, (era.height - high) // 2
    return Frame(Box(left, top, left + wide, top + high), era.direction)


def body_frames(era: Era, two_columns: bool, last: bool) -> tuple[Frame, ...]:
    """The frames of a body page, in reading order; on the last page they leave room for the colophon."""
    area = type_area(era)
    if era.direction is Direction.VERTICAL:
        return _tiers(era, area.box, last)
    box = area.box
    foot = box.bottom - (COLOPHON_LINES * era.pitch if last else 0)
    if not two_columns:
        return (Frame(Box(box.left, box.top, box.right, foot), era.direction),)
    wide = (era.measure - 1) // 2 * era.body
    left = Frame(Box(box.left, box.top, box.left + wide, foot), era.direction)
    right = Frame(Box(box.right - wide, box.top, box.right, foot), era.direction)
    return left, right


def _tiers(era: Era, box: Box, last: bool) -> tuple[Frame, ...]:
    high = era.measure * era.body
    upper = Frame(Box(box.left, box.top, box.right, box.top + high), era.direction)
    end = box.left + (COLOPHON_LINES * era.pitch if last else 0)
    lower = Frame(Box(end, box.bottom - high, box.right, box.bottom), era.direction)
    return upper, lower


def colophon_frame(era: Era) -> Frame:
    """The end of the type area of the last page."""
    box = type_area(era).box
    depth = COLOPHON_LINES * era.pitch
    if era.direction is Direction.HORIZONTAL:
        return Frame(Box(box.left, box.bottom - depth, box.right, box.bottom), era.direction)
    top = box.bottom - era.measure * era.body
    return Frame(Box(box.left, top, box.left + depth, box.bottom), era.direction)


def head_frame(era: Era, folio: int) -> Frame:
    """The strip for the running head: above the type area, or down the outer margin of a vertical page."""
    box = type_area(era).box
    strip = era.pitch
    if era.direction is Direction.HORIZONTAL:
        bottom = box.top - strip // 3
        return Frame(Box(box.left, bottom - strip, box.right, bottom), era.direction)
    if folio % 2:
        return Frame(Box(box.left - 2 * strip, box.top, box.left - strip, box.bottom), era.direction)
    return Frame(Box(box.right + strip, box.top, box.right + 2 * strip, box.bottom), era.direction)


def foot_frame(era: Era, folio: int) -> Frame:
    """The strip for the page number: below the type area, or the lower end of the outer margin."""
    box = type_area(era).box
    if era.direction is Direction.HORIZONTAL:
        return Frame(Box(box.left, box.bottom + 14, box.right, box.bottom + 14 + era.pitch), era.direction)
    return head_frame(era, folio)


def sheet_rules(era: Era, frames: tuple[Frame, ...], columns_ruled: bool) -> tuple[Rule, ...]:
    """The rules of a body page: under the running head, between columns, between tiers."""
    area = type_area(era)
    if era.direction is Direction.VERTICAL:
        middle = (frames[0].box.bottom + frames[-1].box.top) // 2
        between = Rule(Box(area.box.left, middle - 1, area.box.right, middle + 1))
        return between, *_border(area)
    head = bar(area, 0, area.measure, -era.pitch // 3)
    if len(frames) == 1 or not columns_ruled:
        return (head,)
    middle = (frames[0].box.right + frames[1].box.left) // 2
    return head, Rule(Box(middle, frames[0].box.top, middle + 2, frames[0].box.bottom))


def _border(area: Frame) -> tuple[Rule, ...]:
    """The frame of rules round a vertical page."""
    box, gap = area.box, 18
    left, top, right, bottom = box.left - gap, box.top - gap, box.right + gap, box.bottom + gap
    return (
        Rule(Box(left, top, right, top + 3)),
        Rule(Box(left, bottom - 3, right, bottom)),
        Rule(Box(left, top, left + 3, bottom)),
        Rule(Box(right - 3, top, right, bottom)),
    )
