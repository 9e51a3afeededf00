"""What language and the page's own redundancy say of the units of a page, where their modules are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Region, RegionKind, TextLine, Witness
from pipeline.proof.evidence.coherence import check
from pipeline.proof.evidence.facts import Hints, Place
from pipeline.proof.evidence.language import Doubt, doubts, language_model
from pipeline.proof.evidence.language_forms import forms
from pipeline.proof.evidence.units import Unit, UnitLine, UnitPage

BREAK = "\n"  # where the text does not run on
SURE = 0.99  # engine's confidence of what counts as the page's own sure text
LIKELY = 0.0  # a doubt of the language above this says that its other character is the likelier
RUNNING = frozenset({RegionKind.PARAGRAPH, RegionKind.HEADING, RegionKind.FOOTNOTE, RegionKind.CAPTION})
WRONG, AGAINST = 2.0, 1.0  # what a slip most likely lies in; what it does not agree with


@dataclass(frozen=True, slots=True)
class Said:
    """What was found out about a page beside its witnesses."""

    hints: Hints
    best: Mapping[Place, str]  # what the language would rather have


def said_of(page: UnitPage) -> Said:
    """All hints of a page; those of the language where a lexicon is installed."""
    found, odds = _language(page)
    scores = {place: doubt.score for place, doubt in found.items()}
    best = {place: doubt.best for place, doubt in found.items() if doubt.score > LIKELY}
    return Said(Hints(scores, odds, _coherence(page)), best)


def _language(page: UnitPage) -> tuple[dict[Place, Doubt], dict[Place, float]]:
    """The doubts of the language by place, and the log odds of another form of the character."""
    text: list[str] = []
    others: list[tuple[str, ...]] = []
    places: list[Place | None] = []
    for number, line in enumerate(page.lines):
        for n, unit in enumerate(line.units):
            if unit.glyph and unit.text.strip():
                text.append(unit.text)
                others.append(tuple(_alternatives(unit)))
                places.append((number, n))
        if line.last or line.kind not in RUNNING or line.joiner:
            text.append(BREAK)
            others.append(())
            places.append(None)
    model = language_model(_sure_text(page.lines))
    found = ((places[doubt.position], doubt) for doubt in doubts(text, others, model))
    other = forms(text)
    odds = {
        place: other[glyph][1] for place, glyph in zip(places, text, strict=True) if place and glyph in other
    }
    return {place: doubt for place, doubt in found if place is not None}, odds


def _alternatives(unit: Unit) -> Iterable[str]:
    """What the engines thought of, each once: their next-best readings, and what the others read."""
    readings = [text for text, _ in unit.glyph.alternatives] if unit.glyph else []
    readings += [glyph.text for cell in unit.others for glyph in cell if len(cell) == 1]
    return dict.fromkeys(text for text in readings if text.strip() and text != unit.text)


def _sure_text(lines: Iterable[UnitLine]) -> list[str]:
    """The lines of a page; what is less certain breaks them."""
    return [
        "".join(u.text if u.glyph and u.glyph.confidence >= SURE else BREAK for u in line.units)
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
    for number, line in enumerate(page.lines):
        glyphs = tuple(unit.glyph for unit in line.units if unit.glyph)
        lines.append(TextLine(f"l{number}", line.box, glyphs, line.direction))
        if line.last:
            yield Region(f"r{number}", line.kind, line.image, None, tuple(lines), line.joiner)
            lines = []
