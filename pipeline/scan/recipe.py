"""The scan stage on one screen: a master's raster in, clean page images out.

Everything is measured on a small copy and decided first; then every derivative is cut out of the
master with one resampling.  What would lose text is taken back, step by step.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from pipeline.bend import FLAT, Bend
from pipeline.derivative import Transform
from pipeline.image import Raster
from pipeline.model import Finding
from pipeline.scan import background, decide, deskew, noharm, notes
from pipeline.scan.colour import is_coloured, paper_colour, without_colour
from pipeline.scan.deskew import Skew
from pipeline.scan.ink import Look, look, shrink
from pipeline.scan.noharm import Loss
from pipeline.scan.piece import Piece, cut, place, turned, upright, whole
from pipeline.scan.spread import Opening
from pipeline.settings import ScanSettings


@dataclass(frozen=True, slots=True)
class Sheet:
    """One printed page, clean."""

    image: str  # image id
    raster: Raster  # (h, w, 3) RGB, or (h, w) where the page has no colour
    transform: Transform  # to the master, once bent
    bend: Bend  # what dewarping took out; goes before the transform


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What became of one master."""

    sheets: tuple[Sheet, ...]  # in reading order
    parameters: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be done to the upright page."""

    pieces: tuple[Piece, ...]  # in reading order
    even: bool  # whether to make the paper even


@dataclass(frozen=True, slots=True)
class _Page:
    """The upright page, its small copy and the way back to the master."""

    id: str
    raster: Raster
    seen: Look
    fill: tuple[int, ...]  # the colour of its paper
    to_master: Transform


@dataclass(frozen=True, slots=True)
class _Work:
    """What was measured on a page, and what was made of it."""

    seen: Look
    opening: Opening
    skews: tuple[Skew, ...]
    sheets: tuple[Sheet, ...]
    done: _Plan
    losses: tuple[Loss, ...]


def _wait(sheets: tuple[Sheet, ...]) -> None:
    """There is nothing else to do."""


def clean(
    raster: Raster,
    settings: ScanSettings,
    page: str,
    meanwhile: Callable[[tuple[Sheet, ...]], None] = _wait,
) -> Cleaned:
    """Turn, split, crop, level and even out one master; refuse what would lose text.

    While Tesseract, a process of its own, looks which way up the scan lies, it is cleaned as it lies:
    nearly all lie upright, and then the wait has cost nothing.  `meanwhile` is called in that wait with
    the sheets as they will be if the scan lies upright; they are then the very ones that are returned.
    """
    small, factor = shrink(raster)
    if not is_coloured(small):
        raster, small = without_colour(raster), without_colour(small)
    lying = look(small, factor)
    with ThreadPoolExecutor(1) as other:
        asked = other.submit(decide.stance, lying, settings)
        work = _work(_Page(page, raster, lying, paper_colour(small, lying), Transform()), settings)
        meanwhile(work.sheets)
        stance = asked.result()
    if stance.turn:
        work = _work(_turned(page, raster, turned(small, stance.turn), factor, stance.turn), settings)
    facts = notes.Facts(work.seen, stance, work.opening, work.skews, work.losses)
    taken = notes.Done(work.done.pieces, work.done.even)
    return Cleaned(work.sheets, notes.parameters(facts, taken), notes.findings(page, facts, taken))


def _turned(page: str, raster: Raster, small: Raster, factor: float, turn: int) -> _Page:
    """A page that lay turned, set upright; `small` is its copy, upright already."""
    height, width = raster.shape[:2]
    seen = look(small, factor)
    fill = paper_colour(small, seen)
    return _Page(page, turned(raster, turn), seen, fill, upright(width, height, turn))


def _work(scan: _Page, settings: ScanSettings) -> _Work:
    """Split, crop, level and even out a page that lies upright."""
    size = decide.Page(scan.raster.shape[1], scan.raster.shape[0])
    skew = deskew.measure(scan.seen.ink, scan.seen.glyphs)
    box = decide.crop(scan.seen, size, settings)
    opening = decide.opening(scan.seen, skew, size, settings)
    quads = decide.quads(box, opening, size)
    levelled = decide.in_reading_order(tuple(decide.levelled(quad, scan.seen, settings) for quad in quads))
    plan = _Plan(tuple(piece for piece, _ in levelled), decide.evened(scan.seen, settings))
    sheets, done, losses = _carried_out(scan, plan, _Plan((Piece(whole(size.box)),), even=False))
    return _Work(scan.seen, opening, tuple(skew for _, skew in levelled), sheets, done, losses)


def _carried_out(scan: _Page, plan: _Plan, plain: _Plan) -> tuple[tuple[Sheet, ...], _Plan, tuple[Loss, ...]]:
    """The sheets of the plan, or where text would be lost of a plan with less in it; at last the plain page.

    First the paper stays uneven, then the curl stays, too.
    """
    losses: list[Loss] = []
    less = replace(plan, even=False)
    curled = replace(less, pieces=tuple(replace(piece, bend=FLAT) for piece in plan.pieces))
    for attempt in dict.fromkeys((plan, less, curled, plain)):
        sheets = _sheets(scan, attempt)
        losses.append(_loss(scan, sheets))
        if losses[-1].share <= noharm.LIMIT:
            break
    return sheets, attempt, tuple(losses)


def _sheets(scan: _Page, plan: _Plan) -> tuple[Sheet, ...]:
    named = zip("ab", plan.pieces, strict=False)
    return tuple(_sheet(scan, piece, plan.even, f"{scan.id}_{letter}") for letter, piece in named)


def _sheet(scan: _Page, piece: Piece, even: bool, name: str) -> Sheet:
    placed = place(piece, scan.to_master)
    raster = cut(scan.raster, piece, placed, scan.fill)
    if even:
        raster = background.clean(raster, background.measure(scan.seen).contrast)
    return Sheet(name, raster, placed.to_master, placed.bend)


def _loss(scan: _Page, sheets: tuple[Sheet, ...]) -> Loss:
    """What the sheets have lost of the ink of the upright page."""
    gathered = noharm.blank(scan.seen)
    shrunk = Transform(1 / scan.seen.factor, 0, 0, 0, 1 / scan.seen.factor, 0)
    to_copy = shrunk.after(scan.to_master.inverse())
    for sheet in sheets:
        noharm.keep(gathered, sheet.raster, sheet.bend, to_copy.after(sheet.transform))
    return noharm.compare(scan.seen, gathered)
