"""A card for tests of settling: an engine's own doubt, and what a sure witness has against it, are shown.

The card that ships knows real pages, on which a text of two characters is something odd; what it makes of
one changes with every learning.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from pipeline.proof import settlement
from pipeline.proof.evidence.card import Card
from pipeline.proof.evidence.facts import NAMES
from pipeline.proof.evidence.stands import GAP, NOTHING, POINT, WIDTH

CONFIDENCE, STAND, OTHER = (NAMES.index(name) for name in ("confidence", "stand", "other_confidence"))
SETTLED, OPEN = 0.0, 6.0
UNSURE = 1.35  # nines: an engine surer than 0.955 is believed
HALF = 0.3  # nines of a witness that is no surer than not
AGAINST = (OTHER, HALF, SETTLED, OPEN)  # another reading counts where its witness is sure of it
TREES = (
    (CONFIDENCE, -0.5, SETTLED, (CONFIDENCE, UNSURE, OPEN, SETTLED)),
    (
        STAND,
        WIDTH,
        SETTLED,
        (STAND, NOTHING, OPEN, (STAND, GAP - 1, AGAINST, (STAND, POINT - 1, OPEN, AGAINST))),
    ),
)
CARD = Card(("P6", "P4"), -8.0, TREES, ((-8.0, -8.0), (8.0, 8.0)), "written for tests")


@contextmanager
def plain_card() -> Iterator[None]:
    """Settle by that card."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settlement, "shipped", lambda: CARD)
        yield
