"""Level lines of old vertical pages, which run from the right to the left: titles, advertisements, mastheads.

An engine reads them from the left.  Whether those of a page are turned round is settled once, by what
makes sense in them, and kept with their strips, so that every witness reads them the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.model import Direction, Glyph, glyph_text
from pipeline.ocr.shapes import Strip

NUMERAL = "一二三四五六七八九十廿百千零〇兩"
SENSE = re.compile(
    rf"第(?=[{NUMERAL}\d])|[{NUMERAL}\d](?=[年月日號号期頁页版路條条元角分週周])|民(?=[國国])|星(?=期)|電(?=[話報])"
    rf"|公(?=司)|中(?=[國国華华])|[（《「『〈【](?=\w)|\w(?=[）》」』〉】，。、：；？！])"
)
OLD = frozenset("國會學時來對動這個們於後書東車長門開關電話報華號貳與為爲無發經軍戰黨產價館藝術樂業進")
NEW = frozenset("国会学时来对动这个们于后书东车长门开关电话报华号贰与为无发经军战党产价馆艺术乐业进")
LETTERS = 0.3  # a line with a larger share of Latin letters is set from the left on any page
MIRRORED = str.maketrans("（）()《》「」『』〈〉【】〔〕[]◀▶", "）（)(》《」「』『〉〈】【〕〔][▶◀")
RUN = re.compile(r"[A-Za-z0-9.,:%/-]+")

Glyphs = tuple[Glyph, ...]


def mark(strips: Sequence[Strip], read: Mapping[Strip, Glyphs]) -> dict[Strip, Strip]:
    """Each strip of a vertical page and what it becomes: leftward, if level lines run so on this page."""
    level = [strip for strip in strips if strip.direction is Direction.HORIZONTAL]
    if not level or not _runs_left(
        [glyph_text(read[strip]) for strip in level], [glyph_text(g) for g in read.values()]
    ):
        return {strip: strip for strip in strips}
    return {s: replace(s, leftward=s.direction is Direction.HORIZONTAL) for s in strips}


def from_right(glyphs: Glyphs) -> Glyphs:
    """A line read from the left as it is read from the right; Latin words and figures keep their order."""
    letters = sum(glyph.text.isascii() and glyph.text.isalpha() for glyph in glyphs)
    if letters > LETTERS * len(glyphs):
        return glyphs
    turned: list[Glyph] = []
    run: list[Glyph] = []
    for glyph in reversed(glyphs):
        if RUN.fullmatch(glyph.text):
            run.insert(0, glyph)
            continue
        turned += [*run, replace(glyph, text=glyph.text.translate(MIRRORED))]
        run = []
    return (*turned, *run)


def _runs_left(level: Sequence[str], page: Iterable[str]) -> bool:
    """Whether lines make more sense from the right; where they tell nothing, old characters do."""
    ahead = sum(len(SENSE.findall(text)) for text in level)
    back = sum(len(SENSE.findall(text[::-1].translate(MIRRORED))) for text in level)
    if ahead != back:
        return back > ahead
    every = "".join(page)
    return sum(c in OLD for c in every) > sum(c in NEW for c in every)
