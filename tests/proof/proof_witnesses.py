"""Small witnesses for tests, and collations written as tables."""

from pipeline.derivative import CleanPage, Derivative, Transform
from pipeline.model import Box, Direction, Glyph, Region, RegionKind, TextLine, Witness
from pipeline.proof.collate import collate
from pipeline.text.graphemes import graphemes

PAGE, IMAGE = "p0001", "p0001_a"
GLYPH, PITCH = 40, 60


def plain(sigil, *lines, joiner="", confidence=1.0):
    """A witness without geometry: one region, ids of its own."""
    made = tuple(
        TextLine(f"{sigil}_l{n:02d}", None, tuple(Glyph(g, None, confidence) for g in graphemes(text)))
        for n, text in enumerate(lines, 1)
    )
    return Witness(
        PAGE, sigil, (Region(f"{sigil}_r01", RegionKind.PARAGRAPH, "", None, made, joiner),), (), ()
    )


def boxed(sigil, *lines, confidence=1.0, joiner="", image=IMAGE, top=0, name=None):
    """A witness on the page's layout: line n at the n-th place; None where it has no such line."""
    name = name or f"{image}_r01"
    made = tuple(
        line(f"{name}_l{n:02d}", text, top + (n - 1) * PITCH, confidence)
        for n, text in enumerate(lines, 1)
        if text is not None
    )
    return Witness(PAGE, sigil, (Region(name, RegionKind.PARAGRAPH, image, None, made, joiner),), (), ())


def line(name, text, top, confidence=1.0, left=0):
    found = graphemes(text)
    boxes = [Box(left + n * GLYPH, top, left + (n + 1) * GLYPH, top + 48) for n in range(max(1, len(found)))]
    glyphs = tuple(Glyph(g, box, confidence) for g, box in zip(found, boxes, strict=False))
    return TextLine(name, boxes[0].union(boxes[-1]), glyphs, Direction.HORIZONTAL)


def clean_page(transform=None, width=2000, height=1000):
    derivative = Derivative(IMAGE, f"{IMAGE}.png", width, height, transform or Transform())
    return CleanPage(PAGE, (derivative,), (), (), ())


def glyphs_of(witness):
    return tuple(g for region in witness.regions for each in region.lines for g in each.glyphs)


def table(*witnesses, base=None):
    """The collation of witnesses as text: a row for each sigil, lines divided by a double bar."""
    collation = collate(witnesses, base or witnesses[0].sigil)
    rows = []
    for number, sigil in enumerate(collation.sigils):
        lines = [
            "|".join("".join(g.text for g in column.cells[number]) or "-" for column in each.columns)
            for each in collation.lines
        ]
        rows.append(f"{sigil}: {' || '.join(lines)}")
    return "\n".join(rows)
