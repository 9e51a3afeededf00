"""Editions to write and read back, drawn at random or made by hand, for the tests of all formats."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import strategies as st

from pipeline.formats.target import Target
from pipeline.model import (
    App,
    Box,
    Cell,
    Direction,
    Edition,
    Glyph,
    Master,
    Reading,
    Region,
    RegionKind,
    Step,
    TextLine,
    Witness,
    hull,
)
from pipeline.text.graphemes import graphemes

WIDTH, HEIGHT = 1000, 1400
PAGE = "p0003"
MASTER = Master(PAGE, "p0003.tif", 0, "TIFF", "scan 3.tif", "0" * 64, WIDTH, HEIGHT, 300.0)
TARGET = Target(PAGE, "K", WIDTH, HEIGHT, 300.0)
STEPS = (Step("ocr", "reader", "2.1", '{"a":1}', "ab" * 32), Step("proof", "collation", "1.0"))

TEXTS = st.one_of(
    st.text("政府公报一二〇年月日，。（）《》〔〕〓㈠䶮", min_size=1, max_size=12),
    st.text("Amtsblatt des Königreichs, 1859; ß-ſ <&>'\"]]>", min_size=1, max_size=16),
    st.text("国务院 ABC 12 　", min_size=1, max_size=12),
    st.lists(st.sampled_from(["é", "n̈", "m̃", "ā̈", "ö", "a", "字", " "]), min_size=1, max_size=8).map("".join),
    st.text("𠮷𪚥𰻞a\ue000\ufffd�", min_size=1, max_size=6),
    st.just(""),
)
CONFIDENCES = st.integers(0, 10_000).map(lambda n: n / 10_000)
BOXES = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h),
    st.integers(0, WIDTH - 300),
    st.integers(0, HEIGHT - 300),
    st.integers(1, 300),
    st.integers(1, 300),
)
ALTERNATIVES = st.lists(
    st.tuples(st.sampled_from(["天", "夭", "rn", "𠮷", "é", "<"]), CONFIDENCES),
    max_size=2,
    unique_by=lambda a: a[0],
)


@st.composite
def lines(draw: st.DrawFn, boxed: bool) -> TextLine:
    """A line whose glyphs are the grapheme clusters of its text; a space has neither doubt nor rivals."""
    glyphs = []
    for cluster in graphemes(draw(TEXTS)):
        box = draw(BOXES) if boxed else None
        if cluster == " ":
            glyphs.append(Glyph(" ", box))
            continue
        others = tuple(pair for pair in draw(ALTERNATIVES) if pair[0] != cluster)
        glyphs.append(Glyph(cluster, box, draw(CONFIDENCES), others))
    boxes = tuple(glyph.box for glyph in glyphs if glyph.box)
    box = hull(boxes) if boxes else draw(BOXES) if boxed else None
    return TextLine("", box, tuple(glyphs), draw(st.sampled_from(Direction)))


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    boxed = draw(st.booleans())
    regions = []
    for n in range(1, draw(st.integers(0, 4)) + 1):
        kind = draw(st.sampled_from(RegionKind))
        found = draw(st.lists(lines(boxed), min_size=0, max_size=3))
        named = tuple(
            TextLine(f"{PAGE}_r{n:02d}_l{m:02d}", line.box, line.glyphs, line.direction)
            for m, line in enumerate(found, 1)
        )
        boxes = tuple(line.box for line in named if line.box)
        around = hull(boxes) if boxes else None
        box = draw(BOXES) if boxed and not found else around  # a seal, a picture: a place without text
        cells = draw(celled(named)) if kind is RegionKind.TABLE else ()
        regions.append(Region(f"{PAGE}_r{n:02d}", kind, PAGE, box, named, cells=cells))
    return Edition(PAGE, ("P6", "K"), tuple(regions), (), (), STEPS)


@st.composite
def celled(draw: st.DrawFn, lines: tuple[TextLine, ...]) -> tuple[Cell, ...]:
    """Cells, one in each of some rows, that hold the lines in order; the last lines may be in none."""
    cells, free = [], [line.id for line in lines]
    for row in range(draw(st.integers(0, 4))):
        count = draw(st.integers(0, len(free)))
        span, box = draw(st.integers(1, 3)), draw(BOXES)
        cells.append(Cell(row, span - 1, 1, span, draw(st.booleans()), tuple(free[:count]), box))
        free = free[count:]
    return tuple(cells)


def line(number: int, text: str, box: Box | None = None, **changes: object) -> TextLine:
    """A line of `text`, its box divided evenly; id p0003_r01_lNN."""
    clusters = graphemes(text)
    boxes: list[Box | None] = [None] * len(clusters)
    if box:
        cuts = [box.left + box.width * i // len(clusters) for i in range(len(clusters) + 1)]
        boxes = [Box(a, box.top, b, box.bottom) for a, b in pairwise(cuts)]
    glyphs = tuple(Glyph(text, where) for text, where in zip(clusters, boxes, strict=True))
    return TextLine(f"{PAGE}_r01_l{number:02d}", box, glyphs, **changes)  # type: ignore[arg-type]


def edition(*found: TextLine, kind: RegionKind = RegionKind.PARAGRAPH, apps: tuple[App, ...] = ()) -> Edition:
    """One region with these lines."""
    boxes = tuple(each.box for each in found if each.box)
    region = Region(f"{PAGE}_r01", kind, PAGE, hull(boxes) if boxes else None, found)
    return Edition(PAGE, ("P6", "P4", "K"), (region,), apps, (), STEPS)


def app(where: TextLine, start: int, stop: int, *readings: tuple[str, str], settled: bool = False) -> App:
    """A place where witnesses differ; each reading is (text, sigils)."""
    lemma = "".join(glyph.text for glyph in where.glyphs[start:stop])
    said = tuple(Reading(text, tuple(sigils.split()), 0.5) for text, sigils in readings)
    return App(f"{where.id}_a01", where.id, start, stop, lemma, said, ("disagreement",), settled, PAGE, None)


def texts(thing: Witness | Edition) -> list[list[str]]:
    return [[each.text for each in region.lines] for region in thing.regions]


def shape(thing: Witness | Edition) -> list[tuple[object, ...]]:
    """What every format keeps of the regions besides their text."""
    return [
        (
            region.id,
            region.kind,
            region.image,
            region.box,
            [(each.id, each.box, each.direction) for each in region.lines],
        )
        for region in thing.regions
    ]


def inked(thing: Witness | Edition) -> list[Glyph]:
    """All glyphs but the spaces, for which formats have little room."""
    return [g for region in thing.regions for each in region.lines for g in each.glyphs if g.text != " "]
