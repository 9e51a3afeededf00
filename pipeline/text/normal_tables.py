"""Tables for the normalised text: sign by sign, what stands for what."""

from __future__ import annotations

from pipeline.text.radicals import SUPPLEMENT

# Forms of punctuation that only stand in vertical text, before those that stand in any.
VERTICAL = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︰︱︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄",
        "，、。：；！？〖〗…：—（）｛｝〔〕【】《》〈〉「」『』",
        strict=True,
    )
)

# Round marks for quotation, as the rules of 1951 and 1990 have them for text from left to right.
QUOTES = dict(zip("「」『』〝〞〟„‟＂", '“”‘’“””“”"', strict=True))

# Punctuation of half the width that stands by Chinese, before the full one.
HALF = dict(zip(",;:?!()", "，；：？！（）", strict=True))

# Forms of one dot in the middle, as between the names of a person.
DOTS = dict.fromkeys("•‧・･∙⋅", "·")

# Old shapes of a character, before the shape of now; both belong to the same script.
_SHAPES = (
    "囘回囬回淸清靑青衞衛靣面吿告尙尚晩晚歩步毎每硏研竝並緖緒鄕鄉郞郎飮飲髙高黒黑凖準増增敎教旣既卽即槪概愼慎"
    "敍敘囯國呉吳靭韌眞真鎭鎮顚顛"
)
OLD_SHAPES = dict(zip(_SHAPES[::2], _SHAPES[1::2], strict=True)) | dict(
    zip(SUPPLEMENT[::2], SUPPLEMENT[1::2], strict=True)
)

# Variants that the list of 1955 did away with, and that no table of scripts leads to the form of now.
_VARIANTS = (
    "帋纸畧略畱留畨番秌秋粧妆邨村遊游噉啖豔艳艶艳縂总緜绵繮缰罸罚羣群羗羌臯皋荅答蓆席蔕蒂虵蛇衇脉衂衄谿溪賫赍"
    "跴踩躭耽逈迥遯遁鉏锄閙闹隄堤隣邻雰氛霤溜韈袜頟额飜翻騐验鬭斗鬪斗刧劫刦劫塲场壻婿姉姊妬妒冦寇勅敕厤历吿告"
    "囘回囬回囯国靑青淸清尙尚晩晚歩步毎每硏研竝并髙高黒黑凖准増增敎教旣既卽即槪概愼慎衞卫鄕乡郞郎飮饮緖绪"
)
VARIANTS = dict(zip(_VARIANTS[::2], _VARIANTS[1::2], strict=True))

# Characters of the second scheme of simplification (in use 1977–1986) that have a code point of their own
# and stand for nothing else in such texts.
SECOND_SCHEME = dict(zip("歺迠伩氿", "餐建信酒", strict=True))
