"""Radical code points for the characters they look like.

Fonts often draw 山 and ⼭ (U+2F2D) with one glyph, and a PDF's map from glyphs back to characters then
names the radical.  No print has radicals in running text, so they are read as the characters.
"""

from __future__ import annotations

import unicodedata

# CJK Radicals Supplement: each radical before the character in use; Unicode itself maps only two of them.
SUPPLEMENT = (
    "⺌小⺒巳⺓幺⺛无⺝月⺟母⺠民⺪疋⺫目⺬示⺮竹⺶羊⺷羊⺸羊⺼肉⻁虎⻃西⻄西⻅见⻆角⻉贝⻋车⻑長⻒長⻓长"
    "⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_KANGXI: dict[int, str] = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_REST = {ord(radical): char for radical, char in zip(SUPPLEMENT[::2], SUPPLEMENT[1::2], strict=True)}
_TABLE = _KANGXI | _REST


def unified(text: str) -> str:
    """The text with radicals replaced one for one; its length and everything else stay."""
    return text.translate(_TABLE)
