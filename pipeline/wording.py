"""How messages speak of numbers of things."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """ "1 page", "2 pages", "0 pages": for nouns that take an s."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
