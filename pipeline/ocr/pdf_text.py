"""Witness D: the text a PDF carries, with character boxes, through pdfplumber.

Born-digital pages have it from the typesetter, scanned ones from an earlier OCR.  A layer whose
characters have no meaning (subset fonts without a map, wrong encodings) is told by its characters and
not trusted.
"""

from __future__ import annotations

import logging
import unicodedata
from pathlib import Path
from typing import Any

from pipeline.errors import BadInputError
from pipeline.model import (
    Box,
    Finding,
    Glyph,
    Master,
    Region,
    RegionKind,
    Severity,
    Step,
    TextLine,
    Witness,
    hull,
)
from pipeline.ocr.regions import joiner
from pipeline.text.radicals import unified

GARBLED = 0.08  # share of characters without meaning above which the layer is not trusted
REPEATED = 0.3  # share of characters printed twice at one place above which it is not either
NEAR = 0.75  # lines closer than this, in line heights, belong to one region


def read_layer(path: Path, master: Master, sigil: str) -> Witness:
    """The text layer of one page; boxes in pixels of the master as it was rendered.

    A page without text gives a witness without regions, a garbled one a finding as well.

    Raises:
        BadInputError: where the PDF cannot be read.
    """
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every odd font, on stderr
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(path) as document:
            page = document.pages[master.frame]
            lines = page.extract_text_lines(return_chars=True, strip=True, keep_blank_chars=True)
            scale = master.width / float(page.width)
    except (PdfminerException, ValueError, KeyError, TypeError, IndexError) as error:
        raise BadInputError(
            f"{path.name}, page {master.frame + 1}: the text layer cannot be read: {error}"
        ) from error
    characters = [char for line in lines for char in line["chars"]]
    findings = _doubts(characters, master.page)
    regions = () if findings else _regions(lines, scale, master.page)
    step = Step("ocr", "pdfplumber", pdfplumber.__version__)
    return Witness(master.page, sigil, regions, findings, (step,))


def _doubts(characters: list[dict[str, Any]], page: str) -> tuple[Finding, ...]:
    if not characters:
        return ()
    senseless = sum(_is_senseless(str(char["text"])) for char in characters) / len(characters)
    places = {(char["text"], round(char["x0"]), round(char["top"])) for char in characters}
    repeated = 1 - len(places) / len(characters)
    if senseless > GARBLED:
        why = f"{senseless:.0%} of its characters have no meaning"
    elif repeated > REPEATED:
        why = f"{repeated:.0%} of its characters are printed twice"
    else:
        return ()
    return (Finding("garbled-text-layer", f"the PDF's text is not used: {why}", Severity.NOTE, page),)


def _is_senseless(text: str) -> bool:
    if text.startswith("(cid:"):
        return True
    return any(
        unicodedata.category(c) in ("Co", "Cn", "Cc", "Cs") or c == "\ufffd" for c in text if not c.isspace()
    )


def _regions(lines: list[dict[str, Any]], scale: float, page: str) -> tuple[Region, ...]:
    groups: list[list[dict[str, Any]]] = []
    for line in lines:
        if groups and line["top"] - groups[-1][-1]["bottom"] < NEAR * (line["bottom"] - line["top"]):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_region(group, f"{page}_r{n:02d}", scale, page) for n, group in enumerate(groups, 1))


def _region(group: list[dict[str, Any]], name: str, scale: float, page: str) -> Region:
    lines = tuple(_line(line, f"{name}_l{n:02d}", scale) for n, line in enumerate(group, 1))
    box = hull(tuple(line.box for line in lines if line.box))
    return Region(name, RegionKind.PARAGRAPH, page, box, lines, joiner("".join(line.text for line in lines)))


def _line(line: dict[str, Any], name: str, scale: float) -> TextLine:
    """A line's glyphs; pdfplumber's text has a space at every gap between words, its characters may not."""
    glyphs: list[Glyph] = []
    characters = iter(line["chars"])
    waiting = next(characters, None)
    for word in str(line["text"]).split(" "):
        if glyphs:
            glyphs.append(Glyph(" ", glyphs[-1].box))
        taken = ""
        while waiting is not None and len(taken) < len(word):
            if str(waiting["text"]).strip():
                glyphs.append(Glyph(unified(str(waiting["text"])), _box(waiting, scale)))
                taken += str(waiting["text"])
            waiting = next(characters, None)
    return TextLine(name, _box(line, scale), tuple(glyphs))


def _box(place: dict[str, Any], scale: float) -> Box:
    left, top = round(place["x0"] * scale), round(place["top"] * scale)
    return Box(left, top, max(left, round(place["x1"] * scale)), max(top, round(place["bottom"] * scale)))
