"""PAGE-XML of other programs is read as it is meant; what is written is what PAGE asks for."""

from __future__ import annotations

import pytest
from format_samples import MASTER, TARGET, app, edition, line, texts
from shared_folder import SHARED, needs_shared

from pipeline.errors import BadXmlError, ForeignPageError
from pipeline.formats import page, xml
from pipeline.formats.target import Target
from pipeline.model import Box, Direction, RegionKind

HALF = 'conf="0.5"'
SIZE = 'imageWidth="1000" imageHeight="1400"'


def made(body: str, size: str = SIZE, year: str = "2019-07-15") -> bytes:
    namespace = f"http://schema.primaresearch.org/PAGE/gts/pagecontent/{year}"
    return f'<PcGts xmlns="{namespace}"><Page imageFilename="x" {size}>{body}</Page></PcGts>'.encode()


def equiv(text: str, more: str = "") -> str:
    return f"<TextEquiv {more}>\n<Unicode>{text}</Unicode></TextEquiv>"


def coords(left: int, top: int, right: int, bottom: int) -> str:
    return f'<Coords points="{left},{top} {right},{top} {right},{bottom} {left},{bottom}"/>'


def text_line(inner: str, more: str = "") -> str:
    return f'<TextLine id="l" {more}>{inner}</TextLine>'


def region(name: str, inner: str, more: str = "") -> str:
    return f'<TextRegion id="{name}" {more}>{inner}</TextRegion>'


def only_line(inner: str, more: str = ""):
    [found] = page.read(made(region("r", text_line(inner, more))), "p.xml", TARGET).regions
    return found.lines[0]


@needs_shared
def test_the_example_page_of_the_format():
    data = (SHARED / "data/generic_scans/prima_aletheia_example.page.xml").read_bytes()
    witness = page.read(data, "p", Target("p0001", "A", 3508, 4961))
    assert witness.regions[0].kind is RegionKind.HEADING
    assert texts(witness)[0] == ["Aletheia Document Analysis System"]
    assert texts(witness)[1][:2] == ["Overview: Aletheia is an ad-", "vanced system for accurate and yet"]
    assert witness.regions[0].box == Box(532, 127, 2970, 264)
    assert witness.regions[0].lines[0].glyphs[0].box.right <= 630
    assert sum(region.kind is RegionKind.GRAPHIC for region in witness.regions) > 5
    assert len({line.id for region in witness.regions for line in region.lines}) == 106


@pytest.mark.parametrize("year", ["2010-03-19", "2013-07-15", "2019-07-15", "2024-07-15"])
def test_any_year(year):
    data = made(region("r", text_line(equiv("政府"))), year=year)
    assert texts(page.read(data, "p", TARGET)) == [["政府"]]


def test_points_as_elements():
    points = '<Coords><Point x="10" y="20"/><Point x="90" y="20"/><Point x="90" y="50"/></Coords>'
    assert only_line(points + equiv("x")).box == Box(10, 20, 90, 50)


def test_words_give_places_where_they_agree_with_the_line():
    one = f'<Word id="w">{coords(10, 10, 30, 20)}{equiv("ab", HALF)}</Word>'
    words = one + f'<Word id="v">{coords(40, 10, 50, 20)}{equiv("c")}</Word>'
    found = only_line(coords(0, 0, 100, 20) + words + equiv("ab c"))
    assert [(g.text, g.box) for g in found.glyphs] == [
        ("a", Box(10, 10, 20, 20)),
        ("b", Box(20, 10, 30, 20)),
        (" ", Box(30, 10, 40, 20)),
        ("c", Box(40, 10, 50, 20)),
    ]
    assert [g.confidence for g in found.glyphs] == [0.5, 0.5, 1.0, 1.0]


