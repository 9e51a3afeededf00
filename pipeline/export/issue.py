"""An issue as it is exported: its pages, its parts, what is known of it.  All products come from it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.export.documents import Document, Part, divide
from pipeline.export.facts import IssueFacts, issue_facts
from pipeline.export.flow import Page
from pipeline.export.running import with_running_heads
from pipeline.model import Step
from pipeline.settings import WorkSettings

VERSION = "3"  # of the rules that divide an issue; a change makes every issue stale
STEP = Step("export", "gazette-pipeline", VERSION)


@dataclass(frozen=True, slots=True)
class Issue:
    id: str
    work: WorkSettings
    pages: tuple[Page, ...]  # all pages of the inventory, in order
    parts: tuple[Part, ...]  # of the pages that have text, in printed order
    facts: IssueFacts

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(part for part in self.parts if isinstance(part, Document))

    @property
    def title(self) -> str:
        """The work and the number, as a reader names an issue."""
        return f"{self.work.title} {self.facts.label or self.id}"

    @property
    def publisher(self) -> str:
        return self.work.publisher or self.work.title

    @property
    def steps(self) -> tuple[Step, ...]:
        """What made the text, in order, each once."""
        made = [step for page in self.pages if page.edition for step in page.edition.steps]
        return (*dict.fromkeys(made), STEP)


def issue_of(name: str, pages: tuple[Page, ...], work: WorkSettings) -> Issue:
    """Divide an issue's pages into its parts and read its number and date."""
    told = with_running_heads(pages)
    parts = divide(told)
    return Issue(name, work, told, parts, issue_facts(name, told, parts))
