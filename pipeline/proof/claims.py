"""What carriers claim of the text of a page as it stands now: each decided stretch in its place there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from pipeline.model import Glyph, Region, Witness, glyph_text
from pipeline.proof.collate import collate
from pipeline.proof.columns import CollatedLine, Collation
from pipeline.proof.editpath import Segment, spans
from pipeline.proof.places import meet
from pipeline.proof.standing import Carrier, Decided
from pipeline.proof.views import Fork, View, view
from pipeline.text.graphemes import compare_key

BASE = "edition"  # the sigil under which the text of now is collated


@dataclass(frozen=True, slots=True)
class Claim:
    """Glyphs ``start`` to ``stop`` of a line are to be these, says one carrier."""

    line: str
    start: int
    stop: int
    glyphs: tuple[Glyph, ...]  # none where the person found that nothing stands there
    decided: Decided
    carrier: int  # the entry of the carrier
    seen: tuple[int, ...]  # the entries it goes before

    @property
    def text(self) -> str:
        return glyph_text(self.glyphs)


@dataclass(frozen=True, slots=True)
class Laid:
    """The text of now and all carriers in one table, and what the carriers claim."""

    collation: Collation
    claims: tuple[Claim, ...]

    def glyphs(self, line: CollatedLine) -> tuple[Glyph, ...]:
        """The glyphs that the positions in a line count."""
        return line.glyphs(self.collation.sigils.index(line.lead))

    def by_line(self) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for claim in self.claims:
            found.setdefault(claim.line, []).append(claim)
        return found


def lay(page: str, regions: Sequence[Region], carriers: Iterable[Carrier]) -> Laid:
    """Lay carriers along the text of now; boxes lie on the same images, where there are any.

    Claims that another carrier overrides are left out: it saw them and says something else.
    """
    lines = [line for region in regions for line in region.lines]
    views = [view(carrier, sigil(carrier.entry), lines) for carrier in carriers]
    base = Witness(page, BASE, tuple(regions), (), ())
    collation = collate([base, *(each.witness for each in views)], BASE)
    laid = Laid(collation, tuple(claim for each in views for claim in _Along(collation, each).claims()))
    by_line = laid.by_line()
    valid = (
        claim
        for claim in laid.claims
        if not any(claim.carrier in other.seen and meet(claim, other) for other in by_line[claim.line])
    )
    return Laid(collation, tuple(valid))


def sigil(entry: int) -> str:
    """The name under which a person's reading stands: the entry of the log that says who and when."""
    return f"log:{entry}"


