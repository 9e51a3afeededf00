"""The reading order of a vertical page: tiers into articles, articles one after another.

A newspaper runs an article on from tier to tier: below its own columns, and where the next tier
begins without a headline, there too.  So the parts of a page (see tiers.py) are joined from the top and
from the right, and a part without a headline of its own goes on with the article it stands under.
Articles then follow each other as their headlines do.  Sizes are in glyphs of the usual text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.model import Box, Direction, hull
from pipeline.ocr import tiers
from pipeline.ocr.headlines import (
    HEAD,
    MAIN,
    TITLED,
    Sheet,
    around,
    begins_boxed,
    ends,
    head_start,
    is_main,
    is_small_head,
    is_upright,
    thickness,
    upright_lines,
)
from pipeline.ocr.loose import find_loose, put_back
from pipeline.ocr.margins import find_margins
from pipeline.ocr.masthead import find_masthead
from pipeline.ocr.order import Column, Item, to_item
from pipeline.ocr.shapes import Strip
from pipeline.ocr.told import Told

NOTHING = Told()

TITLE = 0.6  # least share of a part's width that a level line at its top takes up, as a title
LONG = 3.0  # least length of a title, in its own height …
LARGE, SHORT = 1.3, 2.0  # … and of one that is so large, in glyphs
UNDER = 0.5  # least share of the narrower one's width in which an article stands above what continues it
LEVEL = 0.5  # bottoms and tops that differ less are level
BAND = 3.0  # headlines whose tops differ less stand beside each other


@dataclass(frozen=True, slots=True)
class Article:
    """Columns in reading order; an article without a headline is the end of another one."""

    columns: tuple[Column, ...]
    headed: bool
    top: float  # of its headline, pixels
    tail: Box  # what of it was joined last
    body: bool  # whether there is more than the headline
    boxed: bool = False  # whether it begins beside its title, which stands among its columns

    @property
    def right(self) -> int:
        return around(self.columns[0]).right


def upright_columns(
    strips: Sequence[Strip],
    rules: Sequence[Box],
    told: Told = NOTHING,
) -> tuple[Column, ...]:
    """The columns of a vertical page in reading order.

    Args:
        rules: its printed lines, as boxes in pixels.
        told: what was read tells of the strips.
    """
    if not strips:
        return ()
    usual = [strip.thickness for strip in strips if strip.direction is Direction.VERTICAL]
    glyph = median(usual or [strip.box.height for strip in strips])
    margins = find_margins([strip.box for strip in strips], rules, glyph)
    within = [strips[n] for n in margins.text]
    masthead = find_masthead(within, glyph)
    every = [strip for n, strip in enumerate(within) if n not in masthead]
    aside = find_loose(every, glyph)
    text = [strip for strip in every if strip not in aside]
    items = [to_item(strip, Direction.VERTICAL) for strip in text]
    tree = tiers.make_up([strip.box for strip in text], rules, glyph)
    sheet = Sheet(glyph, told, _level(text, glyph))
    found = _in_turn(_articles(tree, items, sheet), glyph) if text else []
    head, foot = ([_alone(strips[n]) for n in side] for side in (margins.head, margins.foot))
    title = tuple(_alone(within[n]) for n in masthead)
    columns = [column for article in found for column in article.columns]
    loose = [to_item(strip, Direction.VERTICAL) for strip in every if strip in aside]
    return (*head, *title, *put_back(columns, loose), *foot)


def _level(strips: Sequence[Strip], glyph: float) -> tuple[Box, ...]:
    boxes = [strip.box for strip in strips if strip.direction is Direction.HORIZONTAL]
    return tuple(box for box in boxes if box.width >= TITLED * glyph)


def _alone(strip: Strip) -> Column:
    return ((to_item(strip, Direction.VERTICAL),),)


def _articles(tree: tiers.Tree, items: Sequence[Item], sheet: Sheet) -> list[Article]:
    if isinstance(tree, tiers.Leaf):
        return _of_leaf([items[n] for n in tree.numbers], sheet)
    parts = [_articles(part, items, sheet) for part in tree.parts]
    if isinstance(tree, tiers.Row):
        return _beside(parts)
    return _below(_titled(parts, sheet.glyph), sheet.glyph)


def _of_leaf(items: Sequence[Item], sheet: Sheet) -> list[Article]:
    """A leaf's lines, parted before each headline, and where a boxed report begins."""
    lines = upright_lines(items)
    heads = [n for n, line in enumerate(lines) if any(is_main(item, sheet) for item in line)]
    heads += [n for n in range(len(lines)) if is_small_head(lines, n, sheet)]
    boxed = {n for n in range(1, len(lines)) if begins_boxed(lines, n, sheet)}
    headed = {head_start(lines, n, sheet) for n in heads}
    starts = sorted(headed | boxed | {0})
    pieces = [(start, lines[start:stop]) for start, stop in pairwise((*starts, len(lines)))]
    found = []
    for start, piece in pieces:
        one = _article(piece, sheet)
        own = start in headed | boxed
        found.append(replace(one, headed=own, body=one.body or not own, boxed=start in boxed))
    return found


