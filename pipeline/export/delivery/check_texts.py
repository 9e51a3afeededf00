"""Do Akoma Ntoso, ALTO, JSON Lines and plain text say the same, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml.etree import _Element

from pipeline.export.delivery.check_alto import PageText, without_blanks
from pipeline.export.delivery.contents import Contents, exported
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.jsonlines import records_of
from pipeline.export.delivery.listing import Delivered
from pipeline.export.delivery.reading import Printed, printed_lines
from pipeline.export.markup import AKN, ours

Lines = Mapping[str, Printed]


def check_texts(
    root: _Element, issue: Delivered, contents: Contents, altos: Mapping[str, PageText]
) -> Iterator[Fault]:
    """`altos` holds the pages that could be read, by page id."""
    name = f"data/{exported(issue, 'issue.akn.xml')}"
    lines: dict[str, Printed] = {}
    for printed in printed_lines(root):
        if printed.id in lines:
            yield Fault("line-twice", name, f"line {printed.id} stands here a second time", printed.line)
        lines.setdefault(printed.id, printed)
    by_page = _groups(lines)
    for page, text in altos.items():
        other = f"data/{exported(issue, f'alto/{page}.xml')}"
        yield from _against_alto(lines, text, other, name)
        for line in by_page.get(page, ()):
            if line not in text.lines:
                yield Fault("line-missing", other, f"line {line} of {name} is missing")
    pages = [str(page.get("id")) for page in root.iter(ours("page"))]
    yield from _pages_file(contents, issue, lines, pages)
    yield from _documents_file(contents, issue, root, lines)


def _groups(lines: Lines) -> dict[str, list[str]]:
    """The ids of the lines of each page: the id of a line begins with that of its page."""
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault(line.partition("_")[0], []).append(line)
    return found


def _against_alto(lines: Lines, alto: PageText, other: str, name: str) -> Iterator[Fault]:
    for line, text in alto.lines.items():
        if line not in lines:
            yield Fault("line-missing", name, f"line {line} of {other} is missing")
        elif without_blanks(lines[line].text) != text:
            yield Fault("text-differs", name, f"line {line} has another text in {other}", lines[line].line)


def _pages_file(contents: Contents, issue: Delivered, lines: Lines, pages: list[str]) -> Iterator[Fault]:
    records, faults = records_of(contents, exported(issue, "pages.jsonl"))
    yield from faults
    name = f"data/{exported(issue, 'pages.jsonl')}"
    if records and [record.get("page") for _, record in records] != pages:
        yield Fault("page-differs", name, "the pages are not those of issue.akn.xml, in their order")
    for number, record in records:
        found = [line for region in _list(record, "regions") for line in _list(region, "lines")]
        yield from _same(found, lines, name, number)


def _documents_file(contents: Contents, issue: Delivered, root: _Element, lines: Lines) -> Iterator[Fault]:
    path = exported(issue, "documents.jsonl")
    records, faults = records_of(contents, path)
    yield from faults
    components = [c for c in root.iter(f"{{{AKN}}}component") if c.find(f"{{{AKN}}}doc") is not None]
    acts = [str(component.get("eId")) for component in components]
    if acts != [act.id for act in issue.documents]:
        name = f"data/{exported(issue, 'issue.akn.xml')}"
        yield Fault("document-differs", name, "the documents are not those that package.json lists")
    name = f"data/{path}"
    if records and [record.get("document") for _, record in records] != acts:
        yield Fault("document-differs", name, "the documents are not those of issue.akn.xml, in their order")
    for number, record in records:
        if record.get("issue") != issue.id:
            yield Fault("wrong-issue", name, f"issue is {record.get('issue')!r}, not {issue.id!r}", number)
        yield from _same(_list(record, "lines"), lines, name, number)


def _same(found: list[Any], lines: Lines, name: str, number: int) -> Iterator[Fault]:
    for line in found:
        key, text = (line.get("id"), line.get("text")) if isinstance(line, dict) else (None, None)
        if not isinstance(key, str) or not isinstance(text, str):
            yield Fault("bad-record", name, "a line without id or text", number)
        elif key not in lines:
            yield Fault("line-missing", name, f"line {key} is not in issue.akn.xml", number)
        elif without_blanks(lines[key].text) != without_blanks(text):
            yield Fault("text-differs", name, f"line {key} has another text in issue.akn.xml", number)


def _list(record: Any, key: str) -> list[Any]:
    found = record.get(key) if isinstance(record, dict) else None
    return found if isinstance(found, list) else []
