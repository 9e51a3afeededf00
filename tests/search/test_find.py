"""From editions on disk to hits: what is found, where, in which order, how often."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_work import MadeWork, app, edition, glyph_box, region

from pipeline.derivative import Transform
from pipeline.errors import UsageError
from pipeline.model import Box, Cell, Direction, Edition, Glyph, Region, RegionKind, TextLine
from pipeline.search.engine import Via


@pytest.fixture
def work(tmp_path: Path) -> MadeWork:
    return MadeWork(tmp_path / "work")


def test_a_phrase_within_a_line(work: MadeWork) -> None:
    work.issue("1987-03", edition("p0001", region("p0001", 0, ("关于推行政务公开的通知", "各市县人民政府"))))
    work.build()
    result = work.find("政务公开")
    hit = work.place("政务公开")
    assert (result.total, result.exact) == (1, 1)
    assert (result.hits[0].facts.issue, result.hits[0].facts.date) == ("1987-03", "1987")
    assert (hit.page, hit.line, hit.image) == ("p0001", "p0001_r00_l00", "p0001.tif")
    assert hit.text == "关于推行政务公开的通知"
    assert (hit.before, hit.match, hit.after) == ("关于推行", "政务公开", "的通知各市县人民政府")
    assert hit.boxes == (Box(180, 0, 260, 20),)
    assert hit.via is Via.TEXT
    assert result.hits[0].exact


def test_a_phrase_over_the_end_of_a_line(work: MadeWork) -> None:
    work.issue("1", edition("p0001", region("p0001", 0, ("推行政务", "公开的通知"))))
    work.build()
    hit = work.place("政务公开")
    assert hit.line == "p0001_r00_l00"
    assert hit.match == "政务公开"
    assert hit.boxes == (Box(140, 0, 180, 20), Box(100, 40, 140, 60))


def test_no_phrase_runs_from_one_region_into_the_next(work: MadeWork) -> None:
    page = edition("p0001", region("p0001", 0, ("推行政务",)), region("p0001", 1, ("公开的通知",)))
    work.issue("1", page)
    work.build()
    assert work.find("政务公开").total == 0
    assert len(work.places("政务 公开")) == 2


def test_a_seal_between_two_regions_is_passed_over(work: MadeWork) -> None:
    seal = Region("p0001_r01", RegionKind.STAMP, "p0001", Box(100, 900, 300, 1100), ())
    before, after = region("p0001", 0, ("推行政务",)), region("p0001", 2, ("公开的通知",))
    work.issue("1", edition("p0001", before, seal, after))
    work.build()
    assert work.find("公开的通知").total == 1
    assert work.find("政务公开").total == 0


def test_latin_lines_are_joined_by_their_space(work: MadeWork) -> None:
    work.issue("1", edition("p0001", region("p0001", 0, ("The City", "Council has met"), " ")))
    work.build()
    hit = work.place('"city council"')
    assert (hit.before, hit.match, hit.after) == ("The ", "City Council", " has met")
    assert hit.boxes == (Box(180, 0, 260, 20), Box(100, 40, 240, 60))
    assert work.find("citycouncil").total == 0
    assert work.places("The")[0].after == " City Council has met"


def test_context_that_begins_with_the_joiner(work: MadeWork) -> None:
    work.issue("1", edition("p0001", region("p0001", 0, ("one two", "three"), " ")))
    work.build()
    hit = work.place("two")
    assert (hit.before, hit.match, hit.after) == ("one ", "two", " three")
    hit = work.place("three")
    assert (hit.before, hit.match, hit.after) == ("one two ", "three", "")


@pytest.mark.parametrize(
    ("printed", "query"),
    [
        ("政務公開", "政务公开"),
        ("政务公开", "政務公開"),
        ("寧政發〔１９８５〕３１號", "宁政发[1985]31号"),
        ("宁政发(1985)31号", "寧政發〔1985〕31號"),
        ("囘顧淸代戶籍", "回顾清代户籍"),
        ("一九八○年", "一九八〇年"),
        ("㈠ 总则", "(一)总则"),
        ("ＧＡＺＥＴＴＥ", "gazette"),
    ],
)
def test_either_spelling_finds_the_other(work: MadeWork, printed: str, query: str) -> None:
    work.issue("1", edition("p0001", region("p0001", 0, (printed,))))
    work.build()
    hit = work.place(query)
    assert hit.match == printed


def test_a_vertical_column(work: MadeWork) -> None:
    columns = region("p0001", 0, ("省政府令第", "三號公佈"), direction=Direction.VERTICAL)
    work.issue("1931", edition("p0001", columns))
    work.build()
    hit = work.place("第三号")
    assert hit.boxes == (Box(900, 80, 920, 100), Box(860, 0, 880, 40))


def test_boxes_are_the_masters(work: MadeWork) -> None:
    """The derivative was cut out at (300, 50) and turned by 2 degrees."""
    angle = math.radians(2)
    way = Transform(math.cos(angle), -math.sin(angle), 300, math.sin(angle), math.cos(angle), 50)
    work.issue("1", edition("p0001", region("p0001", 0, ("政务公开工作",), image="p0001_a")), way=way)
    work.build()
    hit = work.place("公开")
    expected = way.box(glyph_box(0, 0, 2)).union(way.box(glyph_box(0, 0, 3)))
    assert hit.boxes == (expected,)
    assert expected.left > 430


def test_a_box_ends_with_the_master(work: MadeWork) -> None:
    way = Transform(c=-110, f=-10)
    work.issue("1", edition("p0001", region("p0001", 0, ("政务公开工作",), image="p0001_a")), way=way)
    work.build()
    hit = work.place("政务公开")
    whole = way.box(glyph_box(0, 0, 0)).union(way.box(glyph_box(0, 0, 3)))
    assert whole.left < 0
    assert hit.boxes == (whole.within(4000, 4000),)


def test_cells_of_a_table_are_apart(work: MadeWork) -> None:
    """A phrase runs over the lines of one cell, and never into the next."""
    made = region("p0001", 0, ("石磨乡供销", "合作社", "15", "62"))
    names = [line.id for line in made.lines]
    cells = (
        Cell(0, 0, lines=tuple(names[:2])),
        Cell(0, 1, lines=tuple(names[2:3])),
        Cell(0, 2, lines=tuple(names[3:])),
    )
    work.issue("1", edition("p0001", replace(made, kind=RegionKind.TABLE, cells=cells)))
    work.build()
    hit = work.place("供销合作社")
    assert (hit.before, hit.match, hit.after) == ("石磨乡", "供销合作社", " 15 62")
    assert not work.places('"1562"')
    assert [found.match for found in work.places("62")] == ["62"]


def test_without_geometry(work: MadeWork) -> None:
    """Glyphs without boxes give the line's; a line without any gives none."""
    glyphs = tuple(Glyph(char, None) for char in "政务公开")
    lines = (TextLine("l1", Box(1, 2, 30, 40), glyphs), TextLine("l2", None, glyphs))
    work.issue("1", edition("p0001", Region("r", RegionKind.PARAGRAPH, "p0001", None, lines)))
    work.build()
    assert [place.boxes for place in work.places("公开")] == [(Box(1, 2, 30, 40),), ()]


