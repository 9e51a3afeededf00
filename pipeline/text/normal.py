"""The normalised text of a print: as it would be written now, each change told and undone at will."""

from __future__ import annotations

from pipeline.text.changes import Changed, changed, first_come
from pipeline.text.normal_rules import ALWAYS, RULES, Rule


def rules_for(year: int) -> tuple[Rule, ...]:
    """The rules for print of a year; for an unknown year (0) those that hold for all."""
    return tuple(rule for rule in RULES if rule.years == ALWAYS or rule.years[0] <= year <= rule.years[1])


def normalised(printed: str, year: int = 0) -> Changed:
    """A paragraph of print in its normalised form.

    Raises:
        MissingToolError: where the package opencc is not installed.
    """
    offered = [change for rule in rules_for(year) for change in rule.changes(printed)]
    return changed(printed, first_come(offered))
