"""Page numbers in sequence over the pages, and running titles that are the same from page to page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import RegionKind
from pipeline.proof.evidence.slips.passage import Passage, Text, folio
from pipeline.proof.evidence.slips.record import Slip

FOLIO, TITLE = "folio", "running-title"
_TIMES = 2  # a running title printed so often is the right one
_HEADS = (RegionKind.HEADER, RegionKind.FOOTER)


@dataclass(frozen=True, slots=True)
class _Folio:
    leaf: int  # which page of those read
    number: int
    passage: Passage


def slips(text: Text) -> Iterator[Slip]:
    """Page numbers that do not go on, and running titles that differ in a character."""
    yield from _folios(text)
    yield from _titles(text)


def _folios(text: Text) -> Iterator[Slip]:
    """A page's number goes on from those before it; where those behind it do and it does not, it errs."""
    leaves = {page.page: n for n, page in enumerate(text.pages)}
    found = [
        _Folio(leaves[passage.page], number, passage)
        for passage in text.asides
        if passage.kind in (RegionKind.PAGE_NUMBER, *_HEADS) and (number := folio(passage.text))
    ]
    per_leaf = Counter(one.leaf for one in found)
    if any(count > 1 for count in per_leaf.values()):
        yield from _spreads(found)
        return
    for before, here, behind in zip(found, found[1:], found[2:], strict=False):
        expected = before.number + here.leaf - before.leaf
        if here.number != expected and behind.number == before.number + behind.leaf - before.leaf:
            yield _wrong(here, expected)
    for end, near, far in (found[:3], found[:-4:-1]) if len(found) > 2 else ():
        steady = near.number - far.number == near.leaf - far.leaf
        expected = near.number + end.leaf - near.leaf
        if steady and end.number != expected and end.leaf != 0:
            yield _wrong(end, expected)


def _spreads(found: list[_Folio]) -> Iterator[Slip]:
    """Of two pages on one image the second follows the first."""
    numbers = [one.number for one in found]
    for n, one in enumerate(found[1:], 1):
        expected = numbers[n - 1] + 1
        sides = [one.number == expected, n + 1 < len(found) and numbers[n + 1] == one.number + 1]
        if not any(sides) and (n + 1 == len(found) or numbers[n + 1] == expected + 1):
            yield _wrong(one, expected)


def _wrong(one: _Folio, expected: int) -> Slip:
    message = f"page {one.number} where {expected} must be"
    return Slip(FOLIO, message, one.passage.spans(0, len(one.passage.text)), str(expected))


def _titles(text: Text) -> Iterator[Slip]:
    heads = [passage for passage in text.asides if passage.kind in _HEADS and len(passage.text) > 3]
    bare = ["".join(char for char in passage.text if not char.isdigit()) for passage in heads]
    counts = Counter(bare)
    for passage, title in zip(heads, bare, strict=True):
        for other, times in counts.items():
            if times < _TIMES or times <= counts[title] or not _one_apart(title, other):
                continue
            at = next(n for n, (a, b) in enumerate(zip(title, other, strict=True)) if a != b)
            place = _place(passage.text, at)
            message = f"the running title is {other} on {times} pages, here {title}"
            yield Slip(TITLE, message, passage.spans(place, place + 1), other[at])
            break


def _place(text: str, at: int) -> int:
    """Where the n-th character that is no digit stands."""
    return [n for n, char in enumerate(text) if not char.isdigit()][at]


def _one_apart(first: str, second: str) -> bool:
    return len(first) == len(second) and sum(a != b for a, b in zip(first, second, strict=True)) == 1
