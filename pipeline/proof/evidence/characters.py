"""What is known of a character apart from any page: its sort, how common it is, which script it is of."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from pipeline.text.kinds import CONFUSABLE_SHAPES
from pipeline.text.scripts import simplified, traditional

HAN, DIGIT, LATIN, STOP, QUOTE, BRACKET, DOT, LONG, BLANK, OTHER = range(10)
_STOPS = frozenset("，、。；：！？,;:!?")
_QUOTES = frozenset("“”‘’\"'「」『』′″`´")
_BRACKETS = frozenset("（）()〔〕[]【】《》〈〉<>{}｛｝［］")
_DOTS = frozenset(".·・•…‥⋯°●▪．")
_LONGS = frozenset("—–-―－─_~～|/\\")
# those that look alike stand together
SIGNS = "。．.·・•，,、；;：:！？!?'’‘`\"“”…-–—―－~～_()（）[]〔〕《》〈〉「」『』"
NUMERAL = 10  # a Han character that is a numeral, where it stands beside another character
NUMERALS = frozenset("〇零一二三四五六七八九十百千廿卅")
COMMON, LESS_COMMON, RARE = range(3)
NEUTRAL, SIMPLIFIED, TRADITIONAL = range(3)
_SHAPES = frozenset("".join(CONFUSABLE_SHAPES))


@lru_cache(maxsize=65_536)
def sort_of(text: str) -> int:
    """The sort of a character: HAN, DIGIT, …"""
    char = text[:1]
    for chars, sort in (
        (_STOPS, STOP), (_QUOTES, QUOTE), (_BRACKETS, BRACKET), (_DOTS, DOT), (_LONGS, LONG),
    ):  # fmt: skip
        if char in chars:
            return sort
    if not char.strip():
        return BLANK
    if "一" <= char <= "鿿" or "㐀" <= char <= "䶿" or char >= "\U00020000" or char == "〇":
        return HAN
    if unicodedata.category(char) == "Nd":
        return DIGIT
    return LATIN if unicodedata.category(char)[0] == "L" else OTHER


def sort_beside(text: str) -> int:
    """The sort of a neighbour: as sort_of, but NUMERAL for Chinese ones."""
    return NUMERAL if text in NUMERALS else sort_of(text)


def sign(text: str) -> int:
    """Which punctuation mark a character is, from 0 in SIGNS; -1 for all else."""
    return SIGNS.find(text[0]) if text else -1


@lru_cache(maxsize=65_536)
def rarity(text: str) -> int:
    """COMMON, LESS_COMMON or RARE: the levels of GB 2312, or of Big5 for what that lacks."""
    for encoding, first, second in (("gb2312", 0xD8, 0xF8), ("big5", 0xC9, 0xFA)):
        try:
            lead = text[:1].encode(encoding)[0]
        except (UnicodeEncodeError, IndexError):
            continue
        return COMMON if lead < first else LESS_COMMON if lead < second else RARE
    return RARE


@lru_cache(maxsize=65_536)
def script(text: str) -> int:
    """SIMPLIFIED or TRADITIONAL where the first character is of one script only, else NEUTRAL."""
    char = text[:1]  # what follows may be a half character that nothing can convert
    if sort_of(char) != HAN:
        return NEUTRAL
    if simplified(char) != char:
        return TRADITIONAL
    return SIMPLIFIED if traditional(char) != char else NEUTRAL


def has_double(text: str) -> bool:
    """Whether print has another character of nearly the same shape."""
    return text in _SHAPES
