"""What a search answers, as text for people and JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.commands import Answer
    from pipeline.search.find import Hit
    from pipeline.search.hits import Place

_VIA = {"text": "", "normalised": "  (in the normalised text)", "alternative": "  (a reading not chosen)"}


def found_text(answer: Answer) -> str:
    """The places, an entry after the other; facets and suggestions; the sum at the end."""
    result = answer.result
    lines = [line for hit in result.hits for line in _hit_lines(hit)]
    for facet, counts in answer.facets:
        lines.append(f"{facet}: " + ", ".join(f"{value} ({count})" for value, count in counts))
    if answer.likely:
        lines.append("In the work there is: " + ", ".join(answer.likely))
    others = result.total - result.exact
    doubt = f", {others} of them by a reading not chosen" if others else ""
    shown = "" if len(result.hits) == result.total else f"; {len(result.hits)} shown"
    units = f"{result.total} {answer.unit}" + ("" if result.total == 1 else "s")
    return "\n".join((*lines, f"{units}{doubt}{shown}"))


def _hit_lines(hit: Hit) -> Iterator[str]:
    facts = hit.facts
    name = " ".join(part for part in (facts.issue, facts.document, facts.date, facts.title) if part)
    yield name if facts.document else f"{facts.issue} {' '.join(hit.pages)}"
    for place in hit.places:
        yield "  " + _place_text(place)
    if hit.count > len(hit.places):
        yield f"  {hit.count - len(hit.places)} more places"


def _place_text(place: Place) -> str:
    boxes = " ".join(f"{b.left},{b.top},{b.right},{b.bottom}" for b in place.boxes) or "no box"
    via = _VIA[place.via.value]
    text = f"{place.before}【{place.match}】{place.after}".replace("\n", " ")
    return f"{place.page} {place.line} [{boxes}]  {text}{via}"


def found_json(answer: Answer) -> str:
    """Counts, hits and facets; boxes are left, top, right, bottom in pixels of the master."""
    result = answer.result
    record = {
        "total": result.total,
        "exact": result.exact,
        "unit": answer.unit.value,
        "hits": [_hit(hit) for hit in result.hits],
        "facets": {facet: dict(counts) for facet, counts in answer.facets},
        "likely": answer.likely,
    }
    return json.dumps(record, ensure_ascii=False, indent=1)


def _hit(hit: Hit) -> dict[str, Any]:
    facts = hit.facts
    return {
        "issue": facts.issue, "document": facts.document, "title": facts.title, "number": facts.number,
        "type": facts.type, "issuers": facts.issuers, "date": facts.date, "pages": hit.pages,
        "via": hit.via.value, "count": hit.count, "places": [_place(place) for place in hit.places],
    }  # fmt: skip


def _place(place: Place) -> dict[str, Any]:
    return {
        "page": place.page, "line": place.line, "image": place.image, "text": place.text,
        "before": place.before, "match": place.match, "after": place.after, "via": place.via.value,
        "boxes": [
            {"page": line.page, "line": line.line, "image": line.image, "box": _corners(line.box)}
            for line in place.lines
            if line.box
        ],
    }  # fmt: skip


def _corners(box: Any) -> list[int]:
    return [box.left, box.top, box.right, box.bottom]


def names_json(names: tuple[str, ...]) -> str:
    return json.dumps(names, ensure_ascii=False, indent=1)
