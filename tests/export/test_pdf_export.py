"""The PDF of an issue: PDF/A-2b, the text in reading order for every reader, each character on its print."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import export_samples as samples
import numpy as np
import pdfplumber
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import pdfa

from pipeline.export.flow import Page
from pipeline.export.issue import Issue, issue_of
from pipeline.export.pdf import book, document, font
from pipeline.export.pdf.layer import Placed, placed_lines
from pipeline.image import encode_jpeg
from pipeline.model import Box, Direction, Edition, Glyph, Master, Region, RegionKind, TextLine
from pipeline.plate import Plate

SIZE = 40
DOWN = {"line_dir": "rtl", "char_dir": "ttb", "line_dir_render": "ttb", "char_dir_render": "ltr"}


def blank(master: Master) -> Plate:
    raster = np.full((master.height, master.width), 255, np.uint8)
    return Plate(encode_jpeg(raster), master.width, master.height, "jpeg", 1)


def written(issue: Issue) -> bytes:
    return document.write(issue, blank)


def vertical_page(*columns: str, indents: tuple[int, ...] = ()) -> Page:
    """Columns from the right, each begun so many characters down."""
    lines = []
    for number, text in enumerate(columns):
        left, top = 1000 - 60 * number, 100 + SIZE * (indents[number] if indents else 0)
        glyphs = tuple(
            Glyph(char, Box(left, top + i * SIZE, left + SIZE, top + (i + 1) * SIZE))
            for i, char in enumerate(text)
        )
        box = Box(left, top, left + SIZE, top + len(text) * SIZE)
        lines.append(TextLine(f"p0001_r01_l{number + 1:02}", box, glyphs, Direction.VERTICAL))
    region = Region("p0001_r01", RegionKind.PARAGRAPH, "p0001", Box(0, 0, 1100, 1600), tuple(lines))
    return Page(samples.master("p0001"), Edition("p0001", ("P6",), (region,), (), (), samples.STEPS))


def line_texts(page: Page) -> list[str]:
    regions = page.edition.regions if page.edition else ()
    return [line.text for region in regions for line in region.lines if line.text]


def by_pdfium(data: bytes, number: int) -> list[str]:
    text: str = pypdfium2.PdfDocument(data)[number].get_textpage().get_text_range()
    return text.split("\r\n")


def squeezed(lines: list[str]) -> str:
    return "".join("".join(lines).split())


def by_pdfplumber(data: bytes, number: int, **options: Any) -> list[str]:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        text: str = pdf.pages[number].extract_text(use_text_flow=True, **options)
    return text.split("\n")


def test_it_is_pdf_a() -> None:
    with pikepdf.open(io.BytesIO(written(samples.gazette()))) as pdf:
        assert pdfa.check(pdf, "2b").verdict == "pass"
        assert len(pdf.pages) == len(samples.PAGES)


def test_the_same_issue_gives_the_same_bytes() -> None:
    assert written(samples.gazette()) == written(samples.gazette())


def test_two_readers_take_out_the_lines_of_the_edition() -> None:
    issue = samples.gazette()
    data = written(issue)
    for number, page in enumerate(issue.pages):
        lines = line_texts(page)
        assert by_pdfium(data, number) == (lines or [""])
        assert by_pdfplumber(data, number) == ([line.replace("\u3000", " ") for line in lines] or [""])


def test_vertical_text_comes_out_column_by_column() -> None:
    page = vertical_page("現公佈辦法", "希遵照。", "第五條應在", "報", "政", indents=(0, 0, 3, 0, 0))
    data = written(issue_of("1950-11", (page,), samples.WORK))
    assert squeezed(by_pdfium(data, 0)) == "現公佈辦法希遵照。第五條應在報政"
    assert by_pdfplumber(data, 0, **DOWN) == line_texts(page)


def test_a_small_line_close_under_a_large_one_does_not_run_into_it() -> None:
    large = TextLine(
        "p0001_r01_l01",
        Box(400, 100, 1000, 250),
        tuple(Glyph(char, Box(400 + 150 * i, 100, 550 + 150 * i, 250)) for i, char in enumerate("云山政报")),
    )
    small = samples.line("p0001_r01_l02", "一九五七年第四期", 260, 500, 30)
    page = Page(samples.master("p0001"), edition_of(large, small))
    data = written(issue_of("1957-04", (page,), samples.WORK))
    assert squeezed(by_pdfium(data, 0)) == "云山政报一九五七年第四期"
    assert by_pdfplumber(data, 0) == line_texts(page)


def leftward(id_: str, text: str, top: int, right: int) -> TextLine:
    """A level line that runs from the right, as newspapers set them before the fifties."""
    glyphs = tuple(
        Glyph(char, Box(right - SIZE * (at + 1), top, right - SIZE * at, top + SIZE))
        for at, char in enumerate(text)
    )
    return TextLine(id_, Box(right - SIZE * len(text), top, right, top + SIZE), glyphs)


def test_lines_that_run_from_the_right_come_out_as_they_are_read_and_lie_on_their_print() -> None:
    lines = (
        leftward("p0001_r01_l01", "中華民國貳拾捌年", 100, 1000),
        leftward("p0001_r01_l02", "館址漢口路", 100, 600),
        leftward("p0001_r01_l03", "電話", 160, 1000),
        samples.line("p0001_r01_l04", "自左至右", 220, 300, SIZE),
    )
    page = Page(samples.master("p0001"), edition_of(*lines))
    data = written(issue_of("1939-04", (page,), samples.WORK))
    wanted = [line.text for line in lines]
    assert squeezed(by_pdfium(data, 0)) == "".join(wanted)
    assert squeezed(by_pdfplumber(data, 0)) == "".join(wanted)
    text = pypdfium2.PdfDocument(data)[0].get_textpage()
    shown = [text.get_text_range(i, 1) for i in range(text.count_chars())]
    size = book.scale(page.master)
    for line in lines:
        at = "".join(shown).index(line.text)
        for number, glyph in enumerate(line.glyphs):
            assert glyph.box
            left, bottom, right, _ = text.get_charbox(at + number)
            printed = (glyph.box.left, page.master.height - glyph.box.bottom, glyph.box.right)
            assert (left, bottom, right) == pytest.approx([edge * size for edge in printed], abs=0.2)


def column(id_: str, text: str, left: float, top: int, heights: dict[str, int]) -> TextLine:
    """A column that leans to the left, its characters of different heights."""
    glyphs = []
    for at, char in enumerate(text):
        height = heights.get(char, SIZE)
        shift = round(left - at)
        glyphs.append(Glyph(char, Box(shift, top, shift + SIZE, top + height)))
        top += height
    first, last = glyphs[0].box, glyphs[-1].box
    assert first
    assert last
    return TextLine(id_, first.union(last), tuple(glyphs), Direction.VERTICAL)


def test_low_characters_of_a_leaning_column_keep_their_order() -> None:
    line = column("p0001_r01_l01", "本月三日（二1二）要建立和健全", 500, 100, {"1": 8, "）": 12, "二": 10})
    data = written(issue_of("1950-11", (Page(samples.master("p0001"), edition_of(line)),), samples.WORK))
    assert squeezed(by_pdfium(data, 0)) == line.text


def test_a_line_from_the_right_does_not_run_into_the_column_below_it() -> None:
    glyphs = tuple(
        Glyph(char, Box(872 - 28 * at, 100, 900 - 28 * at, 186)) for at, char in enumerate("晋南血戰")
    )
    level = TextLine("p0001_r01_l01", Box(788, 100, 900, 186), glyphs)
    below = column("p0001_r01_l02", "華陣地未動", 850, 160, {})
    edition = edition_of(level, below)
    data = written(issue_of("1939-04", (Page(samples.master("p0001"), edition),), samples.WORK))
    assert squeezed(by_pdfium(data, 0)) == "晋南血戰華陣地未動"


def test_a_line_that_was_read_twice_comes_out_twice() -> None:
    lines = (
        samples.line("p0001_r01_l01", "—13—", 100, 300, SIZE),
        samples.line("p0001_r01_l02", "—134—", 101, 300, SIZE),
    )
    data = written(issue_of("1987-03", (Page(samples.master("p0001"), edition_of(*lines)),), samples.WORK))
    assert squeezed(by_pdfium(data, 0)) == squeezed(by_pdfplumber(data, 0)) == "—13——134—"


def test_a_line_of_leader_dots_is_as_high_as_its_characters() -> None:
    dots = [Glyph("…", Box(200 + SIZE * at, 120, 220 + SIZE * at, 126)) for at in range(12)]
    line = TextLine("p0001_r01_l01", Box(100, 100, 700, 140), (Glyph("函", Box(100, 100, 140, 140)), *dots))
    assert {round(glyph.height) for glyph in placed(line)} == {SIZE}


def test_a_title_spaced_out_has_no_spaces_in_it() -> None:
    page = vertical_page("決定")
    assert page.edition
    region = page.edition.regions[0]
    apart = replace(
        region.lines[0],
        direction=Direction.HORIZONTAL,
        box=Box(300, 100, 700, 140),
        glyphs=(Glyph("决", Box(300, 100, 340, 140)), Glyph("定", Box(660, 100, 700, 140))),
    )
    spaced = Page(page.master, replace(page.edition, regions=(replace(region, lines=(apart,)),)))
    data = written(issue_of("1987-03", (spaced,), samples.WORK))
    assert by_pdfium(data, 0) == by_pdfplumber(data, 0) == ["决定"]


def test_characters_outside_the_first_plane_and_of_several_code_points() -> None:
    page = vertical_page("㈠𠮷")
    assert page.edition
    held = Glyph("葛\U000e0100", Box(100, 800, 140, 840))
    line = TextLine("p0001_r01_l01", None, (held,), Direction.HORIZONTAL)
    region = page.edition.regions[0]
    both = replace(page.edition, regions=(region, replace(region, id="p0001_r02", lines=(line,))))
    data = written(issue_of("1987-03", (Page(page.master, both),), samples.WORK))
    assert "".join(by_pdfium(data, 0)) == "㈠𠮷葛\U000e0100"


def test_boxes_lie_on_the_print() -> None:
    issue = samples.gazette()
    pdf = pypdfium2.PdfDocument(written(issue))
    for number, page in enumerate(issue.pages):
        text = pdf[number].get_textpage()
        assert page.edition or text.count_chars() == 0
        glyphs = [
            g for r in (page.edition.regions if page.edition else ()) for x in r.lines for g in x.glyphs
        ]
        boxes = [text.get_charbox(i) for i in range(text.count_chars()) if text.get_text_range(i, 1) != "\r"]
        found = [box for box in boxes if box[2] - box[0] > 0.1]
        scale = book.scale(page.master)
        height = page.master.height
        for glyph, (left, low, right, high) in zip(glyphs, found, strict=True):
            assert glyph.box
            wanted = (
                glyph.box.left * scale,
                (height - glyph.box.bottom) * scale,
                glyph.box.right * scale,
                (height - glyph.box.top) * scale,
            )
            assert (left, low, right, high) == pytest.approx(wanted, abs=0.4)


def test_bookmarks_labels_and_metadata() -> None:
    with pikepdf.open(io.BytesIO(written(samples.gazette()))) as pdf:
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        assert titles[:3] == [
            "封面",
            "目录",
            "青原县人民政府关于加强农田水利工作的通知（青政发〔1987〕12号）",
        ]
        labels = [str(entry.P) for entry in list(pdf.Root.PageLabels.Nums)[1::2]]
        assert labels[:3] == ["p0001", "1", "2"]
        meta = pdf.open_metadata()
        assert meta["dc:title"] == "青原县政报 1987年第3期（总第28期）"
        assert meta["xmp:CreateDate"] == "2026-11-20T00:00:00Z"


def test_a_file_that_is_no_pdf_a_is_not_delivered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "_srgb", lambda: b"no profile")
    with pytest.raises(book.InvalidPdfError, match="1987-03"):
        written(samples.gazette())


def test_the_dots_of_a_leader_share_their_room() -> None:
    box = Box(100, 100, 700, 140)
    glyphs = (
        Glyph("定", Box(100, 100, 140, 140)),
        Glyph("…", Box(140, 100, 170, 140)),
        Glyph("…", Box(165, 100, 660, 140)),
        Glyph("6", Box(660, 100, 700, 140)),
    )
    assert [(g.left, g.width) for g in placed(TextLine("p0001_r01_l01", box, glyphs))] == [
        (100, 40), (140, 260), (400, 260), (660, 40),
    ]  # fmt: skip


def test_glyphs_without_boxes_share_the_room_between_those_that_have_one() -> None:
    glyphs = (Glyph("a", Box(100, 100, 120, 140)), Glyph(" ", None), Glyph("b", Box(160, 100, 200, 140)))
    line = TextLine("p0001_r01_l01", Box(100, 100, 200, 140), glyphs)
    assert [(g.left, g.width) for g in placed(line)] == [(100, 20), (120, 40), (160, 40)]


def test_lines_without_any_place_share_the_page() -> None:
    lines = tuple(TextLine(f"p0001_r01_l0{n}", None, (Glyph("字", None),)) for n in (1, 2))
    found = placed_lines(edition_of(*lines), samples.master("p0001"))
    assert [(line.glyphs[0].top, line.glyphs[0].height) for line in found] == [(0, 850), (850, 850)]


def test_codes_are_the_same_for_the_same_texts() -> None:
    assert font.codes(["乙", "甲", "", "甲"]).texts == ("乙", "甲")
    assert b"<0001> <4E59>\n<0002> <7532>" in font.codes(["甲", "乙"]).to_unicode()
    with pytest.raises(ValueError, match="65536 different"):
        font.codes(f"{number:05}" for number in range(65_536))


def test_a_line_of_a_page_that_curls_is_followed() -> None:
    tops = [500 + round(0.1 * (20 - n) ** 2) for n in range(41)]
    glyphs = tuple(Glyph("字", Box(25 * n, top, 25 * n + 25, top + 25)) for n, top in enumerate(tops))
    found = placed(TextLine("p0001_r01_l01", Box(0, 490, 1025, 570), glyphs))
    assert max(abs(glyph.top - top) for glyph, top in zip(found, tops, strict=True)) < 5
    assert {glyph.height for glyph in found} == {25}


boxes = st.builds(
    lambda left, top, width, height: Box(left, top, left + width, top + height),
    st.integers(0, 900), st.integers(0, 900), st.integers(0, 90), st.integers(0, 90),
)  # fmt: skip
lines = st.builds(
    lambda glyphs, down: TextLine(
        "p0001_r01_l01",
        Box(0, 0, 1000, 1000),
        tuple(glyphs),
        Direction.VERTICAL if down else Direction.HORIZONTAL,
    ),
    st.lists(st.builds(Glyph, st.sampled_from("一二…"), st.none() | boxes), min_size=1, max_size=12),
    st.booleans(),
)


@given(line=lines)
def test_characters_keep_their_order_and_have_an_extent(line: TextLine) -> None:
    found = placed(line)
    assert [glyph.text for glyph in found] == [glyph.text for glyph in line.glyphs]
    down = line.direction is Direction.VERTICAL
    starts = [glyph.top if down else glyph.left for glyph in found]
    assert starts in (sorted(set(starts)), sorted(set(starts), reverse=True))
    assert all(glyph.width > 0 and glyph.height > 0 for glyph in found)


def edition_of(*lines: TextLine) -> Edition:
    region = Region("p0001_r01", RegionKind.PARAGRAPH, "p0001", None, lines)
    return Edition("p0001", ("P6",), (region,), (), (), samples.STEPS)


def placed(line: TextLine) -> tuple[Placed, ...]:
    (found,) = placed_lines(edition_of(line), samples.master("p0001"))
    return found.glyphs
