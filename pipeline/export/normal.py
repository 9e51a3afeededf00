"""The normalised text of an issue's parts beside the printed one, and the report of every change."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from pipeline.export.cells import safe
from pipeline.export.documents import Document, Part
from pipeline.export.issue import Issue
from pipeline.export.paragraphs import Paragraph
from pipeline.export.text import statement
from pipeline.text.changes import Change, Changed
from pipeline.text.normal import normalised

REPORT = ("part", "page", "line", "start", "printed", "normalised", "rule")


def year_of(issue: Issue) -> int:
    """The year of print, which chooses the rules; 0 where it is not known."""
    return int(issue.facts.date[:4] or 0)


def part_text(part: Part, year: int) -> Changed:
    """A part, a paragraph a line; the places of the changes are those in the printed text of the part."""
    texts, changes, start = [], [], 0
    for paragraph in part.paragraphs:
        made = normalised(paragraph.text, year)
        texts.append(made.text)
        changes += [replace(change, start=change.start + start) for change in made.changes]
        start += len(paragraph.text) + 1
    return Changed("\n".join(texts), tuple(changes))


def text(issue: Issue) -> bytes:
    """How far the text is to be trusted; all parts, a paragraph a line, each after its id in brackets."""
    year = year_of(issue)
    parts = "\n".join(f"[{part.id}]\n{part_text(part, year).text}\n" for part in issue.parts)
    return statement(issue) + parts.encode()


def report(issue: Issue) -> bytes:
    """Every change as CSV: where it is printed, what was printed, what stands for it, by which rule."""
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(REPORT)
    year = year_of(issue)
    for part in issue.parts:
        for paragraph, change in _by_paragraph(part, part_text(part, year).changes):
            writer.writerow(
                [safe(cell) for cell in (part.id, *_place(paragraph, change), change.printed, change.text)]
                + [change.rule]
            )
    return ("\ufeff" + held.getvalue()).encode()


def record(document: Document, year: int) -> dict[str, object]:
    """The normalised text of a document and its changes, for JSON: start, printed, normalised, rule."""
    made = part_text(document, year)
    changes = [[change.start, change.printed, change.text, change.rule] for change in made.changes]
    return {"normalised": made.text, "changes": changes}


def _by_paragraph(part: Part, changes: tuple[Change, ...]) -> list[tuple[Paragraph, Change]]:
    """Each change with the paragraph it stands in, its start counted from there."""
    found, start = [], 0
    waiting = list(changes)
    for paragraph in part.paragraphs:
        stop = start + len(paragraph.text)
        while waiting and waiting[0].start <= stop:
            change = waiting.pop(0)
            found.append((paragraph, replace(change, start=change.start - start)))
        start = stop + 1
    return found


def _place(paragraph: Paragraph, change: Change) -> tuple[str, str, str]:
    """Page, line, and the place in that line; in a table, the place in its text and its first line."""
    first = paragraph.lines[0]
    if first.cells:
        return first.page, first.id, str(change.start)
    start = change.start
    for line in paragraph.lines[:-1]:
        if start < len(line.text):
            return line.page, line.id, str(start)
        start -= len(line.text) + len(line.joiner)
    last = paragraph.lines[-1]
    return last.page, last.id, str(start)
