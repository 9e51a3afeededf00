"""Kinds of difference between two readings of one place, from harmless to real.

`classify` names the gentlest kind that explains the whole difference.  The table of confusable
shapes is ours; each row holds characters that print alike, in one typeface or another.  A project
adds rows of its own, learned from its corrections.
"""

from __future__ import annotations

import unicodedata
from enum import Enum
from functools import lru_cache

from pipeline.text.fold import fold
from pipeline.text.graphemes import compare_key
from pipeline.text.radicals import unified

_HAN = """
    末未 日曰 己已巳 入人八 拨拔 粱梁 土士 千干于 戊戌戍 壬王玉 天夭 大太犬 木术本 免兔 刺剌 侯候 乌鸟
    白自 目且 贝见 代伐 令今 折拆析 治冶 沂圻 沭沐 漕糟 革草 晴睛 薄簿 蓝篮 竟竞 搏博 赢羸 场扬 氏民
    问间同 田由甲申 户尸 住往 持特 待侍 抬拾 科料 官宫 宜宣 幕慕暮墓 师帅 仑仓 矢失 史吏 斤斥 几九凡
    刀力 公心 茶荼 崇祟 汆氽 祗祇衹 毫亳 洒酒 晓哓 摸模 密蜜 徽微 撤撒 风凤 历厉 庄压 仅仪 复夏 查杳
    目日 益盆 贯贸 政救 主生 遠達 四兀
"""
_SIGNS = (
    "一—–-─ー",
    "〇○O0oОо",
    "二ニ=",
    "三Ξ≡",
    "工エ",
    "口ロ□",
    "丨1lI|",
    "卜ト",
    "夕タ",
    "力カ",
    "5S",
    "8B",
    "2Z",
    "、,‚",
    "。.·・•",
    ":;",
)
CONFUSABLE_SHAPES = (*_HAN.split(), *_SIGNS)
_DOTS = frozenset(".…·・‥⋯•")
_ELLIPSES = "…‥⋯"


class Kind(Enum):
    """What sets two readings apart."""

    NONE = "none"
    ENCODING = "encoding"  # the same character, composed otherwise or as a radical
    PUNCTUATION_WIDTH = "punctuation-width"  # half and full width; letters and figures too
    SPACING = "spacing"
    LEADER = "leader"  # two runs of dots, longer or shorter or set otherwise
    PUNCTUATION = "punctuation"  # another form of the same mark: brackets, quotation marks, dashes
    VARIANT = "variant"  # traditional and simplified, or an old or another form of the character
    CONFUSABLE = "confusable"  # another character of nearly the same shape
    MISSING = "missing"  # the first reading lacks it
    EXTRA = "extra"  # only the first reading has it
    MOVED = "moved"  # the same text elsewhere; never found from two texts alone
    CHANGE = "change"


def classify(first: str, second: str, learned: tuple[str, ...] = ()) -> Kind:
    """The kind of difference between two readings; swapping them swaps MISSING and EXTRA, no more.

    `learned` are rows of confusable shapes besides the table's own.
    """
    if first == second:
        return Kind.NONE
    if unicodedata.normalize("NFC", unified(first)) == unicodedata.normalize("NFC", unified(second)):
        return Kind.ENCODING
    if compare_key(first) == compare_key(second):
        return Kind.SPACING if _is_blank(first) else Kind.PUNCTUATION_WIDTH
    return _beyond_width(_bare(first), _bare(second), learned)


def is_dots(text: str) -> bool:
    """Nothing but dots of any sort and blanks; true of nothing at all, too."""
    return _DOTS.issuperset(_bare(text))


def _is_blank(text: str) -> bool:
    return not text.strip()


def _bare(text: str) -> str:
    return compare_key(text).replace(" ", "")


def _beyond_width(first: str, second: str, learned: tuple[str, ...]) -> Kind:
    if first == second:
        return Kind.SPACING
    if not first or not second:
        return Kind.EXTRA if first else Kind.MISSING
    if _is_leader(first) and _is_leader(second):
        return Kind.LEADER
    if _are_forms(first, second):
        return Kind.PUNCTUATION if _differ_in_marks(first, second) else Kind.VARIANT
    return Kind.CONFUSABLE if _all_confusable(first, second, learned) else Kind.CHANGE


def _is_leader(text: str) -> bool:
    return _DOTS.issuperset(text) and (len(text) > 1 or text in _ELLIPSES)


def _are_forms(first: str, second: str) -> bool:
    """Whether two texts are the same but for script, variant and old forms, and forms of marks.

    Capitals are letters of their own here, and a round nought is not yet the character 〇.
    """
    if [char for char in first if _is_own(char)] != [char for char in second if _is_own(char)]:
        return False
    return fold(first).key == fold(second).key


def _is_own(char: str) -> bool:
    return char.lower() != char.upper() or char in "〇○◯"


def _differ_in_marks(first: str, second: str) -> bool:
    if len(first) != len(second):
        return False
    unlike = [char for pair in zip(first, second, strict=True) if len(set(pair)) > 1 for char in pair]
    return all(unicodedata.category(char)[0] in "PS" for char in unlike)


def _all_confusable(first: str, second: str, learned: tuple[str, ...]) -> bool:
    rows = _rows((*CONFUSABLE_SHAPES, *learned))
    return len(first) == len(second) and all(
        a == b or bool(rows.get(a, frozenset()) & rows.get(b, frozenset()))
        for a, b in zip(first, second, strict=True)
    )


@lru_cache(maxsize=8)
def _rows(table: tuple[str, ...]) -> dict[str, frozenset[int]]:
    """The rows of a table each character stands in."""
    found: dict[str, set[int]] = {}
    for number, row in enumerate(table):
        for char in row:
            found.setdefault(compare_key(char), set()).add(number)
    return {char: frozenset(rows) for char, rows in found.items()}
