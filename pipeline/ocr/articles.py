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
from pipeline.ocr.margins import find_margins
from pipeline.ocr.masthead import find_masthead
from pipeline.ocr.order import Column, Item, rows_of, to_item
from pipeline.ocr.order import Row as Line
from pipeline.ocr.shapes import Strip

MAIN = 1.7  # a column this wide is the main line of a headline
SLIM = 2.6  # and no shorter than this, in its own width
HEAD = 1.15  # lines beside it that are this wide belong to it
TITLE = 0.6  # least share of a part's width that a level line at its top takes up, as a title
LONG = 3.0  # least length of a title, in its own height
SMALL_HEAD, FIRST_HEAD = 1.2, 1.35  # a report's headline before its dateline is this wide, the first of two this
TITLED = 3.0  # least width of the title of a boxed report …
BESIDE = 5.0  # … which is no further from the column that it begins with
SHORT = 0.55  # a column that ends so far above the others ends a text
WIDE = 8.0  # least white, in its own width, that parts a column
UNDER = 0.5  # least share of the narrower one's width in which an article stands above what continues it
LEVEL = 0.5  # bottoms and tops that differ less are level
BAND = 3.0  # headlines whose tops differ less stand beside each other


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the lines of a page are compared with."""

    glyph: float
    dated: frozenset[Strip]
    titles: tuple[Box, ...]  # level lines, long enough to be one

    def is_dated(self, line: Line) -> bool:
        return line[0].strip in self.dated


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
        return _hull(self.columns[0]).right


def upright_columns(
    strips: Sequence[Strip], rules: Sequence[Box], dated: frozenset[Strip] = frozenset()
) -> tuple[Column, ...]:
    """The columns of a vertical page in reading order.

    Args:
        rules: its printed lines, as boxes in pixels.
        dated: columns that begin with a place and a date, as a report in a newspaper does.
    """
    if not strips:
        return ()
    usual = [strip.box.width for strip in strips if strip.direction is Direction.VERTICAL]
    glyph = median(usual or [strip.box.height for strip in strips])
    margins = find_margins([strip.box for strip in strips], rules, glyph)
    within = [strips[n] for n in margins.text]
    masthead = find_masthead(within, glyph)
    text = [strip for n, strip in enumerate(within) if n not in masthead]
    items = [to_item(strip, Direction.VERTICAL) for strip in text]
    tree = tiers.make_up([strip.box for strip in text], rules, glyph)
    found = _in_turn(_articles(tree, items, _Sheet(glyph, dated, _level(text, glyph))), glyph) if text else []
    head, foot = ([_alone(strips[n]) for n in side] for side in (margins.head, margins.foot))
    title = tuple(_alone(within[n]) for n in masthead)
    return (*head, *title, *(column for article in found for column in article.columns), *foot)


def _level(strips: Sequence[Strip], glyph: float) -> tuple[Box, ...]:
    boxes = [strip.box for strip in strips if strip.direction is Direction.HORIZONTAL]
    return tuple(box for box in boxes if box.width >= TITLED * glyph)


def _alone(strip: Strip) -> Column:
    return ((to_item(strip, Direction.VERTICAL),),)


def _articles(tree: tiers.Tree, items: Sequence[Item], sheet: _Sheet) -> list[Article]:
    if isinstance(tree, tiers.Leaf):
        return _of_leaf([items[n] for n in tree.numbers], sheet)
    parts = [_articles(part, items, sheet) for part in tree.parts]
    if isinstance(tree, tiers.Row):
        return _beside(parts)
    return _below(_titled(parts, sheet.glyph), sheet.glyph)


def _of_leaf(items: Sequence[Item], sheet: _Sheet) -> list[Article]:
    """A leaf's lines, parted before each headline, and where a boxed report begins."""
    lines = _lines(items)
    heads = [n for n, line in enumerate(lines) if any(_is_main(item, sheet.glyph) for item in line)]
    heads += [n for n in range(len(lines)) if _is_small_head(lines, n, sheet)]
    boxed = {n for n in range(1, len(lines)) if _is_boxed(lines, n, sheet)}
    starts = sorted({_head_start(lines, n, sheet.glyph) for n in heads} | boxed | {0})
    pieces = [(lines[start:stop], start in boxed) for start, stop in pairwise((*starts, len(lines)))]
    return [_article(piece, own, sheet) for piece, own in pieces]


