"""Random pages as several witnesses may have them, made to be hard to collate."""

from dataclasses import replace

from hypothesis import strategies as st
from proof_witnesses import IMAGE, PAGE

from pipeline.model import Box, Direction, Glyph, Region, RegionKind, TextLine, Witness
from pipeline.text.graphemes import graphemes

HAN = "一二三人民政府公报的。的，〇○O0·"
LATIN = "the act of thé of. "
MARKS = "e\u0301\u0301\u200d\ufe0f葛\U000e0100\U00020bb7\ud800\udfff\u3099か\r\n\t\u3000\u2028\x00"
ALPHABETS = st.sampled_from(["的", "一二", HAN, LATIN, MARKS, HAN + LATIN + MARKS])
OTHER_IMAGE = f"{PAGE}_b"


@st.composite
def pages(draw: st.DrawFn) -> list[str]:
    """Lines of one alphabet, many of them alike, some empty."""
    alphabet = draw(ALPHABETS)
    known = draw(st.lists(st.text(alphabet, max_size=8), min_size=1, max_size=4))
    return draw(st.lists(st.sampled_from(["", *known]) | st.text(alphabet, max_size=12), max_size=7))


@st.composite
def versions(draw: st.DrawFn, lines: list[str]) -> list[str]:
    """A page as another may have it: blocks swapped, missing or doubled, other line breaks, all permuted."""
    cut = draw(st.integers(0, len(lines)))
    head, tail = lines[:cut], lines[cut:]
    choices = (lines, tail + head, head, tail, lines + head, lines[::-1], ["".join(lines)], [*"".join(lines)])
    return draw(st.sampled_from(choices) | st.permutations(lines) | pages())


@st.composite
def witnesses(draw: st.DrawFn, sigil: str, lines: list[str]) -> Witness:
    """Those lines in a few regions of either direction, with ids, boxes and joiners of any sort."""
    geometry = draw(st.sampled_from(["none", "layout", "wild"]))
    cuts = sorted(draw(st.lists(st.integers(0, len(lines)), max_size=2)))
    regions = []
    for number, (start, stop) in enumerate(zip([0, *cuts], [*cuts, len(lines)], strict=True)):
        direction = draw(st.sampled_from(Direction))
        made = tuple(
            draw(text_lines(f"{sigil if geometry == 'none' else IMAGE}_l{n:02d}", lines[n], geometry))
            for n in range(start, stop)
        )
        made = tuple(replace(line, direction=direction) for line in made)
        image = draw(st.sampled_from([IMAGE, OTHER_IMAGE])) if geometry == "wild" else IMAGE
        joiner = draw(st.sampled_from(["", " ", "\n"]))
        regions.append(Region(f"{sigil}_r{number}", RegionKind.PARAGRAPH, image, None, made, joiner))
    return Witness(PAGE, sigil, tuple(regions), (), ())


@st.composite
def text_lines(draw: st.DrawFn, name: str, text: str, geometry: str) -> TextLine:
    number = int(name[-2:])
    box = None
    if geometry == "layout":
        box = Box(0, 60 * number, 400, 60 * number + 48)
    elif geometry == "wild" and draw(st.booleans()):
        left, top = draw(st.integers(-50, 300)), draw(st.integers(-50, 300))
        box = Box(left, top, left + draw(st.integers(0, 300)), top + draw(st.integers(0, 300)))
        name = draw(st.sampled_from([name, f"{IMAGE}_l01"]))  # ids that stand twice, too
    confidence = draw(st.sampled_from([0.0, 0.5, 1.0]))
    glyphs = (Glyph(g, box and Box(n, n, n + 1, n + 1), confidence) for n, g in enumerate(graphemes(text)))
    return TextLine(name, box, tuple(glyphs))


@st.composite
def editions(draw: st.DrawFn, sigils: str = "PKT") -> tuple[Witness, ...]:
    """Several witnesses of one page, told by one letter each."""
    lines = draw(pages())
    return tuple(draw(witnesses(sigil, draw(versions(lines)))) for sigil in sigils)
