"""Lines to paragraphs: indentation, short ends, columns, page ends, vertical text, text without boxes."""

from __future__ import annotations

from dataclasses import replace

from export_samples import FULL, K, page
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.flow import Line, issue_lines
from pipeline.export.paragraphs import paragraphs
from pipeline.model import Box, Direction

SHORTER = FULL[:-8]


def texts(*pages: object) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(issue_lines(pages))]


def test_an_indented_line_begins_a_paragraph() -> None:
    made = page("p0001", [(K.PARAGRAPH, ["　　" + FULL[2:], FULL, SHORTER + "。", "　　" + FULL[2:], FULL])])
    assert texts(made) == [FULL[2:] + FULL + SHORTER + "。", FULL[2:] + FULL]


def test_a_short_line_ends_a_paragraph_though_the_next_is_not_indented() -> None:
    assert len(texts(page("p0001", [(K.PARAGRAPH, [FULL, SHORTER + "。", FULL])]))) == 2


def test_text_runs_on_over_a_page_end_and_past_furniture() -> None:
    pages = (
        page("p0001", [(K.PARAGRAPH, [FULL, FULL])]),
        page("p0002", [(K.PARAGRAPH, [SHORTER + "。", FULL])]),
    )
    assert texts(*pages) == [FULL + FULL + SHORTER + "。", FULL]


def test_a_finished_line_at_a_page_end_ends_the_paragraph_before_an_indented_one() -> None:
    pages = (
        page("p0001", [(K.PARAGRAPH, [FULL, FULL])]),
        page("p0002", [(K.PARAGRAPH, ["　　" + FULL[2:], FULL])]),
    )
    assert len(texts(*pages)) == 2


def test_a_region_below_another_begins_a_paragraph() -> None:
    assert len(texts(page("p0001", [(K.PARAGRAPH, [FULL, FULL]), (K.PARAGRAPH, [FULL])]))) == 2


def parted(texts_of: list[str], at: int) -> list[Line]:
    """One region as layout may part it: what follows the line `at` is a region of its own."""
    lines = issue_lines((page("p0001", [(K.PARAGRAPH, texts_of)]),))
    return [replace(line, region=f"{line.region}b") if n > at else line for n, line in enumerate(lines)]


def test_a_short_last_line_that_layout_took_for_a_region_of_its_own_ends_the_paragraph() -> None:
    lines = ["　　" + FULL[2:], FULL, "处分。", "　　第二条　" + FULL[6:], FULL]
    (first, second) = paragraphs(tuple(parted(lines, 1)))
    assert first.text == FULL[2:] + FULL + "处分。"
    assert len(second.lines) == 2


def test_no_region_goes_on_with_the_one_above_after_a_sentence_or_an_indent() -> None:
    whole = FULL[:-1] + "。"
    assert len(paragraphs(tuple(parted(["　　" + FULL[2:], whole, "处分。"], 1)))) == 2
    assert len(paragraphs(tuple(parted(["　　" + FULL[2:], FULL, "　　处分。"], 1)))) == 2


def test_each_line_of_a_list_of_appointments_is_a_paragraph_the_longest_too() -> None:
    lines = [
        "　　青原县人民政府一九八七年三月二日会议决定：",
        "　　任命李某明为县财政局局长",
        "　　　　张某为县水利局农田水利股副股长",
        "　　　　王某为青原县农业机械化管理局局长",
    ]
    assert len(texts(page("p0001", [(K.PARAGRAPH, lines)]))) == 4


def column(left: int, name: str, last: str) -> list[Line]:
    base = issue_lines((page("p0001", [(K.PARAGRAPH, [FULL, last])]),))
    return [
        replace(
            line,
            id=f"{name}{i}",
            region=name,
            box=Box(left, 100 + 50 * i, left + 40 * len(line.text), 140 + 50 * i),
        )
        for i, line in enumerate(base)
    ]


def test_text_runs_on_into_the_next_column() -> None:
    lines = (*column(0, "a", FULL), *column(1200, "b", SHORTER + "。"))
    assert len(paragraphs(lines)) == 1


def test_vertical_text_is_judged_along_its_own_direction() -> None:
    base = issue_lines((page("p0001", [(K.PARAGRAPH, [FULL, SHORTER, FULL])]),))
    tops = (100, 100, 180)  # the third column is indented by two characters
    lines = tuple(
        replace(
            line,
            direction=Direction.VERTICAL,
            box=Box(900 - 50 * i, top, 940 - 50 * i, top + 40 * len(line.text)),
        )
        for i, (line, top) in enumerate(zip(base, tops, strict=True))
    )
    assert [len(paragraph.lines) for paragraph in paragraphs(lines)] == [2, 1]


def test_without_boxes_blanks_and_numbers_tell() -> None:
    base = issue_lines((page("p0001", [(K.PARAGRAPH, ["甲项", "一、乙项。", "二、丙项", "丁"])]),))
    lines = tuple(replace(line, box=None) for line in base)
    assert [p.text for p in paragraphs(lines)] == ["甲项一、乙项。", "二、丙项丁"]


def test_dates_and_numbers_stand_alone() -> None:
    made = page("p0001", [(K.PARAGRAPH, [FULL, "青政发〔1987〕12号", FULL, "一九八七年三月二日", FULL])])
    assert len(texts(made)) == 5


@given(
    st.lists(st.tuples(st.sampled_from(K), st.lists(st.text(max_size=8), min_size=1, max_size=4)), max_size=5)
)
def test_every_line_is_in_one_paragraph_and_order_is_kept(regions: list) -> None:
    lines = issue_lines((page("p0001", regions),))
    assert tuple(line for paragraph in paragraphs(lines) for line in paragraph.lines) == lines


def test_an_item_of_a_list_goes_on_in_a_line_that_hangs() -> None:
    items = ["　　　" + FULL[3:], "　　　　" + "职务", "　　　又一项", FULL]
    assert texts(page("p0001", [(K.PARAGRAPH, items)])) == [FULL[3:] + "职务", "又一项", FULL]
