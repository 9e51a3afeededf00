"""Vertical pages cut into tiers of columns, as newspapers are made up: rules first, then white, then overlap.

Boxes are in pixels of the page.  A level cut parts what stands above from what stands below, an
upright cut what stands right from what stands left; the upper and the right part are read first.
Lengths are compared in glyphs of the page's usual text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.model import Box
from pipeline.ocr import extents
from pipeline.ocr.extents import SLACK, Spans
from pipeline.ocr.parts import Part, is_edge, is_heaped, is_stacked, joined

RULED = 0.6  # least share of a part's extent that a rule must cover to cut it
PARTLY = 0.3  # the same where the part is heaped, and must be cut somewhere
THROUGH = 0.35  # largest share of a part's extent that what crosses a ruled cut may take up
BROKEN = 0.12  # the same for a cut between tiers without a rule
LARGE = 1.3  # columns wider than this, in glyphs, are headlines
HEADLINE = 1.2  # and so are small ones set into the columns
BELOW = 2.0  # the text under a headline is no further from it, in glyphs …
OVERHANG = 0.4  # … and at least this share of the column stands under it
FEW = 3  # least number of columns in a tier, where a cut crosses some
MEET = 2.0  # a rule that reaches less far over another, in glyphs, only meets it
NEAR = 0.7  # a rule and a cut closer than this, in glyphs, are one


@dataclass(frozen=True, slots=True)
class Cut:
    """A place to cut a part at, and how well: the share that is ruled less the share that is crossed."""

    at: float
    worth: float


@dataclass(frozen=True, slots=True)
class Leaf:
    """Boxes that no cut parts, by number."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pile:
    """Parts that stand one below the other, from the top."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Parts that stand side by side, from the right."""

    parts: tuple[Tree, ...]


Tree = Leaf | Pile | Row


@dataclass(frozen=True, slots=True)
class Lines:
    """The printed rules of one direction: where they stand, and from where to where they run."""

    at: Spans  # from one edge of the rule's stroke to the other
    along: Spans


@dataclass(frozen=True, slots=True)
class Sheet:
    """What all parts of a page are cut by."""

    level: Lines
    upright: Lines
    glyph: float


@dataclass(frozen=True, slots=True)
class _View:
    """A part as seen by cuts of one direction: `across` is the axis they cut, `along` the one they run on."""

    across: Spans
    along: Spans
    rules: Lines  # along the cuts
    bars: Lines  # across them
    glyph: float

    def barred(self, at: float) -> bool:
        """Whether a printed rule stands across a cut, with text near it on either side of the rule."""
        reach = MEET * self.glyph
        low = np.maximum(self.bars.along[:, 0], self.across.min())
        high = np.minimum(self.bars.along[:, 1], self.across.max())
        standing = (low < at - reach) & (high > at + reach)
        near = (self.across[:, 0] < at + 2 * reach) & (self.across[:, 1] > at - 2 * reach)
        middles = self.along[near].mean(axis=1)
        return any(
            bool((middles < bar).any() and (middles > bar).any())
            for bar in self.bars.at[standing].mean(axis=1)
        )


def make_up(boxes: Sequence[Box], rules: Sequence[Box], glyph: float) -> Tree:
    """How a page of vertical text is made up of tiers and of parts side by side; no box is lost."""
    x = np.array([(box.left, box.right) for box in boxes], dtype=np.float64).reshape(-1, 2)
    y = np.array([(box.top, box.bottom) for box in boxes], dtype=np.float64).reshape(-1, 2)
    level = [box for box in rules if box.width > box.height]
    upright = [box for box in rules if box.width <= box.height]
    sheet = Sheet(
        Lines(_spans([(b.top, b.bottom) for b in level]), _spans([(b.left, b.right) for b in level])),
        Lines(_spans([(b.left, b.right) for b in upright]), _spans([(b.top, b.bottom) for b in upright])),
        glyph,
    )
    return _tree(Part(x, y, np.arange(len(boxes))), sheet)


def _spans(pairs: Sequence[tuple[int, int]]) -> Spans:
    return np.array(pairs, dtype=np.float64).reshape(-1, 2)


def _tree(part: Part, sheet: Sheet) -> Tree:
    """The cleanest cut first: a rule that nothing crosses, white, and last a rule under a headline's side."""
    if len(part.numbers) < 2:
        return _leaf(part)
    return (
        _along_rule(part, sheet, 0.0)
        or _through_white(part, sheet)
        or _side_by_side(part, sheet)
        or _along_rule(part, sheet, THROUGH)
        or (_along_rule(part, sheet, THROUGH, PARTLY) if is_heaped(part) else None)
        or _leaf(part)
    )


def _along_rule(part: Part, sheet: Sheet, most: float, least: float = RULED) -> Tree | None:
    """A part cut along the best rule that has something on either side."""
    level = _ruled(_View(part.y, part.x, sheet.level, sheet.upright, sheet.glyph), most, least)
    upright = _ruled(_View(part.x, part.y, sheet.upright, sheet.level, sheet.glyph), most, least)
    ways = [(-cut.worth, 0, cut.at) for cut in level] + [(-cut.worth, 1, cut.at) for cut in upright]
    for _, way, at in sorted(ways):
        found = _row(part, [at], sheet) if way else _pile(part, [at], sheet)
        if found:
            return found
    return None


def _through_white(part: Part, sheet: Sheet) -> Tree | None:
    view = _View(part.y, part.x, sheet.level, sheet.upright, sheet.glyph)
    cuts = [at for at in _tiers(part, sheet.glyph) if not view.barred(at)]
    return _pile(part, cuts, sheet) if cuts else None


