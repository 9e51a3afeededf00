"""Everything that can be wrong with a package, found in one go; nothing is believed, nothing unpacked."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from lxml.etree import _Element

from pipeline.export.delivery.check_akn import ENDING, check_akn
from pipeline.export.delivery.check_alto import PageText, check_alto, text_of
from pipeline.export.delivery.check_bag import check_bag
from pipeline.export.delivery.check_boxes import check_boxes
from pipeline.export.delivery.check_counts import check_counts, check_masters
from pipeline.export.delivery.check_iiif import check_iiif
from pipeline.export.delivery.check_listing import check_listing, listing_of
from pipeline.export.delivery.check_mets import check_mets
from pipeline.export.delivery.check_page import check_page
from pipeline.export.delivery.check_pictures import check_pdf, check_pictures
from pipeline.export.delivery.check_plain import check_plain
from pipeline.export.delivery.check_records import check_records
from pipeline.export.delivery.check_relations import check_relations
from pipeline.export.delivery.check_tei import check_tei
from pipeline.export.delivery.check_texts import check_texts, known_lines
from pipeline.export.delivery.contents import Contents, contents, exported
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.grammar import FOREIGN, TWICE, grammar, read
from pipeline.export.delivery.listing import Delivered, Listing
from pipeline.export.delivery.opening import Package, opened
from pipeline.export.delivery.rules import rules
from pipeline.export.delivery.said import Known
from pipeline.export.markup import ours
from pipeline.export.mods import MODS
from pipeline.export.schema import profile, schema_file

OFFICIAL = {
    "mets": "mets-1.12.1.xsd",
    "mods": "mods-3-8.xsd",
    "premis": "premis-3-0.xsd",
    "alto": "alto-4-4.xsd",
    "page": "pagecontent-2019-07-15.xsd",
}  # looked for in a folder that is named


@dataclass(frozen=True, slots=True)
class Report:
    """What a check of a package has found."""

    listing: Listing | None  # None where there is none that can be read
    files: int
    faults: tuple[Fault, ...]  # in the order of files and lines

    @property
    def sound(self) -> bool:
        return not self.faults


def validate(path: Path, before: Sequence[Path] = (), schemas: Path | None = None) -> Report:
    """Check a package; of a delta more can be checked with the packages `before` it, the newest first.

    A single Akoma Ntoso file, such as that of a volume, is checked by itself.

    `schemas` is a folder with the official schemas of METS, MODS, PREMIS, ALTO and PAGE under the names in
    `OFFICIAL`; our profiles of the first four, which are narrower, are checked in any case.

    Raises:
        BadInputError: where there is no package at all.
    """
    if path.name.endswith(ENDING) and not path.is_dir():
        return Report(None, 1, tuple(sorted(check_akn(path), key=lambda fault: fault.line)))
    with ExitStack() as stack:
        package = stack.enter_context(opened(path))
        earlier = tuple(stack.enter_context(opened(one)) for one in before)
        listing, faults = _checked(package, earlier, schemas)
        order = sorted(dict.fromkeys(faults), key=lambda fault: (fault.file, fault.line, fault.code))
        return Report(listing, len(package.sizes), tuple(order))


def _checked(
    package: Package, before: tuple[Package, ...], schemas: Path | None
) -> tuple[Listing | None, list[Fault]]:
    bag = check_bag(package)
    faults = list(bag.faults)
    if any(fault.code == "no-bag" for fault in faults):
        return None, faults
    listing, wrong = listing_of(package)
    faults += wrong
    if listing is None:
        return None, faults
    base, wrong = listing_of(before[0]) if before else (None, ())
    faults += [Fault("wrong-base", fault.file, f"of the package before: {fault.reason}") for fault in wrong]
    faults += check_listing(listing, package, bag.digests, base)
    held = contents(package, listing, before)
    for issue in listing.issues:
        if any(held.has(file.path) for file in issue.files):
            faults += _issue(issue, held, schemas)
    return listing, faults


def _issue(issue: Delivered, held: Contents, schemas: Path | None) -> list[Fault]:
    faults: list[Fault] = []
    gazette = _tree(
        held, exported(issue, "issue.akn.xml"), (profile("gazette-akn-1.xsd"), schema_file()), faults
    )
    wanted = (profile("gazette-mets-1.xsd"), _official(schemas, "mets"))
    mets = _tree(held, exported(issue, "mets.xml"), wanted, faults)
    wanted = (profile("gazette-premis-1.xsd"), _official(schemas, "premis"))
    premis = _tree(held, exported(issue, "premis.xml"), wanted, faults)
    if mets is not None and (mods := _official(schemas, "mods")):
        for record in mets.iter(f"{{{MODS}}}mods"):
            faults += grammar(record, exported(issue, "mets.xml"), (mods,))
    if gazette is None:
        return faults
    altos = _altos(issue, gazette, held, schemas, faults)
    right, wrong = check_boxes(
        gazette, known_lines(gazette, altos), f"data/{exported(issue, 'issue.akn.xml')}"
    )
    faults += wrong
    if mets is not None:
        ids = {exported(issue, f"alto/{page}.xml"): text.ids for page, text in altos.items()}
        faults += check_mets(mets, issue, held, ids, right.pages)
    faults += check_counts(gazette, right, issue)
    faults += check_masters(right, premis, issue, held)
    faults += check_texts(gazette, issue, held, altos, right)
    if not any(TWICE in fault.reason for fault in faults):  # these look things up by their ids
        faults += rules(gazette, exported(issue, "issue.akn.xml"))
        faults += check_records(gazette, mets, issue, held, right)
    faults += check_relations(gazette, issue, held)
    faults += check_plain(issue, held, right)
    faults += check_iiif(issue, held, right)
    faults += check_pictures(issue, held, right)
    faults += check_pdf(issue, held, right)
    return faults + _others(issue, held, right, schemas)


def _others(issue: Delivered, held: Contents, right: Known, schemas: Path | None) -> list[Fault]:
    """What is wrong with TEI and PAGE-XML, of which not every issue has any."""
    faults: list[Fault] = []
    path = exported(issue, "issue.tei.xml")
    root = _tree(held, path, (), faults) if path in held.listed else None
    if root is not None:
        faults += check_tei(root, path, right)
    for page in right.pages:
        path = exported(issue, f"page/{page}.xml")
        root = _tree(held, path, (_official(schemas, "page"),), faults) if path in held.listed else None
        if root is not None:
            faults += check_page(root, path, page, right)
    return faults


def _altos(
    issue: Delivered, gazette: _Element, held: Contents, schemas: Path | None, faults: list[Fault]
) -> dict[str, PageText]:
    """The pages of ALTO that are at hand, by page; a page with text that has none is a fault."""
    found = {}
    pages = {str(page.get("id")): page for page in gazette.iter(ours("page"))}
    for name, page in pages.items():
        path = exported(issue, f"alto/{name}.xml")
        if path not in held.listed:
            if page.get("text") == "yes":
                faults.append(Fault("dangling-link", f"data/{path}", "is missing: the page has text"))
            continue
        if page.get("text") != "yes":
            faults.append(
                Fault("page-differs", f"data/{path}", "is of a page that issue.akn.xml says has no text")
            )
        if not held.at_hand(path):
            continue
        root = _tree(held, path, (profile("gazette-alto-1.xsd"), _official(schemas, "alto")), faults)
        if root is not None:
            faults += check_alto(root, path, dict(page.attrib))  # type: ignore[arg-type]  # keys are texts
            found[name] = text_of(root)
    return found


def _tree(held: Contents, path: str, grammars: Sequence[Path | None], faults: list[Fault]) -> _Element | None:
    """The tree of a file, its faults taken down; None for one that is not at hand or of another kind."""
    if path not in held.listed:
        faults.append(Fault("missing-file", f"data/{path}", "every issue has it"))
    if not held.at_hand(path):
        return None
    root, wrong = read(held, path)
    faults += wrong
    if root is None:
        return None
    broken = grammar(root, path, [one for one in grammars if one])
    faults += broken
    return None if any(FOREIGN in fault.reason for fault in broken) else root


def _official(folder: Path | None, name: str) -> Path | None:
    return folder / OFFICIAL[name] if folder else None