def _article(lines: Column, sheet: Sheet) -> Article:
    """Lines that belong together; the large ones at their beginning are the headline, if there is one."""
    sizes = [max(sheet.size(item) for item in line) for line in lines]
    count = next((n for n, size in enumerate(sizes) if size < HEAD * sheet.glyph), len(lines))
    top = around(lines[: count or 1]).top
    return Article((lines,), False, top, around(lines), count < len(lines))


def _titled(parts: list[list[Article]], glyph: float) -> list[list[Article]]:
    """Parts one below the other, of which the first is a headline where it is one level line across them all.

    A speck that was taken for a character may stand above it.
    """
    if len(parts) > 2 and _is_speck(parts[0], glyph):
        (speck,), *rest = parts
        (top, *others), *lower = _titled(rest, glyph)
        return [[replace(top, columns=top.columns + speck.columns), *others], *lower]
    if len(parts) > 2 and _is_ornament(parts[0], parts[1], glyph):
        parts = [[_joined(parts[0][0], parts[1][0])], *parts[2:]]
    title, below = parts[0][0], parts[1][0]
    whole = hull(tuple(article.tail for part in parts for article in part))
    over_head = below.headed and len(parts) == 2 and not below.body
    if len(parts[0]) > 1 or not _is_title(title, whole.width, glyph, LONG if not over_head else 0.0):
        return parts
    return [[replace(title, headed=True, body=False, top=around(title.columns[0]).top)], *parts[1:]]


def _is_title(article: Article, width: int, glyph: float, long: float) -> bool:
    lines = [item for column in article.columns for line in column for item in line]
    size = max(thickness(item) for item in lines)
    long = min(long, SHORT) if size >= LARGE * glyph else long
    least = TITLE * width if size >= MAIN * glyph else max(long * size, TITLE * width)
    return article.tail.width >= least and not any(is_upright(item) for item in lines)


def _is_ornament(title: Sequence[Article], below: Sequence[Article], glyph: float) -> bool:
    """Whether level lines stand close under others, as an ornament or a second title does."""
    if len(title) > 1 or len(below) > 1:
        return False
    pieces = (*title[0].columns, *below[0].columns)
    level = not any(is_upright(item) for column in pieces for line in column for item in line)
    return level and below[0].tail.top - title[0].tail.bottom < glyph


def _is_speck(part: Sequence[Article], glyph: float) -> bool:
    box = part[0].tail
    return len(part) == 1 and box.width * box.height <= glyph * glyph


