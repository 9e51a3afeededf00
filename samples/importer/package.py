"""Reading a package: package.json, and what stands in the Akoma Ntoso file of an issue."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any  # of lxml; what the profile demands is there and need not be asked for
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
FORMAT = "gazette-package/1"
GZ = "{urn:gazette-pipeline:1}"
TEXT = (f"{AKN}p", f"{AKN}heading", f"{AKN}tocItem", f"{AKN}num")


class ImportRefusedError(Exception):
    """The package cannot be imported; nothing was changed."""


@dataclass(frozen=True)
class Package:
    """A package, as a folder or as a ZIP file."""

    path: Path
    record: dict[str, Any]  # package.json

    def xml(self, issue: dict[str, Any]) -> Element | None:
        """The Akoma Ntoso file of an issue; None where the package does not bring it."""
        content, name = self._file(issue, "issue.akn.xml")
        if content is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root: Element = etree.fromstring(content, parser)
        if root.getroottree().docinfo.doctype:
            raise ImportRefusedError(f"{name}: has a DOCTYPE")
        return root

    def relations(self, issue: dict[str, Any]) -> list[dict[str, Any]] | None:
        """What its documents have to do with others; None where the package does not bring it."""
        content, _ = self._file(issue, "relations.jsonl")
        return None if content is None else [json.loads(line) for line in content.splitlines()]

    def _file(self, issue: dict[str, Any], file: str) -> tuple[bytes | None, str]:
        """A file of an issue, if its digest is right, and its name."""
        name = f"{issue['id']}/4-export/{file}"
        wanted = [one["sha256"] for one in issue["files"] if one["path"] == name and one["here"]]
        if not wanted:
            return None, name
        content = _read(self.path, name)
        if [hashlib.sha256(content).hexdigest()] != wanted:
            raise ImportRefusedError(f"{name}: is not the file that package.json lists")
        return content, name


def open_package(path: Path) -> Package:
    """The package in a folder or a ZIP file.

    Raises:
        ImportRefusedError: where there is none, or one of another format.
    """
    try:
        record = json.loads(_read(path, "package.json"))
    except (OSError, KeyError, zipfile.BadZipFile, ValueError) as error:
        raise ImportRefusedError(f"{path}: is no package: {error}") from error
    if record.get("format") != FORMAT:
        raise ImportRefusedError(f"{path}: format {record.get('format')!r} is not {FORMAT}")
    return Package(path, record)


def _read(path: Path, name: str) -> bytes:
    if path.is_dir():
        return (path / "data" / name).read_bytes()
    with zipfile.ZipFile(path) as archive:
        record = next((one for one in archive.namelist() if one.endswith("data/package.json")), "")
        return archive.read(record.removesuffix("package.json") + name)  # whatever the folder in it is called


def pages(root: Element) -> Iterator[tuple[Any, ...]]:
    """Id, position, folio, master, width, height."""
    for page in root.iter(f"{GZ}page"):
        get = page.get
        yield (
            get("id"),
            int(get("order")),
            get("folio", ""),
            get("master"),
            int(get("width")),
            int(get("height")),
        )


def parts(root: Element) -> Iterator[tuple[str, str, Element]]:
    """Id, kind and element of the cover and of each component, in printed order."""
    cover = root.find(f".//{AKN}coverPage")
    if cover is not None:
        yield "cover", "cover", cover
    for component in root.iterfind(f".//{AKN}component"):
        kind = etree.QName(component[-1]).localname
        yield component.get("eId"), kind, component


def facts(kind: str, part: Element) -> tuple[Any, ...]:
    """Type, title, number, date and precision of a part; empty for what is no document."""
    doc = part.find(f"{AKN}doc") if kind == "doc" else None
    if doc is None:
        return "", "", "", None, ""
    title = doc.find(f"{AKN}preface//{AKN}docTitle")
    work = doc.find(f"{AKN}meta/{AKN}identification/{AKN}FRBRWork")
    number = work.find(f"{AKN}FRBRalias[@name='发文字号']")
    dated = work.find(f"{AKN}FRBRdate[@name='成文日期']")
    return (
        doc.get("name"),
        "" if title is None else "".join("".join(title.itertext()).split()),
        "" if number is None else number.get("value"),
        None if dated is None else dated.get("date"),
        "" if dated is None else dated.get(f"{GZ}precision"),
    )


def paragraphs(part: Element) -> Iterator[tuple[str, list[int] | None, list[str], str]]:
    """Page, box, ids of lines and text; line ends inside are dropped, Chinese runs on over them."""
    number = ""
    for element in part.iter(*TEXT):
        text = number + "".join(element.itertext())
        lines = element.get(f"{GZ}lines", "").split()
        number = "" if lines else text  # a number cut off its line goes with what follows it
        if lines:
            box = element.get(f"{GZ}bbox")
            yield element.get(f"{GZ}page"), [int(n) for n in box.split()] if box else None, lines, text


def relation(record: dict[str, Any]) -> tuple[Any, ...]:
    """Kind, source, target, place, sentence, date and detail of a line of relations.jsonl."""
    if record["relation"] == "cites":
        place = record["ref"], record["printed"], ""
        return "cites", record["source"], record["target"], *place, None
    if record["relation"] == "validity":
        place = record["claim"], record["sentence"], record.get("date", "")
        return record["state"], record["source"], record["document"], *place, None
    detail = json.dumps({"likeness": record["likeness"], "changes": record["changes"]}, ensure_ascii=False)
    return "twins", record["second"], record["first"], "", "", "", detail
