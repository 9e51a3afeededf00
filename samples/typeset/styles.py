"""How each kind of paragraph is set: face, size, indent, place in the measure, space around it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import RegionKind
from samples.typeset.eras import Era
from samples.typeset.fonts import Face


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes are shares of the body em, spaces shares of the line pitch, indents ems of this style's type."""

    face: str = "song"  # "song", "kai" or "hei": a chain of the era
    scale: float = 1.0
    indent: float = 0.0  # before the first line
    hanging: float = 0.0  # before the other lines
    place: str = "justify"  # "justify", "centre" or "end"
    inset: float = 0.0  # kept free at the end of the line
    before: float = 0.0
    after: float = 0.0
    kind: RegionKind = RegionKind.PARAGRAPH
    keep: int = 1  # lines that must fit after this paragraph's first one: no heading at the foot of a page

    def size(self, era: Era) -> int:
        return round(era.body * self.scale)

    def chain(self, era: Era) -> tuple[Face, ...]:
        return {"song": era.song, "kai": era.kai, "hei": era.hei}[self.face]


STYLES = {
    "title": Style(
        "hei", 1.25, place="centre", inset=1, before=1.2, after=0.2, kind=RegionKind.HEADING, keep=4
    ),
    "subtitle": Style("hei", 1.1, place="centre", before=0.6, after=0.4, kind=RegionKind.HEADING, keep=3),
    "number": Style("kai", place="centre", after=0.4, keep=3),
    "addressee": Style(),
    "head": Style("hei", indent=2, kind=RegionKind.HEADING, keep=2),
    "body": Style(indent=2),
    "person": Style(indent=4, hanging=5),
    "signature": Style(place="end", inset=3, before=1.2, keep=2),
    "date": Style(place="end", inset=2, after=0.6),
    "footnote": Style(scale=0.8, indent=2, kind=RegionKind.FOOTNOTE),
    "entry": Style(hanging=1, kind=RegionKind.TOC_ENTRY),
    "category": Style("hei", before=0.5, after=0.2, kind=RegionKind.HEADING),
    "colophon": Style("kai", 0.9, indent=1),
}