def _article(lines: Column, boxed: bool, sheet: _Sheet) -> Article:
    glyph = sheet.glyph
    sizes = [max(_size(item) for item in line) for line in lines]
    count = next((n for n, size in enumerate(sizes) if size < HEAD * glyph), len(lines))
    headed = boxed or any(_is_main(item, glyph) for line in lines[:count] for item in line)
    headed = headed or (count > 0 and _is_small_head(lines, count - 1, sheet))
    top = _hull(lines[: count or 1]).top
    return Article((lines,), headed, top, _hull(lines), not headed or count < len(lines), boxed)


def _is_small_head(lines: Column, n: int, sheet: _Sheet) -> bool:
    """Whether a line is the headline of a short report: a little larger, and a dateline follows it.

    Between the two may stand another line of the headline.
    """
    size = min(_size(item) for item in lines[n])
    after = [sheet.is_dated(line) for line in lines[n : n + 3]]
    upright = all(_is_upright(item) for item in lines[n])
    return upright and not after[0] and (
        (size >= SMALL_HEAD * sheet.glyph and after[1:2] == [True])
        or (size >= FIRST_HEAD * sheet.glyph and after[1:] == [False, True])
    )


def _is_boxed(lines: Column, n: int, sheet: _Sheet) -> bool:
    """Whether a report begins beside another one: a dateline where the line before is full and runs on.

    Its title is level and stands among its columns.
    """
    if not sheet.is_dated(lines[n]) or _ends(lines[:n], sheet.glyph):
        return False
    box = lines[n][0].strip.box
    reach = BESIDE * sheet.glyph
    beside = [one for one in sheet.titles if box.left - reach < one.right < box.centre[0]]
    return any(box.top - sheet.glyph < one.top < box.centre[1] for one in beside)


def _ends(lines: Column, glyph: float) -> bool:
    """Whether text ends with the last of some columns, which is shorter than the others."""
    return _hull(lines).bottom - _hull(lines[-1:]).bottom > SHORT * glyph


def _head_start(lines: Column, main: int, glyph: float) -> int:
    """The first of the lines of a headline, of which `main` is a large one."""
    while main and min(_size(item) for item in lines[main - 1]) >= HEAD * glyph:
        main -= 1
    return main


def _lines(items: Sequence[Item]) -> Column:
    """Columns from the right; level lines from the top, where most of the part is set level."""
    level = [item for item in items if not _is_upright(item)]
    if len(level) * 2 <= len(items):
        return _with_titles(items)
    turned = {to_item(item.strip, Direction.HORIZONTAL): item for item in items}
    found = rows_of(tuple(turned))
    return tuple((turned[one],) for row in found for one in reversed(row))


def _with_titles(items: Sequence[Item]) -> Column:
    """Columns from the right, level titles among them before the first column that they stand over."""
    titles = sorted((item for item in items if not _is_upright(item) and _spans(item, items)), key=_top)
    lines = [
        piece for row in rows_of(tuple(i for i in items if i not in titles)) for piece in _pieces(row)
    ]
    for title in reversed(titles):
        right = title.strip.box.right
        at = next((n for n, line in enumerate(lines) if line[0].strip.box.centre[0] < right), len(lines))
        lines.insert(at, (title,))
    return tuple(lines)


def _spans(title: Item, items: Sequence[Item]) -> bool:
    """Whether a level line stands over the middles of two columns or more."""
    box = title.strip.box
    middles = [item.strip.box.centre[0] for item in items if _is_upright(item)]
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


def _titled(parts: list[list[Article]], glyph: float) -> list[list[Article]]:
    """Parts one below the other, of which the first is a headline where it is one level line across them all.

    A speck that was taken for a character may stand above it.
    """
    if len(parts) > 2 and _is_speck(parts[0], glyph):
        (speck,), *rest = parts
        (top, *others), *lower = _titled(rest, glyph)
        return [[replace(top, columns=top.columns + speck.columns), *others], *lower]
    title, below = parts[0][0], parts[1][0]
    whole = hull(tuple(article.tail for part in parts for article in part))
    over_head = below.headed and len(parts) == 2 and not below.body
    if len(parts[0]) > 1 or not _is_title(title, whole.width, glyph, LONG if not over_head else 0.0):
        return parts
    return [[replace(title, headed=True, body=False, top=title.tail.top)], *parts[1:]]


