"""What of an issue goes into a package: the files that its METS names, and METS itself."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element

from pipeline.errors import WorkspaceError
from pipeline.export.delivery.bag import Payload
from pipeline.export.delivery.listing import Act, Delivered, Listed
from pipeline.export.markup import AKN, ours
from pipeline.export.mets import METS, XLINK
from pipeline.export.relations.delivered import NAME as RELATIONS
from pipeline.formats.xml import parse
from pipeline.workspace import EXPORT, Workspace, sha256, sha256_file


@dataclass(frozen=True, slots=True)
class Gathered:
    """An issue ready to be packed."""

    issue: Delivered
    payload: tuple[Payload, ...]


def gather(workspace: Workspace, issue: str, status: str) -> Gathered:
    """The issue as its export folder holds it; `status` is what people have said of it.

    Raises:
        WorkspaceError: where it has not been exported as METS and Akoma Ntoso, or a file of it is gone.
    """
    folder = workspace.export(issue)
    mets, gazette = _root(folder / "mets.xml"), _root(folder / "issue.akn.xml")
    payload = [_mets_payload(issue, folder)]
    payload += [_payload(workspace.root, issue, file) for file in mets.iter(f"{{{METS}}}file")]
    text = gazette.find(f".//{ours('text')}")
    trusted: Any = {} if text is None else text.attrib
    delivered = Delivered(
        issue,
        status,
        int(trusted.get("characters", 0)),
        float(trusted.get("errors", 0)),
        len(gazette.findall(f".//{ours('page')}")),
        acts_of(gazette),
        tuple(Listed(one.path, one.sha256, _size(one)) for one in sorted(payload, key=lambda one: one.path)),
    )
    return Gathered(delivered, tuple(payload))


def with_relations(gathered: Gathered, data: bytes) -> Gathered:
    """The issue with what its documents have to do with others."""
    payload = Payload(f"{gathered.issue.id}/{EXPORT}/{RELATIONS}", data, sha256(data))
    listed = Listed(payload.path, payload.sha256, len(data))
    files = sorted((*gathered.issue.files, listed), key=lambda one: one.path)
    return Gathered(replace(gathered.issue, files=tuple(files)), (*gathered.payload, payload))


def _root(path: Path) -> _Element:
    if not path.is_file():
        raise WorkspaceError(
            f"{path}: is missing",
            'Let `formats` in gazette.toml hold "akn" and "mets", and run `gazette export`.',
        )
    return parse(path.read_bytes(), str(path))


def _mets_payload(issue: str, folder: Path) -> Payload:
    path = folder / "mets.xml"
    return Payload(f"{issue}/{EXPORT}/mets.xml", path, sha256_file(path))


def _payload(root: Path, issue: str, file: _Element) -> Payload:
    location = file.find(f"{{{METS}}}FLocat")
    href = "" if location is None else unquote(location.get(f"{{{XLINK}}}href") or "")
    path = posixpath.normpath(f"{issue}/{EXPORT}/{href}")
    source = root / path
    if not source.is_file():
        raise WorkspaceError(f"{source}: is missing", "Run the same command again after `gazette export`.")
    return Payload(path, source, str(file.get("CHECKSUM")))


def acts_of(gazette: _Element) -> tuple[Act, ...]:
    """The documents with the digest of their components, as exclusive canonical XML."""
    components = gazette.iterfind(f".//{{{AKN}}}component")
    return tuple(
        Act(str(component.get("eId")), sha256(etree.tostring(component, method="c14n", exclusive=True)))
        for component in components
        if component.find(f"{{{AKN}}}doc") is not None
    )


def _size(payload: Payload) -> int:
    source = payload.source
    return len(source) if isinstance(source, bytes) else source.stat().st_size
