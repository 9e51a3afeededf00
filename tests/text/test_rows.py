from __future__ import annotations

from pipeline.model import Cell, Glyph, Region, RegionKind, TextLine
from pipeline.text.rows import printed_lines


def region(texts: tuple[str, ...], cells: tuple[Cell, ...] = (), joiner: str = "") -> Region:
    lines = tuple(
        TextLine(f"l{n}", None, tuple(Glyph(char, None) for char in text)) for n, text in enumerate(texts)
    )
    return Region("r", RegionKind.TABLE, "p", None, lines, joiner, cells)


def test_without_cells_a_line_is_a_line() -> None:
    assert printed_lines(region(("甲", "乙"))) == ("甲", "乙")


def test_a_row_of_a_table_is_a_line_and_its_empty_cells_show() -> None:
    cells = (Cell(0, 0, lines=("l0", "l1")), Cell(0, 1), Cell(0, 2, lines=("l2",)), Cell(1, 0, lines=("l3",)))
    assert printed_lines(region(("油料", "作物", "12", "棉花"), cells)) == ("油料作物\t\t12", "棉花")
    assert printed_lines(region(("oil", "seeds", "12", "wool"), cells, " "), "|") == ("oil seeds||12", "wool")


def test_what_is_in_no_cell_comes_behind() -> None:
    assert printed_lines(region(("甲", "乙"), (Cell(2, 0, lines=("l0",)),))) == ("甲", "乙")
