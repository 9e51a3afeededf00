"""What each line of a column is: running text, heading, running head, folio, note, caption, contents entry.

A line is told by its place, its size and its text together, and by the lines around it: a heading does
not run on into the next line, a signature stands over its date, a note goes on to the foot of its column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import RegionKind
from pipeline.ocr.printed import HAN, Printed, Sheet, leading
from pipeline.text import numbering

FOLIO = re.compile(r"[\W_]*(?:第\W*)?[\dOoIl〇○零一二三四五六七八九十百]{1,5}(?:\W*页|\W*頁)?[\W_]*")
PLACED = re.compile(
    r"[（(〔\[].*[\u4e00-\u9fff].*[）)〕\]]"
)  # a page number as an entry of old contents ends with it
ENTRY = re.compile(r".*(?:[….·・‥]{2,}|…)\W*\d{0,4}\W*|.{4,}[(（\[]\s*\d{1,4}[.]?\s*[)）\]]")
NOTE_MARK = re.compile(
    r"\W?(?:[①-⑳*＊※†‡]|注[:：]|[\[(（]\d{1,2}[\])）]|〔[\d一二三四五六七八九十]{1,3}〕|\d{1,2}[\s)）.])"
)
CAPTION = re.compile(
    r"附?[表图圖]\s?[\d一二三四五六七八九十]{0,3}(?:[-—–.．]\d+)*[\s:：　].*|附表.*表"
    r"|[(（]?单位\W?[:：].{1,10}|(?:Table|Fig(?:ure|\.)?|Tab\.|Abb\.)\s?\d+.*"
)
NUMBER = re.compile(
    r".{0,22}[\d〇○零一二三四五六七八九十百]{1,5}\s?[期号號]\W{0,2}.?"
)  # of an issue, of an act
DATE = re.compile(r"\W?.{2,5}年.{1,3}月.{0,3}[日号]?\W?")
DASHED = re.compile(r"[-—–一_·.\s]+\d{1,4}[-—–一_·.\s]+")
TITLE = re.compile(
    r".*(?:关于|關於).*|.*(?:通知|通报|決定|决定|命令|办法|辦法|意见|公告|通告|批复|批復|函|令|条例)"
)
SMALL = 0.93  # lines set smaller than this share of the usual size may be footnotes
LARGE = 1.12  # lines with more room for a character than this share of the usual are headings
HIGH = 1.28  # lines higher than this share of the usual height are headings
HUGE = 1.8  # a line as high as this is no signature that a seal has made higher
HEADING_LINES = 4  # longer runs of large type are text in another size
HEAD_WORDS = 30  # characters of a numbered heading at most
CONTENTS = 4  # as many entries make a contents page
ENTRIES = 2  # a single line with dots is running text
NOTES_FROM = 0.45  # notes stand below this share of the height of the text
NOTE_GAP = 1.25  # white over notes whose marks are misread, in steps from line to line
NOTE_RULE = 0.6  # the rule over notes is shorter than this share of their column's width
HEAD_LEVELS = (
    numbering.Level.PART,
    numbering.Level.CHAPTER,
    numbering.Level.SECTION,
    numbering.Level.FIRST,
    numbering.Level.SECOND,
)

Kinds = list[RegionKind]


def line_kinds(column: Sequence[Printed], sheet: Sheet) -> Kinds:
    """The kind of each line of a column, from top to bottom."""
    kinds = [_kind_by_place(column, i, sheet) for i in range(len(column))]
    kinds = _with_contents(column, kinds)
    kinds = _with_headings(column, kinds, sheet)
    return _with_notes(column, kinds, sheet)


def is_entry(line: Printed) -> bool:
    """Whether a line ends as an entry of a contents page does, with dots or a page number in brackets."""
    return len(line.text) > 4 and bool(ENTRY.fullmatch(line.text))


def opens_note(line: Printed) -> bool:
    return bool(NOTE_MARK.match(line.text))


def in_last_part(line: Printed, sheet: Sheet) -> bool:
    return line.top > sheet.top + 0.6 * (sheet.bottom - sheet.top)


def _kind_by_place(column: Sequence[Printed], i: int, sheet: Sheet) -> RegionKind:
    line = column[i]
    if _at_edge(column, i, sheet) and FOLIO.fullmatch(line.text) and not PLACED.fullmatch(line.text):
        return RegionKind.PAGE_NUMBER
    if line.bottom <= sheet.head:
        return RegionKind.HEADER
    if is_entry(line):
        return RegionKind.TOC_ENTRY
    if CAPTION.fullmatch(line.text) and not line.is_finished:
        return RegionKind.CAPTION
    return RegionKind.PARAGRAPH


def _at_edge(column: Sequence[Printed], i: int, sheet: Sheet) -> bool:
    """Whether a line is the first or last of the page, with some white between it and the text."""
    line, near = column[i], 1.2 * sheet.glyph
    below = column[i + 1].top - line.bottom if i + 1 < len(column) else near
    above = line.top - column[i - 1].bottom if i else near
    first = line.top <= sheet.top + near and below > 0.4 * sheet.glyph
    white = -0.3 if DASHED.fullmatch(line.text) else 0.2
    last = line.bottom >= sheet.bottom - near and above > white * sheet.glyph
    return first or last


def _with_contents(column: Sequence[Printed], kinds: Kinds) -> Kinds:
    """On a contents page the lines above an entry's page number are the first lines of that entry."""
    count = kinds.count(RegionKind.TOC_ENTRY)
    if count < ENTRIES:
        return [RegionKind.PARAGRAPH if kind is RegionKind.TOC_ENTRY else kind for kind in kinds]
    result = list(kinds)
    for i in range(len(column) - 2, -1, -1):
        wanted = count >= CONTENTS and kinds[i] is RegionKind.PARAGRAPH
        if wanted and result[i + 1] is RegionKind.TOC_ENTRY and not _stands_out(column, i):
            result[i] = RegionKind.TOC_ENTRY
    return result


