"""The numbers of a page, one by one: a number with a digit lost is another number.

A witness's numbers are sought in its lines as the edition tells them, and, where a line break stands within
one, in the running text of its region.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipeline.model import Finding, Region, Severity, TextLine, Witness
from pipeline.proof.accounts import Account, Told, letters, spaced, worst
from pipeline.text.census import number_spans

LOST_NUMBER = "lost-number"


@dataclass(frozen=True, slots=True)
class Lost:
    """A number that stands nowhere as the witness has it."""

    number: str
    region: Region
    line: TextLine


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a witness: what became of each."""

    accounts: Counter[str]  # by `Account`
    lost: tuple[Lost, ...]


def counted(witness: Witness, lines: Sequence[Told]) -> Numbers:
    """Seek each number of a witness in the edition as the witness has it; none is found twice."""
    stock: dict[str, list[Account]] = {}
    for told in lines:
        for number, account in told.numbers:
            stock.setdefault(number, []).append(account)
    runs = _Runs(witness, lines)
    accounts: Counter[str] = Counter()
    lost: list[Lost] = []
    for region in witness.regions:
        for line in region.lines:
            for number in _numbers(line.text):
                found = stock[number].pop() if stock.get(number) else runs.account(number)
                if found is None:
                    lost.append(Lost(number, region, line))
                else:
                    accounts[found.value] += 1
    return Numbers(accounts, tuple(lost))


def _numbers(text: str) -> list[str]:
    key = spaced(text)
    return [key[start:stop] for start, stop in number_spans(key)]


class _Runs:
    """Numbers that a line break cuts, or that no blank divides, on one side and not on the other."""

    def __init__(self, witness: Witness, lines: Sequence[Told]) -> None:
        self._own = "".join(letters(line.text) for region in witness.regions for line in region.lines)
        self._text = "".join(line.text for line in lines)
        self._accounts = [account for line in lines for account in line.accounts]
        self._breaks = set(accumulate(len(line.text) for line in lines))

    def account(self, number: str) -> Account | None:
        """Where a number is as part of a longer run of digits: over lines, or as the witness has it."""
        for start, stop in number_spans(self._text):
            at = self._text.find(number, start, stop)
            broken = not self._breaks.isdisjoint(range(start + 1, stop))
            if at >= 0 and (broken or self._text[start:stop] in self._own):
                return worst(self._accounts[at : at + len(number)])
        return None


def lost_numbers(witness: Witness, lost: Sequence[Lost]) -> tuple[Finding, ...]:
    """A finding for each."""
    return tuple(
        Finding(
            LOST_NUMBER,
            f"{witness.sigil} has the number {one.number} in {one.line.id}; the edition has it nowhere",
            Severity.LOSS,
            witness.page,
            one.region.image,
            one.line.box or one.region.box,
        )
        for one in lost
    )
