"""What a file that was exported holds, counted from its own bytes: `pipeline.text.census`.

`held` are the regions of the editions: they say which lines are headings and tables, the file whether it
still tells them as such.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from lxml import etree
from lxml.etree import _Element

from pipeline.export import tei_lines
from pipeline.export.markup import AKN, TEXTUAL, ours
from pipeline.formats.page.writer import NAMESPACE as PAGE
from pipeline.formats.xml import local
from pipeline.model import Region, RegionKind
from pipeline.text.census import Census, census

Regions: TypeAlias = tuple[Region, ...]


def of_akn(data: bytes, held: Regions) -> Census:
    """Texts by the elements that hold them; headings and tables by what their lines stand in."""
    root = etree.fromstring(data)
    texts = [_text(element) for element in root.iter() if _holds_text(element)]
    stands = {name: element for element in root.iter() for name in element.get(ours("lines"), "").split()}
    tables = {element.get("eId", ""): element for element in root.iter(f"{{{AKN}}}table")}
    marked = {name for name, element in stands.items() if local(element) != "p" or element.get("class")}
    counted = [
        _cells(tables.get(region.id))
        for region in held
        if region.kind is RegionKind.TABLE
        and (region.id in tables or (not region.cells and any(line.id in stands for line in region.lines)))
    ]
    return census(texts, _headings(held, marked), counted)


def _holds_text(element: _Element) -> bool:
    return local(element) in TEXTUAL or element.tag == ours("line")


def _text(element: _Element) -> str:
    return "".join(str(part) for part in element.itertext())


def _headings(held: Regions, marked: set[str]) -> list[str]:
    """The headings of which a line is marked: as a heading, a number, a part of the head."""
    headings = (region for region in held if region.kind is RegionKind.HEADING)
    texts = (
        region.joiner.join(line.text for line in region.lines)
        for region in headings
        if any(line.id in marked for line in region.lines)
    )
    return [text for text in texts if text.strip()]


def _cells(table: _Element | None) -> int:
    if table is None:
        return 0
    fields = (field for row in table for field in row)
    return sum(bool(_text(field).strip()) for field in fields)


def of_tei(data: bytes, held: Regions) -> Census:
    """Texts by their printed lines; what is no plain `p` is marked, a table is its cells."""
    root = etree.fromstring(data)
    lines = {name: text for name, (text, _) in tei_lines.printed_lines(root).items()}
    stands = tei_lines.holders(root)
    marked = {name for name, element in stands.items() if local(element) != "p"}
    tables = []
    for region in held:
        names = [line.id for line in region.lines if line.id in stands]
        cells = {stands[name] for name in names if local(stands[name]) == "cell" and lines[name].strip()}
        if region.kind is RegionKind.TABLE and (cells or (names and not region.cells)):
            tables.append(len(cells))
    return census(_by_region(lines), _headings(held, marked), tables)


def _by_region(lines: Mapping[str, str]) -> list[str]:
    """The lines of each region as one text; the id of a line begins with that of its region."""
    texts: dict[str, list[str]] = {}
    for name, text in lines.items():
        texts.setdefault(name.rpartition("_")[0], []).append(text)
    return ["".join(parts) for parts in texts.values()]


def of_page(data: bytes, held: Regions) -> Census:
    """Texts by regions, of tables by cells."""
    root = etree.fromstring(data)
    regions = list(root.iter(f"{{{PAGE}}}TextRegion"))
    lines = (region.findall(f"{{{PAGE}}}TextLine") for region in regions)
    texts = ["".join(map(_said, own)) for own in lines]
    marked = {
        str(line.get("id"))
        for region in regions
        if region.get("type") == RegionKind.HEADING.value
        for line in region.iter(f"{{{PAGE}}}TextLine")
    }
    role = f"{{{PAGE}}}Roles/{{{PAGE}}}TableCellRole"
    tables = [
        sum(bool(part.find(role) is not None and "".join(map(_said, part)).strip()) for part in table)
        for table in root.iter(f"{{{PAGE}}}TableRegion")
    ]
    return census(texts, _headings(held, marked), tables)


def _said(line: _Element) -> str:
    return line.findtext(f"{{{PAGE}}}TextEquiv/{{{PAGE}}}Unicode") or ""


def of_jsonl(data: bytes, _held: Regions) -> Census:
    return census(_jsonl_regions(data))


def _jsonl_regions(data: bytes) -> Iterator[str]:
    """The lines of each region as one text."""
    for row in data.decode().splitlines():
        for region in json.loads(row)["regions"]:
            yield "".join(line["text"] for line in region["lines"])


def of_text(data: bytes, _held: Regions) -> Census:
    """Blank lines divide regions, tabs cells."""
    regions = data.decode().split("\n\n")
    return census(field for region in regions for field in region.replace("\n", "").split("\t"))


def of_alto(data: bytes, _held: Regions) -> Census:
    strings = etree.fromstring(data).iter("{*}String")
    return census(element.get("CONTENT", "") for element in strings)


def of_iiif(data: bytes, _held: Regions) -> Census:
    """The annotations of a page, line by line."""
    items = [item for item in json.loads(data)["items"] if item["textGranularity"] == "line"]
    return census(_by_region({item["id"].rpartition("/")[2]: item["body"]["value"] for item in items}))
