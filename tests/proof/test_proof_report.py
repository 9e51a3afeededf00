"""The report: what it shows, and that nothing in it runs but our own script."""

import base64
import hashlib
import re
from dataclasses import replace

import pytest
from lxml import html
from proof_witnesses import IMAGE, PAGE, boxed, clean_page, line, plain

from pipeline.model import Box, Cell, Finding, Master, Region, RegionKind, Severity, Step
from pipeline.proof.crops import LONGEST, Crop, crops, pictured
from pipeline.proof.edition import edit
from pipeline.proof.pageview import page_view
from pipeline.proof.report import KINDS, REASONS, Heading, render, shown
from pipeline.text.kinds import Kind

EVIL = "<script>alert(1)</script>"
MASTER = Master(PAGE, "p0001.tif", 0, "TIFF", "1.tif", "0" * 64, 2000, 1000, 300.0)


def edition(*witnesses):
    return edit(witnesses, witnesses[0].sigil, 0.95, Step("proof", "test", "1"))


def view(*witnesses, findings=()):
    return page_view(MASTER, clean_page(), edition(*witnesses), findings)


def page(*views, title="政报", findings=()):
    return html.fromstring(render(Heading(title, "1987-03", findings), views).decode())


def words(element):
    return " ".join(element.text_content().split())


def test_a_place_shows_its_line_its_readings_and_why_it_is_open():
    (place,) = page(view(boxed("P6", "灵魂深处"), boxed("P4", "灵动深处", confidence=0.95))).find_class(
        "place"
    )
    assert words(place.find_class("line")[0]) == "灵魂深处"
    assert words(place.find(".//mark")) == "魂"
    assert [words(row) for row in place.iter("tr")] == ["P6 魂 1.000", "P4 动 0.950"]
    assert place.find_class("lemma")[0].find("th").text_content() == "P6"
    assert [chip.get("class") for chip in place.find_class("chip")] == ["chip disagreement", "chip change"]


def test_the_mark_lies_on_the_strip_where_the_place_is():
    (place,) = page(view(boxed("P6", "灵魂深处", top=100), boxed("P4", "灵动深处", top=100))).find_class(
        "place"
    )
    picture, mark = place.find(".//img"), place.find(".//rect")
    assert (picture.get("src"), picture.get("loading")) == ("crops/p0001_a_r01_l01.jpg", "lazy")
    assert (picture.get("width"), picture.get("height")) == (str(160 + 17), str(48 + 2 * 17))
    assert [mark.get(name) for name in ("x", "y", "width", "height")] == ["40", "17", "40", "48"]


def test_what_a_rule_settled_is_folded_up_and_counted():
    found = page(view(boxed("P6", "令，行，止"), boxed("P4", "令,行,止")))
    assert not found.find_class("place")
    (row,) = found.xpath("//details[not(@open)]//tr")
    assert words(row.find_class("count")[0]) == "2 ×"
    assert words(row.find_class("where")[0]) == "p0001_a_r01_l01 p0001_a_r01_l01"


def test_findings_stand_with_their_page_and_with_the_issue():
    gap = Finding("page-gap", "page 6 is missing", Severity.LOSS)
    faint = Finding("faint", "hard to read", Severity.NOTE, PAGE)
    found = page(view(boxed("P6", "公报"), findings=(faint,)), findings=(gap,))
    assert [words(item) for item in found.xpath("//ul[@class='findings']/li")] == [
        "缺失loss 缺页 page-gap page 6 is missing",
        "备注note faint hard to read",
    ]


def test_a_page_without_an_edition_is_listed_all_the_same():
    found = page(page_view(MASTER, None, None, ()))
    assert found.get_element_by_id(PAGE).find_class("empty")
    assert words(found.find(".//nav//li")) == "p0001 0"


def test_a_line_without_a_box_has_no_picture():
    (place,) = page(view(plain("K", "公报", confidence=0.5))).find_class("place")
    assert place.find_class("nopicture")
    assert place.find(".//img") is None


def test_text_from_outside_is_inert():
    finding = Finding(EVIL, EVIL, Severity.CHECK, PAGE)
    views = view(
        boxed("P6", EVIL, confidence=0.1),
        boxed('"><img src=x onerror=alert(1)>', EVIL + "'\""),
        findings=(finding,),
    )
    found = page(views, title=EVIL, findings=(finding,))
    assert len(list(found.iter("script"))) == 1
    assert {image.get("src") for image in found.iter("img")} == {"crops/p0001_a_r01_l01.jpg"}
    assert not [e for e in found.iter() for name in getattr(e, "attrib", ()) if name.startswith("on")]


