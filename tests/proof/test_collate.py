"""Collation in the manner of philology: short witnesses, and the table they must give."""

from itertools import permutations
from textwrap import dedent

from hypothesis import given
from hypothesis import strategies as st
from proof_witnesses import boxed, glyphs_of, plain, table

from pipeline.proof.collate import collate
from pipeline.proof.columns import read_back

HAN = "一二三人民政府公报的。 "
LATIN = "abc the of. "
TEXTS = st.one_of(st.text(HAN, max_size=12), st.text(LATIN, max_size=12), st.text(max_size=6))
PAGES = st.lists(TEXTS, max_size=6)


def shows(expected):
    return dedent(expected).strip()


def test_one_witness_is_its_own_table():
    assert table(boxed("P6", "公报", "令")) == "P6: 公|报 || 令"


def test_a_substitution_stands_in_one_column():
    found = table(boxed("P6", "灵魂深处"), boxed("P4", "灵动深处"))
    assert found == shows("""
        P6: 灵|魂|深|处
        P4: 灵|动|深|处
    """)


def test_what_one_lacks_leaves_a_gap():
    found = table(boxed("P6", "自治区政府"), boxed("P4", "自治政府"))
    assert found == shows("""
        P6: 自|治|区|政|府
        P4: 自|治|-|政|府
    """)


def test_insertions_of_several_witnesses_share_a_column():
    found = table(boxed("P6", "政府"), boxed("P4", "政务府"), boxed("T", "政法务府"))
    assert found == shows("""
        P6: 政|-|府
        P4: 政|务|府
        T: 政|法务|府
    """)


def test_width_counts_as_equal_and_is_kept_as_read():
    found = table(boxed("P6", "令，行"), boxed("P4", "令,止行"))
    assert found == shows("""
        P6: 令|，|-|行
        P4: 令|,|止|行
    """)


def test_other_line_breaks_do_not_matter():
    found = table(boxed("P6", "关于印发暂行", "办法的通知"), plain("K", "关于印发", "暂行办法的通", "知"))
    assert found == shows("""
        P6: 关|于|印|发|暂|行 || 办|法|的|通|知
        K: 关|于|印|发|暂|行 || 办|法|的|通|知
    """)


def test_a_latin_line_break_stands_for_a_blank():
    found = table(boxed("P6", "the quick", "fox", joiner=" "), plain("K", "the quick fox", joiner=" "))
    assert found == shows("""
        P6: t|h|e| |q|u|i|c|k|- || f|o|x
        K: t|h|e| |q|u|i|c|k|  || f|o|x
    """)


def test_an_insertion_at_a_line_break_stays_in_its_own_line():
    found = table(boxed("P6", "第一条规定", "本法施行"), plain("K", "第一条规定者", "凡本法施行"))
    assert found == shows("""
        P6: 第|一|条|规|定|- || -|本|法|施|行
        K: 第|一|条|规|定|者 || 凡|本|法|施|行
    """)


def test_a_line_without_partners_gets_its_place():
    found = table(
        boxed("P6", "国务院办公厅", "特此通知请执行"),
        plain("K", "国务院办公厅", "一九八七年三月五日", "特此通知请执行"),
    )
    assert found == shows("""
        P6: 国|务|院|办|公|厅 || -|-|-|-|-|-|-|-|- || 特|此|通|知|请|执|行
        K: 国|务|院|办|公|厅 || 一|九|八|七|年|三|月|五|日 || 特|此|通|知|请|执|行
    """)


def test_a_line_the_base_lost_is_placed_by_geometry_and_shared():
    found = table(
        boxed("P6", "国务院办公厅", None, "特此通知请执行"),
        boxed("T", "国务院办公厅", "三月五日", "特此通知请执行"),
        boxed("P4", "国务院办公厅", "三月六日", "特此通知请执行"),
    )
    assert found == shows("""
        P6: 国|务|院|办|公|厅 || -|-|-|- || 特|此|通|知|请|执|行
        P4: 国|务|院|办|公|厅 || 三|月|六|日 || 特|此|通|知|请|执|行
        T: 国|务|院|办|公|厅 || 三|月|五|日 || 特|此|通|知|请|执|行
    """)


