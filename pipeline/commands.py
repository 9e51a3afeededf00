"""What the commands do, as functions that any other program can call.

Each opens the workspace, reads its settings, and calls the part that does the work.  Nothing here
prints: what there is to say comes back as a record, or goes through the reporter.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import preflight
from pipeline.errors import BadInputError, ExitCode, UsageError
from pipeline.init import init
from pipeline.progress import Count, Reporter, reporter
from pipeline.runner import Options, Report, run
from pipeline.settings import OcrSettings, Settings, load
from pipeline.stages import STAGES, stage
from pipeline.status import Status, survey
from pipeline.workspace import CONFIG, Workspace, open_workspace

if TYPE_CHECKING:
    from pipeline.scan.intake import IntakeReport
    from pipeline.search.engine import Window
    from pipeline.search.find import SearchResult
    from pipeline.search.find import Unit as Kind


@dataclass(frozen=True, slots=True)
class Making:
    """How to make a workspace from loose files; empty where the files' own names are to serve."""

    out: Path | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of the files that were given, issue by issue."""

    reports: tuple[IntakeReport, ...] = ()

    @property
    def exit_code(self) -> ExitCode:
        """PAGES_FAILED if a file was refused or an issue has no page, else OK."""
        return max((report.exit_code for report in self.reports), default=ExitCode.OK)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run did, with the intake before it where there was one."""

    workspace: Workspace
    intake: Intake
    report: Report

    @property
    def exit_code(self) -> ExitCode:
        """The graver of the two: INTERNAL, then PAGES_FAILED, then OK."""
        return max(self.intake.exit_code, self.report.exit_code)


def today() -> str:
    """The date in UTC: the one use of the clock, for a new workspace's date of digitization."""
    return datetime.now(UTC).date().isoformat()


def make(root: Path, title: str, digitized: str = "") -> Workspace:
    """A new, empty workspace; the date of digitization is today's where none is given.

    Raises:
        WorkspaceError, UsageError: where there is one already, or title or date cannot be used.
    """
    return init(root, title, digitized or today())


def take_in(root: Path, paths: Sequence[Path], issue: str, talk: Callable[[], Reporter] = reporter) -> Intake:
    """Copy masters into a workspace; without an issue id, folders say what belongs together.

    Raises:
        WorkspaceError, SettingsError, UsageError, LockedError, NoSpaceError: before or between files.
    """
    workspace, settings = _opened(root)
    preflight.require(settings, ("intake",), workspace)
    return _take_in(workspace, settings, paths, issue, talk())


def run_targets(
    targets: Sequence[Path], making: Making, issues: tuple[str, ...], options: Options | None = None
) -> Ran:
    """Everything that is not fresh, in one workspace; made first, where the targets are scans.

    Raises:
        GazetteError: where the run cannot begin, or nothing after this point could succeed.
    """
    options = dataclasses.replace(options or Options(), issues=issues)
    if is_workspace(targets[0]):
        return _run_there(targets, making, options)
    if len(issues) > 1:
        raise UsageError("files can be taken into one issue at a time", "Give --issue once.")
    workspace = _workspace_for(targets, making)
    settings = load(workspace.config)
    preflight.require(settings, ("intake", *(one.name for one in STAGES)), workspace)
    intake = _take_in(workspace, settings, targets, "".join(issues), options.talk())
    names = tuple(report.inventory.issue for report in intake.reports)
    report = run(workspace, settings, STAGES, dataclasses.replace(options, issues=names))
    return Ran(workspace, intake, report)


def run_stages(root: Path, names: Sequence[str], options: Options | None = None) -> Ran:
    """Some stages, on what the stages before them have made.

    Raises:
        GazetteError: where the run cannot begin, or nothing after this point could succeed.
    """
    workspace, settings = _opened(root)
    preflight.require(settings, names, workspace)
    report = run(workspace, settings, [stage(name) for name in names], options)
    return Ran(workspace, Intake(), report)


def look(root: Path) -> Status:
    """Where every page of a workspace stands."""
    workspace, settings = _opened(root)
    return survey(workspace, settings, STAGES)


def check(root: Path | None) -> preflight.Preflight:
    """Whether everything is there that a workspace's settings, or the defaults, ask for."""
    if root is None:
        return preflight.check(Settings())
    workspace, settings = _opened(root)
    return preflight.check(settings, workspace)


