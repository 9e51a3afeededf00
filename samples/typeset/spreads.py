"""Facing pages in one image, as a book scanner gives them; the boxes of the second page move with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from pipeline.model import Direction, Region, Transform
from samples.typeset.records import Document, Page


def pair(pages: Iterable[Page], documents: tuple[Document, ...]) -> Iterator[Page]:
    """The cover alone, then facing pages two by two; images are counted anew."""
    raise NotImplementedError
