"""ALTO of other programs is read as it is meant; what is written says what the edition knows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from format_samples import MASTER, TARGET, app, edition, line, texts
from lxml import etree
from PIL import Image
from shared_folder import SHARED, needs_shared

from pipeline.errors import BadXmlError, ForeignPageError
from pipeline.formats import alto, xml
from pipeline.formats.target import Target
from pipeline.model import Box, Direction, RegionKind

V2 = "http://www.loc.gov/standards/alto/ns-v2#"


def made(body: str, page: str = 'WIDTH="1000" HEIGHT="1400"', head: str = "", namespace: str = V2) -> bytes:
    return (
        f'<alto xmlns="{namespace}"><Description><MeasurementUnit>pixel</MeasurementUnit></Description>{head}'
        f'<Layout><Page ID="p" PHYSICAL_IMG_NR="1" {page}><PrintSpace>{body}</PrintSpace></Page>'
        "</Layout></alto>"
    ).encode()


def block(*strings: str, line: str = 'HPOS="10" VPOS="10" WIDTH="200" HEIGHT="20"') -> str:
    return f'<TextBlock ID="b"><TextLine ID="l" {line}>{"".join(strings)}</TextLine></TextBlock>'


def only_line(data: bytes, target: Target = TARGET):
    [region] = alto.read(data, "a.xml", target).regions
    [found] = region.lines
    return found


@needs_shared
@pytest.mark.parametrize("number", range(6))
def test_newspaper_blocks_have_the_text_of_their_transcription(number):
    folder = SHARED / "data/bnl_luxembourg"
    with Image.open(folder / f"{number}.tif") as image:
        target = Target("p0001", "B", *image.size, dpi=300)
    witness = alto.read((folder / f"{number}.alto.xml").read_bytes(), "a", target)
    wanted = (folder / f"{number}.gt.txt").read_text("utf-8").split()
    assert " ".join(text for region in texts(witness) for text in region).split() == wanted
    [region] = witness.regions
    assert region.joiner == " "
    assert 0 < region.box.right <= target.width


@pytest.mark.parametrize("namespace", ["", V2, V2.replace("v2", "v3"), V2.replace("v2", "v4")])
def test_any_namespace(namespace):
    assert only_line(made(block('<String CONTENT="政府"/>'), namespace=namespace)).text == "政府"


def test_a_word_without_characters_is_divided_evenly():
    found = only_line(made(block('<String CONTENT="政府公报" HPOS="10" VPOS="10" WIDTH="80" HEIGHT="20"/>')))
    assert [glyph.box for glyph in found.glyphs] == [Box(x, 10, x + 20, 30) for x in (10, 30, 50, 70)]


def test_a_column_is_divided_downwards():
    tall = 'HPOS="10" VPOS="10" WIDTH="20" HEIGHT="80"'
    found = only_line(made(block(f'<String CONTENT="政府公报" {tall}/>', line=tall)))
    assert found.direction is Direction.VERTICAL
    assert [glyph.box for glyph in found.glyphs] == [Box(10, y, 30, y + 20) for y in (10, 30, 50, 70)]


def test_the_stated_direction_wins_over_the_shape():
    tall = 'HPOS="10" VPOS="10" WIDTH="20" HEIGHT="80" BASEDIRECTION="ltr"'
    assert only_line(made(block('<String CONTENT="政府"/>', line=tall))).direction is Direction.HORIZONTAL
    single = 'HPOS="10" VPOS="10" WIDTH="20" HEIGHT="80"'
    assert only_line(made(block('<String CONTENT="一"/>', line=single))).direction is Direction.HORIZONTAL


def test_spaces_stand_where_the_file_has_them_or_words_need_them():
    told = only_line(
        made(block('<String CONTENT="a"/>', "<SP/>", '<String CONTENT="b"/>', '<HYP CONTENT="-"/>'))
    )
    assert told.text == "a b-"
    assert only_line(made(block('<String CONTENT="a"/>', '<String CONTENT="b"/>'))).text == "a b"
    assert only_line(made(block('<String CONTENT="政"/>', '<String CONTENT="府"/>'))).text == "政府"


@pytest.mark.parametrize(("width", "text"), [(-3, "政府"), (4, "政府"), (20, "政 府")])
def test_a_narrow_gap_between_chinese_is_no_space(width, text):
    space = f'<SP HPOS="30" VPOS="10" WIDTH="{width}"/>'
    assert only_line(made(block('<String CONTENT="政"/>', space, '<String CONTENT="府"/>'))).text == text


def test_confidence_per_character_goes_before_that_of_the_word():
    found = only_line(made(block('<String CONTENT="abc" WC="0.5" CC="0 9 3"/>')))
    assert [round(glyph.confidence, 2) for glyph in found.glyphs] == [1.0, 0.0, 0.67]
    assert [
        g.confidence for g in only_line(made(block('<String CONTENT="ab" WC="0.5" CC="0"/>'))).glyphs
    ] == [0.5, 0.5]
    assert [g.confidence for g in only_line(made(block('<String CONTENT="ab" CC="09"/>'))).glyphs] == [
        1.0,
        0.0,
    ]


def test_glyphs_variants_and_alternatives_of_one_word():
    found = only_line(
        made(
            block(
                '<String CONTENT="人民"><ALTERNATIVE>入民</ALTERNATIVE><ALTERNATIVE>longer</ALTERNATIVE>'
                '<Glyph CONTENT="人" GC="0.4" HPOS="1" VPOS="2" WIDTH="3" HEIGHT="4">'
                '<Variant CONTENT="八" VC="0.3"/></Glyph><Glyph CONTENT="民"/></String>'
            )
        )
    )
    assert found.glyphs[0].box == Box(1, 2, 4, 6)
    assert found.glyphs[0].alternatives == (("八", 0.3), ("入", 0.0))
    assert found.glyphs[1].alternatives == ()


def test_glyphs_that_contradict_the_string_are_not_believed():
    found = only_line(made(block('<String CONTENT="ab" WC="0.5"><Glyph CONTENT="x" GC="0.1"/></String>')))
    assert (found.text, found.glyphs[0].confidence) == ("ab", 0.5)


def test_glyphs_without_places_share_their_words():
    word = 'HPOS="10" VPOS="10" WIDTH="40" HEIGHT="20"'
    glyphs = '<Glyph CONTENT="a" GC="0.9"/><Glyph CONTENT="b" GC="0.1"/>'
    found = only_line(made(block(f'<String CONTENT="ab" {word}>{glyphs}</String>')))
    assert [(g.box, g.confidence) for g in found.glyphs] == [
        (Box(10, 10, 30, 30), 0.9),
        (Box(30, 10, 50, 30), 0.1),
    ]


def test_reading_order_goes_before_the_order_of_the_file():
    blocks = "".join(
        f'<TextBlock ID="b{n}"><TextLine><String CONTENT="{n}"/></TextLine></TextBlock>' for n in range(3)
    )
    refs = '<ElementRef ID="x" REF="b2"/><ElementRef ID="y" REF="b0"/>'
    order = f'<ReadingOrder><OrderedGroup ID="g">{refs}</OrderedGroup></ReadingOrder>'
    assert texts(alto.read(made(blocks, head=order), "a", TARGET)) == [["2"], ["0"], ["1"]]


def test_margins_follow_the_eye():
    text = '<{0}><TextBlock ID="{0}_b"><TextLine><String CONTENT="{0}"/></TextLine></TextBlock></{0}>'
    parts = "".join(text.format(name) for name in ("TopMargin", "BottomMargin", "PrintSpace"))
    data = f'<alto><Layout><Page WIDTH="1000" HEIGHT="1400">{parts}</Page></Layout></alto>'.encode()
    found = alto.read(data, "a", TARGET).regions
    assert [region.kind for region in found] == [RegionKind.HEADER, RegionKind.PARAGRAPH, RegionKind.FOOTER]


def test_kinds_from_tags_and_composed_blocks():
    tags = (
        '<Tags><OtherTag ID="t" LABEL="MarginTextZone:note"/><LayoutTag ID="u" LABEL="page-number"/></Tags>'
    )
    body = (
        '<TextBlock ID="a" TAGREFS="t"/><TextBlock ID="b" TAGREFS="u"/><TextBlock ID="c"/>'
        '<Illustration ID="d"/>'
        '<ComposedBlock ID="e" TYPE="table"><TextBlock ID="f"/></ComposedBlock>'
    )
    kinds = [region.kind.value for region in alto.read(made(body, head=tags), "a", TARGET).regions]
    assert kinds == ["marginalia", "page-number", "paragraph", "graphic", "table"]


def test_an_outline_serves_where_there_is_no_rectangle():
    shape = '<Shape><Polygon POINTS="10,20 60,20 60,45 10,45"/></Shape>'
    data = made(f'<TextBlock ID="b">{shape}</TextBlock>')
    assert alto.read(data, "a", TARGET).regions[0].box == Box(10, 20, 60, 45)


def test_a_smaller_copy_of_the_page_is_scaled_up():
    data = made(block('<String CONTENT="x"/>'), page='WIDTH="500" HEIGHT="700"')
    assert only_line(data).box == Box(20, 20, 420, 60)


def test_another_page_is_refused_with_both_sizes():
    with pytest.raises(ForeignPageError, match=r"1400×1000.*1000×1400"):
        alto.read(made("", page='WIDTH="1400" HEIGHT="1000"'), "a", TARGET)
    with pytest.raises(ForeignPageError, match=r"reaches to 2010×30.*1000×1400"):
        alto.read(made(block(line='HPOS="10" VPOS="10" WIDTH="2000" HEIGHT="20"'), page=""), "a", TARGET)


@pytest.mark.parametrize(("unit", "pixels"), [("mm10", 300 / 254), ("inch1200", 0.25)])
def test_other_units_need_the_resolution(unit, pixels):
    data = made(block('<String CONTENT="x"/>'), page="").replace(b">pixel<", f">{unit}<".encode())
    assert only_line(data).box == Box(
        round(10 * pixels), round(10 * pixels), round(210 * pixels), round(30 * pixels)
    )
    with pytest.raises(ForeignPageError, match=f"measured in {unit}") as caught:
        alto.read(data, "a", Target("p0003", "K", 1000, 1400, 1.0))
    assert "plain text" in caught.value.advice


def test_other_units_are_no_matter_where_the_page_has_a_size():
    data = made(block('<String CONTENT="x"/>'), page='WIDTH="2000" HEIGHT="2800"').replace(
        b">pixel<", b">mm10<"
    )
    assert only_line(data, Target("p0003", "K", 1000, 1400)).box == Box(5, 5, 105, 15)


def test_one_page_is_wanted():
    page = "<Page/>"
    with pytest.raises(ForeignPageError, match="holds 3 pages"):
        alto.read(f"<alto><Layout>{page * 3}</Layout></alto>".encode(), "a", TARGET)
    with pytest.raises(BadXmlError, match="no ALTO page"):
        alto.read(b"<alto/>", "a", TARGET)


def test_a_bad_number_is_named_with_its_line():
    with pytest.raises(BadXmlError, match=r"a\.xml: line 1: TextLine: HPOS is no number: 'ten'"):
        alto.read(made(block(line='HPOS="ten" VPOS="1" WIDTH="1" HEIGHT="1"')), "a.xml", TARGET)


def written(thing) -> etree._Element:
    return xml.parse(alto.write(thing, MASTER), "written.xml")


def attributes(root: etree._Element, name: str) -> list[dict[str, str]]:
    return [dict(element.attrib) for element in root.iter(f"{{*}}{name}")]


def test_the_printed_page_number_and_the_image():
    root = written(edition(line(1, "— １２ —"), kind=RegionKind.PAGE_NUMBER))
    [page] = attributes(root, "Page")
    assert (page["PRINTED_IMG_NR"], page["PHYSICAL_IMG_NR"], page["WIDTH"]) == ("12", "3", "1000")
    assert root.findtext("{*}Description/{*}sourceImageInformation/{*}fileName") == "p0003.tif"


def test_latin_words_and_a_chinese_line():
    root = written(edition(line(1, "one two"), line(2, "政府 公报")))
    assert [string["CONTENT"] for string in attributes(root, "String")] == ["one", "two", "政府 公报"]
    assert len(attributes(root, "SP")) == 1


def test_boxes_are_clipped_to_the_page():
    root = written(edition(line(1, "政", Box(-20, 10, 50, 1500))))
    [found] = attributes(root, "TextLine")
    assert [found[name] for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT")] == ["0", "10", "50", "1390"]


def test_a_line_without_a_place_has_boxes_of_nothing():
    [found] = attributes(written(edition(line(1, "政府"))), "TextLine")
    assert [found[name] for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT")] == ["0", "0", "0", "0"]


def test_what_a_person_decided_is_marked_as_corrected():
    han, other = line(1, "政府公报"), line(2, "各县人民政府")
    own = app(han, 0, 1, ("夫", "P4"), settled=True)
    root = written(edition(han, other, apps=(replace(own, by="log:3"), app(other, 0, 1, settled=True))))
    assert [string.get("CS") for string in attributes(root, "String")] == ["true", None]


def test_unsettled_places_are_alternatives_of_their_string():
    han, latin = line(1, "关于人民的通知"), line(2, "an old word here")
    apps = (
        app(han, 2, 3, ("人", "P6"), ("入", "P4 K")),
        app(han, 0, 1, ("夫", "P4"), settled=True),
        app(latin, 3, 11, ("old word", "P6"), ("oldest", "K")),
        app(latin, 6, 6, ("", "P6"), ("er", "P4")),
    )
    found = [
        (string.get("CONTENT"), other.get("PURPOSE"), other.text)
        for string in written(edition(han, latin, apps=apps)).iter("{*}String")
        for other in string.iterfind("{*}ALTERNATIVE")
    ]
    assert found == [
        ("关于人民的通知", "reading of P4 K", "关于入民的通知"),
        ("old", "reading of K", "oldest"),
        ("old", "reading of P4", "older"),
    ]


@needs_shared
def test_alternatives_are_valid_and_come_back_to_their_glyph():
    han = line(1, "关于人民", Box(0, 0, 80, 20))
    data = alto.write(edition(han, apps=(app(han, 2, 3, ("人", "P6"), ("入", "P4")),)), MASTER)
    assert xml.faults(xml.parse(data, "x"), SHARED / "schemas/alto-4-4.xsd") == ()
    assert [glyph.alternatives for glyph in only_line(data).glyphs] == [(), (), (("入", 0.0),), ()]


def test_an_app_on_a_line_that_is_not_there_does_no_harm():
    gone = line(9, "gone")
    assert b"ALTERNATIVE" not in alto.write(
        edition(line(1, "政"), apps=(app(gone, 0, 1, ("x", "K")),)), MASTER
    )
