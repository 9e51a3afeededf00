"""A fault of a package, and what to do about each kind."""

from __future__ import annotations

from dataclasses import dataclass

AGAIN = "Fetch the package again; if the fault stays, ask who delivered it for a new one."
REPORT = (
    "Tell who delivered it: this is a fault of the program that wrote it, or the file was changed by hand."
)
REMEDIES = {
    # the bag
    "no-bag": "Give the folder or ZIP file as it was delivered, not a part of it.",
    "bad-tag-file": AGAIN,
    "missing-file": AGAIN,
    "changed-file": AGAIN,
    "unlisted-file": "Take the file out of the package, or ask for one that lists it.",
    "wrong-size": AGAIN,
    "unreadable-file": AGAIN,
    "unsafe-name": "Do not unpack this package with other tools; ask for a new one.",
    "no-plain-file": "Copy the package with its files, not with links to them.",
    "file-twice": "Do not unpack this package with other tools; ask for a new one.",
    "too-large": "Do not unpack this package with other tools; ask for a new one.",
    # package.json
    "no-listing": "Only packages made by `gazette package` can be checked in whole.",
    "bad-listing": REPORT,
    "listing-differs": AGAIN,
    "wrong-base": "Import the package it follows first, or ask for a full package.",
    "tombstone": REPORT,
    # XML
    "bad-xml": REPORT,
    "grammar": REPORT,
    "rule": REPORT,
    # links between files
    "unsafe-link": "Do not follow it; ask for a new package.",
    "dangling-link": REPORT,
    "digest-differs": AGAIN,
    "wrong-issue": REPORT,
    "page-differs": REPORT,
    "line-twice": REPORT,
    "line-missing": REPORT,
    "text-differs": REPORT,
    "box-differs": REPORT,
    "document-differs": REPORT,
    "bad-record": REPORT,
    "no-image": AGAIN,
    "bad-pdf": AGAIN,
}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong with a package."""

    code: str  # a key of REMEDIES
    file: str  # in the package; empty for the package as a whole
    reason: str
    line: int = 0  # from 1; 0 where a line says nothing
    rule: str = ""  # the id of the business rule, where it is one

    @property
    def remedy(self) -> str:
        return REMEDIES[self.code]

    def __str__(self) -> str:
        """``data/1987-03/4-export/mets.xml:12: dangling-link: …``"""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.code, self.reason) if part)
