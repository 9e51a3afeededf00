"""What must be closed and is not: paragraphs without a stop, lone brackets, folios with one dash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Direction, RegionKind
from pipeline.proof.evidence import characters
from pipeline.proof.evidence.units import UnitLine, UnitPage

FULL = 1.5  # glyphs by which a full line may be shorter than the longest of its region
NO_PAGE = 9.0  # glyphs of white: as of a paragraph that ends far too early
LONG = 6  # characters; a shorter paragraph needs no stop
PAIRS = {
    "（": "）",
    "(": ")",
    "〔": "〕",
    "[": "]",
    "【": "】",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "『": "』",
    "“": "”",
    "‘": "’",
}
_WIDE = str.maketrans("()[]", "（）［］")
_OPEN = {opening.translate(_WIDE): closing.translate(_WIDE) for opening, closing in PAIRS.items()}
LONE, BARE = 1, 2  # without its partner; a folio without the dashes that others have
_CLOSE = frozenset(_OPEN.values())
Place = tuple[int, int]  # a line of the page, a unit of the line


@dataclass(frozen=True, slots=True)
class OpenEnds:
    """The last characters of paragraphs that no stop follows."""

    places: Mapping[Place, float]  # with the white after it to the end of a full line, in glyphs
    share: float  # of all paragraphs of the page


def open_ends(page: UnitPage) -> OpenEnds:
    """A paragraph ends with its region, or with a line that ends well before the others do."""
    places: dict[Place, float] = {}
    ends = 0
    for first, lines in _regions(page):
        if lines[0].kind is RegionKind.TOC_ENTRY:
            places.update(_without_page(first, lines))
        if lines[0].kind not in (RegionKind.PARAGRAPH, RegionKind.FOOTNOTE):
            continue
        edge = max((_end(line) for line in lines if line.box), default=0)
        for number, line in enumerate(lines, first):
            written = [n for n, unit in enumerate(line.units) if unit.text.strip()]
            room = (edge - _end(line)) / _thick(line) if line.box else 0.0
            if not written or not (line.last or room > FULL):
                continue
            ends += 1
            sort = characters.sort_of(line.units[written[-1]].text)
            if sort in (characters.HAN, characters.DIGIT, characters.LATIN) and _is_long(lines, line):
                places[number, written[-1]] = room
    return OpenEnds(places, len(places) / max(1, ends))


def _without_page(first: int, lines: Sequence[UnitLine]) -> Iterator[tuple[Place, float]]:
    """The last character of each entry of a table of contents that names no page at its end."""
    for number, line in enumerate(lines, first):
        written = [n for n, unit in enumerate(line.units) if unit.text.strip()]
        if written and not _is_number(line.units[written[-1]].text):
            yield (number, written[-1]), NO_PAGE


def _is_number(text: str) -> bool:
    return characters.sort_of(text) in (characters.DIGIT, characters.BRACKET) or text in characters.NUMERALS


def _is_long(lines: Sequence[UnitLine], line: UnitLine) -> bool:
    return len(lines) > 1 or len(line.units) >= LONG


def _regions(page: UnitPage) -> Iterator[tuple[int, list[UnitLine]]]:
    """The lines of each region, with the number of the first of them."""
    lines: list[UnitLine] = []
    for number, line in enumerate(page.lines):
        lines.append(line)
        if line.last:
            yield number - len(lines) + 1, lines
            lines = []


def _end(line: UnitLine) -> int:
    if line.box is None:
        return 0
    return line.box.bottom if line.direction is Direction.VERTICAL else line.box.right


def _thick(line: UnitLine) -> int:
    if line.box is None:
        return 1
    return max(1, line.box.width if line.direction is Direction.VERTICAL else line.box.height)


def unpaired(page: UnitPage) -> Mapping[Place, int]:
    """What lacks its partner: LONE brackets, quotation marks and dashes of folios; BARE ends of folios.

    A bracket must be closed in its region, and by its own sort.
    """
    found: dict[Place, int] = {}
    for first, lines in _regions(page):
        found.update(dict.fromkeys(_unpaired(first, lines), LONE))
        for number, line in enumerate(lines, first):
            if line.kind in (RegionKind.PAGE_NUMBER, RegionKind.HEADER, RegionKind.FOOTER):
                found.update(((number, n), weight) for n, weight in _folio_ends(line))
    return found


def _unpaired(first: int, lines: Sequence[UnitLine]) -> Iterator[Place]:
    waiting: list[tuple[str, Place]] = []
    for number, line in enumerate(lines, first):
        for n, unit in enumerate(line.units):
            text = unit.text.translate(_WIDE)
            if text in _OPEN:
                waiting.append((_OPEN[text], (number, n)))
            elif text in _CLOSE:
                if waiting and waiting[-1][0] == text:
                    waiting.pop()
                    continue
                yield number, n
                if waiting:
                    yield waiting.pop()[1]
    for _, place in waiting:
        yield place


def _folio_ends(line: UnitLine) -> Iterator[tuple[int, int]]:
    """The ends of a folio that has a dash at one of them only, or at none."""
    written = [n for n, unit in enumerate(line.units) if unit.text.strip()]
    if not written:
        return
    ends = (written[0], written[-1])
    dashes = [_is_dash(line.units[n].text) for n in ends]
    if dashes[0] != dashes[1]:
        yield from ((n, LONE) for n in ends)
    elif not dashes[0] and line.kind is RegionKind.PAGE_NUMBER:
        yield from ((n, BARE) for n in ends)


def _is_dash(text: str) -> bool:
    return characters.sort_of(text) in (characters.LONG, characters.DOT) or text == "一"
