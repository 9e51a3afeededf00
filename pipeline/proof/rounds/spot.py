"""Spot-checks: some lines of a page, drawn so that nobody chooses them and anyone can draw them again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from math import ceil

from pipeline.model import Edition
from pipeline.proof.decisions import state_of


@dataclass(frozen=True, slots=True)
class Sample:
    """The lines of a page to look at, in page order."""

    page: str
    lines: tuple[tuple[str, str], ...]  # id and text


def draw(edition: Edition, step: str, share: float) -> Sample:
    """A share of the lines that have text, one at least; the seed is the page, its text and the step."""
    lines = [line for region in edition.regions for line in region.lines if line.text.strip()]
    seed = f"{edition.page}\n{state_of(edition)}\n{step}\n"
    ranked = sorted(range(len(lines)), key=lambda n: hashlib.sha256(f"{seed}{lines[n].id}".encode()).digest())
    chosen = sorted(ranked[: ceil(share * len(lines))])
    return Sample(edition.page, tuple((lines[n].id, lines[n].text) for n in chosen))
