"""Sums and shares in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.proof.evidence.slips import quantities
from pipeline.proof.evidence.slips.passage import Passage, Text
from pipeline.proof.evidence.slips.quantities import Quantity
from pipeline.proof.evidence.slips.record import Slip

SUM, SHARE = "sum", "share"
_STOP = re.compile(r"[。!?！？]")
_AMONG = re.compile(r"[,。;:、(]*(?:其中|内有|内)[,:：、(]?")
_OPENED = re.compile(r"[(:]|,?(?:计有|包括|分别为|分别是|即)[:]?")
_TOGETHER = re.compile(
    r"(?:[,;、:]|^|[两三四五六七八]项|[两三四五]者|以上)(?:总共|合共|一共|共计"
    r"|合计|总计|共有|共为|共|总数为|总数|计)$"
)
# a total that is said with more words: held to its parts only where one misread digit makes the difference
_TOTAL = re.compile(r"^.{0,6}?(?:共|合计|总计|总|累计)[^0-9]{0,6}$")
_COMPARED = re.compile(
    r"比(?![赛例重])|较|增|减|超|升|降|平均|每|由|从|原有|原来|计划|占|其中|累计|至今|截至|历年|上年|去年|节余|尚|余|另"
)
_WHOLES = (
    ("男", "女"), ("城镇", "农村"), ("城市", "农村"), ("城镇", "乡村"), ("非农业", "农业"),
    ("水田", "旱地"), ("水田", "旱田"),
    ("汉族", "少数民族"), ("市区", "郊区"), ("公办", "民办"), ("国营", "集体"), ("全民", "集体"),
    ("进口", "出口"), ("工业", "农业"),
    ("固定", "临时"), ("正式", "临时"), ("党员", "非党"), ("脱产", "业余"), ("省内", "省外"),
    ("市内", "市外"), ("上半年", "下半年"),
    ("中央", "地方"), ("死", "伤"), ("初中", "高中"), ("干部", "工人"), ("专职", "兼职"), ("本科", "专科"),
    ("陆地", "水域"), ("已", "未"),
)  # fmt: skip
_PARTED = re.compile(r"[,(]?(?:约)?(?:仅|只)?占(?:[^,。;0-9%]{0,14}?)的?$")
_RATE = re.compile(
    r"(?:合格|及格|出勤|成活|治愈|识字|升学|普及|死亡|覆盖|录取|就业|回收|利用"
    r"|参保|通车|有效|覆盖|接种|保存|到会|投票|识读)率(?:达到?|为|是|由|从|在"
    r"|约|已达|提高到|上升到|下降到)?$"
)


def slips(text: Text) -> Iterator[Slip]:
    """Totals that their parts do not come to, and shares that are not those of their figures."""
    for passage in text.passages:
        found = quantities.find(passage.text)
        yield from _parts(passage, found)
        yield from _addends(passage, found)
        yield from _shares(passage, found)


def _parts(passage: Passage, found: Sequence[Quantity]) -> Iterator[Slip]:
    """共 20 人，其中男 12 人、女 8 人: parts behind their total."""
    for total in found:
        behind = passage.text[total.stop : total.stop + 8]
        among, opened = _AMONG.match(behind), _OPENED.match(behind)
        if not total.exact or not (among or (opened and _is_total(passage.text, total))):
            continue
        start = total.stop + (among or opened).end()  # type: ignore[union-attr]
        bracket = "(" in behind[: (among or opened).end()]  # type: ignore[union-attr]
        parts = _listed(passage.text, found, total, start, bracket)
        if len(parts) < 2:
            continue
        values = [part.value for part in parts]
        rest = sum(values, Decimal())
        closed = _whole(passage.text, parts, start) or (opened is not None and among is None)
        if _differ(total, parts, rest) and (
            rest > total.value or closed or quantities.nearly(total.value, values)
        ):
            yield _sum_slip(passage, total, parts, rest)


def _is_total(text: str, total: Quantity) -> bool:
    """Whether the words before a quantity call it a total."""
    return bool(re.search(r"共|合计|总计|总数|^计|总[有为]?$", _label(text, total)))


def _listed(
    text: str, found: Sequence[Quantity], total: Quantity, start: int, bracket: bool
) -> list[Quantity]:
    """The quantities of one unit in a list behind `start`; those in brackets further in are left out."""
    parts: list[Quantity] = []
    last = start
    for one in found:
        if one.start < start:
            continue
        between = text[last : one.start]
        if bracket and ")" in between and "(" not in between:
            break
        if _STOP.search(between) or (
            parts and re.search(r"其中|共|合计|总计|另|此外|[,;](?:全|比)", between)
        ):
            break
        depth = text.count("(", start, one.start) - text.count(")", start, one.start)
        last = one.stop
        if depth > 0 or one.unit != total.unit:
            continue
        if _COMPARED.search(_label(text, one, start)) or not one.exact:
            break
        parts.append(one)
    return parts


def _label(text: str, one: Quantity, floor: int = 0) -> str:
    """The words before a quantity, back to the last stop."""
    return re.split(r"[,。;:、()!?]", text[max(floor, one.start - 24) : one.start])[-1]


def _whole(text: str, parts: Sequence[Quantity], start: int) -> bool:
    """Whether two parts are all there can be, like men and women."""
    if len(parts) != 2:
        return False
    first, second = _label(text, parts[0], start), _label(text, parts[1], start)
    return any({(a in first, b in second), (a in second, b in first)} & {(True, True)} for a, b in _WHOLES)


def _addends(passage: Passage, found: Sequence[Quantity]) -> Iterator[Slip]:
    """男 12 人，女 8 人，共 20 人: parts before their total."""
    for place, total in enumerate(found):
        plainly = _TOGETHER.search(passage.text[max(0, total.start - 6) : total.start])
        if not total.exact or not (plainly or _TOTAL.search(_label(passage.text, total))):
            continue
        parts = _before(passage.text, found[:place], total)
        values = [part.value for part in parts]
        if len(parts) < 2 or _comes_to(total, parts) or _is_product(passage.text, parts, total):
            continue
        if plainly or quantities.nearly(total.value, values):
            yield _sum_slip(passage, total, parts, sum(values, Decimal()))


def _comes_to(total: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether a total is the sum of the last of the quantities before it, two of them at least."""
    values = [part.value for part in parts]
    ends = (sum(values[n:], Decimal()) for n in range(len(values) - 1))
    return any(abs(total.value - end) <= _slack([*parts, total]) for end in ends)


