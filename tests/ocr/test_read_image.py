import numpy as np
from drawn import ScriptedEngine, sheet, strip

from pipeline.model import RegionKind
from pipeline.ocr.forced import Wishes
from pipeline.ocr.page import read_image
from pipeline.ocr.shapes import Place

PLACE = Place("p0001", "p0001_a")


def texts(raster: np.ndarray, engine: ScriptedEngine) -> list[str]:
    return [
        line.text for region in read_image(raster, engine, PLACE, Wishes()).regions for line in region.lines
    ]


def test_leader_dots_between_title_and_number_are_text() -> None:
    page = sheet([(60, 100, "关于春耕的通知"), (380, 100, "· · · · · · · ·"), (700, 100, "（3）")])
    engine = ScriptedEngine({strip(55, 95, 300, 60): "关于春耕的通知", strip(690, 95, 100, 60): "（3）"})
    assert texts(page, engine) == ["关于春耕的通知…（3）"]


def test_a_gap_without_dots_is_no_leader() -> None:
    page = sheet([(60, 100, "关于春耕的通知"), (700, 100, "（3）")])
    engine = ScriptedEngine({strip(55, 95, 300, 60): "关于春耕的通知", strip(690, 95, 100, 60): "（3）"})
    assert texts(page, engine) == ["关于春耕的通知（3）"]


def test_two_numbers_side_by_side_do_not_run_together() -> None:
    page = sheet([(60, 100, "123"), (300, 100, "456")])
    engine = ScriptedEngine({strip(55, 95, 80, 60): "123", strip(295, 95, 80, 60): "456"})
    assert texts(page, engine) == ["123 456"]


def test_faint_text_that_reads_badly_is_a_finding_and_not_text() -> None:
    page = sheet([(60, 100, "正面的文字"), (60, 200, "正面的文字"), (60, 300, "正面的文字")]).copy()
    page[400:440, 60:300][::2] = 215
    engine = ScriptedEngine({strip(55, top, 220, 60): "正面的文字" for top in (95, 195, 295)})
    ghost = strip(55, 395, 250, 50)
    engine.readings[ghost] = "背面"
    engine.confidence = 0.7
    reading = read_image(page, engine, PLACE, Wishes())
    assert [finding.code for finding in reading.findings] == ["show-through"]
    assert "背面" not in "".join(line.text for region in reading.regions for line in region.lines)


def test_a_strip_that_reads_as_nothing_is_a_finding() -> None:
    page = sheet([(60, 100, "正文正文正文"), (60, 400, "无人认得")])
    engine = ScriptedEngine({strip(55, 95, 260, 60): "正文正文正文", strip(55, 395, 250, 60): ""})
    reading = read_image(page, engine, PLACE, Wishes())
    assert {finding.code for finding in reading.findings} == {"unread-marks"}
    (where,) = {finding.box.top // 100 for finding in reading.findings if finding.box}
    assert where == 4


def test_a_strip_on_bare_paper_is_no_text() -> None:
    page = sheet([(60, 100, "正文正文正文")])
    engine = ScriptedEngine({strip(55, 95, 260, 60): "正文正文正文", strip(55, 395, 250, 60): "凭空而来"})
    assert texts(page, engine) == ["正文正文正文"]


def test_a_page_without_strips_has_no_regions() -> None:
    reading = read_image(sheet([]), ScriptedEngine({}), PLACE, Wishes())
    assert (reading.regions, reading.layout) == ((), ())


def test_boxes_stay_on_the_image() -> None:
    page = sheet([(0, 0, "顶格的文字")])
    engine = ScriptedEngine({strip(-10, -12, 260, 60): "顶格的文字"})
    (region,) = read_image(page, engine, PLACE, Wishes()).regions
    boxes = [region.box, region.lines[0].box, *(glyph.box for glyph in region.lines[0].glyphs)]
    assert all(box == box.within(page.shape[1], page.shape[0]) for box in boxes if box)


def test_ids_name_image_region_and_line() -> None:
    page = sheet([(60, 100, "第一行文字"), (60, 160, "第二行文字")])
    engine = ScriptedEngine({strip(55, 95, 220, 50): "第一行文字", strip(55, 155, 220, 50): "第二行文字"})
    (region,) = read_image(page, engine, Place("p0007", "p0007_b", 4), Wishes()).regions
    assert region.kind is RegionKind.PARAGRAPH
    assert [line.id for line in region.lines] == ["p0007_r05_l01", "p0007_r05_l02"]
    assert region.image == "p0007_b"
