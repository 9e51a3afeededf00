"""Pages of plain text for the checks of what a page says twice."""

from __future__ import annotations

from pipeline.model import Glyph, Region, RegionKind, TextLine
from pipeline.proof.evidence.coherence import Sheet
from pipeline.text.graphemes import graphemes


def region(name, text, kind=RegionKind.PARAGRAPH):
    lines = tuple(
        TextLine(f"{name}_l{n:02d}", None, tuple(Glyph(char, None) for char in graphemes(line)))
        for n, line in enumerate(text.split("\n"), 1)
    )
    return Region(name, kind, "p0001_a", None, lines)


def leaf(text, page="p0001", **kinds):
    """A page; an empty line parts two regions, `r02=RegionKind.HEADER` says what one of them is."""
    parts = enumerate(text.split("\n\n"), 1)
    regions = (
        region(f"{page}_r{n:02d}", part, kinds.get(f"r{n:02d}", RegionKind.PARAGRAPH)) for n, part in parts
    )
    return Sheet(page, tuple(regions))