def _is_title(article: Article, width: int, glyph: float, long: float) -> bool:
    lines = [item for column in article.columns for line in column for item in line]
    size = max(_size(item) for item in lines)
    least = TITLE * width if size >= MAIN * glyph else max(long * size, TITLE * width)
    return article.tail.width >= least and not any(_is_upright(item) for item in lines)


def _is_speck(part: Sequence[Article], glyph: float) -> bool:
    box = part[0].tail
    return len(part) == 1 and box.width * box.height <= glyph * glyph


def _beside(parts: Sequence[list[Article]]) -> list[Article]:
    """Parts from the right: without a headline, one goes on with the last article before it."""
    found = list(parts[0])
    for part in parts[1:]:
        rest = part
        if found[-1].boxed:
            found[-1], rest = _title_first(_continued(found[-1], part[0])), part[1:]
        elif not part[0].headed or not found[-1].body:
            found[-1], rest = _continued(found[-1], part[0]), part[1:]
        found += rest
    return [_title_first(article) for article in found]


def _title_first(article: Article) -> Article:
    """A boxed report with its level title before its columns."""
    if not article.boxed:
        return article
    every = [line for column in article.columns for line in column]
    title = tuple(line for line in every if not _is_upright(line[0]))
    rest = [tuple(line for line in column if line not in title) for column in article.columns]
    return replace(article, columns=tuple(column for column in (title, *rest) if column))


def _below(parts: Sequence[list[Article]], glyph: float) -> list[Article]:
    """Parts from the top: without a headline, one goes on with the last article that ends above it."""
    found = list(parts[0])
    for part in parts[1:]:
        rest = part
        if not part[0].headed or (len(found) == 1 and not found[0].body):
            above = _above(found, _hull(part[0].columns[0]), glyph)
            found[above], rest = _joined(found[above], part[0]), part[1:]
        found += rest
    return found


def _above(articles: Sequence[Article], start: Box, glyph: float) -> int:
    """The number of the article that a part below goes on with; `start` is where that part begins."""

    def shared(box: Box) -> float:
        return (min(box.right, start.right) - max(box.left, start.left)) / max(1, min(box.width, start.width))

    going_on = [n for n, article in enumerate(articles) if not _ends(article.columns[-1], glyph)]
    over = [n for n in going_on if shared(articles[n].tail) >= UNDER]
    gaps = {n: max(0, start.top - articles[n].tail.bottom) for n in over}
    level = [n for n in over if gaps[n] <= min(gaps.values()) + LEVEL * glyph]
    return level[-1] if level else (going_on or [len(articles) - 1])[-1]


def _joined(article: Article, more: Article) -> Article:
    top = article.top if article.headed or not more.headed else more.top
    headed = article.headed or (more.headed and not article.body)
    columns = article.columns + more.columns
    return Article(columns, headed, top, more.tail, article.body or more.body, article.boxed)


def _continued(article: Article, left: Article) -> Article:
    """An article with what stands left of it; where both are of one tier, that is one column of lines."""
    joined = _joined(article, left)
    before, after = _hull(article.columns[-1]), _hull(left.columns[0])
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


def _size(item: Item) -> float:
    """The width of a column; of a level line its height."""
    return float(min(item.strip.box.width, item.strip.box.height))


def _is_main(item: Item, glyph: float) -> bool:
    """Whether a column is the main line of a headline; two columns that were found as one are not as long."""
    box = item.strip.box
    return _is_upright(item) and box.width >= MAIN * glyph and box.height >= SLIM * box.width


def _is_upright(item: Item) -> bool:
    return item.strip.direction is Direction.VERTICAL


def _hull(lines: Column | Sequence[Line]) -> Box:
    return hull(tuple(item.strip.box for line in lines for item in line))
