"""How a long run talks while it works: on stderr, with rate, time left and failures so far.

A terminal gets one line that is rewritten; anything else gets plain lines, one for each task and
one every ten seconds in between.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TextIO

_REWRITE_SECONDS, _LINE_SECONDS = 0.2, 10.0


@dataclass(slots=True)
class Count:
    """What became of the units of one task, so far."""

    label: str  # "scan", or stage and task: "ocr P6"
    noun: str  # "pages", "issues", "files"
    total: int
    done: int = 0
    fresh: int = 0
    failed: int = 0
    skipped: int = 0  # nothing there to do it from
    seconds: float = 0.0

    @property
    def passed(self) -> int:
        return self.done + self.fresh + self.failed + self.skipped

    @property
    def per_minute(self) -> float:
        """Units brought to an end by work, per minute; 0 before there are any."""
        return 60 * (self.done + self.failed) / self.seconds if self.seconds else 0.0


class Reporter(Protocol):
    """What the runner tells while it works."""

    def begin(self, count: Count) -> None: ...
    def advance(self, count: Count) -> None: ...
    def fault(self, where: str, message: str, advice: str) -> None: ...
    def end(self, count: Count) -> None: ...


class Quiet:
    """Says nothing but failures."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def begin(self, count: Count) -> None: ...
    def advance(self, count: Count) -> None: ...
    def end(self, count: Count) -> None: ...

    def fault(self, where: str, message: str, advice: str) -> None:
        self._stream.write(printable(f"{where}: {message}\n  {advice}\n"))
        self._stream.flush()


class Lines(Quiet):
    """Plain lines, for log files: one at the end of a task, one every ten seconds before."""

    pause = _LINE_SECONDS

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(stream)
        self._clock = clock
        self._next = 0.0

    def begin(self, count: Count) -> None:
        super().begin(count)
        self._next = self._clock() + self.pause

    def advance(self, count: Count) -> None:
        if self._clock() >= self._next:
            self._next = self._clock() + self.pause
            self._show(running(count))

    def end(self, count: Count) -> None:
        if count.passed > count.skipped:
            self._stream.write(f"{ended(count)}\n")
            self._stream.flush()

    def _show(self, text: str) -> None:
        self._stream.write(f"{text}\n")
        self._stream.flush()


class Line(Lines):
    """One line of a terminal, rewritten in place."""

    pause = _REWRITE_SECONDS

    def begin(self, count: Count) -> None:
        super().begin(count)
        if count.total:
            self._show(running(count))  # the first page may take a while: an engine is loaded

    def fault(self, where: str, message: str, advice: str) -> None:
        self._erase()
        super().fault(where, message, advice)

    def end(self, count: Count) -> None:
        self._erase()
        super().end(count)

    def _show(self, text: str) -> None:
        # the terminal, not the text, decides the width: labels and numbers are ASCII
        width = shutil.get_terminal_size().columns - 1
        self._stream.write(f"\r\x1b[K{text[:width]}")
        self._stream.flush()

    def _erase(self) -> None:
        self._stream.write("\r\x1b[K")


def reporter(quiet: bool = False) -> Reporter:
    """The way of talking that suits this stderr."""
    if quiet:
        return Quiet(sys.stderr)
    return Line(sys.stderr) if sys.stderr.isatty() else Lines(sys.stderr)


def running(count: Count) -> str:
    """``ocr P6: 12/48 pages, 31.0 pages a minute, 1 min 10 s left, 1 failed``"""
    parts = [f"{count.label}: {count.passed}/{count.total} {count.noun}"]
    if count.per_minute:
        left = 60 * (count.total - count.passed) / count.per_minute
        parts += [rate for rate in (_rate(count),) if rate] + [f"{duration(left)} left"]
    if count.failed:
        parts.append(f"{count.failed} failed")
    return ", ".join(parts)


def ended(count: Count) -> str:
    """``ocr P6: 40 done, 8 fresh, 1 failed; 31.0 pages a minute``"""
    numbers = [(count.done, "done"), (count.fresh, "fresh"), (count.failed, "failed")]
    text = f"{count.label}: " + ", ".join(f"{number} {word}" for number, word in numbers if number)
    return text + (f"; {_rate(count)}" if _rate(count) else "")


def _rate(count: Count) -> str:
    """``31.0 pages a minute``; empty where there is no rate yet, or nobody asks for it."""
    if count.noun not in ("pages", "files") or not count.per_minute:
        return ""
    return f"{count.per_minute:.1f} {count.noun} a minute"


def duration(seconds: float) -> str:
    """``2 h 5 min``, ``3 min 20 s`` or ``40 s``"""
    whole = round(seconds)
    if whole >= 3600:
        return f"{whole // 3600} h {whole % 3600 // 60} min"
    if whole >= 60:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole} s"


def printable(text: str) -> str:
    """Text from outside without what would steer a terminal: file names may hold anything."""
    return "".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in text)
