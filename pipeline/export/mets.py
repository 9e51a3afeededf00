"""The package of an issue as METS 1.12.1: every file with its checksum, every page, every document."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from urllib.parse import quote

from lxml import etree
from lxml.etree import _Element

from pipeline.export import mods
from pipeline.export.documents import Part, Section, part_lines
from pipeline.export.facts import folio
from pipeline.export.flow import Line, Page, page_lines
from pipeline.export.issue import Issue
from pipeline.export.masters import distinct, mime
from pipeline.export.products import ProductFile
from pipeline.export.trust import Trusts
from pipeline.formats.xml import add, serialise
from pipeline.model import Master
from pipeline.workspace import MASTER

METS = "http://www.loc.gov/METS/"
XLINK = "http://www.w3.org/1999/xlink"
_USES = {
    "alto": "ALTO", "page": "PAGE-XML", "akn": "AKN", "tei": "TEI", "text": "TEXT", "data": "DATA",
    "table": "TABLE", "pdf": "PDF", "picture": "PICTURE", "iiif": "IIIF",
    "premis": "METADATA",
}  # fmt: skip


def write(issue: Issue, products: tuple[ProductFile, ...]) -> bytes:
    """METS for the masters and for `products`, the other files of the package."""
    namespaces = {None: METS, "xlink": XLINK, "mods": mods.MODS}
    top = etree.Element(etree.QName(METS, "mets"), nsmap=namespaces)  # type: ignore[arg-type]  # None is allowed
    top.set("OBJID", issue.id)
    top.set("TYPE", "officialGazette")
    _header(top, issue)
    _descriptions(top, issue)
    _provenance(top, products)
    _files(top, issue, products)
    _physical(top, issue, products)
    _logical(top, issue, {file.page: file for file in products if file.use == "alto"})
    etree.indent(top)
    return serialise(top)


def _header(top: _Element, issue: Issue) -> None:
    header = add(top, "metsHdr", {"CREATEDATE": f"{issue.work.digitized}T00:00:00Z"})
    for step in issue.steps:
        kind = {"ROLE": "CREATOR", "TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"}
        agent = add(header, "agent", kind)
        add(agent, "name", text=f"{step.tool} {step.version}".strip())
        add(agent, "note", text=f"stage: {step.stage}")


def _descriptions(top: _Element, issue: Issue) -> None:
    wrapped = [("dmd_issue", mods.of_issue(issue))]
    trusts = Trusts(issue.pages)
    for document in issue.documents:
        trusted = trusts.of(part_lines(document))
        wrapped.append((f"dmd_{document.id}", mods.of_document(document, issue, trusted)))
    for name, record in wrapped:
        section = add(top, "dmdSec", {"ID": name})
        wrap = add(section, "mdWrap", {"MDTYPE": "MODS", "MDTYPEVERSION": "3.8", "MIMETYPE": "text/xml"})
        add(wrap, "xmlData").append(record)


def _provenance(top: _Element, products: tuple[ProductFile, ...]) -> None:
    """PREMIS stands in a file of its own: its objects need a type of its schema, which METS has not."""
    for file in products:
        if file.use == "premis":
            section = add(top, "amdSec", {"ID": "amd"})
            values = {"LOCTYPE": "URL", "MDTYPE": "PREMIS", "MDTYPEVERSION": "3.0", "MIMETYPE": file.mime}
            known = {"SIZE": str(file.size), "CHECKSUM": file.sha256, "CHECKSUMTYPE": "SHA-256"}
            place = {str(etree.QName(XLINK, "href")): quote(file.href)}
            add(add(section, "digiprovMD", {"ID": "provenance"}), "mdRef", values | known | place)


def _files(top: _Element, issue: Issue, products: tuple[ProductFile, ...]) -> None:
    section = add(top, "fileSec")
    masters = add(section, "fileGrp", {"USE": "MASTER"})
    for master in distinct(issue.pages):
        values = {
            "ID": _master_id(issue.pages, master),
            "MIMETYPE": mime(master),
            "CHECKSUM": master.sha256,
            "CHECKSUMTYPE": "SHA-256",
        }
        _location(add(masters, "file", values), f"../{MASTER}/{quote(master.file)}")
    for use, files in groupby(sorted(products, key=lambda f: list(_USES).index(f.use)), lambda f: f.use):
        group = add(section, "fileGrp", {"USE": _USES[use]})
        for file in files:
            _file(group, file)


def _file(group: _Element, file: ProductFile) -> None:
    values = {
        "ID": file.id, "MIMETYPE": file.mime, "SIZE": str(file.size), "CHECKSUM": file.sha256,
        "CHECKSUMTYPE": "SHA-256",
    }  # fmt: skip
    _location(add(group, "file", values), quote(file.href))


def _location(element: _Element, href: str) -> None:
    add(element, "FLocat", {"LOCTYPE": "URL", str(etree.QName(XLINK, "href")): href})


def _physical(top: _Element, issue: Issue, products: tuple[ProductFile, ...]) -> None:
    """Every page of the inventory, in order, with its master; its text too where it has any."""
    structure = add(top, "structMap", {"TYPE": "PHYSICAL"})
    sequence = add(structure, "div", {"TYPE": "physSequence", "ID": "phys"})
    for order, page in enumerate(issue.pages, 1):
        values = {"TYPE": "page", "ID": f"phys_{page.id}", "ORDER": str(order)}
        printed = folio(page)
        div = add(sequence, "div", values | ({"ORDERLABEL": printed} if printed else {}))
        _master_pointer(div, page.master, issue.pages)
        for file in products:
            if file.page == page.id:
                add(div, "fptr", {"FILEID": file.id})


def _master_pointer(div: _Element, master: Master, pages: tuple[Page, ...]) -> None:
    """The master's file; a frame of a TIFF or a page of a PDF is named by a fragment, counted from 1."""
    values = {"FILEID": _master_id(pages, master)}
    shared = sum(page.master.file == master.file for page in pages) > 1
    if shared or master.frame:
        values["CONTENTIDS"] = f"../{MASTER}/{quote(master.file)}#page={master.frame + 1}"
    add(div, "fptr", values)


