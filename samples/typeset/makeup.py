"""Making up: acts into passages on pages, passages into formes with their truth."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.model import Box, Glyph, Region, RegionKind, TextLine, hull
from samples.typeset.acts import Act
from samples.typeset.drawing import ink_box, seal_glyphs
from samples.typeset.eras import Era
from samples.typeset.fonts import choose
from samples.typeset.placing import Cursor, Placed, Plan, fitted, place_noted, place_paragraph
from samples.typeset.records import Forme, Passage, Rule, Seal, Sort, Start
from samples.typeset.ruling import place_table
from samples.typeset.statistics import Table


@dataclass(frozen=True, slots=True)
class SetAct:
    """An act in type: its passages, its seal, and where the type after it goes on."""

    placed: tuple[Placed, ...]
    seal: tuple[int, Seal] | None  # with the page it stands on
    after: Cursor


def set_act(plan: Plan, at: Cursor, act: Act, index: int) -> SetAct:
    """Set one act from the cursor on.

    Raises:
        OutOfPagesError: where the plan has no room for all of it.
    """
    placed: list[Placed] = []
    seal = None
    for paragraph in act.paragraphs:
        if paragraph.style == "table":
            more, at = place_table(plan, at, _table(act))
        elif paragraph.footnote:
            body, note, at = place_noted(plan, at, paragraph.text, paragraph.footnote)
            more = [*body, note]
        else:
            more, at = place_paragraph(plan, at, paragraph.style, paragraph.text)
        if paragraph.style == "signature" and act.seal:
            seal = more[-1].page, _seal(more[-1].passage.lines[-1], act, plan.era)
        placed += more
    own = [replace(item, passage=replace(item.passage, act=index)) for item in placed]
    own[0] = replace(own[0], passage=replace(own[0].passage, opens=True))
    return SetAct(tuple(own), seal, at)


def _table(act: Act) -> Table:
    if act.table is None:
        raise ValueError(f"{act.title}: a place for a table, and none")
    return act.table


def _seal(line: tuple[Sort, ...], act: Act, era: Era) -> Seal:
    """The seal over a signature, a little below its middle so that it also touches the date."""
    box = hull(tuple(ink_box(sort) for sort in line))
    x, y = (round(value) for value in box.centre)
    return Seal(act.seal, choose(era.song, act.seal), x, y + era.body // 3, round(era.body * 3.4))


def lock_up(
    page: str, era: Era, passages: list[Passage], rules: tuple[Rule, ...], seals: tuple[Seal, ...]
) -> Forme:
    """The forme of a page: footnotes behind the text, page number last, ids given in this order."""
    ordered = sorted(passages, key=_rank)
    regions = [_region(f"{page}_r{n:02d}", page, passage, era) for n, passage in enumerate(ordered, 1)]
    starts = [
        Start(passage.act, region.id, region.lines[0].id)
        for passage, region in zip(ordered, regions, strict=True)
        if passage.opens
    ]
    regions += [_stamp(f"{page}_r{len(regions) + n:02d}", page, seal) for n, seal in enumerate(seals, 1)]
    return Forme(
        page=page,
        width=era.width,
        height=era.height,
        direction=era.direction,
        era=era.name,
        sorts=tuple(sort for passage in ordered for line in passage.lines for sort in line),
        rules=(*rules, *(rule for passage in ordered for rule in passage.rules)),
        seals=seals,
        regions=tuple(regions),
        starts=tuple(starts),
    )


def _rank(passage: Passage) -> int:
    ranks = {RegionKind.HEADER: 0, RegionKind.FOOTNOTE: 2, RegionKind.PAGE_NUMBER: 3}
    return ranks.get(passage.kind, 1)


def _region(name: str, page: str, passage: Passage, era: Era) -> Region:
    lines = []
    for n, line in enumerate(passage.lines, 1):
        glyphs = tuple(Glyph(sort.text, ink_box(sort)) for sort in line)
        lines.append(_text_line(f"{name}_l{n:02d}", glyphs, era))
    box = hull(tuple(line.box for line in lines if line.box))
    cells = tuple(replace(cell, lines=tuple(lines[n].id for n in numbers)) for cell, numbers in passage.cells)
    return Region(name, passage.kind, page, box, tuple(lines), cells=cells)


def _text_line(name: str, glyphs: tuple[Glyph, ...], era: Era) -> TextLine:
    inked = tuple(glyph.box for glyph in glyphs if glyph.box and not glyph.text.isspace())
    return TextLine(name, hull(inked), glyphs, era.direction)


def _stamp(name: str, page: str, seal: Seal) -> Region:
    """The seal as a region: one line, its lettering in the order it is read round the arc."""
    glyphs = tuple(Glyph(char, box) for char, box, _ in seal_glyphs(seal))
    reach = seal.radius + 1
    box = Box(seal.x - reach, seal.y - reach, seal.x + reach, seal.y + reach)
    line = TextLine(f"{name}_l01", hull(tuple(glyph.box for glyph in glyphs if glyph.box)), glyphs)
    return Region(name, RegionKind.STAMP, page, box, (line,))


def printed_text(act: Act, plan: Plan) -> str:
    """The body of an act as it is printed, a paragraph a line."""
    return fitted(act.body, plan)
