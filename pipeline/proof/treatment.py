"""What is done with a difference by its kind: shown to people, hidden from them, or settled by rule.

The choice is the project's, in `gazette.toml`; whatever it is, every reading stays in the apparatus.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum

from pipeline.errors import SettingsError
from pipeline.text.kinds import Kind

SETTLED_BY_RULE = (Kind.ENCODING, Kind.PUNCTUATION_WIDTH, Kind.SPACING, Kind.LEADER)
_NAMES = {kind.value: kind for kind in Kind if kind is not Kind.NONE}
_OF_NO_KIND = "disagreement"  # a reason that goes with the kinds of what differs


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

    def hides(self, reasons: Sequence[str]) -> bool:
        """Whether an open place is kept from people by its reasons; doubts and missing lines never are."""
        kinds = [_NAMES.get(reason) for reason in reasons if reason != _OF_NO_KIND]
        known = [kind for kind in kinds if kind is not None]
        return bool(known) and len(known) == len(kinds) and self.of(known) is not Treatment.SHOWN


def treatments(settle: Sequence[str], hide: Sequence[str]) -> Treatments:
    """The treatments that `[proof] settle` and `hide` name, by the values of `Kind`.

    Raises:
        SettingsError: where there is no such kind, or one is in both lists.
    """
    for key, names in (("settle", settle), ("hide", hide)):
        for name in names:
            if name not in _NAMES:
                raise SettingsError(
                    f"[proof] {key}: no kind of difference {name!r}; there are {', '.join(_NAMES)}"
                )
    twice = sorted(set(settle) & set(hide))
    if twice:
        raise SettingsError(f"[proof] settle and hide both name {', '.join(twice)}")
    return Treatments(frozenset(map(_NAMES.__getitem__, settle)), frozenset(map(_NAMES.__getitem__, hide)))
