"""The cells of a PAGE table: regions of text with a role."""

from __future__ import annotations

from lxml.etree import _Element

from pipeline.formats import xml
from pipeline.model import Cell

LAST = 10_000  # rows and columns that no printed table has


def is_table(region: _Element) -> bool:
    """Whether an element is a table with at least one cell that says where it stands."""
    return (
        xml.local(region) == "TableRegion"
        and region.find("{*}TextRegion/{*}Roles/{*}TableCellRole") is not None
    )


def in_table(region: _Element) -> bool:
    """Whether a region lies in such a table."""
    return any(is_table(outer) for outer in region.iterancestors("{*}TableRegion"))


def parts(table: _Element, source: str) -> list[tuple[_Element, Cell | None]]:
    """The regions in a table, row by row, each with its cell; those without one last.

    Raises:
        BadXmlError: where a cell stands nowhere.
    """
    found = [(part, _cell(part, source)) for part in table.iterfind("{*}TextRegion")]
    return sorted(found, key=lambda pair: (pair[1].row, pair[1].column) if pair[1] else (LAST, LAST))


def _cell(part: _Element, source: str) -> Cell | None:
    role = part.find("{*}Roles/{*}TableCellRole")
    if role is None:
        return None
    row, column, rows, columns = (
        _whole(role, name, least, source)
        for name, least in (("rowIndex", 0), ("columnIndex", 0), ("rowSpan", 1), ("colSpan", 1))
    )
    return Cell(row, column, rows, columns, role.get("header") in ("true", "1"))


def _whole(role: _Element, name: str, least: int, source: str) -> int:
    value = xml.number(role, name, source)
    if value is None:
        return least
    if not least <= value <= LAST:
        raise xml.bad(role, f"{name} is out of all bounds: {value:g}", source)
    return int(value)