def _logical(top: _Element, issue: Issue, altos: dict[str, ProductFile]) -> None:
    structure = add(top, "structMap", {"TYPE": "LOGICAL"})
    label = f"{issue.work.title} {issue.facts.label}".strip()
    whole = add(structure, "div", {"TYPE": "issue", "ID": "log_issue", "DMDID": "dmd_issue", "LABEL": label})
    sizes = _region_sizes(issue.pages)
    for part in issue.parts:
        div = add(whole, "div", _part(part))
        areas = [area for line_run in _regions(part) for area in _area(line_run, altos, sizes)]
        if areas:
            holder = add(div, "fptr")
            target = add(holder, "seq") if len(areas) > 1 else holder
            for area in areas:
                add(target, "area", area)


def _part(part: Part) -> dict[str, str]:
    if isinstance(part, Section):
        return {"TYPE": part.kind.value, "ID": f"log_{part.id}"}
    label = {"LABEL": part.title or part.number} if part.title or part.number else {}
    return {"TYPE": "document", "ID": f"log_{part.id}", "DMDID": f"dmd_{part.id}"} | label


def _regions(part: Part) -> Iterable[tuple[Line, ...]]:
    for _, run in groupby(part_lines(part), key=lambda line: line.region):
        yield tuple(run)


def _area(
    lines: tuple[Line, ...], altos: dict[str, ProductFile], sizes: dict[str, int]
) -> list[dict[str, str]]:
    """A whole region by its id; a part of a region by its first and last line."""
    file = altos.get(lines[0].page)
    if file is None:
        return []
    whole = sizes[lines[0].region] == len(lines)
    begin, end = (lines[0].region,) * 2 if whole else (lines[0].id, lines[-1].id)
    return [{"FILEID": file.id, "BETYPE": "IDREF", "BEGIN": begin, "END": end}]


def _region_sizes(pages: tuple[Page, ...]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for page in pages:
        for line in page_lines(page):
            sizes[line.region] = sizes.get(line.region, 0) + 1
    return sizes


def _master_id(pages: tuple[Page, ...], master: Master) -> str:
    """The id of a master's file: that of the first page that stands in it."""
    return "master_" + next(page.id for page in pages if page.master.file == master.file)
