"""What a build has to do: which issues are new, changed or gone, and where the new ones stand in the order.

Issues have slots, numbers with room between them; an issue that comes in between two others gets a
slot between theirs, so that nothing else moves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.search.segments import MAX_SLOT

WHOLE = 3  # from one issue in so many changed on, everything is made anew: it leaves no gaps behind


@dataclass(frozen=True, slots=True)
class Held:
    """An issue that a generation holds."""

    issue: str
    digest: str  # of its texts
    slot: int


@dataclass(frozen=True, slots=True)
class Plan:
    """How to get from one generation to the next."""

    whole: bool  # begin with an empty folder
    remove: tuple[str, ...]
    add: tuple[str, ...]
    held: tuple[Held, ...]  # afterwards, in natural order

    @property
    def nothing(self) -> bool:
        return not (self.whole or self.remove or self.add)


def plan(before: Sequence[Held], now: Mapping[str, str]) -> Plan:
    """From what is held to what there is: issues in natural order, each with the digest of its texts."""
    known = {held.issue: held for held in before}
    add = tuple(issue for issue, digest in now.items() if issue not in known or known[issue].digest != digest)
    remove = tuple(held.issue for held in before if now.get(held.issue) != held.digest)
    slots = _slots({issue: known[issue].slot for issue in now if issue in known}, tuple(now))
    if not before or slots is None or WHOLE * len({*add, *remove}) >= len(now):
        step = MAX_SLOT // (len(now) + 1)
        held = tuple(Held(issue, digest, n * step) for n, (issue, digest) in enumerate(now.items(), 1))
        return Plan(True, (), tuple(now), held)
    return Plan(
        False, remove, add, tuple(Held(i, d, s) for (i, d), s in zip(now.items(), slots, strict=True))
    )


def _slots(known: Mapping[str, int], issues: Sequence[str]) -> list[int] | None:
    """A slot for each issue, in order; None where there is no room between two of those that have one."""
    slots: list[int] = []
    waiting = 0
    for issue in (*issues, None):
        end = MAX_SLOT if issue is None else known.get(issue)
        if end is None:
            waiting += 1
            continue
        last = slots[-1] if slots else 0
        step = (end - last) // (waiting + 1)
        if step < 1:
            return None
        slots += [last + n * step for n in range(1, waiting + 1)]
        if issue is not None:
            slots.append(end)
        waiting = 0
    return slots
