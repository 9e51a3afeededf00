"""Whether the headings and tables that a witness has are in the edition, and as what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Finding, Region, RegionKind, Severity, Witness
from pipeline.proof.accounts import PRINTED, Account, Told, letters, worst

THINGS = ((RegionKind.HEADING, "headings"), (RegionKind.TABLE, "tables"))
OTHER_KIND = "other-kind"
ENOUGH = 0.5  # share of its characters that must be found for a heading or table to be there
SHOWN = 40  # characters of a heading or table that a message quotes


@dataclass(frozen=True, slots=True)
class Counted:
    """How many headings or tables a witness has, and where they are."""

    thing: str
    accounts: Counter[str]  # by `Account`
    lost: int

    @property
    def read(self) -> int:
        return self.accounts.total() + self.lost


def held(witness: Witness, lines: Sequence[Told]) -> tuple[tuple[Counted, ...], tuple[Finding, ...]]:
    """The headings and the tables of a witness, sought in the edition as the witness has it."""
    shelves = _shelves(lines)
    counted: list[Counted] = []
    findings: list[Finding] = []
    for kind, thing in THINGS:
        accounts: Counter[str] = Counter()
        lost = 0
        for region in _of_kind(witness, kind):
            account = _account(region, shelves)
            if account is None:
                lost += 1
                findings.append(_lost(witness, region))
            else:
                accounts[account.value] += 1
                findings += [_otherwise(witness, region)] if account is Account.OTHER_KIND else []
        counted.append(Counted(thing, accounts, lost))
    return tuple(counted), tuple(findings)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The regions of one kind, as the witness has their text."""

    kind: RegionKind
    texts: tuple[tuple[str, tuple[Account, ...]], ...]

    def find(self, text: str) -> Account | None:
        """Where a line is; if not all of it is in the text, what was done with the rest."""
        for whole, accounts in self.texts:
            at = whole.find(text)
            if at >= 0 and text:
                found = worst(accounts[at : at + len(text)])
                return Account.TEXT if found in PRINTED else found
        return None


def _shelves(lines: Sequence[Told]) -> tuple[_Shelf, ...]:
    regions: dict[str, list[Told]] = {}
    for line in lines:
        regions.setdefault(line.region.id, []).append(line)
    kinds: dict[RegionKind, list[tuple[str, tuple[Account, ...]]]] = {}
    for own in regions.values():
        text = "".join(line.text for line in own)
        accounts = tuple(account for line in own for account in line.accounts)
        kinds.setdefault(own[0].region.kind, []).append((text, accounts))
    return tuple(_Shelf(kind, tuple(texts)) for kind, texts in kinds.items())


def _of_kind(witness: Witness, kind: RegionKind) -> Iterator[Region]:
    for region in witness.regions:
        if region.kind is kind and any(letters(line.text) for line in region.lines):
            yield region


def _account(region: Region, shelves: Sequence[_Shelf]) -> Account | None:
    """What most of a region's text is found as; None where most of it is not found."""
    votes: Counter[Account] = Counter()
    length = 0
    for line in region.lines:
        text = letters(line.text)
        length += len(text)
        found = _found(text, region.kind, shelves)
        if found is not None:
            votes[found] += len(text)
    if votes.total() < ENOUGH * length:
        return None
    return max(votes, key=lambda account: votes[account])


def _found(text: str, kind: RegionKind, shelves: Sequence[_Shelf]) -> Account | None:
    own = next((shelf.find(text) for shelf in shelves if shelf.kind is kind), None)
    if own is not None:
        return own
    others = [found for shelf in shelves if shelf.kind is not kind if (found := shelf.find(text))]
    if not others:
        return None
    return Account.OTHER_KIND if Account.TEXT in others else others[0]


def _lost(witness: Witness, region: Region) -> Finding:
    message = f"{witness.sigil} has a {region.kind.value} that is not in the edition: 「{_quoted(region)}」"
    code = f"lost-{region.kind.value}"
    return Finding(code, message, Severity.LOSS, witness.page, region.image, region.box)


def _otherwise(witness: Witness, region: Region) -> Finding:
    message = f"{witness.sigil} has as {region.kind.value} what is none in the edition: 「{_quoted(region)}」"
    return Finding(OTHER_KIND, message, Severity.CHECK, witness.page, region.image, region.box)


def _quoted(region: Region) -> str:
    text = region.joiner.join(line.text for line in region.lines)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