def _leaf(part: Part) -> Leaf:
    return Leaf(tuple(int(n) for n in part.numbers))


def _ruled(view: _View, most: float, least: float) -> list[Cut]:
    """The cuts along a rule with something on either side, where no more than `most` of it is crossed.

    Of what is not crossed, the rule must cover the share `least`.
    """
    start, stop = float(view.along[:, 0].min()), float(view.along[:, 1].max())
    middles = view.rules.at.mean(axis=1)
    found = []
    for at in sorted(set(middles.tolist())):
        if not extents.parts(view.across, at) or view.barred(at):
            continue
        ruled = extents.covered(view.rules.along[np.abs(middles - at) <= NEAR * view.glyph], start, stop)
        crossed = extents.covered(view.along[extents.crossing(view.across, at, view.glyph)], start, stop)
        if ruled >= least * (1 - crossed) and crossed <= most:
            found.append(Cut(at, ruled - crossed))
    return found


def _pile(part: Part, cuts: Sequence[float], sheet: Sheet) -> Tree | None:
    """A box that crosses a cut belongs where it starts: a headline goes with the text at its side."""
    starts = part.y[:, 0] + np.minimum(SLACK * sheet.glyph, 0.5 * (part.y[:, 1] - part.y[:, 0]))
    place = np.searchsorted(np.array(cuts), starts, side="right")
    found = [part.take(place == n) for n in range(len(cuts) + 1)]
    filled = [one for one in found if len(one.numbers)]
    return _pile_of([_tree(one, sheet) for one in filled]) if len(filled) > 1 else None


def _row(part: Part, cuts: Sequence[float], sheet: Sheet) -> Tree | None:
    place = np.searchsorted(np.array(cuts), part.x.mean(axis=1), side="right")
    found = [part.take(place == n) for n in range(len(cuts), -1, -1)]
    filled = [one for one in found if len(one.numbers)]
    return _row_of([_tree(one, sheet) for one in filled]) if len(filled) > 1 else None


def _tiers(part: Part, glyph: float) -> list[float]:
    """Where a part falls into tiers: white right through, or through all but a few columns run together."""
    clean = [at for at in extents.white(part.y, glyph) if is_stacked(part, at)]
    if clean:
        return clean
    best = _least(part, glyph) if len(part.numbers) >= 2 * FEW else None
    return [] if best is None else [best]


def _least(part: Part, glyph: float) -> float | None:
    """The place between tiers that the fewest columns cross, if few enough do and no headline does."""
    start, stop = float(part.x[:, 0].min()), float(part.x[:, 1].max())
    large = part.x[:, 1] - part.x[:, 0] > LARGE * glyph
    best: Cut | None = None
    for at in sorted(set(part.y[:, 1].tolist())):
        crossing = extents.crossing(part.y, at, glyph)
        above = (part.y[:, 1] <= at + SLACK * glyph).sum()
        if (crossing & large).any() or min(above, len(large) - above - crossing.sum()) < FEW:
            continue
        crossed = extents.covered(part.x[crossing], start, stop)
        if crossed <= BROKEN and (best is None or -crossed > best.worth):
            best = Cut(float(at), -crossed)
    return best.at if best else None


def _pile_of(parts: Sequence[Tree]) -> Pile:
    """A pile on a pile is one pile."""
    return Pile(tuple(one for part in parts for one in (part.parts if isinstance(part, Pile) else (part,))))


def _row_of(parts: Sequence[Tree]) -> Row:
    return Row(tuple(one for part in parts for one in (part.parts if isinstance(part, Row) else (part,))))


def _side_by_side(part: Part, sheet: Sheet) -> Tree | None:
    """Slabs between upright white, neighbours joined where they are tiers together or single columns both."""
    groups: list[Part] = []
    tiered = False
    for slab in _slabs(part, sheet):
        stacked = bool(_tiers(slab, sheet.glyph))
        both = joined(groups[-1], slab) if groups else slab
        if groups and tiered and is_edge(slab, groups[-1], sheet.glyph) and _tiers(both, sheet.glyph):
            groups[-1] = both
            continue
        if groups and tiered == stacked and (not stacked or _tiers(both, sheet.glyph)):
            groups[-1] = both
        else:
            groups.append(slab)
        tiered = stacked
    if len(groups) < 2:
        return None
    return _row_of([_tree(group, sheet) for group in groups])


def _slabs(part: Part, sheet: Sheet) -> list[Part]:
    view = _View(part.x, part.y, sheet.upright, sheet.level, sheet.glyph)
    white = [at for at in extents.white(part.x, sheet.glyph) if not view.barred(at)]
    cuts = [at for at in white if not _overhung(part, at, sheet.glyph)]
    place = np.searchsorted(np.array(cuts), part.x.mean(axis=1), side="right")
    return [part.take(place == n) for n in sorted(set(place.tolist()), reverse=True)]


def _overhung(part: Part, at: float, glyph: float) -> bool:
    """Whether a headline at one side of an upright cut stands right over a column at the other."""
    width, right_side = part.x[:, 1] - part.x[:, 0], part.x.mean(axis=1) > at
    heads = np.flatnonzero(width > HEADLINE * glyph)
    for head in heads:
        below = part.y[:, 0] - part.y[head, 1]
        shared = np.minimum(part.x[:, 1], part.x[head, 1]) - np.maximum(part.x[:, 0], part.x[head, 0])
        under = (below > -SLACK * glyph) & (below < BELOW * glyph) & (shared > OVERHANG * width)
        if (under & (right_side != right_side[head])).any():
            return True
    return False
