"""An issue as the people find it: its plan, its log, where its pages stand, what they are shown.

Called from the commands, with the workspace locked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline import codec
from pipeline.derivative import CleanPage
from pipeline.errors import RefusedError
from pipeline.model import Edition
from pipeline.proof.decided import on_page
from pipeline.proof.decisions import state_of
from pipeline.proof.rounds.log import Entry, Event, head_of
from pipeline.proof.rounds.passes import Seen, seen_text
from pipeline.proof.rounds.plan import Plan, plan_of
from pipeline.proof.rounds.standings import standing_of
from pipeline.proof.rounds.state import PageState, states
from pipeline.proof.rounds.store import Store
from pipeline.proof.standing import Carrier, Standing
from pipeline.proof.treatment import is_asked
from pipeline.settings import Settings
from pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Change:
    """What was taken down, and the pages whose text has changed by it: their proof is to be made again."""

    entries: tuple[Entry, ...]
    stale: tuple[str, ...]


class Desk:
    """One issue, from reading its log to writing on: make another one for the next command."""

    def __init__(self, workspace: Workspace, settings: Settings, issue: str) -> None:
        """Raises WorkspaceError where there is no such issue, TamperedError where its log was touched."""
        self.workspace, self.settings, self.issue = workspace, settings, issue
        self.plan: Plan = plan_of(settings.rounds, settings.people)
        self.store = Store(workspace, issue)
        self.masters = {master.page: master for master in workspace.inventory(issue).masters}
        self.entries = self.store.entries()
        self.states = states(self.entries, self.masters, self.plan)

    def mend(self) -> tuple[str, ...]:
        """Bring to an end what a killed process has logged, and no more; the pages changed by it."""
        left = self.store.unconfirmed(self.entries)
        return self._finish(left) if left else ()

    @property
    def unsigned(self) -> int:
        """How many steps of all pages nobody has signed yet."""
        return sum(len(self.plan.steps) - len(state.signed) for state in self.states.values())

    def state(self, page: str) -> PageState:
        """Where a page stands.

        Raises:
            RefusedError: where the issue has no such page.
        """
        if page not in self.states:
            pages = list(self.states)
            raise RefusedError(
                f"{self.issue} has no page {page}",
                f"Its pages are {pages[0]} to {pages[-1]}." if pages else "",
            )
        return self.states[page]

    def seen(self, page: str) -> Seen | None:
        """The page as it is shown to who comes next; None where it has no text.

        Raises:
            RefusedError: where the page has been read, and its edition is missing.
        """
        shown = self.workspace.shown_edition(self.issue, page)
        clean = self.workspace.clean_page(self.issue, page)
        if not shown.exists():
            read = list(shown.parents[1].glob(f"2-ocr/{page}.*.json"))
            if read:
                raise RefusedError(f"{page}: has no edition", f"Make it: gazette proof {self.workspace.root}")
            return None
        edition = codec.load(shown.read_bytes(), Edition, str(shown))
        found = codec.load(clean.read_bytes(), CleanPage, str(clean))
        image = self.masters[page].sha256
        people = self._standing(self.states[page]).shown
        return Seen(edition, on_page(people, found, image), found, image)

    def looked_at(self, page: str, event: Event) -> Event:
        """An event on a page whose text it leaves as it is: image, text and state filled in."""
        seen = self.seen(page)
        if seen is None:
            return replace(event, page=page, image=self.masters[page].sha256)
        digest = self.store.put_text(seen_text(seen))
        opened = sum(map(is_asked, seen.edition.apps))
        facts = (("state", state_of(seen.edition)), ("open", str(opened)), *event.facts)
        return replace(event, page=page, image=seen.image, before=digest, after=digest, facts=facts)

    def take_down(self, events: Sequence[Event]) -> Change:
        """Write events to the log, and the standing of the pages that they are on."""
        made = self.store.append(events)
        self.entries = (*self.entries, *made)
        return Change(made, self._finish(made))

    def _finish(self, made: Sequence[Entry]) -> tuple[str, ...]:
        """Write the standing of the pages of some entries anew; those of which it has changed."""
        self.states = states(self.entries, self.masters, self.plan)
        pages = [page for page in dict.fromkeys(entry.page for entry in made) if page in self.states]
        changed = [page for page in pages if self.store.put_standing(self._standing(self.states[page]))]
        self.store.confirm(head_of(self.entries))
        return tuple(changed)

    def _standing(self, state: PageState) -> Standing:
        return standing_of(state, self.entries, self.plan, self._text)

    def _text(self, digest: str) -> Carrier:
        return self.store.text(digest)
