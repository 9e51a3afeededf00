"""Columns that begin with a dateline, as newspaper reports do: （重慶廿五日電）, a place, a day, a cable."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.model import Glyph, glyph_text
from pipeline.ocr.shapes import Strip

NUMERAL = "[一二三四五六七八九十廿卅]"
DAY = rf"{NUMERAL}\w?[日曰目d]"  # and what its last character is misread as
OPEN = r"[^\w\s）)」』】〉》〕\]、。，]"  # an opening bracket, or what it is misread as
# the bracket may be read as a stroke, or not at all
DATELINE = re.compile(
    rf"(?:{OPEN}{{1,2}}|[一二])(?:\w{{1,4}}{DAY}|\w{{2,10}}[電电訊讯]\W|\w{{1,3}}廿{NUMERAL})"
    rf"|\w{{2}}{DAY}[電电]"
)


def dated(read: Mapping[Strip, tuple[Glyph, ...]]) -> frozenset[Strip]:
    """The strips whose text begins with a dateline, well enough read to be seen."""
    return frozenset(strip for strip, glyphs in read.items() if DATELINE.match(glyph_text(glyphs)))
