"""One number in two forms side by side: 壹佰元（100元）, 一百二十人（120人）, 1.2亿元（12000万元）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.proof.evidence.slips.passage import Passage, Text
from pipeline.proof.evidence.slips.quantities import NUMBER, UNIT, value
from pipeline.proof.evidence.slips.record import Slip
from pipeline.text import numerals

CODE = "amount"
_HAN = r"[〇零一二三四五六七八九十百千万亿两廿卅壹贰叁肆伍陆柒捌玖拾佰仟]"
_MONEY = re.compile(
    rf"(?P<yuan>{_HAN}+)[元圆](?:(?P<jiao>{_HAN})角)?(?:零?(?P<fen>{_HAN})分)?[整正]?[(,:]*"
    rf"(?:小写)?[:]?(?:人民币|RMB|¥|￥|\$)*(?P<figures>[0-9][0-9,]*(?:\.[0-9]+)?)"
    rf"(?P<scale>[万亿]?)(?:元|圆|[)])"
)
_MONEY_BACK = re.compile(
    rf"(?P<figures>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<scale>[万亿]?)[元圆]?\((?:大写"
    rf"|人民币|[:,])*(?P<yuan>{_HAN}+)[元圆](?:(?P<jiao>{_HAN})角)?(?:零?(?P<fen>{_HAN})分)?"
    rf"[整正]?\)"
)
_TWICE = re.compile(
    rf"(?P<first>{NUMBER})(?P<scale1>[万亿]*)(?P<unit>{UNIT})\((?:即|合|折合)?"
    rf"(?P<second>{NUMBER})(?P<scale2>[万亿]*)(?P=unit)?\)"
)
_SCALE = {"": Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8)}


def slips(text: Text) -> Iterator[Slip]:
    """Numbers written twice that are not the same."""
    for passage in text.passages:
        told: set[int] = set()
        for pattern in (_MONEY, _MONEY_BACK):
            for match in pattern.finditer(passage.text):
                told.update(range(*match.span()))
                yield from _compared(
                    passage, match, "figures", _money(match), _figures(match, "figures", "scale")
                )
        for match in _TWICE.finditer(passage.text):
            if match.start() not in told:
                first, second = _figures(match, "first", "scale1"), _figures(match, "second", "scale2")
                yield from _compared(passage, match, "second", first, second)


def _compared(
    passage: Passage, match: re.Match[str], name: str, right: Decimal | None, printed: Decimal | None
) -> Iterator[Slip]:
    if right is None or printed is None or right == printed:
        return
    other = "yuan" if name == "figures" else "first"
    spans = passage.spans
    message = f"{match[0]}: {right.normalize():f} and {printed.normalize():f} are not the same"
    expected = f"{right:f}" if name == "figures" else ""
    yield Slip(CODE, message, spans(*match.span(name)), expected, spans(*match.span(other)))


def _money(match: re.Match[str]) -> Decimal | None:
    whole = numerals.value(match["yuan"])
    if whole is None:
        return None
    small = [numerals.value(match[name]) if match[name] else 0 for name in ("jiao", "fen")]
    return Decimal(whole) + Decimal(small[0] or 0) / 10 + Decimal(small[1] or 0) / 100


def _figures(match: re.Match[str], name: str, scale: str) -> Decimal | None:
    number = value(match[name])
    return None if number is None else number * _SCALE.get(match[scale], Decimal(1))
