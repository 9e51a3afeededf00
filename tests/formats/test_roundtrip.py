"""What is written and read back is the same, as far as each format has a place for it."""

from __future__ import annotations

from types import ModuleType

import pytest
from format_samples import MASTER, PAGE, STEPS, TARGET, editions, inked, shape, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shared_folder import SHARED, needs_shared

from pipeline.formats import alto, hocr, outside, page, plaintext, xml
from pipeline.formats.glyphs import flat
from pipeline.model import Edition, Glyph

SCHEMAS = {"alto": "alto-4-4.xsd", "page": "pagecontent-2019-07-15.xsd"}
FORMATS = [pytest.param(module, id=module.__name__.rpartition(".")[2]) for module in (alto, page, hocr)]
calm = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("module", FORMATS)
@calm
@given(edition=editions())
def test_text_and_layout_come_back(module: ModuleType, edition: Edition) -> None:
    witness = module.read(module.write(edition, MASTER), "back.xml", TARGET)
    assert texts(witness) == texts(edition)
    assert shape(witness) == shape(edition)
    assert (witness.page, witness.sigil) == (PAGE, "K")


@calm
@given(edition=editions())
def test_cells_of_tables_come_back_from_page_xml(edition: Edition) -> None:
    witness = page.read(page.write(edition, MASTER), "back.xml", TARGET)
    assert [region.cells for region in witness.regions] == [region.cells for region in edition.regions]


@pytest.mark.parametrize("module", FORMATS)
@calm
@given(edition=editions())
def test_boxes_doubts_and_rivals_of_glyphs_come_back(module: ModuleType, edition: Edition) -> None:
    witness = module.read(module.write(edition, MASTER), "back.xml", TARGET)
    wanted, found = inked(edition), inked(witness)
    assert [(g.text, g.box) for g in found] == [(g.text, g.box) for g in wanted]
    assert [_rounded(g) for g in found] == [_rounded(g) for g in wanted]


def _rounded(glyph: Glyph) -> tuple[float, tuple[tuple[str, float], ...]]:
    return round(glyph.confidence, 4), tuple((text, round(value, 4)) for text, value in glyph.alternatives)


@pytest.mark.parametrize("module", FORMATS)
@calm
@given(edition=editions())
def test_equal_editions_give_equal_bytes(module: ModuleType, edition: Edition) -> None:
    assert module.write(edition, MASTER) == module.write(edition, MASTER)


@pytest.mark.parametrize("module", FORMATS)
@calm
@given(edition=editions())
def test_what_is_written_is_recognised(module: ModuleType, edition: Edition) -> None:
    data = module.write(edition, MASTER)
    assert outside.sniff(data, "x") == module.__name__.rpartition(".")[2]


@needs_shared
@pytest.mark.parametrize("module", FORMATS[:2])
@calm
@given(edition=editions())
def test_what_is_written_is_valid(module: ModuleType, edition: Edition) -> None:
    schema = SHARED / "schemas" / SCHEMAS[module.__name__.rpartition(".")[2]]
    root = xml.parse(module.write(edition, MASTER), "written.xml")
    assert xml.faults(root, schema) == ()


@calm
@given(edition=editions())
def test_plain_text_comes_back(edition: Edition) -> None:
    kept = [[flat(line) for line in region if line.strip()] for region in texts(edition)]
    kept = [region for region in kept if region]
    data = plaintext.write(edition)
    if not kept:
        assert data == b""
        return
    assert texts(plaintext.read(data, "back.txt", TARGET)) == kept


@pytest.mark.parametrize("module", FORMATS[:2])
def test_steps_come_back(module: ModuleType) -> None:
    edition = Edition(PAGE, (), (), (), (), STEPS)
    steps = module.read(module.write(edition, MASTER), "back.xml", TARGET).steps
    assert [(s.stage, s.tool, s.version, s.settings) for s in steps] == [
        (s.stage, s.tool, s.version, s.settings) for s in STEPS
    ]


@pytest.mark.parametrize("module", FORMATS)
@given(text=st.text(max_size=20))
@calm
def test_any_text_at_all_can_be_written(module: ModuleType, text: str) -> None:
    """Control characters, lone surrogates and the like become U+FFFD; nothing makes the file unreadable."""
    from format_samples import edition, line

    data = module.write(edition(line(1, text)), MASTER)
    [[back]] = texts(module.read(data, "back.xml", TARGET))
    assert len(back) <= len(text)
    assert "\ufffd" not in back or xml.clean_text(text) != text or "\ufffd" in text
