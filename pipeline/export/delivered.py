"""Whether all that the editions hold is in the files that are delivered: each is counted as it was written.

Characters, numbers of three digits or more, headings by level, tables and their cells are counted in the
editions and again in the bytes of each file (`pipeline.text.census`).  A file may have more than the
editions, but not less: that is a finding of weight loss, with what and where.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree
from lxml.etree import _Element

from pipeline.export.flow import Page, plain
from pipeline.export.markup import AKN, TEXTUAL, ours
from pipeline.formats.xml import local
from pipeline.model import Finding, Glyph, Region, RegionKind, Severity
from pipeline.text.census import Census, Difference, census, differences, of_regions

UNDELIVERED = "undelivered"
SHOWN = 20  # things that a message names
_IN_TEXT = ("characters", "numbers")
Files = Sequence[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class _Held:
    """What the editions of some pages hold: their regions, as XML can carry their text, and the count."""

    regions: tuple[Region, ...]
    census: Census


def undelivered(pages: Sequence[Page], files: Files, altos: Files) -> tuple[Finding, ...]:
    """A finding for each file, and each sort of things of which it has less than the editions.

    `files` are those of the package, `altos` the ALTO files beside them, by their names in it.
    """
    whole = _held(pages)
    found: list[Finding] = []
    for name, data in files:
        if name == "issue.akn.xml":
            found += _findings(name, "", whole.census, _of_akn(data, whole))
        elif name == "pages.jsonl":
            found += _findings(name, "", whole.census, census(_of_jsonl(data)), _IN_TEXT)
    single = {page.id: page for page in pages if page.edition}
    for name, data in (*files, *altos):
        folder, _, file = name.rpartition("/")
        page = single.get(file.partition(".")[0])
        if page and folder in ("text", "alto"):
            after = census(_of_text(data) if folder == "text" else _of_alto(data))
            things = _IN_TEXT if folder == "text" else _IN_TEXT[:1]
            found += _findings(name, page.id, _held([page]).census, after, things)
    return tuple(found)


def _held(pages: Iterable[Page]) -> _Held:
    editions = (page.edition for page in pages if page.edition)
    regions = tuple(_plain(region) for edition in editions for region in edition.regions)
    return _Held(regions, of_regions(regions))


def _plain(region: Region) -> Region:
    lines = (replace(line, glyphs=(Glyph(plain(line.text), None),)) for line in region.lines)
    return replace(region, lines=tuple(lines))


def _of_akn(data: bytes, held: _Held) -> Census:
    """Texts by the elements that hold them; headings and tables by what their lines stand in."""
    root = etree.fromstring(data)
    texts = [_text(element) for element in root.iter() if _holds_text(element)]
    stands = {name: element for element in root.iter() for name in element.get(ours("lines"), "").split()}
    tables = {element.get("eId", ""): element for element in root.iter(f"{{{AKN}}}table")}
    headings = [
        region.joiner.join(line.text for line in region.lines)
        for region in held.regions
        if region.kind is RegionKind.HEADING and any(_is_marked(stands.get(line.id)) for line in region.lines)
    ]
    counted = [
        _cells(tables.get(region.id))
        for region in held.regions
        if region.kind is RegionKind.TABLE
        and (region.id in tables or (not region.cells and any(line.id in stands for line in region.lines)))
    ]
    return census(texts, [text for text in headings if text.strip()], counted)


def _holds_text(element: _Element) -> bool:
    return local(element) in TEXTUAL or element.tag == ours("line")


def _text(element: _Element) -> str:
    return "".join(str(part) for part in element.itertext())


def _is_marked(element: _Element | None) -> bool:
    """Whether an element says that it is more than plain text: a heading, a number, a part of the head."""
    if element is None:
        return False
    return local(element) != "p" or bool(element.get("class"))


def _cells(table: _Element | None) -> int:
    if table is None:
        return 0
    fields = (field for row in table for field in row)
    return sum(bool(_text(field).strip()) for field in fields)


def _of_jsonl(data: bytes) -> Iterator[str]:
    """The lines of each region as one text."""
    for row in data.decode().splitlines():
        for region in json.loads(row)["regions"]:
            yield "".join(line["text"] for line in region["lines"])


def _of_text(data: bytes) -> Iterator[str]:
    """The lines of each region as one text; blank lines divide regions, tabs cells."""
    for region in data.decode().split("\n\n"):
        yield from region.replace("\n", "").split("\t")


def _of_alto(data: bytes) -> Iterator[str]:
    for element in etree.fromstring(data).iter("{*}String"):
        yield element.get("CONTENT", "")


def _findings(
    name: str, page: str, before: Census, after: Census, things: Sequence[str] = ()
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
