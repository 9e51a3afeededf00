"""Which of the readings that were not chosen are worth finding: what goes into the index beside the text.

All count that no person has settled; what a rule or evidence passed over may still be what is printed.  A
wrong character that looks like a Han character seldom makes a phrase that somebody asks for.  Letters,
figures and Chinese numerals are few, and any of them may stand beside any other: there a reading has to be
likely, by the doubt that is left of the chosen text and by what its own engine gives it.
"""

from __future__ import annotations

import re

from pipeline.model import App, Glyph
from pipeline.text import numerals

POSSIBLE = 0.02  # the share from which an engine's next-best reading counts; less adds mostly false hits
LIKELY = 0.005  # the same of signs that are few, times the doubt that is left of the chosen one
_MANY = re.compile(rf"(?![{re.escape(numerals.CLASS)}])[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


def of_place(app: App) -> tuple[str, ...]:
    """The readings of a place that are worth finding, without the chosen one."""
    found = []
    for reading in app.readings:
        share = reading.confidence or float(bool(reading.sigils))  # who has nothing there claims nothing
        if reading.text != app.lemma and _counts(reading.text or app.lemma, share, app.probability, 0.0):
            found.append(reading.text)
    return tuple(found)


def of_glyph(glyph: Glyph) -> tuple[str, ...]:
    """The next-best readings of a glyph that are worth finding."""
    return tuple(
        text for text, share in glyph.alternatives if _counts(text, share, glyph.confidence, POSSIBLE)
    )


def _counts(text: str, share: float, chosen: float, least: float) -> bool:
    """Whether a reading is likely enough: `share` is what its engine gives it, `chosen` the probability of
    what stands there, `least` what one with a Han character must have."""
    return share >= least if _MANY.search(text) else share * (1 - chosen) >= LIKELY
