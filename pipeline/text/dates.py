"""Dates in running text: the printed form, and what of it is certain in ISO 8601."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.text import numerals

REPUBLIC = 1911  # the year before 民国元年
FIRST, LAST = 1600, 2199  # years outside are misread numbers, not dates
_N = f"[{re.escape(numerals.CLASS)}]"
_GAP = r"[ \t\u3000]*"
_YEAR = rf"(?P<era>中华民国|中華民國|民国|民國)?{_GAP}(?P<year>元|{_N}(?:{_GAP}{_N}){{0,4}}){_GAP}年"
_MONTH = rf"(?P<month>{_N}(?:{_GAP}{_N}){{0,2}}){_GAP}月"
_DAY = rf"(?P<day>{_N}(?:{_GAP}{_N}){{0,3}}){_GAP}[日号號曰]"
_WORDS = re.compile(rf"{_YEAR}(?:{_GAP}份?{_GAP}{_MONTH}(?:{_GAP}{_DAY})?)?")
_FIGURES = re.compile(
    r"(?<![\d.\-/])(?P<year>1[6-9]\d\d|2[01]\d\d)[ ]?(?P<mark>[.．\-—/])[ ]?(?P<month>\d\d?)"
    r"(?:[ ]?(?P=mark)[ ]?(?P<day>\d\d?))?(?![\d\-/])"
)
DAY_LIKE = frozenset("目白百曰口田旦自囗B8")  # what 日 is misread as
LONGEST = 60  # characters of a line that consists of a date, however it is spaced out
DIRT = 4  # signs beside a date that stands alone
_SPECKS = " \t\u3000.。,，:：;；'·、"
_BESIDE = re.compile(r"^[0-9]{1,3}[ \u3000]+(?=[0-9]{4}年)")  # figures of something else before the year
_HEADLESS = re.compile(rf"{_N}{{3}}{_GAP}年")  # a year whose first figure was lost
_WRAP = "（()）〔〕[]【】 \t\u3000。．."


@dataclass(frozen=True, slots=True)
class Date:
    """A date as printed; month and day are 0 where they are not given, or cannot be."""

    year: int
    month: int
    day: int
    printed: str
    start: int  # first character in the text it was found in
    stop: int  # first character after it

    @property
    def iso(self) -> str:
        """ "1987-03-02", "1987-03" or "1987": as much as is known."""
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @property
    def precision(self) -> str:
        return "day" if self.day else "month" if self.month else "year"

    @property
    def filled(self) -> str:
        """A full ISO date, the first day of the month or year standing in for what is not known."""
        return filled(self.iso)


def filled(iso: str) -> str:
    """An ISO date of which only the year or the month may be known, as a full one."""
    return f"{iso}-01-01"[:10]


def find(text: str) -> tuple[Date, ...]:
    """All dates in the text, in order, without overlap."""
    found = [date for date in map(_date, _WORDS.finditer(text)) if date]
    figures = [date for date in map(_date, _FIGURES.finditer(text)) if date]
    free = [f for f in figures if all(f.stop <= date.start or date.stop <= f.start for date in found)]
    return tuple(sorted(found + free, key=lambda date: date.start))


def whole(text: str) -> Date | None:
    """The date a line consists of, brackets and blanks around it left aside; None where there is more."""
    dates = find(text)
    if len(dates) != 1:
        return None
    rest = text[: dates[0].start] + text[dates[0].stop :]
    return dates[0] if not rest.strip(_WRAP) else None


def closing(text: str) -> Date | None:
    """The date a line consists of though it was read with dirt, or without a sign: one under a signature."""
    if len(text) > LONGEST:
        return None
    found = whole(text)
    if found and found.day:
        return found
    bare = text.strip(_SPECKS)
    mended = (f"{mend}{bare}" for mend in ("一", "1") if _HEADLESS.match(bare))
    ended = (f"{bare[:-1]}日" for _ in bare[-1:] if bare[-1] in DAY_LIKE)
    alone = _BESIDE.sub("", bare)
    for reading in (*mended, *ended, bare, alone):
        date = _amid_dirt(reading)
        if date:
            return replace(date, printed=bare)
    return found


def _amid_dirt(text: str) -> Date | None:
    """The one full date in a text that otherwise has no letters, and little else."""
    dates = find(text)
    if len(dates) != 1 or not dates[0].day:
        return None
    rest = text[: dates[0].start] + text[dates[0].stop :]
    return dates[0] if len(rest) <= DIRT and not any(char.isalpha() for char in rest) else None


def _date(match: re.Match[str]) -> Date | None:
    groups = match.groupdict()
    year = _year(groups["year"], bool(groups.get("era")))
    if year is None:
        return None
    month = _part(groups["month"], lambda n: 1 <= n <= 12)
    day = _part(groups["day"], lambda n: 1 <= n <= calendar.monthrange(year, month)[1]) if month else 0
    return Date(year, month, day, match.group(), match.start(), match.end())


def _year(printed: str, republic: bool) -> int | None:
    squeezed = re.sub(_GAP, "", printed)
    number = 1 if squeezed == "元" else numerals.value(squeezed)
    if number is None or (squeezed == "元" and not republic):
        return None
    if republic:
        number += REPUBLIC
    elif len(squeezed) != 4:  # a year is four digits; 三十年 is a span of time
        return None
    return number if FIRST <= number <= LAST else None


def _part(printed: str | None, possible: Callable[[int], bool]) -> int:
    number = numerals.value(re.sub(_GAP, "", printed)) if printed else None
    return number if number is not None and possible(number) else 0