def _beside(parts: Sequence[list[Article]]) -> list[Article]:
    """Parts from the right: without a headline, one goes on with the last article before it."""
    found = list(parts[0])
    for part in parts[1:]:
        rest = part
        if found[-1].boxed and _is_level(found[-1], part[0]):
            found[-1], rest = _title_first(_continued(found[-1], part[0])), part[1:]
        elif not part[0].headed or not found[-1].body:
            found[-1], rest = _continued(found[-1], part[0]), part[1:]
        found += rest
    return [_title_first(article) for article in found]


def _is_level(article: Article, left: Article) -> bool:
    """Whether what stands left of an article may be of its box: what is much taller is another one."""
    start = around(article.columns[0])
    beside = hull(tuple(around(column) for column in left.columns))
    shared = min(start.bottom, beside.bottom) - max(start.top, beside.top)
    return shared >= UNDER * max(start.height, beside.height)


def _title_first(article: Article) -> Article:
    """A boxed report with its level title before its columns."""
    if not article.boxed:
        return article
    every = [line for column in article.columns for line in column]
    title = tuple(line for line in every if not is_upright(line[0]))
    rest = [tuple(line for line in column if line not in title) for column in article.columns]
    return replace(article, columns=tuple(column for column in (title, *rest) if column))


def _below(parts: Sequence[list[Article]], glyph: float) -> list[Article]:
    """Parts from the top: without a headline, one goes on with the last article that ends above it."""
    found = list(parts[0])
    for part in parts[1:]:
        rest = part
        if not part[0].headed or (len(found) == 1 and not found[0].body):
            above = _above(found, around(part[0].columns[0]), glyph)
            found[above], rest = _joined(found[above], part[0]), part[1:]
        found += rest
    return found


def _above(articles: Sequence[Article], start: Box, glyph: float) -> int:
    """The number of the article that a part below goes on with; `start` is where that part begins."""

    def shared(box: Box) -> float:
        return (min(box.right, start.right) - max(box.left, start.left)) / max(1, min(box.width, start.width))

    going_on = [n for n, one in enumerate(articles) if not one.boxed and _goes_on(one, glyph)]
    over = [n for n in going_on if shared(articles[n].tail) >= UNDER] or going_on
    gaps = {n: max(0, start.top - articles[n].tail.bottom) for n in over}
    level = [n for n in over if gaps[n] <= min(gaps.values()) + LEVEL * glyph]
    return level[-1] if level else len(articles) - 1


def _goes_on(article: Article, glyph: float) -> bool:
    """Whether an article may be continued below: not if it is all level lines, as a notice is."""
    upright = any(is_upright(line[0]) for column in article.columns for line in column)
    return upright and not ends(article.columns[-1], glyph)


def _joined(article: Article, more: Article) -> Article:
    top = article.top if article.headed or not more.headed else more.top
    headed = article.headed or (more.headed and not article.body)
    columns = article.columns + more.columns
    return Article(columns, headed, top, more.tail, article.body or more.body, article.boxed)


def _continued(article: Article, left: Article) -> Article:
    """An article with what stands left of it; where both are of one tier, that is one column of lines."""
    joined = _joined(article, left)
    before, after = around(article.columns[-1]), around(left.columns[0])
    shared = min(before.bottom, after.bottom) - max(before.top, after.top)
    if shared < UNDER * min(before.height, after.height):
        return joined
    tier = article.columns[-1] + left.columns[0]
    return replace(joined, columns=(*article.columns[:-1], tier, *left.columns[1:]))


def _in_turn(articles: Sequence[Article], glyph: float) -> list[Article]:
    """Articles as their headlines stand: bands of headlines from the top, each from the right."""
    ahead = [article for article in articles if not article.headed]
    bands: list[list[Article]] = []
    for article in sorted((a for a in articles if a.headed), key=lambda a: a.top):
        if bands and article.top <= bands[-1][0].top + BAND * glyph:
            bands[-1].append(article)
        else:
            bands.append([article])
    return ahead + [one for band in bands for one in sorted(band, key=lambda a: -a.right)]
