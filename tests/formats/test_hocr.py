"""hOCR of Tesseract and others is read as it is meant; what is written is sound XHTML."""

from __future__ import annotations

import subprocess

import pytest
from format_samples import MASTER, TARGET, edition, line, texts
from PIL import Image, ImageDraw, ImageFont

from pipeline.errors import BadXmlError, ForeignPageError
from pipeline.formats import hocr, xml
from pipeline.formats.target import Target
from pipeline.model import Box, Direction, Glyph, RegionKind, TextLine

XHTML = "http://www.w3.org/1999/xhtml"
DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"\n "http://www.w3.org/TR/xhtml1.dtd">'
)


def made(body: str, page: str = "bbox 0 0 1000 1400") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{DOCTYPE}\n<html xmlns="{XHTML}"><head>'
        f'<meta name="ocr-system" content="reader 2"/></head><body>'
        f'<div class="ocr_page" title=\'image "a;b.png"; {page}\'>{body}</div></body></html>'
    ).encode()


def area(*lines: str, name: str = "ocr_carea", more: str = "") -> str:
    return f'<div class="{name}" {more}><p class="ocr_par">{"".join(lines)}</p></div>'


def span(inner: str, title: str = "", name: str = "ocr_line", more: str = "") -> str:
    return f"<span class='{name}' title='{title}' {more}>{inner}</span>"


def word(text: str, title: str = "") -> str:
    return span(text, title, "ocrx_word")


def only_line(inner: str, title: str = ""):
    [found] = hocr.read(made(area(span(inner, title))), "h.hocr", TARGET).regions
    return found.lines[0]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    image = Image.new("L", (520, 170), 255)
    draw = ImageDraw.Draw(image)
    for top, text in ((20, "Plain words here"), (95, "and a second line")):
        draw.text((20, top), text, font=ImageFont.load_default(40), fill=0)
    path = tmp_path_factory.mktemp("drawn") / "page.png"
    image.save(path, dpi=(300, 300))
    return path


@pytest.mark.parametrize("options", [[], ["-c", "hocr_char_boxes=1", "-c", "lstm_choice_mode=2"]])
def test_what_tesseract_writes(drawn, options, monkeypatch):
    monkeypatch.setenv("OMP_THREAD_LIMIT", "1")
    command = ["tesseract", str(drawn), "-", "-l", "eng", *options, "hocr"]
    data = subprocess.run(command, check=True, capture_output=True).stdout
    witness = hocr.read(data, "page.hocr", Target("p0001", "T", 520, 170))
    assert [text for region in texts(witness) for text in region] == ["Plain words here", "and a second line"]
    first = witness.regions[0].lines[0].glyphs
    assert first[0].box.left < first[1].box.left < first[4].box.left
    assert 0.5 < first[0].confidence <= 1
    assert bool(first[0].alternatives) == bool(options)
    assert witness.steps[0].tool.startswith("tesseract")
    assert witness.regions[0].joiner == " "


def test_characters_with_choices():
    inner = (
        "<span class='ocrx_cinfo' title='x_bboxes 1 2 3 4; x_conf 87.5'>人</span>"
        "<span class='ocrx_cinfo' id='lstm_choices_1'><span class='ocrx_cinfo' title='x_confs 80'>人</span>"
        "<span class='ocrx_cinfo' title='x_confs 12'>入</span></span>"
    )
    assert only_line(word(inner, "bbox 0 0 9 9; x_wconf 50")).glyphs == (
        Glyph("人", Box(1, 2, 3, 4), 0.875, (("入", 0.12),)),
    )


def test_choices_without_characters_leave_the_word_alone():
    inner = (
        "人民\n <span class='ocrx_cinfo'><span class='ocrx_cinfo' title='x_confs 80'>人</span>"
        "<span class='ocrx_cinfo' title='x_confs 12'>入</span></span>\n"
        "<span class='ocrx_cinfo'><span class='ocrx_cinfo' title='x_confs 9'>民</span></span>"
    )
    found = only_line(word(inner, "bbox 0 0 40 20; x_wconf 90"))
    assert found.glyphs == (
        Glyph("人", Box(0, 0, 20, 20), 0.9, (("入", 0.12),)),
        Glyph("民", Box(20, 0, 40, 20), 0.9),
    )


@pytest.mark.parametrize(
    ("said", "shares"), [("90 40", [0.9, 0.4]), ("0.9 0.4", [0.9, 0.4]), ("1 100", [0.01, 1.0])]
)
def test_confidences_in_percent_or_as_shares(said, shares):
    assert [g.confidence for g in only_line(word("ab", f"x_confs {said}")).glyphs] == shares


def test_boxes_of_characters_in_the_title_of_a_word():
    found = only_line(word("ab", "x_bboxes 1 1 5 9 6 1 8 9"))
    assert [g.box for g in found.glyphs] == [Box(1, 1, 5, 9), Box(6, 1, 8, 9)]


def test_white_space_between_words_is_a_space_unless_beside_chinese():
    assert only_line(word("one") + "\n   " + word("two")).text == "one two"
    assert only_line(word("政") + "\n   " + word("府") + " " + word("A")).text == "政府A"
    assert only_line(word("on") + word("e")).text == "one"
    assert only_line(word("<strong><em>bold</em></strong>") + ", " + word(" ")).text == "bold ,"


def test_a_line_without_words_is_its_text():
    found = only_line("plain\n   text", "bbox 0 0 100 10")
    assert (found.text, found.glyphs[1].box) == ("plain text", Box(10, 0, 20, 10))


