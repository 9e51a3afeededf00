"""What a check finds: a place where a page contradicts itself, or what is known of the calendar."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of glyphs of one line."""

    page: str
    line: str  # line id
    start: int  # first glyph
    stop: int  # first glyph after it


@dataclass(frozen=True, slots=True)
class Slip:
    """Two things that cannot both be right, or one that cannot be; print or recognition slipped."""

    code: str  # "regnal-year", "cycle-name", …: the check that found it
    message: str  # what does not fit, and what would
    spans: tuple[Span, ...]  # what is wrong, most likely; at least one
    expected: str = ""  # what would be right in the place of `spans`; empty where that is not known
    against: tuple[Span, ...] = ()  # what it does not agree with, and what may be the wrong one instead
    sure: bool = True  # False: odd, but it may well be right

    @property
    def page(self) -> str:
        return self.spans[0].page

    @property
    def line(self) -> str:
        return self.spans[0].line

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def stop(self) -> int:
        return self.spans[0].stop
