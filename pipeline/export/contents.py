"""The contents pages of an issue: where they are, and their entries."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.export.flow import Line
from pipeline.export.paragraphs import Paragraph
from pipeline.export.titles import squeeze
from pipeline.model import RegionKind
from pipeline.text import numbering
from pipeline.text.leaders import has_leader, page_of, without_page

HEADINGS = ("目录", "目次", "目錄", "目録", "本期目录", "本期目錄", "总目录")
LEADERS = ("…", "⋯", "·", "・", "．．", "..")
LONGEST = 4  # lines one entry may take


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its lines, its title without leader and page, the page it names (0 for none)."""

    lines: tuple[Line, ...]
    title: str
    page: int

    @property
    def level(self) -> int:
        """1 for an entry without a number; numbered ones below, by the level of their number."""
        number = numbering.leading(self.title)
        return 1 + max(0, number.level - numbering.Level.ARTICLE) if number else 1


def contents_span(paragraphs: tuple[Paragraph, ...]) -> range:
    """Which of one page's paragraphs are its table of contents; empty where it has none."""
    heading = next((i for i in range(len(paragraphs)) if _names_contents(paragraphs[i : i + 2])), -1)
    like = [i for i, p in enumerate(paragraphs) if any(is_entry(line) for line in p.lines)]
    lines = [line for p in paragraphs for line in p.lines]
    entries = sum(is_entry(line) for line in lines)
    if heading < 0 and (entries < 3 or 2 * entries < len(lines)):
        return range(0)
    first = max(heading, 0)
    return range(first, (like[-1] + 1) if like and like[-1] > heading else len(paragraphs))


def is_heading(paragraph: Paragraph) -> bool:
    """Whether a paragraph of a contents page stands over its entries."""
    text = squeeze(paragraph.text)
    led = text.endswith(LEADERS) or any(has_leader(line.text) for line in paragraph.lines)
    return (paragraph.kind is RegionKind.HEADING and not led) or text in HEADINGS or len(text) == 1


def _names_contents(paragraphs: tuple[Paragraph, ...]) -> bool:
    """Whether a paragraph is the heading 目录, or a sign of it that stands apart with the next one."""
    texts = [squeeze(paragraph.text) for paragraph in paragraphs]
    return texts[0] in HEADINGS or (len(texts[0]) == 1 and "".join(texts) in HEADINGS)


def is_entry(line: Line) -> bool:
    """Whether a line ends like an entry: leader dots or blanks, then a page."""
    return line.kind is RegionKind.TOC_ENTRY or has_leader(line.text)


def entries(lines: tuple[Line, ...]) -> tuple[Entry, ...]:
    """The lines of a table of contents, without its heading, as entries; every line comes out once."""
    found: list[Entry] = []
    open_lines: tuple[Line, ...] = ()
    for line in lines:
        if numbering.leading(line.text) and without_page(
            line.text
        ):  # what is open has no page: a heading above numbered entries
            found += [_entry((one,), 0) for one in open_lines]
            open_lines = ()
        open_lines += (line,)
        page = page_of(line.text)
        if page or len(open_lines) == LONGEST:
            found += [_entry(open_lines, page)] if page else [_entry((one,), 0) for one in open_lines]
            open_lines = ()
    return (*found, *(_entry((one,), 0) for one in open_lines))


def _entry(lines: tuple[Line, ...], page: int) -> Entry:
    text = "".join(line.text for line in lines)
    return Entry(lines, squeeze(without_page(text)), page)
