"""Packages of the sample issue, and ways to open one up, change it, and close it again."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import export_samples as samples
from fakes.work import Silent
from lxml import etree
from PIL import Image

from pipeline import codec, delivering
from pipeline.export.delivery import bag, listing
from pipeline.export.delivery.gather import acts_of
from pipeline.model import Edition, Glyph, Inventory
from pipeline.runner import Options
from pipeline.workers import Inline
from pipeline.workspace import CONFIG, Workspace, sha256

ISSUE = "1987-03"
EXPORT = f"{ISSUE}/4-export"
SETTINGS = """[work]
title = "青原县政报"
publisher = "青原县人民政府"
digitized = "2026-11-20"
"""


def scan(shade: int) -> bytes:
    """A blank page of the size of the samples' pages; another shade is another file."""
    buffer = io.BytesIO()
    Image.new("L", (samples.WIDTH, samples.HEIGHT), shade).save(buffer, "PNG")
    return buffer.getvalue()


def make_work(root: Path, *issues: str) -> Workspace:
    """A workspace with the sample issue under each of these ids, read and settled."""
    root.mkdir(parents=True, exist_ok=True)
    (root / CONFIG).write_text(SETTINGS, "utf-8")
    workspace = Workspace(root.resolve())
    for issue in issues or (ISSUE,):
        masters = []
        for shade, page in enumerate(samples.PAGES):
            data = scan(200 + shade)
            write(workspace.master(issue, page.master.file), data)
            masters.append(replace(page.master, sha256=sha256(data)))
            if page.edition:
                put(workspace, page.edition, issue)
        write(workspace.inventory_file(issue), codec.dump(Inventory(issue, tuple(masters))))
    return workspace


def put(workspace: Workspace, edition: Edition, issue: str = ISSUE) -> None:
    write(workspace.edition(issue, edition.page), codec.dump(edition))


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def corrected(edition: Edition, line: str, text: str) -> Edition:
    """The edition with another text in one line; its characters keep their boxes as far as they go."""
    regions = []
    for region in edition.regions:
        lines = []
        for old in region.lines:
            boxes = [glyph.box for glyph in old.glyphs] + [old.box] * len(text)
            glyphs = tuple(Glyph(char, box) for char, box in zip(text, boxes, strict=False))
            lines.append(replace(old, glyphs=glyphs) if old.id == line else old)
        regions.append(replace(region, lines=tuple(lines)))
    return replace(edition, regions=tuple(regions))


def pack(workspace: Workspace, target: Path, **wanted: object) -> delivering.Packed:
    request = delivering.Request(**{"unaccepted": True, **wanted})
    return delivering.package(workspace.root, target, request, Options((), Silent, Inline))


def data(package: Path, path: str) -> bytes:
    return (package / "data" / path).read_bytes()


def rewrite(package: Path, path: str, change: Callable[[str], str]) -> None:
    """Change a file of the payload, and nothing else; something must have changed."""
    file = package / "data" / path
    before = file.read_text("utf-8")
    after = change(before)
    assert after != before
    file.write_text(after, "utf-8")


def swap(package: Path, path: str, old: str, new: str) -> None:
    rewrite(package, path, lambda text: text.replace(old, new, 1))


def reseal(package: Path, mets: bool = True, record: bool = True) -> None:
    """Make METS (its own faults kept), package.json and the manifests agree with the files again."""
    payload = {file.relative_to(package / "data").as_posix(): file for file in files(package / "data")}
    if mets and f"{EXPORT}/mets.xml" in payload:
        rewrite_digests(payload[f"{EXPORT}/mets.xml"])
    if record:
        relist(package, payload)
    sealed = package.with_name(f"{package.name}-sealed")
    bag.write(sealed, [bag.Payload(path, file.read_bytes()) for path, file in payload.items()], [])
    shutil.rmtree(package)
    sealed.rename(package)


def files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def rewrite_digests(mets: Path) -> None:
    """Give each file element the digest and size of the file that it points at, if there is one."""

    def element(match: re.Match[str]) -> str:
        target = (mets.parent / match["href"]).resolve()
        if not target.is_file() or target == mets:
            return match[0]
        content = target.read_bytes()
        text = re.sub(r'CHECKSUM="[^"]*"', f'CHECKSUM="{sha256(content)}"', match[0])
        return re.sub(r' SIZE="[^"]*"', f' SIZE="{len(content)}"', text)

    pattern = r'<file (?:(?!</file>).)*?xlink:href="(?P<href>[^"]*)"'
    mets.write_text(re.sub(pattern, element, mets.read_text("utf-8"), flags=re.DOTALL), "utf-8")


def relist(package: Path, payload: dict[str, Path]) -> None:
    """The record with the digests of the files as they are; files that are gone are struck out."""
    path = package / "data" / listing.NAME
    record = json.loads(path.read_text("utf-8"))
    for issue in record["issues"]:
        issue["documents"] = digested(payload.get(f"{EXPORT}/issue.akn.xml"), issue["documents"])
        known = {file["path"] for file in issue["files"]}
        issue["files"] = [one(name, file) for name, file in payload.items() if name in known]
    files_now = sorted(file["path"] for issue in record["issues"] for file in issue["files"])
    record["changes"]["files"] = {"added": files_now, "changed": [], "removed": []}
    path.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    reidentify(path)


def digested(gazette: Path | None, documents: list[dict[str, str]]) -> list[dict[str, str]]:
    """The documents with the digests that they have now, those of them that there are."""
    try:
        acts = acts_of(etree.fromstring(gazette.read_bytes())) if gazette else ()
    except etree.XMLSyntaxError:
        return documents
    now = {act.id: act.sha256 for act in acts}
    return [one | {"sha256": now.get(one["id"], one["sha256"])} for one in documents]


def one(name: str, file: Path) -> dict[str, object]:
    content = file.read_bytes()
    return {"path": name, "sha256": sha256(content), "size": len(content), "here": True}


def reidentify(path: Path) -> None:
    """Give the record the id of what it lists now."""
    record = json.loads(path.read_text("utf-8"))
    try:
        listing.load(json.dumps(record).encode())
    except ValueError as error:
        wanted = str(error).rpartition(" ")[2]
        if re.fullmatch("[0-9a-f]{64}", wanted):
            record["id"] = wanted
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1), "utf-8")
