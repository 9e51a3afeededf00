"""The balance sheet of a page: what each witness has read, and where all of it is in the edition.

Characters, numbers of three digits or more, headings and tables go in; each comes out in the text, as a
reading in the apparatus, or as a loss, and losses are findings with what and where.  People are witnesses of
what they decided.  The sheet is made from the witnesses and the finished edition alone, so that it also finds
what a fault of collation, of settling or of laying decisions over it would drop.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Edition, Finding, Severity, Witness
from pipeline.proof import losses, structure
from pipeline.proof.accounts import Account, Told, letters, told
from pipeline.proof.decisionsheet import decisions, lost_decisions
from pipeline.proof.numbersheet import counted, lost_numbers
from pipeline.proof.standing import Carrier

FOREIGN_TEXT = "foreign-text"
UNBALANCED = "unbalanced-pages"
SHOWN = 40  # characters that a message quotes
SHOWN_PAGES = 10  # that a message names


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one sort of things that one witness has.

    `read` is the sum of what is accounted for and what is lost, less what is `foreign`: said to be the
    witness's, and not its own.
    """

    sigil: str  # of an engine; "log:17" of a person
    thing: str  # "characters", "numbers", "headings", "tables"; of a person, "decisions"
    read: int
    accounted: tuple[tuple[str, int], ...]  # by `Account`, those that are not nothing
    lost: int
    foreign: int = 0
    decided: tuple[tuple[str, int], ...] = ()  # by whom: the entry of the log, and how many it set aside


@dataclass(frozen=True, slots=True)
class Sheet:
    """The balance of one page."""

    page: str
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    people: tuple[tuple[str, str], ...] = ()  # entry of the log, and who made it

    @property
    def balanced(self) -> bool:
        return not any(entry.lost or entry.foreign for entry in self.entries)


@dataclass(frozen=True, slots=True)
class IssueBalance:
    """The balance of an issue: sums over its pages, and the pages that do not balance."""

    issue: str
    pages: int
    entries: tuple[Entry, ...]
    unbalanced: tuple[str, ...]  # page ids
    people: tuple[tuple[str, str], ...] = ()  # entry of the log, and who made it


def balance(witnesses: Sequence[Witness], edition: Edition, people: Sequence[Carrier] = ()) -> Sheet:
    """Hold an edition against the witnesses and the decisions that it was made from; in the frame of one
    image."""
    entries: list[Entry] = []
    findings: list[Finding] = []
    for witness in sorted(witnesses, key=lambda witness: witness.sigil):
        lines = told(edition, witness.sigil)
        have = Counter("".join(letters(text) for text in _texts(witness)))
        said = Counter("".join(line.text for line in lines))
        lost, more = have - said, said - have
        entries.append(_characters(witness.sigil, lines, lost, more))
        findings += losses.located(witness, lost, lines)
        findings += _foreign(witness, more)
        numbers = counted(witness, lines)
        findings += lost_numbers(witness, numbers.lost)
        entries.append(_entry(witness.sigil, "numbers", numbers.accounts, len(numbers.lost)))
        parts, kinds = structure.held(witness, lines)
        entries += [_entry(witness.sigil, part.thing, part.accounts, part.lost) for part in parts]
        findings += kinds
    done = decisions(people, edition)
    entries += [_entry(one.sigil, "decisions", one.accounts, len(one.lost)) for one in done]
    findings += lost_decisions(edition.page, done)
    names = tuple((one.sigil, one.actor) for one in done)
    return Sheet(edition.page, tuple(entries), tuple(findings), names)


def summary(issue: str, sheets: Iterable[Sheet]) -> IssueBalance:
    """The sheets of an issue's pages added up, by witness and by thing."""
    pages = list(sheets)
    sums: dict[tuple[str, str], list[Entry]] = {}
    for sheet in pages:
        for entry in sheet.entries:
            sums.setdefault((entry.sigil, entry.thing), []).append(entry)
    entries = tuple(_added(sigil, thing, parts) for (sigil, thing), parts in sorted(sums.items()))
    unbalanced = tuple(sheet.page for sheet in pages if not sheet.balanced)
    people = tuple(sorted({pair for sheet in pages for pair in sheet.people}))
    return IssueBalance(issue, len(pages), entries, unbalanced, people)


def unbalanced_finding(found: IssueBalance) -> tuple[Finding, ...]:
    """One finding for an issue that has pages which do not balance."""
    if not found.unbalanced:
        return ()
    first = ", ".join(found.unbalanced[:SHOWN_PAGES])
    more = " …" if len(found.unbalanced) > SHOWN_PAGES else ""
    count = len(found.unbalanced)
    message = f"{count} of {found.pages} pages do not account for all that was read: {first}{more}"
    return (Finding(UNBALANCED, message, Severity.LOSS),)


def _added(sigil: str, thing: str, parts: Sequence[Entry]) -> Entry:
    accounts: Counter[str] = Counter()
    for part in parts:
        accounts.update(dict(part.accounted))
    decided: Counter[str] = Counter()
    for part in parts:
        decided.update(dict(part.decided))
    lost, foreign = sum(part.lost for part in parts), sum(part.foreign for part in parts)
    return replace(_entry(sigil, thing, accounts, lost, foreign), decided=tuple(sorted(decided.items())))


def _characters(sigil: str, lines: Sequence[Told], lost: Counter[str], more: Counter[str]) -> Entry:
    accounts = Counter(account.value for line in lines for account in line.accounts)
    deciders = Counter(name for line in lines for name in line.deciders)
    entry = _entry(sigil, "characters", accounts, lost.total(), more.total())
    return replace(entry, decided=tuple(sorted(deciders.items())))


def _entry(sigil: str, thing: str, accounts: Counter[str], lost: int, foreign: int = 0) -> Entry:
    ordered = tuple((one.value, accounts[one.value]) for one in Account if accounts[one.value])
    return Entry(sigil, thing, accounts.total() + lost - foreign, ordered, lost, foreign)


def _texts(witness: Witness) -> Iterator[str]:
    return (glyph.text for region in witness.regions for line in region.lines for glyph in line.glyphs)


def _foreign(witness: Witness, more: Counter[str]) -> tuple[Finding, ...]:
    if not more:
        return ()
    chars = "".join(sorted(more.elements()))
    quoted = chars if len(chars) <= SHOWN else f"{chars[:SHOWN]}…"
    message = (
        f"the edition says that {witness.sigil} has {len(chars)} characters that it has not: 「{quoted}」; "
        "make the proof stage again; if it stays, report it"
    )
    return (Finding(FOREIGN_TEXT, message, Severity.LOSS, witness.page),)
