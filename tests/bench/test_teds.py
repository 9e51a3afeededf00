"""Tree edit distance similarity of tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.teds import distance, similarity, tables, tree
from pipeline.model import Box, Cell, Glyph, Region, RegionKind, TextLine


def table(*rows: tuple[str, ...]) -> Region:
    lines, cells = [], []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            lines.append(TextLine(f"{r}.{c}", None, tuple(Glyph(char, None) for char in text)))
            cells.append(Cell(r, c, lines=(f"{r}.{c}",)))
    return Region("r", RegionKind.TABLE, "p", Box(0, 0, 10, 10), tuple(lines), cells=tuple(cells))


WHOLE = table(("甲", "乙"), ("一", "二"))


def test_equal_tables_are_wholly_alike() -> None:
    assert similarity(tree(WHOLE), tree(WHOLE)) == 1.0


def test_one_misread_cell_costs_the_share_of_its_text() -> None:
    other = table(("甲", "乙"), ("一", "三"))
    assert distance(tree(WHOLE), tree(other)) == 1.0
    assert similarity(tree(WHOLE), tree(other)) == pytest.approx(1 - 1 / 7)


def test_a_lost_row_costs_its_nodes() -> None:
    assert distance(tree(WHOLE), tree(table(("甲", "乙")))) == 3.0


def test_a_span_that_is_not_seen_costs_one() -> None:
    spanned = replace(WHOLE, cells=(replace(WHOLE.cells[0], rows=2), *WHOLE.cells[1:]))
    assert distance(tree(WHOLE), tree(spanned)) == 1.0


def test_distance_is_symmetrical() -> None:
    one, other = tree(WHOLE), tree(table(("丙",), ("一", "二", "三"), ("四",)))
    assert distance(one, other) == distance(other, one) > 0


def test_rows_without_cells_are_only_a_little_alike() -> None:
    bare = replace(WHOLE, cells=())
    assert 0 < similarity(tree(WHOLE), tree(bare)) < 0.5


def test_tables_made_up_and_lost_count_as_nothing() -> None:
    beside = replace(WHOLE, box=Box(50, 50, 60, 60))
    assert tables([WHOLE], [WHOLE, beside]) == [1.0, 0.0]
    assert tables([WHOLE], []) == [0.0]
    assert tables([WHOLE], [beside]) == [0.0, 0.0]
