"""The records that pass between stages: frozen, slotted, standard library only.

A box belongs to a named image.  A page's master is named by the page id (``p0003``); a derivative
by its own id (``p0003_a``), see `pipeline.derivative`.  Coordinates are pixels, origin top left.
Confidence is 0…1.  The order of regions is the reading order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """An upright rectangle in pixels of one image; ``right`` and ``bottom`` lie outside it."""

    left: int
    top: int
    right: int
    bottom: int

    def __post_init__(self) -> None:
        if self.right < self.left or self.bottom < self.top:
            raise ValueError(f"box turned inside out: {self.left} {self.top} {self.right} {self.bottom}")

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def area(self) -> int:
        return self.width * self.height

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def overlap(self, other: Box) -> int:
        """The area the two share, in square pixels; 0 where they do not meet."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0, width) * max(0, height)

    def within(self, width: int, height: int) -> Box:
        """The part of the box that lies on an image of that size; empty at the edge if none does."""
        return Box(
            min(max(self.left, 0), width),
            min(max(self.top, 0), height),
            min(max(self.right, 0), width),
            min(max(self.bottom, 0), height),
        )


def hull(boxes: tuple[Box, ...]) -> Box:
    """The smallest box around at least one box."""
    first = boxes[0]
    for box in boxes[1:]:
        first = first.union(box)
    return first


class Severity(Enum):
    """How much a finding matters: NOTE is for the record, CHECK asks for a look, LOSS for action."""

    NOTE = "note"
    CHECK = "check"
    LOSS = "loss"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at; doubtful data are findings, not exceptions."""

    code: str  # stable, kebab-case: "page-gap", "duplicate-page", "blank-page"
    message: str
    severity: Severity = Severity.CHECK
    page: str = ""  # page id; empty for a finding on the whole issue
    image: str = ""  # the image `box` belongs to
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What made a derived record: it travels into every format that has a place for it."""

    stage: str
    tool: str
    version: str
    settings: str = ""  # canonical JSON of the settings that mattered
    model: str = ""  # SHA-256 of the weights, where there are any


@dataclass(frozen=True, slots=True)
class Master:
    """One page image as it came in: a file of the issue's ``0-master`` folder, or one frame of it."""

    page: str  # page id, "p0003"
    file: str  # file name inside 0-master
    frame: int  # frame of a TIFF or page of a PDF, from 0
    format: str  # "TIFF", "JPEG", "PNG", "JPEG2000", "PDF"
    source: str  # the name it came with
    sha256: str  # of the file
    width: int  # pixels, as shown (EXIF orientation applied; a PDF page at `dpi`)
    height: int
    dpi: float  # as the file declares it; a PDF page's native resolution; 0 where unknown


@dataclass(frozen=True, slots=True)
class Inventory:
    """What an issue holds: its masters in page order, and what intake found odd about them."""

    issue: str
    masters: tuple[Master, ...]
    findings: tuple[Finding, ...] = ()


class Direction(Enum):
    HORIZONTAL = "horizontal"  # left to right, lines downwards
    VERTICAL = "vertical"  # top to bottom, lines right to left


class RegionKind(Enum):
    """PAGE region types, as far as we tell them apart."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    HEADER = "header"  # running head
    FOOTER = "footer"
    PAGE_NUMBER = "page-number"
    FOOTNOTE = "footnote"
    MARGINALIA = "marginalia"
    TOC_ENTRY = "TOC-entry"
    TABLE = "table"
    CAPTION = "caption"
    STAMP = "stamp"
    GRAPHIC = "graphic"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One grapheme cluster as it was read.  A space between words is a glyph too."""

    text: str
    box: Box | None  # None where the witness has no geometry (plain text)
    confidence: float = 1.0
    alternatives: tuple[tuple[str, float], ...] = ()  # next-best readings, best first

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence must lie in 0…1, not {self.confidence}")


def glyph_text(glyphs: Iterable[Glyph]) -> str:
    """What glyphs say, one after the other."""
    return "".join(glyph.text for glyph in glyphs)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line, or one vertical column of a vertical text."""

    id: str  # "p0003_r02_l05"
    box: Box | None
    glyphs: tuple[Glyph, ...]
    direction: Direction = Direction.HORIZONTAL

    @property
    def text(self) -> str:
        return glyph_text(self.glyphs)


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of a table: the first row and column it stands in, from 0, and how many it spans."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False  # in the head of the table
    lines: tuple[str, ...] = ()  # ids of the region's lines that stand in it, from top to bottom
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that belong together, in reading order; all boxes in it belong to `image`."""

    id: str  # "p0003_r02"
    kind: RegionKind
    image: str
    box: Box | None
    lines: tuple[TextLine, ...]
    joiner: str = ""  # what joins two lines of running text: "" for Han, " " for Latin
    cells: tuple[Cell, ...] = ()  # of a TABLE, row by row; empty ones too


@dataclass(frozen=True, slots=True)
class Witness:
    """One complete reading of a page, by an engine or by a person."""

    page: str
    sigil: str
    regions: tuple[Region, ...]
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one or more witnesses have at one place; empty text where they have nothing."""

    text: str
    sigils: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class App:
    """A place where witnesses differ, or where their one reading is in doubt."""

    id: str  # "p0003_r02_l05_a01"
    line: str  # line id in the edition
    start: int  # first glyph of the lemma in that line
    stop: int  # first glyph after it; equal to start where the lemma is empty
    lemma: str
    readings: tuple[Reading, ...]
    reasons: tuple[str, ...]  # "disagreement", "low-confidence", "missing-line", …
    settled: bool
    image: str
    box: Box | None
    probability: float = 0.0  # calibrated, that the lemma is what is printed; 0 where nobody has said
    by: str = ""  # who settled it: "rule", "evidence", or "log:17", the entry of the log; empty while open
    mark: str = ""  # what a person said of it: "sic", "unreadable"

    @property
    def decided(self) -> bool:
        """Whether people settled it; what a rule or evidence settles may still be wrong."""
        return self.by.startswith("log:")


@dataclass(frozen=True, slots=True)
class Edition:
    """The settled text of a page, with its apparatus.

    The confidence of its glyphs is calibrated: the probability that the glyph is what is printed.  Their
    next-best readings are those of all witnesses.
    """

    page: str
    sigils: tuple[str, ...]  # the witnesses it rests on
    regions: tuple[Region, ...]
    apps: tuple[App, ...]
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...]
