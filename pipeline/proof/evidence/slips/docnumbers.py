"""发文字号: their years against the date of the document, their serial numbers against one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.proof.evidence.slips.passage import Passage, Text
from pipeline.proof.evidence.slips.record import Slip
from pipeline.text import dates, docnumber
from pipeline.text.dates import Date
from pipeline.text.docnumber import DocNumber

CODE = "document-number"
FIRST, LAST = 1949, 2100  # years that a number in brackets may name
_RUN = 4  # documents of one agency and year, from which their order tells
_BRACKETED = re.compile(r"[〔\[【](?P<year>[0-9]{3,5})[〕\]】](?=第?[0-9]{1,4}号)")
_TITLED = re.compile(r"《(?P<title>[^》]{4,60})》\((?P<number>[^)]{4,24}号)\)")


@dataclass(frozen=True, slots=True)
class _Act:
    """A number that stands for itself, and the date that stands for itself next behind it."""

    passage: Passage
    number: DocNumber
    dated: Passage | None
    date: Date | None


def slips(text: Text) -> Iterator[Slip]:
    """Numbers of a year that is not the document's, out of order, given twice, or of no year that can be."""
    acts = list(_acts(text.flow))
    for act in acts:
        yield from _year(act)
    yield from _order(acts)
    yield from _brackets(text)
    yield from _cited(text)


def _acts(flow: Sequence[Passage]) -> Iterator[_Act]:
    numbered: tuple[Passage, DocNumber] | None = None
    for passage in flow:
        if len(passage.text) > 40:
            continue
        number, date = docnumber.whole(passage.text), dates.whole(passage.text)
        if number:
            if numbered:
                yield _Act(*numbered, None, None)
            numbered = passage, number
        elif date and numbered:
            yield _Act(*numbered, passage, date)
            numbered = None
    if numbered:
        yield _Act(*numbered, None, None)


def _year(act: _Act) -> Iterator[Slip]:
    """A document bears the number of its year; signed in spring, it may bear one of the year before."""
    if act.dated is None or act.date is None or act.date.year == act.number.year:
        return
    if act.date.year == act.number.year + 1 and act.date.month <= 3:
        return
    message = f"{act.number.canonical} is dated {act.date.iso}"
    at = re.search(r"[0-9〇○零一二三四五六七八九]{2,4}", act.passage.text)
    spans = act.passage.spans(*(at.span() if at else (0, len(act.passage.text))))
    yield Slip(CODE, message, spans, str(act.date.year), act.dated.spans(act.date.start, act.date.stop))


def _order(acts: Sequence[_Act]) -> Iterator[Slip]:
    rows: dict[tuple[str, int], list[_Act]] = {}
    for act in acts:
        rows.setdefault((act.number.agency, act.number.year), []).append(act)
    for row in rows.values():
        serials = [act.number.serial for act in row]
        rising = _longest_rise(serials)
        twice = {serial for serial in serials if serials.count(serial) > 1}
        for n, act in enumerate(row):
            last = next((m for m in range(n - 1, -1, -1) if m in rising), None)
            if act.number.serial in twice and serials.index(act.number.serial) != n:
                yield _serial(act, f"{act.number.canonical} is the number of two documents")
            elif len(row) >= _RUN and n not in rising and len(rising) >= len(row) - 1:
                behind = f" behind {serials[last]}" if last is not None else ""
                yield _serial(act, f"{act.number.canonical} stands out of order{behind}", sure=False)


def _longest_rise(serials: Sequence[int]) -> set[int]:
    """The places of the longest row of numbers that rise."""
    best: list[list[int]] = []
    for n, serial in enumerate(serials):
        before = [row for row in best if serials[row[-1]] < serial]
        best.append([*_longest(before), n])
    return set(_longest(best))


def _longest(rows: Sequence[list[int]]) -> list[int]:
    empty: list[int] = []
    return max(rows, key=len, default=empty)


def _serial(act: _Act, message: str, sure: bool = True) -> Slip:
    text = act.passage.text
    found = list(re.finditer(r"[0-9〇○零一二三四五六七八九十百]+(?=号)", text))
    at = found[-1].span() if found else (0, len(text))
    return Slip(CODE, message, act.passage.spans(*at), sure=sure)


def _brackets(text: Text) -> Iterator[Slip]:
    for passage in text.passages:
        for match in _BRACKETED.finditer(passage.text):
            if not FIRST <= int(match["year"]) <= LAST:
                message = f"a document of the year {match['year']}"
                yield Slip(CODE, message, passage.spans(*match.span("year")))


def _cited(text: Text) -> Iterator[Slip]:
    """One title cited with two numbers."""
    known: dict[str, tuple[str, Passage, re.Match[str]]] = {}
    for passage in text.passages:
        for match in _TITLED.finditer(passage.text):
            if not docnumber.whole(match["number"]):
                continue
            before = known.setdefault(match["title"], (match["number"], passage, match))
            if before[0] != match["number"]:
                message = f"《{match['title']}》 is {before[0]} above and {match['number']} here"
                against = before[1].spans(*before[2].span("number"))
                yield Slip(CODE, message, passage.spans(*match.span("number")), "", against)
