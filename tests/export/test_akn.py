"""Akoma Ntoso: valid, complete, and the same every time, whatever the text."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import export_samples as samples
import pytest
from export_samples import K
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from shared_folder import SHARED, needs_shared

from pipeline.export import akn
from pipeline.export.delivery.rules import rules
from pipeline.export.flow import Page, issue_lines, plain
from pipeline.export.issue import Issue, issue_of
from pipeline.export.markup import AKN, OURS, TEXTUAL
from pipeline.export.schema import InvalidExportError, profile, schema_file, validated
from pipeline.formats.xml import faults, parse
from pipeline.model import Box, Cell, Direction, RegionKind
from pipeline.settings import WorkSettings

OFFICIAL = SHARED / "schemas/akomantoso30.xsd"
OWN = Path(__file__).parents[2] / "schemas/gazette-1.xsd"

PHRASES = st.sampled_from(
    """一、提高认识|（一）组织学习。|1.逐村检查；|（1）逐户登记|第一章　总则|第三条　本办法施行。|①|一、
    关于加强农田水利工作的通知|青政发〔1987〕12号|各乡、镇人民政府：|一九八七年三月二日|青原县人民政府|第12号
    附件：|附件1|目录|关于表彰的决定……（5）|（一九八七年三月十日）|抄送：有关单位|青原县人民政府文件
    编辑：办公室|定价：0.20元|主题词：水利 通知|<b>&amp;]]>|\x00\x0b\ud800|""".replace("\n    ", "|").split(
        "|"
    )
)
TEXTS = st.one_of(PHRASES, PHRASES.map(lambda t: "\u3000\u3000" + t), st.text(max_size=12))
REGIONS = st.lists(
    st.tuples(st.sampled_from(RegionKind), st.lists(TEXTS, min_size=1, max_size=5)), max_size=6
)


def element_text(root: etree._Element) -> dict[str, str]:
    """The text of each line by its id, read back from p, heading, num, tocItem and our own lines."""
    found: dict[str, str] = {}
    number = ""
    for element in root.iter(f"{{{OURS}}}line"):
        found[element.get("id")] = element.text or ""
    for element in root.iter(*(f"{{{AKN}}}{name}" for name in TEXTUAL)):
        ids = (element.get(f"{{{OURS}}}lines") or "").split()
        pieces = line_texts(element)
        if not ids:
            number = pieces[0]
            continue
        assert len(ids) == len(pieces)
        for name, text in zip(ids, [number + pieces[0], *pieces[1:]], strict=True):
            assert name not in found
            found[name] = text
        number = ""
    assert number == ""
    return found


def line_texts(element: etree._Element) -> list[str]:
    """What stands between the line ends of an element."""
    texts = [""]
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if etree.QName(node).localname in ("eol", "eop"):
                texts.append("")
            texts[-1] += node.text or ""
        elif node is not element:
            texts[-1] += node.tail or ""
    return texts


def assert_conserved(issue: Issue) -> None:
    root = etree.fromstring(akn.write(issue))
    expected = {line.id: line.text for line in issue_lines(issue.pages)}
    written = element_text(root)
    assert sorted(written) == sorted(expected)
    joiners = {line.id: line.joiner for line in issue_lines(issue.pages)}
    for name, text in expected.items():
        assert written[name] in (text, text + joiners[name])
    ink = Counter("".join(expected.values()).replace(" ", ""))
    assert Counter("".join(written.values()).replace(" ", "")) == ink


@needs_shared
def test_the_sample_is_valid_against_the_official_schema() -> None:
    assert faults(parse(akn.write(samples.gazette()), "akn"), OFFICIAL) == ()


@needs_shared
def test_the_schema_that_is_used_is_the_official_one() -> None:
    assert schema_file().read_bytes() == OFFICIAL.read_bytes()


def test_every_line_of_the_sample_comes_out_once() -> None:
    assert_conserved(samples.gazette())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.none(), REGIONS), max_size=4))
def test_every_line_comes_out_once_whatever_stands_in_it(pages: list) -> None:
    """`write` validates by itself, so this also shows that no text can make the file invalid."""
    made = tuple(samples.page(f"p{n:04}", regions) for n, regions in enumerate(pages, 1))
    assert_conserved(issue_of("1987-03", made, samples.WORK))


@settings(max_examples=40, deadline=None)
@given(st.lists(REGIONS, max_size=3), st.integers(1, 3))
def test_every_line_comes_out_once_where_tables_have_cells(pages: list, columns: int) -> None:
    made = (samples.page(f"p{n:04}", regions) for n, regions in enumerate(pages, 1))
    whole = tuple(samples.celled(page, columns) for page in made)
    assert_conserved(issue_of("1987-03", whole, samples.WORK))


def test_a_table_has_rows_cells_and_spans() -> None:
    lines = ["名称", "容量", "上年", "本年", "东风水库", "120", "130", "注"]
    made = samples.page("p0001", [(K.PARAGRAPH, ["　　现公布如下："]), (K.TABLE, lines)])
    ids = [f"p0001_r02_l{n:02}" for n in range(1, 9)]
    places = [
        (0, 0, 3, 1),
        (0, 1, 1, 2),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
        (3, 0, 1, 1),
        (3, 1, 1, 1),
        (3, 2, 1, 1),
    ]
    cells = tuple(Cell(*place, place[0] < 2, (name,)) for place, name in zip(places, ids, strict=False))
    edition = made.edition
    assert edition is not None
    regions = (edition.regions[0], replace(edition.regions[1], cells=cells))
    page = Page(made.master, replace(edition, regions=regions))
    (table,) = find(etree.fromstring(akn.write(issue_of("1987-03", (page,), samples.WORK))), ".//a:table")
    rows = [
        [(etree.QName(c).localname, dict(c.attrib), "".join(c.itertext()).strip()) for c in r] for r in table
    ]
    assert rows == [
        [("th", {"rowspan": "2"}, "名称"), ("th", {"colspan": "2"}, "容量")],  # the empty row is left out
        [("th", {}, "上年"), ("th", {}, "本年")],
        [("td", {}, "东风水库"), ("td", {}, "120"), ("td", {}, "130")],
    ]
    assert "注" in "".join(table.getnext().itertext())


def test_our_attributes_and_elements_keep_to_our_own_schema(tmp_path: Path) -> None:
    driver = tmp_path / "both.xsd"
    driver.write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        f'<xs:import namespace="{AKN}" schemaLocation="{schema_file().as_uri()}"/>'
        f'<xs:import namespace="{OURS}" schemaLocation="{OWN.as_uri()}"/></xs:schema>'
    )
    root = parse(akn.write(samples.gazette()), "akn")
    assert faults(root, driver) == ()
    for place, attribute, bad in (
        (f".//{{{AKN}}}p", "page", "3"),
        (f".//{{{AKN}}}p", "bbox", "1 2 3"),
        (f".//{{{AKN}}}p", "lines", ""),
        (f".//{{{AKN}}}docDate", "precision", "century"),
    ):
        root = parse(akn.write(samples.gazette()), "akn")
        root.find(place).set(f"{{{OURS}}}{attribute}", bad)
        assert faults(root, driver), f"{attribute}={bad} was accepted"


def test_ids_are_unique_and_without_blanks() -> None:
    root = etree.fromstring(akn.write(samples.gazette()))
    ids = [element.get("eId") for element in root.iter() if element.get("eId")]
    assert len(ids) == len(set(ids))
    assert not any(char.isspace() for name in ids for char in name)


def test_the_same_issue_gives_the_same_bytes() -> None:
    assert akn.write(samples.gazette()) == akn.write(samples.gazette())


def test_a_seal_changes_no_text_and_keeps_the_issue_valid() -> None:
    plain = samples.gazette()
    sealed = tuple(samples.with_seal(page) for page in plain.pages)
    issue = samples.issue_of(plain.id, sealed, samples.WORK)
    assert_conserved(issue)
    assert [line.text for line in issue_lines(issue.pages)] == [
        line.text for line in issue_lines(plain.pages)
    ]
    if SHARED.exists():
        assert faults(parse(akn.write(issue), "akn"), OFFICIAL) == ()


def find(root: etree._Element, path: str) -> list[etree._Element]:
    return root.xpath(path, namespaces={"a": AKN, "gz": OURS})


def test_numbered_levels_stand_inside_one_another() -> None:
    root = etree.fromstring(akn.write(samples.gazette()))
    (inner,) = find(root, "//a:hcontainer[@name='level1']/a:hcontainer[@name='level2']/a:hcontainer[1]")
    assert inner.get("eId") == "lvl_p0003_r04_l08"
    assert inner.findtext(f"{{{AKN}}}num") == "1."
    (heading,) = find(root, "//a:hcontainer[@eId='lvl_p0003_r04_l03']/a:heading")
    assert heading.text == "提高认识"


def test_a_paragraph_over_a_page_end_is_one_and_says_where_it_goes_on() -> None:
    root = etree.fromstring(akn.write(samples.gazette()))
    (end,) = find(root, "//a:eop")
    assert end.get(f"{{{OURS}}}page") == "p0004"
    assert end.get(f"{{{OURS}}}bbox") == "100 100 260 140"
    assert end.getparent().get(f"{{{OURS}}}page") == "p0003"


def test_contents_entries_lead_to_their_documents() -> None:
    root = etree.fromstring(akn.write(samples.gazette()))
    assert [item.get("href") for item in find(root, "//a:tocItem")] == [
        "#d_p0003_r02_l01",
        "#d_p0006_r01_l01",
    ]


def test_the_head_of_a_document_has_its_elements() -> None:
    root = etree.fromstring(akn.write(samples.gazette()))
    (document,) = find(root, "//a:component[@eId='d_p0003_r02_l01']/a:doc")
    assert document.get("name") == "tongzhi"
    assert [e.text for e in document.iter(f"{{{AKN}}}docNumber")] == ["青政发〔1987〕12号"]
    assert [e.get("date") for e in document.iter(f"{{{AKN}}}docDate")] == ["1987-03-02"]
    assert find(document, "a:meta//a:FRBRWork/a:FRBRalias")[0].get("value") == "青政发〔1987〕12号"


def test_a_date_read_with_dirt_is_the_one_that_the_other_files_have() -> None:
    """九八七年三月二曰, under a signature, is 1987-03-02 wherever a date is written."""
    assert samples.NOTICE_END.edition
    printed = list(samples.NOTICE_END.edition.regions)
    last = printed[0].lines[-1]
    dirty = replace(last, glyphs=samples.line(last.id, "九八七年三月二曰", 400).glyphs)
    printed[0] = replace(printed[0], lines=(*printed[0].lines[:-1], dirty))
    edition = replace(samples.NOTICE_END.edition, regions=tuple(printed))
    issue = issue_of("1987-03", (samples.NOTICE, replace(samples.NOTICE_END, edition=edition)), samples.WORK)
    root = etree.fromstring(akn.write(issue))
    dated = find(root, "//a:component/a:doc/a:meta/a:identification/a:FRBRWork/a:FRBRdate")
    marked = find(root, "//a:docDate")
    assert issue.documents[0].date == "1987-03-02"
    assert len(dated) == len(marked) == 1
    assert {one.get("date") for one in (*dated, *marked)} == {"1987-03-02"}


def test_a_page_without_text_is_listed() -> None:
    root = etree.fromstring(akn.write(samples.gazette()))
    pages = find(root, "//gz:page")
    assert [page.get("text") for page in pages] == ["yes", "yes", "yes", "yes", "no", "yes"]


@pytest.mark.parametrize("pages", [(), (samples.page("p0001", None),), (samples.page("p0001", []),)])
def test_an_issue_without_any_text_is_still_valid(pages: tuple[Page, ...]) -> None:
    root = etree.fromstring(akn.write(issue_of("x", pages, WorkSettings())))
    assert len(find(root, "//gz:page")) == len(pages)


def test_the_iri_hangs_on_the_id_alone() -> None:
    for name, iri in (
        ("1987-03", "/akn/cn/officialGazette/1987/03"),
        ("special", "/akn/cn/officialGazette/undated/special"),
    ):
        root = etree.fromstring(akn.write(issue_of(name, samples.PAGES, samples.WORK)))
        assert find(root, "//a:FRBRWork/a:FRBRuri")[0].get("value") == iri


def test_latin_lines_are_joined_with_a_blank_and_vertical_ones_are_marked() -> None:
    page = samples.page("p0001", [(K.TABLE, ["first line", "second line"])])
    (region,) = page.edition.regions
    lines = tuple(type(one)(one.id, one.box, one.glyphs, Direction.VERTICAL) for one in region.lines)
    region = type(region)(region.id, region.kind, region.image, region.box, lines, " ")
    edition = type(page.edition)("p0001", ("P6",), (region,), (), (), ())
    root = etree.fromstring(akn.write(issue_of("x", (Page(page.master, edition),), samples.WORK)))
    (element,) = find(root, "//a:interstitial/a:p")
    assert "".join(element.itertext()) == "first line second line"
    assert element.get(f"{{{OURS}}}direction") == "vertical"


def test_boxes_are_clipped_to_the_master() -> None:
    page = samples.page("p0001", [(K.PARAGRAPH, ["字" * 60])])
    (line,) = issue_lines((page,))
    assert line.box == Box(samples.LEFT, 100, samples.WIDTH, 140)


def test_a_line_holds_no_line_end_and_nothing_xml_cannot() -> None:
    assert plain("a\nb\u2028c\x00d\ud800") == "a b c\ufffdd\ufffd"


def test_an_invalid_tree_is_a_fault_of_ours() -> None:
    root = etree.fromstring(akn.write(samples.gazette()))
    find(root, "//a:officialGazette")[0].attrib.pop("name")
    with pytest.raises(InvalidExportError, match="name"):
        validated(root, "x/issue.akn.xml")


def test_the_unnumbered_paragraphs_of_an_article_are_counted() -> None:
    """第一条第二款 follows the items of the first paragraph; numbered items and notes do not count."""
    texts = [
        "　　第一条　公民应当：",
        "　　（一）爱护公物；",
        "　　（二）遵守纪律。",
        "　　前款规定自公布之日起施行。",
        "　　第二条　本办法由县政府解释。",
    ]
    page = samples.page(
        "p0001",
        [
            (samples.K.HEADING, ["青原县公物管理暂行办法"]),
            (samples.K.PARAGRAPH, texts),
            (samples.K.FOOTNOTE, ["①公物指公共财物。"]),
        ],
    )
    root = etree.fromstring(akn.write(issue_of("1987-03", (page,), samples.WORK)))
    first, second = find(root, "//a:article")
    counted = [
        ("".join(p.itertext()).strip(), p.get(f"{{{OURS}}}paragraph")) for p in first.iter(f"{{{AKN}}}p")
    ]
    assert counted == [
        ("公民应当：", "1"),
        ("爱护公物；", None),
        ("遵守纪律。", None),
        ("前款规定自公布之日起施行。", "2"),
    ]
    kinds = [(p.get("class"), p.get(f"{{{OURS}}}paragraph")) for p in second.iter(f"{{{AKN}}}p")]
    assert kinds == [(None, "1"), ("footnote", None)]
    assert not faults(root, profile("gazette-akn-1.xsd"))
    assert not rules(root, "issue.akn.xml")
