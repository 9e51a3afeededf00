"""What `gazette package`, `validate` and `compile` answer, as text for people and JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from pipeline.wording import counted

if TYPE_CHECKING:
    from pipeline.compiling import Bound
    from pipeline.delivering import Packed, Validated
    from pipeline.export.delivery.listing import Delivered
    from pipeline.export.volume.volume import Extract


def packed_text(packed: Packed) -> str:
    """Where the package is, what is in it, and what was left out."""
    listing = packed.listing
    here = [file for file in listing.files if file.here]
    what = f"follows {listing.base[:12]}" if listing.base else "full"
    lines = [
        f"{packed.target}: {counted(len(here), 'file')}, {sum(file.size for file in here)} bytes; {what}",
        f"id {listing.id}",
    ]
    for kind, changes in listing.changes.items():
        counts = (len(changes.added), len(changes.changed), len(changes.removed))
        lines.append(f"{kind}: {counts[0]} new, {counts[1]} changed, {counts[2]} removed")
    lines += [_issue(issue) for issue in listing.issues]
    lines += [f"{issue}: left out, {status}" for issue, status in packed.left_out]
    return "\n".join((*lines, f"Check it: gazette validate {packed.target}"))


def validated_text(found: Validated) -> str:
    """Every fault with its remedy, then how many there are."""
    return "\n".join(_validated(found))


def _validated(found: Validated) -> Iterator[str]:
    report = found.report
    for fault in report.faults:
        rule = f" [{fault.rule}]" if fault.rule else ""
        yield f"{fault}{rule}\n  {fault.remedy}"
    if report.listing:
        yield from (_issue(issue) for issue in report.listing.issues)
    count = counted(len(report.faults), "fault") if report.faults else "sound"
    yield f"{found.package}: {count} ({counted(report.files, 'file')})"


def _issue(issue: Delivered) -> str:
    return _told(issue.id, issue.status, f"{issue.errors:g}", issue.pages, len(issue.documents))


def _told(issue: str, status: str, errors: str, pages: int, documents: int) -> str:
    said = "not proofread" if status == "unproofread" else status
    size = f"{counted(pages, 'page')}, {counted(documents, 'document')}"
    return f"{issue}: {said}, about {errors} wrong characters in 10,000; {size}"


def validated_json(found: Validated) -> str:
    report = found.report
    listing = report.listing
    record = {
        "package": str(found.package),
        "sound": report.sound,
        "id": listing.id if listing else None,
        "base": (listing.base or None) if listing else None,
        "files": report.files,
        "issues": [
            {"id": issue.id, "status": issue.status, "errors": issue.errors} for issue in listing.issues
        ]
        if listing
        else [],
        "faults": [{**asdict(fault), "remedy": fault.remedy} for fault in report.faults],
    }
    return json.dumps(record, ensure_ascii=False, indent=1)


def bound_text(bound: Bound) -> str:
    """The files, what is in them, how far it is to be trusted, and what was left out."""
    from pipeline.export.volume.words import title

    volume = bound.volume
    lines = [str(path) for path in bound.files]
    lines += [f"  {entry.page:4} {title(entry)}" for entry in volume.entries]
    lines += [_extract(extract) for extract in volume.extracts]
    lines += [f"{issue}: not looked into, {status}" for issue, status in bound.left_out]
    return "\n".join(lines)


def _extract(extract: Extract) -> str:
    issue = extract.issue
    return _told(issue.id, extract.status, extract.trust.errors, len(issue.pages), len(issue.documents))


def bound_json(bound: Bound) -> str:
    volume = bound.volume
    record = {
        "files": [str(path) for path in bound.files],
        "id": volume.id,
        "title": volume.title,
        "selection": volume.selection.attributes(),
        "documents": [
            {
                "id": entry.id,
                "issue": entry.extract.issue.id,
                "document": entry.document.id,
                "title": entry.document.title,
                "page": entry.page,
            }
            for entry in volume.entries
        ],
        "issues": [
            {"id": extract.issue.id, "status": extract.status, "errors": float(extract.trust.errors)}
            for extract in volume.extracts
        ],
        "left_out": [{"id": issue, "status": status} for issue, status in bound.left_out],
    }
    return json.dumps(record, ensure_ascii=False, indent=1)
