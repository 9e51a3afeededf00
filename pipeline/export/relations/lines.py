"""Relations as JSON Lines: one for each link, each document's validity, each pair of twins."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pipeline.export.relations.links import Link, Validity, links, validities
from pipeline.export.relations.published import Published
from pipeline.export.relations.twins import Twins


def relation_lines(documents: Sequence[Published], pairs: Sequence[Twins]) -> bytes:
    """All relations of the documents of a work, in the order of the documents; `pairs` are its twins."""
    records = [*map(_link, links(documents)), *map(_validity, validities(documents)), *map(_twins, pairs)]
    return b"".join(_line(record) for record in records)


def _line(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _link(link: Link) -> dict[str, Any]:
    cited = link.cited
    place = {"by": cited.by.value, "printed": cited.printed, "paragraph": cited.paragraph, "ref": cited.id}
    return {"relation": "cites", "source": link.source, "target": link.target, **place}


def _validity(one: Validity) -> dict[str, Any]:
    evidence = [
        {
            "state": found.state.value,
            "source": found.source,
            "sentence": found.claimed.sentence,
            "paragraph": found.claimed.paragraph,
            "claim": found.claimed.id,
            **({"date": found.claimed.date} if found.claimed.date else {}),
        }
        for found in one.evidence
    ]
    return {"relation": "validity", "document": one.document, "state": one.state.value, "evidence": evidence}


def _twins(pair: Twins) -> dict[str, Any]:
    changes = [{"first": change.first, "second": change.second} for change in pair.changes]
    sides = {"first": pair.first, "second": pair.second}
    return {"relation": "twins", **sides, "likeness": pair.likeness, "changes": changes}
