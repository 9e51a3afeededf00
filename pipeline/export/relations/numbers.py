"""Documents that bear the same number and are not the same: one of them was printed or read wrongly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.export.relations.published import Published
from pipeline.export.relations.twins import Twins
from pipeline.model import Finding

NUMBER_TWICE = "number-twice"


def numbered_alike(documents: Sequence[Published], pairs: Sequence[Twins]) -> tuple[Finding, ...]:
    """A finding for each number that several documents bear which are no twins of one another."""
    printed_again = {(pair.first, pair.second) for pair in pairs}
    bearing: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        if "〔" in document.number:  # that of a decree is counted by each body for itself
            bearing[document.number].append(document.id)
    found = []
    for number, names in bearing.items():
        first, *others = names
        strange = [o for o in others if not {(first, o), (o, first)} & printed_again]
        if strange:
            told = (
                f"{number} is the number of {', '.join([first, *strange])}, which are not the same document"
            )
            found.append(Finding(NUMBER_TWICE, told))
    return tuple(found)
