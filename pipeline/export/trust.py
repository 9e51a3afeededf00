"""How far a text is to be trusted: what is decided, what is not, and the errors to expect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.export.flow import Line, Page
from pipeline.model import App, Edition, TextLine

PER = 10_000  # errors are given in so many characters
CHINESE = ("zho", "chi")
_SAID = {  # by Trust.proofread, in Chinese and in English
    "no": (
        "文字未经人工校对；预计每万字约有{errors}处差错。",
        "Nobody has proofread this text; about {errors} wrong characters in 10,000 are to be expected.",
    ),
    "partly": (
        "文字经人工部分校对，已定{decided}处，未定{open}处；预计每万字约有{errors}处差错。",
        "People have decided {decided} places of this text, {open} are open; about {errors} wrong characters "
        "in 10,000 are to be expected.",
    ),
    "yes": (
        "文字存疑之处均经人工校定；预计每万字约有{errors}处差错。",
        "People have decided every doubtful place of this text; about {errors} wrong characters in 10,000 "
        "are to be expected.",
    ),
}


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

    def said(self, language: str) -> str:
        """One sentence for a reader, in Chinese for a Chinese work; empty for a text without characters."""
        if not self.characters:
            return ""
        chinese, english = _SAID[self.proofread]
        form = chinese if language in CHINESE else english
        return form.format(errors=self.errors, decided=self.decided, open=self.open)


def trust(edition: Edition) -> Trust:
    """What an edition says of itself; the confidence of its glyphs is calibrated."""
    doubts = [doubt for region in edition.regions for line in region.lines for doubt in _doubts(line)]
    return Trust(len(doubts), _open(edition.apps), _decided(edition.apps), sum(doubts))


def trust_of(pages: Iterable[Page]) -> Trust:
    """The same of some pages together."""
    return sum((trust(page.edition) for page in pages if page.edition), Trust())


class Trusts:
    """The same of any lines of an issue."""

    def __init__(self, pages: Iterable[Page]) -> None:
        editions = [page.edition for page in pages if page.edition]
        self._lines: Mapping[str, TextLine] = {
            line.id: line for edition in editions for region in edition.regions for line in region.lines
        }
        apps = [app for edition in editions for app in edition.apps]
        self._open = Counter(app.line for app in apps if _open([app]))
        self._decided = Counter(app.line for app in apps if _decided([app]))

    def of(self, lines: Iterable[Line]) -> Trust:
        return sum((self._of(line.id) for line in lines), Trust())

    def _of(self, line: str) -> Trust:
        doubts = _doubts(self._lines[line])
        return Trust(len(doubts), self._open[line], self._decided[line], sum(doubts))


def _doubts(line: TextLine) -> list[float]:
    """The probability of each printed character to be wrong."""
    return [1 - glyph.confidence for glyph in line.glyphs if glyph.text.strip()]


def _open(apps: Iterable[App]) -> int:
    return sum(not app.settled for app in apps)


def _decided(apps: Iterable[App]) -> int:
    return sum(app.decided for app in apps)
