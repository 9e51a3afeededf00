"""Hypothesis strategies for every record of `pipeline.model` and `pipeline.derivative`."""

from __future__ import annotations

import math

from hypothesis import strategies as st

from pipeline.bend import FLAT, Bend
from pipeline.derivative import CleanPage, Derivative, Transform
from pipeline.model import (
    App,
    Box,
    Cell,
    Direction,
    Edition,
    Finding,
    Glyph,
    Inventory,
    Master,
    Reading,
    Region,
    RegionKind,
    Severity,
    Step,
    TextLine,
    Witness,
)

texts = st.text(st.characters(codec="utf-8"), max_size=8)
ids = st.from_regex(r"p\d{4}(_r\d{2}(_l\d{2})?)?", fullmatch=True)
numbers = st.integers(-100_000, 100_000)
confidences = st.floats(0, 1)


def some(strategy: st.SearchStrategy, size: int = 3) -> st.SearchStrategy[tuple]:
    """A tuple of up to `size`."""
    return st.lists(strategy, max_size=size).map(tuple)


@st.composite
def boxes(draw: st.DrawFn, low: int = -5_000, high: int = 20_000) -> Box:
    left, right = sorted((draw(st.integers(low, high)), draw(st.integers(low, high))))
    top, bottom = sorted((draw(st.integers(low, high)), draw(st.integers(low, high))))
    return Box(left, top, right, bottom)


@st.composite
def transforms(draw: st.DrawFn) -> Transform:
    """What scanning does: turn, scale, shear a little, shift."""
    angle = draw(st.floats(-math.pi, math.pi))
    scale = draw(st.floats(0.1, 10))
    shear = draw(st.floats(-0.2, 0.2))
    shift = st.floats(-20_000, 20_000)
    a, b = scale * math.cos(angle), -scale * math.sin(angle)
    return Transform(a, b + shear * a, draw(shift), -b, a - shear * b, draw(shift))


@st.composite
def bends(draw: st.DrawFn) -> Bend:
    """A bend as a page may have, with few knots and nowhere folded over; some are flat."""
    if draw(st.booleans()):
        return FLAT
    along, across = draw(st.integers(-200, 3_000)), draw(st.integers(-200, 3_000))
    shifts = st.tuples(*[st.floats(-40, 40)] * 3)  # knots across are 100 pixels apart or more
    rows = draw(shifts), draw(shifts)
    knots = (float(along), along + 150.0, along + 400.0), (float(across), across + 100.0)
    return Bend(*knots, rows, draw(st.booleans()))


findings = st.builds(
    Finding, texts, texts, st.sampled_from(Severity), ids | st.just(""), texts, st.none() | boxes()
)
steps = st.builds(Step, texts, texts, texts, texts, texts)
masters = st.builds(
    Master, ids, texts, st.integers(0, 5_000), texts, texts, texts, numbers, numbers, st.floats(0, 20_000)
)
inventories = st.builds(Inventory, texts, some(masters), some(findings))
derivatives = st.builds(Derivative, ids, texts, numbers, numbers, transforms(), bends())
clean_pages = st.builds(
    CleanPage, ids, some(derivatives), some(st.tuples(texts, texts)), some(findings), some(steps)
)
glyphs = st.builds(Glyph, texts, st.none() | boxes(), confidences, some(st.tuples(texts, confidences)))
lines = st.builds(TextLine, ids, st.none() | boxes(), some(glyphs), st.sampled_from(Direction))
small = st.integers(0, 9)
cells = st.builds(Cell, small, small, small, small, st.booleans(), some(ids), st.none() | boxes())
regions = st.builds(
    Region,
    ids,
    st.sampled_from(RegionKind),
    ids,
    st.none() | boxes(),
    some(lines),
    st.sampled_from(("", " ")),
    some(cells),
)
witnesses = st.builds(Witness, ids, texts, some(regions), some(findings), some(steps))
readings = st.builds(Reading, texts, some(texts), confidences)
apps = st.builds(
    App,
    ids,
    ids,
    numbers,
    numbers,
    texts,
    some(readings),
    some(texts),
    st.booleans(),
    ids,
    st.none() | boxes(),
)
editions = st.builds(Edition, ids, some(texts), some(regions), some(apps), some(findings), some(steps))
records = st.one_of(
    boxes(), transforms(), bends(), findings, steps, masters, inventories, derivatives, clean_pages,
    glyphs, lines, cells, regions, witnesses, readings, apps, editions,
)  # fmt: skip