def _stands_out(column: Sequence[Printed], i: int) -> bool:
    """Whether a line of a contents page is a heading over entries rather than the first line of one."""
    return column[i].size > HIGH * column[i + 1].size


def _with_headings(column: Sequence[Printed], kinds: Kinds, sheet: Sheet) -> Kinds:
    """Headings set larger than the text, in the middle of the column, or as a numbered line of their own."""
    result = list(kinds)
    free = [kind is RegionKind.PARAGRAPH for kind in kinds]
    apart = [free[i] and _is_set_apart(column, i, sheet) for i in range(len(column))]
    for run in _runs(apart):
        if (
            len(run) <= HEADING_LINES
            and not _runs_on(column, run[-1], sheet)
            and not _is_list(column, run, sheet)
        ):
            for i in run:
                result[i] = RegionKind.HEADING
    for i in range(len(column)):
        if free[i] and _is_numbered_heading(column, i, sheet):
            result[i] = RegionKind.HEADING
    return result


def _runs(marked: Sequence[bool]) -> list[range]:
    """Stretches of marked lines that follow each other."""
    runs: list[range] = []
    for i, mark in enumerate(marked):
        if mark and runs and runs[-1].stop == i:
            runs[-1] = range(runs[-1].start, i + 1)
        elif mark:
            runs.append(range(i, i + 1))
    return runs


def _is_set_apart(column: Sequence[Printed], i: int, sheet: Sheet) -> bool:
    line = column[i]
    if "。" in line.text or _is_date(line) or NUMBER.fullmatch(line.text):
        return False
    if _is_over_date(column, i) and line.size < HUGE * sheet.glyph:
        return False
    if line.size >= HIGH * sheet.glyph and not (line.is_finished and HAN.search(line.text)):
        return True
    if line.is_finished:
        return False
    if sheet.pitch and line.pitch >= LARGE * sheet.pitch:
        return True
    under_date = i > 0 and _is_date(column[i - 1]) and not TITLE.fullmatch(line.text)
    return len(column) > 2 and not under_date and _is_centred(column, i, sheet)


def _is_centred(column: Sequence[Printed], i: int, sheet: Sheet) -> bool:
    """Whether a line stands in the middle of its column, and not in a list with one left edge."""
    line = column[i]
    start, stop = min(p.start for p in column), max(p.stop for p in column)
    left, right = line.start - start, stop - line.stop
    lopsided = max(2.0 * sheet.glyph, 0.12 * (stop - start))
    if min(left, right) <= 2.5 * sheet.glyph or abs(left - right) >= lopsided:
        return False
    near = [column[n] for n in (i - 1, i + 1) if 0 <= n < len(column)]
    flush = [p for p in near if abs(p.start - line.start) < 0.6 * sheet.glyph]
    return all(abs(p.stop - line.stop) < 1.2 * sheet.glyph for p in flush)


def _is_list(column: Sequence[Printed], run: range, sheet: Sheet) -> bool:
    """Whether some lines of usual size, equally long, follow each other with no more white than text has."""
    lines, slack = [column[i] for i in run], 0.6 * sheet.glyph
    if len(lines) < 2 or any(line.size >= HIGH * sheet.glyph for line in lines):
        return False
    if sheet.pitch and any(line.pitch >= LARGE * sheet.pitch for line in lines):
        return False
    near = column[max(0, run.start - 1) : run.stop]
    even = all(b.top - a.top < 1.2 * leading(column, sheet.glyph) for a, b in pairwise(near))
    return even and all(abs(line.start - lines[0].start) < slack for line in lines)


