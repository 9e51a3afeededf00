"""Rows that no rule parts: a field with a column of figures in it becomes a field for each of them.

Many tables are ruled only below their head and between their columns.  What is one field by its rules is
then as many rows as figures stand under one another in it; the words beside them may take several lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import fmean

from pipeline.model import Box, Direction, hull
from pipeline.ocr.filling import Content, contents
from pipeline.ocr.lattice import Field
from pipeline.ocr.shapes import Strip
from pipeline.text import figures

Text = Callable[[Strip], str]

LEVEL = 0.6  # share of a table's levels on which one column must have a figure
INNER = 0.2  # share of a strip's height at its top and bottom that is no ink


def split(held: Sequence[Content], text: Text) -> tuple[Content, ...]:
    """The fields of a table, those of a band of level figures divided into rows."""
    count = max(content.field.row + content.field.rows for content in held)
    cuts = [_cuts([c for c in held if (c.field.row, c.field.rows) == (n, 1)], text) for n in range(count)]
    if not any(cuts):
        return tuple(held)
    before = [0]  # rows above each of the old ones, once all are cut
    for places in cuts:
        before.append(before[-1] + 1 + len(places))
    fields: list[Field] = []
    for content in held:
        field = content.field
        places = cuts[field.row] if field.rows == 1 else []
        moved = replace(field, row=before[field.row], rows=before[field.row + field.rows] - before[field.row])
        fields += _divided(moved, places)
    strips = [strip for content in held for line in content.lines for strip in line]
    return contents(sorted(fields, key=lambda field: (field.row, field.column)), strips)


def _divided(field: Field, places: Sequence[float]) -> list[Field]:
    if not places:
        return [field]
    edges = [field.box.top, *map(round, places), field.box.bottom]
    left, right = field.box.left, field.box.right
    return [
        Field(field.row + n, field.column, 1, field.columns, Box(left, top, right, bottom))
        for n, (top, bottom) in enumerate(pairwise(edges))
    ]


def _cuts(band: Sequence[Content], text: Text) -> list[float]:
    """Where to cut a row of fields: in the widest white between the levels at which its figures stand."""
    lines = [line for content in band for line in content.lines if not _stands(line)]
    if sum(bool(content.lines) for content in band) < 2:
        return []
    levels = _levels([line for line in lines if figures.is_figure("".join(map(text, line)))])
    if len(levels) < 2 or not _is_column_of(levels, band, text):
        return []
    spans = [_span(line) for line in lines]
    return [_white(spans, above, below) for above, below in pairwise(levels)]


def _stands(line: Sequence[Strip]) -> bool:
    return any(strip.direction is Direction.VERTICAL for strip in line)


def _span(line: Sequence[Strip]) -> tuple[float, float]:
    """From the top to the bottom of a line, without the room round its ink."""
    box = hull(tuple(strip.box for strip in line))
    return box.top + INNER * box.height, box.bottom - INNER * box.height


def _levels(lines: Sequence[Sequence[Strip]]) -> list[float]:
    """The heights at which lines stand, from the top: those that overlap stand level."""
    groups: list[list[tuple[float, float]]] = []
    for span in sorted(map(_span, lines), key=sum):
        if groups and sum(groups[-1][-1]) / 2 > span[0]:
            groups[-1].append(span)
        else:
            groups.append([span])
    return [fmean(sum(span) / 2 for span in group) for group in groups]


def _is_column_of(levels: Sequence[float], band: Sequence[Content], text: Text) -> bool:
    """Whether some field has figures on most of the levels, one on each."""
    for content in band:
        read = ["".join(map(text, line)) for line in content.lines]
        count = sum(figures.is_figure(one) for one in read)
        if max(2, LEVEL * len(levels)) <= count <= len(levels):
            return True
    return False


def _white(spans: Sequence[tuple[float, float]], above: float, below: float) -> float:
    """The middle of the widest white between two heights; half way where there is none.

    Of two whites that are about as wide the lower one counts: what is too long for its row runs on below.
    """
    between = sorted(span for span in spans if span[1] > above and span[0] < below)
    best, place, reach = 0.0, (above + below) / 2, above
    for top, bottom in [*between, (below, below)]:
        white = min(top, below) - reach
        if white > 0 and white >= 0.8 * best:
            best, place = max(best, white), reach + white / 2
        reach = max(reach, bottom)
    return place
