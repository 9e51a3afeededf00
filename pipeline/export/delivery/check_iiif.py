"""Does the IIIF manifest show the pages of the issue, and do its annotations have the lines of ALTO."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from urllib.parse import unquote

from pipeline.export.delivery.contents import Contents, exported
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.listing import Delivered
from pipeline.export.delivery.opening import UnreadableError
from pipeline.export.delivery.said import NOWHERE, Corners, Known, Pages, Said, compared

MANIFEST = "iiif/manifest.json"
_PLACE = re.compile(r"#xywh=(\d{1,9}),(\d{1,9}),(\d{1,9}),(\d{1,9})")
_MALFORMED = (KeyError, TypeError, AttributeError, IndexError, ValueError)
_Check = Callable[[Any, str], Iterator[Fault]]  # of a record, and the name of its file


def check_iiif(issue: Delivered, contents: Contents, right: Known) -> Iterator[Fault]:
    """The manifest; where it is one of ours, the annotations of each page as well."""

    def manifest(record: Any, name: str) -> Iterator[Fault]:
        address = str(record["id"]).removesuffix(f"/{MANIFEST}")
        yield from _canvases(record, address, right.pages, name)
        yield from _links(record, address, issue, contents, name)
        yield from _ranges(record, address, right.pages, name)
        for page in right.pages:
            annotations = partial(_annotations, address=address, page=page, right=right)
            path = exported(issue, f"iiif/{page}.json")
            yield from _checked(contents, path, "page of annotations", annotations)

    yield from _checked(contents, exported(issue, MANIFEST), "manifest", manifest)


def _checked(contents: Contents, path: str, what: str, check: _Check) -> Iterator[Fault]:
    """The faults of a JSON file that is at hand; one that a check cannot walk through is none of ours."""
    record, fault = _record(contents, path)
    if fault:
        yield fault
    if record is None:
        return
    try:
        yield from check(record, f"data/{path}")
    except _MALFORMED as error:
        yield Fault("bad-record", f"data/{path}", f"is no {what} of ours: {error!r:.100}")


def _record(contents: Contents, path: str) -> tuple[Any, Fault | None]:
    """What a JSON file that is at hand holds; None for one that is not or cannot be read."""
    if not contents.at_hand(path):
        return None, None
    try:
        return json.loads(contents.read(path).decode()), None
    except UnreadableError as error:
        return None, Fault("unreadable-file", f"data/{path}", str(error))
    except json.JSONDecodeError as error:
        return None, Fault("bad-record", f"data/{path}", f"is no JSON: {error.msg}", error.lineno)
    except (ValueError, RecursionError) as error:
        return None, Fault("bad-record", f"data/{path}", f"is no JSON: {error}")


def _canvases(record: Any, address: str, pages: Pages, name: str) -> Iterator[Fault]:
    canvases = {str(canvas["id"]): canvas for canvas in record["items"]}
    if list(canvases) != [_canvas(address, page) for page in pages]:
        yield Fault("page-differs", name, "the canvases are not the pages of issue.akn.xml, in their order")
        return
    for (page, known), canvas in zip(pages.items(), canvases.values(), strict=True):
        picture = canvas["items"][0]["items"][0]
        wanted = known.get("width"), known.get("height")
        for what, one in (("canvas", canvas), ("picture", picture["body"])):
            if (str(one["width"]), str(one["height"])) != wanted:
                told = (
                    f"the {what} of {page} has {one['width']} × {one['height']} pixels, its master {wanted}"
                )
                yield Fault("page-differs", name, told)
        if picture["target"] != canvas["id"]:
            yield Fault("page-differs", name, f"the picture of {page} is painted elsewhere")
        if picture["body"]["id"] != f"{address}/images/{page}.jpg":
            yield Fault("dangling-link", name, f"the picture of {page} is {picture['body']['id']!r:.200}")


def _links(record: Any, address: str, issue: Delivered, contents: Contents, name: str) -> Iterator[Fault]:
    """What is linked is in the package, with or without its `%` escapes."""
    holders = [record, *record["items"]]
    links = [
        one
        for holder in holders
        for key in ("seeAlso", "rendering", "annotations")
        for one in holder.get(key, [])
    ]
    links += [canvas["items"][0]["items"][0]["body"] for canvas in record["items"]]
    for link in links:
        inside = str(link["id"]).removeprefix(f"{address}/")
        if exported(issue, unquote(inside)) not in contents.listed:
            yield Fault("dangling-link", name, f"{link['id']!r:.200} is not in the package")


def _ranges(record: Any, address: str, pages: Pages, name: str) -> Iterator[Fault]:
    known = {_canvas(address, page) for page in pages}
    for part in record.get("structures", []):
        for item in part["items"]:
            if item["id"] not in known:
                yield Fault(
                    "dangling-link", name, f"range {part['id']!r:.100} has a canvas that there is not"
                )


def _annotations(record: Any, name: str, *, address: str, page: str, right: Known) -> Iterator[Fault]:
    found = [_said(item, address, page) for item in record["items"] if item["textGranularity"] == "line"]
    kinds = {item["body"]["format"] for item in record["items"]}
    if kinds - {"text/plain"}:
        yield Fault("bad-record", name, f"text as {', '.join(sorted(map(str, kinds)))}, not text/plain alone")
    yield from compared(found, right.by_page.get(page, ()), right, name)


def _said(item: Any, address: str, page: str) -> Said:
    canvas = _canvas(address, page)
    target = str(item["target"])
    if not target.startswith(canvas):
        raise ValueError(f"a target on another page: {target}")
    place = _PLACE.fullmatch(target.removeprefix(canvas))
    line = str(item["id"]).removeprefix(f"{address}/iiif/annotation/")
    return Said(line, str(item["body"]["value"]), _corners(place) if place else NOWHERE)


def _corners(place: re.Match[str]) -> Corners:
    left, top, width, height = map(int, place.groups())
    return left, top, left + width, top + height


def _canvas(address: str, page: str) -> str:
    return f"{address}/iiif/canvas/{page}"
