"""The text of pages as the checks read it: paragraph by paragraph, lines joined, script and width made one.

Blanks are left out but between letters or digits, so ``1987 年 3 月`` and ``1987年3月`` read the same.  Every
character knows the glyph it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from pipeline.model import Region, RegionKind, TextLine
from pipeline.proof.evidence.slips.record import Span
from pipeline.text import leaders, numbering
from pipeline.text.modern import modern_char

FURNITURE = (RegionKind.HEADER, RegionKind.FOOTER, RegionKind.PAGE_NUMBER)
ASIDE = (*FURNITURE, RegionKind.FOOTNOTE, RegionKind.MARGINALIA, RegionKind.CAPTION, RegionKind.TABLE)
FULL = 0.85  # share of the widest line of a page from which a line fills its measure
WIDEST = 64  # Han characters; where a page has wider lines, they are paragraphs and not printed lines
SHORT = 0.6  # of the widest line of a region: below it a line ends a paragraph, whatever it ends with
_MANNERS = re.compile(
    r"\s*(?:(?P<caption>附?[表图圖]\s*[0-9０-９一二三四五六七八九十])|(?P<note>[注註例]\s*[0-9０-９一二三四五六七八九十]{1,2}[:：、.])"
    r"|(?P<decimal>(?:\d{1,2}\.)+\d{1,2}\s)|(?P<roman>[Ⅰ-Ⅻ][、.．])|(?P<stem>[甲乙丙丁戊己庚辛壬癸]、))"
)
STOPS = "。！？；：!?;:…"  # a paragraph ends with one of them, or with a closing mark behind one
_CLOSING = "”’」』）)》〉"
# how an item of a list or a quoted paragraph may begin, whatever recognition made of its number
_ITEM = re.compile(
    r"\s*(?:[（(][^）)]{1,3}[）)]|[^、，。\s]{1,3}[、.．](?!\d)|第[^第\s]{1,5}[条條章节節]|附?[表图圖]\s*[0-9０-９一二三四五六七八九十]|[①-⑳“「『])"
)
_FOLIO = re.compile(r"[\s—–\-·•.－─~～]*(?:第\s*)?([0-9０-９]{1,4})(?:\s*页)?[\s—–\-·•.－─~～]*")


class Printed(Protocol):
    """A page with text: an edition or a witness."""

    @property
    def page(self) -> str: ...

    @property
    def regions(self) -> tuple[Region, ...]: ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with text, where there is no edition of it yet."""

    page: str
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, and what is to be known of where it stands."""

    page: str
    region: str
    kind: RegionKind
    joiner: str
    line: TextLine
    first: bool  # of its region
    order: int  # among all lines read

    @property
    def text(self) -> str:
        return self.line.text


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a line that stands for itself."""

    text: str  # modern, without blanks
    places: tuple[tuple[int, int], ...]  # for each character: which of `lines`, which glyph of it
    lines: tuple[Line, ...]

    @property
    def kind(self) -> RegionKind:
        return self.lines[0].kind

    @property
    def page(self) -> str:
        return self.lines[0].page

    def spans(self, start: int, stop: int) -> tuple[Span, ...]:
        """Where these characters are printed: a span for each line they stand in."""
        found: list[Span] = []
        for place, glyph in self.places[start : max(stop, start + 1)]:
            line = self.lines[place]
            if found and found[-1].line == line.line.id:
                found[-1] = Span(line.page, line.line.id, found[-1].start, glyph + 1)
            else:
                found.append(Span(line.page, line.line.id, glyph, glyph + 1))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Text:
    """The text of one page, or of an issue."""

    pages: tuple[Printed, ...]
    flow: tuple[Passage, ...]  # the running text with its headings, in reading order
    asides: tuple[Passage, ...]  # heads and feet, notes, captions, table fields: a line each

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All of them, as they stand on the pages."""
        return tuple(sorted((*self.flow, *self.asides), key=lambda passage: passage.lines[0].order))


def read(pages: Sequence[Printed]) -> Text:
    """The text of pages in their order."""
    found = [line for page in pages for line in _lines(page)]
    lines = [replace(line, order=n) for n, line in enumerate(found)]
    flow = [line for line in lines if line.kind not in ASIDE]
    asides = [line for line in lines if line.kind in ASIDE]
    return Text(
        tuple(pages),
        tuple(passage for group in _paragraphs(flow) if (passage := _passage(group)).text),
        tuple(passage for line in asides if (passage := _passage((line,))).text),
    )


def folio(text: str) -> int:
    """The page number a line consists of; 0 where it is anything else."""
    match = _FOLIO.fullmatch(text)
    return int(match[1]) if match else 0


def width(text: str) -> float:
    """How wide a line is set, in Han characters."""
    return sum(0.5 if char.isascii() else 1.0 for char in text.strip())


def _lines(page: Printed) -> Iterator[Line]:
    regions = [region for region in page.regions if region.lines]
    for place, region in enumerate(regions):
        kind = region.kind
        if kind is RegionKind.PARAGRAPH and place in (0, len(regions) - 1) and len(region.lines) == 1:
            kind = RegionKind.PAGE_NUMBER if folio(region.lines[0].text) else kind
        for n, line in enumerate(region.lines):
            yield Line(page.page, region.id, kind, region.joiner, line, n == 0, 0)


def _paragraphs(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """The lines in groups that are one paragraph each."""
    widths = _widest(lines, lambda line: line.region)
    pages = _widest(lines, lambda line: line.page)
    group: list[Line] = []
    for line in lines:
        if group and not _runs_on(group[-1], line, widths[group[-1].region], pages[group[-1].page]):
            yield tuple(group)
            group = []
        group.append(line)
    if group:
        yield tuple(group)


def _widest(lines: Iterable[Line], key: Callable[[Line], str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for line in lines:
        name = key(line)
        found[name] = max(found.get(name, 0.0), width(line.text))
    return found


def _runs_on(before: Line, after: Line, region: float, page: float) -> bool:
    """Whether a paragraph goes on from one line to the next."""
    if before.kind is not after.kind or _indented(after.text):
        return False
    if before.kind is RegionKind.TOC_ENTRY or leaders.has_leader(before.text) or page > WIDEST:
        return False
    ends = _ends(before.text.rstrip())
    reach = width(before.text)
    if not after.first:
        if _ITEM.match(after.text) and (ends or reach < FULL * region):
            return False
        if _manner(after.text) and _manner(after.text) == _manner(before.text):
            return False
        return reach >= (FULL if ends else SHORT) * region
    going = before.kind is RegionKind.PARAGRAPH and not ends and numbering.leading(after.text) is None
    return going and reach >= FULL * page


def _ends(text: str) -> bool:
    """Whether a line ends as a paragraph may: with a stop, or with the page that leader dots lead to."""
    return not text or text.rstrip(_CLOSING)[-1:] in STOPS or leaders.page_of(text) > 0


def _manner(text: str) -> str:
    """How a line is numbered at its head; empty where it is not."""
    number = numbering.leading(text)
    if number:
        return number.level.name
    match = _MANNERS.match(text)
    return str(match.lastgroup) if match else ""


def _indented(text: str) -> bool:
    return text.startswith(("\u3000", "  "))


def _passage(lines: Sequence[Line]) -> Passage:
    text: list[str] = []
    places: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        blank = bool(number and lines[number - 1].joiner)
        for n, glyph in enumerate(line.line.glyphs):
            for char in glyph.text:
                if char.isspace():
                    blank = True
                    continue
                folded = modern_char(char)
                if blank and text and _spaced(text[-1]) and _spaced(folded):
                    text.append(" ")
                    places.append((number, n))
                blank = False
                text.append(folded)
                places.append((number, n))
    return Passage("".join(text), tuple(places), tuple(lines))


def _spaced(char: str) -> bool:
    return char.isalnum() and ord(char) < 0x2E80
