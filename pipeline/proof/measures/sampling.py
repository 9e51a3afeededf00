"""How much of a text to read so that a bound on its errors holds, and which lines those are.

The plan answers the consumer's question: if the text had more errors than the bound, the sample would
pass with no more than 1 - confidence.  Lines are drawn whole, since people read lines; which ones
follows from the seed and the lines alone, so that anyone can draw the same sample again.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.proof.measures.tails import hypergeometric_at_most, last


@dataclass(frozen=True, slots=True)
class Plan:
    """Read so many characters of so many; pass where no more than `allowed` errors are found."""

    population: int  # characters of the whole
    to_read: int
    allowed: int
    bound: float  # errors for one character that must be ruled out
    confidence: float


@dataclass(frozen=True, slots=True)
class Drawable:
    """A line that may be drawn."""

    page: str
    line: str
    size: int  # characters


def plan(population: int, bound: float, confidence: float, allowed: int = 0) -> Plan:
    """The fewest characters to read so that finding no more than `allowed` errors proves the bound.

    Drawn without return, so that a small text need not be read whole; for a large one without errors
    found it is the rule of three: 3 / bound at 95 %.
    """
    if not 0 < bound < 1 or not 0 < confidence < 1:
        raise ValueError(f"bound {bound} and confidence {confidence} must lie between 0 and 1")
    too_many = math.floor(bound * population) + 1
    if too_many > population - 1 or too_many <= allowed:
        return Plan(population, population, allowed, bound, confidence)

    def proves_nothing(read: int) -> bool:
        return hypergeometric_at_most(allowed, population, too_many, read) > 1 - confidence

    short = last(proves_nothing, 0, population - 1)
    return Plan(population, min(population, short + 1), allowed, bound, confidence)


def plan_for(population: int, bound: float, confidence: float, good: float, chance: float) -> Plan:
    """The smallest plan that also passes a text with `good` errors a character with at least `chance`.

    Reading more allows for some errors, so that a good text is not refused by bad luck.  Where no plan
    can tell the two apart, everything is read.
    """
    if not 0 <= good < bound:
        raise ValueError(f"a good text has fewer errors than the bound {bound}, not {good}")
    allowed = 0
    while True:
        found = plan(population, bound, confidence, allowed)
        if found.to_read >= population or chance_to_pass(found, good) >= chance:
            return found
        allowed += 1


def chance_to_pass(made: Plan, errors: float) -> float:
    """The probability that a text with so many errors a character passes: the plan's characteristic."""
    marked = min(made.population, round(errors * made.population))
    return hypergeometric_at_most(made.allowed, made.population, marked, made.to_read)


def draw(lines: Sequence[Drawable], characters: int, seed: str) -> tuple[Drawable, ...]:
    """Lines drawn at random until they hold so many characters, in the order in which they were given.

    Every line is as likely to be drawn as any other: they are ranked by the SHA-256 of seed and name.
    """
    ranked = sorted(range(len(lines)), key=lambda n: _rank(lines[n], seed))
    chosen: list[int] = []
    held = 0
    for number in ranked:
        if held >= characters:
            break
        if lines[number].size:
            chosen.append(number)
            held += lines[number].size
    return tuple(lines[number] for number in sorted(chosen))


def _rank(line: Drawable, seed: str) -> bytes:
    return hashlib.sha256(f"{seed}\t{line.page}\t{line.line}".encode("utf-8", "surrogatepass")).digest()
