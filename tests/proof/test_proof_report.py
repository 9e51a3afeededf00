"""The report: what it shows, and that nothing in it runs but our own script."""

import base64
import hashlib
import json
import re
from dataclasses import replace

import pytest
from lxml import html
from made_editions import doubted, made, settled
from proof_witnesses import IMAGE, PAGE, clean_page, line

from pipeline.model import App, Box, Cell, Finding, Master, Region, RegionKind, Severity
from pipeline.proof.crops import LONGEST, Crop, crops, pictured
from pipeline.proof.decisions import FORMAT, Act, state_of
from pipeline.proof.deskdata import LOOK
from pipeline.proof.names import ACTS, BUTTONS, KINDS, REASONS
from pipeline.proof.pageview import page_view
from pipeline.proof.report import SCRIPTS, Heading, render
from pipeline.text.kinds import Kind
from pipeline.text.visible import visible

EVIL = "<script>alert(1)</script>"
MASTER = Master(PAGE, "p0001.tif", 0, "TIFF", "1.tif", "0" * 64, 2000, 1000, 300.0)


def view(*texts, findings=(), **how):
    return page_view(MASTER, clean_page(), made(*texts, **how), findings)


def page(*views, title="政报", findings=()):
    return html.fromstring(render(Heading(title, "1987-03", findings), views).decode())


def words(element):
    return " ".join(element.text_content().split())


def data(found):
    """What the script of the report works on."""
    return json.loads(found.get_element_by_id("data").text)


def test_a_place_stands_in_its_line_with_its_readings_and_why_it_is_open():
    record = data(page(view("灵{魂|动}深处")))
    assert record["lines"] == {PAGE: [["p0001_a_r01_l01", "灵魂深处"]]}
    (place,) = record["places"]
    assert (place["line"], place["start"], place["stop"], place["lemma"]) == (0, 1, 2, "魂")
    assert place["readings"] == [["魂", ["P6"], 1.0], ["动", ["P4"], 0.7]]
    assert place["reasons"] == ["disagreement", "change"]


def test_the_mark_lies_on_the_strip_where_the_place_is():
    record = data(page(view("灵{魂|动}深处", top=100)))
    assert record["places"][0]["picture"] == {
        "file": "crops/p0001_a_r01_l01.jpg",
        "size": [160 + 17, 48 + 2 * 17],
        "mark": [40, 17, 80, 65],
        "source": "../../1-scan/p0001_a.png",
        "part": [0, 83, 177, 165],
    }


def test_a_place_with_one_reading_does_not_tell_whether_it_is_a_doubt_or_a_control():
    (place,) = data(page(view("{公报}")))["places"]
    assert place["reasons"] == [LOOK]


def test_the_report_says_from_which_text_it_was_made():
    shown_edition = made("公{报|抱}")
    record = data(page(page_view(MASTER, clean_page(), shown_edition, ())))
    assert record["states"] == {PAGE: state_of(shown_edition)}
    assert (record["format"], record["issue"]) == (FORMAT, "1987-03")


def named(edition, page):
    """The edition as another page's: of it, of its lines and of its places the ids are changed."""
    (region,) = edition.regions
    lines = tuple(replace(one, id=one.id.replace(PAGE, page)) for one in region.lines)
    apps = tuple(
        replace(app, id=app.id.replace(PAGE, page), line=app.line.replace(PAGE, page)) for app in edition.apps
    )
    return replace(edition, page=page, regions=(replace(region, lines=lines),), apps=apps)


def test_the_queue_goes_over_the_whole_issue_and_so_do_places_that_ask_the_same():
    first, second = (
        named(doubted(made("{末|未}来", "{动|魂}"), *doubts), name)
        for name, doubts in (("p0001", (0.1, 0.4)), ("p0002", (0.2, 0.6)))
    )
    views = [page_view(replace(MASTER, page=one.page), clean_page(), one, ()) for one in (first, second)]
    record = data(page(*views))
    order = [record["places"][n] for n in record["queue"]]
    assert [(one["page"], one["lemma"]) for one in order] == [
        ("p0002", "动"),
        ("p0001", "动"),
        ("p0002", "末"),
        ("p0001", "末"),
    ]
    assert [one["group"] for one in record["places"]] == [0, 1, 0, 1]


