"""Cells of a CSV file that a spreadsheet shows and does not compute."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a formula begins with


def safe(cell: str) -> str:
    """The cell; one that begins like a formula has a ' before it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
