"""Tails of the few distributions that the measures rest on, exactly and without a statistics package.

Each tail is summed on the side away from the mean, where the terms fall, so that nothing is lost
between numbers near 1; the other side is its complement.
"""

from __future__ import annotations

import math
from collections.abc import Callable

_NEGLIGIBLE = 1e-17  # of the sum so far
_STEPS = 200  # of bisection and of series: more than the precision of a float takes


def binomial_at_most(found: int, drawn: int, rate: float) -> float:
    """The probability of `found` or fewer in `drawn` independent draws, each with probability `rate`."""
    if found < 0:
        return 0.0
    if found >= drawn or rate <= 0:
        return 1.0
    if rate >= 1:
        return 0.0
    odds = rate / (1 - rate)
    if found >= drawn * rate:
        up = _binomial(found + 1, drawn, rate)
        return 1 - _sum(up, found + 1, drawn, lambda k: (drawn - k) / (k + 1) * odds)
    down = _binomial(found, drawn, rate)
    return _sum(down, -found, 0, lambda k: -k / (drawn + k + 1) / odds)


def hypergeometric_at_most(found: int, whole: int, marked: int, drawn: int) -> float:
    """The probability of `found` or fewer marked ones, where `drawn` of `whole` are drawn without return."""
    lowest, highest = max(0, drawn + marked - whole), min(marked, drawn)
    if found < lowest:
        return 0.0
    if found >= highest:
        return 1.0
    if found * whole >= drawn * marked:
        up = hypergeometric(found + 1, whole, marked, drawn)
        return 1 - _sum(up, found + 1, highest, lambda k: _next(k, whole, marked, drawn))
    down = hypergeometric(found, whole, marked, drawn)
    return _sum(down, -found, -lowest, lambda k: 1 / _next(-k - 1, whole, marked, drawn))


def hypergeometric(found: int, whole: int, marked: int, drawn: int) -> float:
    """The probability of exactly `found` marked ones."""
    if not max(0, drawn + marked - whole) <= found <= min(marked, drawn):
        return 0.0
    ways = _log_choose(marked, found) + _log_choose(whole - marked, drawn - found)
    return math.exp(min(0.0, ways - _log_choose(whole, drawn)))


def chi_square_above(value: float, degrees: int) -> float:
    """The probability that chi-square with so many degrees of freedom lies above `value`.

    The regularised upper gamma function, by its series below the mean and its continued fraction
    above (Abramowitz and Stegun 6.5.29, 6.5.31).
    """
    if degrees <= 0 or value <= 0:
        return 1.0
    shape, x = degrees / 2, value / 2
    scale = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    return scale * _fraction(shape, x) if x > shape + 1 else 1 - scale * _series(shape, x)


def crossing(holds: Callable[[float], bool], low: float, high: float) -> float:
    """Where a condition that holds at `low` and no more at `high` ends."""
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def last(holds: Callable[[int], bool], start: int, most: int) -> int:
    """The greatest whole number up to `most` at which a condition that holds at `start` still holds."""
    step = 1
    while start + step <= most and holds(start + step):
        step *= 2
    low, high = start + step // 2, min(start + step, most + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def _sum(term: float, first: int, final: int, ratio: Callable[[int], float]) -> float:
    """term(first) + … + term(final), where term(k + 1) = term(k) · ratio(k)."""
    total = 0.0
    for k in range(first, final + 1):
        total += term
        if term <= total * _NEGLIGIBLE or k == final:
            break
        term *= ratio(k)
    return min(1.0, total)


def _next(k: int, whole: int, marked: int, drawn: int) -> float:
    return (marked - k) * (drawn - k) / ((k + 1) * (whole - marked - drawn + k + 1))


def _binomial(found: int, drawn: int, rate: float) -> float:
    ways = _log_choose(drawn, found)
    return math.exp(ways + found * math.log(rate) + (drawn - found) * math.log1p(-rate))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _series(shape: float, x: float) -> float:
    term = total = 1 / shape
    for n in range(1, _STEPS * 50):
        term *= x / (shape + n)
        total += term
        if term < total * _NEGLIGIBLE:
            break
    return total


def _fraction(shape: float, x: float) -> float:
    """Lentz's evaluation of the continued fraction."""
    b = x + 1 - shape
    c, d = 1 / 1e-300, 1 / b
    value = d
    for n in range(1, _STEPS * 50):
        a = -n * (n - shape)
        b += 2
        d = 1 / (a * d + b)
        c = b + a / c
        value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return value