def test_a_line_corrected_by_hand_goes_before_its_words():
    found = only_line(
        coords(0, 0, 40, 20) + f'<Word id="w">{coords(5, 0, 9, 20)}{equiv("入民")}</Word>' + equiv("人民")
    )
    assert (found.text, found.glyphs[0].box) == ("人民", Box(0, 0, 20, 20))


def test_words_alone_make_the_line():
    words = "".join(
        f'<Word id="w{n}">{equiv(text)}</Word>' for n, text in enumerate(["one", "two", "政", "府"])
    )
    assert only_line(words).text == "one two政府"


def test_the_lowest_index_is_the_text_and_the_others_are_alternatives():
    both = equiv("人民", 'index="2" conf="0.2"') + equiv("入民", 'index="1" conf="0.7"')
    found = only_line(both)
    assert found.text == "入民"
    assert [(g.confidence, g.alternatives) for g in found.glyphs] == [(0.7, (("人", 0.2),)), (0.7, ())]


def test_text_of_a_region_alone():
    [found] = page.read(made(region("r", coords(0, 0, 90, 40) + equiv("政府\n公报"))), "p", TARGET).regions
    assert [line.text for line in found.lines] == ["政府", "公报"]
    [found] = page.read(
        made(region("r", text_line(coords(0, 0, 9, 9)) + text_line(coords(0, 9, 9, 18)) + equiv("政\n府"))),
        "p",
        TARGET,
    ).regions
    assert [(line.text, line.box) for line in found.lines] == [
        ("政", Box(0, 0, 9, 9)),
        ("府", Box(0, 9, 9, 18)),
    ]


def test_reading_order_with_nested_groups():
    order = (
        '<ReadingOrder><OrderedGroup id="g"><RegionRefIndexed index="2" regionRef="a"/>'
        '<UnorderedGroupIndexed id="h" index="1"><RegionRef regionRef="c"/></UnorderedGroupIndexed>'
        "</OrderedGroup></ReadingOrder>"
    )
    inner = region("a", text_line(equiv("a")) + "")
    body = order + inner + "".join(region(name, text_line(equiv(name))) for name in ("b", "c"))
    assert texts(page.read(made(body), "p", TARGET)) == [["c"], ["a"], ["b"]]


def test_an_unlisted_region_follows_the_one_it_lies_in():
    refs = '<RegionRefIndexed index="0" regionRef="b"/><RegionRefIndexed index="1" regionRef="a"/>'
    order = f'<ReadingOrder><OrderedGroup id="g">{refs}</OrderedGroup></ReadingOrder>'
    nested = f'<TextRegion id="b">{region("x", text_line(equiv("x")))}{text_line(equiv("b"))}</TextRegion>'
    body = order + region("a", text_line(equiv("a"))) + nested
    assert texts(page.read(made(body), "p", TARGET)) == [["b"], ["x"], ["a"]]


def test_kinds_of_regions():
    cells = region("c", text_line(equiv("1"))) + region("d", text_line(equiv("2")))
    body = (
        region("a", "", 'type="TOC-entry"')
        + region("b", "", 'type="credit"')
        + f'<TableRegion id="t">{cells}</TableRegion>'
        + '<GraphicRegion id="e" type="stamp"/><ImageRegion id="f"/><SeparatorRegion id="g"/>'
    )
    kinds = [region.kind.value for region in page.read(made(body), "p", TARGET).regions]
    assert kinds == ["TOC-entry", "paragraph", "table", "table", "stamp", "graphic"]


def test_direction_from_the_line_or_its_region():
    assert only_line(equiv("政府"), 'readingDirection="top-to-bottom"').direction is Direction.VERTICAL
    data = made(region("r", text_line(equiv("政府")), 'textLineOrder="right-to-left"'))
    assert page.read(data, "p", TARGET).regions[0].lines[0].direction is Direction.VERTICAL
    assert only_line(coords(0, 0, 10, 50) + equiv("政府")).direction is Direction.VERTICAL


