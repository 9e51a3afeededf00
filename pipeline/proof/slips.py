"""The slips of pages as findings: what a page, or an issue, says twice and not the same.

A place that a person has marked as printed so (sic) is explained, and with it whatever contradicts it: that
slip is not told again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Edition, Finding
from pipeline.proof.evidence.coherence import Slip, Span, across, as_findings, check

SIC = "sic"
_Places = Mapping[str, Sequence[tuple[int, int]]]  # by line: first glyph, first glyph after


@dataclass(frozen=True, slots=True)
class IssueSlips:
    """What an issue says twice and not the same, and no page of it shows by itself."""

    issue: str
    findings: tuple[Finding, ...]


def of_page(edition: Edition) -> tuple[Finding, ...]:
    """The slips of the settled text of a page."""
    return as_findings([edition], _once(_unexplained(check([edition]), [edition])))


def of_issue(editions: Sequence[Edition]) -> tuple[Finding, ...]:
    """The slips of an issue that none of its pages, given in their order, shows by itself."""
    return as_findings(editions, _once(_unexplained(across(editions), editions)))


def _once(slips: Sequence[Slip]) -> list[Slip]:
    """Of several slips that lie in the same place the surest: it is one fault, whatever tells of it."""
    found: dict[tuple[Span, ...], Slip] = {}
    for slip in slips:
        known = found.get(slip.spans)
        if known is None or (slip.sure and not known.sure):
            found[slip.spans] = slip
    return list(found.values())


def _unexplained(slips: Iterable[Slip], editions: Iterable[Edition]) -> list[Slip]:
    marked: dict[str, list[tuple[int, int]]] = {}
    for edition in editions:
        for app in edition.apps:
            if app.mark == SIC:
                marked.setdefault(app.line, []).append((app.start, app.stop))
    return [
        slip for slip in slips if not any(_touches(span, marked) for span in (*slip.spans, *slip.against))
    ]


def _touches(span: Span, marked: _Places) -> bool:
    return any(start < span.stop and span.start < stop for start, stop in marked.get(span.line, ()))
