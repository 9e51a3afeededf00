"""What is odd about the masters of an issue: pure functions on their records."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import PurePosixPath

from pipeline.model import Finding, Master, Severity

# Declared by programs that do not know: the screens of 1984 and 1995.
_SCREEN_DPI = (72.0, 96.0)
_A2_INCHES = 16.6  # short side; a gazette is smaller
_SIZE_SPREAD = 2.5  # ratio of the largest page's area to the smallest's
_LAST_NUMBER = re.compile(r"(.*?)(\d+)(\D*)", re.DOTALL)


def of_masters(masters: Sequence[Master], low_dpi: int) -> tuple[Finding, ...]:
    """All findings that follow from the records alone."""
    return (
        *_duplicates(masters),
        *_gaps(masters),
        *(found for master in masters for found in _resolution(master, low_dpi)),
        *_sizes(masters),
    )


def same_pixels(pages: Sequence[tuple[Master, str]]) -> Iterator[Finding]:
    """Pages of different files whose pixels are equal; each master comes with the hash of its pixels."""
    first: dict[str, Master] = {}
    for master, pixels in pages:
        if not pixels:
            continue
        twin = first.setdefault(pixels, master)
        if twin is not master and twin.sha256 != master.sha256:
            yield _duplicate(master, twin, "has the same pixels as")


def _duplicates(masters: Sequence[Master]) -> Iterator[Finding]:
    first: dict[tuple[str, int], Master] = {}
    for master in masters:
        twin = first.setdefault((master.sha256, master.frame), master)
        if twin is not master:
            yield _duplicate(master, twin, "is the same file as")


def _duplicate(master: Master, twin: Master, relation: str) -> Finding:
    message = f"{master.source} {relation} {twin.source} ({twin.page})"
    return Finding("duplicate-page", message, Severity.CHECK, master.page)


def _gaps(masters: Sequence[Master]) -> Iterator[Finding]:
    """Numbers missing between names that differ in their last number only."""
    runs: dict[tuple[str, str], dict[int, Master]] = defaultdict(dict)
    files = [master.file for master in masters]
    for master in masters:
        found = _LAST_NUMBER.fullmatch(str(PurePosixPath(master.source).with_suffix("")))
        if found and files.count(master.file) == 1:
            runs[found[1].casefold(), found[3].casefold()].setdefault(int(found[2]), master)
    for numbered in runs.values():
        yield from _gaps_of_run(numbered)


def _gaps_of_run(numbered: dict[int, Master]) -> Iterator[Finding]:
    numbers = sorted(numbered)
    missing = numbers[-1] - numbers[0] + 1 - len(numbers)
    if missing > len(numbers):  # dates or shutter counts rather than pages
        return
    for before, after in pairwise(numbers):
        if after - before > 1:
            lost = f"{before + 1}" if after - before == 2 else f"{before + 1}–{after - 1}"
            names = f"{numbered[before].source} and {numbered[after].source}"
            message = f"the numbering has a gap between {names}: {lost} missing"
            yield Finding("page-gap", message, Severity.CHECK, numbered[after].page)


def _resolution(master: Master, low_dpi: int) -> Iterator[Finding]:
    if master.dpi == 0:
        yield Finding("no-resolution", f"{master.source}: declares no resolution", Severity.NOTE, master.page)
    elif master.dpi in _SCREEN_DPI and min(master.width, master.height) / master.dpi > _A2_INCHES:
        message = f"{master.source}: declares {master.dpi:g} dpi, which its size makes unlikely"
        yield Finding("no-resolution", message, Severity.NOTE, master.page)
    elif master.dpi < low_dpi:
        message = f"{master.source}: {master.dpi:g} dpi, wanted are {low_dpi}"
        yield Finding("low-resolution", message, Severity.CHECK, master.page)


def _sizes(masters: Sequence[Master]) -> Iterator[Finding]:
    ordered = sorted(masters, key=lambda master: master.width * master.height)
    if not ordered:
        return
    small, large = ordered[0], ordered[-1]
    if large.width * large.height > _SIZE_SPREAD * small.width * small.height:
        sizes = (
            f"{small.width} × {small.height} ({small.page}) to {large.width} × {large.height} ({large.page})"
        )
        yield Finding("mixed-sizes", f"pages from {sizes} pixels", Severity.NOTE)