def test_only_our_own_script_and_style_are_admitted():
    text = render(Heading("政报", "1", ()), [view(boxed("P6", "公报"))]).decode()
    policy = html.fromstring(text).xpath("//meta[@http-equiv]/@content")[0]
    for tag in ("script", "style"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert not html.fromstring(text).xpath("//*[@style]")
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", text)


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\u202e", "\u200b", "\ud800", "\uffff"])
def test_what_cannot_be_seen_is_shown_as_a_sign(char):
    assert shown(f"公{char}报") == "公\N{REPLACEMENT CHARACTER}报"


def test_a_mark_never_leaves_its_strip():
    made = edition(boxed("P6", "公报", confidence=0.5))
    far = replace(made, apps=tuple(replace(app, box=Box(-50, -50, 9000, 9000)) for app in made.apps))
    (place,) = page_view(MASTER, clean_page(), far, ()).places
    mark = place.picture.mark
    assert (mark.left, mark.top, mark.right, mark.bottom) == (0, 0, place.picture.width, place.picture.height)


def test_every_kind_of_difference_has_a_name_in_both_languages():
    assert {kind.value for kind in Kind} - {Kind.NONE.value} <= set(REASONS)


def shown_page(*regions, findings=()):
    """A page whose edition has these regions and findings."""
    made = edition(boxed("P6", "公报"))
    return page(
        page_view(MASTER, clean_page(), replace(made, regions=regions, apps=(), findings=findings), ())
    )


def test_a_finding_on_the_image_is_shown_with_its_surroundings():
    unread = Finding("unread-marks", "marks", Severity.CHECK, PAGE, IMAGE, Box(300, 400, 340, 440))
    elsewhere = Finding("cleaning-refused", "dark", Severity.NOTE, PAGE, PAGE, Box(0, 0, 9, 9))
    made = replace(edition(boxed("P6", "公报")), findings=(elsewhere, unread))
    first, second = page(page_view(MASTER, clean_page(), made, ())).xpath("//ul[@class='findings']/li")
    assert first.find(".//img") is None
    assert second.find(".//img").get("src") == "crops/p0001_f002.jpg"
    margin = 72  # 1.5 lines of 48 pixels
    assert [second.find(".//rect").get(name) for name in ("x", "y", "width", "height")] == [
        str(margin),
        str(margin),
        "40",
        "40",
    ]
    assert Crop("crops/p0001_f002.jpg", IMAGE, Box(228, 328, 412, 512), LONGEST) in tuple(
        crops(made, clean_page().derivatives[0])
    )


def test_a_table_is_shown_as_a_table():
    cells = (
        Cell(0, 0, columns=2, header=True, lines=("a",)),
        Cell(1, 0, lines=("b", "c")),
        Cell(1, 1, rows=2),
    )
    lines = tuple(
        line(name, text, 0) for name, text in (("a", EVIL), ("b", "石磨"), ("c", "乡"), ("d", "注"))
    )
    (text,) = shown_page(Region("r", RegionKind.TABLE, IMAGE, None, lines, cells=cells)).find_class("text")
    head, body = text.iter("tr")
    assert [(cell.tag, cell.get("colspan"), cell.text_content()) for cell in head] == [("th", "2", EVIL)]
    assert [(cell.get("rowspan"), cell.text_content()) for cell in body] == [(None, "石磨乡"), ("2", "")]
    assert [words(rest) for rest in text.iter("p")] == ["注"]


def test_a_seal_is_shown_as_its_picture_and_a_note_as_a_note():
    seal = Region("s", RegionKind.STAMP, IMAGE, Box(1900, 900, 2100, 1100), ())
    note = Region("n", RegionKind.FOOTNOTE, IMAGE, None, (line("n1", "①注", 0),))
    first, second = shown_page(note, seal).find_class("part")
    assert words(first) == "脚注footnote ①注"
    assert words(second) == "印章seal"
    assert second.find("img").get("src") == "crops/s.jpg"
    assert pictured(seal, clean_page().derivatives[0]) == Box(1900, 900, 2000, 1000)


def test_a_place_in_a_table_says_in_which_cell():
    made = edition(boxed("P6", "公报", confidence=0.5))
    (one,) = made.regions
    cells = (Cell(2, 4, lines=(one.lines[0].id,)),)
    table = replace(made, regions=(replace(one, kind=RegionKind.TABLE, cells=cells),))
    (kind,) = page(page_view(MASTER, clean_page(), table, ())).find_class("kind")
    assert words(kind) == "表格table 第3行第5列row 3, column 5"


def test_every_kind_of_region_has_a_name_in_both_languages():
    assert {kind.value for kind in RegionKind} == set(KINDS)


def test_equal_editions_give_equal_bytes():
    made = [
        render(Heading("政报", "1", ()), [view(boxed("P6", "公,报"), boxed("P4", "公，抱"))]) for _ in "ab"
    ]
    assert made[0] == made[1]
