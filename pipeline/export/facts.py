"""What is known of an issue as a whole: its number, total number and date, and the folios of its pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.export.documents import Part, Section, SectionKind, part_lines
from pipeline.export.flow import Page, page_lines
from pipeline.model import Finding, RegionKind
from pipeline.text import dates, numerals

_N = f"[{re.escape(numerals.CLASS)}]"
_GAP = r"[ \t\u3000]*"
_NUMBER = re.compile(rf"(?<!总)第{_GAP}({_N}+(?:{_GAP}[、,，\-—－–~～至和/]{_GAP}{_N}+)?){_GAP}期")
_TOTAL = re.compile(rf"总{_GAP}第?{_GAP}({_N}+){_GAP}[期号號]")
_ID = re.compile(r"(?P<year>1[89]\d\d|2[01]\d\d)[-._]?(?P<number>\d{1,3}(?:[-_]\d{1,3})?)?(?!\d)")
_FOLIO = re.compile(rf"{_N}+")


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """Each field is empty where nothing is known; `date` is ISO 8601, as much of it as is known."""

    number: str  # "3", "3-4" for a combined issue
    total: str
    date: str
    date_printed: str

    @property
    def filled(self) -> str:
        """A full date, first of the month or year; empty where there is none."""
        return dates.filled(self.date) if self.date else ""

    @property
    def label(self) -> str:
        """The number as a reader names it."""
        parts = [f"{self.date[:4]}年" if self.date else "", f"第{self.number}期" if self.number else ""]
        return "".join(parts) + (f"（总第{self.total}期）" if self.total else "")


def issue_facts(issue: str, pages: tuple[Page, ...], parts: tuple[Part, ...]) -> IssueFacts:
    """Number and date from the cover and the running heads; where they say nothing, from the issue's id."""
    text = _front_text(pages, parts)
    found = dates.find(text)
    date = max(found, key=lambda d: len(d.iso), default=None)
    named = _ID.match(issue)
    year, number = (named["year"], named["number"] or "") if named else ("", "")
    return IssueFacts(
        number=_joined(_NUMBER, text) or number.replace("_", "-").lstrip("0"),
        total=_joined(_TOTAL, text),
        date=date.iso if date else year,
        date_printed=date.printed if date else "",
    )


def facts_findings(issue: str, facts: IssueFacts) -> tuple[Finding, ...]:
    """Where the printed number or year is another one than the issue's id says."""
    named = _ID.match(issue)
    if not named:
        return ()
    findings = []
    if named["number"] and _digits(facts.number) != _digits(named["number"]):
        findings.append(("issue-number-differs", f"printed 第{facts.number}期, filed as {issue}"))
    if facts.date[:4] != named["year"]:
        findings.append(("issue-year-differs", f"printed {facts.date_printed}, filed as {issue}"))
    return tuple(Finding(code, message) for code, message in findings)


def folio(page: Page) -> str:
    """The printed page number; both of them, joined by a hyphen, on a two-page spread; empty for none."""
    found = []
    for line in page_lines(page):
        if line.kind is RegionKind.PAGE_NUMBER:
            numbers = [numerals.value(part) for part in _FOLIO.findall(line.text)]
            found += [str(number) for number in numbers if number is not None]
    return "-".join(found)


def _front_text(pages: tuple[Page, ...], parts: tuple[Part, ...]) -> str:
    """The lines of the cover, then the running heads; one a line."""
    cover = [part for part in parts if isinstance(part, Section) and part.kind is SectionKind.COVER]
    lines = [line.text for part in cover for line in part_lines(part)]
    for page in pages:
        lines += [line.text for line in page_lines(page) if line.kind is RegionKind.HEADER]
    return "\n".join(lines)


def _joined(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return "-".join(_digits(match.group(1))) if match else ""


def _digits(printed: str) -> tuple[str, ...]:
    """The numbers in 三、四 or 03-04, without leading noughts."""
    values = [numerals.value(part) for part in _FOLIO.findall(printed)]
    return tuple(str(value) for value in values if value is not None)
