"""The rules of the normalised text, each by what it changes and what it leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.normal import normalised, rules_for
from pipeline.text.normal_rules import RULES
from pipeline.text.normal_tables import OLD_SHAPES, SECOND_SCHEME, VARIANTS

ALPHABET = st.sampled_from(
    list('一二三〇○年月日号号第（）()〔〕[]85政发字、.·…—-"「」囘強歺，, \u3000\n\t㈠⑴⒈⼭\uf900Ａ１国')
)


@pytest.mark.parametrize(
    ("year", "printed", "wanted", "rule"),
    [
        (1987, "根据(85)宁政发字第31号文", "根据宁政发〔1985〕31号文", "document-number"),
        (1987, "自一九八七年三月五日起", "自1987年3月5日起", "date"),
        (1987, "截至1987 年 3 月 5 号", "截至1987年3月5日", "date"),
        (1987, "　一九八七年三月", "　1987年3月", "date"),
        (1957, "㈠组织学习", "（一）组织学习", "numbering"),
        (1987, "(三）检查", "（三）检查", "numbering"),
        (1987, "１、逐村", "1.逐村", "numbering"),
        (1987, "第 三 条", "第三条", "numbering"),
        (1987, "如下：⑵登记", "如下：（2）登记", "numbering"),
        (1987, "决　定", "决定", "spaced-out"),
        (1987, "二○一室", "二〇一室", "nought"),
        (1941, "佈告︒", "佈告。", "vertical-form"),
        (1957, "「要抓好」", "“要抓好”", "quotation"),
        (1987, '"四化"建设', "“四化”建设", "straight-quotation"),
        (1987, "等等......", "等等……", "ellipsis"),
        (1987, "他说--好", "他说——好", "dash"),
        (1987, "卡尔•马克思", "卡尔·马克思", "middle-dot"),
        (1987, "如下:甲", "如下：甲", "half-width"),
        (1987, "工作.", "工作。", "half-width"),
        (1987, "共１２人", "共12人", "full-width"),
        (1987, "⼭地", "山地", "compatibility"),
        (1978, "迠设", "建设", "second-scheme"),
        (1957, "畧去", "略去", "variant"),
        (1957, "領導", "领导", "script"),
        (1941, "囘頭", "回頭", "old-shape"),
    ],
)  # fmt: skip
def test_what_a_rule_changes(year: int, printed: str, wanted: str, rule: str) -> None:
    made = normalised(printed, year)
    assert made.text == wanted
    assert {change.rule for change in made.changes} == {rule}
    assert made.printed == printed


@pytest.mark.parametrize(
    ("year", "printed"),
    [
        (1987, "中华民国三十年五月一日"),  # the year of a reign is not turned into another
        (1987, "三十年来"),  # a span of time
        (1987, "1987年13月5日"),  # no date that is one
        (1987, "甲 乙两地　丙"),  # no heading set wide
        (1941, "領導「抓好」"),  # its own script and its own marks
        (1987, "增长10.5%, up to 3.5"),  # Latin text
        (1987, "see p. 3, and 1,000"),
        (1960, "乾隆年间"),  # a name whose character is simplified elsewhere
        (1990, "迠设"),  # the scheme was withdrawn
        (1987, "……（3）"),
        (1987, "一九八七"),
    ],
)
def test_what_no_rule_touches(year: int, printed: str) -> None:
    assert normalised(printed, year).changes == ()


def test_rules_have_ids_and_years() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.purpose and rule.years[0] <= rule.years[1] for rule in RULES)
    assert {"script", "second-scheme"} & {rule.id for rule in rules_for(0)} == set()
    assert {"script", "second-scheme"} <= {rule.id for rule in rules_for(1980)}


@pytest.mark.parametrize("table", [OLD_SHAPES, VARIANTS, SECOND_SCHEME])
def test_tables_lead_to_forms_that_stay(table: dict[str, str]) -> None:
    assert not set(table) & set(table.values())


@given(
    printed=st.text(ALPHABET, max_size=30) | st.text(max_size=30),
    year=st.sampled_from([0, 1941, 1957, 1980, 2001]),
)
def test_every_change_is_told_and_can_be_undone(printed: str, year: int) -> None:
    made = normalised(printed, year)
    assert made.printed == printed
    assert (made.text == printed) == (made.changes == ())


@given(printed=st.text(ALPHABET, max_size=30), year=st.sampled_from([0, 1941, 1957, 1980]))
def test_no_rule_loses_a_character_of_a_word(printed: str, year: int) -> None:
    """Only blanks, brackets, figures and marks may come and go; words change sign by sign."""
    for change in normalised(printed, year).changes:
        assert change.text or not change.printed.strip(" \u3000")