def test_scaled_or_refused_by_the_size_of_the_image():
    body = region("r", coords(10, 10, 20, 20))
    half = made(body, 'imageWidth="500" imageHeight="701"')
    assert page.read(half, "p", TARGET).regions[0].box == Box(20, 20, 40, 40)
    with pytest.raises(ForeignPageError, match=r"500×900.*1000×1400"):
        page.read(made(body, 'imageWidth="500" imageHeight="900"'), "p", TARGET)


@pytest.mark.parametrize("points", ["1 2 3", "1,2 x,4", "1,2,3"])
def test_bad_points_are_named(points):
    with pytest.raises(BadXmlError, match=r"p\.xml: line 1: Coords: points"):
        page.read(made(f'<TextRegion id="r"><Coords points="{points}"/></TextRegion>'), "p.xml", TARGET)


def test_one_page_is_wanted():
    with pytest.raises(BadXmlError, match="no PAGE-XML page"):
        page.read(b"<PcGts/>", "p", TARGET)
    with pytest.raises(ForeignPageError, match="holds 2 pages"):
        page.read(b"<PcGts><Page/><Page/></PcGts>", "p", TARGET)


def test_the_only_date_is_the_one_given():
    data = page.write(edition(line(1, "政")), MASTER, "2026-11-21")
    assert data.count(b"2026-11-21T00:00:00Z") == 2
    assert b"1970-01-01T00:00:00Z" in page.write(edition(line(1, "政")), MASTER)


def test_unsettled_places_are_further_texts_of_their_word():
    han = line(1, "关于人民")
    root = xml.parse(
        page.write(edition(han, apps=(app(han, 2, 3, ("人", "P6"), ("入", "P4 K")),)), MASTER), "x"
    )
    word = next(root.iter("{*}Word"))
    said = [
        (e.get("index"), e.get("comments"), e.findtext("{*}Unicode")) for e in word.iterfind("{*}TextEquiv")
    ]
    assert said == [("0", None, "关于人民"), ("1", "reading of P4 K", "关于入民")]


@needs_shared
@pytest.mark.parametrize("kind", RegionKind)
def test_every_kind_is_valid_with_and_without_text(kind):
    schema = SHARED / "schemas/pagecontent-2019-07-15.xsd"
    for lines in ((), (line(1, "政府", Box(-5, 3, 1200, 40)), line(2, ""))):
        data = page.write(edition(*lines, kind=kind), MASTER)
        assert xml.faults(xml.parse(data, "x"), schema) == ()
        [found] = page.read(data, "x", TARGET).regions
        assert (found.kind, [each.text for each in found.lines]) == (kind, [each.text for each in lines])


def cell(name: str, role: str, inner: str) -> str:
    return region(name, f"{coords(0, 0, 9, 9)}<Roles><TableCellRole {role}/></Roles>{inner}")


def test_cells_of_other_programs_are_put_in_order():
    inner = cell("b", 'rowIndex="0" columnIndex="1" colSpan="2" header="1"', text_line(equiv("乙")))
    inner += region("c", text_line(equiv("附注"))) + cell("a", 'rowIndex="0" columnIndex="0"', "")
    [found] = page.read(made(f'<TableRegion id="t">{inner}</TableRegion>'), "p.xml", TARGET).regions
    assert [(c.column, c.columns, c.header, c.lines) for c in found.cells] == [
        (0, 1, False, ()),
        (1, 2, True, ("p0003_r01_l01",)),
    ]
    assert [each.text for each in found.lines] == ["乙", "附注"]


@pytest.mark.parametrize("role", ['rowIndex="-1" columnIndex="0"', 'rowIndex="0" columnIndex="1e6"'])
def test_a_cell_that_stands_nowhere_is_refused(role):
    data = made(f'<TableRegion id="t">{cell("a", role, "")}</TableRegion>')
    with pytest.raises(BadXmlError, match="out of all bounds"):
        page.read(data, "p.xml", TARGET)
