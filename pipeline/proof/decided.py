"""What people decided, laid over what the engines settled: a decided stretch wins.

It is settled by the entry of the log, whatever the engines make of it today.  Where people who did
not see each other's work say different things, the place is open.  A line that no engine finds any
more stays if a person decided that something stands in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.derivative import CleanPage
from pipeline.model import App, Box, Edition, Glyph, Reading, Region, TextLine, glyph_text, hull
from pipeline.proof.claims import BASE, Laid, lay
from pipeline.proof.columns import CollatedLine
from pipeline.proof.decidedapps import HUMAN, Scene, apparatus
from pipeline.proof.decisions import Act
from pipeline.proof.frame import on_derivatives
from pipeline.proof.settle import EXTRA_LINE
from pipeline.proof.standing import Carrier
from pipeline.proof.stretches import Stretch, stretches


@dataclass(frozen=True, slots=True)
class _Page:
    """The edition of the engines and what people decided on it."""

    edition: Edition
    laid: Laid
    stretches: Mapping[str, tuple[Stretch, ...]]  # by line
    lines: Mapping[str, TextLine]  # of the edition
    apps: Mapping[str, tuple[App, ...]]  # by line


def on_page(carriers: Iterable[Carrier], page: CleanPage, image: str) -> tuple[Carrier, ...]:
    """Carriers with their boxes on the images of the page.

    `image` is the SHA-256 of the page's master; boxes on another scan say nothing, so they are left
    out, and only the text tells where things are.
    """
    found = []
    for carrier in carriers:
        witness = carrier.witness
        if carrier.image and image and carrier.image != image:
            witness = replace(witness, regions=tuple(map(_without_boxes, witness.regions)))
        found.append(replace(carrier, witness=on_derivatives(witness, page)))
    return tuple(found)


def overlay(edition: Edition, carriers: Sequence[Carrier]) -> Edition:
    """The edition with what people decided; boxes of the carriers lie on the edition's images."""
    if not carriers:
        return edition
    page = _page(edition, carriers)
    known = {region.id for region in edition.regions}
    regions: list[Region] = []
    apps: list[App] = []
    for collated in page.laid.collation.regions:
        made = [_line(page, line, collated.region.image) for line in collated.lines if _stays(page, line)]
        if made or collated.region.id in known:
            regions.append(replace(collated.region, lines=tuple(line for line, _ in made)))
            apps += [app for _, own in made for app in own]
    return replace(edition, regions=tuple(regions), apps=tuple(apps))


def _page(edition: Edition, carriers: Sequence[Carrier]) -> _Page:
    laid = lay(edition.page, edition.regions, carriers)
    texts = {line.id: laid.glyphs(line) for line in laid.collation.lines}
    apps: dict[str, tuple[App, ...]] = {}
    for app in edition.apps:
        apps[app.line] = (*apps.get(app.line, ()), app)
    found = {name: stretches(own, texts[name]) for name, own in laid.by_line().items()}
    lines = {line.id: line for region in edition.regions for line in region.lines}
    return _Page(edition, laid, found, lines, apps)


def _stays(page: _Page, line: CollatedLine) -> bool:
    """A line that carriers alone have stays if somebody decided that something stands there."""
    own = page.stretches.get(line.id, ())
    return line.lead == BASE or any(glyphs for stretch in own for glyphs in _ways(stretch))


def _ways(stretch: Stretch) -> tuple[tuple[Glyph, ...], ...]:
    if stretch.chosen:
        return (stretch.chosen.glyphs,)
    return tuple(glyphs for _, glyphs in stretch.ways)


def _line(page: _Page, line: CollatedLine, image: str) -> tuple[TextLine, tuple[App, ...]]:
    """One line of the edition with its stretches put in, and its apparatus."""
    if line.lead == BASE:
        printed, apps = page.lines[line.id], page.apps.get(line.id, ())
    else:
        glyphs = page.laid.glyphs(line)
        printed = TextLine(line.id, line.box or _hull(glyphs), glyphs, line.direction)
        apps = (_unseen(printed, line.lead, image),)
    own = page.stretches.get(line.id, ())
    if not own:
        return printed, apps
    chosen = tuple((stretch, _glyphs(stretch, printed.glyphs)) for stretch in own)
    found = apparatus(Scene(printed, image, page.edition.sigils), apps, chosen)
    return replace(printed, glyphs=_joined(printed.glyphs, chosen)), found


def _unseen(line: TextLine, sigil: str, image: str) -> App:
    """A line that no engine has: what nobody decided of it is open."""
    readings = (Reading(line.text, (sigil,), 0.0), Reading("", (), 0.0))
    place = (line.id, 0, len(line.glyphs), line.text)
    return App(f"{line.id}_a01", *place, readings, (EXTRA_LINE,), False, image, line.box)


def _joined(
    glyphs: Sequence[Glyph], chosen: Iterable[tuple[Stretch, tuple[Glyph, ...]]]
) -> tuple[Glyph, ...]:
    found: list[Glyph] = []
    at = 0
    for stretch, own in chosen:
        found += (*glyphs[at : stretch.start], *own)
        at = stretch.stop
    return (*found, *glyphs[at:])


def _glyphs(stretch: Stretch, line: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """What stands in a stretch: what people chose; where they disagree, the engines' text if one has it."""
    old = tuple(line[stretch.start : stretch.stop])
    if stretch.chosen is None:
        text = glyph_text(old)
        own = next((glyphs for _, glyphs in stretch.ways if glyph_text(glyphs) == text), stretch.ways[0][1])
        return tuple(replace(glyph, confidence=min(glyph.confidence, 0.5)) for glyph in _boxed(own, old))
    sure = 0.0 if stretch.chosen.decided.act is Act.UNREADABLE else HUMAN
    own = _boxed(stretch.chosen.glyphs, old)
    return tuple(replace(glyph, confidence=sure, alternatives=()) for glyph in own)


def _boxed(glyphs: Sequence[Glyph], old: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """The glyphs where the old ones stood, if they are as many; else with the boxes they came with."""
    if len(glyphs) != len(old):
        return tuple(glyphs)
    return tuple(replace(new, box=was.box or new.box) for new, was in zip(glyphs, old, strict=True))


def _hull(glyphs: Iterable[Glyph]) -> Box | None:
    boxes = tuple(glyph.box for glyph in glyphs if glyph.box)
    return hull(boxes) if boxes else None


def _without_boxes(region: Region) -> Region:
    lines = tuple(
        replace(line, box=None, glyphs=tuple(replace(glyph, box=None) for glyph in line.glyphs))
        for line in region.lines
    )
    return replace(region, box=None, lines=lines, cells=())
