"""Taking masters in: copied untouched, read-only, with their SHA-256, in natural page order.

Page ids never change once given; what comes later is added behind.  The inventory is written last,
so a killed intake leaves nothing that counts, and the next one uses the copies that are there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline import codec, files
from pipeline.errors import BadInputError, ExitCode, GazetteError
from pipeline.model import Finding, Inventory, Master, Severity
from pipeline.scan import intake_findings
from pipeline.scan.intake_read import Examined, digests, examine
from pipeline.scan.intake_sources import Gathered, Source, gather, plan
from pipeline.settings import Settings
from pipeline.workspace import Workspace, copy_atomic, issue_id, natural_key, sha256_file, write_atomic

__all__ = ["IntakeReport", "plan", "take_in"]
_SUFFIXES = {"TIFF": ".tif", "JPEG": ".jpg", "PNG": ".png", "JPEG2000": ".jp2", "PDF": ".pdf"}
_OF_THE_WHOLE = ("page-gap", "mixed-sizes")  # findings that new pages can make untrue
_OF_A_SOURCE = ("unreadable-file", "skipped-file")  # findings that a new try can make untrue


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """What came of every file that was given."""

    inventory: Inventory
    taken: tuple[str, ...]  # source names copied now
    fresh: tuple[str, ...]  # source names that were there already
    skipped: tuple[Finding, ...]
    refused: tuple[tuple[Path, GazetteError], ...]

    @property
    def exit_code(self) -> ExitCode:
        """PAGES_FAILED where a file was refused, or where the issue has no page at all."""
        bad = self.refused or not self.inventory.masters
        return ExitCode.PAGES_FAILED if bad else ExitCode.OK


_Failed = list[tuple[Source, GazetteError]]
_Taken = tuple[Examined, tuple[Master, ...]]


def _silent(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def take_in(
    workspace: Workspace,
    paths: Sequence[Path],
    issue: str,
    settings: Settings,
    progress: Callable[[int, int], None] = _silent,
) -> IntakeReport:
    """Take files and folders into one issue; the caller holds the workspace's lock.

    Raises:
        UsageError: where `issue` cannot be an issue id.
        WorkspaceError: where the inventory that is there is damaged.
        NoSpaceError: where the masters cannot be written.
    """
    name = issue_id(issue)
    there = workspace.inventory_file(name).exists()
    before = workspace.inventory(name) if there else Inventory(name, ())
    found = gather(paths)
    fresh, wanted, failed = _recognised(found.sources, before.masters)
    good = []
    for (source, _), result in zip(wanted, examine(wanted, settings.intake), strict=True):
        if isinstance(result, Examined):
            good.append(result)
        else:
            failed.append((source, result))
        progress(len(good) + len(failed), len(wanted))
    taken = _copied(workspace, name, good, len(before.masters), failed)
    inventory = _inventory(before, found, taken, failed, settings.intake.low_dpi)
    if not there or inventory != before:
        write_atomic(workspace.inventory_file(name), codec.dump(inventory))
    names = tuple(item.source.name for item, _ in taken)
    refused = (*found.refused, *((source.path, error) for source, error in failed))
    return IntakeReport(inventory, names, fresh, found.skipped, refused)


def _recognised(
    sources: Sequence[Source], masters: Sequence[Master]
) -> tuple[tuple[str, ...], list[tuple[Source, str]], _Failed]:
    """The names of files that are there already, what is new with its SHA-256, and what cannot be read.

    A file is the same if its bytes and the last part of its name are; equal files count singly.
    """
    known = {(m.file, m.sha256, PurePosixPath(m.source).name) for m in masters}
    stock = Counter((sha256, name) for _, sha256, name in known)
    fresh: list[str] = []
    wanted: list[tuple[Source, str]] = []
    failed: _Failed = []
    for source, digest in zip(sources, digests(sources), strict=True):
        if isinstance(digest, GazetteError):
            failed.append((source, digest))
        elif stock[digest, PurePosixPath(source.name).name] > 0:
            stock[digest, PurePosixPath(source.name).name] -= 1
            fresh.append(source.name)
        else:
            wanted.append((source, digest))
    return tuple(fresh), wanted, failed


def _copied(
    workspace: Workspace, issue: str, good: Sequence[Examined], pages: int, failed: _Failed
) -> list[_Taken]:
    """Copy each file under the next free page ids; one that changed meanwhile joins the failed."""
    taken = []
    for item in good:
        masters = _masters(item, pages + 1)
        target = workspace.master(issue, masters[0].file)
        try:
            if not (target.is_file() and sha256_file(target) == item.sha256):
                copy_atomic(item.source.path, target, item.sha256, 0o444)
        except BadInputError as error:
            failed.append((item.source, error))
            continue
        pages += len(masters)
        taken.append((item, masters))
    return taken


def _masters(item: Examined, first: int) -> tuple[Master, ...]:
    kind, count = item.frames[0].format, len(item.frames)
    pages = [f"p{number:04}" for number in range(first, first + count)]
    file = (pages[0] if count == 1 else f"{pages[0]}-{pages[-1]}") + _SUFFIXES[kind]
    return tuple(
        Master(page, file, f.frame, kind, item.source.name, item.sha256, f.width, f.height, f.dpi)
        for page, f in zip(pages, item.frames, strict=True)
    )


def _inventory(
    before: Inventory, found: Gathered, taken: Sequence[_Taken], failed: _Failed, low_dpi: int
) -> Inventory:
    masters = (*before.masters, *(master for _, new in taken for master in new))
    tried = tuple(source.name + mark for source in found.sources for mark in (": ", ", page "))
    kept = (
        finding
        for finding in before.findings
        if finding.code not in _OF_THE_WHOLE
        and not (finding.code in _OF_A_SOURCE and finding.message.startswith(tried))
    )
    new = (
        *(_unreadable(source, error) for source, error in failed),
        *found.skipped,
        *_of_reading(taken),
        *_replaced(before.masters, taken),
        *intake_findings.of_masters(masters, low_dpi),
    )
    order = sorted({*kept, *new}, key=lambda f: (natural_key(f.page), f.code, natural_key(f.message)))
    return Inventory(before.issue, masters, tuple(order))


def _unreadable(source: Source, error: GazetteError) -> Finding:
    told = str(error).replace(files.shown(source.path), source.name)  # no absolute path in an output
    return Finding("unreadable-file", f"{told}. {error.advice}", Severity.LOSS)


def _of_reading(taken: Sequence[_Taken]) -> Iterator[Finding]:
    """What only reading the files through can tell."""
    for item, masters in taken:
        name, page = item.source.name, masters[0].page
        if item.misnamed:
            yield Finding("misnamed-file", f"{name}: is a {masters[0].format} file", Severity.NOTE, page)
        if item.thumbnails:
            message = f"{name}: {item.thumbnails} small copies inside it are not taken as pages"
            yield Finding("thumbnail", message, Severity.NOTE, page)
        for master, fault in zip(masters, item.faults, strict=True):
            if fault:
                told = fault.replace(files.shown(item.source.path), name)
                yield Finding("unreadable-page", told, Severity.LOSS, master.page)
    hashes = [pair for item, masters in taken for pair in zip(masters, item.pixels, strict=True)]
    yield from intake_findings.same_pixels(hashes)


def _replaced(before: Sequence[Master], taken: Sequence[_Taken]) -> Iterator[Finding]:
    """A name that comes again with other content: a second scan of the same page, most likely."""
    pages = {master.source: master.page for master in before}
    for item, masters in taken:
        if item.source.name in pages:
            message = (
                f"{item.source.name}: was taken in before with other content, as {pages[item.source.name]}"
            )
            yield Finding("changed-source", message, Severity.CHECK, masters[0].page)
