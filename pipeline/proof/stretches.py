"""Claims on one line brought together: what people decided there, and where they disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import Glyph
from pipeline.proof.claims import Claim
from pipeline.proof.places import meet


@dataclass(frozen=True, slots=True)
class Stretch:
    """Glyphs ``start`` to ``stop`` of a line, and what people say of them.

    `chosen` covers the stretch from end to end.  Where people disagree, `ways` has the glyphs that
    each of them would put there, and nothing is chosen.
    """

    start: int
    stop: int
    chosen: Claim | None
    by: tuple[int, ...]  # entries of the log, of all who said so; the latest last
    ways: tuple[tuple[int, tuple[Glyph, ...]], ...] = ()  # (entry, glyphs)


def stretches(claims: Sequence[Claim], line: Sequence[Glyph]) -> tuple[Stretch, ...]:
    """The claims on one line as stretches that do not meet, from left to right."""
    found: list[Stretch] = []
    for cluster in _clusters(claims):
        found += _settled(cluster) if _agree(cluster) else [_whole(cluster, line)]
    return tuple(sorted(found, key=lambda stretch: (stretch.start, stretch.stop)))


def _clusters(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Claims that meet, directly or by way of others."""
    clusters: list[list[Claim]] = []
    for claim in claims:
        touched = [cluster for cluster in clusters if any(meet(claim, other) for other in cluster)]
        clusters = [cluster for cluster in clusters if cluster not in touched]
        clusters.append([*(other for cluster in touched for other in cluster), claim])
    return clusters


def _agree(cluster: Sequence[Claim]) -> bool:
    """Do all say the same wherever two of them say something?"""
    return all(_compatible(first, second) for first in cluster for second in cluster if meet(first, second))


def _compatible(first: Claim, second: Claim) -> bool:
    if (first.start, first.stop) == (second.start, second.stop):
        return first.text == second.text
    if not _even(first) or not _even(second):
        return False
    low, high = max(first.start, second.start), min(first.stop, second.stop)
    return _texts(first, low, high) == _texts(second, low, high)


def _even(claim: Claim) -> bool:
    """Does it put one glyph in the place of each?"""
    return len(claim.glyphs) == claim.stop - claim.start


def _texts(claim: Claim, low: int, high: int) -> list[str]:
    return [glyph.text for glyph in claim.glyphs[low - claim.start : high - claim.start]]


def _settled(cluster: Sequence[Claim]) -> list[Stretch]:
    """The latest word on each place; one that marks it goes before one that does not."""
    ranked = sorted(cluster, key=lambda c: (c.decided.act.value in ("sic", "unreadable"), c.decided.entry))
    found: list[Stretch] = []
    for claim in reversed(ranked):
        by = tuple(sorted({other.decided.entry for other in cluster if meet(claim, other)}))
        found += [Stretch(part.start, part.stop, part, by) for part in _free_parts(claim, found)]
    return found


def _free_parts(claim: Claim, taken: Sequence[Stretch]) -> list[Claim]:
    """What of a claim is not yet spoken for."""
    if any((s.start, s.stop) == (claim.start, claim.stop) for s in taken):
        return []
    if not _even(claim) or not claim.glyphs:
        return [claim]
    free = [at for at in range(claim.start, claim.stop) if not any(s.start <= at < s.stop for s in taken)]
    parts: list[Claim] = []
    for at in free:
        own = claim.glyphs[at - claim.start : at - claim.start + 1]
        if parts and parts[-1].stop == at:
            parts[-1] = replace(parts[-1], stop=at + 1, glyphs=(*parts[-1].glyphs, *own))
        else:
            parts.append(replace(claim, start=at, stop=at + 1, glyphs=own))
    return parts


def _whole(cluster: Sequence[Claim], line: Sequence[Glyph]) -> Stretch:
    """All that the claims are about, with each person's whole reading of it: they may come to the same."""
    start, stop = min(c.start for c in cluster), max(c.stop for c in cluster)
    ways = []
    for carrier in sorted({claim.carrier for claim in cluster}):
        own = sorted((c for c in cluster if c.carrier == carrier), key=lambda c: (c.start, c.stop))
        glyphs: tuple[Glyph, ...] = ()
        at = start
        for claim in own:
            glyphs += (*line[at : claim.start], *claim.glyphs)
            at = claim.stop
        ways.append((own[-1].decided.entry, (*glyphs, *line[at:stop])))
    by = tuple(sorted({entry for entry, _ in ways}))
    if len({tuple(glyph.text for glyph in glyphs) for _, glyphs in ways}) > 1:
        return Stretch(start, stop, None, by, tuple(ways))
    last = max(cluster, key=lambda claim: claim.decided.entry)
    return Stretch(start, stop, replace(last, start=start, stop=stop, glyphs=ways[0][1]), by)
