"""What is wrong with a row of numbers that should go on by one: the least that explains it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Costs.  One number misread is likelier than one missing, and two misread less likely than one missing.
MISREAD, MISSING, ANEW, FREE = 1.0, 1.5, 0.3, 0.05


@dataclass(frozen=True, slots=True)
class Fault:
    """A number that does not go on from the one before it."""

    index: int
    expected: int
    missing: bool  # the number itself may be right: those from `expected` on are not there


@dataclass(frozen=True, slots=True)
class _Way:
    """One explanation of the numbers so far."""

    cost: float
    faults: tuple[Fault, ...]


def faults(numbers: Sequence[int], free: bool = False, repeats: bool = False) -> tuple[Fault, ...]:
    """The faults of a row of numbers.

    A row begins with 1, anywhere if it is `free`; it may begin anew at any 1.  With `repeats` a number may
    stand twice.
    """
    if not numbers:
        return ()
    ways = _first(numbers[0], numbers, free)
    for index in range(1, len(numbers)):
        ways = _next(ways, index, numbers[index], repeats)
    return min(ways.values(), key=lambda way: way.cost).faults


def _first(number: int, numbers: Sequence[int], free: bool) -> dict[int, _Way]:
    """For each number that may be the first the way to it."""
    ways = {1: _item(_Way(0.0, ()), 0, number, 1)}
    if free:
        for index, other in enumerate(numbers):
            if (start := other - index) > 0:
                _keep(ways, start, _item(_Way(FREE, ()), 0, number, start))
    else:
        _keep(ways, number, _Way(MISSING, (Fault(0, 1, True),)))
    return ways


def _next(ways: dict[int, _Way], index: int, number: int, repeats: bool) -> dict[int, _Way]:
    found: dict[int, _Way] = {}
    for last, way in ways.items():
        _keep(found, last + 1, _item(way, index, number, last + 1))
        if repeats and number == last:
            _keep(found, last, way)
        if number != last + 1:
            jump = Fault(index, last + 1, True)
            _keep(found, number, _Way(way.cost + MISSING, (*way.faults, jump)))
        _keep(found, 1, _item(_Way(way.cost + ANEW, way.faults), index, number, 1))
    return found


def _item(way: _Way, index: int, number: int, expected: int) -> _Way:
    if number == expected:
        return way
    return _Way(way.cost + MISREAD, (*way.faults, Fault(index, expected, False)))


def _keep(ways: dict[int, _Way], last: int, way: _Way) -> None:
    if last not in ways or way.cost < ways[last].cost:
        ways[last] = way
