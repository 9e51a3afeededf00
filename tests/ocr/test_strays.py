"""What a detector lost: found in the ink, read, and believed only where it is text beyond doubt."""

import cv2
import numpy as np
import pytest
from drawn import ScriptedEngine, sheet, strip

from pipeline.model import Box, Direction
from pipeline.ocr.even import evenly
from pipeline.ocr.glyphs import place
from pipeline.ocr.ink import find_ink
from pipeline.ocr.shapes import Strip
from pipeline.ocr.strays import MOST, Surroundings, read_folios, read_strays, strays, trusted

ACROSS = Direction.HORIZONTAL
LINE = "有关问题通知如下请认真贯彻执行"
BODY = {strip(100, top, 700, 60): place(evenly(LINE, 0.98), strip(100, top, 700, 60)) for top in (200, 300)}
AROUND = Surroundings(BODY, 50.0, ACROSS)


def kept(box: Box, text: str, confidence: float, around: Surroundings = AROUND) -> bool:
    one = strip(box.left, box.top, box.width, box.height)
    return bool(trusted({one: place(evenly(text, confidence), one)}, around))


def test_characters_that_stand_together_are_one_stray_and_words_apart_are_two() -> None:
    ink = find_ink(sheet([(100, 100, "漏读"), (600, 100, "的字")]), 40.0)
    found = strays(ink, ink.mask, ACROSS)
    assert sorted(one.box.left // 100 for one in found) == [0, 5]
    assert all(one.direction is ACROSS for one in found)


def test_of_many_strays_the_largest_are_read() -> None:
    page = np.full((800, 1000, 3), 255, np.uint8)
    for n in range(2 * MOST):
        cv2.circle(page, (60 + 90 * (n % 10), 60 + 80 * (n // 10)), 9 + n // 8, (0, 0, 0), -1)
    ink = find_ink(page, 40.0)
    found = strays(ink, ink.mask, ACROSS)
    assert len(found) == MOST
    assert min(one.box.height for one in found) > 30


NEAR, FAR, FOOT, MARGIN = (
    Box(830, 205, 870, 250), Box(500, 600, 540, 645), Box(400, 700, 500, 740), Box(10, 210, 50, 250),
)  # fmt: skip


@pytest.mark.parametrize(
    ("box", "text", "confidence", "is_text"),
    [
        (FAR, "录", 0.9, True),  # spaced out in a heading
        (FAR, "录", 0.6, False),
        (FAR, "附件二则", 0.7, True),  # dirt is never read as so many
        (FAR, "1", 0.97, False),  # a piece of a rule
        (FAR, "一", 0.97, False),
        (NEAR, "一", 0.97, False),  # on a line, but beyond its end
        (FAR, "x", 0.97, False),
        (FOOT, "—4—", 0.65, True),
        (FOOT, "一.4—", 0.65, True),
        (FOOT, "1", 0.97, False),
        (FOOT, "42", 0.7, False),  # without dashes it must be sure
        (FOOT, "42", 0.95, True),
        (FAR, "", 0.0, False),
        (MARGIN, "孔洞", 0.95, False),  # holes and staples
    ],
)
def test_only_what_is_text_beyond_doubt_is_kept(
    box: Box, text: str, confidence: float, is_text: bool
) -> None:
    assert kept(box, text, confidence) is is_text


def test_a_plain_stroke_is_kept_on_a_line_of_text() -> None:
    broken = Surroundings({strip(100, 200, 300, 60): (), strip(600, 200, 200, 60): ()}, 50.0, ACROSS)
    assert kept(Box(430, 210, 475, 250), "一", 0.97, broken)
    assert not kept(Box(430, 410, 475, 450), "一", 0.97, broken)


class Second(ScriptedEngine):
    """In doubt at the first look, sure where there is more white."""

    def __init__(self) -> None:
        super().__init__({})
        self.looks: list[tuple[Strip, ...]] = []

    def read_strips(self, image, strips):  # type: ignore[no-untyped-def]
        self.looks.append(tuple(strips))
        confidence = 0.99 if len(self.looks) > 1 else 0.59
        return tuple(place(evenly("目", confidence), s) for s in strips)


def test_a_stray_in_doubt_is_read_once_more_with_more_white_but_not_over_other_text() -> None:
    engine = Second()
    lost = strip(500, 400, 60, 60)
    page = sheet([])
    (found,) = read_strays(page, engine, [lost], AROUND)
    assert len(engine.looks) == 2
    assert found.box.width > lost.box.width + 60
    crowded = Surroundings(BODY | {strip(570, 400, 200, 60): ()}, 50.0, ACROSS)
    (beside,) = read_strays(page, Second(), [lost], crowded)
    assert beside.box.right <= 575


def test_a_sure_stray_is_not_read_again() -> None:
    lost = strip(500, 400, 120, 60)
    engine = Second()
    engine.looks.append(())
    assert list(read_strays(sheet([]), engine, [lost], AROUND)) == [lost]
    assert engine.looks[2:] == [()]


def test_a_faint_page_number_is_found_and_other_faint_ink_is_not_even_read() -> None:
    class Numbers(ScriptedEngine):
        def read_strips(self, image, strips):  # type: ignore[no-untyped-def]
            assert all(s.box.top > 500 for s in strips)
            return tuple(place(evenly("—327—", 0.9), s) for s in strips)

    faint = [strip(400, 700, 120, 40), strip(300, 220, 120, 40)]
    assert len(read_folios(sheet([]), Numbers({}), faint, AROUND)) == 1
