"""The head and the folio that stand in the outer margin of a vertical page: one column beside all others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Box, hull

APART = 1.2  # least white between a margin's column and the text, in glyphs …
BEHIND = 0.8  # … and where a frame stands in it
SLIM = 1.5  # largest width of such a column, in glyphs
MOST = 4  # strips in it
SPARSE = 0.6  # largest share of the page's height that they cover
FRAME = 0.6  # least share of the height of the text along which its frame is seen
TALL = 10.0  # least height of the text beside them, in glyphs


@dataclass(frozen=True, slots=True)
class Margins:
    """The numbers of a page's boxes: those before the text, those of the text, those after it."""

    head: tuple[int, ...]
    text: tuple[int, ...]
    foot: tuple[int, ...]


def find_margins(boxes: Sequence[Box], rules: Sequence[Box], glyph: float) -> Margins:
    """The outermost column at either side, where it holds a head or a folio and nothing else.

    What stands in the upper half of the page is read before the text, the rest after it.
    """
    ends = (
        sorted(range(len(boxes)), key=lambda n: -boxes[n].right),
        sorted(range(len(boxes)), key=lambda n: boxes[n].left),
    )
    outer = {n for order in ends for n in _outermost(order, boxes, rules, glyph)}
    text = tuple(n for n in range(len(boxes)) if n not in outer)
    if not text:
        return Margins((), tuple(range(len(boxes))), ())
    whole = hull(tuple(boxes[n] for n in text))
    middle = whole.centre[1]
    found = sorted(outer, key=lambda n: (boxes[n].top, -boxes[n].right))
    head = tuple(n for n in found if boxes[n].centre[1] < middle)
    return Margins(head, text, tuple(n for n in found if n not in head))


def _outermost(
    order: Sequence[int], boxes: Sequence[Box], rules: Sequence[Box], glyph: float
) -> tuple[int, ...]:
    """The first column of boxes, in order from one side inwards, if it is a margin's."""
    for n in range(1, min(MOST + 1, len(order))):
        mine = [boxes[i] for i in order[:n]]
        rest = hull(tuple(boxes[i] for i in order[n:]))
        column = hull(tuple(mine))
        left, right = sorted((column, rest), key=lambda box: box.left)
        framed = _framed(rest, (left.right, right.left), rules)
        if right.left - left.right >= (BEHIND if framed else APART) * glyph:
            found = _is_margin(mine, rest, _frame(rest, rules), glyph) and (
                framed or _ends_of_page(mine, rest)
            )
            return tuple(order[:n]) if found else ()
    return ()


def _frame(rest: Box, rules: Sequence[Box]) -> Box:
    """The text with the long rules round it: text that ends early leaves the frame half empty."""
    long = [box for box in rules if box.height >= FRAME * rest.height or box.width >= FRAME * rest.width]
    return hull((rest, *long))


def _is_margin(mine: Sequence[Box], rest: Box, frame: Box, glyph: float) -> bool:
    slim = hull(tuple(mine)).width <= SLIM * glyph
    sparse = sum(box.height for box in mine) <= SPARSE * rest.height
    inside = all(frame.top - glyph <= box.centre[1] <= frame.bottom + glyph for box in mine)
    return slim and sparse and inside and rest.height >= TALL * glyph


def _ends_of_page(mine: Sequence[Box], rest: Box) -> bool:
    """Whether there is something in the first and in the last part of the page, as head and folio are."""
    part = rest.height / 4
    low, high = rest.top + part, rest.bottom - part
    return any(box.centre[1] < low for box in mine) and any(box.centre[1] > high for box in mine)


def _framed(rest: Box, white: tuple[int, int], rules: Sequence[Box]) -> bool:
    """Whether a frame stands in the white between a margin and the text."""
    return any(
        rule.height >= FRAME * rest.height and white[0] <= rule.centre[0] <= white[1] for rule in rules
    )
