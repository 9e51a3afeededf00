"""A page as numbered lines of text, for those who proofread in an editor.

::

    # gazette-sheet 1 | 1987-03 | p0003 | 9f2c…
    1| 云山省人民政府关于粮票管理的通知
    2| 各地区行政公署⟦，¦、⟧各市、县人民政府：

The first line says issue, page and state; other lines that begin with ``#`` are for the reader, and
empty ones part regions.  Brackets hold an open place, the reading that stands first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import App, Edition, TextLine
from pipeline.proof.decisions import state_of
from pipeline.proof.treatment import is_asked

FORMAT = "gazette-sheet 1"
OPEN, PART, CLOSE, SIC = "⟦", "¦", "⟧", "!"
HELP = (
    "# 每行以行号和 | 起头：请勿增删、合并、拆分或移动行。",
    f"# {OPEN}甲{PART}乙{CLOSE} 待定：删成所印的字，即为已定；原样留着，仍是待定。"
    f"原文如此写作 {OPEN}{SIC}字{CLOSE}，无法辨认写作 〓。",
    "# Each line begins with its number and |: please do not add, drop, join, split or move lines.",
    f"# {OPEN}a{PART}b{CLOSE} is open: cut it down to what is printed, and it is decided; left as it is, "
    f"it stays open. {OPEN}{SIC}a{CLOSE} says that the print itself is wrong, 〓 that nobody can read it.",
)
_HEAD = re.compile(r"#\s*(gazette-sheet \d+)\s*[|｜](.*)")
_LINE = re.compile(r"\s*(\d{1,5})\s*[|｜] ?(.*)", re.DOTALL)
_BRACKETS = re.compile(f"({OPEN}[^{CLOSE}]*{CLOSE})")
_MARKS = frozenset((OPEN, PART, CLOSE))


@dataclass(frozen=True, slots=True)
class Origin:
    """Which text of which page a sheet was made from."""

    issue: str
    page: str
    state: str

    def __str__(self) -> str:
        return " | ".join((FORMAT, self.issue, self.page, self.state))


@dataclass(frozen=True, slots=True)
class Numbered:
    """One line as it came back; without a number where it has none."""

    number: int  # from 1; 0 where the line does not begin with one
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What came back; without an origin where it does not say."""

    origin: Origin | None
    lines: tuple[Numbered, ...]


def sheet_of(edition: Edition, issue: str) -> Iterator[str]:
    """The paragraphs of the sheet of a page; its lines are numbered through, empty ones left out."""
    yield f"# {Origin(issue, edition.page, state_of(edition))}"
    yield from HELP
    number = 0
    for region in edition.regions:
        yield ""
        for line in region.lines:
            number += 1
            if line.text.strip():
                yield f"{number}| {marked(line, open_places(edition, line))}"


def parts(paragraph: str) -> tuple[tuple[str, str], ...]:
    """A paragraph of a sheet in pieces, each with how it is to look: "note", "text" or "open"."""
    found = _LINE.fullmatch(paragraph)
    if found is None or paragraph.startswith("#"):
        return ((paragraph, "note"),)
    pieces = _BRACKETS.split(paragraph[found.start(2) :])
    shown = [(piece, "open" if n % 2 else "text") for n, piece in enumerate(pieces) if piece]
    return ((paragraph[: found.start(2)], "note"), *shown)


def open_places(edition: Edition, line: TextLine) -> tuple[App, ...]:
    """The unsettled places of a line in order; none of a line whose own text has the sheet's brackets."""
    if _MARKS.intersection(line.text):
        return ()
    places = [app for app in edition.apps if app.line == line.id and is_asked(app) and _fit(app)]
    return tuple(sorted(places, key=lambda app: (app.start, app.stop)))


def marks(places: Sequence[App]) -> tuple[str, ...]:
    """The open places of one line as they stand in a sheet; one that looks like an earlier one is numbered,
    so that each can be told when others are gone."""
    found: list[str] = []
    for number, app in enumerate(places, 1):
        others = [reading.text for reading in app.readings if reading.text != app.lemma]
        inner = f"{PART.join((app.lemma, *others))}{CLOSE}"
        plain = f"{OPEN}{inner}"
        found.append(f"{OPEN}{number}:{inner}" if plain in found else plain)
    return tuple(found)


def marked(line: TextLine, places: Sequence[App]) -> str:
    """The text of a line with its open places in brackets."""
    parts: list[str] = []
    at = 0
    for app, mark in zip(places, marks(places), strict=True):
        parts += [glyph.text for glyph in line.glyphs[at : app.start]]
        parts.append(mark)
        at = app.stop
    return "".join((*parts, *(glyph.text for glyph in line.glyphs[at:])))


def parse(paragraphs: Sequence[str], told: str = "") -> Sheet:
    """What came back as paragraphs of text; `told` is the origin from where else the file keeps it."""
    origin = _origin(told) if told else None
    lines: list[Numbered] = []
    for text in paragraphs:
        head = _HEAD.match(text.strip())
        if head:
            origin = origin or _origin(f"{head[1]} | {head[2]}")
        elif text.strip() and not text.lstrip().startswith("#"):
            found = _LINE.fullmatch(text)
            lines.append(Numbered(int(found[1]), found[2]) if found else Numbered(0, text))
    return Sheet(origin, tuple(lines))


def _origin(text: str) -> Origin | None:
    parts = [part.strip() for part in re.split("[|｜]", text)]
    if len(parts) != 4 or parts[0] != FORMAT:
        return None
    return Origin(*parts[1:])


def _fit(app: App) -> bool:
    """Can the place be shown in brackets, being free of them itself?"""
    texts = [app.lemma, *(reading.text for reading in app.readings)]
    return not any(_MARKS.intersection(text) for text in texts)