def _is_over_date(column: Sequence[Printed], i: int) -> bool:
    """Whether a line is the signature over a date and no title."""
    return i + 1 < len(column) and _is_date(column[i + 1]) and not TITLE.fullmatch(column[i].text)


def _is_date(line: Printed) -> bool:
    return bool(DATE.fullmatch(line.text))


def _runs_on(column: Sequence[Printed], i: int, sheet: Sheet) -> bool:
    """Whether the text of a full line goes on in the next one."""
    start, full = min(p.start for p in column), _is_full(column, i, sheet)
    line = column[i]
    if i + 1 == len(column):
        return full and len(column) > HEADING_LINES and line.start - start < 2.5 * sheet.glyph
    after = column[i + 1]
    close = after.top - line.top < 1.6 * leading(column, sheet.glyph)
    return full and close and after.start - start < sheet.glyph and line.start - start < 2.5 * sheet.glyph


def _is_full(column: Sequence[Printed], i: int, sheet: Sheet) -> bool:
    return max(p.stop for p in column) - column[i].stop < 1.2 * sheet.glyph


def _is_numbered_heading(column: Sequence[Printed], i: int, sheet: Sheet) -> bool:
    """一、… alone on its line: neither running text behind it nor an item in a list of such lines."""
    line = column[i]
    number = _head_number(line)
    if (
        number is None
        or len(line.text) > HEAD_WORDS
        or line.text.rstrip().endswith(("：", ":", "；", "。", "，"))
    ):
        return False
    near = [_head_number(column[n]) for n in (i - 1, i + 1) if 0 <= n < len(column)]
    if number in near or "。" in line.text or i + 1 == len(column):
        return False
    return not _is_full(column, i, sheet) and _begins_paragraph(column, i + 1, sheet)


def _head_number(line: Printed) -> numbering.Level | None:
    found = numbering.leading(line.text)
    return found.level if found and found.level in HEAD_LEVELS else None


def _begins_paragraph(column: Sequence[Printed], i: int, sheet: Sheet) -> bool:
    """Whether a line is indented, numbered, or set apart from the line above it."""
    line, before = column[i], column[i - 1]
    start = min(p.start for p in column)
    apart = line.top - before.top > 1.6 * leading(column, sheet.glyph)
    return apart or line.start - start > 1.2 * sheet.glyph or numbering.leading(line.text) is not None


def _with_notes(column: Sequence[Printed], kinds: Kinds, sheet: Sheet) -> Kinds:
    """Footnotes: from the first marked or ruled-off line of small type on to the foot of the column."""
    result = list(kinds)
    within = False
    for i, line in enumerate(column):
        if kinds[i] in (RegionKind.PAGE_NUMBER, RegionKind.HEADER, RegionKind.TOC_ENTRY):
            continue
        within = _is_small(line, sheet, within) and (within or _opens_notes(column, i, sheet))
        if within:
            result[i] = RegionKind.FOOTNOTE
    return result


def _opens_notes(column: Sequence[Printed], i: int, sheet: Sheet) -> bool:
    line = column[i]
    if line.top < sheet.top + NOTES_FROM * (sheet.bottom - sheet.top):
        return False
    if _under_note_rule(column, i, sheet) or (i > 0 and opens_note(line)):
        return True
    apart = i > 0 and line.top - column[i - 1].top > NOTE_GAP * leading(column, sheet.glyph)
    return apart and line.pitch > 0 and line.text[:1].isdecimal()  # ① is often read as 1


def _under_note_rule(column: Sequence[Printed], i: int, sheet: Sheet) -> bool:
    """Whether the rule that parts notes from the text stands right over a line."""
    line = column[i]
    above = column[i - 1].bottom - 0.3 * sheet.glyph if i else line.top - 2 * sheet.glyph
    over = [rule for rule in sheet.rules if above < rule[2] < line.top + 0.3 * sheet.glyph]
    start, stop = min(p.start for p in column), max(p.stop for p in column)
    near = 2 * sheet.glyph
    return any(abs(a - start) < near and b - a < NOTE_RULE * (stop - start) for a, b, _ in over)


def _is_small(line: Printed, sheet: Sheet, within: bool) -> bool:
    """Set smaller than the text; a strip's height is a rough measure, so the pitch decides where it can.

    `within` notes, a line too short to tell is small unless it is plainly larger than the text.
    """
    if line.pitch and sheet.pitch:
        return line.pitch < SMALL * sheet.pitch
    return line.size < (1.1 if within else 0.9) * sheet.glyph
