"""Whether all that the editions hold is in the files that are delivered: each is counted as it was written.

Characters, numbers of three digits or more, headings by level, tables and their cells are counted in the
editions and again in the bytes of each file (`pipeline.export.counted`).  A file may have more than the
editions, but not less: that is a finding of weight loss, with what and where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.export.counted import Regions, of_akn, of_alto, of_iiif, of_jsonl, of_page, of_tei, of_text
from pipeline.export.flow import Page, plain
from pipeline.model import Finding, Glyph, Region, Severity
from pipeline.text.census import Census, Difference, differences, of_regions

UNDELIVERED = "undelivered"
SHOWN = 20  # things that a message names
_Format = tuple[Callable[[bytes, Regions], Census], tuple[str, ...]]
_CHARACTERS, _IN_TEXT = ("characters",), ("characters", "numbers")
_WHOLE: Mapping[str, _Format] = {  # files of the issue, how they are counted, what of it they must have
    "issue.akn.xml": (of_akn, ()),
    "issue.tei.xml": (of_tei, ()),
    "pages.jsonl": (of_jsonl, _IN_TEXT),
}
_SINGLE: Mapping[str, _Format] = {  # folders with a file a page
    "text": (of_text, _IN_TEXT),
    "alto": (of_alto, _CHARACTERS),
    "page": (of_page, ()),
    "iiif": (of_iiif, _IN_TEXT),
}


def undelivered(pages: Sequence[Page], files: Iterable[tuple[str, bytes]]) -> tuple[Finding, ...]:
    """A finding for each file, and each sort of things of which it has less than the editions.

    `files` are those of the package and those beside them, by their names in it.
    """
    whole = _regions(pages)
    single = {page.id: page for page in pages if page.edition}
    found: list[Finding] = []
    for name, data in files:
        folder, _, file = name.rpartition("/")
        page = single.get(file.partition(".")[0])
        if name in _WHOLE:
            found += _missing(name, "", whole, data, _WHOLE[name])
        elif page and folder in _SINGLE:
            found += _missing(name, page.id, _regions([page]), data, _SINGLE[folder])
    return tuple(found)


def _missing(name: str, page: str, held: Regions, data: bytes, way: _Format) -> Iterator[Finding]:
    count, things = way
    return _findings(name, page, of_regions(held), count(data, held), things)


def _regions(pages: Iterable[Page]) -> Regions:
    """What the editions hold, as XML can carry its text."""
    editions = (page.edition for page in pages if page.edition)
    return tuple(_plain(region) for edition in editions for region in edition.regions)


def _plain(region: Region) -> Region:
    lines = (replace(line, glyphs=(Glyph(plain(line.text), None),)) for line in region.lines)
    return replace(region, lines=tuple(lines))


def _findings(
    name: str, page: str, before: Census, after: Census, things: Sequence[str]
) -> Iterator[Finding]:
    less: dict[str, list[Difference]] = {}
    for one in differences(before, after):
        if one.after < one.before and (not things or one.thing in things):
            less.setdefault(one.thing, []).append(one)
    if "numbers" in less:
        less["numbers"] = _really_lost(less["numbers"], before.numbers, after.numbers)
    for thing, own in less.items():
        if own:
            yield Finding(UNDELIVERED, _message(name, thing, own), Severity.LOSS, page)


def _really_lost(
    less: Sequence[Difference], before: Mapping[str, int], after: Mapping[str, int]
) -> list[Difference]:
    """Without the numbers that only a line or a paragraph break cuts on one side and not on the other."""
    more = [number for number, count in after.items() if count > before.get(number, 0)]
    return [one for one in less if not any(one.name in other or other in one.name for other in more)]


def _message(name: str, thing: str, less: Sequence[Difference]) -> str:
    count = sum(one.before - one.after for one in less)
    named = [one.name for one in less if one.name][:SHOWN]
    what = f": 「{'、'.join(named)}」" if named else ""
    return f"{name} has {count} {thing} less than the editions{what}; report it: it is a fault of the program"