def _before(text: str, found: Sequence[Quantity], total: Quantity) -> list[Quantity]:
    parts: list[Quantity] = []
    last = total.start
    for one in reversed(found):
        between = text[one.stop : last]
        if _STOP.search(between) or re.search(r"共|合计|总计", between if parts else between[:-4]):
            break
        label = _label(text, one)
        if label.startswith(("其中", "内", "含")) or one.unit != total.unit:
            last = one.start if one.unit == total.unit else last
            continue
        if not one.exact or _COMPARED.search(label):
            break
        parts.insert(0, one)
        last = one.start
    return parts


def _is_product(text: str, parts: Sequence[Quantity], total: Quantity) -> bool:
    return "每" in text[max(0, parts[0].start - 12) : total.start]


def _slack(all_of_them: Sequence[Quantity]) -> Decimal:
    """What rounding may do: half of the last printed digit of each figure, where they are not whole."""
    step = max(one.step for one in all_of_them)
    rounded = any(one.places != 0 for one in all_of_them)
    return step * len(all_of_them) / 2 if rounded else Decimal()


def _differ(total: Quantity, parts: Sequence[Quantity], rest: Decimal) -> bool:
    return abs(total.value - rest) > _slack([*parts, total])


def _sum_slip(passage: Passage, total: Quantity, parts: Sequence[Quantity], rest: Decimal) -> Slip:
    spans = passage.spans
    against = tuple(span for part in parts for span in spans(part.start, part.number_stop))
    message = f"{passage.text[total.start : total.stop]} is said, its parts come to {rest:f}{total.unit}"
    return Slip(SUM, message, spans(total.start, total.number_stop), f"{rest:f}", against)


def _shares(passage: Passage, found: Sequence[Quantity]) -> Iterator[Slip]:
    """Shares of a whole: more than it, not what the figures give, or not a whole together."""
    listed: list[Quantity] = []
    last = 0
    for share in quantities.shares(passage.text):
        before = passage.text[max(0, share.start - 20) : share.start]
        if _STOP.search(passage.text[last : share.start]):
            yield from _together(passage, listed)
            listed = []
        last = share.stop
        parted = _PARTED.search(before)
        if share.value > 100 and (parted or _RATE.search(before)):
            yield Slip(SHARE, f"{share.value:f}% of a whole", passage.spans(share.start, share.number_stop))
        elif parted:
            listed.append(share)
            yield from _of_whole(passage, found, share, share.start - len(parted[0]))
    yield from _together(passage, listed)


def _of_whole(passage: Passage, found: Sequence[Quantity], share: Quantity, at: int) -> Iterator[Slip]:
    """Whether a share is that of the figure before it in the whole that is named before."""
    part = next((one for one in found if one.stop == at), None)
    if not part or not part.exact or not share.exact:
        return
    sentence = max((m.end() for m in _STOP.finditer(passage.text, 0, part.start)), default=0)
    wholes = [
        one for one in found if one.stop <= part.start and one.unit == part.unit and one.value >= part.value
    ]
    here = [one for one in wholes if one.start >= sentence]
    named = [one for one in here if _AMONG.match(passage.text, one.stop) or _is_total(passage.text, one)]
    if not named or any(_is_share(part, one, share) for one in wholes):
        return
    right = round(part.value / named[0].value * 100, max(1, share.places))
    message = f"{part.value:f} of {named[0].value:f} is {right:f}%"
    spans = passage.spans
    against = (*spans(part.start, part.number_stop), *spans(named[0].start, named[0].number_stop))
    yield Slip(SHARE, message, spans(share.start, share.number_stop), f"{right:f}", against)


def _is_share(part: Quantity, whole: Quantity, share: Quantity) -> bool:
    return bool(whole.value) and abs(part.value / whole.value * 100 - share.value) <= share.step


def _together(passage: Passage, listed: Sequence[Quantity]) -> Iterator[Slip]:
    """Three shares or more in one sentence that come to nearly a whole come to it, and two that must."""
    total = sum((one.value for one in listed), Decimal())
    slack = max((one.step for one in listed), default=Decimal()) * (len(listed) - 1) / 2
    enough = len(listed) > 2 or _whole(passage.text, listed, 0)
    if not enough or not 90 <= total <= 110 or abs(total - 100) <= slack:
        return
    message = f"shares that come to {total:f}%"
    first, *rest = listed
    spans = passage.spans
    against = tuple(span for one in rest for span in spans(one.start, one.number_stop))
    yield Slip(SHARE, message, spans(first.start, first.number_stop), "", against, sure=False)