def test_a_character_of_two_code_points_is_not_cut(work: MadeWork) -> None:
    glyphs = tuple(
        Glyph(text, Box(n, 0, n + 1, 1)) for n, text in enumerate(("c", "e\u0301", "葛\U000e0100", "城"))
    )
    line = TextLine("l1", None, glyphs)
    work.issue("1", edition("p0001", Region("r", RegionKind.PARAGRAPH, "p0001", None, (line,))))
    work.build()
    hit = work.place("cé葛")
    assert (hit.match, hit.after) == ("ce\u0301葛\U000e0100", "城")
    assert hit.boxes == (Box(0, 0, 3, 1),)


def test_hits_come_in_the_order_of_the_work(work: MadeWork) -> None:
    text = ("公开公开",)
    for issue in ("1987-10", "1987-2"):
        pages = [edition(p, region(p, 0, text)) for p in ("p0001", "p0002")]
        work.issue(issue, *pages)
    work.build()
    result = work.find("公开")
    where = [(h.facts.issue, p.page, p.boxes[0].left) for h in result.hits for p in h.places]
    assert where == [
        (issue, page, left)
        for issue in ("1987-2", "1987-10")
        for page in ("p0001", "p0002")
        for left in (100, 140)
    ]
    assert result.total == 4


def test_windows_cover_the_answer_without_gap_or_overlap(work: MadeWork) -> None:
    pages = [
        edition(p, region(p, 0, (text,)), apps=(app(f"{p}_r00_l00", 1, text[1], "公"),))
        for p, text in zip(
            ("p0001", "p0002", "p0003", "p0004", "p0005", "p0006"), ("公心开", "公公开") * 3, strict=True
        )
    ]
    work.issue("1", *pages)
    work.build()
    whole = work.find("公开", limit=100)
    assert whole.total == len(whole.hits) == 6
    assert whole.exact == 3
    for size in (1, 2, 4, 6):
        parts = [work.find("公开", size, offset) for offset in range(0, 12, size)]
        assert tuple(hit for part in parts for hit in part.hits) == whole.hits
        assert {part.total for part in parts} == {6}


