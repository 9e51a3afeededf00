"""How like two titles are, printed in two places and read twice."""

from __future__ import annotations

from difflib import SequenceMatcher

ALIKE = 0.8  # share of characters in common from which two readings are one title
SHORTEST = 6  # characters; shorter titles must be equal


def likeness(left: str, right: str) -> float:
    """0…1; 1 for equal titles, and for a title that the other one shortens at an end."""
    if left == right:
        return 1.0
    if min(len(left), len(right)) < SHORTEST:
        return 0.0
    if right.endswith(left) or left.endswith(right) or right.startswith(left):
        return 0.99
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0
