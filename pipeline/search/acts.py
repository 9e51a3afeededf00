"""The documents of an issue as the export stage wrote them -> entries, with the rows of their pages.

``documents.jsonl`` says which lines a document consists of and what is known of it; where they stand on
the master the editions say.  What stands outside of all documents (cover, contents, notices, running
heads) makes an entry a page, so that nothing printed is missing from the index of documents.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.errors import WorkspaceError
from pipeline.search.altered import Altered, located, of_rows
from pipeline.search.entry import Entry, Facts
from pipeline.search.key import parts
from pipeline.search.leaf import Leaf, entry, moved
from pipeline.search.row import BREAK, Row
from pipeline.text.changes import Change


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a page."""

    leaf: int
    row: Row


def read(path: Path) -> tuple[dict[str, Any], ...]:
    """The records of one of the export stage's JSON Lines; none where there is no such file.

    Raises:
        WorkspaceError: where it is damaged.
    """
    if not path.exists():
        return ()
    try:
        records = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
        if not all(isinstance(record, dict) for record in records):
            raise ValueError("a line that is no record")
    except (OSError, ValueError) as error:
        advice = "Delete it and run the same command again; it is made anew."
        raise WorkspaceError(f"{path}: damaged: {error}", advice) from error
    return tuple(records)


def with_normal(issue: str, leaves: Sequence[Leaf], records: Sequence[Mapping[str, Any]]) -> tuple[Leaf, ...]:
    """The pages with what the normalised text says otherwise: as told of documents, by rule elsewhere."""
    known = _known(leaves)
    found: list[list[Altered]] = [[] for _ in leaves]
    taken: set[str] = set()
    for record in records:
        lines = _lines(record, known)
        taken.update(line["id"] for line in lines)
        for one in _told(record, lines, known):
            found[known[one.line].leaf].append(one)
    for leaf, own in zip(leaves, found, strict=True):
        for part in parts(_rest(leaf, taken)):
            own.extend(of_rows(part, int(_year(issue) or 0)))
    return tuple(replace(leaf, notes=(*leaf.notes, *own)) for leaf, own in zip(leaves, found, strict=True))


def _told(
    record: Mapping[str, Any], lines: Sequence[Mapping[str, Any]], known: Mapping[str, Spot]
) -> Iterator[Altered]:
    """The changes that the record of a document tells of, on its lines."""
    starts = _starts(str(record.get("text", "")), [str(line.get("text", "")) for line in lines])
    placed = [(known[line["id"]].row, at) for line, at in zip(lines, starts, strict=True) if at >= 0]
    told = record.get("changes")
    changes = (_change(one) for one in told) if isinstance(told, list) else ()
    rows, begins = [row for row, _ in placed], [at for _, at in placed]
    return located((one for one in changes if one), rows, begins)


def _change(told: object) -> Change | None:
    """A change as the export stage writes it; none where it is something else."""
    match told:
        case [int(start), str(printed), str(text), str(rule)]:
            return Change(start, printed, text, rule)
    return None


def _known(leaves: Sequence[Leaf]) -> dict[str, Spot]:
    return {row.id: Spot(number, row) for number, leaf in enumerate(leaves) for row in leaf.rows}


def entries(issue: str, leaves: Sequence[Leaf], records: Sequence[Mapping[str, Any]]) -> Iterator[Entry]:
    """The documents of an issue in order, then what stands outside of them, page by page."""
    known = _known(leaves)
    taken: set[str] = set()
    for record in records:
        made = _document(issue, leaves, known, record)
        if len(made.lines):
            taken.update(line.id for line in made.lines)
            yield made
    for leaf in leaves:
        if rest := _rest(leaf, taken):
            yield entry(leaf.sheet.page, page_facts(issue), (leaf.sheet,), rest, leaf.notes)


def _document(
    issue: str, leaves: Sequence[Leaf], known: Mapping[str, Spot], record: Mapping[str, Any]
) -> Entry:
    lines = _lines(record, known)
    spots = [known[line["id"]] for line in lines]
    sheets = list(dict.fromkeys(spot.leaf for spot in spots))
    follows = _follows(str(record.get("text", "")), [str(line.get("text", "")) for line in lines])
    regions = _regions(spots)
    rows = tuple(
        moved(spot.row, sheets.index(spot.leaf), region, after, line.get("role") == "title")
        for spot, region, after, line in zip(spots, regions, follows, lines, strict=True)
    )
    notes = tuple(one for number in sheets for one in leaves[number].notes)
    name = str(record.get("document", ""))
    return entry(name, _facts(issue, record), tuple(leaves[number].sheet for number in sheets), rows, notes)


def _lines(record: Mapping[str, Any], known: Mapping[str, Spot]) -> list[Mapping[str, Any]]:
    """The lines of a document that stand on its pages; what is not written as a line is none."""
    lines = record.get("lines")
    told = lines if isinstance(lines, list) else []
    return [line for line in told if isinstance(line, dict) and _word(line, "id") in known]


def _follows(text: str, lines: Sequence[str]) -> list[str]:
    """What stands between each line and the next in the text of the document: `BREAK` where it ends."""
    starts = _starts(text, lines)
    ends = [start + len(line) for start, line in zip(starts, lines, strict=True)]
    pairs = zip(pairwise(starts), ends, strict=False)
    between = [text[end:after] if before >= 0 <= after else BREAK for (before, after), end in pairs]
    return [*(part if part in ("", " ") else BREAK for part in between), BREAK][: len(lines)]


def _starts(text: str, lines: Sequence[str]) -> list[int]:
    """Where in the text of the document each line begins; -1 where it does not stand in it."""
    starts: list[int] = []
    at = 0
    for line in lines:
        starts.append(text.find(line, at))
        at = starts[-1] + len(line) if starts[-1] >= 0 else at
    return starts


def _regions(spots: Sequence[Spot]) -> list[int]:
    """Regions counted through the document."""
    keys = [(spot.leaf, spot.row.region) for spot in spots]
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    return [numbers[key] for key in keys]


def _facts(issue: str, record: Mapping[str, Any]) -> Facts:
    return Facts(
        issue=issue,
        document=_word(record, "document"),
        title=_word(record, "title"),
        number=_word(record, "number"),
        type=_word(record, "type"),
        issuers=_words(record, "issuers") or _words(record, "signature"),
        addressee=" ".join(_words(record, "addressees") or _words(record, "addressee")),
        signature=_word(record, "signature"),
        subjects=_words(record, "subjects"),
        date=_word(record, "date") or _year(issue),
    )


def _word(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ""


def _words(record: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A field that may hold one text or several."""
    value = record.get(name)
    several = value if isinstance(value, list) else [value]
    return tuple(text for text in several if isinstance(text, str) and text)


def _year(issue: str) -> str:
    """The year that an issue's name begins with; empty where it does not."""
    year = issue[:4]
    return year if len(year) == 4 and year.isascii() and year.isdigit() and "1600" <= year <= "2199" else ""


def page_facts(issue: str) -> Facts:
    return Facts(issue, date=_year(issue))


def _rest(leaf: Leaf, taken: set[str]) -> tuple[Row, ...]:
    """The rows of a page that no document has; where some were between them the text ends."""
    rows = [row for row in leaf.rows if row.id not in taken]
    if len(rows) == len(leaf.rows):
        return leaf.rows
    order = {row.id: number for number, row in enumerate(leaf.rows)}
    follows = [a.follows if order[b.id] == order[a.id] + 1 else BREAK for a, b in pairwise(rows)]
    return tuple(row._replace(follows=after) for row, after in zip(rows, [*follows, BREAK], strict=False))
