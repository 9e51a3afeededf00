"""The diff report: what it shows, and that nothing in it can run."""

import base64
import hashlib
import re
from dataclasses import replace

from lxml import html
from proof.proof_witnesses import IMAGE, boxed, plain

from pipeline.derivative import Derivative, Transform
from pipeline.proof.diff.changes import compare
from pipeline.proof.diff.page import TEMPLATES, Images, Title, render, strip
from pipeline.proof.names import CHANGES
from pipeline.text.kinds import Kind

EVIL = "<script>alert(1)</script>"


def page(*pages, title=None):
    return html.fromstring(render(title or Title("政报", "1987-03", "P6", "P4"), pages).decode())


def words(element):
    return " ".join(element.text_content().split())


def test_a_changed_line_shows_both_texts_in_place():
    (line,) = page(compare(boxed("P6", "灵动深处", "同"), boxed("P4", "灵魂深处", "同"))).find_class("line")
    assert words(line.find("bdi")) == "灵动魂深处"
    assert [(part.tag, part.text) for part in line.iter("del", "ins")] == [
        ("del", "动"),
        ("ins", "魂"),
    ]
    assert "has-change" in line.get("class")


def test_blanks_that_differ_can_be_seen():
    (line,) = page(compare(boxed("P6", "A B C"), boxed("P4", "A BC"))).find_class("line")
    assert words(line.find("bdi")) == "A B␣C"


def test_pages_without_difference_say_so():
    assert page(compare(boxed("P6", "公报"), boxed("P4", "公报"))).find_class("same")


def test_every_kind_can_be_shown_and_hidden():
    found = page(compare(boxed("P6", "公报"), boxed("P4", "公报")))
    boxes = {box.get("id") for box in found.iter("input")}
    assert boxes == {f"show-{kind.value}" for kind in Kind if kind is not Kind.NONE}
    style = found.find(".//style").text_content()
    assert all(f"#{box}:not(:checked)" in style and f"#{box}:checked" in style for box in boxes)
    assert set(CHANGES) == {kind.value for kind in Kind} - {Kind.NONE.value}


def test_hiding_a_kind_hides_no_other():
    style = page(compare(boxed("P6", "公报"), boxed("P4", "公报"))).find(".//style").text_content()
    for rule in re.findall(r"body:has\(#show-(\S+):not\(:checked\)\) \.place(\S*)", style):
        assert rule[1] == f".{rule[0]}"
    generic = set(re.findall(r'class="(place|line|strip)', (TEMPLATES / "diff.html").read_text("utf-8")))
    assert generic.isdisjoint(kind.value for kind in Kind)


def test_who_made_what_stands_in_a_table():
    compared = compare(boxed("P6", "灵动"), boxed("P4", "灵魂"), "", "王芳")
    assert "王芳" in words(page(compared).xpath("//table")[1])


def test_text_from_outside_is_inert():
    compared = replace(compare(boxed("P6", EVIL), boxed("P4", '"><img src=x onerror=alert(1)>')), page=EVIL)
    text = render(Title(EVIL, EVIL, EVIL, EVIL), [replace(compared, second_by=EVIL)]).decode()
    found = html.fromstring(text)
    assert not list(found.iter("script", "img"))
    assert not [e for e in found.iter() for name in getattr(e, "attrib", ()) if name.startswith("on")]
    policy = found.xpath("//meta[@http-equiv]/@content")[0]
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert "script-src" not in policy


def test_what_turns_a_line_round_is_a_sign():
    assert (
        "\u202e"
        not in render(
            Title("x", "1", "a", "b"), [compare(boxed("P6", "公\u202e报"), boxed("P4", "公报"))]
        ).decode()
    )


def test_a_changed_line_is_shown_as_it_is_printed():
    derivative = Derivative(IMAGE, "p0001 a.png", 2000, 1000, Transform())
    images = Images("../1987-03/1-scan/", {IMAGE: derivative})
    compared = compare(boxed("P6", "灵动深处", top=100), boxed("P4", "灵魂深处", top=100))
    found = html.fromstring(render(Title("政报", "1", "P6", "P4"), [compared], images).decode())
    (picture,) = found.find_class("strip")
    assert picture.get("viewbox") == "0 83 177 82"  # a margin of a third of the line, within the image
    assert picture.find("image").get("href") == "../1987-03/1-scan/p0001%20a.png"
    mark = picture.find("rect")
    assert [mark.get(name) for name in ("class", "x", "y", "width")] == ["change", "40", "100", "40"]


def test_a_line_without_a_place_has_no_picture():
    compared = compare(plain("P6", "灵动深处"), plain("P4", "灵魂深处"))
    images = Images("x/", {"": Derivative("", "x.png", 9, 9, Transform())})
    assert strip(compared.lines[0], images) is None
