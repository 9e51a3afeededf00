"""Citations as links at their characters, claims of validity with their sentences, subject words."""

from __future__ import annotations

from dataclasses import replace

import export_samples as samples
import pytest
from export_samples import WORK, K, celled, page
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.isoschematron import Schematron

from pipeline.export import akn
from pipeline.export.delivery.grammar import grammar
from pipeline.export.delivery.reading import printed_lines
from pipeline.export.delivery.rules import rules
from pipeline.export.flow import issue_lines
from pipeline.export.inline import Inline, Mark
from pipeline.export.issue import Issue, issue_of
from pipeline.export.markup import AKN, OURS
from pipeline.export.mentions import mentions
from pipeline.export.schema import profile
from pipeline.formats.xml import parse
from pipeline.text.citations import By, find

FIRST = (K.HEADING, ["关于甲项工作的通知"])
SIGNED = ["　　　　　　　　　　青原县人民政府", "　　　　　　　　　　一九八七年三月二日"]
TITLE = (K.HEADING, ["青原县人民政府关于修改《关于甲项", "工作的通知》的决定"])
TEXT = [
    "　　根据《土地管理法》和青政发〔1979〕3号文件及《关于甲项工作",
    "的通知》决定如下各单位要认真学习有关文件的精神。",
    "　　一、《关于甲项工作的通知》同时废止。",
    "　　二、本决定自1987年4月1日起施行。",
    *SIGNED,
    "　　主题词：水利　通知",
]
TABLE = (K.TABLE, ["名称", "文号", "《关于甲项工作的通知》", "废止", "甲"])


def decision() -> Issue:
    regions = [FIRST, (K.PARAGRAPH, ["　　正文。", *SIGNED]), TITLE, (K.PARAGRAPH, TEXT)]
    return issue_of("1987-03", (celled(page("p0001", [*regions, (K.HEADING, ["附件"]), TABLE]), 2),), WORK)


def tree(issue: Issue) -> etree._Element:
    return parse(akn.write(issue), "akn")


def named(root: etree._Element, name: str) -> list[etree._Element]:
    return list(root.iter(f"{{{AKN}}}{name}"))


def test_a_citation_is_a_link_at_its_characters_over_the_end_of_a_line() -> None:
    refs = {ref.get("eId"): ref for ref in named(tree(decision()), "ref")}
    assert {name: ("".join(ref.itertext()), ref.get("href")) for name, ref in refs.items()} == {
        "p0001_r03_l01__ref_1": ("《关于甲项工作的通知》", "#d_p0001_r01_l01"),
        "p0001_r04_l01__ref_1": ("《土地管理法》", ""),
        "p0001_r04_l01__ref_2": ("青政发〔1979〕3号", ""),
        "p0001_r04_l01__ref_3": ("《关于甲项工作的通知》", "#d_p0001_r01_l01"),
        "p0001_r04_l03__ref_1": ("《关于甲项工作的通知》", "#d_p0001_r01_l01"),
        "p0001_r06_l01__ref_1": ("《关于甲项工作的通知》", "#d_p0001_r01_l01"),
    }
    assert [len(refs[f"p0001_r04_l01__ref_{n}"]) for n in (1, 2, 3)] == [0, 0, 1]  # the line's end
    assert refs["p0001_r06_l01__ref_1"].getparent().get("eId") == "p0001_r06_l03"  # its cell


def test_a_claim_names_its_sentence_its_paragraph_and_the_document_it_is_about() -> None:
    root = tree(decision())
    told = [
        (
            mod.get("type"),
            mod[0].get("href"),
            mod[0][0].text,
            mod[1].get("href"),
            mod[1].get(f"{{{OURS}}}cited"),
            mod.get(f"{{{OURS}}}date"),
        )
        for mod in (*named(root, "textualMod"), *named(root, "forceMod"))
    ]
    assert told == [
        (
            "substitution",
            "#p0001_r03_l01",
            "青原县人民政府关于修改《关于甲项工作的通知》的决定",
            "#d_p0001_r01_l01",
            "#p0001_r03_l01__ref_1",
            None,
        ),
        (
            "repeal",
            "#p0001_r04_l03",
            "一、《关于甲项工作的通知》同时废止。",
            "#d_p0001_r01_l01",
            "#p0001_r04_l03__ref_1",
            None,
        ),
        (
            "repeal",
            "#p0001_r06",
            "《关于甲项工作的通知》\t废止",
            "#d_p0001_r01_l01",
            "#p0001_r06_l01__ref_1",
            None,
        ),
        (
            "entryIntoForce",
            "#p0001_r04_l04",
            "二、本决定自1987年4月1日起施行。",
            "#d_p0001_r03_l01",
            None,
            "1987-04-01",
        ),
    ]


