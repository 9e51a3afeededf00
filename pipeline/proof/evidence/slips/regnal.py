"""Years of reigns and of the Republic against the Western year beside them, and the table of reigns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.proof.evidence.slips import years
from pipeline.proof.evidence.slips.passage import Passage, Text
from pipeline.proof.evidence.slips.record import Slip
from pipeline.proof.evidence.slips.years import COUNT, DYNASTY, LATE, OLD, PART, TO, WESTERN
from pipeline.text import reigns
from pipeline.text.kinds import Kind, classify
from pipeline.text.reigns import Reign
from pipeline.text.sexagenary import BRANCHES, STEMS

CODE, TITLE = "regnal-year", "reign-title"
_CYCLE = rf"(?:(?:岁次)?[{STEMS}已戍王][{BRANCHES}已己戍末西][年岁]?[,、]?)?"
_LEAD = rf"(?:即|公元|西元|西历|约|为|合|当|是年|相当于|{DYNASTY})*"
_REGNAL = (
    rf"(?P<title>{years.TITLES})(?P<n>{COUNT})年?(?P<part>{PART})?(?:{TO}(?P<title2>{years.TITLES})?"
    rf"(?P<n2>{COUNT})年)?"
)
_WESTERN = (
    rf"(?P<west>{OLD})年?(?P<month>{PART})?(?:{TO}(?:公元)?(?P<west2>{WESTERN}"
    rf"|[0-9]{{2}})(?=年|[)〕\]]))?年?"
)
_BESIDE = rf"(?:[(〔\[]{_LEAD}{_CYCLE}{_LEAD}|,?(?:即|合|相当于)(?:公元|西元|西历|{DYNASTY})*)"
_FORWARD = re.compile(rf"{_REGNAL}{_CYCLE}{_BESIDE}{_WESTERN}")
_BACKWARD = re.compile(rf"(?<![0-9]){_WESTERN}{_CYCLE}{_BESIDE}{_REGNAL}")
_CARRIED = re.compile(
    rf"(?<![前后时约近第用经过每千百十0-9零〇一二三四五六七八九])(?P<n>{COUNT})年"
    rf"(?P<part>{PART})?{_BESIDE}(?P<west>{OLD})年?(?P<month>{PART})?[)〕\]]"
)
_ALONE = re.compile(rf"(?P<title>{years.TITLES})(?P<n>{COUNT})年")
_UNKNOWN = re.compile(
    rf"(?=(?P<title>[\u4e00-\u9fff]{{2}})(?P<n>{COUNT})年(?:{PART})?(?:{_CYCLE}{_BESIDE}"
    rf"(?P<west>{OLD}))?)"
)
_UNKNOWN_BACK = re.compile(
    rf"(?<![0-9])(?P<west>{OLD})年?{_BESIDE}(?P<title>[\u4e00-\u9fff]{{2}})(?P<n>{COUNT})年"
)
_BEGUN = re.compile(rf"(?P<title>{years.TITLES})(?P<n>[无兀亓])年")
_RULED = ("清", "明")  # whose titles are no words of other meaning before a number of years
_DYNASTIC = re.compile(r"(?:清|明|元|宋|唐)(?:朝|代|初|末)?$")
_ROYAL = "熙绪祯靖雍乾"  # in reign titles, and hardly ever elsewhere before a number of years
# what recognition makes of the titles most often printed, beyond what the table of confusable shapes holds
_MISREAD = {
    "康熙": "康照 康然 唐熙 庚熙", "乾隆": "乾降 乾陆 干隆 乾龙 朝隆",
    "光绪": "光诸 光渚 光褚 光结 先绪 光储",
    "顺治": "顺冶 颇治 须治 顺洽", "同治": "同冶 同洽 回治", "嘉庆": "嘉床 嘉庄 喜庆 嘉应",
    "道光": "道充 道先 遒光",
    "咸丰": "成丰 威丰 戚丰 咸车 咸半", "宣统": "宜统 宣纺 宣绕", "雍正": "雍止 雍王 壅正",
    "万历": "方历 万厉 万厂",
    "嘉靖": "嘉请 嘉清 嘉婧 喜靖", "洪武": "洪式 供武", "永乐": "水乐 永东 永牙", "弘治": "弘冶 弘洽",
    "崇祯": "祟祯 崇帧 崇侦 崇桢",
    "隆庆": "降庆 隆床", "天启": "天后", "成化": "咸化 成仕", "正德": "止德 正得", "宣德": "宜德",
    "景泰": "景秦",
    "民国": "民园 氏国 民圆 民围 民固 民因 民图 昆国",
}  # fmt: skip
_RIGHT = {wrong: right for right, row in _MISREAD.items() for wrong in row.split()}


@dataclass(frozen=True, slots=True)
class _Pair:
    """A year of a reign and the Western year that is said to be the same."""

    passage: Passage
    title: tuple[int, int]  # where each stands in the passage
    count: tuple[int, int]
    west: tuple[int, int]
    name: str
    number: int
    year: int
    drift: int  # Western years later that are right, too: the old year ends in the next Western one


def slips(text: Text) -> Iterator[Slip]:
    """Years of a reign that are not the Western year beside them, or that there never were."""
    for passage in text.passages:
        pairs = list(_pairs(passage))
        yield from (slip for pair in pairs if (slip := _compared(pair)))
        yield from _beyond(passage, pairs)
        yield from _misread(passage)
    yield from _carried(text.flow)


def _pairs(passage: Passage) -> Iterator[_Pair]:
    for pattern in (_FORWARD, _BACKWARD):
        for match in pattern.finditer(passage.text):
            first = _pair(passage, match, "title", "n", "west")
            if not first:
                continue
            yield first
            if match["n2"] and match["west2"]:
                second = _pair(passage, match, "title2" if match["title2"] else "title", "n2", "west2")
                if second:
                    yield second


def _pair(passage: Passage, match: re.Match[str], title: str, n: str, west: str) -> _Pair | None:
    number, year = years.count(match[n]), years.western(match[west])
    if len(match[west]) == 2:  # 1711—20年
        year = years.western(match["west"]) // 100 * 100 + int(match[west])
    if not number or not year:
        return None
    drift = int(bool(LATE.match(match["part"] or "")) or bool(years.EARLY.match(match["month"] or "")))
    return _Pair(
        passage, match.span(title), match.span(n), match.span(west), match[title], number, year, drift
    )


def _compared(pair: _Pair) -> Slip | None:
    uses = reigns.reigns(pair.name)
    fitting = [use for use in uses if pair.year - use.western(pair.number) in (0, pair.drift)]
    if fitting and not any(use.had(pair.number) for use in fitting):
        message = f"{pair.name} had ended before its year {pair.number}"
        return Slip(CODE, message, pair.passage.spans(*pair.count), sure=False)
    if not uses or fitting:
        return None
    return _contradiction(pair, _nearest(uses, pair.year))


def _nearest(uses: Sequence[Reign], year: int) -> Reign:
    return min(uses, key=lambda use: max(use.first - year, year - use.last, 0))


def _contradiction(pair: _Pair, reign: Reign) -> Slip:
    """The side that fewer changed characters would mend is wrong; the Western year where it is open."""
    text = pair.passage.text
    number, year = text[slice(*pair.count)], text[slice(*pair.west)]
    right_year = years.like(reign.western(pair.number), year)
    ordinal = reign.ordinal(pair.year)
    right_number = years.like(ordinal, number) if reign.had(ordinal) else ""
    by_number = years.changes(number, right_number) if right_number else 9
    message = f"{pair.name}{number}年 is {reign.western(pair.number)}, beside it stands {year}"
    at, against, expected = pair.west, pair.count, right_year
    if by_number < years.changes(year, right_year) or not reign.had(pair.number):
        at, against, expected = (
            (pair.count, pair.west, right_number) if right_number else (at, against, expected)
        )
    spans = pair.passage.spans
    return Slip(CODE, message, spans(*at), expected, spans(*against))


def _beyond(passage: Passage, pairs: Sequence[_Pair]) -> Iterator[Slip]:
    """Years after the last one of a reign, where no Western year beside them has told already."""
    told = {pair.count for pair in pairs}
    for match in _ALONE.finditer(passage.text):
        ruled = [use for use in reigns.reigns(match["title"]) if use.dynasty in _RULED]
        number = years.count(match["n"])
        if not ruled or match.span("n") in told or not number:
            continue
        longest = max(use.last - use.first + 1 for use in ruled)
        if number > longest:  # where news came late, the year after was counted on
            message = f"{match['title']} had {longest} years, not {number}"
            yield Slip(CODE, message, passage.spans(*match.span("n")), sure=number > longest + 1)
    for match in _BEGUN.finditer(passage.text):
        message = f"{match['title']}{match['n']}年 is no year: 元年 is meant"
        yield Slip(CODE, message, passage.spans(*match.span("n")), "元")


def _misread(passage: Passage) -> Iterator[Slip]:
    """Titles that never were, before a number of years."""
    told = -1
    for pattern in (_UNKNOWN, _UNKNOWN_BACK):
        for match in pattern.finditer(passage.text):
            title, start = match["title"], match.start("title")
            if start < told or _known(passage.text, start):
                continue
            right = _RIGHT.get(title) or _fitting(match, passage.text[max(0, start - 2) : start])
            if right:
                told = start + 2
                message = f"there was no reign {title}: {right} is meant"
                yield Slip(TITLE, message, passage.spans(start, start + 2), right)


def _known(text: str, start: int) -> bool:
    """Whether the two characters end a title that there was, or are one."""
    return any(
        text[begin : start + 2] in reigns.titles() for begin in (start, start - 1, start - 2) if begin >= 0
    )


def _fitting(match: re.Match[str], before: str) -> str:
    """The one title that two characters may be misread from, with something else that speaks for it."""
    title, number = match["title"], years.count(match["n"])
    year = years.western(match["west"] or "")
    near = [r for r in reigns.all_reigns() if len(r.title) == 2 and years.changes(title, r.title) == 1]
    if not number or not near:
        return ""
    if year:
        return next((r.title for r in near if r.western(number) == year), "")
    dynasty = _DYNASTIC.search(before)
    near = [r for r in near if r.had(number)]
    if dynasty:
        return next((r.title for r in near if r.dynasty == dynasty[0][0]), "")
    ruled = [r for r in near if r.dynasty in _RULED]
    shaped = (r.title for r in ruled if classify(title, r.title) is Kind.CONFUSABLE)
    royal = (r.title for r in ruled for char in title if char in _ROYAL and char in r.title)
    return next(shaped, "") or next(royal, "")


def _carried(passages: Sequence[Passage]) -> Iterator[Slip]:
    """Years of the reign named before: 民国十年（1921年）… 十一年（1922年）."""
    reign: Reign | None = None
    for passage in passages:
        named = [(match.start(), match) for match in _ALONE.finditer(passage.text)]
        bare = [(match.start(), match) for match in _CARRIED.finditer(passage.text)]
        for _, match in sorted(named + bare, key=lambda found: found[0]):
            if "title" in match.groupdict():
                reign = _reign_of(match["title"], passage, match.end())
            elif reign and not _titled(passage.text, match.start()):
                drift = int(
                    bool(LATE.match(match["part"] or "")) or bool(years.EARLY.match(match["month"] or ""))
                )
                number, year = years.count(match["n"]), years.western(match["west"])
                if number and year and year - reign.western(number) not in (0, drift):
                    yield _contradiction(
                        _Pair(
                            passage,
                            match.span("n"),
                            match.span("n"),
                            match.span("west"),
                            reign.title,
                            number,
                            year,
                            0,
                        ),
                        reign,
                    )


def _titled(text: str, start: int) -> bool:
    return any(text[max(0, start - size) : start] in reigns.titles() for size in (2, 4))


def _reign_of(title: str, passage: Passage, stop: int) -> Reign | None:
    """The use of a title that is meant: the one the Western year behind it fits, else the latest."""
    uses = reigns.reigns(title)
    beside = re.compile(WESTERN).search(passage.text, stop, stop + 12)
    year = years.western(beside[0]) if beside else 0
    return _nearest(uses, year) if uses and year else next(iter(uses), None)
