"""Dates that cannot be: months past the twelfth, days past the month's end, spans that end too early."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from pipeline.proof.evidence.slips import years
from pipeline.proof.evidence.slips.passage import Passage, Text
from pipeline.proof.evidence.slips.record import Slip
from pipeline.text import numerals, reigns

CODE, SPAN, YEAR, HOUR = "impossible-date", "date-span", "odd-year", "impossible-hour"
_N = r"[0-9〇○零一二三四五六七八九十廿卅卌壹贰叁肆伍陆柒捌玖拾]"
_YEAR = rf"(?:(?P<era>民国|{years.TITLES})(?P<n>{years.COUNT})|(?P<year>{years.WESTERN}))年"
_MONTH = rf"(?P<month>{_N}{{1,4}})月"
_DAY = rf"(?P<day>{_N}{{1,4}})[日号]"
_DATE = re.compile(rf"(?<![0-9.]){_YEAR}{_MONTH}份?(?:{_DAY})?")
_YEARLESS = re.compile(rf"(?<!{_N})(?<!\.)(?P<month>{_N}{{1,3}})月{_DAY}")
_MONTH_ONLY = re.compile(
    rf"(?<=[年至到、,—~(])(?P<month>{_N}{{1,3}})月(?=[份底初中末上下至到、,。;；)—]"
    rf"|$)|(?<!{_N})(?<!\.)(?P<other>{_N}{{1,3}})月(?=份|[上中下]旬|底|初)"
)
_FIGURES = re.compile(
    r"(?<![0-9.\-/—])(?P<year>1[6-9][0-9]{2}|20[0-9]{2})(?P<mark>[./—-])(?P<month>[0-9]{1,2})"
    r"(?P=mark)(?P<day>[0-9]{1,2})(?![0-9./—-])"
)
_LUNAR = re.compile(r"农历|旧历|阴历|夏历|古历|除夕|腊月|正月|闰|初[一二三四五六七八九十]|朔|望日")
_SOLAR_TITLES = ("民国", "明治", "大正", "昭和", "康德", "大同", "洪宪")
_LUNAR_MONTH = 30
_REACH = 24  # characters before a date in which a word may say that it is of the old calendar
_ODD_YEAR = re.compile(
    rf"(?<![0-9.,〇○零一二三四五六七八九十百千万第])(?P<year>[0-9]{{3}}|[0-9]{{5,6}}"
    rf"|[〇○零一二三四五六七八九]{{3}}|[〇○零一二三四五六七八九]{{5}})年(?={_N}{{1,3}}月)"
)
_LETTERED = re.compile(
    r"(?<![0-9A-Za-z])(?=[0-9lIOoSBZ|]{4}年)(?=[0-9]*[lIOoSBZ|])(?=[lIOoSBZ|]*[0-9])"
    r"(?P<year>[0-9lIOoSBZ|]{4})年"
)
_MIXED = re.compile(
    r"(?<![〇○零一二三四五六七八九十百千万])(?P<year>[一二][〇○零九八][〇○零一二三四五六七八九十]{2,3})年"
)
_AS_DIGITS = str.maketrans("lI|OoSBZ", "11100582")
_HOUR = re.compile(rf"(?P<hour>{_N}{{1,3}})(?:时|点钟?)(?P<minute>{_N}{{1,3}})分")
_LATE_HOUR = re.compile(rf"(?<=[日晨午晚夜间])(?P<hour>{_N}{{1,3}})时(?!间|期)")
_MORNING = re.compile(rf"(?:上午|早晨|清晨|凌晨|早上)(?P<hour>{_N}{{1,3}})(?:时|点)(?!间)")
_SEASON = re.compile(r"第(?P<n>[五六七八九5-9])季度?")
_TO = years.TO
_YEARS_SPAN = re.compile(
    rf"(?<![0-9〇一二三四五六七八九])(?P<first>{years.WESTERN})年?{_TO}(?P<last>{years.WESTERN})"
    rf"(?=年|[)〕\]]|$)"
)
_DAYS_SPAN = re.compile(
    rf"(?P<month>{_N}{{1,3}})月(?P<day>{_N}{{1,3}})[日号]?{_TO}(?:(?P<month2>{_N}{{1,3}})月)?"
    rf"(?P<day2>{_N}{{1,3}})[日号]"
)
_FULL_SPAN = re.compile(
    rf"(?P<y1>{years.WESTERN})年(?P<m1>{_N}{{1,3}})月(?:(?P<d1>{_N}{{1,3}})[日号])?"
    rf"(?:起|{_TO}|,)+(?P<y2>{years.WESTERN})年(?P<m2>{_N}{{1,3}})月(?:(?P<d2>{_N}{{1,3}})[日号])"
    rf"?(?=止|期间|[)。,;；]|$)"
)  # fmt: skip


def slips(text: Text) -> Iterator[Slip]:
    """Dates, hours and spans that cannot be."""
    for passage in text.passages:
        yield from _dates(passage)
        yield from _months(passage)
        yield from _odd_years(passage)
        yield from _hours(passage)
        yield from _spans(passage)


def _dates(passage: Passage) -> Iterator[Slip]:
    taken: list[tuple[int, int]] = []
    for pattern in (_DATE, _FIGURES, _YEARLESS):
        for match in pattern.finditer(passage.text):
            if any(start < match.end() and match.start() < stop for start, stop in taken):
                continue
            taken.append(match.span())
            if slip := _date(passage, match):
                yield slip


def _date(passage: Passage, match: re.Match[str]) -> Slip | None:
    groups = match.groupdict()
    month, day = _value(groups["month"]), _value(groups["day"])
    if month is None:
        return None
    if not 1 <= month <= 12:
        if groups["day"] is None and groups.get("year") is None and groups.get("era") is None:
            return None
        message = f"{match[0]}: there is no month {groups['month']}"
        return Slip(CODE, message, passage.spans(*match.span("month")))
    if day is None:
        return None
    last = _last_day(passage.text, match, month)
    if 1 <= day <= last:
        return None
    message = f"{match[0]}: the month has {last} days"
    return Slip(CODE, message, passage.spans(*match.span("day")), "", passage.spans(*match.span("month")))


def _last_day(text: str, match: re.Match[str], month: int) -> int:
    """The last day of the month; of the old calendar no month has more than thirty, and any may have."""
    groups = match.groupdict()
    era, year = groups.get("era") or "", years.western(groups.get("year") or "")
    before = text[max(0, match.start() - _REACH) : match.start()]
    if _LUNAR.search(before) or (era and era not in _SOLAR_TITLES) or _reigns_before(before):
        return _LUNAR_MONTH
    if era:
        year = reigns.reigns(era)[0].western(years.count(groups["n"] or ""))
    if not 1 <= year <= 9999:
        return 29 if month == 2 else calendar.monthrange(2000, month)[1]
    return calendar.monthrange(year, month)[1]


def _reigns_before(before: str) -> bool:
    found = re.search(rf"({years.TITLES}){years.COUNT}年", before)
    return found is not None and found[1] not in _SOLAR_TITLES


def _months(passage: Passage) -> Iterator[Slip]:
    """Months without a day that there are not."""
    dated = [match.span("month") for match in _DATE.finditer(passage.text)]
    for match in _MONTH_ONLY.finditer(passage.text):
        name = "month" if match["month"] else "other"
        number = _value(match[name])
        if number is not None and not 1 <= number <= 12 and match.span(name) not in dated:
            message = f"there is no month {match[name]}"
            yield Slip(CODE, message, passage.spans(*match.span(name)))


def _odd_years(passage: Passage) -> Iterator[Slip]:
    """Years with a digit too few or too many, or with a letter for a digit."""
    for match in _ODD_YEAR.finditer(passage.text):
        if passage.text[max(0, match.start() - 2) : match.start()] not in ("公元", "西元"):
            yield Slip(YEAR, f"{match['year']}年 has not four digits", passage.spans(*match.span("year")))
    for match in _LETTERED.finditer(passage.text):
        right = match["year"].translate(_AS_DIGITS)
        yield Slip(
            YEAR, f"{match['year']}年 has a letter for a digit", passage.spans(*match.span("year")), right
        )
    for match in _MIXED.finditer(passage.text):
        if "十" in match["year"] or len(match["year"]) != 4:
            yield Slip(YEAR, f"{match['year']}年 is no year", passage.spans(*match.span("year")))


def _hours(passage: Passage) -> Iterator[Slip]:
    for match in _HOUR.finditer(passage.text):
        hour, minute = _value(match["hour"]), _value(match["minute"])
        if hour is None or minute is None or passage.text[max(0, match.start() - 1)] in "小个":
            continue
        if hour > 24 or minute > 59:
            name = "hour" if hour > 24 else "minute"
            yield Slip(HOUR, f"there is no {name} {match[name]}", passage.spans(*match.span(name)))
    for match in _LATE_HOUR.finditer(passage.text):
        if (_value(match["hour"]) or 0) > 24:
            yield Slip(HOUR, f"there is no hour {match['hour']}", passage.spans(*match.span("hour")))
    for match in _MORNING.finditer(passage.text):
        if (_value(match["hour"]) or 0) > 12:
            message = f"{match[0]}: there are twelve hours before noon"
            yield Slip(HOUR, message, passage.spans(*match.span("hour")))
    for match in _SEASON.finditer(passage.text):
        yield Slip(CODE, "a year has four quarters", passage.spans(*match.span("n")))


def _spans(passage: Passage) -> Iterator[Slip]:
    """Spans of time that end before they begin."""
    for match in _YEARS_SPAN.finditer(passage.text):
        first, last = years.western(match["first"]), years.western(match["last"])
        if first > last > 0 and first < 2200:
            yield _backwards(passage, match, "first", "last")
    for match in _DAYS_SPAN.finditer(passage.text):
        same = match["month2"] is None or _value(match["month2"]) == _value(match["month"])
        if same and (_value(match["day"]) or 0) > (_value(match["day2"]) or 99):
            yield _backwards(passage, match, "day", "day2")
    for match in _FULL_SPAN.finditer(passage.text):
        begun, ended = _full(match, "1"), _full(match, "2")
        if begun and ended and begun > ended:
            yield _backwards(passage, match, "y1", "y2")


def _full(match: re.Match[str], n: str) -> date | None:
    year, month = years.western(match[f"y{n}"]), _value(match[f"m{n}"])
    day = _value(match[f"d{n}"]) if match[f"d{n}"] else 1
    try:
        return date(year, month or 0, day or 0)
    except ValueError:
        return None


def _backwards(passage: Passage, match: re.Match[str], first: str, last: str) -> Slip:
    message = f"{match[0]} ends before it begins"
    spans = passage.spans
    return Slip(SPAN, message, spans(*match.span(last)), "", spans(*match.span(first)))


def _value(text: str | None) -> int | None:
    return numerals.value(text) if text else None
