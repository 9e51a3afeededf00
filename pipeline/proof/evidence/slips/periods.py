"""Spans of years against what they are called: a reign, a plan, so many years, a life, a quarter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.proof.evidence.slips import years
from pipeline.proof.evidence.slips.passage import Passage, Text
from pipeline.proof.evidence.slips.record import Slip
from pipeline.text import numerals, reigns

CODE = "period"
_N = r"[0-9〇○零一二三四五六七八九十]"
_YEAR = years.WESTERN
_SPAN = rf"(?P<first>{_YEAR})年?{years.TO}(?P<last>{_YEAR}|[0-9]{{2}})年?"
_REIGN = re.compile(
    rf"(?P<title>{years.TITLES})(?:年间|初年|中叶|中期|末年|时期|时|朝|初|末|间)[(〔](?:约|公元)?"
    rf"(?P<first>{_YEAR})年?(?:{years.TO}(?P<last>{_YEAR}|[0-9]{{2}})年?)?[)〕]"
)
_PLAN = re.compile(
    rf"(?:[“\"](?P<short>[一二三四五六七八九十])五[”\"](?:计划)?|第(?P<long>[一二三四五六七八九十])个五年计划)"
    rf"(?:时期|期间|计划)?[(〔]{_SPAN}[)〕]"
)
_PLANS = (1953, 1958, 1966, 1971, 1976, 1981, 1986, 1991, 1996, 2001)
_LASTED = re.compile(
    rf"(?:历时|历经|前后|长达|为期)(?P<n>{_N}{{1,3}})年(?:之久)?(?:[(〔,]|的)?(?:从|自|即)?{_SPAN}"
)
_LASTING = re.compile(
    rf"{_SPAN}[,、]?的?(?:前后|历时|历经|长达|共|整整|这|为期)(?:的)?(?P<n>{_N}{{1,3}})年(?![代度级第前后])"
)
_LIFE = re.compile(
    rf"[(〔](?P<first>{_YEAR})年?[^)〕]{{0,12}}?{years.TO}(?P<last>{_YEAR})年?[^)〕]{{0,8}}[)〕]"
    rf"(?P<between>[^(〔]{{0,400}}?)(?:终年|享年|卒年|得年|春秋)(?P<n>{_N}{{1,3}})岁?"
)
_QUARTER = re.compile(
    rf"第?(?P<n>[一二三四1-4])季度?[(〔](?P<first>{_N}{{1,2}})月?{years.TO}(?P<last>{_N}{{1,3}})月份?[)〕]"
)
_AGE = range(-1, 3)  # years that the count of an age may differ by: birthdays, and the old way of counting


def slips(text: Text) -> Iterator[Slip]:
    """Spans of years that are not those of what they stand beside."""
    for passage in text.passages:
        yield from _of_reigns(passage)
        yield from _of_plans(passage)
        yield from _lengths(passage)
        yield from _lives(passage)
        yield from _quarters(passage)


def _of_reigns(passage: Passage) -> Iterator[Slip]:
    for match in _REIGN.finditer(passage.text):
        uses = reigns.reigns(match["title"])
        for name in ("first", "last"):
            year = _year(match, name)
            if year and uses and not any(use.first <= year <= use.last + 1 for use in uses):
                use = uses[0]
                message = f"{year} is not in the reign {match['title']}, {use.first}–{use.last}"
                against = passage.spans(*match.span("title"))
                yield Slip(CODE, message, passage.spans(*match.span(name)), "", against)


def _of_plans(passage: Passage) -> Iterator[Slip]:
    for match in _PLAN.finditer(passage.text):
        name = "short" if match["short"] else "long"
        number = numerals.value(match[name]) or 0
        if not 1 <= number <= len(_PLANS):
            continue
        begun = _PLANS[number - 1]
        for part, right in (("first", begun), ("last", begun + 4)):
            if _year(match, part) != right:
                message = f"the five-year plan {number} ran from {begun} to {begun + 4}"
                spans, against = passage.spans(*match.span(part)), passage.spans(*match.span(name))
                yield Slip(CODE, message, spans, years.like(right, match[part]), against)


def _lengths(passage: Passage) -> Iterator[Slip]:
    """So many years from one to another, both counted or one."""
    for pattern in (_LASTED, _LASTING):
        for match in pattern.finditer(passage.text):
            first, last, said = _year(match, "first"), _year(match, "last"), numerals.value(match["n"])
            if not first or not last or not said or last < first or said in (last - first, last - first + 1):
                continue
            message = f"{match[0]}: those are {last - first} years"
            spans, against = (
                passage.spans(*match.span("n")),
                passage.spans(match.start("first"), match.end("last")),
            )
            yield Slip(CODE, message, spans, years.like(last - first, match["n"]), against)


def _lives(passage: Passage) -> Iterator[Slip]:
    for match in _LIFE.finditer(passage.text):
        first, last, said = _year(match, "first"), _year(match, "last"), numerals.value(match["n"])
        if first and last and said and said - (last - first) not in _AGE:
            message = f"{first}–{last} is a life of {last - first} years, not {said}"
            spans = passage.spans
            against = (*spans(*match.span("first")), *spans(*match.span("last")))
            yield Slip(CODE, message, spans(*match.span("n")), years.like(last - first, match["n"]), against)


def _quarters(passage: Passage) -> Iterator[Slip]:
    for match in _QUARTER.finditer(passage.text):
        number, months = (
            numerals.value(match["n"]) or 0,
            (numerals.value(match["first"]), numerals.value(match["last"])),
        )
        right = (3 * number - 2, 3 * number)
        if months != right:
            message = f"the quarter {number} has the months {right[0]} to {right[1]}"
            spans = passage.spans(match.start("first"), match.end("last"))
            yield Slip(CODE, message, spans, "", passage.spans(*match.span("n")))


def _year(match: re.Match[str], name: str) -> int:
    printed = match[name] or ""
    if len(printed) == 2:  # 1986—90年
        return years.western(match["first"]) // 100 * 100 + int(printed)
    return years.western(printed)
