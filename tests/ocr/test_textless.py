"""Pages without text give none: blank, black, noise, stains, forms, photographs, the print of the back."""

import numpy as np
import pytest
import textless
from drawn import ScriptedEngine, strip

from pipeline.model import RegionKind
from pipeline.ocr.engines import open_engine
from pipeline.ocr.forced import Wishes
from pipeline.ocr.inkstates import InkState
from pipeline.ocr.page import ImageReading, read_image
from pipeline.ocr.shapes import Place
from pipeline.settings import OcrSettings

PLACE = Place("p0001", "p0001_a")
WRONG = {strip(300, 400, 60, 60): "山", strip(420, 400, 140, 60): "美服務", strip(500, 900, 60, 60): "1"}


def read(page: np.ndarray, engine: object) -> ImageReading:
    return read_image(page, engine, PLACE, Wishes())  # type: ignore[arg-type]


def text(found: ImageReading) -> str:
    return "".join(line.text for region in found.regions for line in region.lines)


@pytest.mark.parametrize("name", textless.PAGES)
def test_what_is_misread_in_doubt_on_such_a_page_is_a_finding_and_no_text(name: str) -> None:
    found = read(textless.PAGES[name](), ScriptedEngine(WRONG, 0.6))
    assert text(found) == ""
    assert {f.code for f in found.findings} <= {"show-through", "refused-text", "unread-marks"}


@pytest.mark.parametrize("name", ["white", "blank", "black"])
def test_a_page_without_ink_has_an_empty_ledger(name: str) -> None:
    found = read(textless.PAGES[name](), ScriptedEngine({}))
    assert sum(count for _, count in found.ledger.pieces) == 0
    assert (found.findings, found.layout) == ((), ())


@pytest.mark.parametrize("name", ["photograph", "halftone"])
def test_a_photograph_is_a_region_without_lines(name: str) -> None:
    found = read(textless.PAGES[name](), ScriptedEngine({}))
    assert {(region.kind, region.lines) for region in found.regions} == {(RegionKind.GRAPHIC, ())}
    assert [region.id for region in found.regions] == [region.id for region in found.layout]


def test_the_ink_of_a_form_is_its_rules() -> None:
    found = read(textless.form(), ScriptedEngine({}))
    assert {state for state, count in found.ledger.pieces if count} == {InkState.RULE}


def test_no_engine_is_needed_to_see_that_ink_is_unread() -> None:
    found = read(textless.lumps(), ScriptedEngine({}))
    assert dict(found.ledger.pieces)[InkState.UNREAD]
    assert {finding.code for finding in found.findings} == {"unread-marks"}


def test_the_real_engine_gives_no_text_either() -> None:
    found = read(textless.halftone(), open_engine("P6", OcrSettings()))
    assert text(found) == ""
    assert found.findings  # it reads some, in doubt
