"""A workspace with made-up editions, written through the codec; the boxes follow a simple rule.

Glyph n of line m of region r on the derivative: 20 pixels wide, at (100 + 20 n, 1000 r + 40 m);
in a vertical line at (900 - 40 m, 1000 r + 20 n).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline import codec
from pipeline.derivative import CleanPage, Derivative, Transform
from pipeline.model import (
    App,
    Box,
    Direction,
    Edition,
    Glyph,
    Inventory,
    Master,
    Reading,
    Region,
    RegionKind,
    TextLine,
    hull,
)
from pipeline.search import stage
from pipeline.search.engine import Window
from pipeline.search.find import SearchResult, search
from pipeline.search.find import Unit as Kind
from pipeline.search.hits import Place
from pipeline.task import Unit
from pipeline.workspace import CONFIG, Workspace, write_atomic


def glyph_box(region: int, line: int, glyph: int, direction: Direction = Direction.HORIZONTAL) -> Box:
    if direction is Direction.VERTICAL:
        left, top = 900 - 40 * line, 1000 * region + 20 * glyph
    else:
        left, top = 100 + 20 * glyph, 1000 * region + 40 * line
    return Box(left, top, left + 20, top + 20)


def region(
    page: str,
    number: int,
    texts: tuple[str, ...],
    joiner: str = "",
    direction: Direction = Direction.HORIZONTAL,
    image: str = "",
) -> Region:
    lines = []
    for m, text in enumerate(texts):
        glyphs = tuple(Glyph(c, glyph_box(number, m, n, direction)) for n, c in enumerate(text))
        box = hull(tuple(g.box for g in glyphs if g.box)) if glyphs else None
        lines.append(TextLine(f"{page}_r{number:02d}_l{m:02d}", box, glyphs, direction))
    return Region(f"{page}_r{number:02d}", RegionKind.PARAGRAPH, image or page, None, tuple(lines), joiner)


def app(line: str, start: int, lemma: str, *others: str, settled: bool = False) -> App:
    readings = (Reading(lemma, ("A",), 0.6), *(Reading(text, ("B",), 0.5) for text in others))
    stop = start + len(lemma)
    return App(f"{line}_a{start}", line, start, stop, lemma, readings, ("disagreement",), settled, "", None)


def edition(page: str, *regions: Region, apps: tuple[App, ...] = ()) -> Edition:
    return Edition(page, ("A", "B"), regions, apps, (), ())


class MadeWork:
    """Write pages, build the index, ask."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        (root / CONFIG).touch()
        self.workspace = Workspace(root)

    def issue(self, name: str, *editions: Edition, way: Transform | None = None) -> None:
        """One issue; all derivatives lead to their master by `way`."""
        masters = tuple(
            Master(e.page, f"{e.page}.tif", 0, "TIFF", "x.tif", "0", 4000, 4000, 300.0) for e in editions
        )
        self._put(self.workspace.inventory_file(name), Inventory(name, masters))
        for e in editions:
            images = sorted({r.image for r in e.regions} | {e.page})
            derivatives = tuple(Derivative(i, f"{i}.png", 2000, 4000, way or Transform()) for i in images)
            self._put(self.workspace.clean_page(name, e.page), CleanPage(e.page, derivatives, (), (), ()))
            self._put(self.workspace.edition(name, e.page), e)

    def build(self) -> None:
        """What the runner does with the task."""
        self.commit(self.prepare())

    def prepare(self) -> tuple[tuple[Path, bytes], ...]:
        """The texts of every issue are written; what makes the new index the current one comes back."""
        self.write_texts()
        return stage.work(self.workspace, Unit(), None).files

    def write_texts(self) -> None:
        for issue in self.workspace.issues():
            self.commit(stage.write_texts(self.workspace, Unit(issue), None).files)

    def documents(self, issue: str, *records: dict[str, Any]) -> None:
        """What the export stage writes of an issue's documents."""
        lines = [json.dumps({"issue": issue, **record}, ensure_ascii=False) for record in records]
        write_atomic(self.workspace.export(issue) / "documents.jsonl", "\n".join(lines).encode())

    def folios(self, issue: str, **folios: str) -> None:
        lines = [json.dumps({"page": page, "folio": folio}) for page, folio in folios.items()]
        write_atomic(self.workspace.export(issue) / "pages.jsonl", "\n".join(lines).encode())

    def find(self, query: str, limit: int = 20, offset: int = 0) -> SearchResult:
        """Ask the index of pages."""
        return search(self.workspace, query, Window(limit, offset), Kind.PAGE)

    def places(self, query: str) -> tuple[Place, ...]:
        """All places on all pages."""
        return tuple(place for hit in self.find(query, 1000).hits for place in hit.places)

    def place(self, query: str) -> Place:
        """The only one."""
        (place,) = self.places(query)
        return place

    def commit(self, files: tuple[tuple[Path, bytes], ...]) -> None:
        for path, data in files:
            write_atomic(path, data)

    def _put(self, path: Path, record: object) -> None:
        write_atomic(path, codec.dump(record))
