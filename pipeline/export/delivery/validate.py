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
from pipeline.export.delivery.check_listing import check_listing, listing_of
from pipeline.export.delivery.check_mets import check_mets
from pipeline.export.delivery.check_plain import check_plain
from pipeline.export.delivery.check_relations import check_relations
from pipeline.export.delivery.check_texts import check_texts
from pipeline.export.delivery.contents import Contents, contents, exported
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.grammar import TWICE, grammar, read
from pipeline.export.delivery.listing import Delivered, Listing
from pipeline.export.delivery.opening import Package, opened
from pipeline.export.delivery.rules import rules
from pipeline.export.markup import ours
from pipeline.export.mods import MODS
from pipeline.export.schema import profile, schema_file

OFFICIAL = {
    "mets": "mets-1.12.1.xsd",
    "mods": "mods-3-8.xsd",
    "premis": "premis-3-0.xsd",
    "alto": "alto-4-4.xsd",
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

    `schemas` is a folder with the official schemas of METS, MODS, PREMIS and ALTO under the names in
    `OFFICIAL`; our profiles of them, which are narrower, are checked in any case.

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
    gazette = _tree(held, exported(issue, "issue.akn.xml"), ("gazette-akn-1.xsd", schema_file()), faults)
    wanted = ("gazette-mets-1.xsd", _official(schemas, "mets"))
    mets = _tree(held, exported(issue, "mets.xml"), wanted, faults)
    wanted = ("gazette-premis-1.xsd", _official(schemas, "premis"))
    _tree(held, exported(issue, "premis.xml"), wanted, faults)
    if mets is not None and (mods := _official(schemas, "mods")):
        for record in mets.iter(f"{{{MODS}}}mods"):
            faults += grammar(record, exported(issue, "mets.xml"), (mods,))
    if gazette is None:
        return faults
    if not any(TWICE in fault.reason for fault in faults):  # the rules look things up by their ids
        faults += rules(gazette, exported(issue, "issue.akn.xml"))
    altos = _altos(issue, gazette, held, schemas, faults)
    if mets is not None:
        ids = {exported(issue, f"alto/{page}.xml"): text.ids for page, text in altos.items()}
        faults += check_mets(mets, issue, held, ids)
    faults += check_texts(gazette, issue, held, altos)
    faults += check_relations(gazette, issue, held)
    faults += check_plain(issue, held, altos)
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
        root = _tree(held, path, ("gazette-alto-1.xsd", _official(schemas, "alto")), faults)
        if root is not None:
            faults += check_alto(root, path, dict(page.attrib))  # type: ignore[arg-type]  # keys are texts
            found[name] = text_of(root)
    return found


def _tree(held: Contents, path: str, wanted: tuple[str, Path | None], faults: list[Fault]) -> _Element | None:
    """The tree of a file, its faults taken down; None for one that is not at hand or cannot be read."""
    if path not in held.listed:
        faults.append(Fault("missing-file", f"data/{path}", "every issue has it"))
    if not held.at_hand(path):
        return None
    root, wrong = read(held, path)
    faults += wrong
    if root is None:
        return None
    own, official = wanted
    faults += grammar(root, path, (profile(own), *([official] if official else [])))
    return root


def _official(folder: Path | None, name: str) -> Path | None:
    return folder / OFFICIAL[name] if folder else None
