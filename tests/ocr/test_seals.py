"""Seals are told from coloured print by their shape, and lifted off the text by their colour."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from drawn import SONG, ScriptedEngine, sheet, strip
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont, ImageStat

from pipeline.model import Box, RegionKind
from pipeline.ocr.colours import Colours, Overprint, see
from pipeline.ocr.forced import Wishes
from pipeline.ocr.lifting import lifted, made_clear
from pipeline.ocr.page import read_image
from pipeline.ocr.seals import find_seals
from pipeline.ocr.shapes import Place

RED, BLUE, VIOLET = (196, 30, 40), (40, 60, 170), (110, 40, 140)
WHITE, YELLOW = (255, 255, 255), (237, 219, 178)
LINES = [(60, 60 + 70 * n, "各单位要认真学习有关文件的精神") for n in range(9)]
Draw = Callable[[ImageDraw.ImageDraw], None]


def face(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(SONG, size, index=2)


def stamped(
    draw: Draw, colour: tuple[int, ...], paper: tuple[int, ...] = WHITE, lines: list = LINES
) -> np.ndarray:
    """Lines of black text with something printed over them in a colour."""
    page = sheet(lines, 40, 1000, 800)
    layer = Image.new("L", (1000, 800))
    draw(ImageDraw.Draw(layer))
    cover = np.asarray(layer, np.float32)[..., None] / 255
    light = page / 255 * (1 - cover * (1 - np.array(colour) / 255)) * np.array(paper) / 255
    return np.round(light * 255).astype(np.uint8)


def round_seal(brush: ImageDraw.ImageDraw) -> None:
    brush.ellipse((350, 300, 570, 520), outline=255, width=8)
    brush.text((400, 340), "人民", fill=255, font=face(50))
    brush.regular_polygon((460, 430, 30), 5, fill=255)


def worn_seal(brush: ImageDraw.ImageDraw) -> None:
    """Its ring is in two arcs whose boxes do not meet, and hardly any of its lettering is left."""
    brush.arc((350, 300, 570, 520), 2, 178, fill=255, width=8)
    brush.arc((350, 300, 570, 520), 182, 358, fill=255, width=8)
    brush.rectangle((440, 380, 480, 388), fill=255)


def uneven_seal(brush: ImageDraw.ImageDraw) -> None:
    """Pressed down at its right: the left half of the ring is hardly coloured."""
    brush.arc((350, 300, 570, 520), 90, 270, fill=66, width=8)
    brush.arc((350, 300, 570, 520), 270, 90, fill=255, width=8)
    brush.text((430, 340), "人民", fill=255, font=face(50))


def oval_seal(brush: ImageDraw.ImageDraw) -> None:
    brush.ellipse((300, 330, 620, 510), outline=255, width=7)
    brush.text((350, 390), "收文专用", fill=255, font=face(50))


def square_seal(brush: ImageDraw.ImageDraw) -> None:
    brush.rectangle((400, 320, 550, 470), outline=255, width=8)
    brush.text((420, 325), "李明", fill=255, font=face(55))
    brush.text((420, 390), "之印", fill=255, font=face(55))


def white_lettering(brush: ImageDraw.ImageDraw) -> None:
    brush.rectangle((400, 320, 550, 470), fill=255)
    brush.text((420, 325), "李明", fill=0, font=face(55))
    brush.text((420, 390), "之印", fill=0, font=face(55))


def masthead(brush: ImageDraw.ImageDraw) -> None:
    brush.text((150, 660), "国务院公报", fill=255, font=face(130))


def page_frame(brush: ImageDraw.ImageDraw) -> None:
    brush.rectangle((20, 20, 980, 780), outline=255, width=6)


def red_rule_with_star(brush: ImageDraw.ImageDraw) -> None:
    brush.rectangle((60, 728, 440, 732), fill=255)
    brush.rectangle((560, 728, 940, 732), fill=255)
    brush.regular_polygon((500, 730, 40), 5, fill=255)


def underlines(brush: ImageDraw.ImageDraw) -> None:
    for n in range(5):
        brush.line([(60 + 10 * i, 112 + 140 * n + (i % 3)) for i in range(60)], fill=255, width=5)


def ring_around_words(brush: ImageDraw.ImageDraw) -> None:
    brush.ellipse((200, 260, 560, 400), outline=255, width=6)


def found(page: np.ndarray) -> tuple[Overprint, ...]:
    colours = see(page)
    return find_seals(colours) if colours else ()


@pytest.mark.parametrize("colour", [RED, BLUE, VIOLET])
@pytest.mark.parametrize("paper", [WHITE, YELLOW])
@pytest.mark.parametrize("draw", [round_seal, oval_seal, square_seal, white_lettering, worn_seal])
def test_a_framed_stamp_is_a_seal(draw: Draw, colour: tuple[int, ...], paper: tuple[int, ...]) -> None:
    (seal,) = found(stamped(draw, colour, paper))
    assert seal.apart
    assert 400 <= seal.box.centre[0] <= 540
    assert 350 <= seal.box.centre[1] <= 450


@pytest.mark.parametrize("colour", [RED, BLUE])
def test_a_seal_that_was_pressed_down_on_one_side_is_one(colour: tuple[int, ...]) -> None:
    (seal,) = found(stamped(uneven_seal, colour))
    assert seal.box.left < 360
    assert seal.box.right > 560


@pytest.mark.parametrize("draw", [masthead, page_frame, red_rule_with_star, underlines, ring_around_words])
def test_coloured_print_and_marks_are_no_seals(draw: Draw) -> None:
    assert found(stamped(draw, RED)) == ()


def test_a_label_with_white_lettering_on_no_print_is_no_seal() -> None:
    assert found(stamped(white_lettering, RED, lines=LINES[:3])) == ()


def test_black_print_has_no_colour_on_yellow_paper() -> None:
    assert see(stamped(lambda brush: None, RED, YELLOW)) is None


def test_a_seal_in_a_frame_around_the_page_is_found() -> None:
    def both(brush: ImageDraw.ImageDraw) -> None:
        page_frame(brush)
        round_seal(brush)

    assert len(found(stamped(both, RED))) == 1


@pytest.mark.parametrize("draw", [round_seal, square_seal, white_lettering])
@pytest.mark.parametrize("colour", [RED, BLUE, VIOLET])
def test_the_text_under_a_seal_comes_out_as_if_there_were_none(draw: Draw, colour: tuple[int, ...]) -> None:
    page, bare = stamped(draw, colour, YELLOW), stamped(lambda brush: None, colour, YELLOW)
    clear = made_clear(page).image
    before = np.abs(page.astype(int) - bare).max(axis=2)
    after = np.abs(clear.astype(int) - bare).max(axis=2)
    assert (before > 60).sum() > 2000
    assert (after > 60).sum() < 0.02 * (before > 60).sum()


def test_outside_its_seals_an_image_stays_as_it_is() -> None:
    page = stamped(round_seal, RED)
    cleared = made_clear(page)
    (seal,) = cleared.seals
    rest = np.ones(page.shape[:2], bool)
    rest[seal.box.top : seal.box.bottom, seal.box.left : seal.box.right] = False
    assert np.array_equal(cleared.image[rest], page[rest])
    assert not np.array_equal(cleared.image, page)


def test_a_red_page_keeps_the_text_under_its_red_seal() -> None:
    def whole(brush: ImageDraw.ImageDraw) -> None:
        for left, top, text in LINES[:3] + LINES[-1:]:
            brush.text((left, top), text, fill=255, font=face(40))
        round_seal(brush)

    page = stamped(whole, RED, lines=[])
    cleared = made_clear(page)
    assert [seal.apart for seal in cleared.seals] == [False]
    ink = ImageStat.Stat(Image.fromarray(cleared.image)).extrema
    assert ink[0] == ink[1] == ink[2]  # grey: nothing was lifted, red became black
    assert (cleared.image[..., 0] == page.min(axis=2)).mean() > 0.99
    engine = ScriptedEngine({strip(*(left - 5, top - 5), 640, 60): text for left, top, text in LINES[:3]})
    reading = read_image(page, engine, Place("p0001", "p0001_a"), Wishes())
    (over,) = [finding for finding in reading.findings if finding.code == "seal-over-text"]
    assert over.box == cleared.seals[0].box


@settings(max_examples=60, deadline=None)
@given(
    stamp=st.floats(0.3, 1),
    text=st.floats(0, 0.9),
    palest=st.floats(0, 0.5),
    other=st.floats(0.8, 1),
    tint=st.floats(0.85, 1),
)
def test_two_inks_over_one_another_are_told_apart(
    stamp: float, text: float, palest: float, other: float, tint: float
) -> None:
    seal = Overprint(Box(0, 0, 40, 40), (palest, 1.0, other), (tint, 1.0, 1.0))
    assume(seal.apart)
    paper = np.full((40, 40, 3), 240, np.uint8)
    under = 240 * (1 - text * np.array(seal.text))
    over = under * (1 - stamp * np.array(seal.ink))
    colours = Colours(
        np.ones((40, 40, 3), np.float32),
        paper,
        np.zeros((40, 40), np.uint8),
        np.zeros((40, 40), np.uint8),
        20,
        1,
    )
    page = np.tile(over.round().astype(np.uint8), (40, 40, 1))
    clear = lifted(page, (seal,), colours)[20, 20]
    # what is left of a dark pixel's light is coarse after rounding; the ghost is given to the paper
    assert np.abs(clear - under).max() <= 8 + 240 * 0.06 / (1 - palest) + 4 / (1 - stamp * palest)


def test_a_seal_is_a_region_without_lines_after_the_text() -> None:
    page = stamped(round_seal, RED)
    engine = ScriptedEngine({strip(left - 5, top - 5, 640, 60): text for left, top, text in LINES})
    reading = read_image(page, engine, Place("p0007", "p0007_a", 2), Wishes())
    *rest, last = reading.regions
    assert all(region.kind is not RegionKind.STAMP for region in rest)
    assert (last.kind, last.lines, last.image) == (RegionKind.STAMP, (), "p0007_a")
    assert last.id == f"p0007_r{2 + len(reading.regions):02d}"
    assert last.box is not None
    assert abs(last.box.centre[0] - 460) < 5
    assert reading.layout[-1].box == last.box


def test_a_page_with_a_seal_alone_has_its_region() -> None:
    page = stamped(round_seal, RED, lines=[])
    reading = read_image(page, ScriptedEngine({}), Place("p0001", "p0001_a"), Wishes())
    assert [region.kind for region in reading.regions] == [RegionKind.STAMP]
