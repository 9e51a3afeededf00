"""Simulated readers: what people of stated skill leave behind of the errors they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reader:
    """How well a person reads: the share found of the errors shown, and how often right text is spoilt."""

    finds: float
    spoils: float = 1e-4  # of the right characters shown

    @property
    def name(self) -> str:
        return f"finds {self.finds:g}"


READERS = (Reader(0.9), Reader(0.95), Reader(0.99))


def left(errors: float, found: float, shown: float, readers: Sequence[Reader]) -> float:
    """The errors expected to be left of all `errors`, after readers one after another saw `shown` characters.

    `found` errors stand among the characters shown; what one reader leaves or spoils, the next sees.
    """
    open_errors, hidden = found, errors - found
    for reader in readers:
        right = max(0.0, shown - open_errors)
        open_errors = open_errors * (1 - reader.finds) + right * reader.spoils
    return hidden + open_errors
