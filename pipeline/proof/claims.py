"""What carriers claim of the text of a page as it stands now: each decided stretch in its place there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from rapidfuzz.distance import Levenshtein

from pipeline.model import Glyph, Region, Witness
from pipeline.proof.collate import collate
from pipeline.proof.columns import CollatedLine, Collation
from pipeline.proof.editpath import Segment, spans
from pipeline.proof.places import meet
from pipeline.proof.standing import Carrier, Decided
from pipeline.text.graphemes import compare_key, graphemes

BASE = "edition"  # the sigil under which the text of now is collated
SAME_LINE = 0.5  # likeness at which a line is the one that a person struck out


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
        return "".join(glyph.text for glyph in self.glyphs)


def lay(page: str, regions: Sequence[Region], carriers: Sequence[Carrier]) -> Collation:
    """The text of now and all carriers in one table; boxes lie on the same images, where there are any."""
    base = Witness(page, BASE, tuple(regions), (), ())
    people = [replace(carrier.witness, sigil=sigil(carrier.entry)) for carrier in carriers]
    return collate([base, *people], BASE)


def sigil(entry: int) -> str:
    """The name under which a person's reading stands: the entry of the log that says who and when."""
    return f"log:{entry}"


def lead(collation: Collation, line: CollatedLine) -> tuple[Glyph, ...]:
    """The glyphs that the positions in a line count."""
    return line.glyphs(collation.sigils.index(line.lead))


def claims(collation: Collation, carriers: Iterable[Carrier]) -> tuple[Claim, ...]:
    """The claims of all carriers, without those that another carrier overrides: it saw them and said else."""
    found = [claim for carrier in carriers for claim in _Laid(collation, carrier).claims()]
    by_line: dict[str, list[Claim]] = {}
    for claim in found:
        by_line.setdefault(claim.line, []).append(claim)
    return tuple(
        claim
        for claim in found
        if not any(claim.carrier in other.seen and meet(claim, other) for other in by_line[claim.line])
    )


class _Laid:
    """One carrier in the table."""

    def __init__(self, collation: Collation, carrier: Carrier) -> None:
        self.carrier = carrier
        self.lines = collation.lines
        self.texts = [lead(collation, line) for line in self.lines]
        witness = collation.sigils.index(sigil(carrier.entry))
        self.ordinals = [line.ordinals[witness] for line in self.lines]
        self.line_of = {o: number for number, held in enumerate(self.ordinals) for o in held}
        own = [line for region in carrier.witness.regions for line in region.lines]
        self.glyphs = [glyph for line in own for glyph in line.glyphs]
        ends = list(accumulate(len(line.glyphs) for line in own))
        self.ends = {line.id: (end - len(line.glyphs), end) for line, end in zip(own, ends, strict=True)}

    def claims(self) -> list[Claim]:
        found: list[Claim] = []
        blocks: list[tuple[set[int], list[Decided]]] = []
        for decided in self.carrier.decided:
            home = self._home(decided)
            if home:
                blocks = _joined(blocks, home, decided)
            else:
                found += self._struck_out(decided)
        for lines, stretches in blocks:
            found += self._block(sorted(lines), stretches)
        return found

    def _home(self, decided: Decided) -> set[int]:
        """The lines in which a stretch stands; an empty one stands where its neighbours do."""
        held = {self.line_of[o] for o in range(decided.start, decided.stop)}
        first, last = self.ends.get(decided.line, (decided.start, decided.start))
        if not held and decided.start > first:
            held.add(self.line_of[decided.start - 1])
        if not held and decided.start < last:
            held.add(self.line_of[decided.start])
        return held

    def _struck_out(self, decided: Decided) -> list[Claim]:
        """A whole line that a person struck out is looked for by its text between its neighbours."""
        after = self.line_of.get(decided.start - 1, -1)
        before = self.line_of.get(decided.start, len(self.lines))
        for number in range(after + 1, before):
            text = "".join(glyph.text for glyph in self.texts[number])
            alike = Levenshtein.normalized_similarity(compare_key(text), compare_key(decided.was))
            if not self.ordinals[number] and text and alike >= SAME_LINE:
                return [self._claim(number, (0, len(self.texts[number])), (), decided)]
        return []

    def _block(self, lines: Sequence[int], stretches: Sequence[Decided]) -> list[Claim]:
        """The claims on some lines, whose texts are laid along the carrier's on end."""
        text = [compare_key(glyph.text) for number in lines for glyph in self.texts[number]]
        path, forks = self._path(lines, stretches)
        places = spans(text, path)
        starts = [0, *accumulate(len(self.texts[number]) for number in lines)]
        found: list[Claim] = []
        for at, decided in forks.items():
            found += self._placed(lines, starts, places[at], decided)
        return found

    def _path(
        self, lines: Sequence[int], stretches: Sequence[Decided]
    ) -> tuple[list[Segment], dict[int, Decided]]:
        held = sorted(o for number in lines for o in self.ordinals[number])
        forked = {o for decided in stretches for o in range(decided.start, decided.stop)}
        parts: list[tuple[int, int, Decided | None]] = [(o, 1, None) for o in held if o not in forked]
        parts += [(decided.start, 0, decided) for decided in stretches]
        path: list[Segment] = []
        forks: dict[int, Decided] = {}
        for start, _, decided in sorted(parts, key=lambda part: part[:2]):
            if decided is None:
                path.append(Segment((compare_key(self.glyphs[start].text),)))
            else:
                forks[len(path)] = decided
                after = tuple(compare_key(g.text) for g in self.glyphs[decided.start : decided.stop])
                path.append(Segment(after, tuple(map(compare_key, graphemes(decided.was)))))
        return path, forks

    def _placed(
        self, lines: Sequence[int], starts: Sequence[int], place: tuple[int, int], decided: Decided
    ) -> list[Claim]:
        """The claim of a stretch, cut where it crosses from one line to the next."""
        start, stop = place
        glyphs = tuple(self.glyphs[decided.start : decided.stop])
        if start == stop:
            number = self._line_of_gap(lines, starts, start, decided)
            at = start - starts[number]
            return [self._claim(lines[number], (at, at), glyphs, decided)]
        found: list[Claim] = []
        alike = len(glyphs) == stop - start
        for number, line in enumerate(lines):
            low, high = max(start, starts[number]), min(stop, starts[number + 1])
            if low < high:
                own = glyphs[low - start : high - start] if alike else () if found else glyphs
                found.append(self._claim(line, (low - starts[number], high - starts[number]), own, decided))
        return found

    def _line_of_gap(self, lines: Sequence[int], starts: Sequence[int], at: int, decided: Decided) -> int:
        """A gap at the end of one line is at the start of the next as well: it is where the stretch is."""
        possible = [n for n in range(len(lines)) if starts[n] <= at <= starts[n + 1]]
        home = self._home(decided)
        return next((n for n in possible if lines[n] in home), possible[0])

    def _claim(self, line: int, place: tuple[int, int], glyphs: tuple[Glyph, ...], decided: Decided) -> Claim:
        entry, seen = self.carrier.entry, self.carrier.seen
        return Claim(self.lines[line].id, *place, glyphs, decided, entry, seen)


def _joined(
    blocks: list[tuple[set[int], list[Decided]]], home: set[int], decided: Decided
) -> list[tuple[set[int], list[Decided]]]:
    """The blocks with one stretch more; those that it ties together become one."""
    lines, stretches = set(home), [decided]
    apart = []
    for block in blocks:
        if block[0].isdisjoint(home):
            apart.append(block)
        else:
            lines |= block[0]
            stretches = [*block[1], *stretches]
    return [*apart, (lines, stretches)]
