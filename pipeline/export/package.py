"""All files of an issue's package, made from one record in one step."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.export import akn, jsonl, mets, normal, premis, table_of_documents, tei, text
from pipeline.export.agreement import contents_findings
from pipeline.export.facts import facts_findings
from pipeline.export.inventory import inventory_findings
from pipeline.export.issue import Issue
from pipeline.export.products import ProductFile
from pipeline.model import Finding, Severity
from pipeline.workspace import sha256

Files = tuple[tuple[str, bytes], ...]  # names relative to the package, and content
_MIME = {
    "xml": "application/xml", "txt": "text/plain", "jsonl": "application/jsonl",
    "json": "application/ld+json", "csv": "text/csv", "pdf": "application/pdf", "jpg": "image/jpeg",
    "tei.xml": "application/tei+xml",
}  # fmt: skip
_USES = {  # by folder, else by ending
    "alto": "alto", "page": "page", "images": "picture", "iiif": "iiif",
    "akn.xml": "akn", "tei.xml": "tei", "txt": "text", "jsonl": "data", "csv": "table", "pdf": "pdf",
    "xml": "premis",
}  # fmt: skip


def package(issue: Issue, formats: tuple[str, ...], before: Files) -> Files:
    """The files to write: of each format named, and METS over all of them and those made before."""
    made = {name: WRITERS[name](issue) for name in formats if name in WRITERS}
    files = tuple(file for name in WRITERS for file in made.get(name, ()))
    if "mets" in formats:
        files += (("premis.xml", premis.write(issue)),)
        listed = tuple(_listed(name, data, issue) for name, data in (*before, *files))
        files += (("mets.xml", mets.write(issue, listed)),)
    return files


def _akn(issue: Issue) -> Files:
    return (("issue.akn.xml", akn.write(issue)),)


def _text(issue: Issue) -> Files:
    pages = tuple((f"text/{page.id}.txt", text.page_text(page)) for page in issue.pages)
    return (*pages, ("issue.txt", text.issue_text(issue)))


def _jsonl(issue: Issue) -> Files:
    return ("pages.jsonl", jsonl.pages(issue)), ("documents.jsonl", jsonl.documents(issue))


def _normalised(issue: Issue) -> Files:
    return ("normalised.txt", normal.text(issue)), ("normalisation.csv", normal.report(issue))


def _csv(issue: Issue) -> Files:
    return (("documents.csv", table_of_documents.write(issue)),)


def _tei(issue: Issue) -> Files:
    return (("issue.tei.xml", tei.write(issue)),)


WRITERS: dict[str, Callable[[Issue], Files]] = {
    "akn": _akn, "text": _text, "normalised": _normalised, "jsonl": _jsonl, "csv": _csv, "tei": _tei,
}  # fmt: skip


def findings(issue: Issue) -> tuple[Finding, ...]:
    """Pages without text, an issue without documents or with another number than its id; contents that do
    not agree with the documents; numbers that are passed over."""
    missing = tuple(
        Finding("page-without-text", f"{page.id} is delivered without text", Severity.LOSS, page.id)
        for page in issue.pages
        if page.edition is None
    )
    if not issue.documents:
        missing += (Finding("no-documents", "no document was recognised in the issue", Severity.CHECK),)
    numbered = tuple(finding for document in issue.documents for finding in inventory_findings(document))
    listed = contents_findings(issue.pages, issue.parts)
    return (*missing, *facts_findings(issue.id, issue.facts), *listed, *numbered)


def _listed(name: str, data: bytes, issue: Issue) -> ProductFile:
    folder, _, file = name.rpartition("/")
    stem, _, ending = file.partition(".")
    use = _USES.get(folder) or _USES[ending]
    page = stem if stem in {page.id for page in issue.pages} else ""
    mime = _MIME.get(ending) or _MIME[ending.rpartition(".")[2]]
    return ProductFile(f"{use}_{stem}", use, name, mime, sha256(data), len(data), page)
