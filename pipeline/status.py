"""Where every page stands.  Each page of each inventory is in exactly one state, and so is each refused file.

The answer comes from the inventories and the ledger, and from which files are there; nothing is
hashed.  So a page whose settings have changed since is "done" here until the next run looks at it.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from pipeline.errors import GazetteError
from pipeline.ledger import Entry, Ledger
from pipeline.model import Finding, Inventory, Severity
from pipeline.settings import Settings
from pipeline.stages import Stage
from pipeline.task import Scope, Task, Unit
from pipeline.workspace import Workspace

INTAKE = "intake"  # what comes before the stages; shown where an inventory is damaged


class State(Enum):
    DONE = "done"
    CHECK = "done with findings"
    FAILED = "failed"
    PENDING = "to do"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a task on a unit failed, and what to do about it."""

    stage: str
    task: str
    code: str
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """One page, one issue as a whole, or the work: a state for each stage that concerns it."""

    unit: Unit
    stages: tuple[tuple[str, State], ...]
    faults: tuple[Fault, ...]
    findings: int  # those that ask for a look; notes for the record do not
    losses: tuple[Finding, ...] = ()  # those of them that say that something is lost

    @property
    def state(self) -> State:
        """FAILED if any stage failed, else PENDING if any is not done, else DONE or CHECK."""
        states = {state for _, state in self.stages}
        for state in (State.FAILED, State.PENDING):
            if state in states:
                return state
        return State.CHECK if self.findings else State.DONE


@dataclass(frozen=True, slots=True)
class IssueStatus:
    issue: str
    whole: UnitStatus  # what concerns the issue as a whole: its report, its export
    pages: tuple[UnitStatus, ...]
    intake: tuple[Finding, ...]  # refused files, gaps, duplicates


@dataclass(frozen=True, slots=True)
class Status:
    title: str
    stages: tuple[str, ...]  # names, in the order of the work
    issues: tuple[IssueStatus, ...]
    work: UnitStatus

    def count(self, state: State) -> int:
        """How many pages are in a state; over all states that is every page."""
        return sum(page.state is state for issue in self.issues for page in issue.pages)


def survey(workspace: Workspace, settings: Settings, stages: Iterable[Stage]) -> Status:
    """Where every page of a workspace stands.

    Raises:
        WorkspaceError: where the ledger is damaged.
    """
    tasks = {stage.name: stage.tasks(settings) for stage in stages}
    books = _Books(workspace, tasks)
    issues = tuple(_issue(books, issue) for issue in workspace.issues())
    return Status(settings.work.title, tuple(tasks), issues, books.status(Unit(), Scope.WORK))


def _issue(books: _Books, issue: str) -> IssueStatus:
    try:
        inventory = books.workspace.inventory(issue)
    except GazetteError as error:
        fault = Fault(INTAKE, "inventory", error.code, str(error), error.advice)
        broken = UnitStatus(Unit(issue), ((INTAKE, State.FAILED),), (fault,), 0)
        return IssueStatus(issue, broken, (), ())
    about = _by_page(inventory)
    pages = tuple(
        books.status(Unit(issue, master.page), Scope.PAGE, about[master.page]) for master in inventory.masters
    )
    return IssueStatus(issue, books.status(Unit(issue), Scope.ISSUE, about[""]), pages, inventory.findings)


def _by_page(inventory: Inventory) -> Mapping[str, int]:
    found: dict[str, int] = defaultdict(int)
    for finding in inventory.findings:
        found[finding.page] += finding.severity is not Severity.NOTE
    return found


class _Books:
    """Everything the ledger says, read once."""

    def __init__(self, workspace: Workspace, tasks: Mapping[str, tuple[Task, ...]]) -> None:
        self.workspace = workspace
        self._tasks = tasks
        self._entries: dict[tuple[str, Unit], Entry] = {}
        self._findings: dict[Unit, int] = {}
        self._losses: dict[Unit, list[Finding]] = defaultdict(list)
        self._lost: set[tuple[str, Unit]] = set()  # done, but a file is gone
        if workspace.ledger.exists():
            with Ledger(workspace.ledger) as ledger:
                self._read(ledger)

    def _read(self, ledger: Ledger) -> None:
        self._entries = {(entry.task, entry.unit): entry for entry in ledger.entries()}
        self._findings = {Unit(issue, page): number for issue, page, number in ledger.finding_counts()}
        for issue, finding in ledger.losses():
            self._losses[Unit(issue, finding.page)].append(finding)
        present = _files(self.workspace)
        self._lost = {(task, unit) for task, unit, path in ledger.all_outputs() if path not in present}

    def status(self, unit: Unit, scope: Scope, findings: int = 0) -> UnitStatus:
        """The state of a unit in each stage that has tasks of that scope."""
        states, faults = [], []
        for stage, tasks in self._tasks.items():
            own = [task for task in tasks if task.scope is scope]
            if own:
                states.append((stage, self._state(own, unit)))
                faults += [fault for task in own for fault in self._fault(task, unit)]
        found = self._findings.get(unit, 0) + findings
        return UnitStatus(unit, tuple(states), tuple(faults), found, tuple(self._losses.get(unit, ())))

    def _state(self, tasks: Iterable[Task], unit: Unit) -> State:
        """DONE means: something was done, and whatever was not has nothing to be done from."""
        states = [self._task_state(task, unit) for task in tasks]
        for state in (State.FAILED, State.PENDING, State.DONE):
            if state in states:
                return state
        return State.PENDING

    def _task_state(self, task: Task, unit: Unit) -> State | None:
        entry = self._entries.get((task.name, unit))
        if entry is None:
            return State.PENDING if task.inputs(self.workspace, unit) else None
        if entry.state == "failed":
            return State.FAILED
        lost = entry.state == "writing" or (task.name, unit) in self._lost
        return State.PENDING if lost else State.DONE

    def _fault(self, task: Task, unit: Unit) -> Iterable[Fault]:
        entry = self._entries.get((task.name, unit))
        if entry and entry.state == "failed":
            yield Fault(entry.stage, entry.task, entry.code, entry.message, entry.advice)


def _files(workspace: Workspace) -> set[str]:
    """Every file of the workspace, relative to it: a few hundred listings instead of a question a file."""
    root = os.fspath(workspace.root)
    found: set[str] = set()
    for folder, _, names in os.walk(root):
        inside = folder[len(root) + 1 :]
        found.update(f"{inside}/{name}" if inside else name for name in names)
    return found
