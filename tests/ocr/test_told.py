"""What was read tells how much stands in a column, and in what size."""

from drawn import strip

from pipeline.model import Glyph
from pipeline.ocr.even import evenly
from pipeline.ocr.glyphs import place
from pipeline.ocr.shapes import Strip
from pipeline.ocr.told import tell

TEXT = "一二三四五六七八九十"


def read(*columns: tuple[Strip, str]) -> dict[Strip, tuple[Glyph, ...]]:
    usual = [(strip(900 - 44 * n, 100, 40, 260), TEXT) for n in range(5)]
    return {one: place(evenly(text, 0.9), one) for one, text in (*usual, *columns)}


def test_large_type_is_told_by_the_distance_of_its_characters() -> None:
    head = strip(400, 100, 50, 260)
    assert tell(read((head, "國府命令"))).spaced == {head}


def test_a_thick_column_with_as_many_characters_as_others_holds_several() -> None:
    twins, head = strip(400, 100, 80, 260), strip(200, 100, 80, 260)
    told = tell(read((twins, TEXT), (head, "華軍克大城")))
    assert told.crammed == {twins}
    assert head in told.spaced


def test_a_dateline_is_told() -> None:
    first = strip(400, 100, 40, 260)
    assert tell(read((first, "（重慶廿五日海通電"))).dated == {first}


def test_an_empty_page_tells_nothing() -> None:
    told = tell({})
    assert not told.dated
    assert not told.crammed
    assert not told.spaced
