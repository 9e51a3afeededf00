import math
from dataclasses import replace

from pipeline.model import RegionKind as Kind
from pipeline.ocr.kinds import line_kinds
from pipeline.ocr.printed import Printed, Sheet

SHEET = Sheet(100, 1500, 40, 40.0, -math.inf)
BODY = "正文一行接着一行不断往下写去总也写不完呢"  # twenty characters: a full line of 800


def line(text: str, start: int, top: int, size: int = 40, em: int = 40) -> Printed:
    wide = sum(1 if ord(c) > 0x2E80 else 0.5 for c in text)
    return Printed(text, start, top, start + round(em * wide), top + size)


def text(count: int, top: int) -> list[Printed]:
    return [line(BODY, 100, top + 60 * n) for n in range(count)]


def kind_of(wanted: str, lines: list[Printed], sheet: Sheet = SHEET) -> Kind:
    kinds = line_kinds(lines, sheet)
    return next(kind for kind, one in zip(kinds, lines, strict=True) if one.text == wanted)


def test_a_numbered_line_of_its_own_is_a_heading() -> None:
    head = "二、统一思想，加强领导"
    lines = [*text(3, 200), line(head, 180, 380), line(BODY[:18], 180, 440), *text(2, 500)]
    assert kind_of(head, lines) is Kind.HEADING


def test_a_numbered_line_that_runs_on_is_none() -> None:
    head = "二、各地要在秋收以前把所有的粮站都修好整"
    assert kind_of(head, [*text(3, 200), line(head, 120, 380), *text(3, 440)]) is Kind.PARAGRAPH


def test_numbered_lines_under_each_other_are_a_list() -> None:
    items = ["一、县委办公室", "二、县统计局", "三、县农业局"]
    lines = [*text(3, 200), *(line(one, 180, 380 + 60 * n) for n, one in enumerate(items)), *text(2, 560)]
    assert [kind_of(one, lines) for one in items] == [Kind.PARAGRAPH] * 3


def test_the_number_of_an_act_and_its_signature_are_no_headings() -> None:
    number, office, date = "（五六）云政干字第五十七号", "云山省人民政府", "一九五六年十月二日"
    lines = [line(number, 360, 200), *text(6, 260), line(office, 400, 680), line(date, 390, 740)]
    assert [kind_of(one, lines) for one in (number, office, date)] == [Kind.PARAGRAPH] * 3


def test_the_short_end_of_a_paragraph_is_no_heading_however_high_its_strip() -> None:
    lines = [*text(3, 200), line("办法。", 100, 380, size=56), *text(3, 460)]
    assert kind_of("办法。", lines) is Kind.PARAGRAPH


def test_large_type_that_runs_on_is_text() -> None:
    lines = [line(BODY, 100, 200 + 80 * n, size=56, em=46) for n in range(6)]
    assert set(line_kinds(lines, SHEET)) == {Kind.PARAGRAPH}


def test_one_line_with_dots_is_no_contents_page() -> None:
    assert kind_of("翻案就是复辟……", [*text(3, 200), line("翻案就是复辟……", 100, 380)]) is Kind.PARAGRAPH


def test_the_caption_and_the_unit_of_a_table() -> None:
    caption, unit = "附表　各县耕地计划完成情况表", "单位：亩"
    lines = [*text(6, 200), line(caption, 300, 600), line(unit, 700, 660)]
    assert (kind_of(caption, lines), kind_of(unit, lines)) == (Kind.CAPTION, Kind.CAPTION)


def test_a_short_last_line_belongs_to_its_note_and_the_folio_does_not() -> None:
    note = [line("①桐圩县原属潭陵地区，后来划归朔原", 160, 1360, em=32), line("地区管辖。", 100, 1410)]
    lines = [*text(8, 800), *note, line("— 7 —", 800, 1470)]
    assert line_kinds(lines, SHEET)[-3:] == [Kind.FOOTNOTE, Kind.FOOTNOTE, Kind.PAGE_NUMBER]


def test_small_type_under_a_short_rule_is_a_note_without_a_mark() -> None:
    note = line("本条所称灾区包括划归的各乡镇在内", 160, 1360, em=32)
    lines = [*text(8, 800), note]
    ruled = replace(SHEET, rules=((100.0, 300.0, 1330.0),))
    assert (kind_of(note.text, lines), kind_of(note.text, lines, ruled)) == (Kind.PARAGRAPH, Kind.FOOTNOTE)


def test_the_page_number_at_the_end_of_an_old_contents_page_is_no_folio() -> None:
    number, folio = "（三百二十七）", "三百二十七"
    assert kind_of(number, [*text(3, 200), line(number, 100, 1460)]) is not Kind.PAGE_NUMBER
    assert kind_of(folio, [*text(3, 200), line(folio, 100, 1460)]) is Kind.PAGE_NUMBER