def test_another_reading_finds_the_phrase_below_exact_hits(work: MadeWork) -> None:
    wrong = edition(
        "p0001", region("p0001", 0, ("政务心开工作",)), apps=(app("p0001_r00_l00", 2, "心", "公", "必"),)
    )
    work.issue("1", wrong, edition("p0002", region("p0002", 0, ("政务公开",))))
    work.build()
    result = work.find("政务公开")
    assert [(hit.via, hit.places[0].page, hit.places[0].match, hit.places[0].via) for hit in result.hits] == [
        (Via.TEXT, "p0002", "政务公开", Via.TEXT),
        (Via.ALTERNATIVE, "p0001", "政务心开", Via.ALTERNATIVE),
    ]
    assert result.hits[1].places[0].boxes == (Box(100, 0, 180, 20),)
    assert (result.total, result.exact) == (2, 1)
    assert work.find("政务心开").hits[0].exact
    assert work.find("必").total == 1
    assert work.find("务开").total == 0
    assert work.find("政务公开工作").hits[0].places[0].match == "政务心开工作"


def test_readings_that_do_not_count(work: MadeWork) -> None:
    """Those of settled places, and of lines that are not there."""
    apps = (app("p0001_r00_l00", 0, "甲", "申", settled=True), app("elsewhere", 0, "丙", "两"))
    work.issue("1", edition("p0001", region("p0001", 0, ("甲乙丙",)), apps=apps))
    work.build()
    assert [work.find(query).total for query in ("申", "两", "甲乙丙")] == [0, 0, 1]


@pytest.mark.parametrize(
    ("line", "place", "query", "shown"),
    [
        ("发布政公开", (3, "", "务"), "布政务公开", "布政公开"),
        ("发布政务务公开", (4, "务", ""), "发布政务公开", "发布政务务公开"),
        ("发布川公开", (2, "川", "三务"), "布三务公", "布川公"),
        ("发布公开", (4, "", "的通知"), "公开的通知", "公开"),
        ("发布公开", (0, "", "关于"), "关于发布", "发布"),
        ("公开", (0, "公开", "政务公开"), "务公", "公"),
    ],
)
def test_a_reading_of_another_length(
    work: MadeWork, line: str, place: tuple[int, str, str], query: str, shown: str
) -> None:
    start, lemma, other = place
    apps = (app("p0001_r01_l00", start, lemma, other),)
    regions = (region("p0001", 0, ("前文",)), region("p0001", 1, (line,)), region("p0001", 2, ("后文",)))
    work.issue("1", edition("p0001", *regions, apps=apps))
    work.build()
    found = work.place(query)
    assert (found.via, found.match, found.line) == (Via.ALTERNATIVE, shown, "p0001_r01_l00")
    assert work.find("文" + query[0]).total == 0


def test_a_reading_of_several_characters(work: MadeWork) -> None:
    apps = (app("p0001_r00_l00", 1, "務心 開", "务公　开"),)
    work.issue("1", edition("p0001", region("p0001", 0, ("政務心 開工作",)), apps=apps))
    work.build()
    hit = work.place("政务公开")
    assert (hit.via, hit.match) == (Via.ALTERNATIVE, "政務心 開")


def test_and_or_not(work: MadeWork) -> None:
    texts = {"p0001": "甲乙", "p0002": "乙丙", "p0003": "丙丁", "p0004": "乙心"}
    pages = [
        edition(p, region(p, 0, (t,)), apps=(app(f"{p}_r00_l00", 1, "心", "甲"),) if "心" in t else ())
        for p, t in texts.items()
    ]
    work.issue("1", *pages)
    work.build()

    def pages_with(query: str) -> list[str]:
        return sorted(hit.pages[0] for hit in work.find(query).hits)

    assert pages_with("甲 乙") == ["p0001", "p0004"]
    assert pages_with("乙 丙") == ["p0002"]
    assert pages_with("甲 OR 丁") == ["p0001", "p0003", "p0004"]
    assert pages_with("乙 -丙") == ["p0001", "p0004"]
    assert pages_with("乙 -甲") == ["p0002", "p0004"]  # a doubtful reading excludes nothing
    assert pages_with("甲 OR 丙 乙") == ["p0001", "p0002", "p0004"]


