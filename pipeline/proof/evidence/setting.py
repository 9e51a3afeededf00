"""How a line is set: how long it is, in what region, and where the number at its head ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Direction
from pipeline.proof.evidence.stands import UNKNOWN
from pipeline.proof.evidence.units import UnitLine
from pipeline.text.numbering import leading

MOST_LINES = 4  # of a region; longer ones are all alike


@dataclass(frozen=True, slots=True)
class Setting:
    """What a line is like among those of its page."""

    lines: float  # of its region, up to MOST_LINES
    share: float  # of the length of the longest line of its image and direction
    label: int  # the unit behind the number at its head; -1 where it has none

    def behind(self, n: int) -> int:
        """1 for the unit behind the number, 2 for the next one; 0 for all others."""
        return n - self.label + 1 if self.label >= 0 and n - self.label in (0, 1) else 0


def settings(lines: Sequence[UnitLine]) -> tuple[Setting, ...]:
    """The setting of each line of a page."""
    longest: dict[tuple[str, Direction], int] = {}
    for line in lines:
        key = line.image, line.direction
        longest[key] = max(longest.get(key, 1), _length(line))
    counts = _region_lines(lines)
    return tuple(
        Setting(
            float(min(MOST_LINES, count)),
            _length(line) / longest[line.image, line.direction] if line.box else UNKNOWN,
            _label(line),
        )
        for line, count in zip(lines, counts, strict=True)
    )


def _length(line: UnitLine) -> int:
    if line.box is None:
        return 0
    return line.box.height if line.direction is Direction.VERTICAL else line.box.width


def _region_lines(lines: Sequence[UnitLine]) -> list[int]:
    """Of each line, how many there are in its region."""
    counts: list[int] = []
    waiting = 0
    for line in lines:
        waiting += 1
        if line.last:
            counts += [waiting] * waiting
            waiting = 0
    return counts + [waiting] * waiting


def _label(line: UnitLine) -> int:
    """The unit that stands behind a leading number."""
    found = leading("".join(unit.text[:1] for unit in line.units if unit.text))
    if found is None:
        return -1
    written = [n for n, unit in enumerate(line.units) if unit.text]
    return written[found.stop] if found.stop < len(written) else -1
