"""The run: for each stage, for each task, for each page: fresh? pass it by. Else do it.

The runner alone writes: a task's files are announced in the ledger, renamed into place one by one,
then confirmed.  Killed at any instant, the next run finds either whole announced files or work to be
done again, with the same bytes.  A page that fails is taken down, and the others go on.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import freshness
from pipeline.errors import ExitCode, GazetteError, NoSpaceError, WorkspaceError
from pipeline.ledger import Entry, Ledger, Output
from pipeline.progress import Count, Reporter, reporter
from pipeline.settings import Settings
from pipeline.stages import Stage
from pipeline.task import Product, Task, Unit
from pipeline.workers import Call, Crew, ExecutorFactory, Fault, fault, processes
from pipeline.workspace import Workspace, sha256, write_atomic

LOG = "gazette.log"  # tracebacks of faults that are ours


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes about it; none of this changes a byte of what comes out."""

    issues: tuple[str, ...] = ()  # empty for all
    talk: Callable[[], Reporter] = reporter
    factory: ExecutorFactory = processes


@dataclass(frozen=True, slots=True)
class Failure:
    """One unit that a task did not bring to an end."""

    stage: str
    task: str
    unit: Unit
    fault: Fault


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: a count for each task in order, and every failure."""

    counts: tuple[Count, ...]
    failures: tuple[Failure, ...]
    pages: int  # pages at which something was done
    findings: int  # in the whole workspace, after the run
    losses: int  # those of them that say that something is lost
    seconds: float

    @property
    def exit_code(self) -> ExitCode:
        """INTERNAL if a failure is a fault of the program, PAGES_FAILED if anything failed, else OK."""
        if any(failure.fault.exit_code is ExitCode.INTERNAL for failure in self.failures):
            return ExitCode.INTERNAL
        return ExitCode.PAGES_FAILED if self.failures else ExitCode.OK

    @property
    def pages_per_minute(self) -> float:
        return 60 * self.pages / self.seconds if self.seconds else 0.0


def run(
    workspace: Workspace, settings: Settings, stages: Iterable[Stage], options: Options | None = None
) -> Report:
    """Bring the given stages up to date for the given issues.

    Raises:
        LockedError: where another process works on the workspace.
        NoSpaceError: where the disk is full; every other page would fail as well.
        WorkspaceError: where nothing has been taken in, or an issue asked for is not there.
    """
    options = options or Options()
    start = time.monotonic()
    workers = settings.run.workers or os.cpu_count() or 1
    with (
        workspace.locked(),
        Ledger(workspace.ledger) as ledger,
        Crew(workers, options.factory) as crew,
    ):
        batch = _Batch(workspace, settings, ledger, crew, options.talk())
        batch.take_stock(options.issues)
        for stage in stages:
            tasks = stage.tasks(settings)
            batch.retire(stage, tasks)
            for task in tasks:
                batch.do(stage, task)
        return batch.report(time.monotonic() - start)


@dataclass(slots=True)
class _Batch:
    """One run under way: what it works with, and what has come of it so far."""

    workspace: Workspace
    settings: Settings
    ledger: Ledger
    crew: Crew
    reporter: Reporter
    pages: dict[str, tuple[str, ...]] = field(default_factory=dict)  # page ids by issue
    counts: list[Count] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    touched: set[Unit] = field(default_factory=set)

    def take_stock(self, issues: tuple[str, ...]) -> None:
        """Read the inventories.  A damaged one fails its issue, unless the issue was asked for by name."""
        for issue in issues or self.workspace.issues():
            try:
                masters = self.workspace.inventory(issue).masters
                self.pages[issue] = tuple(master.page for master in masters)
            except GazetteError as error:
                if issues:
                    raise
                self._note(Failure("intake", "inventory", Unit(issue), fault(error)))
        if not self.pages and not self.failures:
            advice = "Take pages in first: gazette intake DIR PATH…"
            raise WorkspaceError(f"{self.workspace.root}: holds no pages yet", advice)

    def retire(self, stage: Stage, tasks: tuple[Task, ...]) -> None:
        """Remove what the stage made by tasks no longer asked for, or of pages no longer in the inventory.

        What an issue without a readable inventory holds is left alone.
        """
        wanted = {task.name: set(freshness.units(task, self.pages)) for task in tasks}
        for name, unit in self.ledger.listed(stage.name):
            known = unit.issue in self.pages or not unit.issue
            if known and unit not in wanted.get(name, ()):
                self._remove(output.path for output in self.ledger.outputs(name, unit))
                self.ledger.forget(name, unit)

    def do(self, stage: Stage, task: Task) -> None:
        """Bring one task up to date on all its units."""
        start = time.monotonic()
        units = freshness.units(task, self.pages)
        label = stage.name if task.name == stage.name else f"{stage.name} {task.name}"
        count = Count(label, f"{task.scope.value}s", len(units))
        self.counts.append(count)
        self.reporter.begin(count)
        for call, outcome in self.crew.outcomes(task, self._stale(task, units, count)):
            count.seconds = time.monotonic() - start
            self._settle(stage, call, outcome.result, outcome.seconds)
            self.reporter.advance(count)
        self.reporter.end(count)

    def _stale(self, task: Task, units: tuple[Unit, ...], count: Count) -> Iterator[Call]:
        for unit in units:
            try:
                call = freshness.call_for(task, unit, self.workspace, self.ledger, self.settings)
                if call and not freshness.is_fresh(call, self.ledger):
                    yield call
                    continue
                count.fresh += call is not None
                if call is None:
                    count.skipped += 1
                    self._lapse(task, unit)
            except NoSpaceError:
                raise
            except Exception as error:  # as in a worker: a fault on one unit does not end the batch
                self._fail(Failure(task.stage, task.name, unit, fault(error)), "", 0.0)
            self.reporter.advance(count)

    def _lapse(self, task: Task, unit: Unit) -> None:
        """Strike out what has neither its inputs nor all its files any more; whole results stay."""
        outputs = [output.path for output in self.ledger.outputs(task.name, unit)]
        if not outputs or not all((self.workspace.root / path).exists() for path in outputs):
            self._remove(outputs)
            self.ledger.forget(task.name, unit)

    def _settle(self, stage: Stage, call: Call, result: Product | Fault, seconds: float) -> None:
        if isinstance(result, Product):
            try:
                self._keep(stage, call, result, seconds)
            except NoSpaceError:
                raise
            except Exception as error:  # a product that cannot be kept fails its unit alone
                result = fault(error)
        if isinstance(result, Fault):
            self._fail(Failure(stage.name, call.task.name, call.unit, result), call.fingerprint, seconds)

    def _keep(self, stage: Stage, call: Call, product: Product, seconds: float) -> None:
        """Announce, write, confirm.  What an earlier time made and this one did not goes first."""
        outputs = tuple(self._output(stage, path, data) for path, data in product.files)
        before = {output.path for output in self.ledger.outputs(call.task.name, call.unit)}
        self._remove(before.difference(output.path for output in outputs))
        entry = Entry(
            call.task.name, call.unit, stage.name, "writing", call.fingerprint, "", "", "", seconds, 0
        )
        self.ledger.announce(entry, outputs, product.findings)
        for (path, data), output in zip(product.files, outputs, strict=True):
            write_atomic(path, data)
            stat = path.stat()
            self.ledger.remember_hash(output.path, stat.st_size, stat.st_mtime_ns, output.sha256)
        self.ledger.confirm(call.task.name, call.unit)
        self.counts[-1].done += 1
        if call.unit.page:
            self.touched.add(call.unit)

    def _output(self, stage: Stage, path: Path, data: bytes) -> Output:
        name = freshness.relative(path, self.workspace)
        if stage.folder not in Path(name).parts[:2]:
            raise ValueError(f"{name} does not lie in {stage.folder}, the folder of {stage.name}")
        return Output(name, sha256(data), len(data))

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            try:
                (self.workspace.root / name).unlink(missing_ok=True)
            except OSError as error:
                raise NoSpaceError(f"{name}: cannot be removed: {error.strerror}") from error

    def _fail(self, failure: Failure, fingerprint: str, seconds: float) -> None:
        if failure.fault.exit_code is ExitCode.NO_SPACE:
            raise NoSpaceError(f"{failure.unit}: {failure.fault.message}", failure.fault.advice)
        why = (failure.fault.code, failure.fault.message, failure.fault.advice)
        self.ledger.fail(
            Entry(failure.task, failure.unit, failure.stage, "failed", fingerprint, *why, seconds, 0)
        )
        self.counts[-1].failed += 1
        self._note(failure)

    def _note(self, failure: Failure) -> None:
        self.failures.append(failure)
        where = f"{failure.unit} {failure.task}"
        self.reporter.fault(where, failure.fault.message, failure.fault.advice)
        if failure.fault.trace:
            with (self.workspace.root / LOG).open("a", encoding="utf-8") as log:
                log.write(f"{where}\n{failure.fault.trace}\n")

    def report(self, seconds: float) -> Report:
        findings = sum(number for _, _, number in self.ledger.finding_counts())
        done = tuple(self.counts), tuple(self.failures), len(self.touched)
        return Report(*done, findings, len(self.ledger.losses()), seconds)
