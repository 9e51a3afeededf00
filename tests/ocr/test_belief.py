"""What is read is text, show-through, or no print at all; only what is shown is believed."""

import cv2
import numpy as np
from drawn import ScriptedEngine, sheet, strip

from pipeline.model import Box
from pipeline.ocr.belief import MIRRORED, Belief, believe
from pipeline.ocr.even import evenly
from pipeline.ocr.glyphs import place
from pipeline.ocr.ink import depth, find_ink
from pipeline.ocr.shapes import Strip

LINE = "有关问题通知如下"
TOPS = (100, 200, 300, 400)
Readings = dict[Strip, tuple[str, float]]


def page_with(*ghosts: int) -> np.ndarray:
    """Four printed lines, and weak soft ones at those tops."""
    page = sheet([(60, top, LINE) for top in TOPS]).astype(np.float32)
    back = sheet([(60, top, LINE) for top in ghosts])[:, :, 0].astype(np.float32)
    page -= 0.35 * (255 - cv2.GaussianBlur(back, (0, 0), 1.5))[:, :, None]
    return page.clip(0, 255).astype(np.uint8)


def at(top: int, width: int = 340) -> Strip:
    return strip(55, top - 5, width, 60)


class Mirrored(ScriptedEngine):
    """Reads what it is told of strips in the mirror image, and remembers how many it was asked for."""

    def __init__(self, answer: str, confidence: float) -> None:
        super().__init__({}, confidence)
        self.answer = answer
        self.asked = 0

    def read_strips(self, image, strips):  # type: ignore[no-untyped-def]
        self.asked += len(strips)
        return tuple(place(evenly(self.answer, self.confidence), s) for s in strips)


def sorted_out(page: np.ndarray, readings: Readings, engine: ScriptedEngine, *pictures: Box) -> Belief:
    read = {s: place(evenly(text, sure), s) for s, (text, sure) in readings.items()}
    return believe(page, engine, read, find_ink(page, 60.0), pictures)


PRINTED: Readings = {at(top): (LINE, 0.98) for top in TOPS}


def test_what_reads_better_in_a_mirror_is_the_back() -> None:
    ghost = at(600)
    found = sorted_out(page_with(600), PRINTED | {ghost: ("不以贯彻执行", 0.55)}, Mirrored(LINE, 0.97))
    assert found.back == (ghost,)
    assert set(found.text) == set(PRINTED)


def test_what_is_as_weak_as_the_back_and_looks_the_same_in_a_mirror_is_the_back_too() -> None:
    ghost, alike = at(600), strip(55, 695, 60, 60)
    readings = PRINTED | {ghost: ("不以贯彻执行", 0.55), alike: ("目", 0.99)}
    found = sorted_out(page_with(600, 700), readings, Mirrored(LINE, 0.97))
    assert set(found.back) == {ghost, alike}


def test_weak_print_that_reads_worse_in_a_mirror_is_text() -> None:
    weak = at(600)
    found = sorted_out(page_with(600), PRINTED | {weak: (LINE, 0.9)}, Mirrored("不以贯彻", 0.4))
    assert weak in found.text


def test_print_as_dark_as_the_rest_is_never_the_back() -> None:
    page = sheet([(60, top, LINE) for top in (*TOPS, 600)])
    doubtful = at(600)
    found = sorted_out(page, PRINTED | {doubtful: ("不以贯彻执行", 0.5)}, Mirrored(LINE, 0.97))
    assert doubtful in found.text


def test_a_page_of_plain_print_costs_no_second_reading_and_a_worn_one_a_bounded_number() -> None:
    plain, worn = Mirrored(LINE, 0.97), Mirrored(LINE, 0.97)
    sorted_out(page_with(), PRINTED, plain)
    assert plain.asked == 0
    ghosts = {at(500, 100 + n): ("不以贯彻", 0.5) for n in range(60)}
    sorted_out(page_with(500), PRINTED | ghosts, worn)
    assert 0 < worn.asked <= 2 * MIRRORED


