"""Numbering that must go on: 一、二、四; （一）（三）; 第一条 第三条; 表25-1 表25-3; signs for numerals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from pipeline.proof.evidence.slips import heads, items, sequence, years
from pipeline.proof.evidence.slips.heads import Head
from pipeline.proof.evidence.slips.passage import Text
from pipeline.proof.evidence.slips.record import Slip
from pipeline.text.numbering import Level

CODE = "numbering"
_ARTICLE = Level.ARTICLE.name
_PAIRED = {"THIRD": "THIRD、", "THIRD、": "THIRD"}
_SIGNS = {name: signs for _, name, signs in heads.OTHERS if signs}
_WILD = 0.4  # share of numbers that do not go on from which a list follows no rule, or is an excerpt


@dataclass(slots=True)
class _Series:
    """Items of one manner of number under one item of a wider one."""

    style: str
    rank: int
    free: bool  # it may go on from what is not seen
    heads: list[Head] = field(default_factory=list)

    @property
    def next(self) -> int:
        return self.heads[-1].ordinal + 1


def slips(text: Text) -> Iterator[Slip]:
    """Numbers that do not go on from the one before, and signs that stand for a numeral."""
    found = tuple(heads.heads(text.flow))
    yield from (_sign(head, head.ordinal) for head in found if head.quoted)
    for series in _grouped([head for head in found if not head.quoted]):
        yield from _faults(series)
    for passage in text.flow:
        yield from _worded(items.words(passage))
    for row in _by_style(items.circled(text.flow)) + _by_style(items.captions(text.passages)):
        yield from _faults(row, repeats=True)


def _grouped(found: Sequence[Head]) -> list[_Series]:
    """The numbers in rows; which stands under which is told by the order in which they come."""
    done: list[_Series] = []
    stack: list[_Series] = []
    known: dict[str, _Series] = {}
    begun = False
    for each, behind in zip_longest(found, found[1:]):
        if each.new:
            stack, known, begun = [], {}, True
        head = _styled(each, known)
        if head.doubt == 2 and not _fits(head, known) and not _opens(head, behind):
            continue
        series = next((one for one in stack if one.style == head.style), None) or _resumed(head, known)
        if series is None:
            stack = [one for one in stack if one.rank <= head.rank]
            series = _Series(head.style, head.rank, not begun and not stack and head.style not in known)
            done.append(series)
        if series in stack:
            stack = stack[: stack.index(series) + 1]
        else:
            stack = [*(one for one in stack if one.rank <= head.rank), series]
        series.heads.append(head)
        known[head.style] = series
    return done


def _styled(head: Head, known: dict[str, _Series]) -> Head:
    """The number read so that it goes on, where it can be read in two ways.

    1、 and 1. are mixed up in print and reading, too: a number belongs to the row that it continues.
    """
    fitting = next((n for n in head.others if head.style in known and known[head.style].next == n), 0)
    if fitting and not _fits(head, known):
        return replace(head, ordinal=fitting)
    other = _PAIRED.get(head.style, "")
    if other in known and known[other].next == head.ordinal and not _fits(head, known) and head.ordinal > 1:
        return replace(head, style=other)
    return head


def _fits(head: Head, known: dict[str, _Series]) -> bool:
    return head.style in known and known[head.style].next == head.ordinal


def _opens(head: Head, behind: Head | None) -> bool:
    return head.ordinal == 1 and behind is not None and (behind.style, behind.ordinal) == (head.style, 2)


def _resumed(head: Head, known: dict[str, _Series]) -> _Series | None:
    """The row that goes on although a wider number stood between: articles do so from chapter to chapter."""
    if head.ordinal > 1 and (_fits(head, known) or head.style == _ARTICLE):
        return known.get(head.style)
    return None


def _faults(series: _Series, repeats: bool = False) -> Iterator[Slip]:
    """The slips of one row; one doubtful slip where it follows no rule."""
    found = sequence.faults([head.ordinal for head in series.heads], series.free, repeats)
    if series.style == _ARTICLE and _is_excerpt([head.ordinal for head in series.heads]):
        found = ()
    wild = len(found) > 1 and len(found) > _WILD * len(series.heads)
    told = {fault.index for fault in found}
    for fault in found[:1] if wild else found:
        yield _slip(series, fault, sure=not wild)
    for index, head in enumerate(series.heads):
        if head.doubt and index not in told:
            yield _sign(head, head.ordinal)


def _is_excerpt(ordinals: Sequence[int]) -> bool:
    """Whether only some articles of a statute are printed: their numbers rise, and often by more than one."""
    steps = [behind - before for before, behind in pairwise(ordinals)]
    gaps = sum(step > 1 for step in steps)
    return gaps > 1 and 3 * gaps > len(steps) and min(steps) > 0


def _slip(series: _Series, fault: sequence.Fault, sure: bool = True) -> Slip:
    head = series.heads[fault.index]
    if head.doubt and not fault.missing:
        return _sign(head, fault.expected)
    before = series.heads[fault.index - 1] if fault.index else None
    right = _like(fault.expected, head)
    behind = f"behind {before.printed}" if before else "at the head of a list"
    message = f"{head.printed} stands {behind}, where {right} must"
    against = before.passage.spans(before.start, before.stop) if before else ()
    return Slip(CODE, message, head.passage.spans(head.start, head.stop), right, against, sure)


def _sign(head: Head, ordinal: int) -> Slip:
    right = _like(ordinal, head)
    message = f"{head.printed} stands for {right}"
    return Slip(CODE, message, head.passage.spans(head.start, head.stop), right)


def _like(ordinal: int, head: Head) -> str:
    """A number in the manner of one that is printed."""
    if head.style == "①":
        return chr(0x245F + ordinal)
    if head.style in _SIGNS:
        return _SIGNS[head.style][ordinal - 1 : ordinal]
    return str(ordinal) if head.style.startswith(("THIRD", "FOURTH")) else years.like(ordinal, head.printed)


def _worded(found: Sequence[Head]) -> Iterator[Slip]:
    """Of items told by words only rows that begin where they should are held to."""
    for series in _by_style(iter(found)):
        ordinals = [head.ordinal for head in series.heads]
        begins = len(ordinals) > 1 and 1 in ordinals[:2]
        if begins or any(head.doubt for head in series.heads):
            series.free = False
            yield from _faults(series)
        elif len(ordinals) > 2:
            yield from _faults(series)


def _by_style(found: Iterator[Head]) -> list[_Series]:
    rows: dict[str, _Series] = {}
    for head in found:
        rows.setdefault(head.style, _Series(head.style, 0, True)).heads.append(head)
    return list(rows.values())