def test_subject_words_are_keywords_of_their_document() -> None:
    root = tree(decision())
    assert [word.get("value") for word in named(root, "keyword")] == ["水利", "通知"]
    assert [concept.get("showAs") for concept in named(root, "TLCConcept")] == ["主题词"]
    assert not named(tree(samples.gazette()), "TLCConcept")


def test_the_profile_and_its_rules_hold() -> None:
    root = tree(decision())
    assert grammar(root, "akn", (profile("gazette-akn-1.xsd"),)) == []
    assert rules(root, "akn") == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('l01__ref_3" href="#d_p0001_r01_l01"', 'l01__ref_3" href="#p0001_r04_l03"', {"ref-target"}),
        ('l03__ref_1" href="#d_p0001_r01_l01"', 'l03__ref_1" href="#d_p0001_r03_l01"', {"claim-cited"}),
        ("同时废止。</gz", "即日废止。</gz", {"claim-sentence"}),
        (
            '<source href="#p0001_r04_l04"',
            '<source href="#p0001_r02_l01"',
            {"claim-source", "claim-sentence"},
        ),
        ('<destination href="#d_p0001_r03_l01"', '<destination href="#d_p0001_r01_l01"', {"claim-own"}),
    ],
)
def test_what_breaks_a_rule_is_named_by_both_ways(old: str, new: str, rule: set[str]) -> None:
    data = akn.write(decision()).decode()
    assert old in data
    root = parse(data.replace(old, new).encode(), "akn")
    assert {fault.rule for fault in rules(root, "akn")} == rule
    checker = Schematron(etree.parse(str(profile("gazette-rules-1.sch"))), store_report=True)
    assert not checker.validate(root)
    assert {one.get("id") for one in checker.validation_report.iter("{*}failed-assert")} == rule


def test_a_number_in_a_title_belongs_to_it_and_a_number_in_title_marks_is_a_number() -> None:
    text = "《转发国发〔1985〕31号文件的通知》和《青政发〔1979〕3号》"
    assert [(one.by, one.key) for one in find(text)] == [
        (By.TITLE, "转发国发〔1985〕31号文件的通知"),
        (By.NUMBER, "青政发〔1979〕3号"),
    ]


PIECES = st.sampled_from(
    [
        "《甲办法》",
        "《乙",
        "规定》",
        "青政发〔1979〕3号",
        "关于",
        "正文。",
        "",
        "废止《丙",
        "通知》同时废止。",
    ]
)
LINES = st.lists(st.lists(PIECES, min_size=1, max_size=4).map("".join), min_size=1, max_size=5)
REGIONS = st.lists(st.tuples(st.sampled_from([K.PARAGRAPH, K.HEADING, K.TABLE]), LINES), max_size=4)


@settings(max_examples=60, deadline=None)
@given(REGIONS, st.sampled_from(["", " "]))
def test_whatever_is_cited_every_line_and_every_citation_comes_out(regions: list, joiner: str) -> None:
    made = celled(page("p0001", [FIRST, (K.PARAGRAPH, ["　　正文。"]), *regions]), 2)
    assert made.edition is not None
    joined = tuple(replace(region, joiner=joiner) for region in made.edition.regions)
    issue = issue_of("1987-03", (replace(made, edition=replace(made.edition, regions=joined)),), WORK)
    root = tree(issue)
    assert rules(root, "akn") == []
    lines = {line.id: line.text.strip() for line in issue_lines(issue.pages)}
    assert {line.id: line.text.strip() for line in printed_lines(root)} == lines
    cited = {one.id: one.citation for document in issue.documents for one in mentions(document)}
    refs = {ref.get("eId"): "".join(ref.itertext()) for ref in named(root, "ref")}
    assert refs.keys() == cited.keys()
    for name, text in refs.items():
        assert cited[name].printed in text or text in f"《{cited[name].printed}》"


@given(st.text("abc", max_size=8), st.tuples(st.integers(0, 8), st.integers(0, 8)))
def test_marks_take_no_text_away(text: str, place: tuple[int, int]) -> None:
    element = etree.Element(f"{{{AKN}}}p")
    inline = Inline(element, (Mark("r", min(place), max(place), "#x"),))
    inline.say(text[:3], 0)
    inline.end_line("eol", {}, len(text[:3]))
    inline.say(text[3:], len(text[:3]))
    assert "".join(element.itertext()) == text
    marked = "".join(named(element, "ref")[0].itertext()) if named(element, "ref") else ""
    assert marked == text[min(place) : max(place)]