def test_text_where_there_is_no_ink_is_refused() -> None:
    bare = at(600)
    found = sorted_out(page_with(), PRINTED | {bare: ("凭空而来", 0.99)}, Mirrored("", 0.9))
    assert found.refused == (bare,)


def test_only_clear_text_is_believed_in_a_picture() -> None:
    page = page_with()
    picture = Box(0, 380, 700, 480)
    clear = sorted_out(page, PRINTED, Mirrored("", 0.9), picture)
    doubtful = sorted_out(page, PRINTED | {at(400): ("有亲", 0.6)}, Mirrored("", 0.9), picture)
    assert at(400) in clear.text
    assert doubtful.refused == (at(400),)


def test_a_few_marks_in_doubt_are_no_text_but_a_doubtful_page_is() -> None:
    page = page_with()
    noise = {at(100): ("串", 0.66), at(200): ("一", 0.99), at(300): ("g", 0.4)}
    assert sorted_out(page, noise, Mirrored("", 0.9)).text == ()
    faded = {at(top): (LINE, 0.7) for top in TOPS}
    assert set(sorted_out(page, faded, Mirrored("", 0.9)).text) == set(faded)


def test_two_large_characters_are_text() -> None:
    page = sheet([(100, 100, "公"), (500, 100, "报")], size=300)
    masthead = {strip(80, 100, 340, 400): ("公", 0.99), strip(480, 100, 340, 400): ("报", 0.99)}
    read = {s: place(evenly(text, sure), s) for s, (text, sure) in masthead.items()}
    assert len(believe(page, Mirrored("", 0.9), read, find_ink(page, 400.0), ()).text) == 2


def test_a_scratch_is_no_line_of_text() -> None:
    scratch = at(400)
    found = sorted_out(page_with(), PRINTED | {scratch: ("_", 0.9)}, Mirrored("", 0.9))
    assert found.refused == (scratch,)


def test_a_rule_read_as_a_row_of_strokes_is_no_text() -> None:
    rule, words = at(400), at(300)
    read = PRINTED | {rule: ("イーレーーーーーレレーレーー", 0.37), words: ("一一一一一一", 0.97)}
    found = sorted_out(page_with(), read, Mirrored("", 0.9))
    assert found.refused == (rule,)
    assert words in found.text


def test_names_in_doubt_are_refused_on_a_map_but_its_large_title_is_not() -> None:
    page, name, title = page_with(), strip(60, 400, 100, 40), strip(60, 290, 200, 110)
    read = {s: place(evenly(text, 0.7), s) for s, text in ((name, "典北"), (title, "地图"))}
    read |= {s: place(evenly(text, sure), s) for s, (text, sure) in PRINTED.items() if s.box.top < 200}
    drawing = Box(0, 280, 700, 800)
    found = believe(page, Mirrored("", 0.9), read, find_ink(page, 60.0), (), (drawing,))
    assert found.refused == (name,)
    assert title in found.text


def test_every_strip_is_in_exactly_one_place() -> None:
    readings = PRINTED | {at(600): ("不以贯彻执行", 0.55), at(700): ("", 0.0), at(500): ("凭空", 0.9)}
    found = sorted_out(page_with(600), readings, Mirrored(LINE, 0.97))
    every = (*found.text, *found.back, *found.faint, *found.refused, *found.blind)
    assert len(every) == len(set(every))
    assert set(every) == set(readings)


def test_sparse_ink_is_as_dark_as_a_full_line_and_light_print_on_a_dark_ground_is_ink() -> None:
    page = sheet([(60, 100, LINE), (60, 200, "— 1 —")])
    ink = find_ink(page, 60.0)
    assert depth(ink, at(200)) > 0.8 * depth(ink, at(100))
    assert depth(ink, at(500)) == 0
    negative = np.where(sheet([(60, 100, LINE)], size=90) < 128, 190, 40).astype(np.uint8)
    assert depth(find_ink(negative, 120.0), strip(55, 95, 740, 120)) > 100
