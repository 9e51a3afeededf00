"""The printed lines of a region as text: of a table, its rows."""

from __future__ import annotations

from pipeline.model import Region

BETWEEN = "\t"  # two cells of a row, in plain text for machines and people


def printed_lines(region: Region, between: str = BETWEEN) -> tuple[str, ...]:
    """The text of each line; of a table, of each row, with `between` its cells, empty ones too.

    A cell stands in the first row it reaches, and the lines in it are joined as running text.  Lines that
    are in no cell come behind the rows.
    """
    if not region.cells:
        return tuple(line.text for line in region.lines)
    texts = {line.id: line.text for line in region.lines}
    rows: list[list[str]] = [[] for _ in range(1 + max(cell.row for cell in region.cells))]
    for cell in sorted(region.cells, key=lambda cell: (cell.row, cell.column)):
        rows[cell.row].append(region.joiner.join(texts.pop(name, "") for name in cell.lines))
    return (*(between.join(row) for row in rows if any(row)), *texts.values())
