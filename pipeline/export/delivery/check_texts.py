"""Do Akoma Ntoso, ALTO and JSON Lines say the same, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml.etree import _Element

from pipeline.export.delivery.check_alto import PageText
from pipeline.export.delivery.contents import Contents, exported
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.gather import acts_of
from pipeline.export.delivery.jsonlines import records_of
from pipeline.export.delivery.listing import Delivered
from pipeline.export.delivery.reading import Printed, line_ids, printed_lines
from pipeline.export.delivery.said import NOWHERE, Corners, Known, Said, compared, known, without_blanks
from pipeline.export.markup import AKN, ours

Lines = Mapping[str, Printed]


def known_lines(root: _Element, altos: Mapping[str, PageText]) -> Known:
    """What all files must agree with; `altos` holds the pages that could be read, by page id."""
    pages = {str(page.get("id")): dict(page.attrib) for page in root.iter(ours("page"))}
    lines = {printed.id: without_blanks(printed.text) for printed in printed_lines(root)}
    boxes: dict[str, Corners] = {}
    for alto in altos.values():
        lines |= alto.lines
        boxes |= alto.boxes
    return known(pages, lines, boxes)


def check_texts(
    root: _Element, issue: Delivered, contents: Contents, altos: Mapping[str, PageText], right: Known
) -> Iterator[Fault]:
    """`altos` holds the pages that could be read, by page id."""
    name = f"data/{exported(issue, 'issue.akn.xml')}"
    lines: dict[str, Printed] = {}
    for printed in printed_lines(root):
        if printed.id in lines:
            yield Fault("line-twice", name, f"line {printed.id} stands here a second time", printed.line)
        lines.setdefault(printed.id, printed)
    for page, text in altos.items():
        other = f"data/{exported(issue, f'alto/{page}.xml')}"
        yield from _against_alto(lines, text, other, name)
        for line in lines:
            if line.startswith(f"{page}_") and line not in text.lines:
                yield Fault("line-missing", other, f"line {line} of {name} is missing")
    yield from _pages_file(contents, issue, right)
    yield from _documents_file(contents, issue, root, right)


def _against_alto(lines: Lines, alto: PageText, other: str, name: str) -> Iterator[Fault]:
    for line, text in alto.lines.items():
        if line not in lines:
            yield Fault("line-missing", name, f"line {line} of {other} is missing")
        elif without_blanks(lines[line].text) != text:
            yield Fault("text-differs", name, f"line {line} has another text in {other}", lines[line].line)


def _pages_file(contents: Contents, issue: Delivered, right: Known) -> Iterator[Fault]:
    path = exported(issue, "pages.jsonl")
    records, faults = records_of(contents, path)
    yield from faults
    if faults or not contents.at_hand(path):
        return
    name = f"data/{path}"
    if [record.get("page") for _, record in records] != list(right.pages):
        yield Fault("page-differs", name, "the pages are not those of issue.akn.xml, in their order")
    for number, record in records:
        page = str(record.get("page"))
        yield from _master(record.get("master"), right.pages.get(page, {}), name, number)
        found = [line for region in _list(record, "regions") for line in _list(region, "lines")]
        yield from _same(found, right.by_page.get(page, ()), right, name, number)


def _master(master: Any, page: Mapping[str, str], name: str, number: int) -> Iterator[Fault]:
    told = {"file": "master", "sha256": "sha256", "width": "width", "height": "height"}
    for what, wanted in told.items():
        found = str(master.get(what)) if isinstance(master, dict) else None
        if page and found != page.get(wanted):
            reason = f"{what} of the master is {found!r:.80}, in issue.akn.xml {page.get(wanted)!r}"
            yield Fault("page-differs", name, reason, number)


def _documents_file(contents: Contents, issue: Delivered, root: _Element, right: Known) -> Iterator[Fault]:
    path = exported(issue, "documents.jsonl")
    records, faults = records_of(contents, path)
    yield from faults
    acts = acts_of(root)
    if acts != issue.documents:
        name = f"data/{exported(issue, 'issue.akn.xml')}"
        yield Fault("document-differs", name, "the documents are not those that package.json lists")
    if faults or not contents.at_hand(path):
        return
    name = f"data/{path}"
    if [record.get("document") for _, record in records] != [act.id for act in acts]:
        yield Fault("document-differs", name, "the documents are not those of issue.akn.xml, in their order")
    own = _by_document(root)
    for number, record in records:
        if record.get("issue") != issue.id:
            yield Fault("wrong-issue", name, f"issue is {record.get('issue')!r}, not {issue.id!r}", number)
        wanted = own.get(str(record.get("document")), ())
        yield from _same(_list(record, "lines"), wanted, right, name, number)


def _by_document(root: _Element) -> dict[str, tuple[str, ...]]:
    """The ids of the lines of each document."""
    found: dict[str, tuple[str, ...]] = {}
    for component in root.iter(f"{{{AKN}}}component"):
        found.setdefault(str(component.get("eId")), line_ids(component))
    return found


def _same(found: list[Any], wanted: tuple[str, ...], right: Known, name: str, number: int) -> Iterator[Fault]:
    lines = [_said(line, number) for line in found]
    if None in lines:
        yield Fault("bad-record", name, "a line without id, text or box", number)
    present = [line for line in wanted if line in right.lines]
    for fault in compared((line for line in lines if line), present, right, name):
        yield Fault(fault.code, fault.file, fault.reason, number)


def _said(line: Any, number: int) -> Said | None:
    """A line of JSON Lines; None for what is none."""
    key, text = (line.get("id"), line.get("text")) if isinstance(line, dict) else (None, None)
    if not isinstance(key, str) or not isinstance(text, str):
        return None
    if "box" not in line:
        return Said(key, text, None, number)
    box = line["box"] or NOWHERE
    whole = isinstance(box, list | tuple) and len(box) == 4 and all(isinstance(side, int) for side in box)
    return Said(key, text, tuple(box), number) if whole else None


def _list(record: Any, key: str) -> list[Any]:
    found = record.get(key) if isinstance(record, dict) else None
    return found if isinstance(found, list) else []
