"""One word of a query -> what it asks for: a phrase, a document number, a field, a span of time."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.errors import UsageError
from pipeline.search.asked import ANY, Dated, Either, Every, Field, Label, Labelled, Node, Pattern, Phrase
from pipeline.search.key import WIDTH
from pipeline.text import docnumber, numerals
from pipeline.text.fold import fold
from pipeline.text.normal import normalised

_NAMES: dict[str, Field | Label | str] = {
    "title": Field.TITLE, "标题": Field.TITLE, "標題": Field.TITLE,
    "text": Field.TEXT, "body": Field.TEXT, "正文": Field.TEXT,
    "number": Field.NUMBER, "文号": Field.NUMBER, "文號": Field.NUMBER, "发文字号": Field.NUMBER,
    "issuer": Field.ISSUER, "机关": Field.ISSUER, "機關": Field.ISSUER, "发文机关": Field.ISSUER,
    "to": Field.ADDRESSEE, "addressee": Field.ADDRESSEE, "主送": Field.ADDRESSEE,
    "signature": Field.SIGNATURE, "署名": Field.SIGNATURE,
    "subject": Field.SUBJECT, "主题": Field.SUBJECT, "主題": Field.SUBJECT,
    "type": Label.TYPE, "文种": Label.TYPE, "文種": Label.TYPE,
    "issue": Label.ISSUE, "期": Label.ISSUE, "page": Label.PAGE, "页": Label.PAGE, "頁": Label.PAGE,
    "year": "date", "年": "date", "date": "date", "日期": "date",
}  # fmt: skip
_DAY = r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?"
_YEARS = re.compile(r"(\d{4})?\s*(-|–|—|\.\.|至)?\s*(\d{4})?")
_N = f"[{re.escape(numerals.CLASS)}]"
_PLACE = re.compile(rf"({_N}{{4}})年?第?({_N}{{1,4}})期(?:第?({_N}{{1,5}})[页頁])?")
LAST = 99_999_999


def is_field(name: str) -> bool:
    return name.casefold() in _NAMES


def in_field(name: str, value: str, literal: bool) -> Node:
    """What `name:value` asks for.

    Raises:
        UsageError: where the value is no span of time, or says nothing.
    """
    place = _NAMES[name.casefold()]
    if place == "date":
        return _dated(value)
    if isinstance(place, Label):
        return Labelled(place, page(value) if place is Label.PAGE else label(value))
    number = docnumber.whole(value) if place is Field.NUMBER else None
    return _phrase(Field(place), number.canonical if number else value, literal or number is not None)


def anywhere(text: str, literal: bool) -> Node:
    """A word in the text; a document number also however it is printed, a page also as a place.

    Raises:
        UsageError: where it has too many ? in a row.
    """
    phrase = _phrase(Field.TEXT, text, literal)
    if number := docnumber.whole(text):
        forms = (_phrase(Field.TEXT, form, True) for form in _forms(number))
        own = _phrase(Field.NUMBER, number.canonical, True)
        return Either(tuple(dict.fromkeys((phrase, *forms, own))))
    if place := _PLACE.fullmatch(text):
        return Either((phrase, _at(*place.groups())))
    return Either((phrase, modern)) if (modern := _modern(text, literal)) != phrase else phrase


def _modern(text: str, literal: bool) -> Phrase:
    """The word as the normalised text has it: a date in the figures of now."""
    return _phrase(Field.TEXT, normalised(text).text, literal)


@lru_cache(maxsize=4096)
def label(value: str) -> str:
    """The form in which a value asked for as a whole is kept: folded, a number without noughts before it."""
    key = fold(value).key
    number = numerals.value(value) if re.fullmatch(f"{_N}+", value) else None
    return key if number is None else str(number)


def page(value: str) -> str:
    """The label of a page, by its id (p0003) or any number."""
    found = re.fullmatch(r"p0*(\d+)", value)
    return found[1] if found else label(value)


def _phrase(field: Field, text: str, literal: bool) -> Phrase:
    chars = fold(text).key
    pattern: Pattern = tuple(chars)
    if not literal and chars.strip("?"):
        pattern = tuple(ANY if char == "?" else char for char in chars.strip("?"))
    if (ANY,) * WIDTH in zip(*(pattern[n:] for n in range(WIDTH)), strict=False):
        raise UsageError(
            f"a word may have {WIDTH - 1} question marks in a row",
            "For words that stand apart write: 政务 NEAR/5 公开",
        )
    return Phrase(field, pattern)


def _forms(number: docnumber.DocNumber) -> list[str]:
    """The ways to print a document number: year and serial in either figures, with and without 第."""
    years = (str(number.year), numerals.positional(number.year), str(number.year)[2:])
    serials = (str(number.serial), numerals.counting(number.serial))
    return [
        f"{number.agency}〔{year}〕{mark}{serial}号"
        for year in years
        for serial in serials
        for mark in ("", "第")
    ]


def _at(year: str, issue: str, leaf: str | None) -> Node:
    """A place in the work: 1987年第3期第12页."""
    first = (numerals.value(year) or 0) * 10_000
    parts: list[Node] = [Dated(first, first + 9_999), Labelled(Label.ISSUE, label(issue))]
    return Every((*parts, Labelled(Label.PAGE, label(leaf)))) if leaf else Every(tuple(parts))


def _dated(value: str) -> Dated:
    """1985, 1985-1987, 1985-, 1985-03, 1985-03-02, 1985-03..1986-02"""
    if found := _YEARS.fullmatch(value.strip()):
        first, dash, last = found.groups()
        if first or last:
            return _checked(value, _low(first, None, None) if first else 0, _end(first, dash, last))
    parts = value.strip().split("..")
    ends = [re.fullmatch(_DAY, part) for part in parts]
    if not 1 <= len(parts) <= 2 or not all(end or not part for end, part in zip(ends, parts, strict=True)):
        raise _no_date(value)
    if not any(ends):
        raise _no_date(value)
    low = _low(*ends[0].groups()) if ends[0] else 0
    high = _high(*ends[-1].groups()) if ends[-1] else LAST
    return _checked(value, low, high)


def _end(first: str | None, dash: str | None, last: str | None) -> int:
    if last:
        return _high(last, None, None)
    return LAST if dash else _high(first or "", None, None)


def _low(year: str, month: str | None, day: str | None) -> int:
    return int(year) * 10_000 + int(month or 0) * 100 + int(day or 0)


def _high(year: str, month: str | None, day: str | None) -> int:
    return int(year) * 10_000 + int(month or 99) * 100 + int(day or 99)


def _checked(value: str, low: int, high: int) -> Dated:
    if low > high:
        raise _no_date(value)
    return Dated(low, high)


def _no_date(value: str) -> UsageError:
    return UsageError(
        f"no year, date or span of them: {value[:40]}", "Write it as 1985, 1985-1987 or 1985-03..1985-09."
    )
