"""发文字号: agency code, year and serial number of an official document, in any bracket style.

Read tolerantly: ``宁政发〔1985〕31号``, ``宁政发（八五）三十一号``, ``〔85〕宁政发字第31号``, blanks
anywhere, brackets that do not match, a letter O for a nought.  The canonical form is that of
GB/T 9704: 〔〕, full year, no 第.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.text import numerals

OPENING, CLOSING = "〔［[（(【{〈「『〖﹝<", "〕］]）)】}〉」』〗﹞>"
CENTURY = 1900  # years of two digits are of the twentieth century
_GAP = r"[ \t\u3000]*"
_N = f"[{re.escape(numerals.CLASS)}lI|]"
_HAN = r"[\u3400-\u9fff]"
_AGENCY = rf"(?P<agency>{_HAN}(?:{_GAP}{_HAN}){{1,15}}?)"
_YEAR = rf"(?P<year>{_N}(?:{_GAP}{_N}){{1,3}}){_GAP}年?"
_CLOSED = rf"[{re.escape(OPENING)}]{_GAP}{_YEAR}{_GAP}[{re.escape(CLOSING)}]"
# C1985J; brackets read twice
_OCR_CLOSED = rf"[{re.escape(OPENING)}CL]{{1,2}}{_GAP}{_YEAR}{_GAP}[{re.escape(CLOSING)}J]{{1,2}}"
_SERIAL = rf"(?:字{_GAP})?(?:第{_GAP})?(?P<serial>{_N}(?:{_GAP}{_N}){{0,6}}){_GAP}[号號]"
_STYLES = (rf"{_AGENCY}{_GAP}{{}}{_GAP}{_SERIAL}", rf"{{}}{_GAP}{_AGENCY}{_GAP}{_SERIAL}")
_IN_TEXT = tuple(re.compile(style.replace("{}", _CLOSED, 1)) for style in _STYLES)
_LOOSE = r"[ \t\u3000.．·,，]*"  # dirt between the parts of a number that stands alone
_ALONE = tuple(re.compile(style.replace("{}", _OCR_CLOSED, 1).replace(_GAP, _LOOSE)) for style in _STYLES)
# words of the sentence that run into the agency code
_LEADING = re.compile(
    r".*(?:根据|依据|按照|遵照|依照|参照|转发|印发|批转|下发|发布|公布|废止|执行|贯彻|关于|以及|同时|人民政府|国务院|办公厅|委员会|原|以|的|和|与|及|对|将|由|见|附|即|经|按|据|在)"
    rf"(?={_HAN}{{2}})"
)
_SPECKS = "·.。,，、'’‘:： \t\u3000"  # dots that a line has from its neighbours or from dirt


@dataclass(frozen=True, slots=True)
class DocNumber:
    """One number as printed, and its parts."""

    agency: str  # 宁政发
    year: int
    serial: int
    printed: str
    start: int  # first character in the text it was found in
    stop: int  # first character after it

    @property
    def canonical(self) -> str:
        return f"{self.agency}〔{self.year}〕{self.serial}号"


def find(text: str) -> tuple[DocNumber, ...]:
    """All numbers in running text, in order, without overlap; words before the agency code are cut off."""
    found: list[DocNumber] = []
    for style in _IN_TEXT:
        for match in style.finditer(text):
            number = _number(match, _start_of_agency(match))
            if number and all(number.stop <= n.start or n.stop <= number.start for n in found):
                found.append(number)
    return tuple(sorted(found, key=lambda number: number.start))


def whole(text: str) -> DocNumber | None:
    """The number a line consists of, brackets and blanks around it left aside; None where there is more."""
    left = len(text) - len(text.lstrip(" \t\u3000"))
    bare = len(text) - len(text.lstrip(_SPECKS)), len(text.rstrip(_SPECKS))
    for begin, end in ((left, len(text.rstrip())), bare, _unwrapped(text)):
        for style in _ALONE:
            match = style.fullmatch(text, begin, end)
            number = _number(match, match.start("agency")) if match else None
            if number:
                return number
    return None


def _unwrapped(text: str) -> tuple[int, int]:
    """The span without one pair of brackets around all of it."""
    stripped = text.strip(" \t\u3000")
    start = text.find(stripped)
    stop = start + len(stripped)
    if len(stripped) > 2 and stripped[0] in OPENING and stripped[-1] in CLOSING:
        return start + 1, stop - 1
    return start, stop


def _start_of_agency(match: re.Match[str]) -> int:
    leading = _LEADING.match(match.group("agency"))
    return match.start("agency") + (leading.end() if leading else 0)


def _number(match: re.Match[str], agency_start: int) -> DocNumber | None:
    year, serial = _digits(match.group("year")), _digits(match.group("serial"))
    if year is None or serial is None:
        return None
    if 10 <= year <= 99:
        year += CENTURY
    elif 900 <= year <= 999:  # the first figure was lost
        year += 1000
    if not 1900 <= year <= 2199:
        return None
    agency = re.sub(_LOOSE, "", match.string[agency_start : match.end("agency")]).removesuffix("字")
    start = agency_start if match.start() == match.start("agency") else match.start()
    return DocNumber(agency, year, serial, match.string[start : match.end()], start, match.end())


def _digits(printed: str) -> int | None:
    squeezed = re.sub(_LOOSE, "", printed)
    if any(char in "0123456789" for char in squeezed):
        squeezed = re.sub(r"[lI|]", "1", squeezed)
    return numerals.value(squeezed)
