"""Placing: lines into frames, frames into pages; paragraphs run on from frame to frame.

A frame is a rectangle of the page that type fills: a whole type area, one of two columns, or one tier of
a vertical page.  The cursor says which page and frame is being filled and how deep.  Everything here is a
function of records, so a document can be tried and dropped where it does not fit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.model import Box, Direction, RegionKind
from samples.typeset.composing import Cell, Run, run, take_line
from samples.typeset.eras import Era
from samples.typeset.records import Passage, Rule, Sort
from samples.typeset.styles import STYLES

FORMS = dict.fromkeys("（）〔〕《》「」『』—…·-", "turned")  # how marks stand in vertical text
FORMS |= dict.fromkeys("，。、", "corner") | dict.fromkeys("：；", "centre")
QUOTES = str.maketrans("“”‘’", "「」『』")  # what vertical text uses instead


class OutOfPagesError(Exception):
    """What was to be placed needs more pages than there are; the caller drops it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle for type.  `measure` runs along the lines, `depth` across them."""

    box: Box
    direction: Direction

    @property
    def measure(self) -> int:
        return self.box.width if self.direction is Direction.HORIZONTAL else self.box.height

    @property
    def depth(self) -> int:
        return self.box.height if self.direction is Direction.HORIZONTAL else self.box.width


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far the type has come."""

    page: int = 0
    frame: int = 0
    depth: int = 0  # used of the frame
    reserved: int = 0  # taken by footnotes at its end


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage, and the page it stands on."""

    page: int
    passage: Passage


def sorts(cells: tuple[Cell, ...], frame: Frame, depth: int, pitch: int) -> tuple[Sort, ...]:
    """The cells of a line as type on the page; the line's centre lies in the middle of its pitch."""
    return tuple(_sort(cell, frame, depth + (pitch - cell.size) // 2) for cell in cells)


def _sort(cell: Cell, frame: Frame, across: int) -> Sort:
    gap = cell.advance if cell.text.isspace() else 0
    if frame.direction is Direction.HORIZONTAL:
        x, y = frame.box.left + cell.along, frame.box.top + across
        return Sort(cell.text, cell.face, cell.size, x, y, width=gap)
    form = FORMS.get(cell.text, "upright")
    x, y = frame.box.right - across - cell.size, frame.box.top + cell.along
    return Sort(cell.text, cell.face, cell.size, x, y, form, width=gap)


@dataclass(frozen=True, slots=True)
class Plan:
    """The frames of every page, in order; a page may have none."""

    era: Era
    pages: tuple[tuple[Frame, ...], ...]

    def frame(self, at: Cursor) -> Frame:
        return self.pages[at.page][at.frame]

    def room(self, at: Cursor) -> int:
        return self.frame(at).depth - at.depth - at.reserved

    def following(self, at: Cursor) -> Cursor:
        """The start of the next frame.

        Raises:
            OutOfPagesError: behind the last one.
        """
        if at.frame + 1 < len(self.pages[at.page]):
            return Cursor(at.page, at.frame + 1)
        for page in range(at.page + 1, len(self.pages)):
            if self.pages[page]:
                return Cursor(page)
        raise OutOfPagesError


def place_paragraph(plan: Plan, at: Cursor, style: str, text: str) -> tuple[list[Placed], Cursor]:
    """Set a paragraph from the cursor on: a passage for each frame it touches.

    Raises:
        OutOfPagesError: where it runs over the end.
    """
    rest = run(fitted(text, plan), STYLES[style], plan.era)
    if rest.style.before and at.depth:
        at = replace(at, depth=at.depth + round(rest.style.before * plan.era.pitch))
    if plan.room(at) < leading(plan.era, rest) * rest.style.keep:
        at = plan.following(at)
    placed: list[Placed] = []
    while rest.units:
        if plan.room(at) < leading(plan.era, rest):
            at = plan.following(at)
        lines, at, rest = _fill_frame(plan, at, rest)
        placed.append(Placed(at.page, Passage(rest.style.kind, lines)))
    return placed, replace(at, depth=at.depth + round(rest.style.after * plan.era.pitch))


def fitted(text: str, plan: Plan) -> str:
    """The text as this direction of setting writes it."""
    frames = next(frames for frames in plan.pages if frames)
    return text.translate(QUOTES) if frames[0].direction is Direction.VERTICAL else text


def leading(era: Era, rest: Run) -> int:
    """From one line of the run to the next."""
    return round(era.pitch * max(rest.size / era.body, 0.85))


def _fill_frame(plan: Plan, at: Cursor, rest: Run) -> tuple[tuple[tuple[Sort, ...], ...], Cursor, Run]:
    frame, pitch = plan.frame(at), leading(plan.era, rest)
    lines = []
    while rest.units and plan.room(at) >= pitch:
        cells, rest = take_line(rest, frame.measure)
        lines.append(sorts(cells, frame, at.depth, pitch))
        at = replace(at, depth=at.depth + pitch)
    return tuple(lines), at, rest


def place_noted(plan: Plan, at: Cursor, text: str, footnote: str) -> tuple[list[Placed], Placed, Cursor]:
    """A body paragraph whose end carries a mark, with its note at the foot of the same frame.

    The paragraph is not divided, so that mark and note stay together.

    Raises:
        OutOfPagesError: where no frame has room for both.
    """
    while True:
        note, needed = _note(plan, at, footnote)
        held = replace(at, reserved=at.reserved + needed)
        if plan.room(held) > 0:
            placed, after = place_paragraph(plan, held, "body", text)
            if len(placed) == 1 and placed[0].page == at.page and after.frame == at.frame:
                return placed, note, after
        at = plan.following(at)


def _note(plan: Plan, at: Cursor, footnote: str) -> tuple[Placed, int]:
    """The note at the foot of the frame, above notes that are there, and the depth it takes."""
    rest = run(fitted(footnote, plan), STYLES["footnote"], plan.era)
    frame, pitch = plan.frame(at), leading(plan.era, rest)
    lines = []
    while rest.units:
        cells, rest = take_line(rest, frame.measure)
        lines.append(cells)
    needed = pitch * len(lines) + pitch // 2  # half a line for the rule
    depth = frame.depth - at.reserved - needed + pitch // 2
    set_lines = tuple(sorts(cells, frame, depth + n * pitch, pitch) for n, cells in enumerate(lines))
    rule = bar(frame, 0, frame.measure // 4, depth - pitch // 5)
    return Placed(at.page, Passage(RegionKind.FOOTNOTE, set_lines, (rule,))), needed


def bar(frame: Frame, start: int, stop: int, across: int, weight: int = 2) -> Rule:
    """A rule along the lines of a frame, `across` deep in it."""
    box = frame.box
    if frame.direction is Direction.HORIZONTAL:
        return Rule(Box(box.left + start, box.top + across, box.left + stop, box.top + across + weight))
    return Rule(Box(box.right - across - weight, box.top + start, box.right - across, box.top + stop))
