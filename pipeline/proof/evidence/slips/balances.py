"""What follows from two figures beside it: rest, gain and loss, product, growth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.proof.evidence.slips import quantities
from pipeline.proof.evidence.slips.passage import Passage, Text
from pipeline.proof.evidence.slips.quantities import Quantity
from pipeline.proof.evidence.slips.record import Slip

CODE = "difference"
_Q = rf"{quantities.NUMBER}[万亿]*(?:{quantities.UNIT})"
_RISE = r"增加|增长|上升|提高|发展|扩大|增|扩充|猛增|回升"
_FALL = r"减少|下降|降低|减|降|缩减|压缩"
_LABEL = r"(?:[0-9]{4}年|[〇○零一二三四五六七八九]{4}年|[^,。;0-9%]){0,12}?"
_CHANGE = rf"(?P<change>{_Q}|{quantities.SHARE}|{quantities.NUMBER}倍)"
_BESIDE = r"[,、(]?(?:[^,。;0-9]{0,6},)?(?:净|共|比[^,。;0-9]{1,8}|增长幅度|增幅|降幅)?"
_GROWN = (
    re.compile(
        rf"(?:由|从){_LABEL}(?P<first>{_Q}),?(?:{_RISE}|{_FALL})(?:到|至|为){_LABEL}(?P<last>{_Q})"
        rf"{_BESIDE}(?:{_RISE}|{_FALL}|为)?(?:了|幅度?为|率为)?{_CHANGE}"
    ),
    re.compile(
        rf"(?:{_RISE}|{_FALL})(?:了)?{_CHANGE}[,、(]即?(?:由|从){_LABEL}(?P<first>{_Q}),?"
        rf"(?:{_RISE}|{_FALL})(?:到|至|为){_LABEL}(?P<last>{_Q})"
    ),
    re.compile(rf"(?P<last>{_Q})[,(]?比{_LABEL}(?P<first>{_Q})(?:净)?(?:{_RISE}|{_FALL})(?:了)?{_CHANGE}"),
)
_MORE = r"[^,。;0-9一二三四五六七八九十百千两]{0,5}"
# words before two figures, and before what they leave: the second is taken from the first, or put to it
_TAKEN = (
    (r"收入", r"支出|开支", r"结余|盈余|节余|净余|余|亏损|赤字|超支"),
    (r"应到", r"实到|到会", r"缺席|缺|未到"),
    (r"原有|原存|上年有", r"调出|减少|报废|死亡|出售|退休|迁出", r"现有|尚有|实有|现存"),
    (r"贷款|借款|欠款|负债", r"还款|偿还|归还|已还", r"尚欠|结欠|余欠|尚余|还欠"),
    (r"计划|任务", r"完成|实际完成", r"尚差|还差|短缺|欠|超额"),
    (r"共有|总数", r"已[^,。;0-9]{1,4}", r"尚有|还有|其余|剩余|尚余"),
)
_PUT = ((r"原有|原存", r"新增|增加|调入|招收|购进|新建|迁入|增", r"现有|共有|实有|达到|增至"),)
_CARRIED = re.compile(r"上年|结转|结存|滚存|另|去年")
_PRODUCT = re.compile(
    rf"每(?:人|户|亩|个|台|只|头|套|份|册|张|月|天|日|吨|斤)[^,。;0-9]{{0,6}}?(?P<each>{_Q})[,、]"
    rf"(?:共|计|合|以)?{_MORE}(?P<n>{_Q})[,、](?:共|计|合)(?:计)?{_MORE}(?P<total>{_Q})"
)


def slips(text: Text) -> Iterator[Slip]:
    """Figures that do not follow from those they are said to follow from."""
    for passage in text.passages:
        for pattern in _GROWN:
            for match in pattern.finditer(passage.text):
                yield from _grown(passage, match)
        yield from _rests(passage)
        yield from _products(passage)


def _grown(passage: Passage, match: re.Match[str]) -> Iterator[Slip]:
    """由 100 人增加到 120 人，增加 20 人, or 20%, or 1.2 倍."""
    first, last = _only(match["first"]), _only(match["last"])
    if (
        not first
        or not last
        or first.unit != last.unit
        or not first.value
        or not (first.exact and last.exact)
    ):
        return
    right, slack, said = _change(match["change"], first, last)
    if right and min(abs(one - said) for one in right) > slack:
        message = f"{match[0]}: that is {round(right[0], 2).normalize():f}"
        spans = passage.spans
        against = (*spans(*match.span("first")), *spans(*match.span("last")))
        expected = f"{round(right[0], 2).normalize():f}"
        yield Slip(CODE, message, spans(*match.span("change")), expected, against)


def _change(printed: str, first: Quantity, last: Quantity) -> tuple[tuple[Decimal, ...], Decimal, Decimal]:
    """What the change may be said to be, how far rounding goes, and what is said."""
    moved = abs(last.value - first.value)
    if printed.endswith("倍"):
        said = quantities.value(printed[:-1])
        times = last.value / first.value
        return ((times - 1, times) if said is not None else ()), Decimal("0.1"), said or Decimal()
    if share := next(iter(quantities.shares(printed)), None):
        return (moved / first.value * 100,), share.step, share.value
    given = _only(printed)
    if given is None or given.unit != first.unit:
        return (), Decimal(), Decimal()
    return (moved,), _slack(first, last, given), given.value


def _rests(passage: Passage) -> Iterator[Slip]:
    for sign, rows in ((-1, _TAKEN), (1, _PUT)):
        for one, other, rest in rows:
            pattern = (
                rf"(?:{one}){_MORE}(?P<a>{_Q})[,、;]{_MORE}(?:{other}){_MORE}(?P<b>{_Q})[,、;]"
                rf"(?:{rest}){_MORE}(?P<c>{_Q})"
            )
            for match in re.finditer(pattern, passage.text):
                before = passage.text[max(0, match.start() - 20) : match.end()]
                if not _CARRIED.search(before):
                    yield from _rest(passage, match, sign)


def _rest(passage: Passage, match: re.Match[str], sign: int) -> Iterator[Slip]:
    a, b, c = (_only(match[name]) for name in "abc")
    if not a or not b or not c or len({a.unit, b.unit, c.unit}) > 1 or not (a.exact and b.exact and c.exact):
        return
    right = abs(a.value + sign * b.value)
    if abs(right - c.value) > _slack(a, b, c):
        message = f"{match[0]}: that leaves {right.normalize():f}"
        spans = passage.spans
        against = (*spans(*match.span("a")), *spans(*match.span("b")))
        yield Slip(CODE, message, spans(*match.span("c")), f"{right.normalize():f}", against)


def _products(passage: Passage) -> Iterator[Slip]:
    """每人 5 元，120 人，共 600 元."""
    for match in _PRODUCT.finditer(passage.text):
        each, number, total = (_only(match[name]) for name in ("each", "n", "total"))
        if not each or not number or not total or each.unit != total.unit or number.unit == each.unit:
            continue
        right = each.value * number.value
        if abs(right - total.value) > _slack(each, total) and quantities.one_digit_apart(right, total.value):
            message = f"{match[0]}: that comes to {right.normalize():f}"
            spans = passage.spans
            against = (*spans(*match.span("each")), *spans(*match.span("n")))
            yield Slip(CODE, message, spans(*match.span("total")), f"{right.normalize():f}", against)


def _only(text: str) -> Quantity | None:
    return next(iter(quantities.find(text)), None)


def _slack(*figures: Quantity) -> Decimal:
    """What rounding may do: half of the last printed digit of each figure, where they are not whole."""
    rounded = any(one.places for one in figures)
    return max(one.step for one in figures) * len(figures) / 2 if rounded else Decimal()
