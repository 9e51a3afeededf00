"""Weekdays against the date beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.proof.evidence.slips import years
from pipeline.proof.evidence.slips.passage import Passage, Text
from pipeline.proof.evidence.slips.record import Slip
from pipeline.text import numerals, reigns

CODE = "weekday"
_NAMES = "一二三四五六日"
_NUMBER = {**{name: n for n, name in enumerate(_NAMES)}, "天": 6, **{str(n + 1): n for n in range(6)}, "7": 6}
_N = r"[0-9〇○零一二三四五六七八九十廿卅壹贰叁肆伍陆柒捌玖拾]"
_YEAR = rf"(?:(?P<era>民国|昭和)(?P<n>{years.COUNT})|(?P<year>{years.WESTERN}))年"
_MONTH_DAY = rf"(?P<month>{_N}{{1,3}})月(?P<day>{_N}{{1,4}})[日号]?"
_DAY = r"[(〔\[,]?(?:星期|礼拜|(?<=[(〔\[,日号])周)(?P<weekday>[一二三四五六日天1-7])"
_DATED = re.compile(rf"(?:{_YEAR})?(?<!{_N}){_MONTH_DAY}{_DAY}")
_FIGURES = re.compile(rf"(?P<year>[0-9]{{4}})[.—/-](?P<month>[0-9]{{1,2}})[.—/-](?P<day>[0-9]{{1,2}}){_DAY}")
_ANY_YEAR = re.compile(rf"(?<![0-9]){_YEAR}")
_EIGHTH = re.compile(r"星期(?P<n>[七八九十])")
_LUNAR = re.compile(r"农历|旧历|阴历|夏历|闰|光绪|宣统")


def slips(text: Text) -> Iterator[Slip]:
    """Weekdays that are not those of their dates.

    A date without a year is of the year named last before it, or of any other named on the page.
    """
    yield from _unknown(text)
    named = [year for passage in text.passages for year, _ in _years(passage)]
    last = 0
    for passage in text.passages:
        here = _years(passage)
        for pattern in (_DATED, _FIGURES):
            for match in pattern.finditer(passage.text):
                last = next((year for year, at in reversed(here) if at <= match.start()), last)
                groups = match.groupdict()
                own = _own_year(groups)
                possible = [own] if own else [year for year in (last, *named) if year]
                if _LUNAR.search(passage.text[max(0, match.start() - 12) : match.start()]):
                    continue
                if slip := _compared(passage, match, possible):
                    yield slip
        last = here[-1][0] if here else last


def _unknown(text: Text) -> Iterator[Slip]:
    """Weekdays that there are not."""
    for passage in text.passages:
        for match in _EIGHTH.finditer(passage.text):
            yield Slip(CODE, f"{match[0]} is no weekday", passage.spans(*match.span("n")))


def _years(passage: Passage) -> list[tuple[int, int]]:
    found = ((_own_year(match.groupdict()), match.start()) for match in _ANY_YEAR.finditer(passage.text))
    return [(year, at) for year, at in found if 1582 < year < 2200]


def _own_year(groups: dict[str, str | None]) -> int:
    era, year = groups.get("era"), groups.get("year")
    if era:
        number = years.count(groups["n"] or "")
        return reigns.reigns(era)[0].western(number) if number else 0
    return years.western(year) if year else 0


def _compared(passage: Passage, match: re.Match[str], possible: list[int]) -> Slip | None:
    month, day = numerals.value(match["month"]), numerals.value(match["day"])
    said = _NUMBER[match["weekday"]]
    right = [found for year in possible if (found := _weekday(year, month, day)) is not None]
    if not right or said in right:
        return None
    printed = match["weekday"]
    expected = str(right[0] + 1) if printed.isdigit() else _NAMES[right[0]]
    message = f"{possible[0]}-{month:02}-{day:02} was 星期{_NAMES[right[0]]}, not 星期{printed}"
    spans = passage.spans
    return Slip(CODE, message, spans(*match.span("weekday")), expected, spans(*match.span("day")))


def _weekday(year: int, month: int | None, day: int | None) -> int | None:
    try:
        return date(year, month or 0, day or 0).weekday()
    except ValueError:
        return None
