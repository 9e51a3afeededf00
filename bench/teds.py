"""How like two tables are: tree edit distance similarity (TEDS; Zhong, ShafieiBavani, Jimeno Yepes, 2020).

A table is a tree: the table, its rows, their cells.  TEDS = 1 - distance / nodes of the larger tree, where
to insert or delete a node costs 1, to change a cell into one that spans otherwise 1, and into one of the
same span the share of its text that differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from bench.score import folded
from pipeline.model import Region, RegionKind


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a table's tree, in post-order; `first` is the number of the first leaf below it."""

    name: str  # "table", "row", "cell 1 2": with the rows and columns it spans
    text: str
    first: int


Tree = tuple[Node, ...]


def tree(region: Region) -> Tree:
    """The tree of a table; one without cells is a row a line."""
    texts = {line.id: line.text for line in region.lines}
    rows: dict[int, list[tuple[str, str]]] = {}
    for cell in sorted(region.cells, key=lambda cell: (cell.row, cell.column)):
        text = folded("".join(texts[name] for name in cell.lines))
        rows.setdefault(cell.row, []).append((f"cell {cell.rows} {cell.columns}", text))
    if not region.cells:
        rows = {n: [("cell 1 1", folded(line.text))] for n, line in enumerate(region.lines)}
    nodes: list[Node] = []
    for _, cells in sorted(rows.items()):
        start = len(nodes)
        nodes += [Node(name, text, start + n) for n, (name, text) in enumerate(cells)]
        nodes.append(Node("row", "", start))
    return (*nodes, Node("table", "", 0))


def similarity(one: Tree, other: Tree) -> float:
    """TEDS of two tables, 0…1."""
    return max(0.0, 1 - distance(one, other) / max(len(one), len(other)))


def distance(one: Tree, other: Tree) -> float:
    """The tree edit distance of two trees (Zhang and Shasha, 1989)."""
    found = [[0.0] * len(other) for _ in one]
    for i in _keyroots(one):
        for j in _keyroots(other):
            _fill(one, other, i, j, found)
    return found[-1][-1]


def _keyroots(nodes: Tree) -> list[int]:
    """The last node of each path that begins at a leaf of its own."""
    return sorted({node.first: n for n, node in enumerate(nodes)}.values())


def _fill(one: Tree, other: Tree, i: int, j: int, found: list[list[float]]) -> None:
    """The distances of all pairs of subtrees on the paths that end in nodes i and j."""
    a, b = one[i].first, other[j].first
    forest = [[0.0] * (j - b + 2) for _ in range(i - a + 2)]
    for x in range(1, i - a + 2):
        forest[x][0] = x
    for y in range(1, j - b + 2):
        forest[0][y] = y
    for x in range(1, i - a + 2):
        for y in range(1, j - b + 2):
            m, n = one[a + x - 1], other[b + y - 1]
            cheapest = min(forest[x - 1][y], forest[x][y - 1]) + 1
            if m.first == a and n.first == b:
                forest[x][y] = min(cheapest, forest[x - 1][y - 1] + _change(m, n))
                found[a + x - 1][b + y - 1] = forest[x][y]
            else:
                below = forest[m.first - a][n.first - b] + found[a + x - 1][b + y - 1]
                forest[x][y] = min(cheapest, below)


def _change(one: Node, other: Node) -> float:
    if one.name != other.name:
        return 1.0
    longest = max(len(one.text), len(other.text))
    return Levenshtein.distance(one.text, other.text) / longest if longest else 0.0


def tables(printed: Sequence[Region], read: Sequence[Region]) -> list[float]:
    """The similarity of each printed table with what was read of it, and 0 for each read where none is."""
    free = [region for region in read if region.kind is RegionKind.TABLE and region.box]
    found = []
    for table in printed:
        if table.kind is not RegionKind.TABLE or table.box is None:
            continue
        box = table.box
        best = max(free, key=lambda region: region.box.overlap(box) if region.box else 0, default=None)
        if best is None or best.box is None or not best.box.overlap(box):
            found.append(0.0)
            continue
        free.remove(best)
        found.append(similarity(tree(table), tree(best)))
    return found + [0.0] * len(free)
