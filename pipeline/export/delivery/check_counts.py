"""Does package.json count as Akoma Ntoso does, and are the masters those that it and PREMIS say were read."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from pipeline.export.delivery.contents import Contents, exported
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.listing import Delivered
from pipeline.export.delivery.said import Known
from pipeline.export.markup import ours
from pipeline.formats.xml import line_of


def check_counts(root: _Element, right: Known, issue: Delivered) -> Iterator[Fault]:
    """Pages, characters, errors to be expected.  `root` is the Akoma Ntoso file."""
    text = root.find(f".//{ours('text')}")
    counts = {
        "pages": (str(issue.pages), str(len(right.pages))),
        "characters": (str(issue.characters), "0" if text is None else text.get("characters", "0")),
        "errors": (f"{issue.errors:.1f}", "0.0" if text is None else text.get("errors", "0.0")),
    }
    for what, (listed, wanted) in counts.items():
        if listed != wanted:
            told = f"{what} of {issue.id} are {listed}, in issue.akn.xml {wanted}"
            yield Fault("listing-differs", "data/package.json", told)


def check_masters(
    right: Known, premis: _Element | None, issue: Delivered, contents: Contents
) -> Iterator[Fault]:
    """The digests that stand in other files than package.json."""
    name = f"data/{exported(issue, 'issue.akn.xml')}"
    files = {f"0-master/{one.get('master')}": one.get("sha256") for one in right.pages.values()}
    for file, digest in files.items():
        if why := _digest(file, digest, issue, contents):
            yield Fault(why[0], name, why[1])
    name = f"data/{exported(issue, 'premis.xml')}"
    for element in premis.iterfind("{*}object") if premis is not None else ():
        file = element.findtext("{*}objectIdentifier/{*}objectIdentifierValue") or ""
        if why := _digest(file, element.findtext(".//{*}fixity/{*}messageDigest"), issue, contents):
            yield Fault(why[0], name, why[1], line_of(element))


def _digest(file: str, digest: str | None, issue: Delivered, contents: Contents) -> tuple[str, str] | None:
    """Code and reason, where a file of the issue has another digest."""
    listed = contents.listed.get(f"{issue.id}/{file}")
    if listed is None:
        return "dangling-link", f"{file:.100} is not in the package"
    return (
        None
        if listed.sha256 == digest
        else ("digest-differs", f"the digest of {file} is not that of the file")
    )