def read(images: Sequence[Path], engine: str, direction: str, languages: tuple[str, ...]) -> Iterator[str]:
    """The text of each page of some files, one after the other, with no workspace.

    Raises:
        BadInputError: after the last file, naming those that cannot be read.
        MissingToolError: where the engine or a language is not installed.
    """
    from pipeline.reading import read_text

    ocr = OcrSettings(witnesses=(engine,), direction=direction, languages=languages)
    refused = []
    for image in images:
        try:
            yield from read_text(image, Settings(ocr=ocr))
        except BadInputError as error:  # the other files are read first
            refused.append(error)
    if refused:
        raise type(refused[0])("\n".join(map(str, refused)), refused[0].advice)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search of the command gives."""

    result: SearchResult
    unit: Kind
    facets: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]  # name, then values with their counts
    likely: tuple[str, ...]  # what stands in the work instead, where nothing was found


def find(root: Path, query: str, window: Window, unit: Kind, with_facets: bool) -> Answer:
    """A window of the hits of a query in a workspace.

    Raises:
        UsageError: where the query says nothing.
        WorkspaceError: where there is no index.
    """
    from pipeline.search.find import answer, facets_of, opened
    from pipeline.search.query import parse
    from pipeline.search.suggest import likely

    node = parse(query)
    with opened(open_workspace(root), unit) as reader:
        result = answer(reader, node, window)
        facets = facets_of(reader, node) if with_facets else ()
        return Answer(result, unit, facets, () if result.total else likely(reader, query))


def names(root: Path, beginning: str, limit: int) -> tuple[str, ...]:
    """Titles, issuers, numbers and subjects of documents that begin so.

    Raises:
        WorkspaceError: where there is no index.
    """
    from pipeline.search import suggest

    return suggest.names(open_workspace(root), beginning, limit)


def add_witness(root: Path, place: str, file: Path, sigil: str, issue: str) -> Path:
    """Take in a reading from outside; returns its copy."""
    from pipeline import witness

    return witness.add_witness(open_workspace(root), place, file, sigil, issue)


def is_workspace(path: Path) -> bool:
    return (path / CONFIG).is_file()


def _opened(root: Path) -> tuple[Workspace, Settings]:
    workspace = open_workspace(root)
    return workspace, load(workspace.config)


def _run_there(targets: Sequence[Path], making: Making, options: Options) -> Ran:
    if len(targets) > 1 or making != Making():
        raise UsageError(
            f"{targets[0]} is a workspace: it is run by itself, without --out and --title",
            f"Take further scans in first: gazette intake {targets[0]} PATH…",
        )
    workspace, settings = _opened(targets[0])
    names = tuple(one.name for one in STAGES)
    preflight.require(settings, names, workspace)
    return Ran(workspace, Intake(), run(workspace, settings, STAGES, options))


def _workspace_for(targets: Sequence[Path], making: Making) -> Workspace:
    """The workspace that these files go to; the same files find the same one again."""
    first = targets[0].resolve()
    name = first.name if first.is_dir() else first.stem if len(targets) == 1 else first.parent.name
    root = making.out or Path(f"{name or 'scans'}.gazette")
    if not is_workspace(root):
        if root.is_dir() and any(root.iterdir()):
            raise UsageError(f"{root}: holds other files", "Give --out with a folder that is empty or new.")
        return init(root, making.title or name or "Untitled", today())
    workspace, settings = _opened(root)
    if making.title not in ("", settings.work.title):
        raise UsageError(
            f"{root}: is the workspace of {settings.work.title!r}", f"The title is in {workspace.config}."
        )
    return workspace


def _take_in(
    workspace: Workspace, settings: Settings, paths: Sequence[Path], issue: str, talk: Reporter
) -> Intake:
    from pipeline.scan.intake import plan, take_in

    reports = []
    with workspace.locked():
        for name, some in plan(paths, issue):
            count = Count(f"intake {name}", "files", 0)
            talk.begin(count)
            start = time.monotonic()
            report = take_in(workspace, some, name, settings, _watching(count, talk))
            count.seconds = time.monotonic() - start
            for path, error in report.refused:
                talk.fault(f"{name} {path.name}", str(error), error.advice)
            count.done, count.fresh, count.failed = len(report.taken), len(report.fresh), len(report.refused)
            talk.end(count)
            reports.append(report)
    return Intake(tuple(reports))


def _watching(count: Count, talk: Reporter) -> Callable[[int, int], None]:
    def progress(done: int, total: int) -> None:
        count.done, count.total = done, total
        talk.advance(count)

    return progress
