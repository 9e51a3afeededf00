"""What surrounds the acts: cover, contents, running heads, page numbers, colophon."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.model import Direction, RegionKind
from pipeline.text import numerals
from samples.typeset import sheets
from samples.typeset.acts import OFFICE
from samples.typeset.composing import Cell, moved, run, take_line, typed, width
from samples.typeset.eras import MASTHEAD, Era
from samples.typeset.fonts import Face, choose
from samples.typeset.grammar import Writer
from samples.typeset.lexicon import PROVINCE
from samples.typeset.placing import Cursor, Frame, Placed, Plan, bar, sorts
from samples.typeset.records import RED, Passage, Rule, Sort
from samples.typeset.styles import STYLES

FOLIO_ROOM = 4  # ems kept free at the end of a contents line for leader and page


@dataclass(frozen=True, slots=True)
class Imprint:
    """What cover, running heads and colophon say of the issue, as printed."""

    title: str
    number: str  # "1987年第3期"
    total: str  # "总第75期"
    date: str
    editor: str
    colophon: tuple[str, ...]  # its lines


def imprint(writer: Writer, era: Era, number: int, total: int) -> Imprint:
    """The imprint in the figures and the script of the era."""
    spell = writer.spell
    title = f"{PROVINCE}人民政府公报" if era.arabic else f"{PROVINCE[:2]}政报"
    issue = f"{writer.year(writer.today.year)}年第{writer.number(number)}期"
    count = f"总第{writer.number(total)}期"
    date = writer.date(writer.today)
    colophon = (
        f"{title}（月刊）",
        f"{issue}（{count}）",
        f"编辑出版：{OFFICE}",
        f"印刷：{PROVINCE}人民政府印刷厂",
        f"出版日期：{date}",
        f"定价：{writer.number(writer.random.randint(8, 45))}分",
    )
    lines = tuple(spell(line) for line in colophon)
    return Imprint(spell(title), spell(issue), spell(count), spell(date), spell(OFFICE), lines)


def cover(era: Era, words: Imprint) -> list[Passage]:
    """The cover: masthead in red, number and date, editor at the foot."""
    area = sheets.type_area(era)
    size = min(area.measure * 4 // 5 // len(words.title), area.depth // 6)
    masthead = _line(area, area.depth // 5, words.title, MASTHEAD, size)
    red = tuple(replace(sort, colour=RED) for sort in masthead)
    below = area.depth // 5 + size * 3 // 2
    small = round(era.body * 1.3)
    number = _line(area, below + small, words.number, era.song, small)
    total = _line(area, below + small * 5 // 2, f"（{words.total}）", era.kai, small)
    date = _line(area, area.depth * 4 // 5, words.date, era.song, small)
    editor = _line(area, area.depth * 4 // 5 + small * 2, words.editor, era.hei, small)
    strokes = (bar(area, 0, area.measure, below, 4), bar(area, 0, area.measure, below + 8, 2))
    coloured = tuple(replace(stroke, colour=RED) for stroke in strokes)
    return [
        Passage(RegionKind.HEADING, (red,), coloured),
        Passage(RegionKind.PARAGRAPH, (number, total)),
        Passage(RegionKind.PARAGRAPH, (date, editor)),
    ]


def _line(frame: Frame, depth: int, text: str, chain: tuple[Face, ...], size: int) -> tuple[Sort, ...]:
    cells = typed(text, choose(chain, text), size, 0)
    length = cells[-1].along + cells[-1].advance
    return sorts(moved(cells, (frame.measure - length) // 2), frame, depth, size)


def contents(plan: Plan, heading: str, entries: list[tuple[str, str]]) -> list[Placed]:
    """The contents: a heading, then for each document its title, a leader and its page.

    Raises:
        OutOfPagesError: where the pages of the plan do not hold all entries.
    """
    era = plan.era
    size = round(era.body * 1.5)
    frame = plan.frame(Cursor())
    cells = typed(heading, choose(era.hei, heading), size, 0)
    apart = tuple(replace(cell, along=cell.along * 3) for cell in cells)
    length = apart[-1].along + size
    line = sorts(moved(apart, (frame.measure - length) // 2), frame, 0, size * 2)
    placed = [Placed(0, Passage(RegionKind.HEADING, (line,)))]
    at = Cursor(depth=size * 3)
    for title, folio in entries:
        passage, at = _entry(plan, at, title, folio)
        placed.append(passage)
    return placed


def _entry(plan: Plan, at: Cursor, title: str, folio: str) -> tuple[Placed, Cursor]:
    """One entry; only its last line has the leader and the page."""
    era, style = plan.era, replace(STYLES["entry"], inset=FOLIO_ROOM)
    pitch = round(era.pitch * 1.15)
    rest = run(title, style, era)
    lines: list[tuple[Cell, ...]] = []
    while rest.units:
        cells, rest = take_line(rest, plan.frame(at).measure)
        lines.append(cells)
    if plan.room(at) < pitch * len(lines):
        at = plan.following(at)
    lines[-1] = _led(lines[-1], plan.frame(at).measure, folio, era)
    frame = plan.frame(at)
    set_lines = tuple(sorts(cells, frame, at.depth + n * pitch, pitch) for n, cells in enumerate(lines))
    return Placed(at.page, Passage(RegionKind.TOC_ENTRY, set_lines)), replace(
        at, depth=at.depth + pitch * len(lines)
    )


def _led(cells: tuple[Cell, ...], measure: int, folio: str, era: Era) -> tuple[Cell, ...]:
    """A line with its leader of dots and its page at the end of the measure."""
    face, size = choose(era.song, folio), cells[-1].size
    page = f"（{folio}）"
    start = measure - sum(width(char, face, size) for char in page)
    end = cells[-1].along + cells[-1].advance
    dots = typed(era.leader * ((start - end) // size), face, size, 0)
    return (*cells, *moved(dots, start - len(dots) * size), *typed(page, face, size, start))


def running_head(era: Era, words: Imprint, folio: int) -> Passage:
    """The title of the work and the number of the issue, on the outer side."""
    frame = sheets.head_frame(era, folio)
    size = round(era.body * 0.8)
    text = f"{words.title} {words.number}"
    cells = typed(text, choose(era.kai, text.replace(" ", "")), size, 0)
    room = frame.measure - cells[-1].along - cells[-1].advance
    outer = room if folio % 2 and era.direction is Direction.HORIZONTAL else 0
    return Passage(RegionKind.HEADER, (sorts(moved(cells, outer), frame, 0, era.pitch),))


def page_number(era: Era, folio: int) -> Passage:
    """The folio, on the outer side like the running head."""
    frame = sheets.foot_frame(era, folio)
    across = era.direction is Direction.HORIZONTAL
    size = round(era.body * 0.9)
    text = f"— {folio} —" if across else numerals.counting(folio)
    cells = typed(text, choose(era.song, text.replace(" ", "")), size, 0)
    room = frame.measure - cells[-1].along - cells[-1].advance
    outer = size if across and folio % 2 == 0 else room - size
    return Passage(RegionKind.PAGE_NUMBER, (sorts(moved(cells, outer), frame, 0, era.pitch),))


def colophon(era: Era, words: Imprint) -> Passage:
    """The colophon at the end of the last page, between two rules."""
    frame = sheets.colophon_frame(era)
    pitch = round(era.pitch * 0.95)
    lines = []
    for n, text in enumerate(words.colophon):
        cells, _ = take_line(run(text, STYLES["colophon"], era), frame.measure)
        lines.append(sorts(cells, frame, era.pitch + n * pitch, pitch))
    ends = (era.pitch * 2 // 3, era.pitch + len(lines) * pitch + era.pitch // 4)
    rules: tuple[Rule, ...] = tuple(bar(frame, 0, frame.measure, depth) for depth in ends)
    return Passage(RegionKind.PARAGRAPH, tuple(lines), rules)
