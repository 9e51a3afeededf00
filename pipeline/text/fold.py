"""The search key of a text: what two spellings of the same words have in common.

Script (traditional and simplified), variant and old forms, full and half width, case, brackets,
quotation marks, dashes and spaces are folded away; nothing else is.  The printed text stays as it
is: the key is only compared, and every character of it knows the place in the text it comes from.

The tables are by hand: blind compatibility normalisation would turn ① into 1 and ℃ into °C.  It is
used for three ranges only: Kangxi radicals (PDF text layers hold them for the characters they look
like), and numbers in brackets or with a full stop that are one character: ㈠ is found as (一).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, lru_cache

from pipeline.text.radicals import SUPPLEMENT
from pipeline.text.scripts import simplified

_PUNCTUATION = str.maketrans(
    "〔〕［］[]（）﹙﹚﹝﹞︵︶︹︺﹇﹈"  # brackets: one printer's 〔1985〕 is another's [1985] or (1985)
    "“”„‟〝〞〟「」『』﹁﹂﹃﹄＂"  # quotation marks change with the era and the direction
    "‘’‚‛＇–—―‐‑‒−─⸗～〜·・•‧○◯︐︑︒︓︔︕︖",
    "()()()()()()()()()" + '"' * 16 + "''''" + "'" + "-" * 9 + "~~" + "····" + "〇〇" + ",、。:;!?",
)
# Old and variant forms that the script table leaves alone, each before the form in use now.
_FORMS = (
    "囘回囬回淸清衞卫靑青囯国囻国歴历靣面仝同発发値值呌叫呉吴吿告尙尚晩晚歩步毎每浄净渉涉硏研竝并緖绪鄕乡郞郎隷隶"
    "飮饮髙高黒黑凖准凴凭劵券厰厂叅参圎圆増增壊坏奨奖巻卷帰归広广庁厅徴征徳德悪恶戦战戸户択择拠据挙举挿插捜搜摂摄"
    "撃击斉齐斎斋暦历栄荣楽乐権权様样検检歳岁気气沢泽済济満满焼烧畳叠県县稲稻穂穗穏稳窓窗粛肃経经絵绘継继続续総总"
    "縁缘聴听脳脑臓脏舎舍処处蔵藏覚觉覧览観观訳译読读譲让豊丰貭质賛赞軽轻転转辺边逓递遅迟郷乡釈释鉄铁鉱矿闘斗関关"
    "陥陷隠隐隣邻雑杂霊灵頼赖顕显験验齢龄囙因帋纸畧略畱留畨番秌秋粧妆糓谷緜绵縄绳罸罚羙美肎肯脇胁膓肠艶艳荘庄"
    "蔴麻譌讹弍二弎三弌一賍赃輙辄逰游邨村醤酱閙闹飜翻騐验鬭斗鬪斗刧劫刦劫塲场壻婿姉姊妬妒寃冤寳宝尅克徧遍愼慎"
    "慙惭憇憩敍叙斈学斍觉暎映朞期枱台柟楠槕桌櫂棹欵款毘毗氷冰汚污濬浚烱炯煖暖犂犁猨猿珎珍甎砖疎疏皃貌盌碗砲炮碁棋"
    "穉稚窰窑筭算簷檐翺翱胷胸舩船艸草薙剃虵蛇衂衄袵衽躭耽躱躲逈迥逩奔閧哄阨厄靭韧鱻鲜鴈雁鵞鹅麞獐龢和"
)
_OLD = str.maketrans((_FORMS + SUPPLEMENT)[::2], (_FORMS + SUPPLEMENT)[1::2])
_COMPATIBLE = ((0x2F00, 0x2FD5), (0x2474, 0x249B), (0x3220, 0x3229))
AWKWARD = "\0"  # no character folds to it
_STRETCH = re.compile("([^\0]*)\0*")
_COUNT = tuple(range(4096))
_FEW = 60  # characters that change: up to so many it is quicker to replace one after the other


@dataclass(frozen=True, slots=True)
class Folded:
    """A search key; ``offsets[i]`` is where in the text the character ``key[i]`` begins to come from.

    Offsets never go down; one source character may give several key characters, or none.
    """

    key: str
    offsets: tuple[int, ...]


class _Kind(Enum):
    BASE = auto()
    MARK = auto()  # joins the character before it
    SPACE = auto()
    NOTHING = auto()  # control and format characters, variation selectors


def fold(text: str) -> Folded:
    """The search key of any text.

    Folding a key gives the same key.  The key holds no white space but single spaces between two
    words of a script that is written with spaces.

    Raises:
        MissingToolError: where the package opencc is not installed.
    """
    plain = text.translate(_SINGLE)
    if AWKWARD not in plain:
        return Folded(plain, side_by_side(len(text)))
    key: list[str] = []
    offsets: list[int] = []
    for offset, folded, is_run in _spaced(_runs(text, plain)):
        key.append(folded)
        offsets.extend(range(offset, offset + len(folded)) if is_run else [offset] * len(folded))
    return Folded("".join(key), tuple(offsets))


def key_of(text: str) -> str:
    """The search key alone."""
    plain = text.translate(_SINGLE)
    return fold(text).key if AWKWARD in plain else plain


def one_by_one(text: str) -> str:
    """A long text with each character folded by itself, side by side with it; line ends stay.

    `AWKWARD` stands for a character whose key hangs on what stands beside it, or is not one character: a
    line without one is its own key already.  In simplified print few characters change, and each of them
    is replaced at one go; in other print they are many, and all are looked up.

    Raises:
        MissingToolError: where the package opencc is not installed.
    """
    changing, at = _changing(), 0
    for _ in range(_FEW):
        found = changing.search(text, at)
        if not found:
            return text
        text, at = text.replace(found[0], _SINGLE[ord(found[0])]), found.end()
    return "\n".join([line.translate(_SINGLE) for line in text.split("\n")])


def side_by_side(count: int) -> tuple[int, ...]:
    """The offsets of a key that runs side by side with its text."""
    return _COUNT[:count] if count <= len(_COUNT) else tuple(range(count))


def _runs(text: str, plain: str) -> Iterator[tuple[int, str, bool]]:
    """Runs of characters that fold one by one (True), and between them the pieces of all others."""
    for found in _STRETCH.finditer(plain):
        start, stop, end = found.start(), found.end(1), found.end()
        last = stop - 1 if stop < end and stop > start else stop  # what follows may be a mark on it
        if last > start:
            yield start, plain[start:last], True
        for offset, folded in _pieces(text[last:end]):
            yield last + offset, folded, False


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Each character with its marks, folded, and where it starts; white space as one space each."""
    start, piece = 0, ""
    for offset, char in enumerate(text):
        kind = _kind(char)
        if kind is _Kind.MARK:
            piece += char if piece else ""  # a mark on nothing is a speck
        elif kind is not _Kind.NOTHING:
            if piece:
                yield start, _cluster(piece)
            start, piece = offset, char if kind is _Kind.BASE else ""
            if kind is _Kind.SPACE:
                yield offset, " "
    if piece:
        yield start, _cluster(piece)


