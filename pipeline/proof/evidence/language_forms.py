"""Characters whose form does not go with the page: 统 among 統, 内 in a traditional text.

Engines read a traditional character as its simplified form and the other way round, and agree in it.
The page tells: by the other places where it has the same character, and by its script as a whole.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from math import log

from pipeline.proof.evidence.shapes import is_han
from pipeline.text import scripts
from pipeline.text.fold import fold

SCRIPT = 15.0  # the script of a page of one script weighs as much as so many places with the same character …
MIXED = (
    4.0  # … and so many times the share of the other script less; from a quarter on it says next to nothing
)
SLIGHT = 0.1
FORM, UNSETTLED = 1.0, 1.5  # what it costs to believe in another form; more on a page of two scripts
PURE = 0.1  # a page with no more of the other script is of one
RARE = 0.02  # share of a form that is of no script
EITHER = 4.0  # what it costs more where the simplified form is a traditional character, too
BOTH = frozenset(
    "后里干面松台谷丑斗才几云余姜郁曲征别致胡系了只万与虫回游升沈准布背采彩占并冲吊志制表当向周签范术板朴朱"
    "杯岩床群峰冰托扎秋借卷家帘千秃仆仇合同伙夸夫凶出刮划卜卤厂厘叶叹号吁咸咽哄困坛夹奸娘宁家据弦御志愿折抵拐捍挂"
    "捻搜旋昆晒晾暗栗梁梅欲气汇沾洒涂淀滚炉烟熏炼熔疱症痒皂皋益秘种私穗筑签粮糊累绦罗羡脏腊舍芸苏苹荡药蕴虱表裤裙"
    "豆辟迹适遍采钟链铺闲闷阴雇霉须颠饥饱馆鬚鬓鱼麻黏鼓龙尸尽体价伪"
)
Form = tuple[str, float]  # another form of a character, and its log odds


def forms(text: Sequence[str]) -> dict[str, Form]:
    """For each character of a page that has other forms, the likeliest of them, with its log odds."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for glyph in text:
        if is_han(glyph):
            counts[_modern(glyph)][glyph] += 1
    shares = _shares(text)
    found: dict[str, Form] = {}
    for same in counts.values():
        for glyph in same:
            others = {*same, traditional(glyph), simplified(glyph)} - {glyph}
            if others:
                odds, other = max((_odds(glyph, other, same, shares), other) for other in others)
                found[glyph] = other, odds
    return found


def in_script_of(text: Sequence[str]) -> Callable[[str], str]:
    """What puts a character into the script of a page: nothing where both are used."""
    shares = _shares(text)
    if min(shares[True], shares[False]) > PURE:
        return str
    return traditional if shares[True] > shares[False] else simplified


def _odds(glyph: str, other: str, same: Counter[str], shares: dict[bool | None, float]) -> float:
    """Log odds that one place with a character should have the other form, from all places with either."""
    mixed = min(1.0, MIXED * min(shares[True], shares[False]))
    weight = SCRIPT * max(SLIGHT, 1.0 - mixed)
    for_other = same[other] + weight * shares[_is_old(other)]
    for_this = same[glyph] - 1 + weight * shares[_is_old(glyph)]
    cost = FORM + UNSETTLED * mixed + (EITHER if glyph in BOTH or other in BOTH else 0.0)
    return log(for_other / for_this) - cost


def _shares(text: Sequence[str]) -> dict[bool | None, float]:
    """The shares of traditional (True) and simplified characters (False) of a page, and that of neither."""
    told = Counter(_is_old(glyph) for glyph in text if is_han(glyph) and glyph not in BOTH)
    old, new = told[True] + RARE, told[False] + RARE
    return {True: old / (old + new), False: new / (old + new), None: RARE}


@cache
def _is_old(glyph: str) -> bool | None:
    """Whether a character is of the traditional script only, of the simplified only, or of neither (None)."""
    if simplified(glyph) != glyph:
        return True
    return False if traditional(glyph) != glyph else None


@cache
def _modern(glyph: str) -> str:
    return fold(glyph).key


@cache
def simplified(glyph: str) -> str:
    """The simplified form of one character; other glyphs stay as they are."""
    return scripts.simplified(glyph) if is_han(glyph) else glyph


@cache
def traditional(glyph: str) -> str:
    """The traditional form of one character, the commonest where there are several."""
    return scripts.traditional(glyph) if is_han(glyph) else glyph
