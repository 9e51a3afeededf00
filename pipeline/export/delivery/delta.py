"""What changed between two states of a work: the contents of a delta package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline import codec
from pipeline.export.delivery.listing import Changes, Delivered, Listing


def full(listing: Listing) -> Listing:
    """A package with everything in it: to whoever has nothing, all of it is new."""
    return replace(_marked(listing, {}), base="", changes=changes_of(listing, None))


def delta(listing: Listing, base: Listing) -> Listing:
    """The same state as a package that follows `base`: only files that changed are in it."""
    before = {file.path: file.sha256 for file in base.files}
    return replace(_marked(listing, before), base=base.id, changes=changes_of(listing, base))


def changes_of(listing: Listing, base: Listing | None) -> dict[str, Changes]:
    """What is new, changed and gone, of issues, of documents (``1987-03/d_p0003_r02_l01``) and of files."""
    after = _digests(listing)
    before = _digests(base) if base else {name: {} for name in after}
    return {name: changes_between(before[name], after[name]) for name in after}


def changes_between(before: Mapping[str, str], after: Mapping[str, str]) -> Changes:
    """By name and digest, in the order of the names."""
    return Changes(
        tuple(sorted(after.keys() - before.keys())),
        tuple(sorted(name for name in after.keys() & before.keys() if after[name] != before[name])),
        tuple(sorted(before.keys() - after.keys())),
    )


def _marked(listing: Listing, before: Mapping[str, str]) -> Listing:
    """The listing, with what the receiver has already marked as not here."""
    issues = tuple(
        replace(
            issue,
            files=tuple(replace(file, here=before.get(file.path) != file.sha256) for file in issue.files),
        )
        for issue in listing.issues
    )
    return replace(listing, issues=issues)


def _digests(listing: Listing) -> dict[str, dict[str, str]]:
    acts = {f"{issue.id}/{act.id}": act.sha256 for issue in listing.issues for act in issue.documents}
    return {
        "issues": {issue.id: _state(issue) for issue in listing.issues},
        "documents": acts,
        "files": {file.path: file.sha256 for file in listing.files},
    }


def _state(issue: Delivered) -> str:
    """Everything that is listed of an issue, but whether its files are here."""
    return codec.canonical(replace(issue, files=tuple(replace(file, here=True) for file in issue.files)))
