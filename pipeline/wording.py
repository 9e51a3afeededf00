"""How messages speak of numbers of things."""

from __future__ import annotations


def counted(number: int, noun: str, plural: str = "") -> str:
    """ "1 page", "2 pages", "0 pages"; `plural` is for nouns that do not just take an s."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or f'{noun}s'}"
