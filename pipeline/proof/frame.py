"""Bringing witnesses whose boxes lie on the master onto the derivatives that are compared."""

from __future__ import annotations

from dataclasses import replace

from pipeline.derivative import CleanPage, Derivative
from pipeline.frames import from_master, region_on_master
from pipeline.model import Box, Region, Witness, hull


def on_derivatives(witness: Witness, page: CleanPage) -> Witness:
    """A witness with every box on a derivative; a region without boxes counts to the first one."""
    if not page.derivatives:
        return witness
    return replace(witness, regions=tuple(_on_derivative(region, page) for region in witness.regions))


def _on_derivative(region: Region, page: CleanPage) -> Region:
    if any(region.image == derivative.image for derivative in page.derivatives):
        return region
    extent = _extent(region)
    if extent is None:
        return replace(region, image=page.derivatives[0].image)
    derivative = min(page.derivatives, key=lambda d: _distance(extent, d))
    # the same move as the one to the master, the other way
    return region_on_master(region, derivative.image, {region.image: from_master(derivative)})


def _extent(region: Region) -> Box | None:
    boxes = tuple(line.box for line in region.lines if line.box)
    return hull(boxes) if boxes else region.box


def _distance(extent: Box, derivative: Derivative) -> float:
    """How far the centre of a box on the master lies outside the derivative, in its pixels; 0 inside."""
    x, y = from_master(derivative).point(*extent.centre)
    beside = max(-x, x - derivative.width, 0.0)
    above = max(-y, y - derivative.height, 0.0)
    return beside + above
