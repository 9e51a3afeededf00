"""The pages that speak of the issue itself: its cover at the beginning, its colophon at the end."""

from __future__ import annotations

import re

from pipeline.export.flow import Line, Page
from pipeline.export.paragraphs import Paragraph
from pipeline.export.titles import squeeze
from pipeline.model import RegionKind
from pipeline.text import docnumber
from pipeline.text.modern import modern

COVER_LINES = 20  # a cover has no more
COVER_TYPE = 1.25  # its largest line, against the middle one
LARGE = 0.03  # and against the height of the page
TITLE_LINES = 4  # lines over the first telling one of a colophon: title, number and date of the issue
_ISSUE_NUMBER = re.compile(r"第.{1,6}期|总第?.{1,5}期")
_COLOPHON = re.compile(
    r"(编辑|主办|主管|出版|印刷|发行|定价|地址|邮政编码|邮编|电话|国内统一(连续出版物)?刊号|统一刊号|广告)"
    r".{0,12}[:：]|.*(刊号|定价|准印证|邮发代号)"
)
_SERIAL = re.compile(r".{2,24}[(](?:双月|半月|月|旬|周|季|不定期)刊[)]")


def cover_length(flow: tuple[Paragraph, ...], labels: tuple[str, ...], pages: tuple[Page, ...]) -> int:
    """How many paragraphs at the beginning are the cover's: a few large lines, and no text of a document.

    `labels` says which paragraphs are of a table of contents.
    """
    if not pages or not flow or flow[0].lines[0].page != pages[0].id:
        return 0
    front = [p for p, label in zip(flow, labels, strict=True) if p.lines[0].page == pages[0].id and not label]
    if labels[: len(front)] != ("",) * len(front):
        return 0
    lines = [line for paragraph in front for line in paragraph.lines]
    if not 0 < len(lines) <= COVER_LINES or any(line.page != pages[0].id for line in lines):
        return 0
    return len(front) if _like_a_cover(lines, pages[0].master.height) else 0


def _like_a_cover(lines: list[Line], height: int) -> bool:
    """No sentence, no table, no document number; a large line, or the number of the issue."""
    if any(line.kind in (RegionKind.TABLE, RegionKind.TOC_ENTRY) for line in lines):
        return False
    if any(line.text.endswith(("。", "，", "；", "：")) or docnumber.whole(line.text) for line in lines):
        return False
    sizes = sorted(min(line.box.width, line.box.height) for line in lines if line.box)
    large = sizes and sizes[-1] >= max(COVER_TYPE * sizes[len(sizes) // 2], LARGE * height)
    return bool(large) or any(_ISSUE_NUMBER.search(modern(squeeze(line.text))) for line in lines)


def colophon_start(flow: tuple[Paragraph, ...], labels: tuple[str, ...]) -> int:
    """Where the imprint at the end of the last page begins; it takes two lines that look so."""
    last = [i for i, paragraph in enumerate(flow) if paragraph.lines[0].page == flow[-1].lines[0].page]
    free = [(i, line) for i in last if not labels[i] for line in flow[i].lines]
    found = [i for i, line in free if _COLOPHON.match(modern(squeeze(line.text)))]
    if len(found) < 2:
        return len(flow)
    start = found[0]
    for at in range(start - 1, max(last[0], start - TITLE_LINES) - 1, -1):
        if not labels[at] and _names_issue(flow[at]):
            start = at
    return start


def _names_issue(paragraph: Paragraph) -> bool:
    """Whether a paragraph is the title of the periodical with its interval, or the number of the issue."""
    text = modern(squeeze(paragraph.text))
    numbered = _ISSUE_NUMBER.search(text) and len(text) <= 40 and not text.endswith("。")
    return _SERIAL.fullmatch(text) is not None or bool(numbered)
