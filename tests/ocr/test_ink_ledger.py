"""Every piece of ink ends in one state; the ledger lists what is not text."""

from collections import Counter

import cv2
import numpy as np
from drawn import sheet, strip
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import codec
from pipeline.model import Box
from pipeline.ocr.ink import Ink, find_ink, rules
from pipeline.ocr.inkledger import STATES, Claims, enter, pieces_of, states, with_seals
from pipeline.ocr.inkstates import InkLedger, InkState

GLYPH = 40.0


def ledger(page: np.ndarray, *text: Box, glyph: float = GLYPH) -> InkLedger:
    ink = find_ink(page, glyph)
    strips = tuple(strip(box.left, box.top, box.width, box.height) for box in text)
    return enter("p0001_a", ink, states(ink, Claims(strips, rules=rules(ink))))


def lies(found: InkLedger, state: InkState, x: int, y: int) -> bool:
    """Whether a mark of that state, no larger than two glyphs, lies at a place."""
    return any(
        box.left <= x <= box.right and box.top <= y <= box.bottom and max(box.width, box.height) < 2 * GLYPH
        for box in found.boxes(state)
    )


def test_ink_under_a_strip_is_text_and_ink_beside_it_is_unread() -> None:
    page = sheet([(100, 100, "有关通知"), (600, 100, "漏")])
    found = ledger(page, Box(90, 95, 280, 155))
    assert dict(found.pieces)[InkState.TEXT] >= 4
    assert len(found.boxes(InkState.UNREAD)) == 1
    assert lies(found, InkState.UNREAD, 620, 125)


def test_a_page_without_text_has_ink_all_the_same() -> None:
    found = ledger(sheet([(100, 100, "有关通知")]))
    assert dict(found.pieces)[InkState.TEXT] == 0
    assert found.boxes(InkState.UNREAD)


def test_specks_blots_and_what_the_edge_cuts_are_stains() -> None:
    page = sheet([(100, 100, "有关通知")]).copy()
    cv2.circle(page, (500, 300), 2, (0, 0, 0), -1)
    cv2.circle(page, (664, 500), 36, (20, 20, 20), -1)
    cv2.line(page, (999, 600), (960, 620), (30, 30, 30), 12)
    found = ledger(page, Box(90, 95, 280, 155))
    assert all(lies(found, InkState.STAIN, x, y) for x, y in ((500, 300), (664, 500), (985, 608)))
    assert not found.boxes(InkState.UNREAD)


def test_a_soft_spot_is_a_stain() -> None:
    page = sheet([(100, 100, "有关通知")]).astype(np.float32)
    spot = np.zeros(page.shape[:2], np.float32)
    cv2.circle(spot, (600, 500), 14, 200.0, -1)
    page -= cv2.GaussianBlur(spot, (0, 0), 7)[:, :, None]
    found = ledger(page.clip(0, 255).astype(np.uint8), Box(90, 95, 280, 155))
    assert lies(found, InkState.STAIN, 600, 500)
    assert not found.boxes(InkState.UNREAD)


def test_faint_ink_comes_from_the_back() -> None:
    page = sheet([(100, 100, "有关通知")]).copy()
    ghost = sheet([(500, 400, "背面")])
    page[ghost < 128] = 190
    found = ledger(page, Box(90, 95, 280, 155))
    assert found.boxes(InkState.SHOW_THROUGH)
    assert not found.boxes(InkState.UNREAD)


def test_rules_frames_and_scratches_are_rules() -> None:
    page = sheet([(100, 100, "有关通知")]).copy()
    cv2.rectangle(page, (500, 300), (900, 600), (0, 0, 0), 3)
    cv2.line(page, (100, 700), (170, 700), (0, 0, 0), 3)
    found = ledger(page, Box(90, 95, 280, 155))
    assert len(found.boxes(InkState.RULE)) == 2
    assert lies(found, InkState.RULE, 135, 700)
    assert not found.boxes(InkState.UNREAD)


def test_all_ink_of_a_photograph_is_picture_and_only_the_drawn_part_of_a_drawing() -> None:
    page = sheet([(100, 100, "有关通知"), (600, 500, "印")]).copy()
    cv2.circle(page, (620, 520), 120, (0, 0, 0), 4)
    ink = find_ink(page, GLYPH)
    box = Box(490, 390, 750, 650)
    text = (strip(90, 95, 190, 60),)
    photograph = enter("a", ink, states(ink, Claims(text, tones=(box,))))
    drawing = enter("a", ink, states(ink, Claims(text, drawings=(box,))))
    assert not photograph.boxes(InkState.UNREAD)
    assert photograph.boxes(InkState.PICTURE)
    assert drawing.boxes(InkState.PICTURE)
    assert lies(drawing, InkState.UNREAD, 620, 525)


def test_ink_of_a_seal_is_seal_and_the_text_under_it_text() -> None:
    page = sheet([(100, 100, "有关通知"), (200, 170, "印")])
    ink = find_ink(page, GLYPH)
    found = enter("a", ink, states(ink, Claims((strip(90, 95, 190, 60),), seals=(Box(150, 80, 260, 240),))))
    assert dict(found.pieces)[InkState.TEXT] >= 4
    assert lies(found, InkState.SEAL, 220, 195)
    assert not found.boxes(InkState.UNREAD)


def test_seals_are_entered_with_their_boxes() -> None:
    plain = ledger(sheet([(100, 100, "有关通知")]))
    sealed = with_seals(plain, [Box(500, 500, 700, 700)])
    assert sealed.boxes(InkState.SEAL) == (Box(500, 500, 700, 700),)
    assert dict(sealed.pieces)[InkState.SEAL] == 1
    assert sealed.boxes(InkState.UNREAD) == plain.boxes(InkState.UNREAD)


def test_a_ledger_can_be_written_and_read_back() -> None:
    found = ledger(sheet([(100, 100, "有关通知")]))
    assert codec.load(codec.dump(found), InkLedger, "here") == found


def random_page(seed: int, dark: int) -> Ink:
    rng = np.random.default_rng(seed)
    page = np.full((240, 320, 3), 235, np.uint8)
    for _ in range(30):
        x, y, size = (int(v) for v in rng.integers((0, 0, 1), (320, 240, 30)))
        cv2.rectangle(page, (x, y), (x + size, y + int(rng.integers(1, 30))), (dark, dark, dark), -1)
    return find_ink(page, 20.0)


@given(st.integers(0, 1000), st.integers(0, 200), st.integers(0, 300), st.integers(0, 220))
@settings(max_examples=30, deadline=None)
def test_no_piece_is_lost_and_none_is_counted_twice(seed: int, dark: int, x: int, y: int) -> None:
    ink = random_page(seed, dark)
    found = states(ink, Claims((strip(x, y, 80, 24),), tones=(Box(200, 100, 300, 200),)))
    assert len(found) == len(ink.pieces)
    assert Counter(STATES[code] for code in found) == Counter(dict(enter("a", ink, found).pieces))
    assert np.array_equal(sum(pieces_of(ink, found, state) for state in STATES), ink.mask)