def test_new_lines_get_the_next_free_number():
    collation = collate(
        (boxed("P6", "国务院", None, "通知如下"), boxed("T", "国务院", "三月五日", "通知如下")), "P6"
    )
    assert [each.id[-3:] for each in collation.lines] == ["l01", "l04", "l03"]


def test_moved_text_is_found_and_marked():
    base = boxed("P6", "关于加强粮食工作的决定", "关于任免工作人员的通知", "关于开展植树造林的意见")
    other = plain("K", "关于任免工作人员的通知", "关于开展植树造林的意见", "关于加强粮食工作的决定")
    collation = collate((base, other), "P6")
    assert [each.moved for each in collation.lines] == [("K",), (), ()]
    assert all(
        column.cells[0][0].text == column.cells[1][0].text
        for each in collation.lines
        for column in each.columns
    )


def test_a_moved_paragraph_meets_the_lines_it_is_made_of():
    lines = (
        "宁夏回族自治区人民",
        "政府关于表彰先进的",
        "决定如下各县市应当",
        "认真贯彻执行本决定",
        "附件共三份另行印发",
    )
    base = boxed("P6", *lines)
    other = plain("K", lines[3] + lines[4], lines[0] + lines[1] + lines[2])
    collation = collate((base, other), "P6")
    assert [bool(each.moved) for each in collation.lines].count(True) in {2, 3}
    assert all(column.cells[0] and column.cells[1] for each in collation.lines for column in each.columns)


def test_a_witness_of_nothing_loses_nothing():
    found = table(boxed("P6", "公报"), plain("K"))
    assert found == "P6: 公|报\nK: -|-"


def test_a_base_of_nothing_takes_the_lines_of_the_others():
    found = table(plain("P6"), plain("K", "公报", "令"), base="P6")
    assert found == "P6: -|- || -\nK: 公|报 || 令"


@given(PAGES, PAGES, PAGES, st.sampled_from(["", " ", "\n"]), st.booleans())
def test_every_witness_can_be_read_back(base, first, second, joiner, geometry):
    make = boxed if geometry else plain
    witnesses = (
        make("P6", *base, joiner=joiner),
        make("P4", *first, joiner=joiner),
        plain("K", *second, joiner=joiner),
    )
    collation = collate(witnesses, "P6")
    for witness in witnesses:
        assert read_back(collation, witness.sigil) == glyphs_of(witness)


def test_the_order_of_the_witnesses_does_not_matter():
    texts = ("公报", "自治区", ""), ("公服", "三月", "令"), ("自治区公报",), ("令", "", "公报")
    base, first, second, third = texts
    witnesses = (boxed("P6", *base), boxed("P4", *first), plain("K", *second), plain("T", *third))
    assert len({collate(order, "P6") for order in permutations(witnesses)}) == 1


@given(PAGES, st.sampled_from(["", " "]))
def test_a_witness_agrees_with_its_copy(lines, joiner):
    collation = collate((boxed("P6", *lines, joiner=joiner), boxed("P4", *lines, joiner=joiner)), "P6")
    assert all(column.cells[0] == column.cells[1] for each in collation.lines for column in each.columns)


@given(PAGES, PAGES)
def test_ids_are_unique_and_the_bases_own_stay(base, other):
    collation = collate((boxed("P6", *base), plain("K", *other)), "P6")
    ids = [each.id for each in collation.lines]
    assert len(set(ids)) == len(ids)
    assert [each.id for each in collation.lines if each.lead == "P6"] == [
        each.id for region in boxed("P6", *base).regions for each in region.lines
    ]
