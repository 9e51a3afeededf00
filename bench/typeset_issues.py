"""Typeset issues as pages with an edition: of their own truth, or as the engines read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bench.paging import extent, paged
from bench.readings import FIRST, of_sample
from bench.typeset_pages import ERAS, LEAVES, Sample
from pipeline.export.flow import Page
from pipeline.model import Edition, Master, Region, RegionKind, Step
from pipeline.proof.edition import edit
from pipeline.settings import ProofSettings
from samples.typeset import Issue, typeset_issue

STEP = Step("proof", "bench", "1")


def issues(count: int, eras: Sequence[str] = ERAS, seed: int = 1) -> Iterator[tuple[str, int, Issue]]:
    """So many issues, dealt out to the eras in turn, each with its era and seed."""
    for n in range(count):
        era, own = eras[n % len(eras)], seed + n // len(eras)
        yield era, own, typeset_issue(own, LEAVES, era)


def settled(issue: Issue) -> tuple[Page, ...]:
    """Every page as a perfect reader leaves it."""
    return tuple(
        Page(
            _master(forme.page, forme.width, forme.height),
            Edition(forme.page, ("gt",), forme.regions, (), (), (STEP,)),
        )
        for forme in issue.formes
    )


def without_boxes(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """The same text as it comes from a file without geometry."""
    return tuple(
        replace(page, edition=replace(page.edition, regions=tuple(map(_flat, page.edition.regions))))
        for page in pages
        if page.edition
    )


def read(era: str, seed: int, strength: str, kept: Path | None) -> tuple[Page, ...]:
    """Every page of an issue as two engines read it and settling leaves it; nobody proofreads."""
    return tuple(_read(Sample(era, strength, seed, index), kept) for index in range(LEAVES))


def _read(sample: Sample, kept: Path | None) -> Page:
    readings = of_sample(sample, kept)
    witnesses = (readings.first, readings.second)
    edition = edit(witnesses, FIRST, ProofSettings().errors_left_per_10000, STEP)
    placed = paged(edition, f"p{sample.index + 1:04d}")
    text = Edition(placed.page, placed.sigils, placed.regions, (), (), (STEP,))
    return Page(_master(placed.page, *extent(placed)), text)


def _flat(region: Region) -> Region:
    lines = tuple(
        replace(line, box=None, glyphs=tuple(replace(glyph, box=None) for glyph in line.glyphs))
        for line in region.lines
    )
    kind = RegionKind.PARAGRAPH if region.kind is RegionKind.HEADING else region.kind
    return replace(region, kind=kind, box=None, lines=lines)


def _master(page: str, width: int, height: int) -> Master:
    return Master(page, f"{page}.png", 0, "PNG", f"{page}.png", "0" * 64, width, height, 200.0)
