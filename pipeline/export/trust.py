"""How far a text is to be trusted: what is decided, what is not, and the errors to expect."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.export.flow import Page
from pipeline.model import Edition

PER = 10_000  # errors are given in so many characters


@dataclass(frozen=True, slots=True)
class Trust:
    """Counts over some text; blanks are no characters."""

    characters: int = 0
    open: int = 0  # places that nobody has decided
    decided: int = 0  # places that a person has
    wrong: float = 0.0  # characters to be expected wrong: the sum of one less the confidence of each

    def __add__(self, other: Trust) -> Trust:
        return Trust(
            self.characters + other.characters,
            self.open + other.open,
            self.decided + other.decided,
            self.wrong + other.wrong,
        )

    @property
    def proofread(self) -> str:
        """ "no" where no person has decided anything, "yes" where nothing is open any more."""
        if not self.decided:
            return "no"
        return "partly" if self.open else "yes"

    @property
    def errors(self) -> str:
        """Wrong characters to be expected in 10,000, with one decimal."""
        return f"{PER * self.wrong / self.characters:.1f}" if self.characters else "0.0"

    def attributes(self) -> dict[str, str]:
        """As they stand in the exported files; none for a text without characters."""
        if not self.characters:
            return {}
        counts = {"characters": self.characters, "open": self.open, "decided": self.decided}
        return {
            "proofread": self.proofread,
            **{name: str(count) for name, count in counts.items()},
            "errors": self.errors,
        }


def trust(edition: Edition) -> Trust:
    """What an edition says of itself; the confidence of its glyphs is calibrated."""
    glyphs = (glyph for region in edition.regions for line in region.lines for glyph in line.glyphs)
    doubts = [1 - glyph.confidence for glyph in glyphs if glyph.text.strip()]
    return Trust(
        len(doubts),
        sum(not app.settled for app in edition.apps),
        sum(app.settled and app.by.startswith("log:") for app in edition.apps),
        sum(doubts),
    )


def trust_of(pages: Iterable[Page]) -> Trust:
    """The same of some pages together."""
    return sum((trust(page.edition) for page in pages if page.edition), Trust())
