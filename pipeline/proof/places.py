"""Places of a line: stretches of its glyphs, some of them empty."""

from __future__ import annotations

from typing import Protocol


class Place(Protocol):
    """Glyphs ``start`` to ``stop``; where both are equal, the gap before that glyph."""

    @property
    def start(self) -> int: ...

    @property
    def stop(self) -> int: ...


def meet(first: Place, second: Place) -> bool:
    """Have two places of one line something in common?

    Neighbours have not, nor has a gap with what begins or ends at it; two places in one gap have.
    """
    if first.start == first.stop and second.start == second.stop:
        return first.start == second.start
    if first.start == first.stop:
        return second.start < first.start < second.stop
    if second.start == second.stop:
        return first.start < second.start < first.stop
    return max(first.start, second.start) < min(first.stop, second.stop)
