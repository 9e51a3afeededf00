"""Delivering: an issue as files, page images beside their ground truth.

For each page PAGE.jpg (or .png, .tif), PAGE.gt.txt and PAGE.truth.json; for the issue issue.truth.json.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from pipeline.errors import UsageError
from pipeline.model import Box, Cell, Region, TextLine
from samples.typeset.degrading import degrade
from samples.typeset.issue import Document, Issue
from samples.typeset.records import Page

FORMATS: dict[str, tuple[str, dict[str, Any]]] = {
    "jpg": ("JPEG", {"quality": 82, "dpi": (200, 200)}),
    "png": ("PNG", {"dpi": (200, 200)}),
    "tif": ("TIFF", {"compression": "tiff_deflate", "dpi": (200, 200)}),
}


def write_issue(
    issue: Issue, folder: Path, strength: str = "none", seed: int = 0, suffix: str = "jpg"
) -> tuple[Path, ...]:
    """Print, wear and write every page and the truths; returns the page images in order.

    Raises:
        UsageError: for an image format or a strength there is none of.
    """
    if suffix not in FORMATS:
        raise UsageError(f"no image format {suffix!r}", f"Give one of: {', '.join(FORMATS)}")
    folder.mkdir(parents=True, exist_ok=True)
    images = []
    for page, back in leaves(issue):
        worn = degrade(page, strength, seed, back)
        images.append(folder / f"{page.page}.{suffix}")
        images[-1].write_bytes(_encoded(worn, suffix))
        (folder / f"{page.page}.gt.txt").write_text(worn.text + "\n", "utf-8")
        (folder / f"{page.page}.truth.json").write_text(page_truth(worn, issue.documents), "utf-8")
    (folder / "issue.truth.json").write_text(issue_truth(issue), "utf-8")
    return tuple(images)


def leaves(issue: Issue) -> Iterator[tuple[Page, Page | None]]:
    """Every page with the one on its back: 1 with 2, 3 with 4; only three pages are held at a time."""
    pages = issue.printed()
    for front in pages:
        back = next(pages, None)
        yield front, back
        if back is not None:
            yield back, front


def _encoded(page: Page, suffix: str) -> bytes:
    buffer = io.BytesIO()
    name, options = FORMATS[suffix]
    Image.fromarray(page.image).save(buffer, name, **options)
    return buffer.getvalue()


def page_truth(page: Page, documents: tuple[Document, ...]) -> str:
    """The truth of a page as JSON; a region a line, so that differences are readable."""
    head = {
        "page": page.page,
        "width": page.width,
        "height": page.height,
        "direction": page.direction.value,
        "era": page.era,
    }
    starts = [
        {**_brief(documents[start.document]), "start": [start.region, start.line]} for start in page.starts
    ]
    lines = [f'"{key}":{_json(value)}' for key, value in head.items()]
    regions = ",\n".join(_json(_region(region)) for region in page.regions)
    opening = ",\n".join(_json(start) for start in starts)
    return "{" + ",".join(lines) + ',\n"regions":[\n' + regions + '\n],\n"documents":[\n' + opening + "\n]}\n"


def issue_truth(issue: Issue) -> str:
    """The truth of an issue as JSON: what it calls itself, and its documents with their text and pages."""
    head: dict[str, Any] = {
        "id": issue.id,
        "title": issue.title,
        "number": issue.number,
        "total": issue.total,
        "date": issue.date,
    }
    head["documents"] = [
        {**_brief(document), "text": document.text, "pages": list(document.pages)}
        for document in issue.documents
    ]
    return json.dumps(head, ensure_ascii=False, indent=1) + "\n"


def _brief(document: Document) -> dict[str, Any]:
    return {"number": document.number, "title": document.title, "type": document.type, "date": document.date}


def _region(region: Region) -> dict[str, Any]:
    return {
        "id": region.id,
        "kind": region.kind.value,
        "box": _box(region.box),
        "lines": [_line(line) for line in region.lines],
        **({"cells": [_cell(cell) for cell in region.cells]} if region.cells else {}),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    place = {"row": cell.row, "column": cell.column, "rows": cell.rows, "columns": cell.columns}
    return {**place, "header": cell.header, "box": _box(cell.box), "lines": list(cell.lines)}


def _line(line: TextLine) -> dict[str, Any]:
    glyphs = [{"text": glyph.text, "box": _box(glyph.box)} for glyph in line.glyphs]
    return {"id": line.id, "text": line.text, "box": _box(line.box), "glyphs": glyphs}


def _box(box: Box | None) -> list[int]:
    return [] if box is None else [box.left, box.top, box.right, box.bottom]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
