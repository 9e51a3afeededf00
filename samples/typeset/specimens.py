"""Specimen pages of tables as they are built in print, with spans and cells of several lines.

Forms: "ruled" (all rules), "open" (no rules at the sides), "columns" (rules round the head and between
columns, none between rows), "lines" (three level rules), "bare" (no rules at all).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from pipeline import model
from pipeline.model import Box, RegionKind
from samples.typeset import sheets
from samples.typeset.composing import typed
from samples.typeset.eras import ERAS, Era
from samples.typeset.fonts import choose
from samples.typeset.makeup import lock_up
from samples.typeset.placing import Cursor, Frame, Plan, place_paragraph, sorts
from samples.typeset.records import Forme, Passage, Rule, Sort

SIZE = 0.8  # of the body type
STEP = 0.85  # of the pitch: from one line of a field to the next
FORMS = ("ruled", "open", "columns", "lines", "bare")
SHARES = (0.2, 0.11, 0.11, 0.11, 0.11, 0.36)  # of the measure: how wide the columns are
HEADS = ((0, "类　别"), (1, "计　划"), (3, "完　成"), (5, "说　明"))
YEARS = ("上年", "本年", "上年", "本年")
NOTES = ("", "含国营农场", "按当年价格计算，不包括社队自办部分", "其中三个县因灾减产，数字待核实后另行公布")
KINDS = ("粮食", "棉花", "油料作物及其他经济作物", "生猪", "木材采伐量和原竹", "化学肥料", "日用陶瓷", "食盐")
BEFORE = (
    "现将本年主要产品计划完成情况公布如下，请各地对照检查，认真总结经验，采取措施，保证全年任务按时完成。"
)
AFTER = "上列数字由各县逐级汇总，已经核对。今后各月仍按此表式上报，不得迟误。"


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a specimen: its place, and its text as it is broken into lines."""

    cell: model.Cell
    lines: tuple[str, ...]


def specimen(form: str, seed: int, era_name: str = "offset") -> Forme:
    """A page with one table of that form between two paragraphs; equal arguments give equal pages."""
    era = ERAS[era_name]
    frames = sheets.body_frames(era, two_columns=False, last=False)
    plan, area = Plan(era, (frames,)), frames[0]
    before, at = place_paragraph(plan, Cursor(), "body", BEFORE)
    size = round(SIZE * era.body)
    caption, top = "附表　主要产品计划完成情况", at.depth + 2 * era.pitch
    fields, depths = _boxed(_fields(random.Random(seed), area, size), area, top, era)
    passages = [item.passage for item in before]
    line = Box(area.box.left, 0, area.box.right, 0)
    title = _set(caption, line, area, top - round(1.4 * era.pitch), era)
    passages.append(Passage(RegionKind.CAPTION, (title,)))
    passages.append(_table(fields, depths, form, area, era))
    after, _ = place_paragraph(plan, replace(at, depth=depths[-1] + era.pitch), "body", AFTER)
    passages += [item.passage for item in after]
    return lock_up("p0001", era, passages, sheets.sheet_rules(era, frames, columns_ruled=False), ())


def _fields(chance: random.Random, area: Frame, size: int) -> list[_Field]:
    """A head of two rows, rows of figures with a note, and a total."""
    head = [(model.Cell(0, n, 1 if n in (1, 3) else 2, 2 if n in (1, 3) else 1, True), t) for n, t in HEADS]
    head += [(model.Cell(1, n, header=True), text) for n, text in enumerate(YEARS, 1)]
    kinds = chance.sample(KINDS, 5)
    figures = [[chance.randint(80, 9800) for _ in YEARS] for _ in kinds]
    rows = [[kind, *map(str, row), chance.choice(NOTES)] for kind, row in zip(kinds, figures, strict=True)]
    rows.append(["合　计", *(str(sum(column)) for column in zip(*figures, strict=True)), ""])
    body = [(model.Cell(r, c), text) for r, row in enumerate(rows, 2) for c, text in enumerate(row)]
    return [_Field(cell, _broken(text, cell, area, size)) for cell, text in (*head, *body)]