class _Along:
    """One carrier in the table."""

    def __init__(self, collation: Collation, view: View) -> None:
        self.view = view
        self.lines = collation.lines
        self.texts = [line.glyphs(collation.sigils.index(line.lead)) for line in self.lines]
        witness = collation.sigils.index(view.witness.sigil)
        self.ordinals = [line.ordinals[witness] for line in self.lines]
        self.line_of = {o: number for number, held in enumerate(self.ordinals) for o in held}
        own = [line for region in view.witness.regions for line in region.lines]
        self.keys = [compare_key(glyph.text) for line in own for glyph in line.glyphs]
        ends = list(accumulate(len(line.glyphs) for line in own))
        self.ends = {line.id: (end - len(line.glyphs), end) for line, end in zip(own, ends, strict=True)}

    def claims(self) -> list[Claim]:
        blocks: list[tuple[set[int], list[Fork]]] = []
        for fork in self.view.forks:
            home = self._home(fork)
            if home:
                blocks = _joined(blocks, home, fork)
        found: list[Claim] = []
        for lines, forks in blocks:
            found += self._block(sorted(lines), forks)
        return _one_a_gap(found)

    def _home(self, fork: Fork) -> set[int]:
        """The lines in which a stretch stands; an empty one stands where its neighbours do."""
        held = {self.line_of[o] for o in range(fork.start, fork.stop)}
        first, last = self.ends[fork.decided.line]
        if not held and fork.start > first:
            held.add(self.line_of[fork.start - 1])
        if not held and fork.start < last:
            held.add(self.line_of[fork.start])
        if not held:
            held |= {n for n, line in enumerate(self.lines) if line.id == fork.decided.line}
        return held

    def _block(self, lines: Sequence[int], forks: Sequence[Fork]) -> list[Claim]:
        """The claims on some lines, whose texts are laid along the carrier's on end."""
        text = [compare_key(glyph.text) for number in lines for glyph in self.texts[number]]
        path, forked = self._path(lines, forks)
        places = spans(text, path)
        starts = [0, *accumulate(len(self.texts[number]) for number in lines)]
        found: list[Claim] = []
        for at, fork in forked.items():
            found += self._placed(lines, starts, places[at], fork)
        return found

    def _path(self, lines: Sequence[int], forks: Sequence[Fork]) -> tuple[list[Segment], dict[int, Fork]]:
        decided = {o for fork in forks for o in range(fork.start, fork.stop)}
        parts: list[tuple[int, int, Fork | None]] = [(fork.start, 0, fork) for fork in forks]
        parts += [(o, 1, None) for number in lines for o in self.ordinals[number] if o not in decided]
        path: list[Segment] = []
        forked: dict[int, Fork] = {}
        for start, _, fork in sorted(parts, key=lambda part: part[:2]):
            if fork is None:
                path.append(Segment((self.keys[start],)))
            else:
                forked[len(path)] = fork
                after = tuple(compare_key(glyph.text) for glyph in fork.glyphs)
                path.append(Segment(after, tuple(map(compare_key, fork.was))))
        return path, forked

    def _placed(
        self, lines: Sequence[int], starts: Sequence[int], place: tuple[int, int], fork: Fork
    ) -> list[Claim]:
        """The claim of a stretch, cut where it crosses from one line to the next."""
        start, stop = place
        if start == stop:
            number = self._line_of_gap(lines, starts, start, fork)
            at = start - starts[number]
            return [self._claim(lines[number], (at, at), fork.glyphs, fork)]
        found: list[Claim] = []
        alike = len(fork.glyphs) == stop - start
        for number, line in enumerate(lines):
            low, high = max(start, starts[number]), min(stop, starts[number + 1])
            if low < high:
                own = fork.glyphs[low - start : high - start] if alike else () if found else fork.glyphs
                found.append(self._claim(line, (low - starts[number], high - starts[number]), own, fork))
        return found

    def _line_of_gap(self, lines: Sequence[int], starts: Sequence[int], at: int, fork: Fork) -> int:
        """A gap at the end of one line is at the start of the next as well: it is where the stretch is."""
        possible = [n for n in range(len(lines)) if starts[n] <= at <= starts[n + 1]]
        home = self._home(fork)
        return next((n for n in possible if lines[n] in home), possible[0])

    def _claim(self, line: int, place: tuple[int, int], glyphs: tuple[Glyph, ...], fork: Fork) -> Claim:
        carrier = self.view.carrier
        return Claim(self.lines[line].id, *place, glyphs, fork.decided, carrier.entry, carrier.seen)


def _joined(
    blocks: Sequence[tuple[set[int], list[Fork]]], home: set[int], fork: Fork
) -> list[tuple[set[int], list[Fork]]]:
    """The blocks with one stretch more; those that it ties together become one."""
    lines, forks = set(home), [fork]
    apart = []
    for block in blocks:
        if block[0].isdisjoint(home):
            apart.append(block)
        else:
            lines |= block[0]
            forks = [*block[1], *forks]
    return [*apart, (lines, forks)]


def _one_a_gap(claims: Iterable[Claim]) -> list[Claim]:
    """The claims of one carrier; several that have come to lie in one gap are one."""
    found: list[Claim] = []
    gaps: dict[tuple[str, int], int] = {}
    for claim in claims:
        gap = (claim.line, claim.start)
        if claim.start != claim.stop:
            found.append(claim)
        elif gap not in gaps:
            gaps[gap] = len(found)
            found.append(claim)
        else:
            first = found[gaps[gap]]
            who = first if first.glyphs else claim
            found[gaps[gap]] = replace(who, glyphs=(*first.glyphs, *claim.glyphs))
    return found
