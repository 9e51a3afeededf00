"""Years in running text: the numerals they are written in, Western ones, and those of reigns."""

from __future__ import annotations

import re

from pipeline.text import numerals, reigns

COUNT = r"(?:元|[0-9]{1,3}|[〇○零一二三四五六七八九十廿卅卌百壹贰叁肆伍陆柒捌玖拾念]{1,5})"
WESTERN = r"(?:[0-9]{4}|[〇○零一二三四五六七八九O0]{4})"
_HAN = "〇○零一二三四五六七八九"
OLD = rf"(?:{WESTERN}|(?:[0-9]{{3}}|[{_HAN}]{{3}})(?=年|[)〕\]]))"  # three digits, too
MONTH = r"(?:闰?(?:正|元|冬|腊|[0-9]{1,2}|[一二三四五六七八九十]{1,3})月)"
DAY = r"(?:初[一二三四五六七八九十]|[0-9]{1,2}|[一二三四五六七八九十廿卅]{1,3})[日号]?"
PART = rf"(?:{MONTH}(?:{DAY})?|春|夏|秋|冬|[春夏秋冬]季)"
TO = r"(?:至|到|—+|~|～|-)"
TITLES = "|".join(sorted(reigns.titles(), key=len, reverse=True))
DYNASTY = r"(?:(?:前|后|北|南|东|西)?(?:清|明|元|宋|唐|辽|金|隋|晋|汉|梁|陈|周)(?:朝|代)?|中华)"
LATE = re.compile(
    r"闰?(?:十一|十二|11|12|冬|腊)月"
)  # of the old calendar: may fall into the next Western year
EARLY = re.compile(r"(?:1|2|一|二|元|正)月")


def count(text: str) -> int:
    """The number of a year of a reign; 0 where it is none."""
    return 1 if text == "元" else (numerals.value(text.replace("念", "廿")) or 0)


def western(text: str) -> int:
    """The number of a Western year of three digits or four; 0 where it is none."""
    return (numerals.value(text) or 0) if len(text) in (3, 4) else 0


def like(number: int, printed: str) -> str:
    """A number written in the manner of a printed one: in Arabic digits, digit by digit, or counting."""
    if any(char.isdigit() and char.isascii() for char in printed):
        return str(number)
    if len(printed) == 4 and all(char in "〇○零一二三四五六七八九O" for char in printed):
        return numerals.positional(number)
    return numerals.counting(number)


def changes(printed: str, right: str) -> int:
    """How many characters differ, two that changed places counting once: how likely a misreading is."""
    if len(printed) != len(right):
        return max(len(printed), len(right))
    if sorted(printed) == sorted(right) and printed != right:
        return 1
    return sum(a != b for a, b in zip(printed, right, strict=True))