def test_regions_are_areas_then_paragraphs_then_the_page():
    page = (
        area(span("a"), span("b"))
        + '<p class="ocr_par">' + span("c") + "</p>"
        + span("d")
        + area(span("e", name="ocr_header"))
        + '<div class="ocr_photo" title="bbox 1 2 3 4"></div>'
    )  # fmt: skip
    witness = hocr.read(made(page), "h", TARGET)
    assert texts(witness) == [["a", "b"], ["c"], ["d"], ["e"], []]
    assert [region.kind.value for region in witness.regions][3:] == ["heading", "graphic"]


def test_words_in_a_paragraph_without_lines():
    assert texts(
        hocr.read(made('<p class="ocr_par">' + word("one") + " " + word("two") + "</p>"), "h", TARGET)
    ) == [["one two"]]


def test_direction_by_style_or_shape():
    vertical = "style='writing-mode: vertical-rl'"
    [found] = hocr.read(made(area(span("政府", more=vertical))), "h", TARGET).regions
    assert found.lines[0].direction is Direction.VERTICAL
    assert only_line("政府", "bbox 0 0 10 40").direction is Direction.VERTICAL


def test_html_that_is_no_xml():
    data = (
        "<!doctype html>\n<html><head><meta charset=utf-8><title>x</title></head><body>\n"
        "<div class=ocr_page title='bbox 0 0 1000 1400'><p class=ocr_par>"
        "<span class=ocr_line title='bbox 1 1 90 20'>caf&eacute;&nbsp;&amp;<br> 政府</span></div>"
        "</body></html>"
    ).encode()
    assert texts(hocr.read(data, "h.html", TARGET)) == [["café & 政府"]]


def test_named_characters_in_xhtml():
    assert only_line("caf&eacute; &lt;b&gt; &mdash;").text == "café <b> —"


def test_scaled_refused_or_assumed_by_the_size_of_the_page():
    assert hocr.read(made(area(span("x", "bbox 1 1 9 9")), "bbox 0 0 500 700"), "h", TARGET).regions[
        0
    ].box == Box(2, 2, 18, 18)
    with pytest.raises(ForeignPageError, match="1400×1000"):
        hocr.read(made("", "bbox 0 0 1400 1000"), "h", TARGET)
    with pytest.raises(ForeignPageError, match="reaches to 3000×9"):
        hocr.read(made(span("x", "bbox 1 1 3000 9"), "ppageno 0"), "h", TARGET)


PAGE = '<div class="ocr_page"></div>'
HOSTILE = {
    "no page": b"<html><body><p>text</p></body></html>",
    "truncated XHTML": made(area(span("x")))[:-40],
    "truncated HTML": b"<html><body><div class='ocr_page'><span class='ocr_line'>x",
    "internal subset": b"<!DOCTYPE html [<!ENTITY x 'y'>]><html><body>&x;</body></html>",
    "entity bomb": made("").replace(
        DOCTYPE.encode(), b'<!DOCTYPE html [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>'
    ),
    "external entity": b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html>&x;</html>',
    "depth in HTML": b"<html><body><div class='ocr_page'>" + b"<div>" * 100_000 + b"</body></html>",
    "depth in XHTML": made("<div>" * 100_000 + "</div>" * 100_000),
    "NUL": b"<html><body>\0</body></html>",
    "wrong encoding": "<html><body><div class='ocr_page'>\n政府</div></body></html>".encode("gbk"),
    "unknown encoding": b"<html><head><meta charset='x-none'></head></html>",
    "many doctypes": b"<!DOCTYPE html" * 50_000 + b"</html>",
    "bad bbox": made(span("x", "bbox 1 2 three 4")),
    "endless bbox": made(span("x", "bbox 1 2 1e99 4")),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_refused_with_file(data):
    with pytest.raises(BadXmlError, match=r"^h\.hocr: "):
        hocr.read(data, "h.hocr", TARGET)


def test_one_page_is_wanted():
    with pytest.raises(ForeignPageError, match="holds 3 pages"):
        hocr.read(f"<html><body>{PAGE * 3}</body></html>".encode(), "h", TARGET)


def test_what_is_written_reads_the_same_in_a_browser():
    root = xml.parse(hocr.write(edition(line(1, "one two"), line(2, "政府 公报")), MASTER), "x")
    lines = [element for element in root.iter() if element.get("class") == "ocr_line"]
    assert ["".join(element.itertext()) for element in lines] == ["one two", "政府 公报"]


def test_alternatives_stay_out_of_the_text():
    glyph = Glyph("人", None, 0.5, (("入", 0.25), ("a;b 'c\" %41", 0.125)))
    data = hocr.write(edition(TextLine("p0003_r01_l01", None, (glyph,))), MASTER)
    root = xml.parse(data, "x")
    assert "".join(root.itertext()).split() == ["p0003", "人"]
    assert hocr.read(data, "h", TARGET).regions[0].lines[0].glyphs == (glyph,)


def test_alternatives_as_the_standard_has_them():
    inner = (
        '<span class="ocrx_cinfo"><span class="alternatives"><ins class="alt" title="nlp 0.1">人</ins>'
        '<del class="alt" title="nlp 0.0">入</del><del class="alt" title="x_cost 0.75">八</del></span></span>'
    )
    assert only_line(word(inner)).glyphs == (Glyph("人", None, 1.0, (("入", 1.0), ("八", 0.25))),)


def test_an_image_name_cannot_break_out_of_its_quotes():
    import dataclasses

    master = dataclasses.replace(MASTER, file='a"; bbox 0 0 1 1; x ".tif')
    witness = hocr.read(hocr.write(edition(line(1, "政", Box(5, 5, 25, 25))), master), "h", TARGET)
    assert witness.regions[0].box == Box(5, 5, 25, 25)


def test_kinds_come_back():
    for kind in RegionKind:
        data = hocr.write(edition(line(1, "x"), kind=kind), MASTER)
        assert hocr.read(data, "h", TARGET).regions[0].kind is kind
