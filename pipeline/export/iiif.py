"""IIIF Presentation 3: a manifest of the issue, and of each page its lines as annotations.

Addresses are built from one setting, the address under which the package is served.  Boxes are the
master's, and a canvas is as large as its master.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from pipeline.export.documents import Document, Part, part_lines
from pipeline.export.facts import folio
from pipeline.export.flow import Line, Page, page_lines
from pipeline.export.issue import Issue
from pipeline.export.parts import label
from pipeline.export.trust import trust_of
from pipeline.model import Box, Direction

ALTO = "http://www.loc.gov/standards/alto/ns-v4#"
CONTEXT = [
    "http://iiif.io/api/extension/text-granularity/context.json",
    "http://iiif.io/api/presentation/3/context.json",
]
LINKED = {  # other files of the package, by format: name, type, MIME type, property that links them
    "akn": ("issue.akn.xml", "Dataset", "application/xml", "seeAlso"),
    "mets": ("mets.xml", "Dataset", "application/xml", "seeAlso"),
    "tei": ("issue.tei.xml", "Dataset", "application/tei+xml", "seeAlso"),
    "pdf": ("issue.pdf", "Text", "application/pdf", "rendering"),
    "text": ("issue.txt", "Text", "text/plain", "rendering"),
}
_TWO_LETTERS = {"zho": "zh", "chi": "zh", "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr"}


def manifest(issue: Issue, address: str, formats: tuple[str, ...]) -> bytes:
    """The manifest of an issue; `address` is where the folder of the issue's package is served."""
    language = _language(issue)
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "id": f"{address}/iiif/manifest.json",
        "type": "Manifest",
        "label": {language: [issue.title]},
        "metadata": _metadata(issue, language),
        **_statement(issue, language),
        "viewingDirection": "right-to-left" if _vertical(issue) else "left-to-right",
        "behavior": ["paged"],
    }
    for name in formats:
        if name in LINKED:
            file, kind, mime, link = LINKED[name]
            made.setdefault(link, []).append(
                {"id": f"{address}/{file}", "type": kind, "format": mime, "label": {"none": [file]}}
            )
    made["items"] = [_canvas(page, issue, address, formats) for page in issue.pages]
    if issue.parts:
        made["structures"] = [_range(part, issue, address) for part in issue.parts]
    return _json(made)


def page_annotations(page: Page, issue: Issue, address: str) -> bytes:
    """The text of a page as an annotation page: each line on its box, then the page as a whole."""
    lines = [line for line in page_lines(page) if line.text]
    canvas = _canvas_id(page.id, address)
    noted = [(line.id, "line", line.text, _part_of(canvas, line.box)) for line in lines]
    if lines:
        noted.append((f"{page.id}_text", "page", "\n".join(line.text for line in lines), canvas))
    items = [
        {
            "id": f"{address}/iiif/annotation/{key}",
            "type": "Annotation",
            "motivation": "supplementing",
            "textGranularity": granularity,
            "body": {
                "type": "TextualBody",
                "value": text,
                "format": "text/plain",
                "language": _language(issue),
            },
            "target": target,
        }
        for key, granularity, text, target in noted
    ]
    name = f"{address}/iiif/{page.id}.json"
    return _json({"@context": CONTEXT, "id": name, "type": "AnnotationPage", "items": items})


def _metadata(issue: Issue, language: str) -> list[dict[str, Any]]:
    facts = issue.facts
    values = {
        "出版者": issue.publisher,
        "日期": facts.date_printed or facts.date,
        "期号": facts.label,
        "标识": issue.id,
    }
    return [
        {"label": {"zh": [name]}, "value": {language: [value]}} for name, value in values.items() if value
    ]


def _statement(issue: Issue, language: str) -> dict[str, Any]:
    """How far the text is to be trusted, which every viewer must show; none for an issue without text."""
    said = trust_of(issue.pages).said(issue.work.language)
    if not said:
        return {}
    name = {"zh": ["校对情况"], "en": ["Proofreading"]}
    return {"requiredStatement": {"label": name, "value": {language: [said]}}}


def _canvas(page: Page, issue: Issue, address: str, formats: tuple[str, ...]) -> dict[str, Any]:
    master = page.master
    size = {"height": master.height, "width": master.width}
    name = _canvas_id(page.id, address)
    picture = {
        "id": f"{address}/images/{quote(page.id)}.jpg",
        "type": "Image",
        "format": "image/jpeg",
        **size,
    }
    painting = {
        "id": f"{name}/painting",
        "type": "Annotation",
        "motivation": "painting",
        "body": picture,
        "target": name,
    }
    made: dict[str, Any] = {
        "id": name,
        "type": "Canvas",
        "label": {"none": [folio(page) or page.id]},
        **size,
        "items": [{"id": f"{name}/page", "type": "AnnotationPage", "items": [painting]}],
    }
    if page.edition:
        text = f"{address}/iiif/{page.id}.json"
        made["annotations"] = [{"id": text, "type": "AnnotationPage", "label": {_language(issue): ["文字"]}}]
    if page.edition and "mets" in formats:
        alto = f"{address}/alto/{page.id}.xml"
        made["seeAlso"] = [{"id": alto, "type": "Dataset", "format": "application/xml", "profile": ALTO}]
    return made


def _range(part: Part, issue: Issue, address: str) -> dict[str, Any]:
    pages = dict.fromkeys(line.page for line in part_lines(part))
    made: dict[str, Any] = {
        "id": f"{address}/iiif/range/{part.id}",
        "type": "Range",
        "label": {_language(issue): [label(part)]},
        "items": [{"id": _canvas_id(page, address), "type": "Canvas"} for page in pages],
    }
    if isinstance(part, Document) and part.date_printed:
        entry = {"label": {"zh": ["日期"]}, "value": {_language(issue): [part.date_printed]}}
        made["metadata"] = [entry]
    return made


def _part_of(canvas: str, box: Box | None) -> str:
    """A box on a canvas; the canvas itself where there is no box."""
    if box is None or not box.area:
        return canvas
    return f"{canvas}#xywh={box.left},{box.top},{box.width},{box.height}"


def _canvas_id(page: str, address: str) -> str:
    return f"{address}/iiif/canvas/{page}"


def _language(issue: Issue) -> str:
    return _TWO_LETTERS.get(issue.work.language, issue.work.language)


def _vertical(issue: Issue) -> bool:
    """Whether more lines run down than across: then the pages turn to the right."""
    lines: list[Line] = [line for page in issue.pages for line in page_lines(page)]
    return 2 * sum(line.direction is Direction.VERTICAL for line in lines) > len(lines)


def _json(record: dict[str, Any]) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()
