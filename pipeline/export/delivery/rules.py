"""The business rules of the profile, read from ``gazette-rules-1.sch`` and applied here.

Of Schematron it takes what that file needs: patterns of rules with `let` and `assert`, in XPath 1.0, and
keys of XSLT.  The usual way, a stylesheet made of the schema, takes a time that grows with the square of
the faults; here it is over at `MOST` faults, and each knows its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from lxml import etree
from lxml.etree import _Element

from pipeline.export.delivery.faults import Fault
from pipeline.export.schema import profile
from pipeline.formats.xml import line_of

MOST = 100  # faults that are told; more of the same help nobody
_SCH = "{http://purl.oclc.org/dsdl/schematron}"
_XSL = "{http://www.w3.org/1999/XSL/Transform}"
_XPATH: Any = etree.XPath


@dataclass(frozen=True, slots=True)
class Assert:
    id: str
    test: str
    message: str


@dataclass(frozen=True, slots=True)
class Rule:
    """The asserts that hold for the nodes of a context."""

    context: str
    lets: tuple[tuple[str, str], ...]
    asserts: tuple[Assert, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    namespaces: dict[str, str]
    keys: tuple[tuple[str, str, str], ...]  # name, what it finds, by which value
    patterns: tuple[tuple[Rule, ...], ...]  # of each, the first rule that fits a node counts


def rules(root: _Element, path: str) -> list[Fault]:
    """What of an Akoma Ntoso file breaks the rules."""
    checker = _Checker(root, _schema())
    found = (
        Fault("rule", f"data/{path}", broken.message, line_of(node), broken.id)
        for node, broken in checker.broken()
    )
    return list(islice(found, MOST))


class _Checker:
    """One tree held against the schema."""

    def __init__(self, root: _Element, schema: Schema) -> None:
        self._root, self._schema = root, schema
        self._tables = {key: _table(root, match, use, schema) for key, match, use in schema.keys}
        self._compiled: dict[str, Any] = {}

    def broken(self) -> Iterator[tuple[_Element, Assert]]:
        """Each node with each assert that does not hold there."""
        for pattern in self._schema.patterns:
            done: set[_Element] = set()
            for rule in pattern:
                nodes = self._value(self._root, _everywhere(rule.context), {})
                for node in nodes:
                    if node not in done:
                        yield from ((node, one) for one in self._failed(node, rule))
                done.update(nodes)

    def _failed(self, node: _Element, rule: Rule) -> Iterator[Assert]:
        variables: dict[str, Any] = {}
        for name, expression in rule.lets:
            variables[name] = self._value(node, expression, variables)
        for one in rule.asserts:
            if not self._value(node, f"boolean({one.test})", variables):
                yield one

    def _value(self, node: _Element, expression: str, variables: dict[str, Any]) -> Any:
        if expression not in self._compiled:
            extensions = {(None, "key"): self._key}
            self._compiled[expression] = _XPATH(
                expression, namespaces=self._schema.namespaces, extensions=extensions
            )
        return self._compiled[expression](node, **variables)

    def _key(self, _context: object, table: str, value: Any) -> list[_Element]:
        """The function of XSLT: of a node set the first node counts."""
        text = value if isinstance(value, str) else "".join(map(str, value[:1]))
        return self._tables[table].get(text, [])


def _table(root: _Element, match: str, use: str, schema: Schema) -> dict[str, list[_Element]]:
    """The first node for each value of a key: nothing asks for more."""
    found: dict[str, list[_Element]] = {}
    for node in _XPATH(_everywhere(match), namespaces=schema.namespaces)(root):
        for value in _XPATH(use, namespaces=schema.namespaces)(node):
            found.setdefault(str(value), [node])
    return found


def _everywhere(context: str) -> str:
    """A pattern of XSLT as the path to all nodes that fit it; its alternatives hold no bar in themselves."""
    return " | ".join(f"//{part.strip()}" for part in context.split("|"))


@cache
def _schema() -> Schema:
    root = etree.parse(str(profile("gazette-rules-1.sch"))).getroot()
    patterns = tuple(
        tuple(_rule(rule) for rule in pattern.iter(f"{_SCH}rule")) for pattern in root.iter(f"{_SCH}pattern")
    )
    return Schema(
        {str(ns.get("prefix")): str(ns.get("uri")) for ns in root.iter(f"{_SCH}ns")},
        tuple((str(k.get("name")), str(k.get("match")), str(k.get("use"))) for k in root.iter(f"{_XSL}key")),
        patterns,
    )


def _rule(rule: _Element) -> Rule:
    return Rule(
        str(rule.get("context")),
        tuple((str(let.get("name")), str(let.get("value"))) for let in rule.iter(f"{_SCH}let")),
        tuple(
            Assert(str(one.get("id")), str(one.get("test")), " ".join(str(one.text).split()))
            for one in rule.iter(f"{_SCH}assert")
        ),
    )
