"""The columns of a part of a vertical page, and which of them begin something: headlines, titles, reports.

Sizes are in glyphs of the page's usual text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model import Box, Direction, hull
from pipeline.ocr.order import Column, Item, rows_of, to_item
from pipeline.ocr.order import Row as Line
from pipeline.ocr.told import Told

MAIN = 1.7  # a column this wide is the main line of a headline
SLIM = 2.6  # and no shorter than this, in its own width
HEAD = 1.15  # lines beside it that are this wide belong to it
SMALL_HEAD = 1.2  # the headline of a report that begins with a dateline is this wide …
FIRST_HEAD = 1.35  # … or this, where another line of it stands between
TITLED = 3.0  # least width of the title of a boxed report …
BESIDE = 5.0  # … which is no further from the column that it begins with
SHORT = 0.55  # a column that ends so far above the others ends a text
WIDE = 8.0  # least white, in its own width, that parts a column


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the lines of a page are compared with."""

    glyph: float
    told: Told
    titles: tuple[Box, ...]  # level lines, long enough to be one

    def size(self, item: Item) -> float:
        """The width of a column, of a level line its height, in pixels; a crammed column is of usual text."""
        return self.glyph if item.strip in self.told.crammed else thickness(item)

    def is_dated(self, line: Line) -> bool:
        return line[0].strip in self.told.dated


def upright_lines(items: Sequence[Item]) -> Column:
    """Columns from the right; level lines from the top, where most of the part is set level."""
    level = [item for item in items if not is_upright(item)]
    if len(level) * 2 <= len(items):
        return _with_titles(items)
    turned = {to_item(item.strip, Direction.HORIZONTAL): item for item in items}
    found = rows_of(tuple(turned))
    return tuple((turned[one],) for row in found for one in reversed(row))


def _with_titles(items: Sequence[Item]) -> Column:
    """Columns from the right, level titles among them before the first column that they stand over."""
    titles = sorted((item for item in items if not is_upright(item) and _spans(item, items)), key=_top)
    lines = [piece for row in rows_of(tuple(i for i in items if i not in titles)) for piece in _pieces(row)]
    for title in reversed(titles):
        right = title.strip.box.right
        at = next((n for n, line in enumerate(lines) if line[0].strip.box.centre[0] < right), len(lines))
        lines.insert(at, (title,))
    return tuple(lines)


def _spans(title: Item, items: Sequence[Item]) -> bool:
    """Whether a level line stands over the middles of two columns or more."""
    box = title.strip.box
    middles = [item.strip.box.centre[0] for item in items if is_upright(item)]
    return sum(box.left < x < box.right for x in middles) > 1


def _top(item: Item) -> int:
    return item.strip.box.top


def _pieces(row: Line) -> list[Line]:
    """A column, parted where more white stands than a line of text holds, as between two signatures."""
    pieces = [[row[0]]]
    for before, item in pairwise(row):
        if item.start - before.stop > WIDE * min(before.size, item.size):
            pieces.append([item])
        else:
            pieces[-1].append(item)
    return [tuple(piece) for piece in pieces]


def head_start(lines: Column, main: int, sheet: Sheet) -> int:
    """The first of the lines of a headline, of which `main` is a large one."""
    while main and min(sheet.size(item) for item in lines[main - 1]) >= HEAD * sheet.glyph:
        main -= 1
    return main


def is_small_head(lines: Column, n: int, sheet: Sheet) -> bool:
    """Whether a line is the headline of a short report: a little larger, and a dateline follows it.

    Between the two may stand another line of the headline.
    """
    size = min(sheet.size(item) for item in lines[n])
    after = [sheet.is_dated(line) for line in lines[n : n + 3]]
    upright = all(is_upright(item) for item in lines[n])
    if not upright or after[0] or not any(after):
        return False
    large = any(item.strip in sheet.told.spaced for item in lines[n])
    return size >= (SMALL_HEAD if after[1] or large else FIRST_HEAD) * sheet.glyph


def begins_boxed(lines: Column, n: int, sheet: Sheet) -> bool:
    """Whether a report begins beside another one: a dateline where the line before is full and runs on.

    Its title is level and stands among its columns.
    """
    if not sheet.is_dated(lines[n]) or ends(lines[:n], sheet.glyph):
        return False
    box = lines[n][0].strip.box
    reach = BESIDE * sheet.glyph
    beside = [one for one in sheet.titles if box.left - reach < one.right < box.centre[0]]
    return any(box.top - sheet.glyph < one.top < box.centre[1] for one in beside)


def ends(lines: Column, glyph: float) -> bool:
    """Whether text ends with the last of some columns, which is shorter than the others."""
    return around(lines).bottom - around(lines[-1:]).bottom > SHORT * glyph


def thickness(item: Item) -> float:
    """The width of a column; of a level line its height; pixels."""
    return item.strip.thickness


def is_main(item: Item, sheet: Sheet) -> bool:
    """Whether a column is the main line of a headline; two columns that were found as one are not as long."""
    box = item.strip.box
    return is_upright(item) and sheet.size(item) >= MAIN * sheet.glyph and box.height >= SLIM * box.width


def is_upright(item: Item) -> bool:
    return item.strip.direction is Direction.VERTICAL


def around(lines: Column | Sequence[Line]) -> Box:
    return hull(tuple(item.strip.box for line in lines for item in line))
