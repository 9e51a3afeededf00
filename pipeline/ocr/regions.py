"""Lines into regions: paragraphs, headings, running heads, page numbers, footnotes, contents entries.

Rules classify; they never delete.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import RegionKind
from pipeline.ocr.kinds import in_last_part, is_entry, line_kinds, opens_note
from pipeline.ocr.printed import HAN, Printed, Sheet, leading


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one region, as numbers into the column they came from."""

    kind: RegionKind
    lines: tuple[int, ...]


def group(column: Sequence[Printed], sheet: Sheet) -> tuple[Group, ...]:
    """The regions of one column, from top to bottom; every line is in exactly one."""
    if not column:
        return ()
    kinds = line_kinds(column, sheet)
    step = leading(column, sheet.glyph)
    groups = [[0]]
    for i in range(1, len(column)):
        if _starts_region(column, kinds, i, step, sheet):
            groups.append([i])
        else:
            groups[-1].append(i)
    return tuple(Group(kinds[lines[0]], tuple(lines)) for lines in groups)


def rank(kind: RegionKind, first: Printed, sheet: Sheet) -> int:
    """Where a region stands among those of its page: notes after all columns, the folio at the foot last."""
    if kind is RegionKind.FOOTNOTE:
        return 1
    return 2 if kind is RegionKind.PAGE_NUMBER and in_last_part(first, sheet) else 0


def joiner(text: str) -> str:
    """What joins two lines of running text: nothing in Han text, a space in others."""
    letters = sum(c.isalpha() for c in text)
    return "" if letters == 0 or len(HAN.findall(text)) * 2 >= letters else " "


def _starts_region(
    column: Sequence[Printed], kinds: Sequence[RegionKind], i: int, step: float, sheet: Sheet
) -> bool:
    before, line = column[i - 1], column[i]
    if kinds[i] is not kinds[i - 1]:
        return True
    if kinds[i] is RegionKind.TOC_ENTRY:
        return is_entry(before)
    if kinds[i] is RegionKind.FOOTNOTE:
        return opens_note(line)
    larger = max(line.size, before.size)
    if line.top - before.top > 1.6 * step or abs(line.size - before.size) > 0.35 * larger:
        return True
    start = min(p.start for p in column)
    indented = line.start - start > 1.2 * sheet.glyph
    return kinds[i] is RegionKind.PARAGRAPH and indented and before.start - start < 1.0 * sheet.glyph