def _spaced(pieces: Iterable[tuple[int, str, bool]]) -> Iterator[tuple[int, str, bool]]:
    """The pieces with white space reduced to one space between words of letters, and to none elsewhere."""
    before, space = "", -1
    for offset, folded, is_run in pieces:
        if folded == " ":
            space = offset if space < 0 else space
            continue
        if space >= 0 and before and _is_spaced(before[-1]) and _is_spaced(folded[0]):
            yield space, " ", False
        yield offset, folded, is_run
        before, space = folded, -1


@cache
def _is_spaced(char: str) -> bool:
    """Whether a character belongs to words that are written with spaces between them."""
    narrow = unicodedata.east_asian_width(char) not in ("W", "F", "H")
    return narrow and unicodedata.category(char)[0] in "LNM"


@cache
def _kind(char: str) -> _Kind:
    if char.isspace():
        return _Kind.SPACE
    category = unicodedata.category(char)
    is_selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    if is_selector or category in ("Cc", "Cf"):
        return _Kind.NOTHING
    return _Kind.MARK if category[0] == "M" else _Kind.BASE


@lru_cache(maxsize=100_000)
def _cluster(piece: str) -> str:
    """Fold one character with its marks, as often as it takes to come to rest."""
    while (folded := _once(piece)) != piece:
        piece = folded
    return piece


def _once(piece: str) -> str:
    text = "".join(_modern(char) for char in piece.translate(_PUNCTUATION).translate(_OLD))
    composed = unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", composed.casefold())


def _modern(char: str) -> str:
    code = ord(char)
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"  # half a character: no encoding holds it
    if code < 0x2000:
        return char  # the script table has no characters there
    if any(first <= code <= last for first, last in _COMPATIBLE):
        return unicodedata.normalize("NFKC", char)
    return simplified(char)  # a character at a time: it keeps lengths and needs no context


class _Singles(dict[int, str]):
    """What each character folds to where that is one character whatever stands beside it."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _cluster(char) if _kind(char) is _Kind.BASE else ""
        self[code] = folded if len(folded) == 1 else AWKWARD
        return self[code]


_SINGLE = _Singles()


@cache
def _changing() -> re.Pattern[str]:
    """Any character but a line end and what is its own key of ASCII, kana and the common Han block."""
    codes = (*range(0x21, 0x7F), *range(0x3000, 0x3100), *range(0x4E00, 0xA000))
    own = "".join(chr(code) for code in codes if _SINGLE[code] == chr(code))
    return re.compile(f"[^\n{re.escape(own)}]")
