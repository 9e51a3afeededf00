"""What language and the page's own redundancy say of the units of a page, where their modules are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Cell, Region, TextLine, Witness
from pipeline.proof.evidence.coherence import check
from pipeline.proof.evidence.facts import Hints
from pipeline.proof.evidence.language import Doubt, Model, doubts, language_model
from pipeline.proof.evidence.language_forms import forms
from pipeline.proof.evidence.language_rivals import Footing, footings
from pipeline.proof.evidence.running import END, Place, Running, running
from pipeline.proof.evidence.stands import challenger
from pipeline.proof.evidence.units import Unit, UnitLine, UnitPage

SURE = 0.99  # engine's confidence of what counts as the page's own sure text
LIKELY = 0.0  # a doubt of the language above this says that its other character is the likelier
WRONG, AGAINST = 2.0, 1.0  # what a slip most likely lies in; what it does not agree with


@dataclass(frozen=True, slots=True)
class Said:
    """What was found out about a page beside its witnesses."""

    hints: Hints
    best: Mapping[Place, str]  # what the language would rather have


def said_of(page: UnitPage) -> Said:
    """All hints of a page; those of the language where a lexicon is installed."""
    whole = running(page)
    model = language_model(_sure_text(page.lines))
    found = _doubts(whole, model)
    scores = {place: doubt.score for place, doubt in found.items()}
    best = {place: doubt.best for place, doubt in found.items() if doubt.score > LIKELY}
    held = _footings(whole, model)
    rivals = {place: one.rival for place, one in held.items() if one.rival is not None}
    words = {place: one.word for place, one in held.items()}
    return Said(Hints(scores, _forms(whole), _coherence(page), rivals, words), best)


def _doubts(whole: Running, model: Model) -> dict[Place, Doubt]:
    """The doubts of the language by place."""
    others = [tuple(_alternatives(unit)) if unit else () for unit in whole.units]
    found = ((whole.places[doubt.position], doubt) for doubt in doubts(whole.text, others, model))
    return {place: doubt for place, doubt in found if place is not None}


def _forms(whole: Running) -> dict[Place, float]:
    """The log odds of another form of the character."""
    other = forms(whole.text)
    pairs = zip(whole.places, whole.text, strict=True)
    return {place: other[glyph][1] for place, glyph in pairs if place and glyph in other}


def _footings(whole: Running, model: Model) -> dict[Place, Footing]:
    """How well each character stands there against its rival."""
    rivals = [challenger(unit) if unit else "" for unit in whole.units]
    found = ((whole.places[n], footing) for n, footing in footings(whole.text, rivals, model).items())
    return {place: footing for place, footing in found if place is not None}


def _alternatives(unit: Unit) -> Iterable[str]:
    """What the engines thought of, each once: their next-best readings, and what the others read."""
    readings = [text for text, _ in unit.glyph.alternatives] if unit.glyph else []
    readings += [glyph.text for cell in unit.others for glyph in cell if len(cell) == 1]
    return dict.fromkeys(text for text in readings if text.strip() and text != unit.text)


def _sure_text(lines: Iterable[UnitLine]) -> list[str]:
    """The lines of a page; what is less certain breaks them."""
    return [
        "".join(u.text if u.glyph and u.glyph.confidence >= SURE else END for u in line.units)
        for line in lines
    ]


def _coherence(page: UnitPage) -> dict[Place, float]:
    """The places that the page's own redundancy speaks against: WRONG or AGAINST."""
    names = {f"l{number}": number for number in range(len(page.lines))}
    found: dict[Place, float] = {}
    for slip in check([Witness("", "", tuple(_regions(page)), (), ())]):
        for spans, weight in ((slip.against, AGAINST), (slip.spans, WRONG if slip.sure else AGAINST)):
            for span in spans:
                for place in _places(page, names[span.line], span.start, span.stop):
                    found[place] = max(weight, found.get(place, 0.0))
    return found


def _places(page: UnitPage, number: int, start: int, stop: int) -> Sequence[Place]:
    """The units of a stretch of a line, given by its characters."""
    written = [n for n, unit in enumerate(page.lines[number].units) if unit.glyph]
    return [(number, n) for n in written[start:stop]]


def _regions(page: UnitPage) -> Iterable[Region]:
    """The page as regions, its lines named by their numbers."""
    lines: list[TextLine] = []
    names: dict[str, str] = {}
    for number, line in enumerate(page.lines):
        glyphs = tuple(unit.glyph for unit in line.units if unit.glyph)
        names[line.id] = f"l{number}"
        lines.append(TextLine(names[line.id], line.box, glyphs, line.direction))
        if line.last:
            cells = tuple(_renamed(cell, names) for cell in line.cells)
            yield Region(f"r{number}", line.kind, line.image, None, tuple(lines), line.joiner, cells)
            lines, names = [], {}


def _renamed(cell: Cell, names: Mapping[str, str]) -> Cell:
    """A field of a table with the lines that are there, by their new names."""
    return replace(cell, lines=tuple(names[name] for name in cell.lines if name in names))
