"""Quantities in running text: a number, what it counts, and how exact it is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pipeline.text import numerals

_UNITS = """
    毫米 厘米 小时 分钟 课时
    平方公里 平方千米 平方米 立方米 平方公尺 立方公尺 千瓦时 公顷 公里 公斤 公尺 公分 市亩 市斤 华里
    千克 千瓦 马力 人次 人民币元 个百分点 人 户 名 个 所 座 处 台 辆 艘 只 头 匹 条 件 份 本 册 张 亩
    里 米 吨 斤 担 石 元 圆 角 分 两 岁 次 期 项 家 间 栋 幢 口 眼 株 棵 门 支 套 架 部 对 队 班 组 种
    类 篇 例 起 宗 笔 团 营 连 排 师 枚 把 箱 包 袋 瓶 尺 丈 顷 页 卷 字 票 届 场 床 艇 顶 块 根 副 盏
    乡 镇 村 县 市 区 位 天 课 节 段 片 道 桶 挺 门 发 颗 船 车 厂 社 校 店 站
"""
UNIT = "|".join(sorted(_UNITS.split(), key=len, reverse=True))
_ARABIC = r"(?<![0-9])(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,6})?|[0-9]{1,15}(?:\.[0-9]{1,6})?)"
_SIGNS = "〇○零一二三四五六七八九十百千两廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
_HAN = rf"(?<![{_SIGNS}])[{_SIGNS}]{{1,12}}(?:[万亿][{_SIGNS}]{{0,12}}){{0,3}}"
NUMBER = rf"(?:{_ARABIC}|{_HAN})"
_QUANTITY = re.compile(
    rf"(?P<number>{NUMBER})(?P<scale>[万亿]*)(?P<loose>余|多|来|几)?(?P<unit>{UNIT})"
    rf"(?P<loose2>左右|上下|以上|以下|以内)?"
)
SHARE = r"(?:[0-9]+(?:\.[0-9]+)?%|百分之[〇○零一二三四五六七八九十百]+(?:点[〇○零一二三四五六七八九]+)?)"
_SHARE = re.compile(
    r"(?P<number>[0-9]+(?:\.[0-9]+)?)%|百分之(?P<han>[〇○零一二三四五六七八九十百]+)"
    r"(?:点(?P<part>[〇○零一二三四五六七八九]+))?"
)
_LOOSE = re.compile(r"(?:约|近|逾|超过|不足|大约|将近|上|至少|最多|第|每)$")
_POWER = {"万": 4, "亿": 8, "万亿": 12}
_SCALE = {"万": Decimal(10**4), "亿": Decimal(10**8), "万亿": Decimal(10**12)}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, in the passage from `start` to `stop`; the numeral ends at `number_stop`."""

    value: Decimal
    unit: str  # "" for a share in per cent
    start: int
    number_stop: int
    stop: int
    exact: bool
    places: int  # digits behind the decimal point, as printed; less those of 万 or 亿 behind them

    @property
    def step(self) -> Decimal:
        """What one more in the last printed digit is worth."""
        return Decimal(1).scaleb(-self.places)


def find(text: str) -> tuple[Quantity, ...]:
    """All quantities, in order; dates, ordinals and page numbers are none."""
    found = []
    for match in _QUANTITY.finditer(text):
        before = text[max(0, match.start() - 3) : match.start()]
        number = value(match["number"])
        if number is None:
            continue
        scale = _SCALE.get(match["scale"], Decimal(1))
        loose = bool(match["loose"] or match["loose2"] or _LOOSE.search(before))
        places = len(match["number"].partition(".")[2])
        scaled = places - _POWER.get(match["scale"], 0) if places else 0
        found.append(
            Quantity(
                number * scale,
                match["unit"],
                match.start(),
                match.end("number"),
                match.end(),
                not loose,
                scaled,
            )
        )
    return tuple(found)


def shares(text: str) -> tuple[Quantity, ...]:
    """All shares in per cent, in order."""
    found = []
    for match in _SHARE.finditer(text):
        if match["number"]:
            number, places = Decimal(match["number"]), len(match["number"].partition(".")[2])
            stop = match.end("number")
        else:
            whole, part = numerals.value(match["han"]), match["part"] or ""
            digits = "".join(str(numerals.value(char)) for char in part)
            number, places = Decimal(f"{whole or 0}.{digits or 0}"), len(part)
            stop = match.end()
        exact = not _LOOSE.search(text[max(0, match.start() - 3) : match.start()])
        exact = exact and text[match.end() : match.end() + 1] not in ("以", "左", "多", "强", "弱")
        found.append(Quantity(number, "", match.start(), stop, match.end(), exact, places))
    return tuple(found)


def value(printed: str) -> Decimal | None:
    """The number a numeral stands for, in Arabic or Chinese digits."""
    plain = printed.replace(",", "")
    try:
        return Decimal(plain) if plain[0].isascii() else Decimal(numerals.value(plain) or "x")
    except InvalidOperation:
        return None


def one_digit_apart(first: Decimal, second: Decimal) -> bool:
    """Whether one digit misread, or two that changed places, makes one number of the other."""
    a, b = str(first), str(second)
    if len(a) != len(b) or first == second:
        return False
    return sum(x != y for x, y in zip(a, b, strict=True)) == 1 or _swapped(a, b)


def _swapped(a: str, b: str) -> bool:
    differing = [n for n, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(differing) != 2 or differing[1] - differing[0] != 1:
        return False
    first, second = differing
    return a[first] == b[second] and a[second] == b[first]


def nearly(total: Decimal, parts: Sequence[Decimal]) -> bool:
    """Whether parts come to a total but for one misread digit in one of them all."""
    rest = sum(parts, Decimal())
    if one_digit_apart(total, rest):
        return True
    return any(one_digit_apart(part, part + total - rest) for part in parts if part + total - rest > 0)
