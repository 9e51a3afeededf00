"""What a delivered file is, as METS lists it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProductFile:
    """A file of the package: what METS needs to know of it."""

    id: str  # unique in METS, no white space
    use: str  # "alto", "page", "akn", "tei", "text", "data", "table", "pdf", "picture", "iiif", "premis"
    href: str  # relative to mets.xml
    mime: str
    sha256: str
    size: int  # bytes
    page: str = ""  # page id; empty for a file of the whole issue
