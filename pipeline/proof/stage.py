"""The proof stage: all witnesses of a page in, its edition out; a report an issue for the proofreader.

The edition of a page with its balance sheet, the pictures of its lines with open places; of an issue the sum
of its sheets, the slips that no page shows by itself, and the report, one HTML file that shows all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pipeline import codec
from pipeline.derivative import CleanPage
from pipeline.errors import ForeignPageError
from pipeline.model import Edition, Finding, Inventory, Master, Step, Witness
from pipeline.proof.balancesheets import issue_balance, issue_file, issue_inputs, sheet_file
from pipeline.proof.slipsheets import issue_slips, slip_inputs, slips_file
from pipeline.settings import ProofSettings, Settings, page_overrides
from pipeline.task import Product, Scope, Task, Unit
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.proof.finishing import Finished
    from pipeline.proof.pageview import PageView
    from pipeline.proof.standing import Carrier, Standing

STAGE = "proof"
VERSION = "7"  # of the rules of collation and settling, and of the report; a change makes every page stale
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class EditionSettings:
    """What the edition of a page depends on."""

    proof: ProofSettings
    witnesses: tuple[str, ...]  # the first of them that is there is the base


@dataclass(frozen=True, slots=True)
class ReportSettings:
    title: str  # of the work
    control_share: float  # of settled characters, mixed in among the open places


def tasks(settings: Settings) -> tuple[Task, ...]:
    """Editions first, then their pictures and what is found over the issue, then the report of it all."""
    rules = ("proof", VERSION)
    edition = (rules, ("rapidfuzz", metadata.version("rapidfuzz")), ("opencc", metadata.version("opencc")))
    report = (rules, ("jinja2", metadata.version("jinja2")))
    return (
        Task("edition", STAGE, Scope.PAGE, _edition_settings, _witness_inputs, _edition, edition),
        Task("crops", STAGE, Scope.PAGE, _control_share, _picture_inputs, _crops, (rules,)),
        Task("balance", STAGE, Scope.ISSUE, _no_settings, issue_inputs, issue_balance, (rules,)),
        Task("slips", STAGE, Scope.ISSUE, _no_settings, slip_inputs, issue_slips, (rules,)),
        Task("report", STAGE, Scope.ISSUE, _report_settings, _report_inputs, _report, report),
    )


def _edition_settings(workspace: Workspace, unit: Unit, settings: Settings) -> EditionSettings:
    page = page_overrides(workspace.overrides(unit.issue), unit.page, settings)
    return EditionSettings(page.proof, page.ocr.witnesses)


def _control_share(workspace: Workspace, unit: Unit, settings: Settings) -> float:
    """How much settled text is shown, and so needs pictures."""
    return settings.proof.control_share


def _no_settings(workspace: Workspace, unit: Unit, settings: Settings) -> None:
    """Nothing about it can be set."""


def _report_settings(workspace: Workspace, unit: Unit, settings: Settings) -> ReportSettings:
    return ReportSettings(settings.work.title, settings.proof.control_share)


def _witness_files(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    layout = workspace.layout(unit.issue, unit.page)
    return tuple(path for path in sorted(layout.parent.glob(f"{unit.page}.*.json")) if path != layout)


def _witness_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    clean, witnesses = workspace.clean_page(unit.issue, unit.page), _witness_files(workspace, unit)
    if not witnesses or not clean.exists():
        return ()
    from pipeline.proof import learned

    return (clean, *witnesses, *_people_inputs(workspace, unit), *learned.inputs(workspace))


def _people_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    """What people decided on the page, and what says on which scan they did."""
    standing = workspace.standing(unit.issue, unit.page)
    return (standing, workspace.inventory_file(unit.issue)) if standing.exists() else ()


def _picture_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    edition = workspace.shown_edition(unit.issue, unit.page)
    clean = workspace.clean_page(unit.issue, unit.page)
    if not edition.exists() or not clean.exists():
        return ()
    derivatives = _load(clean, CleanPage).derivatives
    return (edition, clean, *(workspace.derivative(unit.issue, d.file) for d in derivatives))


def _report_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    whole = issue_file(workspace, unit.issue), slips_file(workspace, unit.issue)
    files = [workspace.inventory_file(unit.issue), *(path for path in whole if path.exists())]
    for master in workspace.inventory(unit.issue).masters:
        shown = workspace.shown_edition(unit.issue, master.page)
        pair = shown, workspace.clean_page(unit.issue, master.page)
        files += [path for path in pair if path.exists()]
    return tuple(files)


def _edition(workspace: Workspace, unit: Unit, settings: EditionSettings) -> Product:
    from pipeline.proof import learned
    from pipeline.proof.decided import on_page
    from pipeline.proof.edition import base_of, edit
    from pipeline.proof.finishing import finish
    from pipeline.proof.frame import on_derivatives

    page = _load(workspace.clean_page(unit.issue, unit.page), CleanPage)
    read = [_witness(path, unit.page) for path in _witness_files(workspace, unit)]
    witnesses = [on_derivatives(witness, page) for witness in read]
    step = Step(STAGE, "gazette-pipeline", VERSION, codec.canonical(settings))
    told = tuple(finding for witness in witnesses for finding in witness.findings)
    base = base_of(witnesses, settings.witnesses)
    standing, image = _people(workspace, unit)
    wanted = settings.proof.errors_left_per_10000

    policy = learned.policy_of(workspace, settings.proof)

    def made(people: Sequence[Carrier]) -> Finished:
        carriers = on_page(people, page, image)
        done = finish(edit(witnesses, base, wanted, step, carriers, policy=policy), witnesses, carriers)
        return replace(done, edition=replace(done.edition, findings=(*told, *done.edition.findings)))

    whole = made(standing.carriers)
    files = [
        (workspace.edition(unit.issue, unit.page), codec.dump(whole.edition)),
        (sheet_file(workspace, unit.issue, unit.page), codec.dump(whole.sheet)),
    ]
    if standing.hidden:
        blind = made(standing.shown).edition
        files.append((workspace.blind_edition(unit.issue, unit.page), codec.dump(blind)))
    return Product(tuple(files), whole.edition.findings[len(told) :])


def _people(workspace: Workspace, unit: Unit) -> tuple[Standing, str]:
    """What people decided, and the SHA-256 of the scan that the page is now."""
    from pipeline.proof.standing import Standing

    path = workspace.standing(unit.issue, unit.page)
    if not path.exists():
        return Standing(unit.page), ""
    masters = workspace.inventory(unit.issue).masters
    image = next((master.sha256 for master in masters if master.page == unit.page), "")
    return _load(path, Standing), image


def _crops(workspace: Workspace, unit: Unit, control_share: float) -> Product:
    from pipeline.proof.crops import pictures

    page = _load(workspace.clean_page(unit.issue, unit.page), CleanPage)
    edition = _load(workspace.shown_edition(unit.issue, unit.page), Edition)
    sources = {d.image: workspace.derivative(unit.issue, d.file) for d in page.derivatives}
    folder = workspace.report(unit.issue)
    found = pictures(edition, page, sources, control_share)
    return Product(tuple((folder / name, data) for name, data in found))


def _report(workspace: Workspace, unit: Unit, settings: ReportSettings) -> Product:
    from pipeline.proof.report import Heading, render

    inventory = workspace.inventory(unit.issue)
    found = (*_of_issue(workspace, unit.issue), *inventory.findings)
    known = replace(inventory, findings=found)
    views = [_view(workspace, master, known, settings.control_share) for master in inventory.masters]
    general = tuple(finding for finding in found if not finding.page)
    heading = Heading(settings.title, unit.issue, general)
    return Product(((workspace.report(unit.issue) / "index.html", render(heading, views)),))


def _of_issue(workspace: Workspace, issue: str) -> tuple[Finding, ...]:
    """What was found over all pages of the issue: what is lost, then what it says twice."""
    from pipeline.proof.balance import IssueBalance, unbalanced_finding
    from pipeline.proof.slips import IssueSlips

    sums, slips = issue_file(workspace, issue), slips_file(workspace, issue)
    lost = unbalanced_finding(_load(sums, IssueBalance)) if sums.exists() else ()
    return (*lost, *(_load(slips, IssueSlips).findings if slips.exists() else ()))


def _view(workspace: Workspace, master: Master, inventory: Inventory, control_share: float) -> PageView:
    from pipeline.proof.pageview import page_view

    issue = inventory.issue
    clean = workspace.clean_page(issue, master.page)
    edition = workspace.shown_edition(issue, master.page)
    return page_view(
        master,
        _load(clean, CleanPage) if clean.exists() else None,
        _load(edition, Edition) if edition.exists() else None,
        tuple(finding for finding in inventory.findings if finding.page == master.page),
        control_share,
    )


def _witness(path: Path, page: str) -> Witness:
    witness = _load(path, Witness)
    if witness.page != page:
        raise ForeignPageError(f"{path}: a witness of page {witness.page}, found under {page}")
    return witness


def _load(path: Path, cls: type[T]) -> T:
    return codec.load(path.read_bytes(), cls, str(path))
