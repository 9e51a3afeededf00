"""Does `package.json` say what the package holds, and does a delta follow its base."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from pipeline.errors import GazetteError
from pipeline.export.delivery.bag import PAYLOAD
from pipeline.export.delivery.delta import changes_of
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.listing import NAME, Listing, load
from pipeline.export.delivery.opening import Package, UnreadableError
from pipeline.formats.xml import MAX_BYTES
from pipeline.workspace import issue_id

PATH = f"{PAYLOAD}/{NAME}"


def listing_of(package: Package) -> tuple[Listing | None, tuple[Fault, ...]]:
    """The listing of a package, or why there is none."""
    if PATH not in package.sizes:
        return None, (Fault("no-listing", PATH, "is missing: not a package of this kind"),)
    try:
        return load(package.read(PATH, MAX_BYTES)), ()
    except json.JSONDecodeError as error:
        return None, (Fault("bad-listing", PATH, f"is no JSON: {error.msg}", error.lineno),)
    except UnicodeDecodeError as error:
        return None, (Fault("bad-listing", PATH, f"is not UTF-8 at byte {error.start}"),)
    except (ValueError, UnreadableError) as error:
        return None, (Fault("bad-listing", PATH, str(error)),)


def check_listing(
    listing: Listing, package: Package, digests: Mapping[str, str], base: Listing | None
) -> Iterator[Fault]:
    """Compare the listing with the files, and with the listing of the package before."""
    yield from _issues(listing)
    yield from _files(listing, package, digests)
    if base is not None and listing.base != base.id:
        told = f"follows package {listing.base}" if listing.base else "is a full package and follows none"
        yield Fault("wrong-base", PATH, f"{told}, not {base.id}")
        return
    yield from _changes(listing, base)


def _issues(listing: Listing) -> Iterator[Fault]:
    seen: set[str] = set()
    for issue in listing.issues:
        try:
            issue_id(issue.id)
        except GazetteError:
            yield Fault("unsafe-link", PATH, f"{issue.id[:200]!r} is no issue id")
        if issue.id in seen:
            yield Fault("file-twice", PATH, f"issue {issue.id} is listed twice")
        seen.add(issue.id)
        for file in issue.files:
            if not file.path.startswith(f"{issue.id}/") or ".." in file.path.split("/"):
                yield Fault("unsafe-link", PATH, f"{file.path[:200]} is no path of issue {issue.id}")


def _files(listing: Listing, package: Package, digests: Mapping[str, str]) -> Iterator[Fault]:
    listed = {f"{PAYLOAD}/{file.path}": file for file in listing.files}
    for name, file in listed.items():
        if file.here and name not in package.sizes:
            yield Fault("missing-file", name, f"is listed in {NAME} as in the package")
        elif name in package.sizes and not file.here:
            yield Fault("listing-differs", name, f"is in the package, and {NAME} says that it is not")
        elif not file.here and not listing.base:
            yield Fault("missing-file", name, "is left out of a full package")
        elif name in digests and digests[name] != file.sha256:
            yield Fault("listing-differs", name, f"is not the file that {NAME} has the digest of")
        elif name in package.sizes and package.sizes[name] != file.size:
            yield Fault("wrong-size", name, f"has {package.sizes[name]} bytes, {NAME} says {file.size}")
    for name in package.sizes:
        if name.startswith(f"{PAYLOAD}/") and name != PATH and name not in listed:
            yield Fault("unlisted-file", name, f"is not in {NAME}")


def _changes(listing: Listing, base: Listing | None) -> Iterator[Fault]:
    """What it says it changes: against the base, or at least against itself."""
    files = listing.changes.get("files")
    if files is None or listing.changes.keys() != {"issues", "documents", "files"}:
        yield Fault("bad-listing", PATH, "changes are given of issues, documents and files")
        return
    if base is not None or not listing.base:
        wanted = changes_of(listing, base)
        for kind, changes in listing.changes.items():
            if changes != wanted[kind]:
                yield Fault(
                    "tombstone", PATH, f"the changes of {kind} are not those against the package before"
                )
        return
    here = {file.path for file in listing.files if file.here}
    if here != {*files.added, *files.changed}:
        yield Fault("tombstone", PATH, "the files in the package are not those said to be new or changed")
    standing = {
        "issues": {issue.id for issue in listing.issues},
        "documents": {f"{issue.id}/{act.id}" for issue in listing.issues for act in issue.documents},
        "files": {file.path for file in listing.files},
    }
    for kind, changes in listing.changes.items():
        for name in sorted(standing[kind] & set(changes.removed)):
            yield Fault("tombstone", PATH, f"{name} is said to be removed, and is listed")
