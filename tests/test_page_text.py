"""The text of a page that was read."""

from pipeline.model import Box, Glyph, Region, RegionKind, TextLine
from pipeline.reading import PageReading


def test_a_picture_leaves_no_white_in_the_text() -> None:
    glyphs = (Glyph("行", None, 0.9),)
    texts = [
        Region(f"r{n}", RegionKind.PARAGRAPH, "p0001", None, (TextLine(f"l{n}", None, glyphs),))
        for n in (1, 3)
    ]
    picture = Region("r2", RegionKind.GRAPHIC, "p0001", Box(0, 0, 9, 9), ())
    assert PageReading((texts[0], picture, texts[1], picture), ()).text == "行\n\n行"