@pytest.mark.parametrize(
    "query",
    ['" OR *', "key:政*", "政^2", "[政 TO 务]", "/政.*/", "政~1", '政"', "+政 \\", "(政"],
)
def test_no_query_is_taken_for_a_language(work: MadeWork, query: str) -> None:
    work.issue("1", edition("p0001", region("p0001", 0, ("政务公开",))))
    work.build()
    assert work.find(query).total == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(query=st.text() | st.text(st.sampled_from('政务公开a -"“”OR\n\0\ud800'), max_size=30))
def test_any_text_answers_or_is_refused(built: MadeWork, query: str) -> None:
    try:
        result = built.find(query)
    except UsageError:
        return
    assert len(result.hits) <= result.total


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> MadeWork:
    work = MadeWork(tmp_path_factory.mktemp("work"))
    work.issue("1", edition("p0001", region("p0001", 0, ("政务公开 or not",))))
    work.build()
    return work


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (-1, 0), (10_001, 0), (5, -1)])
def test_a_window_that_is_none(built: MadeWork, limit: int, offset: int) -> None:
    with pytest.raises(UsageError, match="cannot show"):
        built.find("政务", limit, offset)


PAGES = st.lists(st.lists(st.text(st.sampled_from("甲乙丙"), max_size=6), max_size=3), min_size=1, max_size=4)


@settings(deadline=None, max_examples=15)
@given(
    pages=PAGES,
    queries=st.lists(st.text(st.sampled_from("甲乙丙"), min_size=1, max_size=3), min_size=1, max_size=5),
    other=st.sampled_from("甲乙丙"),
)
def test_counts_against_reading_every_page(
    tmp_path_factory: pytest.TempPathFactory, pages: list[list[str]], queries: list[str], other: str
) -> None:
    """Each page is one region of lines; the first glyph of each line may also be `other`."""
    work = MadeWork(tmp_path_factory.mktemp("work"))
    work.issue("1", *(_doubted(f"p{n:04d}", lines, other) for n, lines in enumerate(pages)))
    work.build()
    for query in queries:
        exact, loose = [], []
        for lines in pages:
            places = [{c} | ({other} if n == 0 else set()) for line in lines for n, c in enumerate(line)]
            text = "".join(lines)
            starts = range(len(text) - len(query) + 1)
            exact.append([s for s in starts if text[s:].startswith(query)])
            loose.append([s for s in starts if all(c in places[s + n] for n, c in enumerate(query))])
        result = work.find(query, limit=1000)
        assert result.total == sum(map(bool, loose))
        assert result.exact == sum(map(bool, exact))
        assert sum(hit.count for hit in result.hits) == sum(map(len, loose))
        sure = [place for hit in result.hits for place in hit.places if place.via is Via.TEXT]
        assert len(sure) == sum(map(len, exact))


def _doubted(page: str, lines: list[str], other: str) -> Edition:
    apps = tuple(app(f"{page}_r00_l{m:02d}", 0, line[0], other) for m, line in enumerate(lines) if line)
    return edition(page, region(page, 0, tuple(lines)), apps=apps)


def test_the_next_best_reading_of_an_engine(work: MadeWork) -> None:
    """Where an engine held another character possible; not where somebody has settled the place."""
    made = region("p0001", 0, ("政务心开心",))
    glyphs = [
        replace(g, alternatives=(("公", 0.2), ("必", 0.001))) if g.text == "心" else g
        for g in made.lines[0].glyphs
    ]
    line = replace(made.lines[0], glyphs=tuple(glyphs))
    settled = app("p0001_r00_l00", 4, "心", "公", settled=True)
    work.issue("1", edition("p0001", replace(made, lines=(line,)), apps=(settled,)))
    work.build()
    assert [place.via for place in work.places("政务公开")] == [Via.ALTERNATIVE]
    assert [work.find(query).total for query in ("必", "开公")] == [0, 0]
