"""`gazette package` and `gazette validate`: what leaves the house, and whether it arrived whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import BadInputError, ExitCode, UsageError, WorkspaceError
from pipeline.proof.decisions import state_of
from pipeline.proof.rounds.desk import Desk
from pipeline.runner import Options, run
from pipeline.sampled import Acceptance
from pipeline.settings import Settings, load
from pipeline.stages import stage
from pipeline.texts import load as load_record
from pipeline.texts import rounds_folder, texts_of
from pipeline.workspace import Workspace, natural_key, open_workspace

if TYPE_CHECKING:
    from pipeline.export.delivery.gather import Gathered
    from pipeline.export.delivery.listing import Delivered, Listing
    from pipeline.export.delivery.validate import Report

ACCEPTED, PROOFREAD, PARTLY, UNPROOFREAD = "accepted", "proofread", "partly", "unproofread"


@dataclass(frozen=True, slots=True)
class Request:
    """What to pack."""

    issues: tuple[str, ...] = ()  # empty for all
    since: Path | None = None  # the package that this one follows
    withdraw: tuple[str, ...] = ()  # issues of that package that are no longer published
    unaccepted: bool = False  # pack also what nobody has accepted


@dataclass(frozen=True, slots=True)
class Packed:
    """What was packed, and which issues were not, with their status."""

    target: Path
    listing: Listing
    left_out: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Validated:
    """What a package was found to be."""

    package: Path
    report: Report

    @property
    def exit_code(self) -> ExitCode:
        """0 for a sound package."""
        return ExitCode.OK if self.report.sound else ExitCode.BAD_INPUT


def package(root: Path, target: Path, request: Request, options: Options | None = None) -> Packed:
    """Export what is not fresh, and pack it.

    Raises:
        UsageError: where there is nothing to pack, or an issue is named that is not there.
        WorkspaceError: where the export failed.
        BadInputError: where the package before cannot be read.
    """
    from pipeline.export.delivery.delta import delta, full
    from pipeline.export.delivery.gather import gather

    workspace = open_workspace(root)
    settings = load(workspace.config)
    base = _base(request.since) if request.since else None
    wanted = _wanted(workspace, request, base)
    states = {issue: status_of(workspace, settings, issue) for issue in wanted}
    chosen = tuple(issue for issue in wanted if request.unaccepted or states[issue] == ACCEPTED)
    left_out = tuple((issue, states[issue]) for issue in wanted if issue not in chosen)
    if not chosen and not request.withdraw:
        raise UsageError(_nothing(left_out), "Accept issues with `gazette accept`, or give --unaccepted.")
    if chosen:
        _export(workspace, settings, chosen, options)
    gathered = [gather(workspace, issue, states[issue]) for issue in chosen]
    gathered = _with_relations(workspace, gathered, base, request.withdraw)
    state = _listing(settings, gathered, base, request.withdraw)
    listing = delta(state, base) if base else full(state)
    _write(target, listing, gathered)
    return Packed(target, listing, left_out)


def validate(path: Path, before: Sequence[Path] = (), schemas: Path | None = None) -> Validated:
    """Everything that is wrong with a package.

    Raises:
        BadInputError: where there is nothing that could be one.
    """
    from pipeline.export.delivery.validate import validate as checked

    return Validated(path, checked(path, before, schemas))


def status_of(workspace: Workspace, settings: Settings, issue: str) -> str:
    """What people have said of the text of an issue as it is now."""
    records = sorted((rounds_folder(workspace, issue) / "acceptance").glob("*.json"))
    if records:
        last = load_record(records[-1], Acceptance)
        if last.judgement.passes and dict(last.sample.states) == _states(workspace, issue):
            return ACCEPTED
    desk = Desk(workspace, settings, issue)
    if desk.plan.steps and not desk.unsigned:
        return PROOFREAD
    return PARTLY if any(state.signed or state.decided for state in desk.states.values()) else UNPROOFREAD


def _states(workspace: Workspace, issue: str) -> dict[str, str]:
    texts = texts_of(workspace, issue)
    editions = (texts.edition(master.page) for master in workspace.inventory(issue).masters)
    return {edition.page: state_of(edition) for edition in editions if edition}


def _base(path: Path) -> Listing:
    """The listing of the package that a delta follows."""
    from pipeline.export.delivery.check_listing import listing_of
    from pipeline.export.delivery.opening import opened

    with opened(path) as before:
        listing, faults = listing_of(before)
    if listing is None:
        raise BadInputError(f"{path}: {faults[0]}", "Give the package that was delivered last.")
    return listing


def _wanted(workspace: Workspace, request: Request, base: Listing | None) -> tuple[str, ...]:
    known = workspace.issues()
    delivered = {issue.id for issue in base.issues} if base else set()
    for issue in request.issues:
        if issue not in known:
            raise UsageError(f"{workspace.root}: no issue {issue}", f"Issues here: {', '.join(known[:10])}")
    for issue in request.withdraw:
        if issue not in delivered:
            raise UsageError(
                f"issue {issue} cannot be withdrawn: it was not delivered", "Give --since and an issue of it."
            )
    return tuple(issue for issue in request.issues or known if issue not in request.withdraw)


def _nothing(left_out: Sequence[tuple[str, str]]) -> str:
    """Why there is nothing to pack."""
    told = ", ".join(f"{issue} ({status})" for issue, status in left_out[:10])
    return f"no issue is accepted: {told}" if told else "the work has no issue"


def _export(
    workspace: Workspace, settings: Settings, issues: tuple[str, ...], options: Options | None
) -> None:
    chosen = replace(options or Options(), issues=issues)
    report = run(workspace, settings, [stage("export")], chosen)
    if report.exit_code:
        raise WorkspaceError(
            f"{workspace.root}: the export failed for {len(report.failures)} tasks",
            f"See gazette status {workspace.root}",
        )


def _with_relations(
    workspace: Workspace, gathered: Sequence[Gathered], base: Listing | None, withdrawn: Sequence[str]
) -> list[Gathered]:
    """The issues with their relations to all documents of the state that is reached."""
    from pipeline.export.delivery.gather import with_relations
    from pipeline.export.relations.delivered import of_issue, read

    issues = {issue.id: issue for issue in base.issues} if base else {}
    issues |= {one.issue.id: one.issue for one in gathered}
    kept = [issue for name, issue in issues.items() if name not in withdrawn]
    known = frozenset(f"{issue.id}/{act.id}" for issue in kept for act in issue.documents)
    if not workspace.relations.exists():
        return list(gathered)
    records = read(workspace.relations)
    return [with_relations(one, of_issue(records, one.issue.id, known)) for one in gathered]


def _listing(
    settings: Settings, gathered: Sequence[Gathered], base: Listing | None, withdrawn: Sequence[str]
) -> Listing:
    """The state of the work: what was delivered before, and in its place what is packed now."""
    from pipeline.export.delivery.listing import Listing

    issues: dict[str, Delivered] = {issue.id: issue for issue in base.issues} if base else {}
    issues |= {one.issue.id: one.issue for one in gathered}
    kept = sorted(issues.keys() - set(withdrawn), key=natural_key)
    work = settings.work
    return Listing(
        work.title, work.publisher, work.language, work.country, tuple(issues[name] for name in kept)
    )


def _write(target: Path, listing: Listing, gathered: Sequence[Gathered]) -> None:
    from pipeline.export.delivery.bag import Payload, write
    from pipeline.export.delivery.listing import NAME, dump

    here = {file.path for file in listing.files if file.here}
    payload = [one for each in gathered for one in each.payload if one.path in here]
    info = [
        ("Source-Organization", listing.publisher or listing.title),
        ("External-Description", listing.title),
        ("External-Identifier", listing.id),
        *([("Internal-Sender-Identifier", f"follows {listing.base}")] if listing.base else []),
        *(("Internal-Sender-Description", _described(issue)) for issue in listing.issues),
        ("Bag-Software-Agent", f"gazette-pipeline {metadata.version('gazette-pipeline')}"),
    ]
    write(target, [*payload, Payload(NAME, dump(listing))], info)


def _described(issue: Delivered) -> str:
    """``1987-03: unproofread, about 4.9 wrong characters in 10,000``"""
    return f"{issue.id}: {issue.status}, about {issue.errors:g} wrong characters in 10,000"
