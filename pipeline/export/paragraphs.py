"""Lines of running text -> paragraphs, also over the end of a column or a page.

A paragraph begins with an indented line, after a line that ends short, with a number or a date that
stands alone, and wherever the kind of region changes.  Positions are pixels along the writing
direction, so the same rules serve horizontal and vertical text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median_low

from pipeline.export import tables
from pipeline.export.flow import Line
from pipeline.export.titles import is_agency, title_type
from pipeline.model import Box, Direction, RegionKind, hull
from pipeline.text import appointments, dates, docnumber, numbering
from pipeline.text.leaders import has_leader

FINAL = "。！？；：.!?;:…”」』）)》"
WHOLE_REGIONS = (
    RegionKind.TABLE, RegionKind.CAPTION, RegionKind.FOOTNOTE, RegionKind.MARGINALIA, RegionKind.STAMP,
    RegionKind.GRAPHIC,
)  # fmt: skip
FLOATS = (RegionKind.TABLE, RegionKind.CAPTION, RegionKind.GRAPHIC)
NOTE_BRACKETS = ("（(〔[", "）)〕]")
NOTE_LENGTH = 80  # characters
INDENT = 1.2  # character widths from which a line counts as indented
HANGING = 1.3  # character widths by which the second line of an item of a list may stand further in
NEXT = 0.9  # character widths between two lines of one paragraph, at most
SHORT = 2.0  # character widths that a line which fills its measure may lack at its end


@dataclass(frozen=True, slots=True)
class Paragraph:
    """At least one line, in order; how it is set is known of running text with boxes."""

    lines: tuple[Line, ...]
    indent: float = 0.0  # of its first line, in characters
    measure: float = 0.0  # characters of a full line

    @property
    def id(self) -> str:
        return self.lines[0].id

    @property
    def kind(self) -> RegionKind:
        return self.lines[0].kind

    @property
    def text(self) -> str:
        """The lines joined as running text; of a table, its cells parted by tabs, a row a line."""
        return tables.text(self.lines) if self.lines[0].cells else tables.joined(self.lines)


@dataclass(frozen=True, slots=True)
class Measure:
    """The column a region stands in: where its lines begin and end, and the size of a character."""

    start: int
    stop: int
    size: int


def paragraphs(lines: tuple[Line, ...]) -> tuple[Paragraph, ...]:
    """The body lines of an issue, in order, as paragraphs; every line comes out once.

    Notes, seals and tables stand behind the paragraph that they interrupt.
    """
    measures = _measures(lines)
    groups: list[list[Line]] = []
    text: list[Line] = []
    asides: list[list[Line]] = []  # since the beginning of the paragraph
    between: list[Line] = []  # since its last line
    for line in lines:
        if line.kind in WHOLE_REGIONS:
            between.append(line)
            _put_aside(asides, line)
            continue
        if text and not _is_parted(text[-1], between, line) and not _begins(text[-1], line, measures):
            text.append(line)
        else:
            groups += [text, *asides]
            text, asides = [line], []
        between = []
    groups += [text, *asides]
    return tuple(_paragraph(tuple(group), measures) for group in groups if group)


def _put_aside(asides: list[list[Line]], line: Line) -> None:
    """Add a line to the region it stands in."""
    if asides and asides[-1][-1].region == line.region:
        asides[-1].append(line)
    else:
        asides.append([line])


def _is_parted(previous: Line, between: list[Line], line: Line) -> bool:
    """Whether a table, a caption or a picture parts two lines: text runs on round it in mid-sentence only."""
    if not any(aside.kind in FLOATS for aside in between):
        return False
    return previous.text.endswith(tuple(FINAL)) or numbering.leading(line.text) is not None


def _paragraph(lines: tuple[Line, ...], measures: Mapping[str, Measure]) -> Paragraph:
    measure = measures.get(lines[0].region)
    if measure is None:
        return Paragraph(lines)
    indent = (_span(lines[0])[0] - measure.start) / measure.size
    return Paragraph(lines, indent, (measure.stop - measure.start) / measure.size)


def stands_alone(text: str) -> bool:
    """A line that is nothing but a document number or a date, or a note in brackets that holds a date."""
    return docnumber.whole(text) is not None or dates.closing(text) is not None or is_dated_note(text)


def is_dated_note(text: str) -> bool:
    """A date, or when and by whom a document was adopted, in brackets under its title."""
    text = text.strip(" \u3000")
    bracketed = text[:1] in NOTE_BRACKETS[0] and text[-1:] in NOTE_BRACKETS[1] and len(text) <= NOTE_LENGTH
    return bool(text) and bracketed and bool(dates.find(text))


def _begins(previous: Line, line: Line, measures: Mapping[str, Measure]) -> bool:
    if previous.kind is not line.kind or line.kind is RegionKind.TOC_ENTRY:
        return True
    if previous.direction is not line.direction:
        return True
    same = previous.region == line.region
    if stands_alone(previous.text) or stands_alone(line.text) or has_leader(previous.text):
        return True
    if line.kind is RegionKind.HEADING:
        return not same or _ends_title(previous, line) or numbering.leading(line.text) is not None
    if _lists_persons(previous, line):
        return True
    if line.region not in measures or previous.region not in measures:
        return not same or _begins_by_words(previous, line)
    if not same and not _runs_on(previous, line) and not _is_next_line(previous, line, measures):
        return True
    return _begins_by_place(previous, line, measures)


def _lists_persons(previous: Line, line: Line) -> bool:
    """Whether two lines are entries of a list of appointments, or what it begins with and its first entry."""
    opens = previous.text.rstrip().endswith(("：", ":"))
    return appointments.stands_for_itself(line.text) and (
        opens or appointments.stands_for_itself(previous.text)
    )


def _ends_title(previous: Line, line: Line) -> bool:
    """Whether a title is complete with one line, and the next is the name of the body that issued it."""
    return bool(title_type(previous.text)) and is_agency(line.text)


def _begins_by_words(previous: Line, line: Line) -> bool:
    """Without geometry, only blanks and numbers tell."""
    if line.text[:1] in ("\u3000", " "):
        return True
    return numbering.leading(line.text) is not None and previous.text.endswith(tuple(FINAL))


def _begins_by_place(previous: Line, line: Line, measures: Mapping[str, Measure]) -> bool:
    here, before = measures[line.region], measures[previous.region]
    indent = _span(line)[0] - here.start
    lack = before.stop - _span(previous)[1]
    final = previous.text.endswith(tuple(FINAL))
    if indent >= INDENT * here.size:
        previous_indent = _span(previous)[0] - before.start
        deeper = indent - previous_indent
        hanging = previous_indent >= INDENT * before.size and 0 < deeper <= HANGING * here.size
        return final or lack > SHORT * before.size or not (hanging or abs(deeper) < here.size / 2)
    if lack <= SHORT * before.size:
        return final and numbering.leading(line.text) is not None
    return final or lack > 2 * SHORT * before.size or numbering.leading(line.text) is not None


def _runs_on(previous: Line, line: Line) -> bool:
    """Whether text may run from one region into the next: over a page end, or into the next column."""
    if previous.page != line.page:
        return True
    a, b = _drawn(previous), _drawn(line)
    return b.top < a.bottom if line.direction is Direction.HORIZONTAL else b.right > a.left


def _is_next_line(previous: Line, line: Line, measures: Mapping[str, Measure]) -> bool:
    """Whether a line that layout took for a paragraph of its own is the short end of the one before.

    It stands right below (in vertical text, left of) a full line that ends in mid-sentence, at the margin.
    """
    here, before = measures[line.region], measures[previous.region]
    a, b = _drawn(previous), _drawn(line)
    gap = b.top - a.bottom if line.direction is Direction.HORIZONTAL else a.left - b.right
    return (
        not previous.text.endswith(tuple(FINAL))
        and not numbering.leading(line.text)
        and -here.size < gap < NEXT * here.size
        and abs(_span(line)[0] - before.start) < INDENT * before.size
        and before.stop - _span(previous)[1] <= SHORT * before.size
    )


def _measures(lines: tuple[Line, ...]) -> dict[str, Measure]:
    """The measure of each region of running text that has boxes, by region id."""
    by_page: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.kind is RegionKind.PARAGRAPH and line.box and line.box.area:
            by_page[line.page].append(line)
    found: dict[str, Measure] = {}
    for on_page in by_page.values():
        for region in dict.fromkeys(line.region for line in on_page):
            found[region] = _measure(region, on_page)
    whole = {line.region for line in lines if not (line.box and line.box.area)}
    return {region: measure for region, measure in found.items() if region not in whole}


def _measure(region: str, on_page: list[Line]) -> Measure:
    own = [line for line in on_page if line.region == region]
    first, last = _reach(own)
    column = [line for line in on_page if _shares(line, own[0].direction, first, last)]
    starts = sorted(_span(line)[0] for line in column)
    stops = sorted(_span(line)[1] for line in column)
    tenth = len(column) // 10  # one crooked line in ten does not move the margin
    return Measure(starts[tenth], stops[-1 - tenth], median_low(_size(line) for line in column))


def _reach(lines: list[Line]) -> tuple[int, int]:
    return min(_span(line)[0] for line in lines), max(_span(line)[1] for line in lines)


def _shares(line: Line, direction: Direction, first: int, last: int) -> bool:
    """Whether a line stands in the column from `first` to `last`: at least half of the narrower one."""
    start, stop = _span(line)
    shared = min(stop, last) - max(start, first)
    return line.direction is direction and 2 * shared >= min(stop - start, last - first)


def _drawn(line: Line) -> Box:
    return hull(tuple(box for box in (line.box,) if box))


def _span(line: Line) -> tuple[int, int]:
    box = _drawn(line)
    return (box.left, box.right) if line.direction is Direction.HORIZONTAL else (box.top, box.bottom)


def _size(line: Line) -> int:
    box = _drawn(line)
    return max(1, box.height if line.direction is Direction.HORIZONTAL else box.width)
