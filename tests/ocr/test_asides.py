import numpy as np
from drawn import ScriptedEngine, sheet, strip

from pipeline.model import Box
from pipeline.model import RegionKind as Kind
from pipeline.ocr import asides
from pipeline.ocr.even import evenly
from pipeline.ocr.forced import Wishes
from pipeline.ocr.glyphs import place
from pipeline.ocr.ink import find_ink
from pipeline.ocr.page import read_image
from pipeline.ocr.shapes import Place, Strip

BODY = "正文一行接着一行不断往下写去总也写不完呢"


def text(lines: int = 12, left: int = 200) -> dict[Strip, str]:
    return {strip(left, 100 + 60 * n, 660, 40): BODY for n in range(lines)}


def found(page: dict[Strip, str]) -> list[str]:
    read = {s: place(evenly(words, 0.99), s) for s, words in page.items()}
    return [page[s] for s in asides.find(tuple(page), read)]


def test_small_print_beside_the_text_is_a_note() -> None:
    page = {**text(), strip(900, 220, 60, 26): "[276]", strip(60, 400, 90, 26): "参看本书"}
    assert found(page) == ["[276]", "参看本书"]


def test_a_paragraph_number_that_hangs_out_of_the_text_is_none() -> None:
    assert found({**text(), strip(120, 220, 60, 40): "一、"}) == []


def test_the_lines_of_a_second_column_are_none() -> None:
    short = {strip(960, 100 + 60 * n, 200, 40): "短行不满" for n in range(4)}
    second = {strip(960, 400 + 60 * n, 660, 40): BODY for n in range(6)}
    assert found({**text(), **short, **second}) == []


def test_the_folio_under_the_text_is_none() -> None:
    assert found({**text(), strip(900, 1000, 60, 36): "12"}) == []


def test_a_line_that_runs_into_a_note_is_cut_in_the_white_between() -> None:
    page = np.full((1000, 1200, 3), 255, np.uint8)
    page[225:255, 200:858:3] = 0
    page[230:250, 900:960:3] = 0
    merged = strip(200, 220, 764, 40)
    lines = [s for s in text() if s.box.top != 220]
    cut = asides.parted([*lines, merged], find_ink(page, 30))
    ends = [(s.box.left, s.box.right) for s in cut if s.box.top == 220]
    assert len(ends) == 2
    assert 850 < ends[0][1] < ends[1][0] < 905
    assert set(lines) < set(cut)


def test_a_note_is_read_after_the_paragraph_it_stands_beside() -> None:
    page = text(8)
    page |= {strip(280, 580, 580, 40): "第二段由此开始往下写去"}
    page |= {strip(200, 640 + 60 * n, 660, 40): BODY for n in range(4)}
    page |= {strip(900, 280, 60, 26): "276"}
    drawn = [(s.box.left + 3, s.box.top + 2, words) for s, words in page.items()]
    image = sheet(drawn, size=32, width=1100, height=1000)
    reading = read_image(image, ScriptedEngine(page), Place("p", "p"), Wishes())
    kinds = [region.kind for region in reading.regions]
    assert kinds == [Kind.PARAGRAPH, Kind.MARGINALIA, Kind.PARAGRAPH]


def test_a_note_above_all_text_comes_first() -> None:
    regions = [Box(200, 100, 860, 300), Box(200, 300, 860, 900), Box(200, 950, 860, 990)]
    kinds = [Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.FOOTNOTE]
    places = [asides.place(Box(900, y, 960, y + 30), regions, kinds) for y in (50, 200, 400, 960)]
    assert places == [0, 1, 2, 2]
