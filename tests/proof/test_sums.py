"""Totals that do not add up are findings; what is not added up is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Box, Cell, Finding, Glyph, Region, RegionKind, Severity, Step, TextLine, Witness
from pipeline.proof import sums
from pipeline.proof.edition import edit
from pipeline.proof.evidence.coherence import Sheet, as_findings, check

HEAD = ("县别", "计划", "完成", "比重%")


def table(rows: Sequence[Sequence[str]], head: bool = True) -> Region:
    lines, cells = [], []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            name = f"p0001_r01_l{len(lines) + 1:02d}"
            box = Box(c * 100, r * 50, c * 100 + 90, r * 50 + 40)
            lines.append(TextLine(name, box, tuple(Glyph(char, None) for char in text)))
            cells.append(Cell(r, c, header=head and r == 0, lines=(name,), box=box))
    box = Box(0, 0, 400, 50 * len(rows))
    return Region("p0001_r01", RegionKind.TABLE, "p0001_a", box, tuple(lines), cells=tuple(cells))


def found(rows: Sequence[Sequence[str]]) -> tuple[Finding, ...]:
    page = Sheet("p0001", (table(rows),))
    wrong = [finding for finding in as_findings([page], check([page])) if finding.code == sums.CODE]
    return (*wrong, *sums.strange_tables(page.page, page.regions))


def test_totals_that_fit_are_no_finding() -> None:
    assert (
        found(
            [HEAD, ("甲", "1,200", "—", "40"), ("乙", "300", "－25", "60"), ("合　计", "1500", "-25", "99")]
        )
        == ()
    )


def test_a_total_that_does_not_fit_names_its_cell() -> None:
    (one,) = found([HEAD, ("甲", "10", "7", ""), ("乙", "20", "8", ""), ("合计", "30", "16", "")])
    assert (one.code, one.severity, one.image) == ("table-sum", Severity.CHECK, "p0001_a")
    assert one.box == Box(200, 150, 290, 190)
    assert one.message == "p0001_r01_l15: 合计 of 完成 is 16, its figures come to 15"


def test_parts_are_summed_since_the_last_and_left_out_of_the_whole() -> None:
    rows = [HEAD, ("甲", "1", "1", ""), ("乙", "2", "2", ""), ("小计", "3", "3", "")]
    rows += [("丙", "4", "4", ""), ("丁", "5", "5", ""), ("小计", "9", "8", ""), ("总计", "12", "12", "")]
    (one,) = found(rows)
    assert one.message == "p0001_r01_l27: 小计 of 完成 is 8, its figures come to 9"


def test_a_total_may_stand_first_and_across() -> None:
    rows = [
        ("项目", "合计", "上年", "本年"),
        ("合计", "10", "4", "6"),
        ("甲", "7", "3", "4"),
        ("乙", "3", "1", "2"),
    ]
    assert found(rows) == ()
    rows[2] = ("甲", "8", "3", "4")
    assert [one.message for one in found(rows)] == [
        "p0001_r01_l06: 合计 of 合计 is 10, its figures come to 11",
        "p0001_r01_l10: 合计 of 甲 is 8, its figures come to 7",
    ]


def test_what_is_no_number_is_not_summed() -> None:
    assert found([HEAD, ("甲", "1?", "7吨", ""), ("乙", "20", "8", ""), ("合计", "99", "99", "")]) == ()


def test_rounded_shares_need_not_fit_exactly() -> None:
    assert found([HEAD[:2], ("甲", "1.25"), ("乙", "2.33"), ("合计", "3.6")]) == ()


def test_a_table_of_which_no_total_fits_is_one_note() -> None:
    head = ("项目", "上年", "本年", "下年")
    rows = [head, ("甲", "1", "2", "3"), ("其中:乙", "1", "2", "1"), ("合计", "1", "2", "3")]
    (one,) = found(rows)
    assert one.severity is Severity.NOTE
    assert one.box == Box(0, 0, 400, 200)


def test_cells_stay_in_the_edition_and_take_in_what_only_another_witness_has() -> None:
    whole = table([("甲", "10"), ("乙", "20")])
    first = Witness("p0001", "P6", (replace(whole, lines=whole.lines[:3]),), (), ())
    lost = replace(first.regions[0].cells[3], lines=())
    first = replace(first, regions=(replace(first.regions[0], cells=(*first.regions[0].cells[:3], lost)),))
    second = Witness("p0001", "K", (replace(whole, cells=()),), (), ())
    (region,) = edit((first, second), "P6", 0.5, Step("proof", "x", "1")).regions
    texts = {line.id: line.text for line in region.lines}
    assert [[texts[name] for name in cell.lines] for cell in region.cells] == [["甲"], ["10"], ["乙"], ["20"]]
