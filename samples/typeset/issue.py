"""A whole issue and its documents; its pages are drawn when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from samples.typeset.drawing import impress
from samples.typeset.records import Forme, Page
from samples.typeset.spreads import pair


@dataclass(frozen=True, slots=True)
class Document:
    """One act inside the issue, as printed."""

    number: str  # 发文字号; empty where it bears none
    title: str
    type: str  # "通知", "办法", …
    date: str  # ISO 8601
    text: str  # the body, a paragraph a line, without the number and the title
    pages: tuple[str, ...]
    addressee: str = ""  # without the colon
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """A whole issue: its formes, from which the pages are printed one by one, and its documents."""

    id: str  # "1987-03"
    title: str
    number: str  # as printed, "1987年第3期"
    total: int  # 总第N期
    date: str  # ISO 8601
    formes: tuple[Forme, ...]
    documents: tuple[Document, ...]
    spread: bool = False  # whether facing pages are delivered as one image

    def printed(self) -> Iterator[Page]:
        """The clean pages in order, each drawn when it is asked for."""
        pages = (impress(forme) for forme in self.formes)
        return pair(pages) if self.spread else pages

    @property
    def pages(self) -> tuple[Page, ...]:
        """All clean pages at once; for a long issue take `printed`."""
        return tuple(self.printed())
