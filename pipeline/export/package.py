"""All files of an issue's package, made from one record in one step."""

from __future__ import annotations

from pipeline.export import akn, jsonl, mets, premis, text
from pipeline.export.facts import facts_findings
from pipeline.export.issue import Issue
from pipeline.export.products import ProductFile
from pipeline.model import Finding, Severity
from pipeline.workspace import sha256

Files = tuple[tuple[str, bytes], ...]  # names relative to the package, and content
_MIME = {"xml": "application/xml", "txt": "text/plain", "jsonl": "application/jsonl"}


def package(issue: Issue, formats: tuple[str, ...], altos: Files) -> Files:
    """The files to write: of each format named, and METS over all of them and the ALTO files there are."""
    files: Files = ()
    if "akn" in formats:
        files += (("issue.akn.xml", akn.write(issue)),)
    if "text" in formats:
        files += tuple((f"text/{page.id}.txt", text.page_text(page)) for page in issue.pages)
        files += (("issue.txt", text.issue_text(issue)),)
    if "jsonl" in formats:
        files += (("pages.jsonl", jsonl.pages(issue)), ("documents.jsonl", jsonl.documents(issue)))
    if "mets" in formats:
        files += (("premis.xml", premis.write(issue)),)
        listed = tuple(_listed(name, data, issue) for name, data in (*altos, *files))
        files += (("mets.xml", mets.write(issue, listed)),)
    return files


def findings(issue: Issue) -> tuple[Finding, ...]:
    """Pages without text, an issue without documents, a printed number that differs from the id."""
    missing = tuple(
        Finding("page-without-text", f"{page.id} is delivered without text", Severity.LOSS, page.id)
        for page in issue.pages
        if page.edition is None
    )
    if not issue.documents:
        missing += (Finding("no-documents", "no document was recognised in the issue", Severity.CHECK),)
    return missing + facts_findings(issue.id, issue.facts)


def _listed(name: str, data: bytes, issue: Issue) -> ProductFile:
    folder, _, file = name.rpartition("/")
    stem, _, ending = file.partition(".")
    kinds = {"txt": "text", "jsonl": "data", "akn.xml": "akn"}
    use = kinds.get(ending) or ("alto" if folder == "alto" else "premis")
    page = stem if stem in {page.id for page in issue.pages} else ""
    mime = _MIME[ending.rpartition(".")[2]]
    return ProductFile(f"{use}_{stem}", use, name, mime, sha256(data), len(data), page)
