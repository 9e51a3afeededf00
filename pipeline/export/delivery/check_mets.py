"""Does METS list everything, and does everything that it points at exist."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from lxml.etree import _Element

from pipeline.export.delivery.contents import Contents, exported
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.listing import Delivered
from pipeline.export.delivery.said import Pages
from pipeline.export.mets import METS, XLINK
from pipeline.export.relations.delivered import NAME as RELATIONS
from pipeline.formats.xml import line_of

NAMES = {"m": METS}
_MAGIC = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/tiff": (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),
    "image/jp2": (b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51"),
}
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/|\\")


def check_mets(
    root: _Element,
    issue: Delivered,
    contents: Contents,
    altos: Mapping[str, frozenset[str]],
    pages: Pages,
) -> Iterator[Fault]:
    """`altos` holds the ids of each ALTO file that could be read, by its path."""
    path = exported(issue, "mets.xml")
    name = f"data/{path}"
    if root.get("OBJID") != issue.id:
        yield Fault("wrong-issue", name, f"OBJID is {root.get('OBJID')!r}, not {issue.id!r}", line_of(root))
    files: dict[str, str] = {}
    for file in root.iterfind("m:fileSec/m:fileGrp/m:file", NAMES):
        target, fault = _target(file, path, issue)
        if fault:
            yield fault
        else:
            files[str(file.get("ID"))] = target
            yield from _file(file, target, name, contents)
    yield from _unlisted(files, issue, path)
    yield from _pages(root, issue, files, pages, name)
    yield from _areas(root, name, files, altos)


def _target(file: _Element, path: str, issue: Delivered) -> tuple[str, Fault | None]:
    """The path a file element points at, inside the issue."""
    location = file.find("m:FLocat", NAMES)
    href = "" if location is None else str(location.get(f"{{{XLINK}}}href"))
    plain = unquote(href)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), plain))
    inside = target.startswith(f"{issue.id}/") and not _ELSEWHERE.match(plain) and "\\" not in plain
    if inside and "\0" not in plain:
        return target, None
    told = f"the link {href[:200]!r} leads out of the issue"
    return "", Fault("unsafe-link", f"data/{path}", told, line_of(file))


def _file(file: _Element, target: str, name: str, contents: Contents) -> Iterator[Fault]:
    listed = contents.listed.get(target)
    if listed is None:
        yield Fault("dangling-link", name, f"{target} is not in the package", line_of(file))
        return
    if file.get("CHECKSUM") != listed.sha256:
        told = f"the CHECKSUM of {target} is not the digest of that file"
        yield Fault("digest-differs", name, told, line_of(file))
    if file.get("SIZE") not in (None, str(listed.size)):
        told = f"SIZE of {target} is {file.get('SIZE')}, the file has {listed.size} bytes"
        yield Fault("digest-differs", name, told, line_of(file))
    signatures, head = _MAGIC.get(str(file.get("MIMETYPE"))), contents.head(target, 16)
    if signatures and head is not None and not head.startswith(signatures):
        yield Fault("no-image", f"data/{target}", f"does not begin as {file.get('MIMETYPE')} does")


def _unlisted(files: Mapping[str, str], issue: Delivered, path: str) -> Iterator[Fault]:
    named = {*files.values(), exported(issue, RELATIONS)}  # which no issue has by itself
    for file in issue.files:
        if file.path not in named and file.path != path:
            yield Fault(
                "dangling-link", f"data/{path}", f"does not name {file.path}, which is in the package"
            )


def _pages(
    root: _Element,
    issue: Delivered,
    files: Mapping[str, str],
    pages: Pages,
    name: str,
) -> Iterator[Fault]:
    """Pages counted from 1, those of Akoma Ntoso, each with its master."""
    divs = list(root.iterfind("m:structMap[@TYPE='PHYSICAL']/m:div/m:div", NAMES))
    if [div.get("ID") for div in divs] != [f"phys_{page}" for page in pages]:
        yield Fault("page-differs", name, "the pages are not those of issue.akn.xml, in their order")
        return
    for order, (div, page) in enumerate(zip(divs, pages, strict=True), 1):
        if div.get("ORDER") != str(order):
            told = f"page {page} has ORDER {div.get('ORDER')} and stands at place {order}"
            yield Fault("page-differs", name, told, line_of(div))
        master = f"{issue.id}/0-master/{pages[page].get('master')}"
        if master not in {files.get(str(pointer.get("FILEID"))) for pointer in div.iterfind("m:fptr", NAMES)}:
            yield Fault("dangling-link", name, f"page {page} does not point at {master}", line_of(div))


def _areas(
    root: _Element, name: str, files: Mapping[str, str], altos: Mapping[str, frozenset[str]]
) -> Iterator[Fault]:
    for area in root.iterfind(".//m:area", NAMES):
        path = files.get(str(area.get("FILEID")), "")
        ids = altos.get(path)
        if ids is None:
            continue
        for end in ("BEGIN", "END"):
            if area.get(end) not in ids:
                told = f"{end} {area.get(end)} is no id of {path}"
                yield Fault("dangling-link", name, told, line_of(area))
