"""XML of a package: read without trust, held against its profile and its official schema."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml.etree import _Element

from pipeline.errors import BadXmlError
from pipeline.export.delivery.contents import Contents
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.opening import UnreadableError
from pipeline.formats.xml import faults, line_of, parse

TWICE = "Duplicate key-sequence"  # how a schema says that an id stands twice
FOREIGN = "No matching global declaration"  # how it says that the root is of another kind
MOST = 100  # faults of one kind in one file that are told; more of the same help nobody
_IDS = ("eId", "ID", "id")
_LINE = re.compile(r".*?line (\d+): (.*)", re.DOTALL)
_INSTRUCTION = re.compile(rb"<\?(?!xml[\s?])")
_NAMESPACE = re.compile(r"\{[^}]*\}")


def read(contents: Contents, path: str) -> tuple[_Element | None, list[Fault]]:
    """The root of a file, or why there is none; a file with a DOCTYPE has none."""
    try:
        data = contents.read(path)
    except UnreadableError as error:
        return None, [Fault("unreadable-file", f"data/{path}", str(error))]
    return parsed(data, f"data/{path}")


def parsed(data: bytes, name: str) -> tuple[_Element | None, list[Fault]]:
    """The root of a file of that name, or why there is none."""
    try:
        root = parse(data, "")
        return root, list(_foreign(root, data, name))
    except BadXmlError as error:
        found = _LINE.fullmatch(str(error))
        line, reason = (int(found[1]), found[2]) if found else (0, str(error).removeprefix(": "))
        return None, [Fault("bad-xml", name, reason, line)]


def _foreign(root: _Element, data: bytes, name: str) -> Iterator[Fault]:
    """What is sound XML, but not as any file of ours is: another encoding, an instruction to a program."""
    encoding = root.getroottree().docinfo.encoding or "UTF-8"
    if encoding.upper() not in ("UTF-8", "ASCII", "US-ASCII"):
        yield Fault("bad-xml", name, f"is encoded as {encoding}; all files are UTF-8", 1)
    for found in _INSTRUCTION.finditer(data):
        line = data.count(b"\n", 0, found.start()) + 1
        yield Fault("bad-xml", name, "has a processing instruction, which some programs follow", line)


def grammar(root: _Element, path: str, schemas: Sequence[Path]) -> list[Fault]:
    """What of a file its schemas do not allow, each place once."""
    twice = _twice(root, f"data/{path}")
    if len(twice) > MOST:  # a schema would compare them all with each other
        return twice[:MOST]
    found: dict[int, Fault] = {}
    for schema in schemas:
        for fault in faults(root, schema)[:MOST]:
            reason = _NAMESPACE.sub("", fault.message)
            found.setdefault(fault.line, Fault("grammar", f"data/{path}", reason, fault.line))
    return list(found.values())


def _twice(root: _Element, name: str) -> list[Fault]:
    """Every id that stands in the file a second time."""
    seen: set[tuple[str, str]] = set()
    found = []
    for element in root.iter():
        for attribute in _IDS:
            value = element.get(attribute)
            if value is None:
                continue
            if (attribute, value) in seen:
                found.append(Fault("grammar", name, f"{TWICE}: {attribute} {value[:100]}", line_of(element)))
            seen.add((attribute, value))
    return found