def test_the_pages_do_not_tell_which_places_are_settled_text():
    whole = settled(made("灵{魂|动}深处"), by="evidence")
    counted = Finding("unsettled-places", "0 unsettled places in 4 characters", Severity.CHECK, PAGE)
    drawn = page_view(MASTER, clean_page(), replace(whole, findings=(counted,)), (), 1.0)
    assert (len(drawn.places), drawn.habits, drawn.findings) == (4, (), ())
    assert page_view(MASTER, clean_page(), whole, ()).habits


def test_a_line_of_clusters_is_given_glyph_by_glyph():
    record = data(page(view("e\u0301{末}")))
    assert record["lines"][PAGE] == [["p0001_a_r01_l01", ["e\u0301", "末"]]]


def unread_page(*boxes, text="公报"):
    marks = tuple(Finding("unread-marks", "marks", Severity.CHECK, PAGE, IMAGE, box) for box in boxes)
    return replace(made(text, top=100), findings=marks)


def test_unread_ink_is_asked_about_in_the_line_it_stands_by():
    marked = unread_page(Box(45, 90, 55, 150), Box(500, 400, 540, 440))
    inside, below = data(page(page_view(MASTER, clean_page(), marked, ())))["places"]
    assert (inside["app"], inside["start"], inside["stop"], inside["lemma"]) == ("p0001_f001", 1, 1, "")
    assert inside["readings"] == [["", [], 0.0]]
    assert inside["reasons"] == ["unread-marks"]
    assert inside["picture"]["file"] == "crops/p0001_f001.jpg"
    assert below["start"] == 2


def test_ink_above_or_below_a_line_is_not_put_into_the_middle_of_it():
    marked = unread_page(Box(35, 20, 45, 60), Box(35, 180, 45, 220))
    above, below = data(page(page_view(MASTER, clean_page(), marked, ())))["places"]
    assert [(one["start"], one["stop"]) for one in (above, below)] == [(0, 0), (2, 2)]


def test_tall_ink_is_shown_as_a_vertical_line_is():
    marked = unread_page(Box(500, 100, 520, 700), Box(500, 800, 900, 840))
    shown_so = [
        one["picture"].get("vertical")
        for one in data(page(page_view(MASTER, clean_page(), marked, ())))["places"]
    ]
    assert shown_so == [True, None]


def test_unread_ink_that_people_have_decided_is_not_asked_about_again():
    marked = unread_page(Box(45, 90, 55, 150))
    (line,) = marked.regions[0].lines
    gap = App("a", line.id, 1, 1, "", (), ("decided",), True, IMAGE, Box(40, 100, 60, 140), 1.0, "log:3")
    assert data(page(page_view(MASTER, clean_page(), replace(marked, apps=(gap,)), ())))["places"] == []


def test_a_sign_for_a_missing_character_is_asked_about():
    (place,) = data(page(view("公〓报")))["places"]
    assert (place["start"], place["stop"], place["lemma"], place["reasons"]) == (1, 2, "〓", ["no-character"])
    assert place["picture"]["mark"]


def test_what_people_settled_stands_apart_from_what_rules_settled():
    one = settled(made("令{，|,}行"))
    (app,) = one.apps
    apps = (app, replace(app, by="log:17", mark="sic"), replace(app, by="evidence"))
    found = page(page_view(MASTER, clean_page(), replace(one, apps=apps), ()))
    heads = [words(summary) for summary in found.xpath("//summary")][1:]
    assert [head.split("settled by ")[1] for head in heads] == ["rule: 1", "people: 1", "evidence: 1"]
    assert words(found.find_class("mark")[0]) == "原文如此sic"


def test_what_a_rule_settled_is_folded_up_and_counted():
    found = page(page_view(MASTER, clean_page(), settled(made("令{，|,}行{，|,}止"), by="rule"), ()))
    assert not found.find_class("place")
    (row,) = found.xpath("//details[not(@open)]//tr")
    assert words(row.find_class("count")[0]) == "2 ×"
    assert words(row.find_class("where")[0]) == "p0001_a_r01_l01 p0001_a_r01_l01"


def test_findings_stand_with_their_page_and_with_the_issue():
    gap = Finding("page-gap", "page 6 is missing", Severity.LOSS)
    faint = Finding("faint", "hard to read", Severity.NOTE, PAGE)
    found = page(view("公报", findings=(faint,)), findings=(gap,))
    assert [words(item) for item in found.xpath("//ul[@class='findings']/li")] == [
        "缺失loss 缺页 page-gap page 6 is missing",
        "备注note faint hard to read",
    ]


def test_a_page_without_an_edition_is_listed_all_the_same():
    found = page(page_view(MASTER, None, None, ()))
    assert found.get_element_by_id(PAGE).find_class("empty")
    assert words(found.find(".//nav//li")) == "p0001 0"


