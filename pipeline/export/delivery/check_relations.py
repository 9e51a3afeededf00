"""Do the relations of an issue lead to documents that are there, and say what its Akoma Ntoso file says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element

from pipeline.export.delivery.contents import Contents, exported
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.jsonlines import records_of
from pipeline.export.delivery.listing import Delivered
from pipeline.export.markup import AKN, ours
from pipeline.export.relations.delivered import NAME
from pipeline.export.relations.links import State

_FIELDS = {  # of each relation: those that hold texts
    "cites": ("source", "target", "by", "printed", "paragraph", "ref"),
    "validity": ("document", "state", "source", "sentence", "paragraph", "claim"),
    "twins": ("first", "second"),
}
_ENDS = {  # those that name documents, the one of this issue first
    "cites": ("source", "target"),
    "validity": ("source", "document"),
    "twins": ("second", "first"),
}
_STATES = {state.value for state in State} - {State.UNKNOWN.value}


def check_relations(root: _Element, issue: Delivered, contents: Contents) -> Iterator[Fault]:
    """`root` is the Akoma Ntoso file of the issue."""
    path = exported(issue, NAME)
    records, faults = records_of(contents, path)
    yield from faults
    known = {one.id: {act.id for act in one.documents} for one in contents.listing.issues}
    said = _said(root) if records else {}
    for number, record in records:
        reason = _malformed(record)
        if reason:
            yield Fault("bad-record", f"data/{path}", reason, number)
            continue
        yield from _ends(record, issue, known, path, number)
        yield from _texts(record, said, path, number)


def _malformed(record: dict[str, Any]) -> str:
    """Why a record is none of ours; empty for one that is."""
    relation = record.get("relation")
    if relation not in _FIELDS:
        return f"relation {relation!r:.40} is none of {', '.join(_FIELDS)}"
    missing = [name for name in _FIELDS[relation] if not isinstance(record.get(name), str)]
    if missing:
        return f"{relation} without {', '.join(missing)}"
    if relation == "validity" and record["state"] not in _STATES:
        return f"state {record['state']!r:.40} is none of {', '.join(sorted(_STATES))}"
    return _malformed_twins(record) if relation == "twins" else ""


def _malformed_twins(record: dict[str, Any]) -> str:
    likeness, changes = record.get("likeness"), record.get("changes")
    if not isinstance(likeness, int | float) or not 0 <= likeness <= 1:
        return "likeness is no share of 1"
    sides = ("first", "second")
    whole = isinstance(changes, list) and all(
        isinstance(one, dict) and all(isinstance(one.get(side), str) for side in sides) for one in changes
    )
    return "" if whole else "changes are no list of what stands first and second"


def _ends(
    record: dict[str, Any], issue: Delivered, known: dict[str, set[str]], path: str, number: int
) -> Iterator[Fault]:
    """The document of this issue, and the other one: both are listed."""
    own, other = (record[name] for name in _ENDS[record["relation"]])
    if not own.startswith(f"{issue.id}/"):
        yield Fault("wrong-issue", f"data/{path}", f"{own:.100} is no document of this issue", number)
    for name in (own, other):
        home, _, act = name.partition("/")
        if act not in known.get(home, ()):
            yield Fault("dangling-link", f"data/{path}", f"there is no document {name:.100}", number)


def _texts(record: dict[str, Any], said: dict[str, str], path: str, number: int) -> Iterator[Fault]:
    pairs = {"cites": ("ref", "printed"), "validity": ("claim", "sentence")}
    if record["relation"] not in pairs:
        return
    link, text = (record[name] for name in pairs[record["relation"]])
    if link not in said:
        yield Fault("dangling-link", f"data/{path}", f"{link:.100} is not in issue.akn.xml", number)
    elif not _agree(said[link], _bare(text)):
        told = f"{link} has another text in issue.akn.xml: {said[link]:.100}"
        yield Fault("text-differs", f"data/{path}", told, number)


def _said(root: _Element) -> dict[str, str]:
    """What is cited and what is claimed, by id, without blanks."""
    found = {}
    for ref in root.iter(f"{{{AKN}}}ref"):
        found[str(ref.get("eId"))] = _bare("".join(map(str, ref.itertext())))
    for sentence in root.iter(ours("sentence")):
        mod = sentence.xpath("string(../../@eId)")
        found[str(mod)] = _bare(sentence.text or "")
    return found


def _agree(marked: str, printed: str) -> bool:
    """Whether a citation or a sentence is the same; one in a title may go on in its next paragraph."""
    return bool(marked) and f"《{printed}》".find(marked) in (0, 1)


def _bare(text: str) -> str:
    return "".join(text.split())
