"""From facts to a probability, and how a project's own decisions correct it.

The shipped card was learned from other pages.  Each decision of a person says of one character, whose
doubt was d, whether it was wrong.  `refit` learns three things from them: a shift and a slope of the log
odds, for a project whose pages are harder or easier than they look, and a shift for each character that is
misread again and again in one typeface (革 read as 草).  With few decisions little changes: all are held
near nothing by a prior.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from pipeline.proof.evidence.card import probability

FLOOR = 1e-6  # nobody is surer than this
ROUNDS = 40  # of Newton's method; it has settled long before
# inverse variances: how strongly each is held where it says nothing
PRIOR_SHIFT, PRIOR_SLOPE, PRIOR_CHARACTER = 4.0, 100.0, 2.0
STRIDE = 0.5  # no step of Newton's method is longer: far from the goal it would leap over it
FLATTEST = 0.2  # slope: more evidence never means less
LEAST = 2  # errors of a character before it gets a shift of its own
BINS = (0.0, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One character that was shown to a person."""

    text: str
    doubt: float  # the probability of an error that was claimed
    wrong: bool
    weight: float = 1.0  # of how many like it this one was drawn: 1 / share for a place of the control sample


@dataclass(frozen=True, slots=True)
class Calibration:
    """How the log odds of the card are taken in a project; as it stands, as they are."""

    shift: float = 0.0
    slope: float = 1.0
    characters: tuple[tuple[str, float], ...] = ()  # further shifts of the log odds, by what was read
    outcomes: int = 0  # how many it was learned from

    def corrected(self, odds: float, text: str) -> float:
        """The probability that a character is not what is printed, for log odds of the card."""
        own = sum(shift for character, shift in self.characters if character == text)
        return min(1 - FLOOR, max(FLOOR, probability(self.shift + self.slope * odds + own)))

    def corrected_doubt(self, doubt: float, text: str) -> float:
        """The same for a doubt of the bare card."""
        return self.corrected(log_odds(doubt), text)


BARE = Calibration()  # of a project that has decided nothing yet


@dataclass(frozen=True, slots=True)
class Bin:
    """The characters whose doubt was claimed to lie between two values."""

    low: float
    high: float
    count: float
    claimed: float  # their mean doubt
    wrong: float  # the share of them that were wrong


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far claims and outcomes agree."""

    bins: tuple[Bin, ...]  # those that hold any
    error: float  # ECE: the mean distance of claim and outcome over all characters


def refit(outcomes: Sequence[Outcome]) -> Calibration:
    """The calibration of a project from what its people decided; their doubts are those of the bare card."""
    shift, slope = _line(outcomes)
    wrong: dict[str, int] = defaultdict(int)
    for outcome in outcomes:
        wrong[outcome.text] += outcome.wrong
    characters = {}
    for text in sorted(text for text, count in wrong.items() if count >= LEAST):
        own = [o for o in outcomes if o.text == text]
        characters[text] = round(_shift(own, shift, slope), 4)
    return Calibration(round(shift, 4), round(slope, 4), tuple(characters.items()), len(outcomes))


def reliability(outcomes: Iterable[Outcome]) -> Reliability:
    """Claims against outcomes, by bins of the doubt that was claimed (Naeini et al., 2015, for the ECE)."""
    held: dict[int, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        held[max(n for n, low in enumerate(BINS[:-1]) if outcome.doubt >= low)].append(outcome)
    bins = []
    for number in sorted(held):
        count = sum(o.weight for o in held[number])
        claimed = sum(o.weight * o.doubt for o in held[number]) / count
        wrong = sum(o.weight * o.wrong for o in held[number]) / count
        bins.append(Bin(BINS[number], BINS[number + 1], count, claimed, wrong))
    total = sum(one.count for one in bins)
    error = sum(one.count * abs(one.claimed - one.wrong) for one in bins) / total if total else 0.0
    return Reliability(tuple(bins), error)


def log_odds(doubt: float) -> float:
    """The log odds of a probability, held off 0 and 1."""
    held = min(1 - FLOOR, max(FLOOR, doubt))
    return log(held / (1 - held))


def _line(outcomes: Sequence[Outcome]) -> tuple[float, float]:
    """Shift and slope by logistic regression, the two held near 0 and 1 (Platt, 1999, with a prior)."""
    shift, slope = 0.0, 1.0
    points = [(log_odds(o.doubt), float(o.wrong), o.weight) for o in outcomes]
    for _ in range(ROUNDS):
        g0, g1 = PRIOR_SHIFT * shift, PRIOR_SLOPE * (slope - 1)
        h00, h01, h11 = PRIOR_SHIFT, 0.0, PRIOR_SLOPE
        for x, wrong, weight in points:
            p = probability(shift + slope * x)
            pull, width = weight * (p - wrong), weight * p * (1 - p)
            g0, g1 = g0 + pull, g1 + pull * x
            h00, h01, h11 = h00 + width, h01 + width * x, h11 + width * x * x
        det = h00 * h11 - h01 * h01
        shift -= _stride((h11 * g0 - h01 * g1) / det)
        slope = max(FLATTEST, slope - _stride((h00 * g1 - h01 * g0) / det))
    return shift, slope


def _stride(step: float) -> float:
    return max(-STRIDE, min(STRIDE, step))


def _shift(outcomes: Sequence[Outcome], shift: float, slope: float) -> float:
    """What one character is to be shifted by besides."""
    own = 0.0
    points = [(shift + slope * log_odds(o.doubt), float(o.wrong), o.weight) for o in outcomes]
    for _ in range(ROUNDS):
        pull, width = PRIOR_CHARACTER * own, PRIOR_CHARACTER
        for x, wrong, weight in points:
            p = probability(x + own)
            pull += weight * (p - wrong)
            width += weight * p * (1 - p)
        own -= _stride(pull / width)
    return own