def test_a_line_without_a_box_has_no_picture():
    (place,) = data(page(view("{公报}", boxed=False)))["places"]
    assert "picture" not in place


def test_text_from_outside_is_inert():
    finding = Finding(EVIL, EVIL, Severity.CHECK, PAGE)
    views = view(f'{{{EVIL}|"><img src=x onerror=alert(1)>}}', findings=(finding,))
    found = page(views, title=EVIL, findings=(finding,))
    kinds = [script.get("type") for script in found.iter("script")]
    assert kinds == ["application/json", *[None] * len(SCRIPTS)]
    assert not list(found.iter("img"))
    assert not [e for e in found.iter() for name in getattr(e, "attrib", ()) if name.startswith("on")]
    text = found.get_element_by_id("data").text
    assert "<" not in text
    assert "".join(data(found)["lines"][PAGE][0][1]) == EVIL


def test_what_cannot_be_seen_is_escaped_in_the_data_and_comes_back_whole():
    odd = "公\x01\u202e\u2028\ufeff&\U0002a700"
    found = page(view(f"{{{odd}}}"))
    assert "".join(data(found)["lines"][PAGE][0][1]) == odd
    assert not re.search("[\x01\u202e\u2028\ufeff&]", found.get_element_by_id("data").text)


def test_only_our_own_script_and_style_are_admitted():
    text = render(Heading("政报", "1", ()), [view("公报")]).decode()
    policy = html.fromstring(text).xpath("//meta[@http-equiv]/@content")[0]
    parts = re.findall(r"<(script|style)>(.*?)</\1>", text, re.DOTALL)
    assert [tag for tag, _ in parts] == ["style", *["script"] * len(SCRIPTS)]
    for tag, content in parts:
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in re.search(rf"{tag}-src ([^;]*);", policy)[1]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert not html.fromstring(text).xpath("//*[@style]")
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", text)


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\u202e", "\u200b", "\ud800", "\uffff"])
def test_what_cannot_be_seen_is_shown_as_a_sign(char):
    assert visible(f"公{char}报") == "公\N{REPLACEMENT CHARACTER}报"


def test_a_mark_never_leaves_its_strip():
    one = made("{公报}")
    far = replace(one, apps=tuple(replace(app, box=Box(-50, -50, 9000, 9000)) for app in one.apps))
    (place,) = page_view(MASTER, clean_page(), far, ()).places
    mark = place.picture.mark
    assert (mark.left, mark.top, mark.right, mark.bottom) == (0, 0, place.picture.width, place.picture.height)


def test_every_kind_of_difference_has_a_name_in_both_languages():
    assert {kind.value for kind in Kind} - {Kind.NONE.value} <= set(REASONS)


def shown_page(*regions, findings=()):
    """A page whose edition has these regions and findings."""
    return page(
        page_view(
            MASTER, clean_page(), replace(made("公报"), regions=regions, apps=(), findings=findings), ()
        )
    )


def test_a_finding_on_the_image_is_shown_with_its_surroundings():
    unread = Finding("unread-marks", "marks", Severity.CHECK, PAGE, IMAGE, Box(300, 400, 340, 440))
    elsewhere = Finding("cleaning-refused", "dark", Severity.NOTE, PAGE, PAGE, Box(0, 0, 9, 9))
    marked = replace(made("公报"), findings=(elsewhere, unread))
    first, second = page(page_view(MASTER, clean_page(), marked, ())).xpath("//ul[@class='findings']/li")
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
        crops(marked, clean_page().derivatives[0])
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
    whole = made("{公报}")
    (one,) = whole.regions
    cells = (Cell(2, 4, lines=(one.lines[0].id,)),)
    table = replace(whole, regions=(replace(one, kind=RegionKind.TABLE, cells=cells),))
    (place,) = data(page(page_view(MASTER, clean_page(), table, ())))["places"]
    assert (place["kind"], place["cell"]) == ("table", [3, 5])


def test_every_act_has_a_name_and_a_key():
    assert set(ACTS) == {act.value for act in Act}
    assert len({key for _, key, *_ in BUTTONS}) == len(BUTTONS)


def test_every_kind_of_region_has_a_name_in_both_languages():
    assert {kind.value for kind in RegionKind} == set(KINDS)


def test_equal_editions_give_equal_bytes():
    reports = [render(Heading("政报", "1", ()), [view("公{,|，}{报|抱}")]) for _ in "ab"]
    assert reports[0] == reports[1]
