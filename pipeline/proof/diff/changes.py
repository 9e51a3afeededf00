"""One text of a page against another, down to the character: every place where they differ, by kind.

Both are collated as witnesses are, so that neither line breaks nor a block in another place make a
difference of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.model import Box, Direction, Glyph, Witness, glyph_text, hull
from pipeline.proof.collate import collate
from pipeline.proof.columns import CollatedLine, Column
from pipeline.text.graphemes import compare_key, graphemes
from pipeline.text.kinds import Kind, classify

FIRST, SECOND = "1", "2"  # the sigils under which the two are collated; the first is the base


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line: what each of the two has; of one kind throughout, NONE where they agree."""

    first: str
    second: str
    kind: Kind
    box: Box | None = None  # on the image of the line, of what differs

    @property
    def size(self) -> int:
        """Characters that differ: of the longer side."""
        if self.kind is Kind.NONE:
            return 0
        return max(len(graphemes(self.first)), len(graphemes(self.second)))


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line in which the two differ, whole."""

    id: str
    image: str
    box: Box | None  # on that image
    direction: Direction
    pieces: tuple[Piece, ...]
    moved: bool = False  # it stands elsewhere in the second text

    @property
    def changes(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.kind is not Kind.NONE)


@dataclass(frozen=True, slots=True)
class PageDiff:
    """All that differs on a page."""

    page: str
    first_by: str  # who made the first text there; empty where nobody by name
    second_by: str
    characters: int  # of the first text, of the second where that is longer
    lines: tuple[ChangedLine, ...]

    @property
    def changes(self) -> tuple[Piece, ...]:
        return tuple(piece for line in self.lines for piece in line.changes)


def compare(
    first: Witness,
    second: Witness,
    first_by: str = "",
    second_by: str = "",
    *,
    confusables: tuple[str, ...] = (),
) -> PageDiff:
    """What differs between two texts of a page, whose boxes, where they have any, lie on the same images.

    `confusables` are rows of confusable shapes besides the table's own.
    """
    pair = replace(first, sigil=FIRST), replace(second, sigil=SECOND)
    collation = collate(pair, FIRST)
    lines = []
    for region in collation.regions:
        for line in region.lines:
            pieces = tuple(_pieces(line, confusables))
            moved = bool(line.moved) and any(piece.second.strip() for piece in pieces)
            if moved or any(piece.kind is not Kind.NONE for piece in pieces):
                shown = _as_moved(pieces) if moved else pieces
                lines.append(
                    ChangedLine(line.id, region.region.image, line.box, line.direction, shown, moved)
                )
    characters = max(_length(witness) for witness in pair)
    return PageDiff(first.page, first_by, second_by, characters, tuple(lines))


def _pieces(line: CollatedLine, confusables: tuple[str, ...]) -> Iterator[Piece]:
    """The line in stretches that agree and stretches that differ; blanks at its ends are its break."""
    columns = _inner(line.columns)
    for match, members in groupby(columns, _match):
        some = list(members)
        first = "".join(_text(column, 0) for column in some)
        second = "".join(_text(column, 1) for column in some)
        if match == "same":
            yield Piece(first, second, Kind.NONE)
        else:
            yield Piece(first, second, classify(first, second, confusables), _box(some))


def _match(column: Column) -> str:
    """Only neighbours that differ in the same way are one place."""
    first, second = _text(column, 0), _text(column, 1)
    if first == second:
        return "same"
    return "alike" if compare_key(first) == compare_key(second) else "other"


def _inner(columns: Sequence[Column]) -> Sequence[Column]:
    printed = [n for n, column in enumerate(columns) if (_text(column, 0) + _text(column, 1)).strip()]
    return columns[printed[0] : printed[-1] + 1] if printed else ()


def _text(column: Column, which: int) -> str:
    return glyph_text(column.cells[which])


def _box(columns: Sequence[Column]) -> Box | None:
    glyphs: list[Glyph] = [glyph for column in columns for cell in column.cells for glyph in cell]
    boxes = tuple(glyph.box for glyph in glyphs if glyph.box)
    return hull(boxes) if boxes else None


def _as_moved(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """What agrees in a line that has moved is the same text elsewhere."""
    return tuple(
        replace(piece, kind=Kind.MOVED) if piece.kind is Kind.NONE and piece.first.strip() else piece
        for piece in pieces
    )


def _length(witness: Witness) -> int:
    glyphs = (glyph for region in witness.regions for line in region.lines for glyph in line.glyphs)
    return sum(bool(glyph.text.strip()) for glyph in glyphs)
