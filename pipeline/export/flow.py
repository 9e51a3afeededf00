"""The lines of an issue in reading order, in the frame of the masters, with what export needs of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from pipeline.derivative import CleanPage
from pipeline.errors import WorkspaceError
from pipeline.export.columns import columns
from pipeline.formats.xml import clean_text
from pipeline.frames import app_on_master, finding_on_master, region_on_master, to_master, transforms
from pipeline.model import App, Box, Cell, Direction, Edition, Master, Region, RegionKind, TextLine

FURNITURE = (RegionKind.HEADER, RegionKind.FOOTER, RegionKind.PAGE_NUMBER)
_LINE_ENDS = dict.fromkeys(map(ord, "\t\n\r\x85\u2028\u2029"), " ")  # a text line holds none


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an issue; `edition` is None where the page has no text, its boxes are the master's."""

    master: Master
    edition: Edition | None
    leaves: tuple[Box, ...] = ()  # of a spread: its printed pages on the master

    @property
    def id(self) -> str:
        return self.master.page


@dataclass(frozen=True, slots=True)
class Line:
    """A text line with the region it stands in."""

    id: str
    page: str
    region: str
    kind: RegionKind
    text: str  # fit for XML, no line ends
    box: Box | None  # on the master, inside it
    direction: Direction
    joiner: str  # between this line and the next one of the same running text
    unsettled: int  # places a reader has not yet decided
    cells: tuple[Cell, ...] = ()  # of the table it stands in
    column: int = 0  # of the page, from 1; 0 where it is set in one, or for what runs over several

    @property
    def furniture(self) -> bool:
        """Running heads, feet and page numbers: data of the page, not of the text that runs over it."""
        return self.kind in FURNITURE


def edition_on_master(edition: Edition, clean: CleanPage | None) -> Edition:
    """The same edition with all boxes in the frame of the page's master.

    Raises:
        WorkspaceError: where the edition was read on an image the scan stage does not know.
    """
    page = edition.page
    ways = transforms(clean or CleanPage(page, (), (), (), ()))
    try:
        return replace(
            edition,
            regions=tuple(region_on_master(region, page, ways) for region in edition.regions),
            apps=tuple(app_on_master(app, page, ways) for app in edition.apps),
            findings=tuple(finding_on_master(finding, page, ways) for finding in edition.findings),
        )
    except KeyError as error:
        raise WorkspaceError(
            f"{page}: the edition was read on image {error.args[0]}, which the scan stage did not make",
            "Delete the 2-ocr and 3-proof folders of the issue and run the same command again.",
        ) from error


def leaves(clean: CleanPage | None) -> tuple[Box, ...]:
    """The printed pages of a spread, on its master; none of a page that is one."""
    if clean is None or len(clean.derivatives) < 2:
        return ()
    return tuple(
        to_master(one.transform, one.bend).box(Box(0, 0, one.width, one.height)) for one in clean.derivatives
    )


def page_lines(page: Page) -> tuple[Line, ...]:
    """All lines of a page in reading order, furniture included; none for a page without text."""
    if page.edition is None:
        return ()
    doubts = _doubts(page.edition.apps)
    column = columns(page.edition.regions, page.leaves)
    return tuple(
        replace(_line(page.master, region, line, doubts[line.id]), column=column.get(region.id, 0))
        for region in page.edition.regions
        for line in region.lines
    )


def issue_lines(pages: tuple[Page, ...]) -> tuple[Line, ...]:
    """All lines of an issue in reading order, furniture included."""
    return tuple(line for page in pages for line in page_lines(page))


def plain(text: str) -> str:
    """The text as one line that XML can hold."""
    return clean_text(text.translate(_LINE_ENDS))


def _line(master: Master, region: Region, line: TextLine, unsettled: int) -> Line:
    box = line.box.within(master.width, master.height) if line.box else None
    return Line(
        line.id, master.page, region.id, region.kind, plain(line.text), box, _direction(region, line),
        plain(region.joiner), unsettled, region.cells,
    )  # fmt: skip


def _direction(region: Region, line: TextLine) -> Direction:
    """The direction of a line; one character alone has that of the lines beside it."""
    longest = max(region.lines, key=lambda other: len(other.glyphs))
    return longest.direction if len(line.glyphs) == 1 else line.direction


def _doubts(apps: tuple[App, ...]) -> Counter[str]:
    return Counter(app.line for app in apps if not app.settled)
