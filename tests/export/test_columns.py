"""Columns of a page: numbered along the reading order, and none where the page is set in one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import export_samples as samples
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.derivative import CleanPage, Derivative, Transform
from pipeline.export import akn, jsonl, tei
from pipeline.export.columns import columns
from pipeline.export.delivery.rules import rules
from pipeline.export.flow import Page, leaves
from pipeline.export.issue import Issue, issue_of
from pipeline.export.markup import AKN, OURS, ours
from pipeline.export.schema import profile
from pipeline.export.tei_lines import printed_lines
from pipeline.formats.xml import faults
from pipeline.model import Box, Direction, Region, RegionKind, TextLine

K = RegionKind
NAMES = {"a": AKN, "gz": OURS}
OFFICIAL = Path(__file__).parents[3] / "shared/schemas/akomantoso30.xsd"


def region(number: int, box: Box, kind: K = K.PARAGRAPH, lines: int = 4, down: bool = False) -> Region:
    """Lines that share out the box evenly."""
    direction = Direction.VERTICAL if down else Direction.HORIZONTAL
    extent = box.width if down else box.height
    name, made = f"p0001_r{number:02}", []
    for n in range(lines):
        near, far = extent * n // lines, extent * (n + 1) // lines - 10
        place = (
            Box(box.right - far, box.top, box.right - near, box.bottom)
            if down
            else Box(box.left, box.top + near, box.right, box.top + far)
        )
        made.append(TextLine(f"{name}_l{n + 1:02}", place, (), direction))
    return Region(name, kind, "p0001", box, tuple(made))


def numbers(*regions: Region, leaves: tuple[Box, ...] = ()) -> list[int]:
    found = columns(regions, leaves)
    return [found.get(one.id, 0) for one in regions]


LEFT, RIGHT = (100, 600), (660, 1160)


def block(number: int, side: tuple[int, int], top: int, bottom: int, kind: K = K.PARAGRAPH) -> Region:
    return region(number, Box(side[0], top, side[1], bottom), kind, max(1, (bottom - top) // 50))


def test_two_columns_under_a_title_over_both_and_above_a_line_over_both() -> None:
    page = (
        block(1, (400, 860), 100, 180, K.HEADING),
        block(2, LEFT, 200, 600),
        block(3, LEFT, 620, 1200),
        block(4, RIGHT, 200, 700),
        block(5, RIGHT, 720, 1200),
        block(6, (100, 1160), 1250, 1400),
    )
    assert numbers(*page) == [0, 1, 1, 2, 2, 0]


def test_text_that_turns_back_below_begins_to_count_anew() -> None:
    page = [block(n, side, 100, 500) for n, side in enumerate((LEFT, RIGHT), 1)]
    page += [block(n, side, 800, 1200) for n, side in enumerate((LEFT, RIGHT), 3)]
    assert numbers(*page) == [1, 2, 1, 2]


@pytest.mark.parametrize(
    "page",
    [
        # a short last line, and the signature beside it
        [block(1, (100, 1160), 100, 900), block(2, (100, 400), 910, 950), block(3, (700, 1100), 915, 960)],
        # two signatures side by side
        [block(1, (100, 1160), 100, 900), block(2, LEFT, 910, 1000), block(3, RIGHT, 910, 1000)],
        # page numbers beside a list
        [block(1, (100, 900), 100, 900, K.TOC_ENTRY), block(2, (1000, 1060), 100, 900, K.TOC_ENTRY)],
        # a signature to the right, below the text
        [block(1, (100, 500), 100, 900), block(2, (700, 1100), 930, 970)],
        # notes and tables are no columns
        [block(1, LEFT, 100, 900), block(2, RIGHT, 100, 900, K.MARGINALIA)],
        [block(1, LEFT, 100, 900), block(2, RIGHT, 100, 900, K.TABLE)],
    ],
)
def test_a_page_set_in_one_has_none(page: list[Region]) -> None:
    assert not any(numbers(*page))


def test_the_tiers_of_a_vertical_page() -> None:
    page = [region(n, Box(left, 100, left + 400, 700), down=True) for n, left in ((1, 700), (2, 200))]
    page += [region(n, Box(left, 760, left + 400, 1400), down=True) for n, left in ((3, 700), (4, 200))]
    assert numbers(*page) == [1, 1, 2, 2]


def test_the_pages_of_a_spread_are_no_columns() -> None:
    page = [block(1, LEFT, 100, 1200), block(2, RIGHT, 100, 1200)]
    assert numbers(*page) == [1, 2]
    assert numbers(*page, leaves=(Box(0, 0, 630, 1700), Box(630, 0, 1200, 1700))) == [0, 0]


def test_the_printed_pages_of_a_spread_on_its_master() -> None:
    halves = [
        Derivative(f"p0001_{mark}", f"p0001_{mark}.png", 300, 850, Transform(2, 0, left, 0, 2, 0))
        for mark, left in (("a", 0), ("b", 600))
    ]
    spread = CleanPage("p0001", tuple(halves), (), (), ())
    assert leaves(spread) == (Box(0, 0, 600, 1700), Box(600, 0, 1200, 1700))
    assert leaves(replace(spread, derivatives=spread.derivatives[:1])) == ()


@given(st.integers(1, 5), st.integers(1, 4), st.integers(-15, 15))
def test_any_number_of_columns_also_where_the_page_is_skew(count: int, rows: int, skew: int) -> None:
    page, wanted = [], []
    for column in range(count):
        for row in range(rows):
            left, top = 100 + 560 * column, 100 + 300 * row + skew * column
            page.append(block(len(page) + 1, (left + skew * row // 4, left + 500), top, top + 290))
            wanted.append(column + 1 if count > 1 else 0)
    assert numbers(*page) == wanted


def two_columns() -> Issue:
    """A paragraph begins in the first column of a page, goes on in the second, and ends on the next page."""
    full = samples.FULL
    page = samples.page(
        "p0001",
        [
            (K.HEADING, ["青原县人民政府关于加强农田水利工作以及粮食管理的通知"]),
            (K.PARAGRAPH, ["　　一、加强领导，明确责任，层层落实，各单位", full, full]),
            (K.PARAGRAPH, [full, full]),
        ],
    )
    after = samples.page("p0002", [(K.PARAGRAPH, ["究办理。"])])
    assert page.edition
    title, first, second = page.edition.regions
    assert first.box
    assert second.box
    second = shifted(second, 1040, first.box.top - second.box.top)
    edition = replace(page.edition, regions=(shifted(title, 300, 0), first, second))
    return issue_of("1987-03", (Page(replace(page.master, width=2200), edition), after), samples.WORK)


def shifted(one: Region, right: int, down: int) -> Region:
    def moved(box: Box | None) -> Box:
        assert box
        return Box(box.left + right, box.top + down, box.right + right, box.bottom + down)

    lines = [
        replace(line, box=moved(line.box), glyphs=tuple(replace(g, box=moved(g.box)) for g in line.glyphs))
        for line in one.lines
    ]
    return replace(one, box=moved(one.box), lines=tuple(lines))


def test_the_end_of_a_column_says_where_the_text_goes_on() -> None:
    root = etree.fromstring(akn.write(two_columns()))
    (paragraph,) = root.xpath("//a:p[.//a:eop]", namespaces=NAMES)
    ends = [(etree.QName(end).localname, dict(end.attrib)) for end in paragraph]
    place = {"page": "p0001", "bbox": "1140 180 2020 270", "column": "2"}
    beyond = {"page": "p0002", "bbox": "100 100 260 140"}
    assert paragraph.get(ours("column")) == "1"
    assert ends == [
        ("eol", {}),
        ("eol", {}),
        ("eol", {ours(name): value for name, value in place.items()}),
        ("eol", {}),
        ("eop", {ours(name): value for name, value in beyond.items()}),
    ]
    assert not faults(root, profile("gazette-akn-1.xsd"))
    assert not rules(root, "issue.akn.xml")
    if OFFICIAL.exists():
        assert not faults(root, OFFICIAL)


def test_a_column_without_its_page_breaks_the_rules() -> None:
    root = etree.fromstring(akn.write(two_columns()))
    (end,) = root.xpath("//a:eol[@gz:column]", namespaces=NAMES)
    del end.attrib[ours("page")]
    assert {fault.rule for fault in rules(root, "issue.akn.xml")} == {"end-of-column"}


def test_tei_has_a_column_break_where_each_column_begins() -> None:
    issue = two_columns()
    root = etree.fromstring(tei.write(issue))
    etree.RelaxNG(etree.parse(str(profile("tei-1.rng")))).assertValid(root)
    breaks = root.iterfind(f".//{{{tei.NAMESPACE}}}cb")
    found = [(cb.get("n"), cb.getnext().get("facs")) for cb in breaks]
    assert found == [("1", "#p0001_r02_l01"), ("2", "#p0001_r03_l01")]
    assert printed_lines(root)["p0001_r02_l03"][0] == samples.FULL


def test_json_lines_name_the_column_of_a_region() -> None:
    first, second = jsonl.pages(two_columns()).splitlines()
    assert [one.get("column") for one in json.loads(first)["regions"]] == [None, 1, 2]
    assert "column" not in json.loads(second)["regions"][0]