def _broken(text: str, cell: model.Cell, area: Frame, size: int) -> tuple[str, ...]:
    room = max(1, int(sum(SHARES[cell.column : cell.column + cell.columns]) * area.measure / size) - 1)
    fits = len(text) <= room or text.isdigit()
    return tuple([text] if fits else [text[n : n + room] for n in range(0, len(text), room)]) if text else ()


def _boxed(fields: list[_Field], area: Frame, top: int, era: Era) -> tuple[list[_Field], list[int]]:
    """The fields with their boxes, and where rows begin and the last one ends, down the frame."""
    lowest = max(field.cell.row for field in fields)
    depths = [top]
    for row in range(lowest + 1):
        lines = max(len(f.lines) for f in fields if (f.cell.row, f.cell.rows) == (row, 1))
        depths.append(depths[-1] + round((lines * STEP + 0.3) * era.pitch))
    edges = [round(area.measure * sum(SHARES[:n])) for n in range(len(SHARES) + 1)]
    left, above = area.box.left, area.box.top
    found = []
    for field in fields:
        cell = field.cell
        box = Box(
            left + edges[cell.column], above + depths[cell.row],
            left + edges[cell.column + cell.columns], above + depths[cell.row + cell.rows],
        )  # fmt: skip
        found.append(replace(field, cell=replace(cell, box=box)))
    return found, depths


def _table(fields: list[_Field], depths: list[int], form: str, area: Frame, era: Era) -> Passage:
    lines: list[tuple[Sort, ...]] = []
    cells = []
    for field in fields:
        box, numbers = field.cell.box or area.box, []
        step = round(STEP * era.pitch)
        down = box.top - area.box.top + (box.height - step * len(field.lines)) // 2
        for n, text in enumerate(field.lines):
            numbers.append(len(lines))
            lines.append(_set(text, box, area, down + n * step, era))
        cells.append((field.cell, tuple(numbers)))
    return Passage(RegionKind.TABLE, tuple(lines), _rules(fields, depths, form, area), tuple(cells))


def _set(text: str, box: Box, area: Frame, down: int, era: Era) -> tuple[Sort, ...]:
    """A line in the middle of its field, figures at its right."""
    size = round(SIZE * era.body)
    type_ = typed(text, choose(era.song, text), size, 0)
    free = box.width - type_[-1].along - type_[-1].advance
    start = box.left - area.box.left + (free - size // 2 if text.isdigit() else free // 2)
    return sorts(tuple(replace(c, along=c.along + start) for c in type_), area, down, round(STEP * era.pitch))


def _rules(fields: list[_Field], depths: list[int], form: str, area: Frame) -> tuple[Rule, ...]:
    left, right, above = area.box.left, area.box.right, area.box.top
    if form == "bare":
        return ()
    heavy = [Rule(Box(left, above + d - 2, right, above + d + 2)) for d in (depths[0], depths[-1])]
    if form in ("columns", "lines"):
        heavy.append(Rule(Box(left, above + depths[2] - 1, right, above + depths[2] + 1)))
    light = []
    for box in (field.cell.box for field in fields if field.cell.box):
        head = box.top < above + depths[2]
        if form != "lines" and box.right < right:
            light.append(Rule(Box(box.right - 1, box.top, box.right + 1, box.bottom)))
        if box.bottom < above + depths[-1] and (form in ("ruled", "open") or (form == "columns" and head)):
            light.append(Rule(Box(box.left, box.bottom - 1, box.right, box.bottom + 1)))
    if form == "ruled":
        heavy += [Rule(Box(x - 2, above + depths[0], x + 2, above + depths[-1])) for x in (left, right)]
    return (*heavy, *light)
