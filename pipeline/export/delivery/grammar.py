"""XML of a package: read without trust, held against its profile, its official schema and its rules."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.etree import _Element
from lxml.isoschematron import Schematron

from pipeline.errors import BadXmlError
from pipeline.export.delivery.contents import Contents
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.opening import UnreadableError
from pipeline.export.schema import profile
from pipeline.formats.xml import faults, line_of, parse

SVRL = "http://purl.oclc.org/dsdl/svrl"
TWICE = "Duplicate key-sequence"  # how a schema says that an id stands twice
MOST = 100  # faults of one kind in one file that are told; more of the same help nobody
_LINE = re.compile(r".*?line (\d+): (.*)", re.DOTALL)
_NAMESPACE = re.compile(r"\{[^}]*\}")


def read(contents: Contents, path: str) -> tuple[_Element | None, list[Fault]]:
    """The root of a file, or why there is none; a file with a DOCTYPE has none."""
    name = f"data/{path}"
    try:
        return parse(contents.read(path), ""), []
    except UnreadableError as error:
        return None, [Fault("unreadable-file", name, str(error))]
    except BadXmlError as error:
        found = _LINE.fullmatch(str(error))
        line, reason = (int(found[1]), found[2]) if found else (0, str(error).removeprefix(": "))
        return None, [Fault("bad-xml", name, reason, line)]


def grammar(root: _Element, path: str, schemas: tuple[Path, ...]) -> list[Fault]:
    """What of a file its schemas do not allow, each place once."""
    found: dict[int, Fault] = {}
    for schema in schemas:
        for fault in faults(root, schema)[:MOST]:
            reason = _NAMESPACE.sub("", fault.message)
            found.setdefault(fault.line, Fault("grammar", f"data/{path}", reason, fault.line))
    return list(found.values())


def rules(root: _Element, path: str) -> list[Fault]:
    """What of an Akoma Ntoso file breaks the rules that are published beside the profile."""
    checker = _rules()
    if checker.validate(root):
        return []
    found = []
    for failed in checker.validation_report.getroot().iter(f"{{{SVRL}}}failed-assert"):
        place: Any = root.getroottree().xpath(str(failed.get("location")))
        line = line_of(place[0]) if place else 0
        reason = " ".join("".join(failed.itertext()).split())
        found.append(Fault("rule", f"data/{path}", reason, line, str(failed.get("id"))))
    return found[:MOST]


@cache
def _rules() -> Schematron:
    schema = etree.parse(str(profile("gazette-rules-1.sch")))
    return Schematron(schema, store_report=True)
