import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import RegionKind as Kind
from pipeline.ocr.printed import Printed, Sheet, measure
from pipeline.ocr.regions import group, joiner, rank

SHEET = Sheet(100, 1500, 40, 0.0, -math.inf)  # sizes alone, no pitch


def column(*lines: tuple[str, int, int, int]) -> list[Printed]:
    """Lines as (text, start, top, stop), 40 high."""
    return [Printed(text, start, top, stop, top + 40) for text, start, top, stop in lines]


def kinds(lines: list[Printed]) -> list[tuple[Kind, int]]:
    return [(g.kind, len(g.lines)) for g in group(lines, SHEET)]


def body(count: int, top: int = 400) -> list[tuple[str, int, int, int]]:
    return [("正文一行接着一行不断往下写去", 100, top + 60 * n, 900) for n in range(count)]


def test_an_indented_line_begins_a_paragraph() -> None:
    lines = column(
        ("首行缩进的段落", 180, 400, 900), *body(2, 460), ("又一段落由此开始", 180, 580, 900), *body(1, 640)
    )
    assert kinds(lines) == [(Kind.PARAGRAPH, 3), (Kind.PARAGRAPH, 2)]


def test_a_line_set_a_little_larger_is_a_heading() -> None:
    title = "关于公布粮票管理暂行办法的令"
    lines = column(
        (title, 100, 200, 100 + 46 * len(title)), *[("正文" * 10, 100, 260 + 60 * n, 900) for n in range(4)]
    )
    sheet = measure(lines, [])
    assert group(lines, sheet)[0].kind is Kind.HEADING


def test_a_number_at_the_foot_is_a_folio() -> None:
    lines = column(*body(3), ("— 12 —", 450, 1460, 560))
    assert kinds(lines)[-1] == (Kind.PAGE_NUMBER, 1)


def test_a_number_in_the_text_is_not() -> None:
    lines = column(*body(2), ("1987", 100, 520, 200), *body(2, 580))
    assert Kind.PAGE_NUMBER not in [kind for kind, _ in kinds(lines)]


def test_a_large_line_is_a_heading() -> None:
    lines = [Printed("关于做好春耕工作的通知", 200, 300, 800, 360), *column(*body(3))]
    assert kinds(lines)[0] == (Kind.HEADING, 1)


def test_a_running_head_is_set_apart_from_the_text() -> None:
    lines = column(("云山省人民政府公报", 300, 100, 700), *body(8, 220))
    assert group(lines, measure(lines, []))[0].kind is Kind.HEADER


def test_a_marked_line_of_smaller_type_at_the_foot_is_a_footnote() -> None:
    text = "①本条所称灾区，包括划归的各乡。"
    lines = column(
        *body(3, 1200), (text, 100, 1400, 100 + 34 * len(text)), ("续行也用小字排印的注文。", 100, 1450, 500)
    )
    found = group(lines, replace(SHEET, pitch=40.0))[-1]
    assert (found.kind, len(found.lines)) == (Kind.FOOTNOTE, 2)
    assert rank(Kind.FOOTNOTE, lines[3], SHEET) > rank(Kind.PARAGRAPH, lines[0], SHEET)


def test_what_stands_above_a_rule_at_the_top_is_a_running_head() -> None:
    lines = column(("云山省人民政府公报", 100, 100, 400), *body(8, 170))
    sheet = measure(lines, [(90, 910, 150)])
    assert [g.kind for g in group(lines[:1], sheet)] == [Kind.HEADER]
    assert group(lines[1:], sheet)[0].kind is Kind.PARAGRAPH


def test_a_masthead_above_a_rule_is_none() -> None:
    lines = [Printed("云山省人民政府公报", 100, 100, 900, 200), *column(*body(8, 270))]
    assert measure(lines, [(90, 910, 230)]).head == -math.inf


def test_both_lines_of_a_contents_entry_are_one_region() -> None:
    entries = [(f"第{n}件通知…（{n}）", 100, 200 + 60 * n, 900) for n in range(4)]
    lines = column(
        *entries, ("题目很长的一件要写两行才", 100, 440, 900), ("写得完的通知…（9）", 140, 500, 900)
    )
    assert kinds(lines) == [(Kind.TOC_ENTRY, 1)] * 4 + [(Kind.TOC_ENTRY, 2)]


def test_lines_of_han_join_without_a_space_and_latin_ones_with_one() -> None:
    assert (joiner("各省、市"), joiner("An act to"), joiner("1987")) == ("", " ", "")


@given(
    st.lists(
        st.tuples(
            st.text("中文1.（）…—a", max_size=12),
            st.integers(0, 500),
            st.integers(0, 1500),
            st.integers(501, 900),
        ),
        max_size=20,
    )
)
def test_every_line_is_in_exactly_one_region(lines: list[tuple[str, int, int, int]]) -> None:
    found = [i for g in group(column(*lines), SHEET) for i in g.lines]
    assert found == list(range(len(lines)))
