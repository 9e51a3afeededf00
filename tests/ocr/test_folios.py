import pytest
from drawn import sheet, strip

from pipeline.model import Glyph
from pipeline.ocr import folios
from pipeline.ocr.even import evenly
from pipeline.ocr.glyphs import place
from pipeline.ocr.ink import find_ink
from pipeline.ocr.shapes import Strip

TEXT = tuple(strip(100, 100 + 60 * n, 700, 40) for n in range(8))
NUMBER = strip(424, 690, 54, 50)  # of the page drawn below; its dashes stand outside


def page(text: str) -> folios.Ink:
    return find_ink(sheet([(380, 690, text)]), 40)


def glyphs(text: str, where: Strip = NUMBER) -> tuple[Glyph, ...]:
    return place(evenly(text, 0.9), where)


def read(text: str, ink: folios.Ink, where: Strip) -> str:
    return "".join(glyph.text for glyph in folios.dashed(glyphs(text, where), where, ink))


def test_a_folio_reaches_over_the_dashes_beside_it() -> None:
    ink = page("— 12 —")
    (wide,) = (s for s in folios.with_dashes((*TEXT, NUMBER), ink, (*TEXT, NUMBER)) if s not in TEXT)
    assert wide.box.left < 390
    assert wide.box.right > 510


def test_a_dash_found_by_itself_is_part_of_the_folio() -> None:
    found = (*TEXT, NUMBER, strip(376, 695, 50, 44))
    assert len(folios.with_dashes(found, page("— 12 —"), found)) == len(TEXT) + 1


@pytest.mark.parametrize("text", ["12", "一12一", "-12-", "12-"])
def test_dashes_are_read_as_they_are_printed(text: str) -> None:
    assert read(text, page("— 12 —"), strip(370, 690, 200, 50)) == "—12—"


def test_hyphens_and_dots_stay_what_they_are() -> None:
    where = strip(370, 690, 160, 50)
    assert read("-12-", page("- 12 -"), where) == "-12-"
    assert read("·12·", page("· 12 ·"), where) == "·12·"
    assert read("正文12", page("— 12 —"), where) == "正文12"


def test_the_confidence_in_a_folio_is_that_in_its_number() -> None:
    read = (Glyph("一", None, 0.3), Glyph("7", None, 0.98), Glyph("-", None, 0.4))
    assert folios.confidence(read) == 0.98
    assert folios.confidence((Glyph("文", None, 0.4), Glyph("件", None, 0.6))) == 0.5
