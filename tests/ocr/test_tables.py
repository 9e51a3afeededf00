"""Tables as regions of cells: what stands where, what is cut, what is found, and what is no table."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from drawn import ScriptedEngine, sheet, strip

from pipeline.model import Glyph, Region, RegionKind
from pipeline.ocr.even import evenly
from pipeline.ocr.forced import Wishes
from pipeline.ocr.glyphs import place
from pipeline.ocr.page import read_image
from pipeline.ocr.shapes import Place, Strip

SIZE = 40
EDGES = (60, 260, 460, 660)  # of the columns
TOP, HIGH = 200, 70  # of the rows
ROWS = (("县别", "计划", "完成"), ("松篁县", "120", "100"), ("合计", "120", "100"))
Words = Sequence[tuple[int, int, str]]


class Knowing(ScriptedEngine):
    """Reads "7" from every strip it was not told about."""

    def read_strips(self, image: np.ndarray, strips: Sequence[Strip]) -> tuple[tuple[Glyph, ...], ...]:
        return tuple(place(evenly(self.readings.get(s, "7"), self.confidence), s) for s in strips)


def words(
    rows: Sequence[Sequence[str]], edges: Sequence[int] = EDGES, high: int = HIGH
) -> list[tuple[int, int, str]]:
    return [
        (edges[c] + 12, TOP + r * high + 12, text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text
    ]


def strips_of(drawn: Words) -> dict[Strip, str]:
    return {strip(x - 4, y + 2, width(text) + 8, SIZE + 8): text for x, y, text in drawn}


def width(text: str) -> int:
    return sum(SIZE // 2 if char.isascii() else SIZE for char in text)


def ruled(drawn: Words, rows: int = 3) -> np.ndarray:
    page = sheet(drawn, SIZE).copy()
    for n in range(rows + 1):
        cv2.line(page, (EDGES[0], TOP + n * HIGH), (EDGES[-1], TOP + n * HIGH), (0, 0, 0), 3)
    for x in EDGES:
        cv2.line(page, (x, TOP), (x, TOP + rows * HIGH), (0, 0, 0), 3)
    return page


def read(page: np.ndarray, engine: ScriptedEngine) -> tuple[Region, ...]:
    return read_image(page, engine, Place("p0001", "p0001_a"), Wishes()).regions


def held(table: Region) -> dict[tuple[int, int], str]:
    texts = {line.id: line.text for line in table.lines}
    return {(cell.row, cell.column): "|".join(texts[name] for name in cell.lines) for cell in table.cells}


ALL = {(r, c): text for r, row in enumerate(ROWS) for c, text in enumerate(row)}


def test_a_ruled_table_is_one_region_of_cells_in_the_order_of_its_rows() -> None:
    drawn = words(ROWS)
    (table,) = read(ruled(drawn), ScriptedEngine(strips_of(drawn)))
    assert table.kind is RegionKind.TABLE
    assert held(table) == ALL
    assert [line.text for line in table.lines] == [text for row in ROWS for text in row]
    assert [cell.header for cell in table.cells] == [True] * 3 + [False] * 6


def test_a_strip_over_a_rule_is_cut_there() -> None:
    drawn = words(ROWS)
    strips = strips_of([one for one in drawn if one[2] not in ("县别", "计划")])
    strips[strip(68, TOP + 14, 292, 48)] = "县别　　　计划"
    (table,) = read(ruled(drawn), ScriptedEngine(strips))
    assert held(table)[0, 0].strip() == "县别"
    assert held(table)[0, 1].strip() == "计划"


def test_ink_in_a_cell_that_was_passed_over_is_read() -> None:
    rows = (*ROWS[:2], ("合计", "7", "100"))
    drawn = words(rows)
    strips = strips_of([one for one in drawn if one[2] != "7"])
    (table,) = read(ruled(drawn), Knowing(strips))
    assert held(table)[2, 1] == "7"


def test_an_empty_cell_stays_a_cell() -> None:
    drawn = words((*ROWS[:2], ("合计", "", "100")))
    (table,) = read(ruled(drawn), Knowing(strips_of(drawn)))
    assert held(table)[2, 1] == ""


def test_lines_above_a_table_are_its_caption() -> None:
    above = [(250, 80, "附表　各县计划"), (480, 140, "单位：吨")]
    drawn = [*above, *words(ROWS)]
    regions = read(ruled(drawn), ScriptedEngine(strips_of(drawn)))
    assert {region.kind for region in regions} == {RegionKind.CAPTION, RegionKind.TABLE}
    assert regions[-1].kind is RegionKind.TABLE


def test_rows_of_figures_without_rules_between_them_are_rows() -> None:
    rows = (*ROWS, ("茶亭镇", "35", "5"))
    drawn = words(rows)
    page = sheet(drawn, SIZE).copy()
    for y in (TOP, TOP + HIGH, TOP + 4 * HIGH):
        cv2.line(page, (EDGES[0], y), (EDGES[-1], y), (0, 0, 0), 3)
    for x in EDGES:
        cv2.line(page, (x, TOP), (x, TOP + 4 * HIGH), (0, 0, 0), 3)
    (table,) = read(page, ScriptedEngine(strips_of(drawn)))
    assert held(table) == {(r, c): text for r, row in enumerate(rows) for c, text in enumerate(row)}


def test_figures_under_one_another_are_a_table_without_any_rule() -> None:
    rows = (*ROWS, ("茶亭镇", "35", "5"))
    drawn = words(rows)
    (table,) = read(sheet(drawn, SIZE), ScriptedEngine(strips_of(drawn)))
    assert table.kind is RegionKind.TABLE
    assert held(table) == {(r, c): text for r, row in enumerate(rows) for c, text in enumerate(row)}
    assert [cell.header for cell in table.cells] == [True] * 3 + [False] * 9


def test_a_name_over_two_columns_spans_them_without_any_rule() -> None:
    top = [(72, TOP - 24, "县别"), (360, TOP - 60, "一九八五年")]
    rows = (("", "计划", "完成"), *ROWS[1:], ("茶亭镇", "35", "5"))
    drawn = [*top, *words(rows)]
    (table,) = read(sheet(drawn, SIZE), ScriptedEngine(strips_of(drawn)))
    spans = {(cell.row, cell.column): (cell.rows, cell.columns) for cell in table.cells}
    assert spans[0, 0] == (2, 1)
    assert spans[0, 1] == (1, 2)


NAMES = (("张某文", "李某山", "王某林"), ("陈某海", "杨某明", "赵某芳"), ("吴某兰", "周某华", "徐某荣"))
SIGNED = (("省财政厅", "省农业厅", "省水利厅"), ("三月一日", "三月二日", "三月三日"))


@pytest.mark.parametrize("rows", [NAMES, SIGNED])
def test_names_and_signatures_side_by_side_are_no_table(rows: Sequence[Sequence[str]]) -> None:
    drawn = words(rows)
    regions = read(sheet(drawn, SIZE), ScriptedEngine(strips_of(drawn)))
    assert RegionKind.TABLE not in {region.kind for region in regions}


def test_running_text_in_ruled_columns_is_no_table() -> None:
    edges, rows = (40, 500, 960), [("国营农场要做好春耕生产", "各级领导要深入生产现场")] * 8
    drawn = words(rows, edges, 60)
    page = sheet(drawn, SIZE).copy()
    for y in (TOP - 10, TOP + 240, TOP + 490):
        cv2.line(page, (edges[0], y), (edges[-1], y), (0, 0, 0), 3)
    for x in edges:
        cv2.line(page, (x, TOP - 10), (x, TOP + 490), (0, 0, 0), 3)
    regions = read(page, ScriptedEngine(strips_of(drawn)))
    assert RegionKind.TABLE not in {region.kind for region in regions}


def test_writing_on_squared_paper_is_no_table() -> None:
    lines = ["国营农场要做好春耕生产工作", "各级领导要深入生产第一线去", "帮助群众解决实际困难问题吧"]
    drawn = [(64, TOP + n * 60 + 6, text) for n, text in enumerate(lines)]
    page = sheet(drawn, SIZE).copy()
    for n in range(4):
        cv2.line(page, (60, TOP + n * 60), (60 + 13 * SIZE, TOP + n * 60), (0, 0, 0), 2)
    for n in range(14):
        cv2.line(page, (63 + n * SIZE, TOP), (63 + n * SIZE, TOP + 180), (0, 0, 0), 2)
    regions = read(page, ScriptedEngine(strips_of(drawn)))
    assert [line.text for region in regions for line in region.lines] == lines
    assert RegionKind.TABLE not in {region.kind for region in regions}
