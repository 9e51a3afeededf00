"""What people decided on a page, held against its edition: each decision stands there, or another one does.

A decision is told by its entry of the log.  What it put on the page must be in the places of that entry: in
the text, or as a reading where people disagree; a decision to strike something out leaves nothing to find.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Edition, Finding, Glyph, Severity, glyph_text
from pipeline.proof.accounts import Account, letters
from pipeline.proof.claims import sigil
from pipeline.proof.standing import Carrier, Decided

LOST_DECISION = "lost-decision"


@dataclass(frozen=True, slots=True)
class Decisions:
    """What became of the decisions of one entry of the log."""

    sigil: str  # "log:17"
    actor: str
    accounts: Counter[str]  # by `Account`
    lost: tuple[str, ...]  # what was put on the page and is not there


@dataclass(frozen=True, slots=True)
class _Place:
    text: str
    account: Account


def decisions(carriers: Sequence[Carrier], edition: Edition) -> tuple[Decisions, ...]:
    """The decisions of all carriers of a page, entry by entry; of an entry that several carry, the whole."""
    found: dict[int, Decisions] = {}
    for carrier in carriers:
        overruled = any(carrier.entry in other.seen for other in carriers)
        for entry in dict.fromkeys(one.entry for one in carrier.decided):
            made = _held(carrier, entry, _places(edition, sigil(entry)), overruled)
            before = found.get(entry)
            if before is None or made.lost or made.accounts.total() > before.accounts.total():
                found[entry] = made
    return tuple(found[entry] for entry in sorted(found))


def lost_decisions(page: str, found: Sequence[Decisions]) -> tuple[Finding, ...]:
    """A finding for each decision that is not in the edition."""
    return tuple(
        Finding(
            LOST_DECISION,
            f"{one.actor} put 「{text}」 on this page ({one.sigil}); the edition has it nowhere: "
            "make the proof stage again; if it stays, report it",
            Severity.LOSS,
            page,
        )
        for one in found
        for text in one.lost
    )


def _held(carrier: Carrier, entry: int, places: Sequence[_Place], overruled: bool) -> Decisions:
    """The decisions of one entry, each found in what its places have, nothing found twice."""
    glyphs = [glyph for region in carrier.witness.regions for line in region.lines for glyph in line.glyphs]
    stock = Counter("".join(place.text for place in places))
    accounts: Counter[str] = Counter()
    lost: list[str] = []
    own = [one for one in carrier.decided if one.entry == entry]
    for one in own:
        text = _text(one, glyphs)
        need = Counter(letters(text))
        if need <= stock:
            stock -= need
            accounts[_account(letters(text), places).value] += 1
        elif overruled:
            accounts[Account.DECIDED.value] += 1
        else:
            lost.append(text)
    return Decisions(sigil(entry), own[0].actor, accounts, tuple(lost))


def _text(one: Decided, glyphs: Sequence[Glyph]) -> str:
    return glyph_text(glyphs[one.start : one.stop])


def _account(text: str, places: Sequence[_Place]) -> Account:
    """What the place that has a text makes of it; in the text where it is cut over several."""
    return next((place.account for place in places if text and text in place.text), Account.TEXT)


def _places(edition: Edition, sigil: str) -> tuple[_Place, ...]:
    """What stands under an entry of the log, in the order of the edition."""
    found = []
    for app in edition.apps:
        for reading in app.readings:
            if sigil in reading.sigils or (app.by == sigil and reading.text == app.lemma):
                account = Account.TEXT if app.settled else Account.OPEN
                found.append(_Place(letters(reading.text), account))
                break
    return tuple(found)
