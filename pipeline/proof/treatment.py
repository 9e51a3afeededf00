"""What is done with a difference by its kind: shown to people, hidden from them, or settled by rule.

The choice is the project's, in `gazette.toml`; whatever it is, every reading stays in the apparatus.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum

from pipeline.model import App
from pipeline.text.kinds import Kind

SETTLED_BY_RULE = (Kind.ENCODING, Kind.PUNCTUATION_WIDTH, Kind.SPACING, Kind.LEADER)
HIDDEN = "hidden"  # the last reason of an open place that nobody is asked about


class Treatment(Enum):
    SHOWN = "shown"  # a person is asked
    HIDDEN = "hidden"  # nobody is asked, and nothing claimed: the place stays open, the base's reading stands
    SETTLED = "settled"  # the base's reading stands by rule


@dataclass(frozen=True, slots=True)
class Treatments:
    """The kinds of difference that are not shown."""

    settled: frozenset[Kind] = frozenset(SETTLED_BY_RULE)
    hidden: frozenset[Kind] = frozenset()

    def of(self, kinds: Collection[Kind]) -> Treatment:
        """Of a place whose readings differ in these kinds: what all of them allow."""
        if self.settled.issuperset(kinds):
            return Treatment.SETTLED
        return Treatment.HIDDEN if (self.settled | self.hidden).issuperset(kinds) else Treatment.SHOWN


def treatments(settle: Sequence[str], hide: Sequence[str]) -> Treatments:
    """The treatments that `[proof] settle` and `hide` name, by the values of `Kind`."""
    return Treatments(frozenset(map(Kind, settle)), frozenset(map(Kind, hide)))


def is_asked(app: App) -> bool:
    """Whether a place is put to people: open, and of no kind that is hidden from them."""
    return not app.settled and HIDDEN not in app.reasons
